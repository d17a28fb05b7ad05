"""One server for all tests of the doors: the app over the sample plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from assistant.channels.http.app import create_app
from assistant.service import Assistant
from assistant.settings import ServerSettings, Settings
from tests.assistant.fakes import SetAnswers, fake_assistant
from tests.assistant.serving import serving

ADMIN_KEY = "测试密钥-5f0c"


@dataclass(frozen=True)
class Served:
    client: httpx.Client
    assistant: Assistant
    pipeline: SetAnswers
    base_url: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data: Path = tmp_path_factory.mktemp("data")
    settings = Settings(data=data, server=ServerSettings(admin_key=ADMIN_KEY, upload_megabytes=1))
    assistant, pipeline = fake_assistant(data)
    with (
        assistant,
        serving(create_app(assistant, settings)) as base_url,
        httpx.Client(base_url=base_url, timeout=30) as client,
    ):
        yield Served(client, assistant, pipeline, base_url)

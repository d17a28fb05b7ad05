"""The command line on a real library that two small plans were read into."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.assistant.sample_plans import QINGHE_TEXT, YUNLING_TEXT

SECONDS = 120


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def error_lines(self) -> list[str]:
        return self.err.splitlines()


Command = Callable[..., Ran]


def run(*arguments: object, **environment: str) -> Ran:
    """``plan-assistant`` in a process of its own, without the settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLAN_ASSISTANT_")}
    finished = subprocess.run(
        [sys.executable, "-c", "from assistant.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**kept, **environment},
        timeout=SECONDS,
        check=False,
    )
    return Ran(finished.returncode, finished.stdout, finished.stderr)


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """A command that ran in this process leaves its log file open."""
    root, raising = logging.getLogger(), logging.raiseExceptions
    before = list(root.handlers)
    yield
    logging.raiseExceptions = raising
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()


@pytest.fixture(scope="session")
def plans_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "yunling.txt").write_text(YUNLING_TEXT, encoding="utf-8")
    (folder / "qinghe.txt").write_bytes(QINGHE_TEXT.encode("gb18030"))
    return folder


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, plans_folder: Path) -> Path:
    """A data folder with the plans read; tests that change it make their own."""
    data = tmp_path_factory.mktemp("filled")
    ran = run("--data", data, "ingest", plans_folder)
    assert ran.code == 0, ran.err
    return data

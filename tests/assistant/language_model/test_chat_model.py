"""The model behind an address: limits are set, and a server that does not answer is given up."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from openai import APIConnectionError, APITimeoutError

from assistant.language_model.chat_model import build_chat_model, name_of


@pytest.fixture
def silent_server() -> Iterator[str]:
    """An address that accepts connections and says nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/v1"


def test_a_silent_server_is_given_up(silent_server: str) -> None:
    model = build_chat_model(silent_server, "small", timeout_seconds=0.3, max_retries=0)
    with pytest.raises(APITimeoutError):
        model.invoke("你好")


def test_no_server() -> None:
    model = build_chat_model("http://127.0.0.1:9/v1", "small", timeout_seconds=1, max_retries=0)
    with pytest.raises(APIConnectionError):
        model.invoke("你好")


def test_its_name_is_shown_and_its_key_is_not() -> None:
    model = build_chat_model("http://127.0.0.1:9/v1", "small", "secret-key")
    assert name_of(model) == "small"
    assert "secret-key" not in repr(model)

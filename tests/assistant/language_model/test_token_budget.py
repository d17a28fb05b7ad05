"""The vocabulary is copied from its package, checked, and never fetched."""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path

import pytest
import tiktoken.registry

from assistant.language_model.token_budget import open_token_budget


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(autouse=True)
def fresh_tiktoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiktoken.registry, "ENCODINGS", {})
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")


@pytest.mark.usefixtures("no_network")
def test_counts_offline(tmp_path: Path) -> None:
    budget = open_token_budget(tmp_path, limit=100)
    assert budget.count("hello world") == 2
    assert budget.count("<|endoftext|>") > 1
    (file,) = (tmp_path / "tiktoken").iterdir()
    assert hashlib.sha256(file.read_bytes()).hexdigest().startswith("223921b7")


@pytest.mark.usefixtures("no_network")
def test_a_damaged_copy_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "tiktoken"
    folder.mkdir()
    (folder / "9b5ad71b2ce5302211f9c61530b329a4922fc6a4").write_text("damaged")
    assert open_token_budget(tmp_path).count("规划") > 0


@pytest.mark.usefixtures("no_network")
def test_what_fits(tmp_path: Path) -> None:
    budget = open_token_budget(tmp_path, limit=10)
    texts = ["one two three", "one two three", "one two three four five six"]
    assert budget.fitting(texts) == 2
    assert budget.fitting(texts, spent=6) == 1
    assert budget.fitting(texts, spent=11) == 0

"""The library with a Chroma server instead of a folder: a real one, started on this machine."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import IndexUnavailable
from ingest.library import ChromaSettings, Library, LibrarySettings, open_library, passage_index
from ingest.library.passage_index import PassageIndex
from tests.ingest.library.builders import DigestEmbeddings, read_lines, write_plan

START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaSettings]:
    settings = ChromaSettings("127.0.0.1", free_port())
    folder = tmp_path_factory.mktemp("chroma")
    run = "from chromadb.cli.cli import app; app()"
    command = [sys.executable, "-c", run, "run", "--path", str(folder), "--host", "127.0.0.1"]
    server = subprocess.Popen(
        [*command, "--port", str(settings.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(settings.port, server)
        yield settings
    finally:
        server.terminate()
        server.wait(10)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(START_SECONDS * 10):
        assert server.poll() is None, "the Chroma server ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError


def open_with(chroma: ChromaSettings, data: Path) -> Library:
    settings = LibrarySettings(data, chroma=chroma)
    return open_library(settings, embedder=DigestEmbeddings(), read_plan=read_lines)


def test_a_library_is_built_searched_changed_and_reindexed_on_a_server(
    chroma: ChromaSettings, tmp_path: Path
) -> None:
    with open_with(chroma, tmp_path / "data") as library:
        library.ingest([write_plan(tmp_path)])
        assert len(library.search_dense("养老中心", k=10)) == 5
        write_plan(tmp_path, lines=1)
        library.ingest([tmp_path / "yunling.txt"])
        assert len(library.search_dense("养老中心", k=10)) == 3
        assert library._search.passages.count() == 3
        assert library.reindex() == 3
        library.remove("yunling")
        assert library._search.passages.count() == 0
    assert not (tmp_path / "data" / "chroma").exists()


def test_a_server_that_is_gone_stops_writing_but_not_answering(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with open_with(ChromaSettings(), data) as library:
        library.ingest([write_plan(tmp_path)])
    gone = ChromaSettings("127.0.0.1", free_port())
    with open_with(gone, data) as library:
        assert len(library.search_dense("养老中心", k=10)) == 5
        with pytest.raises(IndexUnavailable) as caught:
            library.ingest([write_plan(tmp_path, "other.txt", title="青禾县规划")])
        assert str(gone.port) in caught.value.user_message


def test_two_embedders_do_not_share_a_collection(chroma: ChromaSettings, tmp_path: Path) -> None:
    first, second = (PassageIndex(tmp_path, chroma, embedder) for embedder in ("甲/v1", "乙/v1"))
    assert (first.count(), second.count()) == (0, 0)
    first.close()
    second.close()


def test_a_server_that_hangs_costs_one_question_its_time_and_not_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passage_index, "SERVER_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hanging = ChromaSettings("127.0.0.1", silent.getsockname()[1])
        index = PassageIndex(tmp_path, hanging, "digest/v1")
        with pytest.raises(IndexUnavailable, match="Timeout"):
            index.search([0.0] * 8, 3)
        with pytest.raises(IndexUnavailable, match="paused for another"):
            index.search([0.0] * 8, 3)

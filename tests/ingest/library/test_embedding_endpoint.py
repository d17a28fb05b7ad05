"""Embeddings from a server, against a small one of our own on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import EmbedderMismatch, EmbedderUnavailable
from ingest.library import EmbeddingSettings, LibrarySettings, open_library
from ingest.library.embedding_endpoint import EndpointEmbeddings
from tests.ingest.library.builders import DigestEmbeddings, read_lines, write_plan


@dataclass
class FakeServer:
    """What was asked, and how to answer: "well", or one of the ways in which servers fail."""

    address: str = ""
    behaviour: str = "well"
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def answer(self, request: dict[str, Any]) -> tuple[int, bytes]:
        vectors = DigestEmbeddings().embed_documents([str(text) for text in request["input"]])
        data = [
            {"object": "embedding", "index": index, "embedding": vector}
            for index, vector in enumerate(vectors)
        ]
        match self.behaviour:
            case "error":
                return 500, b'{"error": {"message": "out of memory"}}'
            case "not json":
                return 200, b"<html>busy</html>"
            case "too few":
                data = data[:-1]
            case "no vectors":
                return 200, b'{"object": "list", "data": []}'
        return 200, json.dumps({"object": "list", "data": data, "model": request["model"]}).encode()


@pytest.fixture
def server() -> Iterator[FakeServer]:
    fake = FakeServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.asked.append(request)
            fake.keys.append(self.headers["Authorization"])
            status, body = fake.answer(request)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Tests print nothing."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.address = f"http://127.0.0.1:{listener.server_port}/v1"
    thread = threading.Thread(target=listener.serve_forever, args=[0.01])
    thread.start()
    yield fake
    listener.shutdown()
    thread.join()
    listener.server_close()


def settings(server: FakeServer, **changes: Any) -> EmbeddingSettings:
    usual = EmbeddingSettings(
        server.address, "bge-m3", timeout_seconds=60.0, max_retries=0, pause_seconds=0.0
    )
    return replace(usual, **changes)


def test_texts_are_sent_as_text_and_come_back_as_vectors(server: FakeServer) -> None:
    embeddings = EndpointEmbeddings(settings(server, api_key="a-key"))
    texts = ["养老床位 2025年 900", "Ｆｕｌｌ width", ""]
    assert embeddings.embed_documents(texts) == DigestEmbeddings().embed_documents(
        ["养老床位 2025年 900", "Full width", " "]
    )
    assert embeddings.embed_query("养老") == DigestEmbeddings().embed_query("养老")
    assert server.asked[0]["input"] == ["养老床位 2025年 900", "Full width", " "]
    assert server.asked[0]["model"] == "bge-m3"
    assert server.keys[0] == "Bearer a-key"
    assert embeddings.embed_documents([]) == []


def test_a_server_without_keys_needs_none(server: FakeServer) -> None:
    EndpointEmbeddings(settings(server)).embed_query("养老")
    assert "养老" in server.asked[0]["input"]


@pytest.mark.parametrize("behaviour", ["error", "not json", "too few", "no vectors"])
def test_a_server_that_answers_badly_is_named(server: FakeServer, behaviour: str) -> None:
    server.behaviour = behaviour
    with pytest.raises(EmbedderUnavailable) as caught:
        EndpointEmbeddings(settings(server)).embed_documents(["养老", "助餐"])
    assert server.address in caught.value.user_message


def test_a_server_that_does_not_answer_is_left_alone_by_questions_for_a_while(server: FakeServer) -> None:
    embeddings = EndpointEmbeddings(settings(server, pause_seconds=60.0))
    server.behaviour = "error"
    with pytest.raises(EmbedderUnavailable):
        embeddings.embed_query("养老")
    asked = len(server.asked)
    server.behaviour = "well"
    with pytest.raises(EmbedderUnavailable, match="paused for another") as caught:
        embeddings.embed_query("助餐")
    assert len(server.asked) == asked and "稍后" in caught.value.user_message
    embeddings.embed_documents(["助餐"])  # a run that reads plans asks it all the same, and it answers
    assert embeddings.embed_query("助餐") == DigestEmbeddings().embed_query("助餐")


def test_a_server_that_is_not_there_is_named() -> None:
    absent = EmbeddingSettings("http://127.0.0.1:9/v1", "bge-m3", max_retries=0)
    with pytest.raises(EmbedderUnavailable) as caught:
        EndpointEmbeddings(absent).embed_query("养老")
    assert "http://127.0.0.1:9/v1" in caught.value.user_message


def test_an_address_without_a_model_is_refused(server: FakeServer) -> None:
    with pytest.raises(EmbedderUnavailable, match="MODEL"):
        EndpointEmbeddings(settings(server, model=None))


def test_the_key_is_nowhere_printed(server: FakeServer) -> None:
    embeddings = EndpointEmbeddings(settings(server, api_key="secret-key"))
    assert "secret-key" not in repr(vars(embeddings))


def test_a_library_is_built_and_searched_with_the_server(server: FakeServer, tmp_path: Path) -> None:
    library_settings = LibrarySettings(tmp_path / "data", embedding=settings(server))
    with open_library(library_settings, read_plan=read_lines) as library:
        library.ingest([write_plan(tmp_path)])
        assert len(library.search_dense("养老中心", k=3)) == 3
        server.behaviour = "error"
        with pytest.raises(EmbedderUnavailable):
            library.search_dense("另一个问题", k=3)
        assert library.search_keyword("养老中心", k=1)[0].record_id == "yunling:t1", "words need no server"
    other = LibrarySettings(tmp_path / "data", embedding=settings(server, model="qwen3-embedding"))
    with open_library(other, read_plan=read_lines) as library, pytest.raises(EmbedderMismatch, match="qwen3"):
        library.check_embedder()


def test_a_server_that_fails_while_a_run_goes_on_leaves_the_library_as_it_was(
    server: FakeServer, tmp_path: Path
) -> None:
    library_settings = LibrarySettings(tmp_path / "data", embedding=settings(server))
    with open_library(library_settings, read_plan=read_lines) as library:
        library.ingest([write_plan(tmp_path)])
        server.behaviour = "error"
        with pytest.raises(EmbedderUnavailable):
            library.ingest([write_plan(tmp_path, "other.txt", lines=4, title="青禾县规划")])
        server.behaviour = "well"
        assert [card.plan.id for card in library.plans()] == ["yunling"]
        assert {hit.plan_id for hit in library.search_dense("养老中心", k=20)} == {"yunling"}
        assert [file.outcome for file in library.ingest([tmp_path / "other.txt"]).files] == ["added"]

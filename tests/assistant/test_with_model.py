"""The assistant with a language model, as the wiring builds it: trace, receipt, replay, numbers, and searches out of order."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.answer import AnswerStatus, EventKind, Exchange, Question
from assistant.channels.http.app import create_app
from assistant.settings import Settings
from assistant.wiring import open_assistant, open_plans
from ingest.errors import EmbedderUnavailable, IndexUnavailable
from tests.assistant.answering.bad_model_server import BEHAVIOURS, model_server, says
from tests.assistant.sample_plans import YUNLING_TEXT

QUESTION = "云陵市怎么推行一窗通办"
KEY = "a-secret-key"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    plan = tmp_path_factory.mktemp("plans") / "yunling.txt"
    plan.write_text(YUNLING_TEXT, encoding="utf-8")
    with open_plans(Settings.from_environment(data=folder, environment={})) as library:
        assert not library.ingest([plan]).failed
    return folder


def _settings(data: Path, address: str = "", **more: str) -> Settings:
    model = {
        "PLAN_ASSISTANT_LLM_BASE_URL": address,
        "PLAN_ASSISTANT_LLM_MODEL": "small",
        "PLAN_ASSISTANT_LLM_API_KEY": KEY,
        "PLAN_ASSISTANT_LLM_TIMEOUT_SECONDS": "60",
    }
    return Settings.from_environment(data=data, environment={**(model if address else {}), **more})


@pytest.fixture(scope="module")
def composed(data: Path) -> str:
    with open_assistant(_settings(data)) as assistant:
        return assistant.ask(Question(QUESTION)).answer


@pytest.fixture
def good(data: Path) -> Iterator[str]:
    """The address of a model that says a sentence of the plan."""
    with open_assistant(_settings(data)) as assistant:
        quote = assistant.ask(Question(QUESTION)).citations[0].quote.rstrip("。")
    with model_server(says(f"{quote}[1]。")) as address:
        yield address


def test_time_and_tokens_are_in_the_trace(data: Path, good: str) -> None:
    with open_assistant(_settings(data, good)) as assistant:
        answer = assistant.ask(Question(QUESTION))
        receipt = assistant.answer_log.receipt(answer.id)
    assert answer.model == "small"
    found = receipt.answer["trace"]["word_answer"]
    assert found["model"] == "small" and found["problem"] is None
    assert found["tokens"]["prompt"] > 200 and found["tokens"]["answer"] > 5
    assert 0 < found["first_sentence_ms"] <= found["model_ms"]
    assert receipt.answer["trace"]["elapsed_ms"]["word_answer"] >= found["model_ms"]
    assert receipt.settings["LLM_MODEL"] == "small" and receipt.settings["LLM_BASE_URL"] == good
    assert KEY not in str(receipt)


def test_tokens_of_words_that_were_not_taken_count_too(data: Path) -> None:
    """They were paid for."""
    follow_up = Question("网络市场方面怎么说", history=(Exchange(QUESTION, "（略）"),))
    with (
        model_server(says("一窗通办由区海洋局牵头[1]。")) as address,
        open_assistant(_settings(data, address)) as assistant,
    ):
        answer = assistant.ask(Question(QUESTION))
        rewritten = assistant.ask(follow_up)
    found = answer.trace["word_answer"]
    assert found["problem"] is not None and not found["said"]
    assert found["tokens"]["answer"] > 5
    assert rewritten.trace["rewrite_question"]["tokens"]["prompt"] > 100


def test_replay_shows_that_the_model_is_another(data: Path, good: str, composed: str) -> None:
    with open_assistant(_settings(data, good)) as assistant:
        answer = assistant.ask(Question(QUESTION))
        assert assistant.replay(answer.id).same
    with open_assistant(_settings(data)) as assistant:
        replay = assistant.replay(answer.id)
    changed = {one.what: (one.before, one.now) for one in replay.differences}
    assert not replay.same and replay.step == "word_answer"
    assert changed["model"] == ("small", "builtin")
    assert changed["LLM_MODEL"] == ("small", None)
    assert replay.answer.answer == composed


def test_a_run_with_the_model_is_in_the_numbers(data: Path, good: str, tmp_path: Path) -> None:
    settings = _settings(data, good)
    with open_assistant(settings) as assistant, TestClient(create_app(assistant, settings)) as client:
        answer = client.post("/v1/ask", json={"question": QUESTION}).raise_for_status().json()
        lines = client.get("/metrics").text.splitlines()
    numbers = {
        name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if line[0] != "#")
    }
    assert answer["kind"] == "content"
    assert answer["usage"]["prompt_tokens"] == numbers['plan_assistant_model_tokens{kind="prompt"}']
    assert numbers["plan_assistant_model_replies"] == 1
    assert numbers["plan_assistant_model_seconds"] > 0
    assert numbers['plan_assistant_model_tokens{kind="prompt"}'] > 200
    assert numbers['plan_assistant_answers_by_wording{model="small",reason="",wording="model"}'] >= 1


def test_words_that_are_not_used_are_in_the_numbers(data: Path, composed: str) -> None:
    with model_server(BEHAVIOURS["obeys words in a document"]) as address:
        settings = _settings(data, address)
        with open_assistant(settings) as assistant, TestClient(create_app(assistant, settings)) as client:
            answer = client.post("/v1/ask", json={"question": QUESTION}).json()
            numbers = client.get("/metrics").text
    assert answer["answer"] == composed
    assert 'model="small",reason="与原文核对不一致",wording="not_used"' in numbers


def test_a_stream_through_the_service_ends_well_when_the_model_hangs(data: Path, composed: str) -> None:
    with (
        model_server(BEHAVIOURS["hangs"]) as address,
        open_assistant(_settings(data, address, PLAN_ASSISTANT_LLM_TIMEOUT_SECONDS="1")) as assistant,
    ):
        events = list(assistant.stream(Question(QUESTION)))
    assert events[-1].kind is EventKind.ANSWER and events[-1].answer is not None
    assert events[-1].answer.answer == composed and "超时" in events[-1].answer.model


def _nobody() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def test_answers_go_on_without_a_dense_search(
    data: Path, composed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error in (
        EmbedderUnavailable("向量服务没有应答。", "refused"),
        IndexUnavailable("索引打不开。", "no server"),
    ):
        with open_assistant(_settings(data)) as assistant:
            monkeypatch.setattr(assistant.library, "search_dense", _raising(error))
            answer = assistant.ask(Question(QUESTION))
            fact = assistant.ask(Question("云陵市2025年经营主体总量的目标是多少？"))
        assert answer.answer == composed
        assert answer.trace["retrieve_passages"][-1] == {"left_out": f"{type(error).__name__}: {error}"}
        assert "18万户" in fact.answer


def test_answers_go_on_without_a_keyword_search(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_assistant(_settings(data)) as assistant:
        monkeypatch.setattr(assistant.library, "search_keyword", _raising(IndexUnavailable("索引打不开。")))
        assert "一窗通办" in assistant.ask(Question(QUESTION)).answer


def test_without_any_search_nothing_is_said_to_be_missing(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ "Not found" would be untrue: the user is told what is out of order. Facts need no search."""
    with open_assistant(_settings(data)) as assistant:
        for name in ("search_dense", "search_keyword"):
            monkeypatch.setattr(assistant.library, name, _raising(IndexUnavailable("索引打不开。")))
        with pytest.raises(IndexUnavailable):
            assistant.ask(Question(QUESTION))
        last = list(assistant.stream(Question(QUESTION)))[-1]
        assert last.kind is EventKind.ERROR and last.text == "索引打不开。"
        fact = assistant.ask(Question("云陵市2025年经营主体总量的目标是多少？"))
        assert fact.status is AnswerStatus.ANSWERED


def _raising(error: Exception) -> object:
    def search(*_: object, **__: object) -> object:
        raise error

    return search


def test_a_chroma_server_that_is_gone(data: Path, composed: str) -> None:
    """The passage index lies on a server that does not answer: keywords go on."""
    settings = _settings(
        data, PLAN_ASSISTANT_CHROMA_HOST="127.0.0.1", PLAN_ASSISTANT_CHROMA_PORT=str(_nobody())
    )
    with open_assistant(settings) as assistant:
        answer = assistant.ask(Question(QUESTION))
    assert "一窗通办" in answer.answer

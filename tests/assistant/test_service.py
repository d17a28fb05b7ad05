"""The assistant as every door calls it: memory, limits, receipts, failures."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import EventKind, Exchange, Question
from assistant.answer_log import FILE_NAME, AnswerLog
from assistant.errors import AnswerLogUnusable, AnswerUnknown, QuestionEmpty, QuestionTooLong, TooBusy
from assistant.service import Assistant
from assistant.settings import QuestionLimits
from ingest.errors import EmbedderUnavailable, PlanNotFound
from tests.assistant import fakes


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Assistant, fakes.SetAnswers]]:
    assistant, pipeline = fakes.fake_assistant(tmp_path, limits=QuestionLimits(history_turns=2))
    with assistant:
        yield assistant, pipeline


Opened = tuple[Assistant, fakes.SetAnswers]


def test_answer_gets_its_identity(opened: Opened) -> None:
    assistant, _ = opened
    first, second = assistant.ask(Question("谁牵头？")), assistant.ask(Question("谁牵头？"))
    assert len({first.id, second.id, first.conversation_id, second.conversation_id}) == 4
    assert first.elapsed_ms >= 0
    assert first.question == "谁牵头？"


def test_receipt_keeps_the_trace(opened: Opened) -> None:
    assistant, _ = opened
    answer = assistant.ask(Question("谁牵头？", region="云陵市", plans=("yunling",)))
    receipt = assistant.answer_log.receipt(answer.id)
    assert receipt.question == "谁牵头？"
    assert (receipt.region, receipt.plans) == ("云陵市", ("yunling",))
    assert receipt.library_version == assistant.library.version
    assert receipt.answer["trace"] == {"route": "units"}
    assert receipt.answer["citations"][0]["source"]["start"] == answer.citations[0].source.start
    with pytest.raises(AnswerUnknown):
        assistant.answer_log.receipt("nope")


def test_warming_up_leaves_no_trace(opened: Opened) -> None:
    assistant, pipeline = opened
    assistant.warm_up()
    assert len(pipeline.asked) == 1 and not assistant.answer_log.counts()[0]


def test_what_cannot_be_loaded_beforehand_keeps_nobody_from_asking(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise EmbedderUnavailable("嵌入服务没有正常应答。")

    assistant, _ = opened
    monkeypatch.setattr(assistant.library, "warm_up", fails)
    assistant.warm_up()
    assert assistant.ask(Question("谁牵头？")).answer


def test_only_the_last_turns_are_remembered(opened: Opened) -> None:
    assistant, pipeline = opened
    conversation = assistant.ask(Question("第一问")).conversation_id
    for text in ("第二问", "第三问", "第四问"):
        answer = assistant.ask(Question(text, conversation_id=conversation))
    assert [exchange.question for exchange in pipeline.asked[-1].history] == ["第二问", "第三问"]
    assert pipeline.asked[-1].history[0] == Exchange("第二问", answer.answer)


def test_given_history_wins(opened: Opened) -> None:
    assistant, pipeline = opened
    conversation = assistant.ask(Question("第一问")).conversation_id
    given = (Exchange("另一问", "另一答"),)
    assistant.ask(Question("接着问", conversation_id=conversation, history=given))
    assert pipeline.asked[-1].history == given


def test_memory_survives_a_restart(tmp_path: Path) -> None:
    assistant, _ = fakes.fake_assistant(tmp_path)
    with assistant:
        conversation = assistant.ask(Question("第一问")).conversation_id
    assistant, pipeline = fakes.fake_assistant(tmp_path)
    with assistant:
        assistant.ask(Question("第二问", conversation_id=conversation))
    assert pipeline.asked[-1].history[0].question == "第一问"


@pytest.mark.parametrize(
    ("question", "error"),
    [
        pytest.param(Question(""), QuestionEmpty, id="empty"),
        pytest.param(Question("\t　 \n"), QuestionEmpty, id="only blanks, full-width too"),
        pytest.param(Question("问" * 2001), QuestionTooLong, id="over the limit"),
        pytest.param(Question("谁？", plans=("yunling", "nope")), PlanNotFound, id="one unknown plan of two"),
    ],
)
def test_refused_before_any_work(opened: Opened, question: Question, error: type[Exception]) -> None:
    assistant, pipeline = opened
    with pytest.raises(error):
        assistant.ask(question)
    with pytest.raises(error):
        assistant.stream(question)
    assert pipeline.asked == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("谁\udce7牵头？", id="half of a pair, as Python reads a badly encoded terminal"),
        pytest.param("谁\x00牵头\x1b[31m？", id="control characters"),
        pytest.param("谁\u202e牵头？", id="a mark that turns the writing direction"),
    ],
)
def test_what_no_store_can_hold_is_left_out(opened: Opened, text: str) -> None:
    assistant, pipeline = opened
    answer = assistant.ask(Question(text))
    assert assistant.answer_log.receipt(answer.id).question == pipeline.asked[-1].text
    assert pipeline.asked[-1].text.isprintable()


def test_streamed_answer_is_kept_like_any_other(opened: Opened) -> None:
    assistant, _ = opened
    events = list(assistant.stream(Question("谁牵头？")))
    last = events[-1].answer
    assert last is not None
    assert assistant.answer_log.receipt(last.id).answer["answer"] == last.answer
    assert "".join(event.text for event in events if event.kind is EventKind.DELTA) == last.answer


def test_failure_while_streaming_is_an_event(opened: Opened) -> None:
    assistant, _ = opened
    events = list(assistant.stream(Question("出错")))
    assert [event.kind for event in events] == [EventKind.STATUS, EventKind.ERROR]
    assert "稍后再试" in events[-1].text


def test_abandoned_stream_gives_its_place_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.service._BUSY_WAIT_SECONDS", 0.05)
    kept, pipeline = fakes.fake_assistant(tmp_path)
    assistant = Assistant(kept.library, pipeline, kept.answer_log, kept.limits, concurrent_answers=1)
    with assistant:
        stream = assistant.stream(Question("谁牵头？"))
        next(stream)
        with pytest.raises(TooBusy):
            assistant.ask(Question("谁牵头？"))
        stream.close()  # type: ignore[attr-defined]  # a generator: what a server does when the reader goes away
        assert assistant.ask(Question("谁牵头？")).citations


def test_feedback(opened: Opened) -> None:
    assistant, _ = opened
    answer = assistant.ask(Question("谁牵头？"))
    assistant.rate(answer.id, "up")
    assistant.rate(answer.id, "down", "漏了一个单位")
    assert [item.rating for item in assistant.answer_log.feedback()] == ["up", "down"]
    assert assistant.answer_log.feedback("down")[0].comment == "漏了一个单位"
    with pytest.raises(AnswerUnknown):
        assistant.rate("nope", "up")


def test_many_askers_at_once(opened: Opened) -> None:
    assistant, _ = opened
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(assistant.ask(Question("谁牵头？"))))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({answer.id for answer in answers}) == 20
    assert all(assistant.answer_log.receipt(answer.id) for answer in answers)


def test_corrupt_log_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(AnswerLogUnusable, match="not a database") as caught:
        AnswerLog(tmp_path)
    assert str(path) in caught.value.user_message and "移走" in caught.value.user_message
    assert path.read_bytes().startswith(b"this is no database")


def test_log_of_a_full_disk_is_told(tmp_path: Path) -> None:
    log = AnswerLog(tmp_path)
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("DROP TABLE answers")
    connection.close()
    with pytest.raises(AnswerLogUnusable):
        log.history("x", 3)
    log.close()

"""Runs: what is asked, what is kept, what the figures say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from assistant.answer import Answer, AnswerStatus
from assistant.errors import QuestionEmpty
from evals.answer_json import answer_from_json, answer_to_json
from evals.answerers import HttpAnswerer
from evals.places import RecordPlaces
from evals.questions.gold import GoldFileError, GoldQuestion, load_questions
from evals.reporting.run_facts import RunFacts
from evals.reporting.run_markdown import summary_markdown
from evals.reporting.run_page import report_html
from evals.run import (
    Record,
    askable,
    load_records,
    record_to_json,
    run_questions,
    stratified,
)
from evals.summary import percentile, summarise
from evals.thresholds import Bound, check_thresholds
from tests.evals.oracle import Oracle, oracle_answer
from tests.evals.test_harness import (
    CONTENT_QUESTION,
    LIST_QUESTION,
    REFUSAL_QUESTION,
    UNITS_QUESTION,
    VALUE_QUESTION,
)

QUESTIONS = (VALUE_QUESTION, UNITS_QUESTION, LIST_QUESTION, CONTENT_QUESTION, REFUSAL_QUESTION)
FACTS = RunFacts("本机", "2026-01-01 08:00", 16.2, 15.1)
LIBRARIES = {"examples": frozenset({"qinghe", "yunling"}), "others": frozenset({"lanpu"})}


class Refuser(Oracle):
    """Refuses everything, and breaks on one question."""

    def ask(self, question: GoldQuestion) -> Answer:
        if question.id == "list":
            raise QuestionEmpty("问题是空的")
        return replace(
            oracle_answer(question), status=AnswerStatus.NOT_FOUND, answer="没有找到。", citations=()
        )


def test_an_oracle_keeps_every_threshold() -> None:
    records = run_questions(list(load_questions()), Oracle(), workers=2)
    summary = summarise(records)
    assert summary.whole.share == 1
    missed = [bound for bound in check_thresholds(summary.measures) if not bound.kept]
    assert [bound.measure for bound in missed if not bound.measure.startswith("median_length")] == []


def test_a_refuser_is_measured_as_one() -> None:
    summary = summarise(run_questions(QUESTIONS, Refuser()))
    assert summary.measures["over_refusal"] == 1
    assert summary.measures["refusal"] == 1
    assert summary.measures["refusal_precision"] == pytest.approx(0.25)
    assert summary.measures["errors"] == 1
    assert summary.statuses["answered", "error"] == 1


def test_records_survive_a_round_trip(tmp_path: Path) -> None:
    import json

    records = run_questions(QUESTIONS, Oracle())
    path = tmp_path / "records.jsonl"
    lines = (json.dumps(record_to_json(record), ensure_ascii=False) for record in records)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    loaded = load_records(path, QUESTIONS)
    assert [loaded[question.id].right for question in QUESTIONS] == [True] * len(QUESTIONS)
    asked: list[Record] = []
    again = run_questions(QUESTIONS, Refuser(), done=loaded, on_record=asked.append)
    assert asked == []
    assert all(record.right for record in again)


def test_only_questions_of_the_library_at_hand_are_asked() -> None:
    assert list(askable(QUESTIONS, frozenset({"qinghe", "yunling"}), LIBRARIES)) == list(QUESTIONS)
    assert list(askable(QUESTIONS, frozenset({"qinghe"}), LIBRARIES)) == []
    mixed = frozenset({"qinghe", "yunling", "lanpu"})
    assert list(askable(QUESTIONS, mixed, LIBRARIES)) == [], (
        "another set's plans would change the right answers"
    )


def test_a_set_of_plans_that_nobody_named_is_told() -> None:
    with pytest.raises(GoldFileError, match="没有叫“examples”的规划组"):
        list(askable(QUESTIONS, frozenset({"qinghe"}), {}))


def test_a_sample_holds_every_kind_and_is_the_same_for_the_same_seed() -> None:
    questions = list(load_questions())
    sample = stratified(questions, 60, seed=7)
    assert sample == stratified(questions, 60, seed=7)
    assert sample != stratified(questions, 60, seed=8)
    assert {question.kind for question in sample} == {question.kind for question in questions}
    assert 50 <= len(sample) <= 70


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        pytest.param([], 0.5, 0.0, id="nothing"),
        pytest.param([3.0], 0.95, 3.0, id="one"),
        pytest.param([1.0, 2.0, 3.0, 4.0], 0.5, 2.0, id="median is a value that was measured"),
        pytest.param([float(n) for n in range(1, 101)], 0.95, 95.0, id="95th of a hundred"),
    ],
)
def test_percentile(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


def test_thresholds(tmp_path: Path) -> None:
    file = tmp_path / "thresholds.toml"
    file.write_text("[answers.minimum]\nright = 0.9\n[answers.maximum]\nerrors = 0\n", encoding="utf-8")
    bounds = check_thresholds({"right": 0.8}, path=file)
    assert [(bound.measure, bound.kept) for bound in bounds] == [("right", False), ("errors", True)]


def test_reports_say_it_in_chinese_and_escape_what_was_answered() -> None:
    records = run_questions(QUESTIONS, Refuser())
    broken = replace(records[0], answer=replace(records[0].answer, answer="<script>x</script>"))
    summary = summarise(records)
    bounds = [Bound("right", 0.95, True, summary.measures["right"])]
    page = report_html(summary, bounds, [broken, *records[1:]], FACTS)
    assert "未达到门槛" in page
    assert "<script>" not in page
    assert "http" not in page, "the page stands alone"
    assert "青禾县开展防汛演练谁牵头谁配合" in page
    markdown = summary_markdown(summary, bounds, records, FACTS)
    assert "| 误拒 | 100.0% |" in markdown
    assert "用时 31.3 秒（其中读入规划 16.2 秒）" in markdown and "用时 31.3 秒" in page


def test_an_answer_survives_json() -> None:
    answer = oracle_answer(VALUE_QUESTION)
    again = answer_from_json(answer_to_json(answer))
    assert again.indicators == answer.indicators
    assert again.citations == answer.citations


def test_over_http_the_records_make_the_places() -> None:
    seen: list[dict[str, object]] = []

    def serve(request: httpx.Request) -> httpx.Response:
        import json

        if request.url.path == "/v1/plans":
            return httpx.Response(200, json=[{"id": "qinghe"}])
        if request.url.path == "/v1/plans/qinghe/records":
            task = {"id": "qinghe:t1", "title": "开展防汛演练", "text": "每年汛前", "source": {"start": 1}}
            return httpx.Response(200, json={"tasks": [task]})
        seen.append(json.loads(request.content))
        citation = {"n": 1, "plan_id": "qinghe", "record_id": "qinghe:t1", "quote": "汛前"}
        return httpx.Response(
            200, json={"status": "answered", "answer": "汛前演练[1]", "citations": [citation]}
        )

    client = httpx.Client(base_url="http://test", transport=httpx.MockTransport(serve))
    with HttpAnswerer("http://test", client=client) as answerer:
        (record,) = run_questions([CONTENT_QUESTION.model_copy(update={"region": "青禾县"})], answerer)
    assert seen == [{"question": CONTENT_QUESTION.question, "region": "青禾县"}]
    assert answerer.plan_ids == {"qinghe"}
    assert [check.name for check in record.checks if not check.passed] == []


def test_an_excerpt_is_the_shortest_record_with_the_anchor() -> None:
    places = RecordPlaces({"a": ("qinghe", "开展防汛演练。很长很长的内容"), "b": ("qinghe", "开展防汛演练")})
    assert places.excerpt(CONTENT_QUESTION.evidence[0]) == "开展防汛演练"

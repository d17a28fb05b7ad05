"""What the report shows: plots counted from records, problems in Chinese, two runs side by side."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.answer import AnswerStatus
from evals.cli import app
from evals.places import RecordPlaces
from evals.reporting import distributions
from evals.reporting.plots import Series, share_bars, stacked_columns
from evals.reporting.problem_words import problem_words
from evals.reporting.run_page import report_html
from evals.run import Record, record_to_json, run_questions
from evals.summary import summarise
from tests.evals.oracle import Oracle
from tests.evals.test_harness import CONTENT_QUESTION
from tests.evals.test_run import FACTS, QUESTIONS, Refuser


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        pytest.param(
            "status not_found for a question that the plans answer",
            "规划里有答案，却是“未找到”",
            id="over-refusal",
        ),
        pytest.param("县水利局 (cooperating) is missing", "缺少 县水利局（配合）", id="unit missing"),
        pytest.param(
            "某局 (responsible) does not belong there", "多出或角色不对：某局（牵头）", id="wrong role"
        ),
        pytest.param(
            "says 12 items, there are 11", "说共 12 项，应为 11 项", id="a count is no forbidden word"
        ),
        pytest.param("says 24.8", "说了不该说的：24.8", id="forbidden"),
        pytest.param("taken for task_units", "当成了“任务由谁负责”类问题", id="routing"),
        pytest.param(
            "[1] qinghe 一、总则: 原文", "引用了别处：[1] qinghe 一、总则: 原文", id="stray citation"
        ),
        pytest.param("something new", "something new", id="unknown ones stay"),
    ],
)
def test_problems_in_chinese(problem: str, words: str) -> None:
    assert problem_words(problem) == words


def searched(record: Record, relevance: float, right_status: bool = True) -> Record:
    trace = {"retrieve_passages": [{"record": "qinghe:p1", "relevance": relevance}, {"left_out": "dense"}]}
    status = AnswerStatus.ANSWERED if right_status else AnswerStatus.NOT_FOUND
    return replace(record, answer=replace(record.answer, trace=trace, status=status))


def test_refusing_is_set_against_the_score() -> None:
    (right,) = run_questions([CONTENT_QUESTION], Oracle())
    (refused,) = run_questions([CONTENT_QUESTION], Refuser())
    counts = distributions.outcomes_by_score(
        [searched(right, 1.0), searched(right, 0.95), searched(refused, 0.31, False), right]
    )
    assert counts["答对"] == [0] * 9 + [2]
    assert counts["误拒"] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]


def test_times_by_step_and_in_all() -> None:
    records = [replace(record, elapsed_ms=3.0) for record in run_questions(QUESTIONS, Oracle())]
    timed = replace(
        records[0], answer=replace(records[0].answer, trace={"elapsed_ms": {"fix_scope": 2.0, "gone": 1.0}})
    )
    assert distributions.step_times([timed]) == {"确定范围": 2.0}
    assert distributions.latencies(records)[2] == len(records)


def test_an_excerpt_comes_from_the_file_where_no_record_holds_it() -> None:
    places = RecordPlaces({}, {"qinghe": "青禾县文件\n为了开展防\n汛演练，制定本办法。"})
    assert places.excerpt(CONTENT_QUESTION.evidence[0]) == "青禾县文件\n为了开展防\n汛演练，制定本办法。"


def test_plots_hold_every_figure() -> None:
    assert "3/4" in share_bars({"指标": (3, 4), "空": (0, 0)})
    drawn = stacked_columns(
        "图", ["甲", "乙"], [Series("对", "#0a0", [2, 0]), Series("错", "#a00", [1, 0])], "单位"
    )
    assert "<title>对 2</title>" in drawn
    assert drawn.count("<rect") == 2, "what is nought is not drawn"


def test_a_failure_stands_beside_what_was_expected() -> None:
    records = run_questions(QUESTIONS, Refuser())
    page = report_html(summarise(records), [], records, FACTS)
    for words in (
        "规划里有答案，却是“未找到”",
        "县水利局（配合，推定的）",
        "清单 3 项：开展防汛演练",
        "拒答",
        "文件里的依据",
    ):
        assert words in page


def test_two_runs_side_by_side(tmp_path: Path) -> None:
    for name, system in (("one", Refuser()), ("two", Oracle())):
        lines = (json.dumps(record_to_json(r), ensure_ascii=False) for r in run_questions(QUESTIONS, system))
        (tmp_path / name).mkdir()
        (tmp_path / name / "records.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    page = tmp_path / "compare.html"
    options = ["compare", str(tmp_path / "one"), str(tmp_path / "two"), "--report", str(page)]
    result = CliRunner().invoke(app, options)
    assert "改好的（4 个）" in result.output
    text = page.read_text(encoding="utf-8")
    assert "改好的（4 个）" in text
    assert "没有变差" in text
    assert "http" not in text

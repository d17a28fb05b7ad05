"""Comparing two runs."""

from __future__ import annotations

import pytest

from evals.compare import Outcome, compare, comparison_markdown, mcnemar


def outcomes(**rights: bool) -> dict[str, Outcome]:
    return {name: Outcome("indicator", f"问题{name}", right) for name, right in rights.items()}


@pytest.mark.parametrize(
    ("fixed", "broken", "p"),
    [
        pytest.param(0, 0, 1.0, id="nothing changed"),
        pytest.param(1, 0, 1.0, id="one change proves nothing"),
        pytest.param(5, 5, 1.0, id="as many each way"),
        pytest.param(10, 0, 2 / 1024, id="ten one way"),
        pytest.param(0, 10, 2 / 1024, id="ten the other way"),
        pytest.param(8, 2, 2 * (1 + 10 + 45) / 1024, id="eight to two"),
    ],
)
def test_mcnemar(fixed: int, broken: int, p: float) -> None:
    assert mcnemar(fixed, broken) == pytest.approx(p)


def test_compare_names_what_changed() -> None:
    before = outcomes(a=True, b=False, c=False, d=True, gone=True)
    after = outcomes(a=True, b=True, c=False, d=False, new=True)
    result = compare(before, after)
    assert (result.cases, result.before, result.after) == (4, 0.5, 0.5)
    assert (result.fixed, result.broken) == (("b",), ("d",))
    assert result.interval[0] < 0 < result.interval[1]
    assert compare(before, after) == result, "the same seed, the same interval"
    assert "`b`（指标）问题b" in comparison_markdown(result, before)


def test_a_question_asked_in_other_words_is_another_question() -> None:
    before = outcomes(a=True)
    after = {"a": Outcome("indicator", "换了说法", False)}
    assert compare(before, after).cases == 0


def test_scores_and_words_are_compared_too() -> None:
    """An answer may stay right and yet lose a citation, or read differently at the same score."""
    before = {
        "cited": Outcome("content", "甲", True, "同样的话[1]", scores={"citation_recall": 1.0}),
        "worded": Outcome("content", "乙", True, "旧的说法[1]", scores={"citation_recall": 1.0}),
    }
    after = {
        "cited": Outcome("content", "甲", True, "同样的话[1]", scores={"citation_recall": 0.5}),
        "worded": Outcome("content", "乙", True, "新的说法[1]", scores={"citation_recall": 1.0}),
    }
    result = compare(before, after)
    assert (result.other_scores, result.other_words) == (("cited",), ("worded",))
    assert "得分有差别的 1 题（cited），答案文字有差别的 1 题（worded）。" in comparison_markdown(
        result, before
    )
    same = comparison_markdown(compare(before, before), before)
    assert "得分有差别的 0 题，答案文字有差别的 0 题。" in same


def test_what_one_run_could_not_measure_is_no_difference() -> None:
    """Retrieval is measured on this machine alone, not behind an address."""
    here = {
        "a": Outcome("content", "甲", True, "话", scores={"values": 1.0, "retrieval_mrr": 0.5}),
        "b": Outcome("content", "乙", True, "话", scores={"values": 1.0}),
    }
    there = {
        "a": Outcome("content", "甲", True, "话", scores={"values": 1.0}),
        "b": Outcome("content", "乙", True, "话", scores={}),  # a metric that no longer applies here is one
    }
    assert compare(here, there).other_scores == ("b",)

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

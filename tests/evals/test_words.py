"""Words made comparable: folding, numbers found whole, wordings of printed values."""

from __future__ import annotations

import pytest

from evals.checks.numbers import numbers_of, states
from evals.words import fold, fold_title, fold_value, years_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("區(qū)政府", "区政府", id="a web font's pinyin, traditional characters"),
        pytest.param("“双随机、一公开”", "双随机、一公开", id="quotation marks say nothing"),
        pytest.param("２０２５ 年（%）", "2025年(%)", id="full width"),
        pytest.param("2021—2025", "2021-2025", id="every dash is one"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_fold(text: str | None, folded: str) -> None:
    assert fold(text) == folded


def test_titles_ignore_punctuation_and_the_forms_of_zero() -> None:
    assert fold_title("二〇三五年，远景（目标）") == fold_title("二O三五年远景目标")


def test_cells_that_stood_apart_stay_apart() -> None:
    assert fold_value("8 9.5") == "8|9.5"
    assert fold_value("1,016 万户") == "1016万户"


@pytest.mark.parametrize(
    ("text", "value", "stated"),
    [
        pytest.param("目标为9.5万户", "9.5", True, id="plain"),
        pytest.param("目标为19.5万户", "9.5", False, id="part of another number"),
        pytest.param("目标为9.51万户", "9.5", False, id="a longer fraction"),
        pytest.param("目标为>98%", "98", False, id="a bound is another value"),
        pytest.param("目标为98以上", ">98", True, id="a bound in words"),
        pytest.param("控制在0.05以内", "<0.05", True, id="an upper bound in words"),
        pytest.param("不低于99", "≥99", True, id="at least"),
        pytest.param("年均7%", "7（年均）", True, id="a remark before the number"),
        pytest.param("表中未给出数值", "—", True, id="an empty cell told"),
        pytest.param("1,016万户", "1016", True, id="thousands"),
        pytest.param("2020年 8 2025年 9.5", "8", True, id="cells in a row"),
    ],
)
def test_states(text: str, value: str, stated: bool) -> None:
    assert states(text, value) is stated


def test_numbers_of() -> None:
    assert numbers_of("2021年09月，8 9.5 和 1,016 万") == ["2021", "9", "8", "9.5", "1016"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        pytest.param("2015年基值", ("2015",), id="in a heading"),
        pytest.param("“十四五”末", ("2025",), id="the end of a period"),
        pytest.param("每年", (), id="no year"),
    ],
)
def test_years_of(text: str, years: tuple[str, ...]) -> None:
    assert years_of(text) == years

"""Values are said under their own heading and in their own measure."""

from __future__ import annotations

import pytest

from assistant.answering.composing.say_values import column_sentence
from ingest.plan import IndicatorRow, Span


def row(unit: str | None, **values: str) -> IndicatorRow:
    return IndicatorRow(
        "p:i1",
        "表1",
        None,
        None,
        "装机容量",
        unit,
        {k.lstrip("_"): v for k, v in values.items()},
        None,
        "",
        Span(0, 1),
    )


@pytest.mark.parametrize(
    ("column", "value", "unit", "said"),
    [
        pytest.param("2025", "600", "万千瓦", "2025年目标为600万千瓦", id="a year, in the row's measure"),
        pytest.param("年均增长", "7.4", "万千瓦", "年均增长为7.4", id="growth is not measured as the row is"),
        pytest.param("年均增长", "7.4%", "万千瓦", "年均增长为7.4%", id="growth with its own measure"),
        pytest.param("年均增长（%）", "7.4", "万千瓦", "年均增长（%）为7.4%", id="the heading's measure"),
        pytest.param("年均增长[累计]", "[180]", "万千瓦", "年均增长[累计]为180万千瓦（累计）", id="the sum is measured as the row is"),
        pytest.param("2024年计划增速", "6.5", "亿元", "2024年计划增速为6.5", id="one of two columns under a year keeps its name"),
        pytest.param("2025年比2020年增加", "180", "万千瓦", "2025年比2020年增加为180万千瓦", id="a difference is no year's value"),
        pytest.param("2025", "55左右", "亿元", "2025年目标为55亿元左右", id="about"),
        pytest.param("2025", "30–35", "座", "2025年目标为30–35座", id="a range"),
        pytest.param("2021／2025", "30", "座", "2021、2025合为一格（未分栏）为30座", id="one cell under two years"),
        pytest.param("青禾县", "30", "万千瓦", "青禾县为30万千瓦", id="a place"),
    ],
)  # fmt: skip
def test_a_value_is_said_under_its_heading(column: str, value: str, unit: str, said: str) -> None:
    assert column_sentence(row(unit, _2020="1", **{f"_{column}": value}), column) == said

from __future__ import annotations

import pytest

from ingest.read_dates import iso_date, period_of, single_year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("2021年09月24日", "2021-09-24", id="with zeros"),
        pytest.param("发布时间：2022-07-21 16:07", "2022-07-21", id="ISO with time"),
        pytest.param("2021/9/4", "2021-09-04", id="slashes"),
        pytest.param("二〇二一年十二月二十四日", "2021-12-24", id="in characters"),
        pytest.param("2021 年 9 月 4 日", "2021-09-04", id="with blanks"),
        pytest.param("2021924", None, id="damaged: cannot be told"),
        pytest.param("2022年7月", None, id="no day"),
        pytest.param("2021年13月40日", None, id="no such day"),
    ],
)
def test_dates(text: str, day: str | None) -> None:
    assert iso_date(text) == day


@pytest.mark.parametrize(
    ("text", "period"),
    [
        pytest.param("云陵市水利发展规划（2021—2025年）", (2021, 2025), id="years"),
        pytest.param("云陵市三年行动计划(2023-2025年)", (2023, 2025), id="three years"),
        pytest.param("云陵市“十四五”水利规划", (2021, 2025), id="十四五"),
        pytest.param("云陵市十三五水利规划", (2016, 2020), id="十三五 without quotes"),
        pytest.param("云陵市国民经济和社会发展第十五个五年规划纲要", (2026, 2030), id="第十五个五年"),
        pytest.param("云陵市2016年至2020年规划", (2016, 2020), id="年至"),
        pytest.param("云陵市水利规划", None, id="none"),
        pytest.param("十五条措施", None, id="a number of measures"),
    ],
)
def test_periods(text: str, period: tuple[int, int] | None) -> None:
    assert period_of(text) == period


def test_a_single_year() -> None:
    assert single_year("云陵市水利局2023年工作要点") == (2023, 2023)
    assert single_year("云陵市水利规划") is None

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.number_grammar import (
    arabic_number,
    chinese_number,
    find_quantities,
    is_value,
    read_cell,
    same_amount,
    same_measure,
    split_unit,
)


@pytest.mark.parametrize(
    ("printed", "number", "op"),
    [
        pytest.param("9.5", "9.5", "=", id="plain"),
        pytest.param("1,300", "1300", "=", id="thousands"),
        pytest.param(">98", "98", ">", id="more than"),
        pytest.param("＜0.05", "0.05", "<", id="full-width sign"),
        pytest.param("≥ 95%", "95", ">=", id="at least"),
        pytest.param("98以上", "98", ">=", id="words behind"),
        pytest.param("不低于90", "90", ">=", id="words before"),
        pytest.param("0.3以内", "0.3", "<=", id="within"),
        pytest.param("7（年均）", "7", "=", id="note in brackets"),
        pytest.param("29(含提名奖", "29", "=", id="note cut off"),
        pytest.param("[15]", "15", "=", id="cumulative in square brackets"),
        pytest.param("-0.5", "-0.5", "=", id="negative"),
        pytest.param("3-5", "3", "=", id="range"),
    ],
)
def test_cells_with_numbers(printed: str, number: str, op: str) -> None:
    value = read_cell(printed)
    assert value.raw == printed
    assert (value.number, value.op, value.missing) == (Decimal(number), op, False)


@pytest.mark.parametrize("printed", ["—", "-", "/", "－", "", "无", "——"])
def test_cells_without_a_value(printed: str) -> None:
    value = read_cell(printed)
    assert value.missing and value.number is None
    assert is_value(printed)


@pytest.mark.parametrize(
    "printed", ["达到国家要求", "前10名", "第3", "预期性", "市水利局", "2家企业和3个基地"]
)
def test_words_are_no_numbers(printed: str) -> None:
    value = read_cell(printed)
    assert value.number is None and not value.missing


@pytest.mark.parametrize("printed", ["1:2.3", "≥1∶5", "4：6", "2/15"])
def test_a_ratio_is_a_value_without_a_number(printed: str) -> None:
    assert is_value(printed) and read_cell(printed).number is None


def test_a_cell_keeps_its_note_its_range_and_its_sum() -> None:
    assert read_cell("7（年均）").note == "年均"
    assert read_cell("3—5").high == Decimal(5)
    assert read_cell("[120]").cumulative


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("二十五", 25, id="tens"),
        pytest.param("两百", 200, id="两"),
        pytest.param("一千三百", 1300, id="hundreds"),
        pytest.param("一万二千", 12000, id="万 and 千"),
        pytest.param("二〇二五", 2025, id="year digit by digit"),
        pytest.param("十", 10, id="ten"),
        pytest.param("三亿五千万", 350_000_000, id="亿 and 万"),
    ],
)
def test_chinese_numerals(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize("text", ["", "几十", "二十五个", "3"])
def test_no_chinese_numerals(text: str) -> None:
    assert chinese_number(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("建成规范化水厂10家", [("10", "家", "=")], id="count"),
        pytest.param("合格率不低于98%", [("98", "%", ">=")], id="at least"),
        pytest.param("总量突破8.6万户", [("8.6", "万户", ">")], id="magnitude with measure"),
        pytest.param("压缩至1个工作日以内", [("1", "个工作日", "<=")], id="time limit"),
        pytest.param("抽检量高于 4 批次/千人/年", [("4", "批次/千人/年", ">")], id="compound measure"),
        pytest.param("百分之九十五以上", [("95", "%", ">=")], id="percent in characters"),
        pytest.param("产品或服务50-100个", [("50-100", "个", "=")], id="range"),
        pytest.param("检查市场主体7500余户", [("7500", "户", "=")], id="rounded down"),
        pytest.param("两个工作日内办结", [("两", "个工作日", "<=")], id="numeral in characters"),
        pytest.param("2025年5月，第三个五年", [], id="dates and ordinals"),
        pytest.param("拨打12315热线", [], id="a telephone number"),
        pytest.param("打造一批示范项目", [], id="一批 is no number"),
    ],
)
def test_quantities_in_running_text(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = find_quantities(text)
    assert [
        (quantity.printed.replace("百分之九十五", "95"), quantity.unit, quantity.op) for quantity in found
    ] == expected
    assert all(text[quantity.start : quantity.end] == quantity.raw for quantity in found)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(("1.2", "万户"), ("12000", "户"), True, id="magnitude spelled out"),
        pytest.param(("1700", "万户"), ("1700", "亿户"), False, id="万 is not 亿"),
        pytest.param(("5", "%"), ("5", "个百分点"), False, id="percent is not percentage points"),
        pytest.param(("0.5", "亿元"), ("5000", "万元"), True, id="亿元 and 万元"),
        pytest.param(("3", "件"), ("3", "件/万人"), False, id="a stock is not a rate"),
        pytest.param(("98", "％"), ("98.0", "%"), True, id="full-width percent"),
    ],
)
def test_amounts_are_compared_with_their_measure(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    assert same_amount(Decimal(one[0]), one[1], Decimal(other[0]), other[1]) is same


def test_units_split_into_magnitude_and_measure() -> None:
    assert split_unit("万户") == (10_000, "户")
    assert split_unit("千米") == (1, "千米")
    assert split_unit("%") == (1, "%")
    assert same_measure("万户", "户") and not same_measure("万户", "亿元")


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False))
def test_a_printed_number_is_read_back(number: Decimal) -> None:
    assert arabic_number(f"{number:,}") == number
    assert read_cell(f"≥{number}").number == number


@given(st.text(max_size=40))
def test_any_text_can_be_looked_through(text: str) -> None:
    read_cell(text)
    for quantity in find_quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)

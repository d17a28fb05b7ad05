"""Spreadsheets: what the cells show, titles and notes apart from the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import FileEmpty, LimitExceeded, UnsafeContent, UnsupportedFormat
from ingest.readers import read_source
from ingest.readers.number_formats import show_number
from tests.ingest.readers.sources import bare, office_file, sheet_rows, small, words, xlsx_of, zip_of

FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        pytest.param("9.5", "", "9.5", id="as it is"),
        pytest.param("88", "0.0", "88.0", id="decimals of the format"),
        pytest.param("0.95", "0%", "95%", id="percent"),
        pytest.param("0.0125", "0.0%", "1.3%", id="percent, rounded half up as a spreadsheet does"),
        pytest.param("183600", "#,##0", "183,600", id="thousands"),
        pytest.param("1.1000000000000001", "", "1.1", id="the rounding of floats"),
        pytest.param("5.0000000000000003E-2", "", "0.05", id="an exponent"),
        pytest.param("8", '0"万户"', "8万户", id="a unit in the format"),
        pytest.param("7.5", "0.##", "7.5", id="optional decimals"),
        pytest.param("-3", "0;[Red]-0", "-3", id="negative"),
        pytest.param("44463", 'yyyy"年"m"月"', "2021年9月", id="month"),
        pytest.param("44463", "yyyy-mm-dd", "2021-09-24", id="day"),
        pytest.param("44463.5", "yyyy-m-d h:mm", "2021-9-24 12:00", id="day and hour; m behind h is minutes"),
        pytest.param("1200", "[$￥-804]#,##0", "￥1,200", id="currency"),
        pytest.param("12345", "0.00E+00", "12345", id="a format that is not followed"),
        pytest.param("abc", "0.0", "abc", id="no number"),
        pytest.param("1E+999999", "", "1E+999999", id="absurd"),
        pytest.param("99999999", "yyyy-m-d", "99999999", id="no day of this era"),
    ],
)
def test_numbers_as_shown(stored: str, code: str, shown: str) -> None:
    assert show_number(stored, code) == shown


def test_titles_and_notes_stand_apart_and_spans_stay() -> None:
    rows = sheet_rows(
        ["青禾县水利发展主要指标"],
        ["单位：见表"],
        ["类别", "指标", "指标值", None],
        [None, None, "2020年", "2025年"],
        ["水安全", "堤防达标率", 61.5, 88],
        [None, "除险加固", 3, 11],
        ["注：数据为年末数。"],
        [],
        ["附件", "无"],
    )
    merges = '<mergeCell ref="A1:D1"/><mergeCell ref="A3:A4"/><mergeCell ref="B3:B4"/><mergeCell ref="C3:D3"/><mergeCell ref="A5:A6"/>'
    source = read_source("a.xlsx", xlsx_of(rows, merges=merges, title="主要指标"))
    assert source.text.splitlines()[:4] == ["主要指标", "青禾县水利发展主要指标", "单位：见表", "类别"]
    assert "注：数据为年末数。" in source.text.splitlines()
    first, second = source.tables
    assert words(source, first) == [
        [("类别", 2, 1), ("指标", 2, 1), ("指标值", 1, 2)],
        [("2020年", 1, 1), ("2025年", 1, 1)],
        [("水安全", 2, 1), ("堤防达标率", 1, 1), ("61.5", 1, 1), ("88", 1, 1)],
        [("除险加固", 1, 1), ("3", 1, 1), ("11", 1, 1)],
    ]
    assert bare(source, second) == [["附件", "无"]]


def test_a_row_that_says_who_made_the_sheet_is_no_header() -> None:
    rows = sheet_rows(
        ["云陵市2025年重点任务责任分解表"],
        ["制表单位：云陵市督查室", None, "2025年1月22日"],
        ["序号", "目标任务", "主办单位", "协办单位"],
        [1, "新增学位800个", "市教育局", "市财政局"],
    )
    source = read_source("a.xlsx", xlsx_of(rows, title="民生保障"))
    assert source.text.splitlines()[:3] == [
        "民生保障",
        "云陵市2025年重点任务责任分解表",
        "制表单位：云陵市督查室　2025年1月22日",
    ]
    assert bare(source, source.tables[0])[0] == ["序号", "目标任务", "主办单位", "协办单位"]


def test_category_rows_stay_in_the_table() -> None:
    rows = sheet_rows(["指标", "2020年", "2025年"], ["一、市场活力"], ["总量", 8, 9.5])
    source = read_source("a.xlsx", xlsx_of(rows))
    assert bare(source, source.tables[0]) == [
        ["指标", "2020年", "2025年"],
        ["一、市场活力"],
        ["总量", "8", "9.5"],
    ]


def test_a_merged_range_over_everything_is_no_trap() -> None:
    rows = sheet_rows(["标题", None], ["甲", "乙"])
    source = read_source(
        "a.xlsx", xlsx_of(rows, merges='<mergeCell ref="A1:XFD1"/><mergeCell ref="A2:A1048576"/>')
    )
    assert [words(source, table) for table in source.tables] == [[[("甲", 1, 1), ("乙", 1, 1)]]]


def test_cells_far_away_cost_nothing() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="1048576"><c r="XFD1048576"><v>3</v></c></row>'
    source = read_source("a.xlsx", xlsx_of(rows))
    assert source.text == "1\n2\n3\n"


def test_formulas_give_their_stored_value_or_a_note() -> None:
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>NOW()</f></c><c r="C1" t="str"><f>A1</f><v>甲</v></c><c r="D1" t="e"><v>#REF!</v></c></row>'
    source = read_source("a.xlsx", xlsx_of(rows))
    assert bare(source, source.tables[0]) == [["2", "甲", "#REF!"]]
    assert [code for code, _ in source.notes] == ["formula_without_value"]


def test_styles_give_the_format() -> None:
    styles = '<numFmts><numFmt numFmtId="176" formatCode="0.0%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="31"/></cellXfs>'
    rows = '<row r="1"><c r="A1" s="1"><v>0.985</v></c><c r="B1" s="2"><v>44463</v></c><c r="C1" s="99"><v>1</v></c></row>'
    source = read_source("a.xlsx", xlsx_of(rows, styles=styles))
    assert bare(source, source.tables[0]) == [["98.5%", "2021年9月24日", "1"]]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(xlsx_of(""), FileEmpty, id="no cell"),
        pytest.param(xlsx_of(sheet_rows(["甲"]), state="hidden"), FileEmpty, id="only a hidden sheet"),
        pytest.param(
            zip_of({"[Content_Types].xml": "", "xl/workbook.xml": "<workbook/>"}),
            UnsupportedFormat,
            id="no relations",
        ),
        pytest.param(
            zip_of({"[Content_Types].xml": "", "xl/workbook.xml": "<!DOCTYPE x><workbook/>"}),
            UnsafeContent,
            id="a DTD",
        ),
    ],
)
def test_what_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_source("a.xlsx", data)


def test_too_many_cells() -> None:
    with pytest.raises(LimitExceeded):
        read_source("a.xlsx", xlsx_of(sheet_rows(*[["甲", "乙"]] * 60)), small(cells=100))


def test_an_old_workbook() -> None:
    source = read_source("indicators.xls", (FILES / "indicators.xls").read_bytes())
    assert source.text.splitlines()[:2] == ["指标", "青禾县水利发展主要指标"]
    indicators, made = source.tables
    assert words(source, indicators)[0] == [
        ("类别", 2, 1),
        ("指标名称", 2, 1),
        ("单位", 2, 1),
        ("指标值", 1, 2),
        ("属性", 2, 1),
    ]
    assert bare(source, indicators)[2] == ["水安全", "堤防达标率", "%", "61.5", "88", "约束性"]
    assert bare(source, made) == [["制表日期", "2021-09-24"]]
    assert [code for code, _ in source.notes] == ["number_formats_unknown", "hidden_sheet"]


def test_a_damaged_old_workbook() -> None:
    data = bytearray((FILES / "indicators.xls").read_bytes())
    data[600:1400] = bytes(800)
    with pytest.raises(UnsupportedFormat):
        read_source("a.xls", bytes(data[:2000]))


def test_real_sheets() -> None:
    prices = office_file("merged-headers.xlsx")
    assert bare(prices, prices.tables[0])[2] == ["螺纹钢（Φ20mm，HRB400E）", "吨", "3858.5", "-51.2", "-1.3"]
    regions = office_file("statistics.xlsx")
    assert words(regions, regions.tables[0])[1] == [("按输出地分:", 1, 5)]
    assert bare(regions, regions.tables[0])[-1] == ["在其他地区", "65", "70", "5", "7.7"]

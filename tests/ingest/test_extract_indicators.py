from __future__ import annotations

import pytest

from ingest.plan import IndicatorRow
from ingest.tables.column_headings import ColumnKind, column_kind, value_key
from ingest.tables.split_measure import split_measure
from tests.ingest.sources import Parts, read_parts

HEAD = "云陵市“十四五”水利发展规划\n\n一、发展基础\n\n“十三五”时期成效明显。\n\n二、主要目标\n\n到2025年，实现以下目标。\n\n"


def read(body: str, head: str = HEAD) -> Parts:
    return read_parts(head + body + "\n\n三、重点任务\n\n建设水网工程。\n")


def rows(*lines: str, head: str = HEAD) -> tuple[IndicatorRow, ...]:
    return read("\n".join(lines), head).indicators


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        pytest.param("序号", ColumnKind.NUMBER, id="number"),
        pytest.param("指标名称", ColumnKind.NAME, id="name"),
        pytest.param("指标名称（单位）", ColumnKind.NAME, id="name and its measure"),
        pytest.param("主要指标", ColumnKind.NAME, id="main indicators"),
        pytest.param("计量单位", ColumnKind.MEASURE, id="measure"),
        pytest.param("单位", ColumnKind.MEASURE, id="单位 alone is the measure"),
        pytest.param("责任单位", ColumnKind.UNITS, id="responsible unit"),
        pytest.param("牵头部门", ColumnKind.UNITS, id="leading department"),
        pytest.param("2025年", ColumnKind.VALUE, id="year"),
        pytest.param("2025", ColumnKind.VALUE, id="year whose 年 got lost"),
        pytest.param("2020 年基期值", ColumnKind.VALUE, id="base value with year"),
        pytest.param("基期值（2020年）", ColumnKind.VALUE, id="year in brackets"),
        pytest.param("2025年目标", ColumnKind.VALUE, id="target with year"),
        pytest.param("目标值", ColumnKind.VALUE, id="target without year"),
        pytest.param("年均增长（%）", ColumnKind.VALUE, id="growth"),
        pytest.param("指标属性", ColumnKind.ATTRIBUTE, id="attribute"),
        pytest.param("规划领域", ColumnKind.CATEGORY, id="field"),
        pytest.param("量化发展目标", ColumnKind.TARGET, id="target in words"),
        pytest.param("完成时限", ColumnKind.DEADLINE, id="deadline"),
        pytest.param("建设起止年限", ColumnKind.DEADLINE, id="years of building"),
        pytest.param("增长情况", ColumnKind.VALUE, id="how it grew"),
        pytest.param("建设规模及主要内容", ColumnKind.TASK, id="what is built"),
        pytest.param("备注", ColumnKind.NOTE, id="note"),
        pytest.param("一、全区目标任务", None, id="a heading above the table"),
        pytest.param("建设水库。", None, id="a sentence"),
        pytest.param("预期性", None, id="an attribute's value"),
        pytest.param("2021年建成水库三座", None, id="a sentence with a year"),
    ],
)
def test_column_kinds(heading: str, kind: ColumnKind | None) -> None:
    assert column_kind(heading) is kind


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        pytest.param("2025 年", "2025", id="year"),
        pytest.param("目标值（2025年）", "2025", id="year in brackets"),
        pytest.param("2015年基值", "2015", id="base"),
        pytest.param("目标值", "目标值", id="words"),
        pytest.param("2021—2025年累计", "2021—2025年累计", id="two years are no year"),
    ],
)
def test_keys_of_value_columns(heading: str, key: str) -> None:
    assert value_key(heading) == key


@pytest.mark.parametrize(
    ("printed", "name", "unit"),
    [
        pytest.param("市场规模（万户）", "市场规模", "万户", id="closed bracket"),
        pytest.param("婴儿死亡率（/10万）", "婴儿死亡率", "/10万", id="of a hundred thousand"),
        pytest.param("设备数量（台（套））", "设备数量", "台（套）", id="a bracket in the measure"),
        pytest.param("用水量（m³/万元）", "用水量", "m³/万元", id="raised figure"),
        pytest.param("研发投入（R&D）", "研发投入（R&D）", None, id="letters that are no measure"),
        pytest.param("抽检合格率(%", "抽检合格率", "%", id="bracket cut off"),
        pytest.param("服务满意度(", "服务满意度", None, id="measure lost"),
        pytest.param("获奖企业（市长质量奖）（家）", "获奖企业（市长质量奖）", "家", id="two brackets"),
        pytest.param("获奖企业（含提名奖）", "获奖企业（含提名奖）", None, id="a bracket that is no measure"),
        pytest.param("食品检验量（批次/千人）", "食品检验量", "批次/千人", id="compound measure"),
        pytest.param("单位产值能耗（吨标准煤/万元）", "单位产值能耗", "吨标准煤/万元", id="energy"),
        pytest.param("细颗粒物浓度（微克/立方米）", "细颗粒物浓度", "微克/立方米", id="concentration"),
        pytest.param("每千人口执业医师数（人）", "每千人口执业医师数", "人", id="people"),
        pytest.param("事故死亡率", "事故死亡率", None, id="no bracket"),
        pytest.param("森林覆盖率（%）*", "森林覆盖率", "%", id="footnote mark"),
    ],
)
def test_measures_behind_names(printed: str, name: str, unit: str | None) -> None:
    assert split_measure(printed) == (name, unit)


def test_a_row_has_every_field_and_its_place() -> None:
    records = read(
        "专栏1 主要指标\n\n序号\n指标名称\n2020年\n2025年\n属性\n一、供水\n1\n自来水普及率（%）\n85\n>92\n预期性\n2\n总库容（亿立方米）\n—\n4.5\n约束性"
    )
    first, second = records.indicators
    assert first.id == "plan:i1"
    assert (first.table, first.no, first.category, first.name, first.unit) == (
        "专栏1 主要指标",
        "1",
        "供水",
        "自来水普及率",
        "%",
    )
    assert (first.values, first.attribute, first.is_result) == (
        {"2020": "85", "2025": ">92"},
        "预期性",
        False,
    )
    assert (first.header, first.cells[1]) == (
        ("序号", "指标名称", "2020年", "2025年", "属性"),
        "自来水普及率（%）",
    )
    assert second.values == {"2020": "—", "2025": "4.5"}
    place = records.source.text[first.source.start : first.source.end]
    assert place.startswith("1\n") and place.endswith("预期性")


def test_measures_in_a_column_of_their_own() -> None:
    (first, second) = rows(
        "指标名称\t单位\t2020年\t2025年\t属性",
        "森林覆盖率\t%\t41\t43\t约束性",
        "公园面积\t公顷\t120\t150\t预期性",
    )
    assert (first.name, first.unit, first.values) == ("森林覆盖率", "%", {"2020": "41", "2025": "43"})
    assert second.unit == "公顷"


def test_other_columns_keep_their_words() -> None:
    (first, _) = rows(
        "指标\t2020年\t2025年\t年均增长（%）", "道路里程（公里）\t300\t400\t[100]", "桥梁（座）\t3\t4\t6"
    )
    assert first.values == {"2020": "300", "2025": "400", "年均增长（%）": "[100]"}


def test_results_of_the_past_are_marked() -> None:
    past = rows(
        "表1 “十三五”指标完成情况", "序号\t指标\t2015年\t2020年", "1\t水厂（座）\t3\t5", "2\t泵站（座）\t4\t9"
    )
    assert [row.is_result for row in past] == [True, True]
    goals = rows("表2 主要指标", "序号\t指标\t2020年\t2025年", "1\t水厂（座）\t5\t8", "2\t泵站（座）\t9\t12")
    assert [row.is_result for row in goals] == [False, False]


def test_sentences_are_text_and_no_values() -> None:
    (first, second) = rows(
        "专栏1 主要指标",
        "序号",
        "规划领域",
        "量化发展目标",
        "1",
        "供水",
        "普及率达到92%",
        "2",
        "节水",
        "用水总量控制在4.8亿立方米以内",
    )
    assert (first.category, first.name, first.text, first.values) == ("供水", "供水", "普及率达到92%", {})
    assert second.no == "2"


def test_a_value_over_two_years_stands_under_both() -> None:
    (_, second) = rows(
        "序号",
        "指标",
        "2020年",
        "2025年",
        "属性",
        "1",
        "水厂（座）",
        "5",
        "8",
        "预期性",
        "2",
        "泵站（座）",
        "12",
        "预期性",
    )
    assert second.values == {"2020／2025": "12"}
    assert "12" in second.cells


def test_a_task_list_is_no_indicator_table() -> None:
    assert (
        rows(
            "序号\t重点任务\t责任单位\t完成时限",
            "1\t建设水库\t市水利局\t2025年",
            "2\t改造灌区\t市水利局\t2024年",
        )
        == ()
    )


def test_header_over_two_rows_of_a_web_page() -> None:
    page = (
        "<html><body><h1>云陵市养老服务规划（2021—2025年）</h1><p>表1 主要指标</p><table>"
        "<tr><td rowspan=2>类别</td><td rowspan=2>指标</td><td rowspan=2>单位</td><td colspan=2>规划目标</td></tr>"
        "<tr><td>2022年</td><td>2025年</td></tr>"
        "<tr><td rowspan=2>设施</td><td>养老床位</td><td>张</td><td>3000</td><td>4000</td></tr>"
        "<tr><td>护理型床位占比</td><td>%</td><td>50</td><td>≥55</td></tr></table><p>完。</p></body></html>"
    )
    first, second = read_parts(page, "p.html").indicators
    assert (first.category, first.name, first.unit, first.values) == (
        "设施",
        "养老床位",
        "张",
        {"2022": "3000", "2025": "4000"},
    )
    assert (second.category, second.values) == ("设施", {"2022": "50", "2025": "≥55"})


def test_a_category_holds_for_the_rows_whose_cell_is_blank() -> None:
    """Text exports of merged cells have the words in the first row only; a heading over rows ends what held."""
    found = rows(
        "类别\t指标\t单位\t2020年\t2025年",
        "供水\t水厂数\t座\t3\t5",
        "\t管网漏损率\t%\t12\t9",
        "灌溉\t灌溉面积\t万亩\t20\t24",
        "二、其他\t\t\t\t",
        "\t水库数\t座\t7\t8",
    )
    assert [(row.name, row.category) for row in found] == [
        ("水厂数", "供水"),
        ("管网漏损率", "供水"),
        ("灌溉面积", "灌溉"),
        ("水库数", "其他"),
    ]


def test_a_signature_between_title_and_table_is_no_caption() -> None:
    page = (
        "<h1>云陵市知识产权建设指标（2023—2025年）</h1><p>云陵市知识产权局</p><p>2023年6月30日</p>"
        "<table><tr><td>指标</td><td>2023年</td><td>2025年</td></tr><tr><td>发明专利</td><td>1200</td><td>1700</td></tr></table>"
    )
    (row,) = read_parts(page, "p.html").indicators
    assert row.table == "云陵市知识产权建设指标（2023—2025年）"


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(
            "表1 用水目标\n县区\t2020年（万吨）\t2025年（万吨）\n", id="in the headings of all years"
        ),
        pytest.param(
            "表1 各县区用水目标（万吨）\n县区\t2020年\t2025年\n", id="in brackets behind the caption"
        ),
        pytest.param("表1 用水目标\t\n县区\t2020年（万吨）\t2025年（万吨）\n", id="a tab behind the caption"),
    ],
)
def test_a_measure_that_holds_for_all_years(table: str) -> None:
    found = read_parts(f"云陵市水利规划\n\n一、目标\n{table}临溪区\t120\t130\n青禾县\t80\t85\n").indicators
    assert [(row.name, row.unit, row.values["2025"]) for row in found] == [
        ("临溪区", "万吨", "130"),
        ("青禾县", "万吨", "85"),
    ]

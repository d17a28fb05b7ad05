from __future__ import annotations

import pytest

from ingest.source import Table
from tests.ingest.sources import lay_out, paragraphs, tables

HEADER = ["序号", "指标名称", "2020年", "2025年", "属性"]
ROWS = [
    ["1", "水库总库容（亿立方米）", "3.2", "4.5", "约束性"],
    ["2", "农村自来水普及率（%）", "85", ">92", "预期性"],
    ["3", "节水灌溉面积（万亩）", "—", "2", "预期性"],
]
GRID = [HEADER, *ROWS]


def flat(rows: list[list[str]], between: str = "\n") -> str:
    return between.join(cell for row in rows for cell in row)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(flat(GRID), id="one cell a line"),
        pytest.param(flat(GRID, "\n\n"), id="one cell a line with blank lines"),
        pytest.param("\n".join("\t".join(row) for row in GRID), id="tabs"),
        pytest.param(
            "\n".join("\t".join(row) for row in GRID[:2])
            + "\n\n"
            + "\n".join("\t".join(row) for row in GRID[2:]),
            id="tabs with a blank line inside",
        ),
        pytest.param(
            "| " + " |\n| ".join(" | ".join(row) for row in [HEADER, ["---"] * 5, *ROWS]) + " |",
            id="Markdown",
        ),
        pytest.param("\n".join("  ".join(row) for row in GRID), id="blanks between columns"),
    ],
)
def test_the_same_table_in_every_shape(text: str) -> None:
    laid = lay_out(
        f"云陵市水利规划\n\n一、目标\n\n表1 “十四五”水利主要指标\n\n{text}\n\n二、任务\n\n加强水源工程建设。\n"
    )
    assert tables(laid) == [GRID]
    assert paragraphs(laid)[-2:] == ["二、任务", "加强水源工程建设。"]
    table = next(block for block in laid.blocks if isinstance(block, Table))
    assert table.caption is not None and table.caption.text == "表1 “十四五”水利主要指标"


def test_group_headings_between_rows() -> None:
    laid = lay_out(flat([HEADER, ["一、供水"], ROWS[0], ROWS[1], ["二、节水"], ROWS[2]]))
    (grid,) = tables(laid)
    assert grid[1] == ["一、供水"] * 5
    assert grid[4] == ["二、节水"] * 5
    assert [row[0] for row in grid] == ["序号", "一、供水", "1", "2", "二、节水", "3"]


def test_a_value_that_looks_like_the_next_number_is_a_value() -> None:
    rows = [
        ["1", "水厂（座）", "2", "3", "预期性"],
        ["2", "泵站（座）", "3", "4", "预期性"],
        ["3", "闸门（座）", "4", "5", "约束性"],
    ]
    assert tables(lay_out(flat([HEADER, *rows]))) == [[HEADER, *rows]]


def test_numbering_that_starts_again_below_a_group() -> None:
    text = flat(
        [HEADER, ["供水"], ROWS[0], ROWS[1], ["节水"], ["1", "用水总量（亿立方米）", "5", "4.8", "约束性"]]
    )
    (grid,) = tables(lay_out(text))
    assert [row[0] for row in grid[1:]] == ["供水", "1", "2", "节水", "1"]


def test_a_missing_value_is_put_under_no_year() -> None:
    laid = lay_out(flat([HEADER, ROWS[0], ["2", "农村自来水普及率（%）", "92", "预期性"], ROWS[2]]))
    (grid,) = tables(laid)
    assert grid[2] == ["2", "农村自来水普及率（%）", "92", "92", "预期性"], "one cell over both years"


def test_a_name_over_two_lines() -> None:
    laid = lay_out(flat([HEADER, ROWS[0], ["2", "农村自来水", "普及率（%）", "85", "92", "预期性"], ROWS[2]]))
    assert tables(laid)[0][2][1] == "农村自来水普及率（%）"


def test_a_header_that_a_page_border_repeats() -> None:
    assert tables(lay_out(flat([HEADER, ROWS[0], HEADER, ROWS[1], ROWS[2]]))) == [GRID]


def test_two_tables_stay_apart() -> None:
    past = [
        ["序号", "指标", "2015年", "2020年"],
        ["1", "水厂（座）", "3", "5"],
        ["2", "泵站（座）", "/", "9"],
    ]
    text = f"表1 “十三五”指标完成情况\n\n{flat(past)}\n\n第二节 形势\n\n形势复杂多变。\n\n表2 “十四五”主要指标\n\n{flat(GRID)}"
    assert tables(lay_out(text)) == [past, GRID]


def test_a_caption_that_lost_its_word_is_no_heading() -> None:
    laid = lay_out(f"一、目标\n\n如下。\n\n2  “十四五主要指标\n\n{flat(GRID)}\n\n二、任务")
    assert paragraphs(laid) == ["一、目标", "如下。", "二、任务"]


def test_targets_in_sentences() -> None:
    rows = [
        ["序号", "规划领域", "量化发展目标"],
        ["1", "供水", "农村自来水普及率达到92%"],
        ["2", "节水", "用水总量控制在4.8亿立方米以内；新建节水型社区20个"],
        ["3", "防洪", "建成堤防30公里"],
    ]
    text = f"专栏1 主要指标\n\n{flat(rows, chr(10) * 2)}\n\n第三章 任务\n\n内容。"
    assert tables(lay_out(text)) == [rows]


def test_rows_without_numbers() -> None:
    rows = [
        ["指标名称", "单位", "2020年", "2025年", "指标属性"],
        ["森林覆盖率", "%", "41", "43", "约束性"],
        ["森林蓄积量", "万立方米", "120", "—", "约束性"],
    ]
    assert tables(lay_out(flat(rows) + "\n二、任务\n植树造林。")) == [rows]


def test_a_responsibility_list_with_numbers_keeps_its_columns() -> None:
    rows = [
        ["序号", "重点任务", "责任单位"],
        ["1", "建设水库。推进前期工作。", "市水利局"],
        ["2", "改造灌区。", "市水利局"],
    ]
    assert tables(lay_out(flat([*rows[:2], ["2", "改造灌区。", "市水利局", "市财政局"]])))[0][2] == [
        "2",
        "改造灌区。",
        "市水利局\n市财政局",
    ]


def test_two_unit_columns_without_borders_are_not_told_apart() -> None:
    text = flat(
        [
            ["事项", "主要任务", "责任单位", "配合单位"],
            ["一、供水"],
            ["建设水库。推进前期工作。", "市水利局", "市财政局", "各县区"],
            ["改造灌区。", "市水利局"],
        ]
    )
    laid = lay_out(text)
    table = next(block for block in laid.blocks if isinstance(block, Table))
    assert not table.columns_known
    assert [cell.text for cell in table.cells][4:7] == ["一、供水", "建设水库。推进前期工作。", "市水利局"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "一、项目\n主要任务\n加强水源工程建设，推进水网建设。\n二、措施",
            id="headings that are words of a header",
        ),
        pytest.param("1.\t加强水源建设。\n2.\t加强灌区改造。", id="a list with tabs"),
        pytest.param("目标\n2025年\n建成水库。", id="words and a year"),
    ],
)
def test_no_table(text: str) -> None:
    assert tables(lay_out(text)) == []


def test_headings_in_two_lines() -> None:
    text = flat(
        [
            ["序号", "指标名称", "2020年", "（基期）", "2025年", "指标", "属性"],
            ["1", "水厂（座）", "3", "5", "预期性"],
            ["2", "泵站（座）", "4", "6", "约束性"],
        ]
    )
    assert tables(lay_out(text))[0][0] == ["序号", "指标名称", "2020年（基期）", "2025年", "指标属性"]


def test_a_heading_over_two_years_is_no_column() -> None:
    text = flat(
        [
            ["序号", "指标", "规划目标", "2022年", "2025年", "属性"],
            ["1", "水厂（座）", "3", "5", "预期性"],
            ["2", "泵站（座）", "4", "6", "约束性"],
        ]
    )
    assert tables(lay_out(text)) == [
        [
            ["序号", "指标", "2022年", "2025年", "属性"],
            ["1", "水厂（座）", "3", "5", "预期性"],
            ["2", "泵站（座）", "4", "6", "约束性"],
        ]
    ]


def test_a_category_column_whose_merged_cells_stand_once() -> None:
    text = flat(
        [
            ["类别", "序号", "指标", "2025年"],
            ["供水"],
            ["1", "水厂（座）", "5"],
            ["2", "泵站（座）", "6"],
            ["节水"],
            ["3", "机构（家）", "7"],
        ]
    )
    (grid,) = tables(lay_out(text))
    assert [row[0] for row in grid[1:]] == ["供水", "", "", "节水", ""]


def test_a_heading_behind_the_table_is_no_row() -> None:
    text = (
        flat([["序号", "指标", "2020年", "2025年"], ["1", "在校生", "10", "12"], ["2", "教师", "2", "3"]])
        + "\n三、重点任务\n（一）办学\n"
    )
    laid = lay_out(text)
    assert len(tables(laid)[0]) == 3
    assert paragraphs(laid) == ["三、重点任务", "（一）办学"]


def test_a_table_of_projects_whose_headings_are_mostly_unknown() -> None:
    """建设性质, 建设规模 and the sums are no kinds of column that are known; the numbers and the years beside them are."""
    text = (
        "云陵市“十四五”水利发展规划\n一、重点项目\n全市实施重点项目2个。\n序号\n项目名称\n建设性质\n建设规模\n总投资（亿元）\n“十四五”投资（亿元）\n建设年限\n"
        "1\n青禾水库扩建工程\n扩建\n库容1200万立方米\n8.6\n6.1\n2021—2024\n2\n临溪引水工程\n新建\n管线42公里\n12.5\n9.0\n2022—2026\n"
        "二、保障措施\n加强组织领导。\n"
    )
    (found,) = tables(lay_out(text))
    assert found[1:] == [
        ["1", "青禾水库扩建工程", "扩建", "库容1200万立方米", "8.6", "6.1", "2021—2024"],
        ["2", "临溪引水工程", "新建", "管线42公里", "12.5", "9.0", "2022—2026"],
    ]


PROJECTS = [
    ["项目名称", "建设性质", "建设规模", "建设起止年限", "总投资（万元）"],
    ["泵站改造工程", "扩建", "改造泵站6座", "2021—2023年", "4200"],
    ["滨河引水", "新建", "铺设管线35公里", "2022—2024年", "8600"],
]


@pytest.mark.parametrize(
    ("columns", "number"),
    [
        pytest.param([0, 1, 2, 3, 4], False, id="the first project's name looks like a heading"),
        pytest.param([0, 2, 4, 3], False, id="years behind the sums"),
        pytest.param([0, 1, 3, 4], False, id="no column says what is built"),
        pytest.param([0, 2, 3, 4], True, id="numbers, and the sums behind the last known heading"),
    ],
)
def test_projects_one_cell_a_line_without_units(columns: list[int], number: bool) -> None:
    grid = [[row[column] for column in columns] for row in PROJECTS]
    if number:
        grid = [[first, *row] for first, row in zip(["序号", "1", "2"], grid, strict=True)]
    laid = lay_out(f"云陵市水利规划\n\n三、重点项目\n表1 项目表\n{flat(grid)}\n四、保障措施\n加强领导。\n")
    assert tables(laid) == [grid]
    assert paragraphs(laid)[-2:] == ["四、保障措施", "加强领导。"]


def test_projects_one_cell_a_line_with_sums_before_the_units() -> None:
    grid = [
        ["项目名称", "主要建设内容", "建设周期", "投资估算（万元）", "牵头单位"],
        ["供水一体化", "新建水厂2座", "2022—2025年", "26000", "县水利局"],
        ["路网提升", "改建道路24公里", "2022—2025年", "14400", "县交通运输局"],
    ]
    laid = lay_out(f"青禾县建设方案\n\n三、重点项目\n{flat(grid)}\n四、保障措施\n加强领导。\n")
    assert tables(laid) == [grid]


def test_a_name_whose_end_stands_in_the_row_below() -> None:
    text = (
        "指标名称  单位  2020年  2025年\n一、投入\n水利投资占财政支出的  \n比重  %  1.1  1.8\n"
        "用水强度  吨  35  28\n二、产出\n供水量  万吨  12  15\n"
    )
    (grid,) = tables(lay_out(text))
    assert [row[0] for row in grid] == [
        "指标名称",
        "一、投入",
        "水利投资占财政支出的比重",
        "用水强度",
        "二、产出",
        "供水量",
    ]


def test_years_that_stand_behind_the_headings_beside_their_own() -> None:
    """Two rows of headings, one cell a line: 指标值 stood over its years, the merged categories stand once, and a mark
    behind a value points at a note."""
    header = "序号\n类别\n指标名称\n单位\n指标值\n属性\n2020年现状\n2025年目标\n"
    rows = "1\n供水\n水厂\n座\n2\n3\n预期性\n2\n供水量\n万吨\n12\n15\n约束性\n3\n节水\n节水器具占比\n%\n40\n60*\n预期性\n"
    (grid,) = tables(
        lay_out(f"云陵市水利规划\n\n二、目标\n{header}{rows}注：*为城区数据。\n三、任务\n加强领导。\n")
    )
    assert grid[0] == ["序号", "类别", "指标名称", "单位", "2020年现状", "2025年目标", "属性"]
    assert grid[2][2:] == ["供水量", "万吨", "12", "15", "约束性"]
    assert grid[3] == ["3", "节水", "节水器具占比", "%", "40", "60*", "预期性"]

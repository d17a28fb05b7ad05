"""Shapes in which offices set their tables of figures, and what a clerk reads from each row."""

from __future__ import annotations

import pytest

from ingest.plan import IndicatorRow
from tests.ingest.sources import read_parts

Told = tuple[str, str | None, dict[str, str]]


def html(title: str, *above: str, rows: str) -> str:
    """A page with one table: ``rows`` are lines of cells parted by |, a merged cell marked as 2x3:words (rows, columns)."""
    marked = []
    for row in rows.split("\n"):
        cells = []
        for cell in row.split("|"):
            span, _, words = cell.rpartition(":")
            down, _, across = span.partition("x") if span.replace("x", "").isdigit() else ("1", "", "1")
            cells.append(f"<td rowspan={down} colspan={across}>{words if across else cell}</td>")
        marked.append(f"<tr>{''.join(cells)}</tr>")
    lines = "".join(f"<p>{line}</p>" for line in above)
    return f"<html><body><h1>{title}</h1>{lines}<table>{''.join(marked)}</table></body></html>"


def told(rows: tuple[IndicatorRow, ...]) -> list[Told]:
    return [(row.name, row.unit, dict(row.values)) for row in rows]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(
            html(
                "云陵市商务规划",
                "表1 主要指标",
                "单位：亿元",
                rows="指标|2020年|2025年\n零售额|320|450\n网络零售占比（%）|12|18",
            ),
            [
                ("零售额", "亿元", {"2020": "320", "2025": "450"}),
                ("网络零售占比", "%", {"2020": "12", "2025": "18"}),
            ],
            id="a line above the table states the measure of rows that state none",
        ),
        pytest.param(
            html(
                "云陵市商务规划",
                "表1 主要指标（单位：亿元）",
                rows="指标|2020年|2025年\n零售额|320|450\n增速|5%|6%",
            ),
            [
                ("零售额", "亿元", {"2020": "320", "2025": "450"}),
                ("增速", None, {"2020": "5%", "2025": "6%"}),
            ],
            id="the caption states the measure; a value with its own measure keeps it",
        ),
        pytest.param(
            html(
                "云陵市商务规划",
                "表1 主要指标",
                "单位：亿元、%",
                rows="指标|2020年|2025年\n零售额|320|450\n占比|5|6",
            ),
            [("零售额", None, {"2020": "320", "2025": "450"}), ("占比", None, {"2020": "5", "2025": "6"})],
            id="two measures above the table belong to no row",
        ),
        pytest.param(
            html("青禾县农业方案", rows="年份|粮食产量（万吨）|农机化率（%）\n2021年|60|70\n2022年|61|72"),
            [
                ("粮食产量", "万吨", {"2021": "60", "2022": "61"}),
                ("农机化率", "%", {"2021": "70", "2022": "72"}),
            ],
            id="years as rows",
        ),
        pytest.param(
            html(
                "青禾县耕地方案",
                "表3 分年度目标",
                "单位：万亩",
                rows="年度|耕地|基本农田\n2021|35.2|30\n2022|35.1|30",
            ),
            [
                ("耕地", "万亩", {"2021": "35.2", "2022": "35.1"}),
                ("基本农田", "万亩", {"2021": "30", "2022": "30"}),
            ],
            id="years without 年 as rows",
        ),
        pytest.param(
            html(
                "云陵市造林方案",
                rows="县区|造林（亩）|植树（万株）\n临溪区|2000|30\n青禾县|5000|—\n合计|7000|30",
            ),
            [
                ("造林", "亩", {"临溪区": "2000", "青禾县": "5000", "合计": "7000"}),
                ("植树", "万株", {"临溪区": "30", "青禾县": "—", "合计": "30"}),
            ],
            id="places as rows",
        ),
        pytest.param(
            html("云陵市招商方案", rows="单位|签约额（亿元）|项目数（个）\n市商务局|20|5\n青禾县|30|6"),
            [
                ("签约额", "亿元", {"市商务局": "20", "青禾县": "30"}),
                ("项目数", "个", {"市商务局": "5", "青禾县": "6"}),
            ],
            id="units of government as rows under 单位",
        ),
        pytest.param(
            html(
                "云陵市改厕方案",
                "单位：户",
                rows="2x1:县区|1x2:改厕任务|2x1:整村推进\n2022年|2023年\n临溪区|10|8|5\n青禾县|30|26|16",
            ),
            [
                ("改厕任务2022年", "户", {"临溪区": "10", "青禾县": "30"}),
                ("改厕任务2023年", "户", {"临溪区": "8", "青禾县": "26"}),
                ("整村推进", "户", {"临溪区": "5", "青禾县": "16"}),
            ],
            id="places as rows below a heading over two years",
        ),
        pytest.param(
            html("云陵市水利方案", rows="县区|2024年|2025年\n临溪区|10|12\n青禾县|30|36"),
            [("临溪区", None, {"2024": "10", "2025": "12"}), ("青禾县", None, {"2024": "30", "2025": "36"})],
            id="places as rows and years as columns stay as they are",
        ),
        pytest.param(
            html(
                "云陵市分解方案",
                rows="序号|指标|单位|全市|临溪区|青禾县\n1|新增就业|万人|3|1|2\n2|增速|%|7|8|6.5左右",
            ),
            [
                ("新增就业", "万人", {"全市": "3", "临溪区": "1", "青禾县": "2"}),
                ("增速", "%", {"全市": "7", "临溪区": "8", "青禾县": "6.5左右"}),
            ],
            id="places as columns",
        ),
        pytest.param(
            html(
                "临溪区体育规划", rows="|2020年|2025年\n人均场地（平方米）|2.0|2.6\n锻炼人数比例（%）|37|38"
            ),
            [
                ("人均场地", "平方米", {"2020": "2.0", "2025": "2.6"}),
                ("锻炼人数比例", "%", {"2020": "37", "2025": "38"}),
            ],
            id="nothing stands over the names",
        ),
        pytest.param(
            html(
                "云陵市民政方案",
                rows="序号|目标任务|计量单位|2023年|2024年|牵头单位\n1|养老床位|张|500|600|市民政局\n2|社区食堂|个|4|5|市民政局",
            ),
            [
                ("养老床位", "张", {"2023": "500", "2024": "600"}),
                ("社区食堂", "个", {"2023": "4", "2024": "5"}),
            ],
            id="targets by year beside the units that answer for them",
        ),
        pytest.param(
            html(
                "临溪区计划",
                rows="2x1:类别|2x1:指标|1x2:2023年实际|1x2:2024年计划\n绝对值|增速|绝对值|增速\n经济|生产总值（亿元）|412|5.8|440|6.5\n民生|收入（元）|42100|6|45000|7",
            ),
            [
                (
                    "生产总值",
                    "亿元",
                    {
                        "2023年实际绝对值": "412",
                        "2023年实际增速": "5.8",
                        "2024年计划绝对值": "440",
                        "2024年计划增速": "6.5",
                    },
                ),
                (
                    "收入",
                    "元",
                    {
                        "2023年实际绝对值": "42100",
                        "2023年实际增速": "6",
                        "2024年计划绝对值": "45000",
                        "2024年计划增速": "7",
                    },
                ),
            ],
            id="two columns under each year are told apart",
        ),
        pytest.param(
            html(
                "临溪区城管目标表",
                rows="指标|单位|2025年|指标|单位|2025年\n分类覆盖率|%|98|停车位|个|3000\n公厕|座|20|绿道|公里|35",
            ),
            [
                ("分类覆盖率", "%", {"2025": "98"}),
                ("公厕", "座", {"2025": "20"}),
                ("停车位", "个", {"2025": "3000"}),
                ("绿道", "公里", {"2025": "35"}),
            ],
            id="two halves side by side",
        ),
        pytest.param(
            html(
                "临溪区水务规划",
                rows="1x4:水务发展主要指标\n1x4:单位：公里\n序号|指标|2020年|2025年\n1|供水管网|95|120\n2|排水管网|80|100",
            ),
            [
                ("供水管网", "公里", {"2020": "95", "2025": "120"}),
                ("排水管网", "公里", {"2020": "80", "2025": "100"}),
            ],
            id="title and measure stand in the table's first rows",
        ),
    ],
)
def test_shapes(page: str, expected: list[Told]) -> None:
    assert told(read_parts(page, "p.html").indicators) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "县区 小区数（个） 户数（户） 临溪区 12 3000 青禾县 5 1200 合计 17 4200",
            [
                ("小区数", "个", {"临溪区": "12", "青禾县": "5", "合计": "17"}),
                ("户数", "户", {"临溪区": "3000", "青禾县": "1200", "合计": "4200"}),
            ],
            id="places as rows",
        ),
        pytest.param(
            "序号 指标 全市 临溪区 青禾县 1 新增就业（万人） 3 1 2 2 停车位（个） 900 600 300",
            [
                ("新增就业", "万人", {"全市": "3", "临溪区": "1", "青禾县": "2"}),
                ("停车位", "个", {"全市": "900", "临溪区": "600", "青禾县": "300"}),
            ],
            id="places as columns, rows with numbers",
        ),
        pytest.param(
            "指标 单位 2024年 2025年 合计 造林面积 亩 100 120 220 封山育林 亩 50 60 110",
            [
                ("造林面积", "亩", {"2024": "100", "2025": "120", "合计": "220"}),
                ("封山育林", "亩", {"2024": "50", "2025": "60", "合计": "110"}),
            ],
            id="a sum behind the years",
        ),
        pytest.param(
            "年份 出栏（万头） 产量（万吨） 2024年 30 4.2 2025年 31 4.3",
            [
                ("出栏", "万头", {"2024": "30", "2025": "31"}),
                ("产量", "万吨", {"2024": "4.2", "2025": "4.3"}),
            ],
            id="years as rows",
        ),
    ],
)
def test_flattened_tables_of_numbers(lines: str, expected: list[Told]) -> None:
    text = "\n".join(
        ["云陵市任务分解方案", "", "附表1 任务分解表", "", *lines.split(), "", "请各地抓好落实。"]
    )
    assert told(read_parts(text).indicators) == expected


def test_measures_in_a_row_below_the_headings() -> None:
    lines = [
        "青禾县畜牧业规划",
        "",
        "年份\t出栏\t规模养殖比重",
        "\t万头\t%",
        "2024年\t30\t60",
        "2025年\t31\t62",
    ]
    assert told(read_parts("\n".join(lines)).indicators) == [
        ("出栏", "万头", {"2024": "30", "2025": "31"}),
        ("规模养殖比重", "%", {"2024": "60", "2025": "62"}),
    ]


def test_what_stands_in_the_first_rows_names_the_table() -> None:
    page = html("水务规划", rows="1x3:水务主要指标\n指标|2020年|2025年\n管网（公里）|95|120\n泵站（座）|8|9")
    assert [row.table for row in read_parts(page, "p.html").indicators] == ["水务主要指标"] * 2


def test_a_part_of_a_row_has_the_row_as_category() -> None:
    page = html(
        "交通规划",
        rows="指标|单位|2020年|2025年\n公路里程|公里|2100|2400\n其中：高速公路|公里|80|130\n优良路率|%|88|92",
    )
    rows = read_parts(page, "p.html").indicators
    assert [(row.name, row.category) for row in rows] == [
        ("公路里程", None),
        ("其中：高速公路", "公路里程"),
        ("优良路率", None),
    ]


def test_a_list_of_projects_with_sums_is_no_indicator_table() -> None:
    page = html(
        "投资计划", rows="序号|项目名称|总投资|责任单位\n1|水厂扩建|500|市水利局\n2|泵站改造|300|市水利局"
    )
    assert read_parts(page, "p.html").indicators == ()


def test_a_flattened_table_keeps_the_measure_above_it() -> None:
    lines = [
        "云陵市商务规划",
        "",
        "表1 主要指标",
        "单位：亿元",
        "",
        "指标\t2020年\t2025年",
        "零售额\t320\t450",
        "进出口\t86\t120左右",
    ]
    assert told(read_parts("\n".join(lines)).indicators) == [
        ("零售额", "亿元", {"2020": "320", "2025": "450"}),
        ("进出口", "亿元", {"2020": "86", "2025": "120左右"}),
    ]

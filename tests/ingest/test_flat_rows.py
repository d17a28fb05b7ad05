"""Indicator tables copied one cell a line: rows without numbers, parts of rows, cells that are missing."""

from __future__ import annotations

import pytest

from tests.ingest.sources import read_parts


def rows_of(cells: str) -> list[str]:
    """Indicator rows of a table, written as its cells with blanks between them."""
    text = "云陵市“十四五”水利发展规划\n一、目标\n" + "\n".join(cells.split()) + "\n二、任务\n加强管理。\n"
    return [
        " ".join(
            filter(
                None,
                [
                    row.no,
                    row.category,
                    row.name,
                    row.unit,
                    *(f"{k}={v}" for k, v in row.values.items()),
                    row.attribute,
                ],
            )
        )
        for row in read_parts(text).indicators
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            "序号 指标 单位 2020年 2025年 属性 1 灌溉面积 万亩 12 20 预期性 2 供水量 亿吨 7.8 8.5 预期性 其中：再生水 亿吨 — 0.6 预期性 3 满意度 分 78 82 约束性",
            [
                "1 灌溉面积 万亩 2020=12 2025=20 预期性",
                "2 供水量 亿吨 2020=7.8 2025=8.5 预期性",
                "供水量 其中：再生水 亿吨 2020=— 2025=0.6 预期性",
                "3 满意度 分 2020=78 2025=82 约束性",
            ],
            id="a part without a number",
        ),
        pytest.param(
            "序号 指标 单位 2020年 2025年 属性 1 供水量 亿吨 12 20 预期性 （1） 地表水 亿吨 5 8 预期性 （2） 再生水 亿吨 7 12 预期性 2 满意度 分 78 82 约束性",
            [
                "1 供水量 亿吨 2020=12 2025=20 预期性",
                "（1） 地表水 亿吨 2020=5 2025=8 预期性",
                "（2） 再生水 亿吨 2020=7 2025=12 预期性",
                "2 满意度 分 2020=78 2025=82 约束性",
            ],
            id="parts numbered in brackets",
        ),
        pytest.param(
            "序号 指标 单位 2020年 2025年 属性 1 供水量 亿吨 12 20 预期性 2 满意度 分 78 82 约束性 其中：农村 分 70 80 约束性",
            [
                "1 供水量 亿吨 2020=12 2025=20 预期性",
                "2 满意度 分 2020=78 2025=82 约束性",
                "满意度 其中：农村 分 2020=70 2025=80 约束性",
            ],
            id="a part of the last row",
        ),
        pytest.param(
            "类别 指标 2020年 2025年 年均/累计 属性 供水 1.供水量（亿吨） 2.3 — 合理区间 预期性 2.普及率（%） 60 65 — 预期性 灌溉 3.灌溉面积（万亩） — — >7 约束性",
            [
                "供水 供水量 亿吨 2020=2.3 2025=— 年均/累计=合理区间 预期性",
                "供水 普及率 % 2020=60 2025=65 年均/累计=— 预期性",
                "灌溉 灌溉面积 万亩 2020=— 2025=— 年均/累计=>7 约束性",
            ],
            id="a category in its first row only, values in words",
        ),
        pytest.param(
            "序号 指标 单位 2020年 2025年 属性 1 供水量 亿吨 12 20 预期性 2 普及率 % 9 约束性 3 满意度 分 78 82 约束性",
            ["1 供水量 亿吨 2020=12 2025=20 预期性", "2 普及率 % 2020／2025=9 约束性", "3 满意度 分 2020=78 2025=82 约束性"],
            id="one value for two years: whose it is cannot be told",
        ),
    ],
)  # fmt: skip
def test_rows_of_flattened_indicator_tables(cells: str, expected: list[str]) -> None:
    assert rows_of(cells) == expected


def test_markdown_tables_with_short_rules_and_broken_lines() -> None:
    table = "| 指标 | 2020年 | 2025年 |\n| :-: | :-: | - |\n| 供水量<br>（亿吨） | 12 | 16 |\n| 普及率（%） | 60 | 65 |\n"
    found = read_parts(f"# 云陵市“十四五”水利发展规划\n\n{table}\n\n二、任务\n", "plan.md").indicators
    assert [(row.name, row.unit, dict(row.values)) for row in found] == [
        ("供水量", "亿吨", {"2020": "12", "2025": "16"}),
        ("普及率", "%", {"2020": "60", "2025": "65"}),
    ]

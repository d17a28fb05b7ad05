"""One indicator table in every shape in which copies lose its borders: each gives the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import pytest

from tests.ingest.sources import read_parts

HEAD = "云陵市“十四五”水利发展规划\n\n一、发展基础\n\n成效明显。\n\n二、主要目标\n\n到2025年，实现以下目标。\n\n专栏1 主要指标\n\n"
TAIL = "\n\n三、重点任务\n\n建设水网，提高保障能力。\n"
GROWTH = "年均增长[累计]"


@dataclass(frozen=True)
class Aim:
    group: str
    name: str
    unit: str
    base: str
    target: str
    growth: str
    attribute: str


AIMS = (
    Aim("供水保障", "自来水普及率", "%", "85", ">92", "[7]", "预期性"),
    Aim("供水保障", "水库总库容", "亿立方米", "3.2", "4.5", "7.1%", "约束性"),
    Aim("节水减排", "工业用水量下降", "%", "—", "完成上级下达任务", "[16]", "约束性"),
    Aim("节水减排", "灌溉水有效利用系数", "", "0.52", "0.56左右", "—", "预期性"),
    Aim("节水减排", "雨水收集设施", "座", "20", "30–35", "—", "预期性"),
)


def rows_of(
    *, numbers: bool, growth: bool, attribute: bool, group: str, measure: str, years: str
) -> list[list[str]]:
    """The table's rows: ``group`` is "", "column" or "line", ``measure`` "column", "bracket" or "line"."""
    head = ["类别"] * (group == "column") + ["序号"] * numbers + ["指标"] + ["单位"] * (measure == "column")
    rows = [[*head, *years.split(), *[GROWTH] * growth, *["属性"] * attribute]]
    last = ""
    for number, aim in enumerate(AIMS, 1):
        if group == "line" and aim.group != last:
            rows.append([aim.group])
        row = [aim.group if aim.group != last else ""] if group == "column" else []
        last = aim.group
        row += [str(number)] * numbers
        bracket = [f"（{aim.unit}）"] if aim.unit else []
        named = {
            "column": [aim.name, aim.unit or "—"],
            "bracket": [aim.name + "".join(bracket)],
            "line": [aim.name, *bracket],
        }
        rows.append(
            [
                *row,
                *named[measure],
                aim.base,
                aim.target,
                *[aim.growth] * growth,
                *[aim.attribute] * attribute,
            ]
        )
    return rows


def check(text: str, *, growth: bool, attribute: bool) -> None:
    rows = read_parts(HEAD + text + TAIL).indicators
    assert [(row.name, row.unit, dict(row.values), row.attribute) for row in rows] == [
        (
            aim.name,
            aim.unit or None,
            {"2020": aim.base, "2025": aim.target, **({GROWTH: aim.growth} if growth else {})},
            aim.attribute if attribute else None,
        )
        for aim in AIMS
    ]


@pytest.mark.parametrize("measure", ["column", "bracket", "line"])
@pytest.mark.parametrize("group", ["", "column", "line"])
def test_one_cell_a_line(group: str, measure: str) -> None:
    years = (
        "2020年 2025年",
        "2020年基期值 2025年目标值",
        "2020年 （基期值） 2025年 （目标值）",
        "2020年 实际 2025年 目标",
    )
    for numbers, growth, attribute, heads in product((True, False), (True, False), (True, False), years):
        if measure == "column" or attribute or numbers:
            rows = rows_of(
                numbers=numbers, growth=growth, attribute=attribute, group=group, measure=measure, years=heads
            )
            check("\n".join(cell for row in rows for cell in row if cell), growth=growth, attribute=attribute)


@pytest.mark.parametrize("between", ["\t", " ", "  "], ids=["tabs", "blanks", "two blanks"])
@pytest.mark.parametrize("group", ["", "line"])
def test_one_row_a_line(group: str, between: str) -> None:
    for numbers, growth, attribute in product((True, False), repeat=3):
        rows = rows_of(
            numbers=numbers,
            growth=growth,
            attribute=attribute,
            group=group,
            measure="column",
            years="2020年 2025年",
        )
        check("\n".join(between.join(row) for row in rows), growth=growth, attribute=attribute)

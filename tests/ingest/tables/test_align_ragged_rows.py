"""Tables with tabs as a browser copies them: cells that span rows or columns stand once, and later rows are short."""

from __future__ import annotations

import pytest

from ingest.pipeline import read_plan_bytes


def rows_of(table: str) -> list[str]:
    text = f"云陵市“十四五”水利发展规划\n一、目标\n{table}\n二、任务\n加强管理。\n"
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
        for row in read_plan_bytes("plan.txt", text.encode()).indicators
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            "类别\t序号\t指标\t2020年\t2025年\t属性\n供水\t1\t供水量（亿吨）\t12\t20\t预期性\n2\t普及率（%）\t7\t9\t约束性\n节水\t3\t节水量（万吨）\t1\t2\t预期性",
            [
                "1 供水 供水量 亿吨 2020=12 2025=20 预期性",
                "2 供水 普及率 % 2020=7 2025=9 约束性",
                "3 节水 节水量 万吨 2020=1 2025=2 预期性",
            ],
            id="a category over two rows before the number",
        ),
        pytest.param(
            "类别\t指标\t2020年\t2025年\t属性\n供水\t供水量（亿吨）\t12\t20\t预期性\n普及率（%）\t7\t9\t约束性",
            ["供水 供水量 亿吨 2020=12 2025=20 预期性", "供水 普及率 % 2020=7 2025=9 约束性"],
            id="a category over two rows without numbers",
        ),
        pytest.param(
            "序号\t指标名称\t单位\t2020年\t“十四五”目标\t属性\n2025年\t年均增长\n1\t供水量\t亿吨\t12\t17\t6.5%\t预期性\n2\t普及率\t%\t58\t63\t〔5〕\t约束性",
            [
                "1 供水量 亿吨 2020=12 2025=17 “十四五”目标年均增长=6.5% 预期性",
                "2 普及率 % 2020=58 2025=63 “十四五”目标年均增长=〔5〕 约束性",
            ],
            id="a heading over two columns",
        ),
        pytest.param(
            "指标\t2020年\t2025年\t属性\n供水量（亿吨）\t12\t20\t预期性\n普及率（%）\t7\t9\n节水量（万吨）\t1\t2\t预期性",
            [
                "供水量 亿吨 2020=12 2025=20 预期性",
                "普及率 % 2020=7 2025=9",
                "节水量 万吨 2020=1 2025=2 预期性",
            ],
            id="the last cell is empty",
        ),
        pytest.param(
            "序号\t指标\t2020年\t2025年\n一、供水\n1\t供水量（亿吨）\t12\t20\n2\t普及率（%）\t7\t9\n二、节水\n3\t节水量（万吨）\t1\t2",
            [
                "1 供水 供水量 亿吨 2020=12 2025=20",
                "2 供水 普及率 % 2020=7 2025=9",
                "3 节水 节水量 万吨 2020=1 2025=2",
            ],
            id="headings between rows",
        ),
    ],
)  # fmt: skip
def test_indicators(table: str, expected: list[str]) -> None:
    assert rows_of(table) == expected


def test_units_stay_in_their_columns() -> None:
    table = (
        "序号\t重点领域\t重点任务\t牵头单位\t配合单位\n1\t供水\t建设骨干水厂\t市水利局\t市财政局、市住建局\n"
        "2\t推进管网联通\t市住建局\t各县区\n3\t水质\t完善检测\t市卫生健康委\t市生态环境局\n"
    )
    tasks = read_plan_bytes("plan.txt", f"云陵市供水任务分解表\n{table}".encode()).tasks
    assert [
        (*task.section, task.title, [(u.name, u.role.value) for u in task.units]) for task in tasks[:2]
    ] == [
        (
            "供水",
            "建设骨干水厂",
            [("市水利局", "responsible"), ("市财政局", "cooperating"), ("市住建局", "cooperating")],
        ),
        ("供水", "推进管网联通", [("市住建局", "responsible"), ("各县区", "cooperating")]),
    ]

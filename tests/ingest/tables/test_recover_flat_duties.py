"""Responsibility lists copied one cell a line: which column a unit stood in comes back where all rows show it."""

from __future__ import annotations

import pytest

from ingest.pipeline import read_plan_bytes
from ingest.plan import Basis, TaskItem

HEADER = "序号\n重点领域\n重点任务\n具体举措\n牵头单位\n配合单位\n完成时限\n"
FIRST = "1\n夯实供水基础\n建设骨干水厂\n新建水厂2座，改造管网50公里。\n市水利局\n市财政局、市住建局\n2025年12月底前\n"
SECOND = "2\n推进管网联通\n铺设联通管道30公里。\n市住建局\n各县（区）人民政府\n持续推进\n"
THIRD = "3\n严格水质监管\n完善检测制度\n每月检测1次。\n市卫生健康委\n市生态环境局\n长期坚持\n"


def tasks_of(text: str) -> tuple[TaskItem, ...]:
    return read_plan_bytes("plan.txt", f"云陵市供水保障任务分解表\n{text}".encode()).tasks


def said(task: TaskItem) -> str:
    units = [
        f"{unit.role.value[0]}{'' if unit.basis is Basis.STATED else '?'} {unit.name}" for unit in task.units
    ]
    return " | ".join([*task.section, task.title, *units, task.deadline or "-"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "重点任务\t牵头单位\n一、供水保障\n建设骨干水厂。\t市水利局\n二、水质监管\n完善检测制度。\t市卫生健康委\n",
            id="tabs",
        ),
        pytest.param(
            "| 重点任务 | 牵头单位 |\n| --- | --- |\n| 一、供水保障 | |\n| 建设骨干水厂。 | 市水利局 |\n| 二、水质监管 | |\n"
            "| 完善检测制度。 | 市卫生健康委 |\n",
            id="pipes",
        ),
    ],
)
def test_headings_over_rows_of_two_columns(text: str) -> None:
    assert [said(task) for task in tasks_of(text)] == [
        "一、供水保障 | 建设骨干水厂 | r 市水利局 | -",
        "二、水质监管 | 完善检测制度 | r 市卫生健康委 | -",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            HEADER + FIRST + SECOND + THIRD,
            [
                "夯实供水基础 | 建设骨干水厂 | r 市水利局 | c 市财政局 | c 市住建局 | 2025年12月底前",
                "夯实供水基础 | 推进管网联通 | r 市住建局 | c 各县（区）人民政府 | 持续推进",
                "严格水质监管 | 完善检测制度 | r 市卫生健康委 | c 市生态环境局 | 长期坚持",
            ],
            id="a merged category stands in its first row only",
        ),
        pytest.param(
            HEADER + FIRST + HEADER + SECOND + THIRD,
            [
                "夯实供水基础 | 建设骨干水厂 | r 市水利局 | c 市财政局 | c 市住建局 | 2025年12月底前",
                "夯实供水基础 | 推进管网联通 | r 市住建局 | c 各县（区）人民政府 | 持续推进",
                "严格水质监管 | 完善检测制度 | r 市卫生健康委 | c 市生态环境局 | 长期坚持",
            ],
            id="a page border repeats the header",
        ),
        pytest.param(
            "序号\n主要任务\n责任单位\n配合单位\n一、供水保障\n1\n建设骨干水厂。\n市水利局、市住建局\n市财政局\n"
            "二、水质监管\n2\n完善检测制度。\n市卫生健康委\n市生态环境局、\n市水利局\n",
            [
                "一、供水保障 | 建设骨干水厂 | r 市水利局 | r 市住建局 | c 市财政局 | -",
                "二、水质监管 | 完善检测制度 | r 市卫生健康委 | c 市生态环境局 | c 市水利局 | -",
            ],
            id="headings between rows; a list cut behind its comma",
        ),
        pytest.param(
            "序号\n主要任务\n责任单位\n配合单位\n1\n建设骨干水厂。\n市水利局\n市住建局\n市财政局\n"
            "2\n完善检测制度。\n市卫生健康委\n市生态环境局\n",
            [
                "建设骨干水厂 | r? 市水利局 | c? 市住建局 | c? 市财政局 | -",
                "完善检测制度 | r? 市卫生健康委 | c? 市生态环境局 | -",
            ],
            id="more lines than columns: the borders are lost",
        ),
        pytest.param(
            "序号\n任务\n牵头领导\n牵头单位\n时间\n1\n建设骨干水厂\n张某某\n市水利局\n6月底前\n2\n完善检测制度\n李某某、王某某\n市卫生健康委\n全年\n",
            [
                "建设骨干水厂 | r 市水利局 | 6月底前",
                "完善检测制度 | r 市卫生健康委 | 全年",
            ],
            id="persons are no units",
        ),
        pytest.param(
            "序号\n任务\n措施\n牵头单位\n配合单位\n时限\n1\n建设骨干水厂\n新建2座\n市水利局\n—\n全年\n2\n完善检测制度\n——\n市卫生健康委\n市水利局\n2024年底\n"
            "联系人：张某某\n",
            [
                "建设骨干水厂 | r 市水利局 | 全年",
                "完善检测制度 | r 市卫生健康委 | c 市水利局 | 2024年底",
            ],
            id="dashes in cells; the last row ends where its columns are filled",
        ),
        pytest.param(
            "序号\n任务\n责任单位\n备注\n1\n建设骨干水厂\n市水利局\n2\n完善检测制度\n市卫生健康委\n三、有关要求\n各单位要抓好落实。\n",
            ["建设骨干水厂 | r 市水利局 | -", "完善检测制度 | r 市卫生健康委 | -"],
            id="an empty column of notes; the list ends at a heading",
        ),
    ],
)  # fmt: skip
def test_units_stand_in_their_columns(text: str, expected: list[str]) -> None:
    assert [said(task) for task in tasks_of(text)] == expected


def test_the_title_of_a_list_is_no_column() -> None:
    text = "云陵市优化供水服务三年行动工作清单\n序号\n重点任务\n具体举措\n责任单位\n完成时限\n"
    rows = "1\n建设骨干水厂\n新建水厂2座，改造管网50公里。\n市水利局\n2025年底前\n2\n完善检测\n每月检测1次。\n市卫生健康委\n长期坚持\n"
    records = read_plan_bytes("plan.txt", (text + rows).encode())
    assert records.plan.title == "云陵市优化供水服务三年行动工作清单"
    assert [task.title for task in records.tasks] == ["建设骨干水厂", "完善检测"]

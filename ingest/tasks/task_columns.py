"""Columns of responsibility lists (任务分解表), told from their headings."""

from __future__ import annotations

import re
from enum import Enum, auto


class TaskColumn(Enum):
    """What a column of a responsibility list holds."""

    NUMBER = auto()
    """序号"""
    CATEGORY = auto()
    """事项、类别、领域: usually merged over several rows"""
    TASK = auto()
    """主要任务、工作措施"""
    RESPONSIBLE = auto()
    """责任单位、牵头单位"""
    COOPERATING = auto()
    """配合单位、参与单位"""
    ALL_UNITS = auto()
    """责任单位及配合单位: roles only where the cells say them"""
    DEADLINE = auto()
    """完成时限"""
    PERSON = auto()
    """牵头领导、责任人: people, no units"""
    NOTE = auto()
    """备注"""
    OTHER = auto()


UNIT_COLUMNS = (TaskColumn.RESPONSIBLE, TaskColumn.COOPERATING, TaskColumn.ALL_UNITS)
"""The columns that hold units."""

_COOPERATING = "配合|参与|参加|协办|协助|协同|协作|支持"
_RESPONSIBLE = "责任|牵头|主责|负责|承办|主办|实施|落实|主管|组织"
_UNIT = "(?:单位|部门|机构|主体|科室|处室)"

COLUMNS: tuple[tuple[TaskColumn, re.Pattern[str]], ...] = (
    (TaskColumn.NUMBER, re.compile(r"^(?:序号?|编号|项次|No\.?)$", re.I)),
    (TaskColumn.NOTE, re.compile(r"^(?:备注|说明)$")),
    (
        TaskColumn.PERSON,
        re.compile(
            r"^(?:.{0,4}(?:责任|牵头|分管|包联|包保|联系|挂钩|督办|主抓|市级?|县级?|区级?|省级?)(?:领导|人)(?:及.{2,4})?(?:[（(].*[）)])?|领导|联系人.*|.{0,3}负责人)$"
        ),
    ),
    (
        TaskColumn.ALL_UNITS,
        re.compile(
            rf"(?:{_RESPONSIBLE}){_UNIT}?[及和与、/（(]+(?:{_COOPERATING}){_UNIT}?[）)]?$|^(?:部门|责任|任务)?分工$"
        ),
    ),
    (
        TaskColumn.COOPERATING,
        re.compile(rf"^.{{0,4}}(?:{_COOPERATING})(?:责任)?{_UNIT}(?:[（(].*[）)])?$|^配合$|^参与$"),
    ),
    (
        TaskColumn.RESPONSIBLE,
        re.compile(rf"^.{{0,6}}(?:{_RESPONSIBLE})(?:[（(].{{1,4}}[）)])?{_UNIT}(?:[（(].*[）)])?$|^牵头$"),
    ),
    (
        TaskColumn.DEADLINE,
        re.compile(
            r"^.{0,6}(?:时限|期限|时间|时间节点|进度|进度安排|时间要求|完成时间要求|节点|年限|周期|起止年[月份]?)(?:要求|安排)?$"
        ),
    ),
    (
        TaskColumn.CATEGORY,
        re.compile(r"^(?:事项|.{0,4}(?:类别|分类|领域|方面|板块|类型|维度)|一级.{0,4}|大类)$"),
    ),
    (
        TaskColumn.TASK,
        re.compile(
            r"(?:任务|措施|举措|事项|工作|项目|行动|工程|要点|政策|改革)(?:内容|名称|清单|安排|要求|分解|及要求|及措施)?$|^(?:主要|具体|重点|建设|实施|工作|简要)?(?:内容|描述|要求)$|^.{0,8}名称$"
        ),
    ),
)
"""序号 · 责任人 · 责任单位及配合单位 · 配合部门 · 牵头单位（第一个为牵头） · 完成时限、建设年限 · 事项 · 主要任务"""

_LONGEST = 22


def task_column(heading: str) -> TaskColumn | None:
    """What a heading says its column holds, ``None`` for words that are no known heading."""
    plain = re.sub(r"\s", "", heading)
    if not plain or len(plain) > _LONGEST or re.search(r"[。；：:，,]", plain):
        return None
    return next((column for column, pattern in COLUMNS if pattern.search(plain)), None)

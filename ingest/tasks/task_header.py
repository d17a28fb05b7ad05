"""The header of a responsibility table (任务分解表): its columns, one or more rows deep."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.source import TableCell
from ingest.tasks.task_columns import UNIT_COLUMNS, TaskColumn, task_column
from ingest.units.unit_clauses import has_lead_rule

_HEADER_ROWS = 4
_LONGEST_HEADING = 30

Row = Sequence[TableCell | None]


@dataclass(frozen=True, slots=True)
class TaskHeader:
    """Columns of a responsibility table: their kinds, their headings, and the first row below them."""

    kinds: tuple[TaskColumn, ...]
    headings: tuple[str, ...]
    first_row: int
    first_leads: bool = False
    """True where the heading of the units says that the first leads."""

    @property
    def has_lead_column(self) -> bool:
        return any("牵头" in last_line(heading) for heading in self.headings)


def read_task_header(grid: Sequence[Row]) -> TaskHeader | None:
    """The header of a responsibility table, one or more rows deep; ``None`` where no column holds units and none tasks."""
    for depth in range(1, min(_HEADER_ROWS, len(grid)) + 1):
        headings = [_heading(grid[:depth], column) for column in range(len(grid[0]))]
        kinds = [_kind_of(heading) for heading in headings]
        units = sum(kind in UNIT_COLUMNS for kind in kinds)
        known = sum(kind is not None for kind in kinds)
        if units and known >= 2 and _is_header_row(grid[depth - 1]):
            if depth < len(grid) and _is_second_header(grid[depth], kinds):
                continue
            rule = any(has_lead_rule(heading) or "第一" in heading for heading in headings)
            filled = tuple(kind or TaskColumn.OTHER for kind in kinds)
            return TaskHeader(_with_task_column(filled, headings), tuple(headings), depth, rule)
    return None


OWN_DOER = re.compile(r"(?:单位|部门|机构|主体|领导|人)$")
"""督办单位 below 责任分工: whom it holds it says itself"""


def _kind_of(heading: str) -> TaskColumn | None:
    """By the lowest heading, by all of them together, else by the next above: 市级 below 责任单位 holds units."""
    lines = heading.split("\n")
    said = (lines[-1], heading, *(reversed(lines[:-1]) if not OWN_DOER.search(lines[-1]) else ()))
    return next((kind for words in said if (kind := task_column(words)) is not None), None)


def _heading(rows: Sequence[Row], column: int) -> str:
    seen: list[str] = []
    for row in rows:
        cell = row[column]
        text = re.sub(r"\s", "", cell.text) if cell else ""
        if text and text not in seen:
            seen.append(text)
    return "\n".join(seen)


def last_line(heading: str) -> str:
    """The lowest of the headings above a column."""
    return heading.split("\n")[-1]


def _is_header_row(row: Row) -> bool:
    return all(cell is None or len(cell.text) <= _LONGEST_HEADING for cell in row)


def _is_second_header(row: Row, kinds: Sequence[TaskColumn | None]) -> bool:
    cells = {id(cell): cell for cell in row if cell and cell.text.strip()}.values()
    named = [task_column(re.sub(r"\s", "", cell.text)) for cell in cells]
    return len(named) > 1 and sum(kind is not None for kind in named) >= max(
        2, sum(k is not None for k in kinds) // 2
    )


def _with_task_column(kinds: tuple[TaskColumn, ...], headings: Sequence[str]) -> tuple[TaskColumn, ...]:
    """Where no heading names the tasks, 事项 does, or else the first column of words."""
    if TaskColumn.TASK in kinds:
        return kinds
    for candidate in (TaskColumn.CATEGORY, TaskColumn.OTHER):
        places = [at for at, kind in enumerate(kinds) if kind is candidate]
        if places:
            named = [at for at in places if re.search(r"名称|内容|事项", headings[at])]
            at = (named or places[-1:])[0]
            return (*kinds[:at], TaskColumn.TASK, *kinds[at + 1 :])
    return kinds

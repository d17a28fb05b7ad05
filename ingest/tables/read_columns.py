"""The columns of a table of figures: what each holds by its heading and, where that is not known, by its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.number_grammar import is_value, read_cell
from ingest.source import Table, TableCell
from ingest.tables.column_headings import BARE_YEAR, YEAR, ColumnKind, column_kind, value_key
from ingest.tables.header_rows import header_height

NAMING = frozenset({ColumnKind.NAME, ColumnKind.TASK, ColumnKind.CATEGORY})
# "建设编号", "联系电话": numbers that measure nothing
NO_MEASURED = re.compile(r"代码|编码|编号|序号|电话|传真|邮编|页码|日期|时间|年[份度]$")
# "项目名称", "工程名称": projects with their sums are no indicators
PROJECT_NAME = re.compile(r"项目|工程")
MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading over all header rows, its kind, and the key of its values."""

    heading: str
    kind: ColumnKind | None
    key: str = ""


def read_columns(table: Table) -> tuple[Column, ...]:
    """The columns under a table's header rows; empty where the table has no header."""
    height = header_height(table)
    grid = table.grid()
    if not height:
        return ()
    stacks = [_distinct([row[index] for row in grid[:height]]) for index in range(len(grid[0]))]
    kinds = _told_by_cells([_kind(stack) for stack in stacks], stacks, grid[height:])
    keys = [
        value_key(_year_heading(stack)) if kind is ColumnKind.VALUE else ""
        for stack, kind in zip(stacks, kinds, strict=True)
    ]
    seen = Counter(key for key in keys if key)
    return tuple(
        Column("".join(stack), kind, "".join("".join(stack).split()) if seen[key] > 1 else key)
        for stack, kind, key in zip(stacks, kinds, keys, strict=True)
    )


def _distinct(cells: Sequence[TableCell | None]) -> list[str]:
    words: list[str] = []
    for cell in cells:
        text = cell.text.replace("\n", "") if cell else ""
        if text and text not in words:
            words.append(text)
    return words


def _kind(stack: list[str]) -> ColumnKind | None:
    """By the lowest heading that is known, the whole stack first ("规划目标" over "2025年")."""
    whole = column_kind("".join(stack))
    return whole or next((kind for text in reversed(stack) if (kind := column_kind(text)) is not None), None)


def _year_heading(stack: list[str]) -> str:
    """The heading that names the year, else the whole: "目标值" over "2025年" is 2025."""
    return next((text for text in reversed(stack) if YEAR.search(text)), "".join(stack))


def _told_by_cells(
    kinds: list[ColumnKind | None], stacks: Sequence[list[str]], body: Sequence[Sequence[TableCell | None]]
) -> list[ColumnKind | None]:
    """Kinds with what only the cells tell: a column of numbers ("全市", "青禾县", "一季度") holds values, and where no heading
    names the rows, the first column of words does."""
    if any(
        PROJECT_NAME.search("".join(stack))
        for stack, kind in zip(stacks, kinds, strict=True)
        if kind in NAMING
    ):
        return kinds
    columns = [_cells_of(body, index) for index in range(len(kinds))]
    told = [
        ColumnKind.VALUE if _holds_numbers(kind, stack, cells) else kind
        for kind, stack, cells in zip(kinds, stacks, columns, strict=True)
    ]
    if ColumnKind.VALUE not in told:
        return kinds
    first_value = told.index(ColumnKind.VALUE)
    if not NAMING & set(told):
        wordy = (None, ColumnKind.TARGET, ColumnKind.MEASURE, ColumnKind.UNITS)
        own = [
            at
            for at in range(first_value)
            if told[at] in wordy[: 2 + 2 * (at < 2)] and _are_words(columns[at])
        ]
        if not own:
            return kinds
        told[own[-1]] = ColumnKind.NAME
    if ColumnKind.NAME in told and ColumnKind.CATEGORY not in told:
        at = told.index(ColumnKind.NAME) - 1
        if at >= 0 and told[at] is None and _are_words(columns[at]):
            told[at] = ColumnKind.CATEGORY
    return told


def _cells_of(body: Sequence[Sequence[TableCell | None]], index: int) -> list[str]:
    """The words of a column's own cells: a heading over rows covers several columns."""
    cells = [row[index] for row in body]
    return [
        "".join(cell.text.split())
        for cell in cells
        if cell is not None and cell.column_span == 1 and cell.text
    ]


def _holds_numbers(kind: ColumnKind | None, stack: Sequence[str], cells: Sequence[str]) -> bool:
    if kind not in (None, ColumnKind.TARGET, *NAMING) or not stack or NO_MEASURED.search(stack[-1]):
        return False
    values = [text for text in cells if is_value(text)]
    numbers = [text for text in values if not read_cell(text).missing and not BARE_YEAR.match(text)]
    return bool(numbers) and len(values) >= MOSTLY * len(cells)


def _are_words(cells: Sequence[str]) -> bool:
    return bool(cells) and not any(is_value(text) and not BARE_YEAR.match(text) for text in cells)

"""The cells of a worksheet become titles, tables and notes. Used by .xlsx and .xls."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.readers.collect_lines import GridCell, LineCollector, check_cells
from ingest.readers.limits import ReadingLimits

NOTE_START = re.compile(r"^(?:注|备注|说明|填表|数据来源|资料来源|来源|制表|审核|\*)")  # 注：1. …
LABELLED = re.compile(r"^[\u4e00-\u9fff\s]{2,8}[：:]")  # 制表单位：… beside 2025年1月22日, above the header
UNTOLD_TITLE = re.compile(r"^(?:sheet|工作表|表)?\s*\d*$", re.IGNORECASE)  # Sheet1


_MOST_LABELLED = 3


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, first and last row and column (0-based)."""

    top: int
    left: int
    bottom: int
    right: int


def add_sheet(
    lines: LineCollector, title: str, texts: Mapping[tuple[int, int], str], merges: Sequence[Merge]
) -> None:
    """Adds a sheet: its name where it says something, then every block of rows between blank rows.

    ``texts`` maps (row, column) to what a cell shows.
    """
    check_cells(len(texts), lines.limits)
    cells = _anchored(texts, merges, lines.limits)
    if not cells:
        return
    if not UNTOLD_TITLE.match(title.strip()):
        lines.add_line(title)
    for block in _blocks(cells):
        _add_block(lines, block)


def _anchored(
    texts: Mapping[tuple[int, int], str], merges: Sequence[Merge], limits: ReadingLimits
) -> list[GridCell]:
    """Cells with words; a merged range has those of its first cell, whatever hides below the others."""
    cells: list[GridCell] = []
    last_row = max((row for (row, _), text in texts.items() if text.strip()), default=0)
    last_column = max((column for (_, column), text in texts.items() if text.strip()), default=0)
    check_cells(sum(max(0, min(merge.bottom, last_row) - merge.top + 1) for merge in merges), limits)
    by_row: dict[int, list[Merge]] = {}
    for merge in merges:
        for row in range(merge.top, min(merge.bottom, last_row) + 1):
            by_row.setdefault(row, []).append(merge)
    for (row, column), text in texts.items():
        if not text.strip():
            continue
        home = next((merge for merge in by_row.get(row, ()) if merge.left <= column <= merge.right), None)
        if home is None:
            cells.append(GridCell(text, row, column))
        elif (home.top, home.left) == (row, column):
            height = min(home.bottom, last_row) - row + 1
            width = min(home.right, last_column) - column + 1
            cells.append(GridCell(text, row, column, max(1, height), max(1, width)))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _blocks(cells: Sequence[GridCell]) -> Iterator[list[GridCell]]:
    """Runs of cells without a blank row between them."""
    block: list[GridCell] = []
    end = 0
    for cell in cells:
        if block and cell.row > end:
            yield block
            block = []
        block.append(cell)
        end = max(end, cell.row + cell.row_span)
    if block:
        yield block


def _add_block(lines: LineCollector, block: list[GridCell]) -> None:
    rows: dict[int, list[GridCell]] = {}
    for cell in block:
        rows.setdefault(cell.row, []).append(cell)
    numbers = sorted(rows)
    first = next((row for row in numbers if len(rows[row]) > 1 and not _is_labelled(rows, row)), None)
    if first is None:
        for cell in block:
            lines.add_line(cell.text)
        return
    last = max(numbers)
    while last > first and len(rows.get(last, [])) == 1 and NOTE_START.match(rows[last][0].text.strip()):
        last = max(row for row in numbers if row < last)
    for row in numbers:
        if row < first:
            lines.add_line("　".join(" ".join(cell.text.split()) for cell in rows[row]))
    lines.add_table(_squeezed([cell for cell in block if first <= cell.row <= last], first))
    for cell in block:
        if cell.row > last:
            lines.add_line(cell.text)


def _is_labelled(rows: Mapping[int, Sequence[GridCell]], row: int) -> bool:
    """A row above the header that says who made the table and when: few cells, one of them labelled, over a wider row."""
    cells, below = rows[row], rows.get(row + 1, ())
    few = len(cells) <= _MOST_LABELLED and len(below) > len(cells)
    return few and any(LABELLED.match(cell.text.strip()) for cell in cells)


def _squeezed(cells: Sequence[GridCell], first: int) -> list[GridCell]:
    """Without empty columns, and counted from the table's own first row. A cell's words fill its first column only."""
    used = sorted({cell.column for cell in cells})
    bottom = max(cell.row for cell in cells)
    return [
        GridCell(
            cell.text,
            cell.row - first,
            bisect_left(used, cell.column),
            min(cell.row_span, bottom - cell.row + 1),
            max(1, bisect_left(used, cell.column + cell.column_span) - bisect_left(used, cell.column)),
        )
        for cell in cells
    ]

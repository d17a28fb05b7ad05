"""Tables of the format made plain: titles that stand in their first rows come out, halves side by side come below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.source import Block, Paragraph, Table, TableCell
from ingest.tables.header_rows import Row, header_height

FEWEST_COLUMNS = 3
MOST_TITLE_CELLS = 2
MOST_HALVES = 3


def tidy_table(table: Table) -> list[Block]:
    """The titles above the header as paragraphs, then the table."""
    titles, rest = _without_titles(table)
    return [*titles, stack_halves(rest)]


def _without_titles(table: Table) -> tuple[list[Paragraph], Table]:
    """ "主要指标表" over the whole width, "单位：亿元" at the right: rows of few cells above a header."""
    grid = table.grid()
    if not grid or len(grid[0]) < FEWEST_COLUMNS:
        return [], table
    height = 0
    while height < len(grid) and _is_title_row(grid[height]):
        height += 1
    titles = [cell for cell in table.cells if cell.row < height]
    if not height or any(cell.row + cell.row_span > height for cell in titles):
        return [], table
    cells = tuple(replace(cell, row=cell.row - height) for cell in table.cells if cell.row >= height)
    rest = replace(table, cells=cells, cut_top=False)
    if not cells or not header_height(rest):
        return [], table
    ordered = sorted((cell for cell in titles if cell.text), key=lambda cell: (cell.row, cell.column))
    return [Paragraph(cell.words) for cell in ordered], rest


def _is_title_row(row: Row) -> bool:
    filled = {id(cell): cell for cell in row if cell is not None and cell.text}
    if not 0 < len(filled) <= MOST_TITLE_CELLS or len(filled) * 2 > len(row):
        return False
    return len(filled) == 1 or all(":" in cell.text or "：" in cell.text for cell in filled.values())


def stack_halves(table: Table) -> Table:
    """A wide table set in halves side by side, each under the same headings: the right half goes below the left."""
    height = header_height(table)
    if not height:
        return table
    grid = table.grid()
    headings = [[_text(row[column]) for row in grid[:height]] for column in range(len(grid[0]))]
    for parts in range(2, MOST_HALVES + 1):
        width, rest = divmod(len(headings), parts)
        halves = [headings[part * width : (part + 1) * width] for part in range(parts)]
        if not rest and width >= 2 and all(half == halves[0] for half in halves) and _differ(halves[0]):
            return replace(table, cells=_stacked(table.cells, height, width, len(grid) - height))
    return table


def _differ(headings: Sequence[list[str]]) -> bool:
    return len({tuple(heading) for heading in headings}) == len(headings) and any(map(any, headings))


def _stacked(cells: Sequence[TableCell], height: int, width: int, rows: int) -> tuple[TableCell, ...]:
    stacked: list[TableCell] = []
    for cell in cells:
        part, column = divmod(cell.column, width)
        if part and cell.row < height:
            continue
        span = min(cell.column_span, width - column)
        stacked.append(replace(cell, row=cell.row + part * rows, column=column, column_span=span))
    return tuple(stacked)


def _text(cell: TableCell | None) -> str:
    return "".join(cell.text.split()) if cell is not None else ""

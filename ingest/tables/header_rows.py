"""How many rows at the top of a table are headings (表头): by their words, or by the numbers that begin below them."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.number_grammar import is_value
from ingest.source import Table, TableCell
from ingest.tables.column_headings import BARE_YEAR, LONGEST_HEADING, ColumnKind, column_kind

FEWEST_HEADINGS = 2
MOST_HEADER_ROWS = 3
FEWEST_ROWS_BELOW = 2

Row = Sequence[TableCell | None]


def header_height(table: Table) -> int:
    """How many rows at the top are headings: 0 where the first row is none."""
    grid = table.grid()
    height = _height_by_words(grid)
    if not height:
        return _height_by_numbers(grid)
    while height < min(len(grid) - 1, MOST_HEADER_ROWS) and _is_below_spanning(
        grid[height], grid[height - 1]
    ):
        height += 1
    return height


def is_heading(text: str) -> bool:
    """Whether a cell may head a column: short, and no number unless a year."""
    plain = "".join(text.split())
    return len(plain) <= LONGEST_HEADING and bool(BARE_YEAR.match(plain) or not is_value(plain))


def _height_by_words(grid: Sequence[Row]) -> int:
    height = 0
    for row in grid:
        words = _words(row)
        kinds = [kind for text in words if (kind := column_kind(text)) is not None]
        short = all(len(text) <= LONGEST_HEADING for text in words)
        numbered = ColumnKind.NUMBER in kinds and short
        if len(kinds) < FEWEST_HEADINGS or (len(kinds) * 2 < len(words) and not numbered):
            break
        height += 1
    return height


def _words(row: Row) -> set[str]:
    return {cell.text for cell in row if cell is not None and cell.text}


def _is_below_spanning(row: Row, above: Row) -> bool:
    """ "绝对值", "增速" under "2024年计划": every new word of the row stands under a heading over several columns."""
    new = [
        (cell, over) for cell, over in zip(row, above, strict=True) if cell is not over and cell is not None
    ]
    filled = [(cell, over) for cell, over in new if cell.text]
    return bool(filled) and all(
        is_heading(cell.text) and over is not None and over.column_span > cell.column_span
        for cell, over in filled
    )


def _height_by_numbers(grid: Sequence[Row]) -> int:
    """The rows above the first row of numbers, where all their cells are headings: "县区 | 造林面积（亩） | 义务植树（万株）"."""
    for height in range(1, min(MOST_HEADER_ROWS, len(grid) - FEWEST_ROWS_BELOW) + 1):
        above = grid[height - 1]
        words = _words(above)
        if len(words) < FEWEST_HEADINGS or not all(is_heading(text) for text in words):
            return 0
        below = [row for row in grid[height:] if len(_words(row)) > 1][:FEWEST_ROWS_BELOW]
        filled = all(cell is not None and cell.text for cell in above[1:])
        if filled and len(below) == FEWEST_ROWS_BELOW and all(map(_is_row_of_numbers, below)):
            return height
    return 0


def _is_row_of_numbers(row: Row) -> bool:
    first, *others = row
    filled = [cell for cell in others if cell is not None and cell.text]
    numbers = [cell for cell in filled if is_value(cell.text)]
    return first is not None and bool(first.text) and bool(numbers) and 2 * len(numbers) >= len(others)

"""Tables that a page border cut are one again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.repair.line_shapes import SENTENCE_END, has_marker
from ingest.source import Block, RepairedText, Table, TableCell
from ingest.tables.header_rows import Row, header_height

FEWEST_ROWS = 2
MOSTLY = 0.8


def join_continued(blocks: Sequence[Block], repairs: dict[str, int]) -> list[Block]:
    """A table right behind a table with as many columns goes on with it, where it repeats the header or has none; a first
    row without a number goes on with the last row's cells."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Table) and isinstance(last, Table) and _continues(last, block):
            joined[-1] = _continued(last, block)
            repairs["continued_tables"] = repairs.get("continued_tables", 0) + 1
        else:
            joined.append(block)
    return joined


def _continues(table: Table, following: Table) -> bool:
    if not table.columns_known or not following.columns_known or not table.cells or not following.cells:
        return False
    grid, next_grid = table.grid(), following.grid()
    if len(grid[0]) != len(next_grid[0]) or _names_another_table(following):
        return False
    height = header_height(following)
    if height == 0:
        return header_height(table) > 0
    return _texts(grid[:height]) == _texts(next_grid[:height])


def _names_another_table(following: Table) -> bool:
    """A caption begins a new table, unless it says that the old one goes on ("续表1")."""
    return following.caption is not None and "续" not in following.caption.text


def _texts(rows: Sequence[Sequence[TableCell | None]]) -> list[list[str]]:
    return [["".join(cell.text.split()) if cell else "" for cell in row] for row in rows]


def _continued(table: Table, following: Table) -> Table:
    height = header_height(following)
    grid = table.grid()
    offset = len(grid) - height
    added = [cell for cell in following.cells if cell.row >= height]
    cells = list(table.cells)
    if added:
        cut = table.cut_bottom and following.cut_top
        first = following.grid()[height]
        whole_row = cut or _is_rest_of_row(grid, first)
        rests = {
            cell.column: cell
            for cell in added
            if cell.row == height and (whole_row or _is_rest_of_span(cell, grid[-1]))
        }
        cells = [_with_rest(cell, rests, len(grid) - 1, same_row=whole_row) for cell in cells]
        added = [cell for cell in added if cell.row > height or cell.column not in rests]
        offset -= whole_row
    cells += [replace(cell, row=cell.row + offset) for cell in added]
    repeated = [cell.words for cell in following.cells if cell.row < height]
    return replace(
        table,
        cells=tuple(cells),
        repeated=(*table.repeated, *repeated),
        cut_bottom=following.cut_bottom,
    )


def _is_rest_of_row(rows: Sequence[Row], first: Row) -> bool:
    """Whether a page border cut the last row and ``first`` is its rest: its number stands on the page before, or the sentence
    of its widest column stops short there."""
    last = rows[-1]
    if not last or not first or last[0] is None:
        return False
    if last[0].text.strip().isdigit():
        return first[0] is None or not first[0].text
    wide = max(range(len(last)), key=lambda column: sum(len(_own_text(row, column)) for row in rows))
    above = [text for row in rows[:-1] if (text := _own_text(row, wide))]
    sentences = sum(bool(SENTENCE_END.search(text)) for text in above)
    rest = _own_text(first, wide)
    if len(above) < FEWEST_ROWS or sentences < len(above) / 2 or has_marker(rest):
        return False
    filled = [column for column in range(len(first)) if _own_text(first, column)]
    lost = any(_own_text(last, column) for column in range(len(last)) if column not in filled)
    if not SENTENCE_END.search(_own_text(last, wide)):
        return bool(rest) and (lost or sentences >= MOSTLY * len(above))
    return lost and len(filled) == 1


def _own_text(row: Row, column: int) -> str:
    """The words of a cell that stands in this row and column alone."""
    cell = row[column] if column < len(row) else None
    return cell.text.strip() if cell is not None and cell.row_span == cell.column_span == 1 else ""


def _is_rest_of_span(cell: TableCell, last: Sequence[TableCell | None]) -> bool:
    """The empty second half of a cell over several rows that a page border parts: its words stand on the page before."""
    above = last[cell.column] if cell.column < len(last) else None
    if cell.text or above is None or (above.column, above.column_span) != (cell.column, cell.column_span):
        return False
    return cell.row_span > 1 or (above.row_span > 1 and cell.column == 0)


def _with_rest(cell: TableCell, rests: Mapping[int, TableCell], row: int, *, same_row: bool) -> TableCell:
    """A cell of the last row with its rest of the next page, which begins in the same row or in the one below."""
    rest = rests.get(cell.column)
    if rest is None or cell.row + cell.row_span - 1 != row:
        return cell
    words = RepairedText.join([cell.words, rest.words]) if rest.text else cell.words
    return replace(cell, words=words, row_span=cell.row_span + rest.row_span - same_row)

"""Rows of a table with tabs that lost their merged cells: a browser copies a cell that spans rows or columns only once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ingest.number_grammar import is_value
from ingest.source import RepairedText, TableCell
from ingest.tables.column_headings import YEAR, ColumnKind, column_kind
from ingest.tables.duty_cells import is_list_of_units, is_time_cell
from ingest.tables.flat_cells import ATTRIBUTE, LONGEST_VALUE_IN_WORDS
from ingest.tables.flat_header import ROW_NUMBER

WORDY = (ColumnKind.CATEGORY, ColumnKind.NAME, ColumnKind.TASK, ColumnKind.TARGET)
FEWEST_HEADINGS = 3
MOST_COLUMNS = 20
MOST_MERGED = 3
"""More merged cells in one row are not looked for: the choices grow fast."""

Row = list[RepairedText]
Kinds = tuple[ColumnKind | None, ...]


def align_ragged_rows(rows: Sequence[Row]) -> tuple[TableCell, ...] | None:
    """The cells of the table with merged cells in their places, or ``None`` where no row is short of one."""
    kinds = tuple(column_kind(words.text) for words in rows[0])
    if len([kind for kind in kinds if kind is not None]) < FEWEST_HEADINGS or kinds[-1] is None:
        return None
    header = _header(rows, kinds)
    cells, kinds, height = header
    if len(kinds) > MOST_COLUMNS or any(len(row) > len(kinds) for row in rows[height:]):
        return None
    short = [row for row in rows[height:] if len(row) < len(kinds)]
    if height == 1 and not any(_missing_columns(row, kinds) for row in short):
        return None
    above: dict[int, int] = {}
    for number, row in enumerate(rows[height:], height):
        if len(row) == 1:
            cells.append(TableCell(row[0], number, 0, 1, len(kinds)))
            above.clear()
            continue
        missing = _missing_columns(row, kinds) or ()
        kept = [column for column in range(len(kinds)) if column not in missing]
        for column in missing:
            if column in above:
                cell = cells[above[column]]
                cells[above[column]] = TableCell(cell.words, cell.row, column, number - cell.row + 1)
        for column, words in zip(kept, row, strict=False):
            if words.text:
                above[column] = len(cells)
                cells.append(TableCell(words, number, column))
    return tuple(cells)


def _header(rows: Sequence[Row], kinds: Kinds) -> tuple[list[TableCell], Kinds, int]:
    """The cells of one or two header rows, the kinds of all columns, and the number of header rows."""
    first = rows[0]
    below = rows[1] if len(rows) > 1 else []
    below_kinds = tuple(column_kind(words.text) for words in below)
    spanning = [
        at for at, kind in enumerate(kinds) if kind is ColumnKind.VALUE and not YEAR.search(first[at].text)
    ]
    is_second = len(below) > 1 and set(below_kinds) == {ColumnKind.VALUE} and spanning
    if not is_second:
        return [TableCell(words, 0, column) for column, words in enumerate(first)], kinds, 1
    at = spanning[0]
    wide = len(below)
    cells = [
        TableCell(
            words,
            0,
            column + (wide - 1) * (column > at),
            1 if column == at else 2,
            wide if column == at else 1,
        )
        for column, words in enumerate(first)
    ]
    cells += [TableCell(words, 1, at + offset) for offset, words in enumerate(below)]
    return cells, (*kinds[:at], *below_kinds, *kinds[at + 1 :]), 2


def _missing_columns(row: Row, kinds: Kinds) -> tuple[int, ...] | None:
    """The columns of words that a short row shares with the row above, ``None`` where it fits as it stands."""
    texts = [words.text for words in row]
    missing = len(kinds) - len(texts)
    if not 0 < missing <= MOST_MERGED or len(texts) < 2 or _fits(texts, kinds):
        return None
    candidates = [column for column, kind in enumerate(kinds) if kind in WORDY]
    for left_out in combinations(candidates, missing):
        if _fits(texts, tuple(kind for column, kind in enumerate(kinds) if column not in left_out)):
            return left_out
    return None


def _fits(texts: Sequence[str], kinds: Kinds) -> bool:
    has_units = ColumnKind.UNITS in kinds
    return all(_fits_kind(text, kind, has_units) for text, kind in zip(texts, kinds, strict=False))


def _fits_kind(text: str, kind: ColumnKind | None, has_units: bool) -> bool:
    if not text:
        return True
    if kind is ColumnKind.NUMBER:
        return bool(ROW_NUMBER.match(text))
    if kind in WORDY:
        return not (is_value(text) or ATTRIBUTE.match(text) or (has_units and is_list_of_units(text)))
    if kind is ColumnKind.MEASURE:
        return not is_value(text) and not ATTRIBUTE.match(text)
    if kind is ColumnKind.VALUE:
        return not ATTRIBUTE.match(text) and (is_value(text) or len(text) <= LONGEST_VALUE_IN_WORDS)
    if kind is ColumnKind.ATTRIBUTE:
        return bool(ATTRIBUTE.match(text)) or is_value(text)
    if kind is ColumnKind.UNITS:
        return is_list_of_units(text) or is_value(text)
    return is_time_cell(text) or is_value(text) if kind is ColumnKind.DEADLINE else True

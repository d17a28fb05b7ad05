"""Responsibility lists whose cells stand one a line, read back into columns where every row fills its unit columns.

Units are told from tasks by their names. Only where the rows agree, one line for each column of units, do the lines say
which column a unit stood in; where they do not, the borders are lost and the roles can only be inferred.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.repair.line_shapes import CAPTION_NUMBERED, CHAPTER, NUMBERED, SENTENCE_END
from ingest.repair.split_lines import Line
from ingest.source import RepairedText, Table, TableCell
from ingest.tables.column_headings import ColumnKind
from ingest.tables.duty_cells import NO_ENTRY, is_closing_cell, is_list_of_units, is_time_cell
from ingest.tables.flat_header import Header, is_row_number

# "张三", "王某某、李某某" in the column 责任领导
PERSONS = re.compile(r"^[\u4e00-\u9fff×*]{2,4}(?:[、，,\s][\u4e00-\u9fff×*]{2,4})*$")
PERSON_HEADING = re.compile(r"领导$|责任人|联系人")
LISTING = re.compile(r"[，、]")
CUT_LIST = re.compile(r"[、，,]$")
# "二、深化改革", "（三）纳税": a heading over the rows below it
GROUP = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])[^。；]{2,30}$"
)
TEXT_KINDS = frozenset({ColumnKind.CATEGORY, ColumnKind.TASK, ColumnKind.NAME, ColumnKind.TARGET, None})
MOST_LINES_A_ROW = 30
LONGEST_GROUP = 24
FEWEST_ROWS = 2
FULL_ROWS = 0.8


@dataclass(frozen=True, slots=True)
class FlatDuties:
    """The recovered table and the line behind its last cell."""

    table: Table
    end: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's cells by column (the number's apart), and whether every column of units has one."""

    cells: tuple[tuple[int, RepairedText], ...]
    is_full: bool


def recover_flat_duties(lines: Sequence[Line], header: Header) -> FlatDuties | None:
    """The list under a header, or ``None`` where its rows do not show their columns."""
    if header.number_column not in (0, None) or not _text_then_units(header):
        return None
    return _numbered(lines, header) if header.number_column == 0 else _unnumbered(lines, header)


def _numbered(lines: Sequence[Line], header: Header) -> FlatDuties | None:
    rows: list[tuple[RepairedText | None, _Row]] = []
    groups: dict[int, list[RepairedText]] = {}
    at, number = header.end, 1
    while True:
        at = _take_groups(lines, at, groups.setdefault(len(rows), []))
        if at >= len(lines) or not is_row_number(lines[at].text, number):
            if not rows or at >= len(lines) or not groups[len(rows)] or not is_row_number(lines[at].text, 1):
                break
            number = 1
        found = _row_behind(lines, at, number, header)
        if found is None:
            return None
        row, end = found
        rows.append((lines[at].words, row))
        at = _past_repeated_header(lines, end, header)
        number += 1
    if len(rows) < FEWEST_ROWS or sum(row.is_full for _, row in rows) < FULL_ROWS * len(rows):
        return None
    left = groups.pop(len(rows), [])
    return FlatDuties(_table(header, rows, groups), at - len(left))


def _unnumbered(lines: Sequence[Line], header: Header) -> FlatDuties | None:
    """Rows without numbers: words, then units and dates. Without numbers that part the rows, every row must be full."""
    rows: list[tuple[RepairedText | None, _Row]] = []
    groups: dict[int, list[RepairedText]] = {}
    wordy = sum(kind in TEXT_KINDS for kind in header.kinds)
    at = header.end
    while at < len(lines):
        headings: list[RepairedText] = []
        first = _take_groups(lines, _past_repeated_header(lines, at, header), headings)
        words = _run(lines, first, closing=False)
        stop = _run(lines, words, closing=True)
        if words == first or stop == words:
            break
        if words - first == wordy + 1 and _is_title_like(lines[first].text):
            headings.append(lines[first].words)
            first += 1
        groups[len(rows)] = headings
        at, count = first, words - first
        row = _read_row(_whole_cells(lines[at:stop], header), header)
        if row is None or not row.is_full or count > wordy:
            return None
        rows.append((None, row))
        at = stop
    return FlatDuties(_table(header, rows, groups), at) if len(rows) >= FEWEST_ROWS else None


def _run(lines: Sequence[Line], at: int, *, closing: bool) -> int:
    """Behind the lines that name units or dates (``closing``), or that do not."""
    while at < len(lines) and not _is_boundary(lines[at].text) and is_closing_cell(lines[at].text) is closing:
        at += 1
    return at


def _is_title_like(text: str) -> bool:
    """Whether a line may be a heading over rows: short, no sentence and no part of one."""
    return len(text) <= LONGEST_GROUP and not SENTENCE_END.search(text) and not LISTING.search(text)


def _text_then_units(header: Header) -> bool:
    """Columns of words first, then units, dates and notes: else a line's column cannot be told from its kind."""
    kinds = [kind for kind in header.kinds if kind is not ColumnKind.NUMBER]
    words = [kind in TEXT_KINDS for kind in kinds]
    return ColumnKind.UNITS in kinds and any(words) and words == sorted(words, reverse=True)


def _take_groups(lines: Sequence[Line], at: int, groups: list[RepairedText]) -> int:
    while at < len(lines) and GROUP.match(lines[at].text):
        groups.append(lines[at].words)
        at += 1
    return at


def _past_repeated_header(lines: Sequence[Line], at: int, header: Header) -> int:
    titles = header.lines(lines)
    return at + len(titles) if [line.text for line in lines[at : at + len(titles)]] == titles else at


def _row_behind(lines: Sequence[Line], at: int, number: int, header: Header) -> tuple[_Row, int] | None:
    """The row whose number stands at a line, and where it ends: at the next number, or, for the last row, where its columns
    are filled."""
    for end in range(at + 2, min(len(lines), at + 1 + MOST_LINES_A_ROW) + 1):
        if end < len(lines) and _ends_row(lines, end, number, header):
            row = _read_row(_whole_cells(lines[at + 1 : end], header), header)
            return (row, end) if row is not None else None
        if end == len(lines) or _is_boundary(lines[end].text):
            return _last_row(lines, at, end, header)
    return _last_row(lines, at, min(len(lines), at + 1 + MOST_LINES_A_ROW), header)


def _ends_row(lines: Sequence[Line], at: int, number: int, header: Header) -> bool:
    following = at = _past_repeated_header(lines, at, header)
    while following < len(lines) and GROUP.match(lines[following].text):
        following += 1
    if following >= len(lines):
        return False
    text = lines[following].text
    return is_row_number(text, number + 1) or (following > at and is_row_number(text, 1))


def _is_boundary(text: str) -> bool:
    return bool(
        CHAPTER.match(text)
        or CAPTION_NUMBERED.match(text)
        or NUMBERED.match(text)
        or text.startswith(("附件", "（此件", "(此件"))
    )


def _last_row(lines: Sequence[Line], at: int, stop: int, header: Header) -> tuple[_Row, int] | None:
    """What stands behind the list is no part of its last row: it ends where most of its columns are filled first."""
    best: tuple[_Row, int] | None = None
    for end in range(at + 2, stop + 1):
        row = _read_row(_whole_cells(lines[at + 1 : end], header), header)
        following = lines[end].text if end < stop else ""
        goes_on = CUT_LIST.search(lines[end - 1].text) or (
            _has_one_column_of_units(header) and is_list_of_units(following)
        )
        if row is None or not row.is_full or goes_on:
            continue
        if best is None or _said(row, header) > _said(best[0], header):
            best = (row, end)
    return best


def _said(row: _Row, header: Header) -> int:
    """How many units and dates a row states; a dash states none."""
    kinds = (ColumnKind.UNITS, ColumnKind.DEADLINE)
    return sum(
        header.kinds[column] in kinds and not NO_ENTRY.match(words.text) for column, words in row.cells
    )


def _has_one_column_of_units(header: Header) -> bool:
    return header.kinds.count(ColumnKind.UNITS) == 1


def _whole_cells(lines: Sequence[Line], header: Header) -> list[RepairedText]:
    """A list of units that a line's end cut after its comma goes on in the next line; where there is one column of units,
    all lines of units are its."""
    whole: list[RepairedText] = []
    for words in (line.words for line in lines):
        units = bool(whole) and is_list_of_units(whole[-1].text) and is_list_of_units(words.text)
        if units and (_has_one_column_of_units(header) or CUT_LIST.search(whole[-1].text)):
            whole[-1] = RepairedText.join([whole[-1], words], "\n")
        else:
            whole.append(words)
    return whole


def _fits(text: str, kind: ColumnKind | None, heading: str) -> bool:
    if NO_ENTRY.match(text):
        return True
    if PERSON_HEADING.search(heading):
        return bool(PERSONS.match(text))
    if kind is ColumnKind.UNITS:
        return is_list_of_units(text)
    return is_time_cell(text) if kind is ColumnKind.DEADLINE else kind is ColumnKind.NOTE


def _read_row(words: list[RepairedText], header: Header) -> _Row | None:
    """Cells under their columns. The last columns may be empty, and the first, where it was merged over several rows."""
    columns = [column for column, kind in enumerate(header.kinds) if kind is not ColumnKind.NUMBER]
    wordy = [column for column in columns if header.kinds[column] in TEXT_KINDS]
    closing = [column for column in columns if column not in wordy]
    for left_out in _droppable(closing, header):
        kept = [column for column in closing if column not in left_out]
        cut = len(words) - len(kept)
        if not kept or cut < 1:
            continue
        tail = words[cut:]
        if not all(
            _fits(w.text, header.kinds[c], header.titles[c].text) for w, c in zip(tail, kept, strict=True)
        ):
            continue
        if any(is_list_of_units(part.text) for part in words[1:cut]):
            return None
        texts = _under_words(words[:cut], wordy)
        is_full = all(column in kept for column in closing if header.kinds[column] is ColumnKind.UNITS)
        return _Row((*texts, *zip(kept, tail, strict=True)), is_full)
    return None


def _droppable(closing: Sequence[int], header: Header) -> list[tuple[int, ...]]:
    """Which columns may be empty in a row, the likeliest first: none, the note, the date, both, the last units."""
    notes = tuple(column for column in closing if header.kinds[column] is ColumnKind.NOTE)
    dates = tuple(column for column in closing if header.kinds[column] is ColumnKind.DEADLINE)
    units = tuple(column for column in closing if header.kinds[column] is ColumnKind.UNITS)
    last = units[-1:] if len(units) > 1 else ()
    choices = [(), notes, dates, (*notes, *dates), last, (*last, *notes), (*last, *notes, *dates)]
    return list(dict.fromkeys(choices))


def _under_words(words: list[RepairedText], columns: list[int]) -> tuple[tuple[int, RepairedText], ...]:
    """Fewer cells than columns of words: the first was merged with the row above. More: the last was set in several lines."""
    if len(words) > len(columns):
        last = RepairedText.join(words[len(columns) - 1 :], "\n")
        words = [*words[: len(columns) - 1], last]
    return tuple(zip(columns[len(columns) - len(words) :], words, strict=True))


def _table(
    header: Header, rows: Sequence[tuple[RepairedText | None, _Row]], groups: dict[int, list[RepairedText]]
) -> Table:
    cells = [TableCell(words, 0, column) for column, words in enumerate(header.titles)]
    line = 1
    merged: dict[int, int] = {}
    for index, (number, row) in enumerate(rows):
        for words in groups.get(index, []):
            cells.append(TableCell(words, line, 0, 1, len(header.kinds)))
            merged.clear()
            line += 1
        if number is not None:
            cells.append(TableCell(number, line, 0))
        first = min(column for column, _ in row.cells)
        for column in range(first):
            if column in merged:
                above = cells[merged[column]]
                cells[merged[column]] = TableCell(above.words, above.row, column, line - above.row + 1)
        for column, words in row.cells:
            if header.kinds[column] in TEXT_KINDS:
                merged[column] = len(cells)
            cells.append(TableCell(words, line, column))
        line += 1
    return Table(tuple(cells))

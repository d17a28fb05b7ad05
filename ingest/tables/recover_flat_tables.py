"""Tables whose cells stand one a line (HTML copied as text): columns come back from the header and the row numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.number_grammar import is_value
from ingest.repair.line_shapes import ANNEX, CAPTION_NUMBERED, CHAPTER, NUMBERED
from ingest.repair.split_lines import Line
from ingest.source import Table, TableCell
from ingest.tables.column_headings import ColumnKind
from ingest.tables.flat_cells import (
    ATTRIBUTE,
    LONGEST_VALUE,
    MOST_LINES_A_ROW,
    UNIT_LINE,
    FlatTable,
    Row,
    fits_strictly,
    is_group,
    read_row,
    table_of,
)
from ingest.tables.flat_header import Header, is_row_number, read_header
from ingest.tables.recover_flat_duties import recover_flat_duties
from ingest.tables.recover_regular_rows import recover_regular_rows

# "（1）" of a part of the row above it
PART_NUMBER = re.compile(r"^[（(]\d{1,2}[)）]$")


def recover_flat_table(lines: Sequence[Line], header: Header) -> FlatTable | None:
    """The table under a header, or ``None`` where the lines below it are no rows of one."""
    duties = recover_flat_duties(lines, header)
    if duties is not None:
        return FlatTable(duties.table, duties.end)
    if header.number_column is not None:
        numbered = _numbered_rows(lines, header)
        narrower = header.without_spanning()
        if narrower is not None and (numbered is None or _is_short_throughout(numbered.table)):
            numbered = _numbered_rows(lines, narrower) or numbered
        if numbered is not None:
            return numbered
    if ColumnKind.UNITS in header.kinds:
        projects = ColumnKind.VALUE not in header.kinds and header.number_column is None
        found = (
            recover_regular_rows(lines, header) if projects and ColumnKind.DEADLINE in header.kinds else None
        )
        return found or _without_columns(lines, header)
    return recover_regular_rows(lines, header) if header.number_column is None else None


def _is_short_throughout(table: Table) -> bool:
    """Whether every row has one cell over several value columns: then a heading stood over them, and is no column."""
    rows = {cell.row for cell in table.cells if cell.row and cell.column}
    return bool(rows) and rows == {cell.row for cell in table.cells if cell.column and cell.column_span > 1}


# -- rows with numbers --------------------------------------------------------------------------------------------------


def _numbered_rows(lines: Sequence[Line], header: Header) -> FlatTable | None:
    column = header.number_column or 0
    after = header.kinds[column + 1 :]
    at = _find_number(lines, header.end, 1, header.end + 3 + column)
    if at is None:
        return None
    rows: list[Row] = []
    prefix = list(range(header.end, at))
    number = count = 1
    while True:
        rows += [[(0, len(header.kinds), lines[index].words)] for index in prefix]
        following, number = _next_row(lines, header, at, number, after)
        stop = _end_of_last_row(lines, at, after) if following is None else following
        content = _without_repeated_header(lines, header, list(range(at + 1, stop)))
        cells, prefix = (content, []) if following is None else _split_prefix(lines, content, after)
        if following is None:
            cells += _further_rows(lines, cells, after)
        for part, (own, taken) in enumerate(_rows_in(lines, cells, after)):
            row = read_row(lines, taken, after, column + 1)
            if row is None:
                return None
            label = at if part == 0 else own
            rows.append([(column, 1, lines[label].words), *row] if label is not None else row)
        if following is None:
            return FlatTable(table_of(header, rows), cells[-1] + 1) if count > 1 else None
        at = following
        count += 1


def _rows_in(
    lines: Sequence[Line], cells: list[int], after: tuple[ColumnKind | None, ...]
) -> list[tuple[int | None, list[int]]]:
    """The rows between two numbers: one, or more where parts of it have rows of their own ("其中：…", "（1）…"); each with the
    line of its own number."""
    rows: list[tuple[int | None, list[int]]] = []
    at = 0
    while at < len(cells):
        own = cells[at] if rows and PART_NUMBER.match(lines[cells[at]].text) else None
        at += own is not None
        taken = cells[at : at + len(after)]
        if not fits_strictly([lines[index].text for index in taken], after):
            return [(None, cells)]
        rows.append((own, taken))
        at += len(after)
    return rows or [(None, cells)]


def _further_rows(lines: Sequence[Line], cells: list[int], after: tuple[ColumnKind | None, ...]) -> list[int]:
    """Lines behind the last numbered row that are rows of its parts."""
    if not cells or len(cells) != len(after):
        return []
    further: list[int] = []
    at = cells[-1] + 1
    while at < len(lines):
        first = at + bool(PART_NUMBER.match(lines[at].text))
        taken = list(range(first, first + len(after)))
        if taken[-1] >= len(lines) or not fits_strictly([lines[index].text for index in taken], after):
            break
        further += range(at, taken[-1] + 1)
        at = taken[-1] + 1
    return further


def _next_row(
    lines: Sequence[Line], header: Header, at: int, number: int, after: tuple[ColumnKind | None, ...]
) -> tuple[int | None, int]:
    """Where the next row's number stands, and which it is: the following one, or 1 again below a group heading."""
    following = _next_number(lines, header, at, number + 1, after)
    if following is None and number > 1:
        restart = _next_number(lines, header, at, 1, after)
        if restart is not None and is_group(lines[restart - 1].text):
            return restart, 1
    return following, number + 1


def _find_number(lines: Sequence[Line], start: int, number: int, stop: int) -> int | None:
    return next(
        (i for i in range(start, min(stop, len(lines))) if is_row_number(lines[i].text, number)), None
    )


def _is_alike(number: str, first: str) -> bool:
    """Whether two row numbers are of one kind: "（2）" below "1" is a part of that row."""
    return bool(PART_NUMBER.match(number)) == bool(PART_NUMBER.match(first))


def _next_number(
    lines: Sequence[Line], header: Header, at: int, number: int, after: tuple[ColumnKind | None, ...]
) -> int | None:
    """The line of the next row's number. A value may look like it, so the cells in between must fit the columns, and
    what follows must not be a value where a name is due."""
    reach = min(len(lines), at + MOST_LINES_A_ROW + len(header.kinds))
    boundary = next(
        (i for i in range(at + 1, reach) if CHAPTER.match(lines[i].text) or _is_box(lines[i].text)), reach
    )
    candidates = [
        index
        for index in range(at + 1, boundary)
        if is_row_number(lines[index].text, number)
        and _is_alike(lines[index].text, lines[at].text)
        and index + 1 < len(lines)
        and not is_value(lines[index + 1].text)
        and not NUMBERED.match(lines[index + 1].text)
        and not CHAPTER.match(lines[index + 1].text)
    ]
    for index in candidates:
        content = _without_repeated_header(lines, header, list(range(at + 1, index)))
        cells, _ = _split_prefix(lines, content, after)
        if read_row(lines, cells, after, 0) is not None and len(cells) >= min(len(after), 2):
            return index
    return candidates[0] if candidates else None


def _is_box(text: str) -> bool:
    return bool(CAPTION_NUMBERED.match(text))


def _without_repeated_header(lines: Sequence[Line], header: Header, content: list[int]) -> list[int]:
    """A header that a page border repeats inside a row or between two is dropped."""
    titles = header.lines(lines)
    kept: list[int] = []
    position = 0
    while position < len(content):
        window = [lines[index].text for index in content[position : position + len(titles)]]
        if window == titles:
            position += len(titles)
            continue
        kept.append(content[position])
        position += 1
    return kept


def _split_prefix(
    lines: Sequence[Line], content: list[int], after: tuple[ColumnKind | None, ...]
) -> tuple[list[int], list[int]]:
    """Cells of the row itself, and behind them the group heading or category of the next row."""
    if ColumnKind.ATTRIBUTE in after:
        behind = len(after) - 1 - after.index(ColumnKind.ATTRIBUTE)
        ends = [p for p, index in enumerate(content) if ATTRIBUTE.match(lines[index].text)]
        if ends and len(content) - 1 - ends[-1] > behind:
            cut = ends[-1] + 1 + behind
            return content[:cut], content[cut:]
        return content, []
    last = lines[content[-1]].text if content else ""
    is_unit = ColumnKind.UNITS in after and UNIT_LINE.match(last) is not None
    if len(content) == len(after) + 1 and is_group(last) and not is_unit:
        return content[:-1], content[-1:]
    return content, []


def _end_of_last_row(lines: Sequence[Line], at: int, after: tuple[ColumnKind | None, ...]) -> int:
    """Behind the last number stand as many cells as there are columns, fewer where a heading comes before."""
    stop = at + 1
    while stop < len(lines) and stop - at <= len(after):
        text = lines[stop].text
        kind = after[stop - at - 1]
        if after[-1] is ColumnKind.ATTRIBUTE and ATTRIBUTE.match(
            text
        ):  # a merged category makes the row short
            return stop + 1
        if CHAPTER.match(text) or _is_box(text):
            break
        if kind in (ColumnKind.VALUE, ColumnKind.ATTRIBUTE) and (
            len(text) > LONGEST_VALUE or NUMBERED.match(text)
        ):
            break
        stop += 1
    if after and after[-1] is ColumnKind.UNITS and stop - at - 1 == len(after):
        while stop < len(lines) and UNIT_LINE.match(lines[stop].text):
            stop += 1
    return stop


def _ends_list(text: str) -> bool:
    """A chapter, a box, an annex or "（此件公开发布）" is no cell of the list above it."""
    return (
        bool(CHAPTER.match(text) or ANNEX.match(text))
        or _is_box(text)
        or text.startswith(("（此件", "(此件"))
    )


# -- borders lost -------------------------------------------------------------------------------------------------------


def _without_columns(lines: Sequence[Line], header: Header) -> FlatTable | None:
    """A responsibility list whose borders between columns are lost: every line is a cell of its own row."""
    end = header.end
    while end < len(lines) and not _ends_list(lines[end].text):
        following = read_header(lines, end)
        if following is not None and following.kinds != header.kinds:
            break
        end += 1
    if end - header.end < 2:
        return None
    cells = tuple(TableCell(line.words, row, 0) for row, line in enumerate(lines[header.start : end]))
    return FlatTable(Table(cells, columns_known=False), end)

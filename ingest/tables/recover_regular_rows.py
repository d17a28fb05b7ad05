"""Rows of a table that stand one cell a line and carry no numbers: told by their regularity, or by the attribute that ends them."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.number_grammar import is_value, read_cell
from ingest.repair.split_lines import Line
from ingest.source import RepairedText
from ingest.tables.column_headings import HEADING_MEASURE, ColumnKind
from ingest.tables.duty_cells import is_list_of_units, is_time_cell
from ingest.tables.flat_cells import ATTRIBUTE, FlatTable, Row, fits_column, fits_strictly, is_group, table_of
from ingest.tables.flat_header import FEWEST_OF_PROJECTS, Header
from ingest.tables.split_measure import is_measure, split_measure

MOST_LINES_A_ROW = 16
FEWEST_ROWS = 2


def recover_regular_rows(lines: Sequence[Line], header: Header) -> FlatTable | None:
    """The table under a header without a column of numbers, or ``None`` where the lines below it are no rows of one."""
    found = _equal_rows(lines, header) or _rows_by_attribute(lines, header)
    if found is None and ColumnKind.VALUE not in header.kinds and len(header.kinds) > FEWEST_OF_PROJECTS:
        return recover_regular_rows(lines, header.without_last(lines))
    return found


def _equal_rows(lines: Sequence[Line], header: Header) -> FlatTable | None:
    """As many cells as columns, values under value columns."""
    count = len(header.kinds)
    rows: list[Row] = []
    groups: list[Row] = []
    at = end = header.end
    while at + count <= len(lines):
        if _is_header(lines, at, header):
            at += header.end - header.start
            continue
        row = _row_at(lines, at, header)
        if row is not None:
            rows += [*groups, row]
            groups = []
            at += count
            end = at
        elif is_group(lines[at].text) and _row_at(lines, at + 1, header) is not None:
            groups.append([(0, count, lines[at].words)])
            at += 1
        else:
            break
    return _whole(rows, header, end, lines)


def _whole(rows: list[Row], header: Header, end: int, lines: Sequence[Line]) -> FlatTable | None:
    """The table, unless rows go on behind its end that were not read: half a table says wrong things about the other half."""
    goes_on = ColumnKind.ATTRIBUTE in header.kinds and any(
        ATTRIBUTE.match(line.text) for line in lines[end : end + MOST_LINES_A_ROW]
    )
    if goes_on or sum(len(row) > 1 for row in rows) < FEWEST_ROWS:
        return None
    return FlatTable(table_of(header, rows), end)


def _is_header(lines: Sequence[Line], at: int, header: Header) -> bool:
    titles = header.lines(lines)
    return [line.text for line in lines[at : at + len(titles)]] == titles


def _row_at(lines: Sequence[Line], at: int, header: Header) -> Row | None:
    cells = list(lines[at : at + len(header.kinds)])
    if len(cells) < len(header.kinds):
        return None
    if ColumnKind.VALUE not in header.kinds:
        fits = _is_project([line.text for line in cells], header)
        return [(column, 1, line.words) for column, line in enumerate(cells)] if fits else None
    if _has_measure([line.text for line in cells], header) and fits_strictly(
        [line.text for line in cells], header.kinds
    ):
        return [(column, 1, line.words) for column, line in enumerate(cells)]
    for line, kind in zip(cells, header.kinds, strict=True):
        text = line.text
        if (
            not fits_column(text, kind)
            or (kind is ColumnKind.VALUE and not is_value(text))
            or (kind in (ColumnKind.NAME, ColumnKind.CATEGORY) and is_value(text))
        ):
            return None
    return [(column, 1, line.words) for column, line in enumerate(cells)]


def _is_project(texts: Sequence[str], header: Header) -> bool:
    """Whether lines are a project: a date where its years are due, a number under a heading with a measure (总投资（万元）)."""
    for text, kind, title in zip(texts, header.kinds, header.titles, strict=True):
        if kind is ColumnKind.DEADLINE:
            fits = is_time_cell(text) or read_cell(text).missing
        elif kind is ColumnKind.UNITS:
            fits = is_list_of_units(text) or read_cell(text).missing
        elif HEADING_MEASURE.search(title.text):
            fits = is_value(text)
        else:
            fits = not is_value(text) and not is_time_cell(text)
        if not fits:
            return False
    return True


def _has_measure(texts: Sequence[str], header: Header) -> bool:
    """Whether a unit of measure stands where the row has its own: then a value may be words ("完成上级下达任务")."""
    kinds = header.kinds
    if ColumnKind.MEASURE in kinds:
        text = texts[kinds.index(ColumnKind.MEASURE)]
        return is_measure(text) or read_cell(text).missing
    return ColumnKind.NAME in kinds and split_measure(texts[kinds.index(ColumnKind.NAME)])[1] is not None


def _rows_by_attribute(lines: Sequence[Line], header: Header) -> FlatTable | None:
    """Rows that end with 预期性 or 约束性: a row without a category shares the one above, values may be words (合理区间)."""
    if header.kinds[-1] is not ColumnKind.ATTRIBUTE:
        return None
    rows: list[Row] = []
    at = header.end
    while at < len(lines):
        if _is_header(lines, at, header):
            at += header.end - header.start
            continue
        stop = min(len(lines), at + MOST_LINES_A_ROW)
        last = next((i for i in range(at, stop) if ATTRIBUTE.match(lines[i].text)), None)
        words = [line.words for line in lines[at : last + 1]] if last else []
        group: list[Row] = []
        if len(words) == len(header.kinds) + 1 and is_group(words[0].text):
            group = [[(0, len(header.kinds), words[0])]]
        row = _row_of(words[len(group) :], header, bool(rows)) if words else None
        if row is None or last is None:
            break
        rows += [*group, row]
        at = last + 1
    return _whole(rows, header, at, lines)


def _row_of(words: list[RepairedText], header: Header, is_further: bool) -> Row | None:
    kinds = header.kinds
    first = 1 if kinds[0] is ColumnKind.CATEGORY and is_further and len(words) == len(kinds) - 1 else 0
    if not fits_strictly([part.text for part in words], kinds[first:]):
        return None
    return [(first + column, 1, part) for column, part in enumerate(words)]

"""Tables whose cells stand one a line (HTML copied as text): columns come back from the header and the row numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.column_headings import ColumnKind
from ingest.flat_header import ROW_NUMBER, Header, read_header
from ingest.number_grammar import is_value
from ingest.recover_flat_duties import recover_flat_duties
from ingest.repair.line_shapes import CAPTION_NUMBERED, CHAPTER, NUMBERED, SENTENCE_END
from ingest.repair.split_lines import Line
from ingest.source import RepairedText, Table, TableCell

# "预期性", "约束性", "指导性", "预期", "预期性指标"
ATTRIBUTE = re.compile(r"^(?:预期|约束|导向|指导|引导|评价|考核|参考|限制|指令|否决)性?(?:指标)?$")
# "市水利局", "各县区人民政府（管委会）", "市供销合作社": a further unit of the last row's cell
UNIT_LINE = re.compile(
    r"^(?![一二三四五六七八九十]{1,3}、)[^，。；：]{2,24}(?:[局委办厅院府会部处所社站行校队公司中心单位集团][)）]?|[)）])$"
)
LONGEST_VALUE = 24
LONGEST_GROUP = 24
MOST_LINES_A_ROW = 40
SENTENCE_KINDS = {ColumnKind.TARGET, ColumnKind.TASK}


@dataclass(frozen=True, slots=True)
class FlatTable:
    """What was recovered: the table and the line behind its last cell."""

    table: Table
    end: int


Row = list[tuple[int, int, RepairedText]]
"""Cells of one row: column, columns covered, words."""


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
        return _without_columns(lines, header)
    return _regular_rows(lines, header) if header.number_column is None else None


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
        row = _row(lines, cells, after, column + 1)
        if row is None:
            return None
        rows.append([(column, 1, lines[at].words), *row])
        if following is None:
            return FlatTable(_table(header, rows), cells[-1] + 1) if count > 1 else None
        at = following
        count += 1


def _next_row(
    lines: Sequence[Line], header: Header, at: int, number: int, after: tuple[ColumnKind | None, ...]
) -> tuple[int | None, int]:
    """Where the next row's number stands, and which it is: the following one, or 1 again below a group heading."""
    following = _next_number(lines, header, at, number + 1, after)
    if following is None and number > 1:
        restart = _next_number(lines, header, at, 1, after)
        if restart is not None and _is_group(lines[restart - 1].text):
            return restart, 1
    return following, number + 1


def _find_number(lines: Sequence[Line], start: int, number: int, stop: int) -> int | None:
    return next((i for i in range(start, min(stop, len(lines))) if _is_number(lines[i].text, number)), None)


def _is_number(text: str, number: int) -> bool:
    match = ROW_NUMBER.match(text)
    return bool(match) and int(match[1]) == number if match else False


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
        if _is_number(lines[index].text, number)
        and index + 1 < len(lines)
        and not is_value(lines[index + 1].text)
        and not NUMBERED.match(lines[index + 1].text)
        and not CHAPTER.match(lines[index + 1].text)
    ]
    for index in candidates:
        content = _without_repeated_header(lines, header, list(range(at + 1, index)))
        cells, _ = _split_prefix(lines, content, after)
        if _row(lines, cells, after, 0) is not None and len(cells) >= min(len(after), 2):
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
    if len(content) == len(after) + 1 and _is_group(last) and not is_unit:
        return content[:-1], content[-1:]
    return content, []


def _is_group(text: str) -> bool:
    return (
        len(text) <= LONGEST_GROUP
        and not SENTENCE_END.search(text)
        and not is_value(text)
        and not ATTRIBUTE.match(text)
    )


def _end_of_last_row(lines: Sequence[Line], at: int, after: tuple[ColumnKind | None, ...]) -> int:
    """Behind the last number stand as many cells as there are columns, fewer where a heading comes before."""
    stop = at + 1
    while stop < len(lines) and stop - at <= len(after):
        text = lines[stop].text
        kind = after[stop - at - 1]
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


def _row(
    lines: Sequence[Line], cells: list[int], after: tuple[ColumnKind | None, ...], first_column: int
) -> Row | None:
    """The cells of a row under their columns, or ``None`` where they do not fit."""
    if not cells:
        return None
    words = [lines[index].words for index in cells]
    if len(words) > len(after):
        words = _merge_surplus(words, after) or []
    if not words:
        return None
    if len(words) < len(after):
        return _short_row(words, after, first_column)
    fits = all(_fits(part.text, kind) for part, kind in zip(words, after, strict=True))
    return [(first_column + offset, 1, part) for offset, part in enumerate(words)] if fits else None


def _fits(text: str, kind: ColumnKind | None) -> bool:
    if kind is ColumnKind.VALUE:
        return len(text) <= LONGEST_VALUE and not ATTRIBUTE.match(text)
    if kind is ColumnKind.ATTRIBUTE:
        return bool(ATTRIBUTE.match(text)) or (len(text) <= 4 and is_value(text))
    if kind is ColumnKind.NAME:
        return not is_value(text)
    return True


def _merge_surplus(
    words: list[RepairedText], after: tuple[ColumnKind | None, ...]
) -> list[RepairedText] | None:
    """More lines than columns: a cell was set in several lines. It is the units of a single last column, the sentence, or
    the name in front of the values; where two columns could take them the borders are lost."""
    surplus = len(words) - len(after)
    units = [index for index, kind in enumerate(after) if kind is ColumnKind.UNITS]
    if units:
        if len(units) > 1 or units[0] != len(after) - 1:
            return None
        at = units[0]
        return [*words[:at], RepairedText.join(words[at:], "\n")]
    sentences = [index for index, kind in enumerate(after) if kind in SENTENCE_KINDS]
    names = [index for index, kind in enumerate(after) if kind is ColumnKind.NAME]
    wide = (sentences or names)[:1]
    if not wide:
        return None
    at = wide[0]
    return [*words[:at], RepairedText.join(words[at : at + surplus + 1]), *words[at + surplus + 1 :]]


def _short_row(
    words: list[RepairedText], after: tuple[ColumnKind | None, ...], first_column: int
) -> Row | None:
    """Fewer cells than columns. The name and the attribute are sure; values stand under their years only if all are
    there, else one cell covers all value columns: whose year they are is not known."""
    values = [index for index, kind in enumerate(after) if kind is ColumnKind.VALUE]
    row: Row = [(first_column, 1, words[0])]
    rest = words[1:]
    if ColumnKind.ATTRIBUTE in after and rest and ATTRIBUTE.match(rest[-1].text):
        row.append((first_column + after.index(ColumnKind.ATTRIBUTE), 1, rest[-1]))
        rest = rest[:-1]
    if not values:
        columns = [index for index in range(1, len(after)) if index != _attribute_column(after)]
        row += [(first_column + column, 1, part) for column, part in zip(columns, rest, strict=False)]
        return sorted(row, key=lambda cell: cell[0]) if len(rest) <= len(columns) else None
    numbers = [part for part in rest if is_value(part.text)]
    if numbers != rest or len(numbers) > len(values) or not _fits(words[0].text, after[0]):
        return None
    if len(numbers) == len(values):
        row += [(first_column + column, 1, part) for column, part in zip(values, numbers, strict=True)]
    elif numbers:
        row.append((first_column + values[0], values[-1] - values[0] + 1, RepairedText.join(numbers, " ")))
    return sorted(row, key=lambda cell: cell[0])


def _attribute_column(after: tuple[ColumnKind | None, ...]) -> int:
    return after.index(ColumnKind.ATTRIBUTE) if ColumnKind.ATTRIBUTE in after else -1


# -- rows without numbers -----------------------------------------------------------------------------------------------


def _regular_rows(lines: Sequence[Line], header: Header) -> FlatTable | None:
    """Rows told by their regularity alone: as many cells as columns, values under value columns."""
    count = len(header.kinds)
    rows: list[Row] = []
    groups: list[Row] = []
    at = end = header.end
    while at + count <= len(lines):
        titles = header.lines(lines)
        if [line.text for line in lines[at : at + len(titles)]] == titles:
            at += len(titles)
            continue
        row = _row_at(lines, at, header)
        if row is not None:
            rows += [*groups, row]
            groups = []
            at += count
            end = at
        elif _is_group(lines[at].text) and _row_at(lines, at + 1, header) is not None:
            groups.append([(0, count, lines[at].words)])
            at += 1
        else:
            break
    return FlatTable(_table(header, rows), end) if sum(len(row) > 1 for row in rows) >= 2 else None


def _row_at(lines: Sequence[Line], at: int, header: Header) -> Row | None:
    cells = list(lines[at : at + len(header.kinds)])
    if len(cells) < len(header.kinds):
        return None
    for line, kind in zip(cells, header.kinds, strict=True):
        text = line.text
        if (
            not _fits(text, kind)
            or (kind is ColumnKind.VALUE and not is_value(text))
            or (kind in (ColumnKind.NAME, ColumnKind.CATEGORY) and is_value(text))
        ):
            return None
    return [(column, 1, line.words) for column, line in enumerate(cells)]


# -- borders lost -------------------------------------------------------------------------------------------------------


def _without_columns(lines: Sequence[Line], header: Header) -> FlatTable | None:
    """A responsibility list whose borders between columns are lost: every line is a cell of its own row."""
    end = header.end
    while end < len(lines) and not CHAPTER.match(lines[end].text) and not _is_box(lines[end].text):
        following = read_header(lines, end)
        if following is not None and following.kinds != header.kinds:
            break
        end += 1
    if end - header.end < 2:
        return None
    cells = tuple(TableCell(line.words, row, 0) for row, line in enumerate(lines[header.start : end]))
    return FlatTable(Table(cells, columns_known=False), end)


def _table(header: Header, rows: list[Row]) -> Table:
    cells = [TableCell(words, 0, column) for column, words in enumerate(header.titles)]
    for number, row in enumerate(rows, 1):
        cells += [TableCell(words, number, column, 1, span) for column, span, words in row]
    return Table(tuple(cells))

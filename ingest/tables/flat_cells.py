"""Cells of a table that stand one a line: whether lines fit the columns of a row, and which line goes under which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.number_grammar import is_value, read_cell
from ingest.repair.line_shapes import SENTENCE_END
from ingest.repair.split_lines import Line
from ingest.source import RepairedText, Table, TableCell
from ingest.tables.column_headings import ColumnKind
from ingest.tables.flat_header import Header

# "预期性", "约束性", "指导性", "预期", "预期性指标"
ATTRIBUTE = re.compile(r"^(?:预期|约束|导向|指导|引导|评价|考核|参考|限制|指令|否决)性?(?:指标)?$")
# "市水利局", "各县区人民政府（管委会）", "市供销合作社": a further unit of the last row's cell
UNIT_LINE = re.compile(
    r"^(?![一二三四五六七八九十]{1,3}、)[^，。；：]{2,24}(?:[局委办厅院府会部处所社站行校队公司中心单位集团][)）]?|[)）])$"
)
LONGEST_VALUE = 24
LONGEST_MEASURE = 12
LONGEST_VALUE_IN_WORDS = 12
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


def is_group(text: str) -> bool:
    return (
        len(text) <= LONGEST_GROUP
        and not SENTENCE_END.search(text)
        and not is_value(text)
        and not ATTRIBUTE.match(text)
    )


def fits_strictly(texts: Sequence[str], kinds: Sequence[ColumnKind | None]) -> bool:
    """Whether lines are the cells of one row beyond doubt: numbers under years, words under names, the attribute in its place."""
    if len(texts) != len(kinds):
        return False
    for text, kind in zip(texts, kinds, strict=True):
        if not fits_column(text, kind) or (kind is ColumnKind.ATTRIBUTE and not ATTRIBUTE.match(text)):
            return False
        if kind is ColumnKind.VALUE and not (is_value(text) or len(text) <= LONGEST_VALUE_IN_WORDS):
            return False
        if kind is ColumnKind.MEASURE and read_cell(text).missing:
            continue
        if kind in (ColumnKind.CATEGORY, ColumnKind.MEASURE) and (is_value(text) or ATTRIBUTE.match(text)):
            return False
    values = [text for text, kind in zip(texts, kinds, strict=True) if kind is ColumnKind.VALUE]
    return any(is_value(text) for text in values) or (not values and ColumnKind.ATTRIBUTE in kinds)


def read_row(
    lines: Sequence[Line], cells: list[int], after: tuple[ColumnKind | None, ...], first_column: int
) -> Row | None:
    """The cells of a row under their columns, or ``None`` where they do not fit."""
    if not cells:
        return None
    words = [lines[index].words for index in cells]
    if len(words) > len(after):
        words = merge_surplus(words, after) or []
    if not words:
        return None
    if after[0] is ColumnKind.CATEGORY and fits_strictly([part.text for part in words], after[1:]):
        return [(first_column + 1 + offset, 1, part) for offset, part in enumerate(words)]  # merged above
    if len(words) < len(after):
        return _short_row(words, after, first_column)
    fits = all(fits_column(part.text, kind) for part, kind in zip(words, after, strict=True))
    return [(first_column + offset, 1, part) for offset, part in enumerate(words)] if fits else None


def fits_column(text: str, kind: ColumnKind | None) -> bool:
    if kind is ColumnKind.VALUE:
        return len(text) <= LONGEST_VALUE and not ATTRIBUTE.match(text)
    if kind is ColumnKind.ATTRIBUTE:
        return bool(ATTRIBUTE.match(text)) or (len(text) <= 4 and is_value(text))
    if kind is ColumnKind.NAME:
        return not is_value(text)
    return True


def merge_surplus(
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
    if not sentences and any(
        is_value(part.text) or ATTRIBUTE.match(part.text) for part in words[at + 1 : at + surplus + 1]
    ):
        return None
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
    if (
        ColumnKind.MEASURE in after
        and rest
        and not is_value(rest[0].text)
        and len(rest[0].text) <= LONGEST_MEASURE
    ):
        row.append((first_column + after.index(ColumnKind.MEASURE), 1, rest[0]))
        rest = rest[1:]
    numbers = [part for part in rest if is_value(part.text)]
    if numbers != rest or len(numbers) > len(values) or not fits_column(words[0].text, after[0]):
        return None
    if len(numbers) == len(values):
        row += [(first_column + column, 1, part) for column, part in zip(values, numbers, strict=True)]
    elif numbers:
        row.append((first_column + values[0], values[-1] - values[0] + 1, RepairedText.join(numbers, " ")))
    return sorted(row, key=lambda cell: cell[0])


def _attribute_column(after: tuple[ColumnKind | None, ...]) -> int:
    return after.index(ColumnKind.ATTRIBUTE) if ColumnKind.ATTRIBUTE in after else -1


def table_of(header: Header, rows: list[Row]) -> Table:
    cells = [TableCell(words, 0, column) for column, words in enumerate(header.titles)]
    for number, row in enumerate(rows, 1):
        cells += [TableCell(words, number, column, 1, span) for column, span, words in row]
    return Table(tuple(cells))

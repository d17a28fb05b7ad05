"""The header of a flattened table of figures whose headings are places, quarters or indicators: told by the rows below it.

"县区", "小区数", "户数（户）", then "临溪区", "12", "3000": where every row is a name and as many numbers as there are further
headings, the lines above the first row are its header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.number_grammar import is_value
from ingest.repair.split_lines import Line
from ingest.tables.column_headings import BARE_YEAR, ColumnKind, column_kind
from ingest.tables.flat_header import MOST_COLUMNS, ROW_NUMBER, Header
from ingest.tables.header_rows import is_heading
from ingest.tables.split_measure import is_measure

# "县区", "县（市、区）", "年份", "单位": what stands over the names of the rows
CORNER = re.compile(
    r"^(?:各?(?:市?县区?|区县|区市县|地区|区域|市州|乡镇|镇街|镇乡|街道|乡镇街道|县[（(]市、区[)）]|市[（(]州[)）]|年份|年度|单位|项目)(?:名称)?)$"
)
FIRST_KINDS = frozenset({ColumnKind.NUMBER, ColumnKind.NAME, ColumnKind.CATEGORY})
FEWEST_ROWS = 2
FEWEST_COLUMNS = 3


def read_number_header(lines: Sequence[Line], start: int) -> Header | None:
    """The headings that begin at a line, or ``None`` where the lines below them are no rows of numbers."""
    first = lines[start].text
    kind = column_kind(first)
    if kind not in FIRST_KINDS and not CORNER.match(first):
        return None
    stop = min(len(lines), start + MOST_COLUMNS + 2)
    at = next((i for i in range(start + 1, stop) if _is_number(lines[i].text)), None)
    if at is None or not all(is_heading(line.text) for line in lines[start:at]):
        return None
    numbered = kind is ColumnKind.NUMBER
    if numbered and not ROW_NUMBER.match(lines[at].text):
        return None
    named = [column_kind(line.text) for line in lines[start:at]]
    words = 1 + (ColumnKind.MEASURE in named[1:])
    end = at if numbered else at - words
    kinds = _kinds(lines, start, end)
    if len(kinds) < FEWEST_COLUMNS or kinds.count(ColumnKind.VALUE) < 2:
        return None
    if not all(_is_row(lines, end + row * len(kinds), kinds) for row in range(FEWEST_ROWS)):
        return None
    return Header(start, end, kinds, tuple(line.words for line in lines[start:end]))


def _is_number(text: str) -> bool:
    return is_value(text) and not BARE_YEAR.match(text)


def _kinds(lines: Sequence[Line], start: int, end: int) -> tuple[ColumnKind, ...]:
    """The number's column, the names' column, the measure's, and values."""
    known = [column_kind(line.text) for line in lines[start:end]]
    named = 1 if known and known[0] is ColumnKind.NUMBER else 0
    kinds = []
    for at, kind in enumerate(known):
        if at == named:
            kinds.append(ColumnKind.NAME)
        else:
            kinds.append(kind if kind in (ColumnKind.NUMBER, ColumnKind.MEASURE) else ColumnKind.VALUE)
    return tuple(kinds)


def _is_row(lines: Sequence[Line], at: int, kinds: Sequence[ColumnKind]) -> bool:
    cells = [line.text for line in lines[at : at + len(kinds)]]
    return len(cells) == len(kinds) and all(
        _fits(text, kind) for text, kind in zip(cells, kinds, strict=True)
    )


def _fits(text: str, kind: ColumnKind) -> bool:
    if kind is ColumnKind.NUMBER:
        return bool(ROW_NUMBER.match(text))
    if kind is ColumnKind.MEASURE:
        return is_measure(text)
    return is_value(text) if kind is ColumnKind.VALUE else not _is_number(text)

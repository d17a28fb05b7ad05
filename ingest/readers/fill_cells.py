"""The words of ruled cells: glyphs go into the boxes that hold them, and lines that the box's width wrapped are one again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.collect_lines import GridCell
from ingest.readers.lay_out_page import Glyph, PlacedBox, PrintedLine, find_lines

WRAP_ROOM = 1.3
"""A line with less room (in em) behind it than this fills its column."""

BAND = 20.0
"""Points of height in which boxes are looked up together."""

SENTENCE = re.compile(r"[。；，;]")  # a cell with prose, not with a list of names
STOP_END = re.compile(r"[。；：;:！？]$")  # "…全覆盖。"
OPEN_END = re.compile(r"[、，,（(《“/]$")  # "省经信厅、": names go on
CLOSING_START = re.compile(r"^(?:[）)》”、，。；]|等)")  # "）" of a name that began above, "等有关部门"
ITEM_START = re.compile(
    r"^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）).．、]|[①-⑳]|[一二三四五六七八九]是)"
)  # "2.", "（二）"
UNIT_END = re.compile(
    r"(?:局|厅|委员会|中心|公司|集团|支队|总队|大队|管委会|办事处|部门|大学|学院|协会|联合会)[）)]?$"
)  # 县财政局
SHORT_UNIT_END = re.compile(
    r"(?:委|府|部|院|办|会|处|队|站|所|社|联)[）)]?$"
)  # 县妇联: or the first half of 省委|宣传部
LATIN_END = re.compile(r"[A-Za-z]$")  # "Data" | "Center" of two lines
LATIN_START = re.compile(r"^[A-Za-z]")
SHORTEST_NAME = 3
"""县妇联; one letter below 居家社 is the rest of a word."""
LEVEL_START = re.compile(r"^[国省市区县州旗镇乡各]")  # the next name


def fill_cells(boxes: Sequence[PlacedBox], glyphs: Sequence[Glyph]) -> tuple[list[GridCell], list[Glyph]]:
    """The cells with their words, and the glyphs outside of all cells."""
    inside: list[list[Glyph]] = [[] for _ in boxes]
    rest: list[Glyph] = []
    bands: dict[int, list[int]] = {}
    for index, cell in enumerate(boxes):
        for band in range(int(cell.box.top // BAND), int(cell.box.bottom // BAND) + 1):
            bands.setdefault(band, []).append(index)
    for glyph in glyphs:
        near = bands.get(int(glyph.box.middle // BAND), ())
        home = next((index for index in near if boxes[index].box.holds(glyph.box)), None)
        (rest if home is None else inside[home]).append(glyph)
    lines = [find_lines(words) for words in inside]
    widest: dict[tuple[int, int], float] = {}
    comma_columns: set[tuple[int, int]] = set()
    for cell, printed in zip(boxes, lines, strict=True):
        key = cell.column, cell.column_span
        for line in printed:
            widest[key] = max(widest.get(key, 0.0), line.right - line.left)
            if "、" in line.text:
                comma_columns.add(key)
    cells = []
    for cell, printed in zip(boxes, lines, strict=True):
        key = cell.column, cell.column_span
        text = _join(printed, widest.get(key, 0.0), names_part_by_commas=key in comma_columns)
        cells.append(GridCell(text, cell.row, cell.column, cell.row_span, cell.column_span))
    return cells, rest


def _join(printed: Sequence[PrintedLine], widest: float, *, names_part_by_commas: bool) -> str:
    prose = any(SENTENCE.search(line.text) for line in printed)
    text = ""
    for line, following in pairwise(printed):
        text += line.text
        full = widest - (line.right - line.left) < WRAP_ROOM * line.size
        if prose:
            ended = _sentence_ends(line.text, following.text, full=full)
        else:
            ended = _name_ends(line.text, following.text, full=full or names_part_by_commas)
        if ended:
            text += "\n"
        elif LATIN_END.search(line.text) and LATIN_START.match(following.text):
            text += " "
    return text + (printed[-1].text if printed else "")


def _sentence_ends(line: str, following: str, *, full: bool) -> bool:
    if STOP_END.search(line) and ITEM_START.match(following):
        return True
    return not full and not OPEN_END.search(line)


def _name_ends(line: str, following: str, *, full: bool) -> bool:
    """Names stand one a line, or are parted by commas and wrapped anywhere."""
    if OPEN_END.search(line) or CLOSING_START.match(following):
        return False
    if UNIT_END.search(line) or (
        SHORT_UNIT_END.search(line) and LEVEL_START.match(following) and len(following) >= SHORTEST_NAME
    ):
        return True
    return not full

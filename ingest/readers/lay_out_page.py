"""Glyphs on a page become printed lines, ruled boxes a grid. Used by formats that place characters (PDF, OFD)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

LINE_TOLERANCE = 0.45
"""Glyphs belong to one line while their middles differ by less than this share of their height."""
SAME_PLACE = 0.3
"""Fake bold prints a glyph twice, shifted by less than this share of its width."""
WORD_GAP = 0.25
COLUMN_GAP = 1.5
"""Gaps in em: a blank between Latin words; the distance of columns without rules."""
EDGE_TOLERANCE = 3.0
"""Points by which the rules of one column may differ."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the top left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def moved(self, across: float, down: float) -> Box:
        return Box(self.left + across, self.top + down, self.right + across, self.bottom + down)

    def holds(self, other: Box) -> bool:
        """True where the other's middle lies inside."""
        return (
            self.left <= (other.left + other.right) / 2 <= self.right
            and self.top <= other.middle <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed; ``size`` is the usual height of its glyphs (one em)."""

    text: str
    left: float
    right: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A cell's rectangle with its place on the table's grid."""

    box: Box
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The cells of a table with rules; ``cut_top`` and ``cut_bottom`` where a page border cuts its first or last row."""

    boxes: tuple[Box, ...]
    cut_top: bool = False
    cut_bottom: bool = False


def find_lines(glyphs: Sequence[Glyph]) -> list[PrintedLine]:
    """Lines from top to bottom, each from left to right."""
    return [line for row in find_rows(glyphs) if (line := _line_of(row)) is not None]


def find_rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each height of the page, from top to bottom; in a row they are in no order."""
    rows: list[list[Glyph]] = []
    middle = 0.0
    for glyph in sorted(glyphs, key=lambda item: (item.box.middle, item.box.left)):
        if rows and glyph.box.middle - middle <= LINE_TOLERANCE * _height(rows[-1], glyph):
            rows[-1].append(glyph)
            middle += (glyph.box.middle - middle) / len(rows[-1])
        else:
            rows.append([glyph])
            middle = glyph.box.middle
    return rows


def _height(row: list[Glyph], glyph: Glyph) -> float:
    """The line's height: that of its tallest among the last few glyphs, as commas may be small."""
    return max(item.box.height for item in (*row[-8:], glyph))


def _line_of(row: list[Glyph]) -> PrintedLine | None:
    ordered: list[Glyph] = []
    for glyph in sorted(row, key=lambda item: item.box.left):
        if any(_is_same(glyph, before) for before in ordered[-3:]):
            continue
        ordered.append(glyph)
    inked = [glyph for glyph in ordered if not glyph.text.isspace()]
    if not inked:
        return None
    size = median(glyph.box.height for glyph in inked)
    text = _spaced(ordered, size).strip()
    return PrintedLine(text, inked[0].box.left, inked[-1].box.right, min(g.box.top for g in inked), size)


def _is_same(glyph: Glyph, before: Glyph) -> bool:
    return glyph.text == before.text and abs(glyph.box.left - before.box.left) <= SAME_PLACE * max(
        glyph.box.width, before.box.width
    )


def _spaced(row: list[Glyph], size: float) -> str:
    """The line's words; a gap much wider than the line's usual one becomes a blank, or two where columns part."""
    gaps = [after.box.left - before.box.right for before, after in pairwise(row)]
    usual = max(0.0, median(gaps)) if gaps else 0.0
    words = [row[0].text]
    for (before, after), gap in zip(pairwise(row), gaps, strict=True):
        wide = gap - usual
        if wide > COLUMN_GAP * size:
            words.append("  ")
        elif wide > WORD_GAP * size and _is_latin(before.text) and _is_latin(after.text):
            words.append(" ")
        words.append(after.text)
    return "".join(words)


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalnum()


def place_boxes(boxes: Sequence[Box]) -> list[PlacedBox]:
    """Cells on the grid that their edges make; a cell over several columns or rows spans them."""
    columns = _edges([edge for box in boxes for edge in (box.left, box.right)])
    rows = _edges([edge for box in boxes for edge in (box.top, box.bottom)])
    placed: list[PlacedBox] = []
    for box in sorted(boxes, key=lambda item: (item.top, item.left)):
        row, below = _nearest(rows, box.top), _nearest(rows, box.bottom)
        column, beside = _nearest(columns, box.left), _nearest(columns, box.right)
        placed.append(PlacedBox(box, row, column, max(1, below - row), max(1, beside - column)))
    return placed


def _edges(positions: list[float]) -> list[float]:
    edges: list[float] = []
    for position in sorted(positions):
        if not edges or position - edges[-1] > EDGE_TOLERANCE:
            edges.append(position)
    return edges


def _nearest(edges: list[float], position: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - position))

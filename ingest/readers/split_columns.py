"""Pages set in two columns of running text: the left column is read before the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.readers.lay_out_page import Glyph, find_rows

GUTTER = 1.2
"""Width of the gap between columns in em, at least."""
FEWEST_ROWS = 8
ROWS_SHARE = 0.5
"""So many rows, and so much of all, are parted at the same place."""
FEWEST_LETTERS = 12
FULL_SHARE = 0.6
FULL_SLACK = 2.0
"""Running text: lines of a dozen letters, most of which reach their column's border (but for two em). Cells of a table without
rules do not; they stay in their rows."""


@dataclass(frozen=True, slots=True)
class ColumnPart:
    """Glyphs that are read together, and where their lines begin when they are not indented."""

    glyphs: list[Glyph]
    margin: float


@dataclass(slots=True)
class _Columns:
    """What lies between two rows over the whole width."""

    margins: tuple[float, float]
    left: list[Glyph] = field(default_factory=list)
    right: list[Glyph] = field(default_factory=list)
    whole: list[Glyph] = field(default_factory=list)

    def take(self) -> Iterator[ColumnPart]:
        """What was collected, in reading order; empties itself."""
        for part, margin in (
            (self.whole, self.margins[0]),
            (self.left, self.margins[0]),
            (self.right, self.margins[1]),
        ):
            if part:
                yield ColumnPart(list(part), margin)
                part.clear()


def split_columns(glyphs: Sequence[Glyph]) -> list[ColumnPart]:
    """The glyphs in parts to be read one after the other: one part where the page has one column."""
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    page = min((glyph.box.left for glyph in inked), default=0.0)
    rows = [sorted(row, key=lambda glyph: glyph.box.left) for row in find_rows(glyphs)]
    gutter = _find_gutter(rows)
    if gutter is None:
        return [ColumnPart(list(glyphs), page)]
    parted = [_parted(row, gutter) for row in rows]
    right = min((glyph.box.left for parts in parted if parts for glyph in parts[1]), default=page)
    found: list[ColumnPart] = []
    columns = _Columns((page, right))
    for row, parts in zip(rows, parted, strict=True):
        if parts is None:
            if columns.left or columns.right:
                found += columns.take()
            columns.whole += row
            continue
        if columns.whole:
            found += columns.take()
        columns.left += parts[0]
        columns.right += parts[1]
    return [*found, *columns.take()]


def _find_gutter(rows: Sequence[Sequence[Glyph]]) -> tuple[float, float] | None:
    """The blank between two columns of running text, its left and right border."""
    gaps = [gap for row in rows for gap in _wide_gaps(row)]
    if len(gaps) < FEWEST_ROWS:
        return None
    places = [(left + right) / 2 for left, right in gaps]
    place = max(places, key=lambda at: sum(left < at < right for left, right in gaps))
    parted = [parts for row in rows if (parts := _parted(row, (place, place))) is not None and all(parts)]
    if len(parted) < max(FEWEST_ROWS, ROWS_SHARE * len(rows)):
        return None
    if not all(_is_running([parts[side] for parts in parted]) for side in (0, 1)):
        return None
    return max(left[-1].box.right for left, _ in parted), min(right[0].box.left for _, right in parted)


def _wide_gaps(row: Sequence[Glyph]) -> Iterator[tuple[float, float]]:
    size = median(glyph.box.height for glyph in row)
    for before, after in pairwise(row):
        if after.box.left - before.box.right > GUTTER * size:
            yield before.box.right, after.box.left


def _parted(row: Sequence[Glyph], gutter: tuple[float, float]) -> tuple[list[Glyph], list[Glyph]] | None:
    """A row's glyphs left and right of the gutter, ``None`` where it runs into it."""
    left = [glyph for glyph in row if glyph.box.right <= gutter[0]]
    right = [glyph for glyph in row if glyph.box.left >= gutter[1]]
    if len(left) + len(right) < len(row):
        return None
    if left and right:
        size = median(glyph.box.height for glyph in row)
        if right[0].box.left - left[-1].box.right <= GUTTER * size:
            return None
    return left, right


def _is_running(lines: Sequence[Sequence[Glyph]]) -> bool:
    border = max(line[-1].box.right for line in lines)
    full = sum(border - line[-1].box.right <= FULL_SLACK * line[-1].box.height for line in lines)
    return median(map(len, lines)) >= FEWEST_LETTERS and full >= FULL_SHARE * len(lines)

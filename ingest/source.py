"""A file as it was read: its text, its blocks, and the repaired text with the way back to the original.

A reader turns bytes into a :class:`SourceText`; repair turns that into blocks of :class:`RepairedText`. Positions always
count characters of ``SourceText.text``. This module imports no framework.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from ingest.plan import Origin, Span


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A table cell: where its words stand, and the rows and columns it covers (0-based; merged cells span several)."""

    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table that the format itself marks as one (HTML, DOCX, XLSX, PDF lines)."""

    start: int
    end: int
    cells: tuple[SourceCell, ...]
    cut_top: bool = False
    """A page border cuts the first row: it goes on with the last row of the table before."""
    cut_bottom: bool = False
    """A page border cuts the last row."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a reader returns.

    ``text`` is the file's decoded text: for text files the very characters, for other formats the words in reading order,
    one paragraph or table cell a line. ``tables`` lie in ``text`` in order and do not overlap. ``page_starts`` holds the
    offset at which each page begins (empty where the format has no pages). ``heading_levels`` maps a line's start offset to
    a level the format states (HTML h1, DOCX Heading 1).
    """

    text: str
    format: str
    tables: tuple[SourceTable, ...] = ()
    page_starts: tuple[int, ...] = ()
    heading_levels: tuple[tuple[int, int], ...] = ()
    paragraphs_are_lines: bool = False
    """True where the format states paragraphs (DOCX, HTML): a line break is then never an accident of layout."""
    metadata: tuple[tuple[str, str], ...] = ()
    """Facts the format states outside its text, such as an HTML page's meta elements."""
    notes: tuple[tuple[str, str], ...] = ()
    """(code, Chinese message) of things a reader noticed, to become warnings."""

    def page_at(self, offset: int) -> int | None:
        """The page (from 1) on which an offset lies, or ``None`` without pages."""
        return bisect_right(self.page_starts, offset) or None

    def span(self, start: int, end: int) -> Span:
        return Span(start, end, self.page_at(start))


Offsets = range | tuple[int, ...]
"""The source offset of each character: a range where nothing was repaired, which costs nothing to cut."""


@dataclass(frozen=True, slots=True)
class RepairedText:
    """Text after repair, each character of which knows where it came from.

    ``starts[i]``/``ends[i]`` are the source offsets that character ``i`` stands for. Slicing and joining keep them.
    """

    text: str
    starts: Offsets
    ends: Offsets

    @classmethod
    def of(cls, text: str, offset: int = 0) -> RepairedText:
        """Unrepaired text that begins at ``offset`` of the source."""
        return cls(text, range(offset, offset + len(text)), range(offset + 1, offset + len(text) + 1))

    @classmethod
    def join(cls, parts: list[RepairedText], separator: str = "") -> RepairedText:
        """Parts one behind the other; a separator's characters point at the end of the part before."""
        parts = [part for part in parts if part.text]
        if len(parts) == 1:
            return parts[0]
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for part in parts:
            if text and separator:
                text.append(separator)
                starts.extend([ends[-1]] * len(separator))
                ends.extend([ends[-1]] * len(separator))
            text.append(part.text)
            starts.extend(part.starts)
            ends.extend(part.ends)
        return cls("".join(text), tuple(starts), tuple(ends))

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, start: int, end: int | None = None) -> RepairedText:
        return RepairedText(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def strip(self, characters: str | None = None) -> RepairedText:
        left = len(self.text) - len(self.text.lstrip(characters))
        right = len(self.text.rstrip(characters))
        if right - left == len(self.text):
            return self
        return self.slice(left, max(left, right))

    def replace_range(self, start: int, end: int, replacement: str) -> RepairedText:
        """``text[start:end]`` replaced; the new characters all stand for the whole range's source."""
        if start == end and not replacement:
            return self
        low = self.starts[start] if start < len(self.text) else (self.ends[-1] if self.ends else 0)
        high = self.ends[end - 1] if end > start else low
        return RepairedText(
            self.text[:start] + replacement + self.text[end:],
            (*self.starts[:start], *(low,) * len(replacement), *self.starts[end:]),
            (*self.ends[:start], *(high,) * len(replacement), *self.ends[end:]),
        )

    def map_characters(self, convert: Callable[[str], str]) -> RepairedText:
        """A conversion that keeps the number of characters (script, width)."""
        text = convert(self.text)
        if len(text) != len(self.text):
            raise ValueError("the conversion changed the number of characters")
        return RepairedText(text, self.starts, self.ends)

    def origin(self) -> Origin:
        """The way back to the source as runs (see ``ingest.plan.Origin``)."""
        if isinstance(self.starts, range):
            return ((0, self.starts[0]),) if self.starts else ()
        runs: list[tuple[int, int]] = []
        shift = None
        for index, start in enumerate(self.starts):
            if start - index != shift:
                shift = start - index
                runs.append((index, start))
        return tuple(runs)

    def source_range(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Source offsets that ``text[start:end]`` covers."""
        stop = len(self.text) if end is None else end
        if stop <= start:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return _lowest(self.starts[start:stop]), _highest(self.ends[start:stop])


def _lowest(offsets: Offsets) -> int:
    return offsets[0] if isinstance(offsets, range) else min(offsets)


def _highest(offsets: Offsets) -> int:
    return offsets[-1] if isinstance(offsets, range) else max(offsets)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A repaired paragraph: lines that belong together, joined."""

    words: RepairedText
    heading_level: int | None = None

    @property
    def text(self) -> str:
        return self.words.text


@dataclass(frozen=True, slots=True)
class TableCell:
    """A repaired cell on the grid (0-based)."""

    words: RepairedText
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        return self.words.text


@dataclass(frozen=True, slots=True)
class Table:
    """A table, stated by the format or recovered from lines. ``columns_known`` is false where cells stood one a line and
    the borders between columns are lost (then every cell has column 0 and its own row)."""

    cells: tuple[TableCell, ...]
    columns_known: bool = True
    caption: RepairedText | None = None
    """The line above the table that names it ("表1 …", "专栏2 …"), where there is one."""
    measure: RepairedText | None = None
    """The words near the caption that state the unit of measure of all values ("单位：亿元"), where there are any."""
    repeated: tuple[RepairedText, ...] = ()
    """Headings that page borders repeated, taken out of the rows."""
    cut_top: bool = False
    cut_bottom: bool = False
    """As in :class:`SourceTable`."""

    def grid(self) -> list[list[TableCell | None]]:
        """Rows of cells; a merged cell stands in every place it covers."""
        if not self.cells:
            return []
        height = max(cell.row + cell.row_span for cell in self.cells)
        width = max(cell.column + cell.column_span for cell in self.cells)
        rows: list[list[TableCell | None]] = [[None] * width for _ in range(height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    rows[row][column] = cell
        return rows


Block = Paragraph | Table
"""What a repaired document is made of, in reading order."""

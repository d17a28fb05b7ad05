"""Collects what a reader finds, one paragraph or table cell a line, into a :class:`ingest.source.SourceText`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.errors import LimitExceeded
from ingest.readers.limits import ReadingLimits
from ingest.source import SourceCell, SourceTable, SourceText

LineBreaks = str.maketrans(
    {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table that a reader found; its text may hold several lines."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class LineCollector:
    """Grows the text of one file; positions count its characters."""

    def __init__(self, limits: ReadingLimits) -> None:
        self.limits = limits
        self.position = 0
        self._pieces: list[str] = []
        self._tables: list[SourceTable] = []
        self._headings: list[tuple[int, int]] = []
        self._pages: list[int] = []
        self._notes: list[tuple[str, str]] = []
        self._cells = 0

    def add_line(self, text: str, heading: int | None = None, *, indent: str = "") -> tuple[int, int]:
        """Adds a paragraph (each of its lines, if it has breaks) and returns where it stands. Blank text adds nothing.

        ``indent`` is put before the words where the place on the page tells something.
        """
        begin = end = self.position
        for line in text.translate(LineBreaks).split("\n"):
            words = line.strip()
            if not words:
                continue
            words = indent + words
            if heading is not None:
                self._headings.append((self.position, heading))
            end = self.position + len(words)
            self._pieces.append(words + "\n")
            self.position = end + 1
        return begin, end

    def add_table(
        self, cells: Iterable[GridCell], *, cut_top: bool = False, cut_bottom: bool = False
    ) -> None:
        """Adds a table cell by cell. A table of one column is a frame around paragraphs (专栏) and becomes lines.
        ``cut_top`` and ``cut_bottom`` tell that a page border cuts its first or last row.

        Raises :class:`LimitExceeded` where the grid has more places than the limits allow.
        """
        ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
        if not any(cell.text.strip() for cell in ordered):
            return
        if len({cell.column for cell in ordered}) == 1:
            for cell in ordered:
                self.add_line(cell.text)
            return
        self._count(ordered)
        begin = end = self.position
        placed: list[SourceCell] = []
        for cell in ordered:
            start, stop = self.add_line(cell.text)
            placed.append(SourceCell(start, stop, cell.row, cell.column, cell.row_span, cell.column_span))
            end = max(end, stop)
        self._tables.append(SourceTable(begin, end, tuple(placed), cut_top, cut_bottom))

    def start_page(self) -> None:
        self._pages.append(self.position)

    def note(self, code: str, message: str) -> None:
        if (code, message) not in self._notes:
            self._notes.append((code, message))

    def build(
        self, source_format: str, *, paragraphs_are_lines: bool, metadata: Iterable[tuple[str, str]] = ()
    ) -> SourceText:
        return SourceText(
            text="".join(self._pieces),
            format=source_format,
            tables=tuple(self._tables),
            page_starts=tuple(self._pages),
            heading_levels=tuple(self._headings),
            paragraphs_are_lines=paragraphs_are_lines,
            metadata=tuple(metadata),
            notes=tuple(self._notes),
        )

    def _count(self, cells: list[GridCell]) -> None:
        height = max(cell.row + cell.row_span for cell in cells)
        width = max(cell.column + cell.column_span for cell in cells)
        self._cells += height * width
        check_cells(self._cells, self.limits)


def check_cells(cells: int, limits: ReadingLimits) -> None:
    """Raises :class:`LimitExceeded` where a file has more table cells than the limits allow."""
    if cells > limits.cells:
        raise LimitExceeded(
            f"表格单元格数超过上限（{limits.cells} 个）。请删去无关的表格或拆分文件，或调高上限设置。",
            f"{cells} cells > {limits.cells}",
        )

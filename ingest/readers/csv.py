"""Comma-separated tables (.csv, .tsv): the characters stay as they are, one table of cells points into them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.readers.collect_lines import check_cells
from ingest.readers.limits import ReadingLimits
from ingest.readers.text import read_text
from ingest.source import SourceCell, SourceTable, SourceText

SEPARATORS = (",", "\t", ";", "，", "|")
SAMPLE_CHARACTERS = 5000


def read_csv(data: bytes, limits: ReadingLimits) -> SourceText:
    """A table file. A quoted cell stands without its quotes; doubled quotes inside stay doubled.

    Raises as :func:`ingest.readers.text.read_text`, and ``LimitExceeded``.
    """
    source = read_text(data, limits)
    separator = max(SEPARATORS, key=source.text[:SAMPLE_CHARACTERS].count)
    cells: list[SourceCell] = []
    for cell in _cells(source.text, separator):
        cells.append(cell)
        check_cells(len(cells), limits)
    if len({cell.column for cell in cells}) < 2:
        return replace(source, format="csv")
    return replace(source, format="csv", tables=(SourceTable(cells[0].start, cells[-1].end, tuple(cells)),))


def _cells(text: str, separator: str) -> Iterator[SourceCell]:
    position = row = column = 0
    blank = True
    while position < len(text):
        start, end, position = _field(text, position, separator)
        blank = blank and start == end
        at_separator = text[position : position + 1] == separator
        if not (blank and column == 0 and not at_separator):
            yield SourceCell(start, end, row, column)
        if at_separator:
            position, column = position + 1, column + 1
            continue
        if not (blank and column == 0):
            row += 1
        column, blank = 0, True
        position += 2 if text[position : position + 2] == "\r\n" else 1


def _field(text: str, position: int, separator: str) -> tuple[int, int, int]:
    """Where a field's words begin and end, and where the field itself ends."""
    if text.startswith('"', position):
        close = position + 1
        while (close := text.find('"', close)) >= 0:
            if text[close + 1 : close + 2] != '"':
                return position + 1, close, _field_end(text, close + 1, separator)
            close += 2
    end = _field_end(text, position, separator)
    words = text[position:end]
    begin = position + len(words) - len(words.lstrip())
    return begin, max(begin, position + len(words.rstrip())), end


def _field_end(text: str, position: int, separator: str) -> int:
    ends = [found for stop in (separator, "\n", "\r") if (found := text.find(stop, position)) >= 0]
    return min(ends, default=len(text))

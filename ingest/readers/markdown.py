"""Markdown (.md): the characters stay as they are; headings and pipe tables are pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.readers.collect_lines import check_cells
from ingest.readers.limits import ReadingLimits
from ingest.readers.text import read_text
from ingest.source import SourceCell, SourceTable, SourceText

LINE = re.compile(r"[^\r\n]+")
HEADING = re.compile(r"^(#{1,6})[ \t]+\S")  # ## 第一章
DELIMITER_ROW = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*(?::?-+:?)?[ \t]*$")  # | --- | :---: |
CELL_END = re.compile(r"(?<!\\)\|")  # an escaped \| is text


def read_markdown(data: bytes, limits: ReadingLimits) -> SourceText:
    """A Markdown file. Raises as :func:`ingest.readers.text.read_text`, and ``LimitExceeded``."""
    source = read_text(data, limits)
    lines = [(match.start(), match.group()) for match in LINE.finditer(source.text)]
    headings = tuple((start, len(match.group(1))) for start, line in lines if (match := HEADING.match(line)))
    return replace(
        source, format="markdown", heading_levels=headings, tables=tuple(_tables(lines, source.text, limits))
    )


def _tables(lines: list[tuple[int, str]], text: str, limits: ReadingLimits) -> Iterator[SourceTable]:
    index = 0
    count = 0
    while index + 1 < len(lines):
        if "|" not in lines[index][1] or not DELIMITER_ROW.match(lines[index + 1][1]):
            index += 1
            continue
        rows = [lines[index]]
        index += 2
        while (
            index < len(lines) and "|" in lines[index][1] and not _gap(lines[index - 1], lines[index], text)
        ):
            rows.append(lines[index])
            index += 1
        cells = [cell for row, (start, line) in enumerate(rows) for cell in _cells(start, line, row)]
        count += len(cells)
        check_cells(count, limits)
        if cells:
            yield SourceTable(rows[0][0], rows[-1][0] + len(rows[-1][1]), tuple(cells))


def _gap(before: tuple[int, str], after: tuple[int, str], text: str) -> bool:
    return text[before[0] + len(before[1]) : after[0]].replace("\r\n", "\n").count("\n") > 1


def _cells(start: int, line: str, row: int) -> Iterator[SourceCell]:
    bounds = [match.start() for match in CELL_END.finditer(line)]
    if not line.lstrip().startswith("|"):
        bounds.insert(0, -1)
    if not line.rstrip().endswith("|") or line.rstrip().endswith("\\|"):
        bounds.append(len(line))
    for column, (left, right) in enumerate(pairwise(bounds)):
        words = line[left + 1 : right]
        begin = left + 1 + len(words) - len(words.lstrip())
        end = max(begin, left + 1 + len(words.rstrip()))
        yield SourceCell(start + begin, start + end, row, column)

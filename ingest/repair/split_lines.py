"""The lines of a source outside its tables, cleaned, with what their surroundings tell: blanks before, indent, page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.plan import Span
from ingest.repair.clean_characters import Cleaner, clean
from ingest.source import RepairedText, SourceText

LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
SPACES = " \t\u3000"
# "## 总体要求"
MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(?=\S)")
# "> 专栏1 …"
MARKDOWN_QUOTE = re.compile(r"^(?:>\s?)+")
# "- 牵头单位：县水利局", "* 建设水厂": a list's mark; in front of a label it says nothing
MARKDOWN_BULLET = re.compile(r"^[-*+]\s+(?P<label>[\u4e00-\u9fff]{2,8}[：:])?(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words in it. ``words`` is cleaned and stripped, inner tabs kept; ``span`` covers the line as it was read."""

    words: RepairedText
    span: Span
    blanks_before: int = 0
    indent: int = 0
    heading_level: int | None = None

    @property
    def text(self) -> str:
        return self.words.text


def split_lines(
    source: SourceText, cleaners: tuple[Cleaner, ...], repairs: dict[str, int]
) -> tuple[list[list[Line]], list[Span]]:
    """The lines before, between and behind the tables of the format (one list more than there are tables), and the places
    of lines that cleaning left empty."""
    edges = [0, *(edge for table in source.tables for edge in (table.start, table.end)), len(source.text)]
    levels = dict(source.heading_levels)
    emptied: list[Span] = []
    gaps = list(pairwise(edges))[::2]
    return [
        _lines_between(source, low, high, levels, cleaners, repairs, emptied) for low, high in gaps
    ], emptied


def _lines_between(
    source: SourceText,
    low: int,
    high: int,
    levels: dict[int, int],
    cleaners: tuple[Cleaner, ...],
    repairs: dict[str, int],
    emptied: list[Span],
) -> list[Line]:
    lines: list[Line] = []
    blanks = 0
    for start, end in _line_ranges(source.text, low, high):
        raw = source.text[start:end]
        if not raw.strip():
            blanks += 1
            continue
        words = clean(RepairedText.of(raw, start), cleaners, repairs)
        indent = len(words.text) - len(words.text.lstrip(SPACES))
        words = words.strip(" \u3000\r\n") if "\t" in words.text else words.strip()
        level = levels.get(start)
        marker = MARKDOWN_HEADING.match(words.text)
        if marker:
            level = level or len(marker.group(1))
            words = words.slice(marker.end())
        elif source.format == "markdown":
            quote = MARKDOWN_QUOTE.match(words.text)
            words = words.slice(quote.end()) if quote else words
            if bullet := MARKDOWN_BULLET.match(words.text):
                mark_end = bullet.start("label") if bullet["label"] else bullet.end()
                words = words.replace_range(0, mark_end, "" if bullet["label"] else "•")
        if not words.text.strip():
            emptied.append(source.span(start, end))
            blanks += 1
            continue
        lines.append(Line(words, source.span(start, end), blanks, indent, level))
        blanks = 0
    return lines


def _line_ranges(text: str, low: int, high: int) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    start = low
    for match in LINE_BREAK.finditer(text, low, high):
        ranges.append((start, match.start()))
        start = match.end()
    ranges.append((start, high))
    return ranges

"""A heading as it was found: its number, its words, and where they stand in their block."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.outline.heading_grammar import (
    FIELD_LABEL,
    MAX_HEADING_LENGTH,
    HeadingKind,
    NumberedStart,
    is_title_line,
    read_number,
    split_title,
)
from ingest.units.unit_clauses import find_unit_clauses

SPACED_KINDS = (
    HeadingKind.ANNEX,
    HeadingKind.PART,
    HeadingKind.CHAPTER,
    HeadingKind.SECTION,
    HeadingKind.ARTICLE,
    HeadingKind.DECIMAL,
    HeadingKind.DECIMAL_DEEP,
)
"""Kinds whose number stands apart from the title: 第一章 总则, 1.2 背景"""

_LONGEST_WITH_UNITS = 30
"""A longer line before a bracket with units, or one with a comma, is a task's sentence rather than a title."""


COMMA_BEFORE_BRACKET = re.compile(r"[^（(【\[〔，,；;！？]*[，,；;！？]")
"""完善供水，提高保证率（牵头单位：市水利局）: a sentence, no title before a bracket"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in a block.

    ``title`` is empty for a numbered paragraph that has no title of its own. ``title_start``/``title_end`` count characters of
    the block's words; ``rest_start`` is where a run-in paragraph goes on, ``None`` where the heading is the whole block.
    ``kind`` is ``None`` for a heading that only the format marks, with ``format_level``.
    """

    block: int
    kind: HeadingKind | None
    number: int
    label: str
    title: str
    title_start: int
    title_end: int
    rest_start: int | None = None
    restored: bool = False
    format_level: int | None = None
    names_units: bool = False
    """True where the rest of the line only names units: （一）完善供水（牵头单位：市水利局）."""

    @property
    def name(self) -> str:
        """The heading as it stands in a path: "第一章 编制背景", "（一）发展基础", "1.严格责任"."""
        spaced = self.kind in SPACED_KINDS
        return f"{self.label} {self.title}".strip() if spaced else f"{self.label}{self.title}"

    @property
    def is_line(self) -> bool:
        """Whether the heading is a whole block, not the opening words of a paragraph."""
        return self.rest_start is None and bool(self.title)


def heading_of_text(text: str, block: int = 0) -> Heading | None:
    """The numbered heading with which a text begins, judged by the text alone."""
    start = read_number(text)
    if start is None:
        return None
    body = text[start.length :]
    if label := FIELD_LABEL.match(body):
        at = start.length + label.end()
        return (
            Heading(block, start.kind, start.number, start.label, "", at, at, at)
            if body[label.end() :]
            else None
        )
    if is_title_line(body) and not _is_explained(text, body) and not find_unit_clauses(body):
        title = body.strip().rstrip("。.：:")
        end = start.length + len(body) - len(body.lstrip()) + len(title)
        return Heading(block, start.kind, start.number, start.label, title.strip(), start.length, end)
    if heading := _with_units(text, start, block):
        return heading
    if split := split_title(body):
        return Heading(
            block,
            start.kind,
            start.number,
            start.label,
            body[: split.title_end].strip(),
            start.length,
            start.length + split.title_end,
            start.length + split.rest_start,
        )
    if start.separator_lost:
        return None
    return Heading(block, start.kind, start.number, start.label, "", start.length, start.length, start.length)


def _is_explained(text: str, body: str) -> bool:
    """公交优先工程：新建首末站4个，改造30处。: a short title, and behind its colon a sentence that says what it is about."""
    if len(text.strip()) > MAX_HEADING_LENGTH:
        return True
    split = split_title(body)
    rest = body[split.rest_start :] if split is not None else ""
    return rest.rstrip().endswith("。") or ("，" in rest and any(mark.isdigit() for mark in rest))


def _with_units(text: str, start: NumberedStart, block: int) -> Heading | None:
    """A heading line that ends in a bracket which names units."""
    if COMMA_BEFORE_BRACKET.match(text, start.length):
        return None
    end = len(text.rstrip())
    for clause in find_unit_clauses(text):
        title = text[start.length : clause.outer_start].strip().rstrip("。：:")
        short = len(title) <= _LONGEST_WITH_UNITS and "，" not in title and "," not in title
        if clause.outer_end == end and clause.outer_start < clause.start and is_title_line(title) and short:
            stop = text.index(title, start.length) + len(title)
            return Heading(
                block,
                start.kind,
                start.number,
                start.label,
                title,
                start.length,
                stop,
                clause.outer_start,
                names_units=True,
            )
    return None

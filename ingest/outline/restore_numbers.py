"""Numbers that the source lost, put back: from the table of contents, from a count that jumps, from a separator left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.outline.heading_grammar import (
    LOST_NUMBER,
    MAX_HEADING_LENGTH,
    HeadingKind,
    comparable,
    is_bare_title,
    is_title_line,
    label_of,
    read_number,
)
from ingest.outline.headings import Heading, heading_of_text
from ingest.source import Block, Paragraph

_DECIMALS = (HeadingKind.DECIMAL, HeadingKind.DECIMAL_DEEP)
_FEWEST_DECIMALS = 3
_LOOK_AHEAD = 40
_NEAR = 3
_MAX_RESTORED_GAP = 3


def believe_dotless(found: dict[int, Heading], blocks: Sequence[Block]) -> dict[int, Heading]:
    """ "1严格责任。…" is believed where it continues a count, or where 2 follows soon."""
    kept: dict[int, Heading] = {}
    last = 0
    for index in sorted(found):
        heading = found[index]
        block = blocks[index]
        start = read_number(block.text) if isinstance(block, Paragraph) else None
        if start is not None and start.separator_lost:
            if heading.number != last + 1 or (heading.number == 1 and not _second_follows(index, found)):
                continue
            heading = replace(heading, restored=True)
        if heading.kind is HeadingKind.ARABIC:
            last = heading.number
        elif heading.kind is None or heading.kind < HeadingKind.ARABIC:
            last = 0
        kept[index] = heading
    return kept


def believe_decimals(found: dict[int, Heading]) -> dict[int, Heading]:
    """1.2 … is a heading where 1.1 or 1.3 is one too; a lone 1.5 begins a sentence."""
    labels = {heading.label for heading in found.values() if heading.kind in _DECIMALS}
    kept: dict[int, Heading] = {}
    for index, heading in found.items():
        if heading.kind in _DECIMALS:
            prefix, last = heading.label.rsplit(".", 1)
            beside = {f"{prefix}.{int(last) - 1}", f"{prefix}.{int(last) + 1}", f"{heading.label}.1"}
            lone_first = last == "1" and len(labels) >= _FEWEST_DECIMALS
            if not beside & labels and not lone_first:
                continue
        kept[index] = heading
    return kept


def _second_follows(index: int, found: dict[int, Heading]) -> bool:
    for other in sorted(found):
        if other <= index or other > index + _LOOK_AHEAD:
            continue
        kind = found[other].kind
        if kind is HeadingKind.DECIMAL:
            return found[other].label == f"{found[index].number}.1"
        if kind is HeadingKind.ARABIC:
            return found[other].number == 2
        if kind is None or kind < HeadingKind.ARABIC:
            return False
    return False


def number_from_contents(
    found: dict[int, Heading], blocks: Sequence[Block], contents: Sequence[str]
) -> dict[int, Heading]:
    """A title line that the table of contents knows with its number gets it back, unless a numbered heading has that title."""
    numbered = {comparable(heading.title) for heading in found.values() if heading.kind is not None}
    known: dict[str, Heading] = {}
    for line in contents:
        entry = heading_of_text(line)
        title = comparable(line)
        if entry and entry.kind is not None and title and title not in numbered:
            known[title] = entry
    restored = dict(found)
    for index, block in enumerate(blocks):
        if index in found or not isinstance(block, Paragraph) or len(block.text) > MAX_HEADING_LENGTH:
            continue
        entry = known.get(comparable(block.text))
        if entry is not None and entry.kind is not None:
            restored[index] = _restored(index, block.text, entry.kind, entry.number)
    return restored


def _restored(index: int, text: str, kind: HeadingKind, number: int) -> Heading:
    lead = LOST_NUMBER.match(text)
    start = lead.end() if lead else 0
    title = text[start:].strip().rstrip("。：:")
    return Heading(
        index, kind, number, label_of(kind, number), title, start, start + len(title), restored=True
    )


def number_after_separator(found: dict[int, Heading], blocks: Sequence[Block]) -> dict[int, Heading]:
    """ "、强化保护": the numeral is lost, its separator is not: it continues the count of 一、二、 before it."""
    restored = dict(found)
    last = 0
    for index, block in enumerate(blocks):
        heading = restored.get(index)
        if heading is not None:
            if heading.kind is HeadingKind.IDEOGRAPH:
                last = heading.number
            elif heading.kind is not None and heading.kind < HeadingKind.IDEOGRAPH:
                last = 0
        elif isinstance(block, Paragraph) and LOST_NUMBER.match(block.text) and is_title_line(block.text):
            last += 1
            restored[index] = _restored(index, block.text, HeadingKind.IDEOGRAPH, last)
    return restored


def number_from_gaps(found: dict[int, Heading], blocks: Sequence[Block]) -> dict[int, Heading]:
    """A count that jumps (二、 then 四、) with as many bare titles between as numbers are missing: those are the headings."""
    restored = dict(found)
    for kind in (HeadingKind.CHAPTER, HeadingKind.SECTION, HeadingKind.IDEOGRAPH, HeadingKind.BRACKETED):
        last_number, last_index = 0, -1
        known = dict(restored)
        for index in sorted(known):
            heading = known[index]
            if heading.kind is None:
                continue
            if heading.kind < kind:
                last_number, last_index = 0, index
            if heading.kind is not kind:
                continue
            missing = heading.number - last_number - 1
            if 0 < missing <= _MAX_RESTORED_GAP and last_index >= 0:
                bare = _bare_titles(last_index + 1, index, kind, known, blocks)
                if len(bare) == missing:
                    for offset, at in enumerate(bare, 1):
                        block = blocks[at]
                        assert isinstance(block, Paragraph)
                        restored[at] = _restored(at, block.text, kind, last_number + offset)
            last_number, last_index = heading.number, index
    return restored


def _bare_titles(
    start: int, end: int, kind: HeadingKind, found: dict[int, Heading], blocks: Sequence[Block]
) -> list[int]:
    """Unnumbered title lines between two headings that can be headings of this kind.

    For a chapter or section the narrower numbering must begin anew soon after it; for others prose must follow.
    """
    bare: list[int] = []
    for index in range(start, end):
        block = blocks[index]
        if index in found or not isinstance(block, Paragraph) or not is_bare_title(block.text):
            continue
        following = [found[i] for i in range(index + 1, min(end, index + 1 + _NEAR) + 1) if i in found]
        restarts = bool(following) and following[0].number == 1 and (following[0].kind or 0) > kind
        nearest = blocks[index + 1] if index + 1 < len(blocks) else None
        prose = isinstance(nearest, Paragraph) and "。" in nearest.text and index + 1 not in found
        if restarts or (kind >= HeadingKind.IDEOGRAPH and prose):
            bare.append(index)
    return bare

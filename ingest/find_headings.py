"""Which paragraphs are headings: numbered ones, those the format marks, and those whose number the source lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.heading_grammar import (
    ANNEX_HEADING,
    LOST_NUMBER,
    MAX_HEADING_LENGTH,
    HeadingKind,
    comparable,
    is_bare_title,
    is_title_line,
    label_of,
    numeral_value,
    read_number,
    split_title,
)
from ingest.source import Block, Paragraph

DOCUMENT_TITLE = re.compile(
    r"(?:规划|计划|方案|意见|通知|纲要|清单|办法|措施|要点|决定|通告|批复)(?:[》”]|[（(][^（）()]{1,20}[）)])*$"
)
"""…“十四五”水利发展规划 · …的通知"""

_MOST_TITLES = 2
_LOOK_AHEAD = 40
_NEAR = 3
_MAX_RESTORED_GAP = 3


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

    @property
    def name(self) -> str:
        """The heading as it stands in a path: "第一章 编制背景", "（一）发展基础", "1.严格责任"."""
        spaced = self.kind in (HeadingKind.PART, HeadingKind.CHAPTER, HeadingKind.SECTION, HeadingKind.ANNEX)
        return f"{self.label} {self.title}".strip() if spaced else f"{self.label}{self.title}"

    @property
    def is_line(self) -> bool:
        """Whether the heading is a whole block, not the opening words of a paragraph."""
        return self.rest_start is None and bool(self.title)


def find_headings(blocks: Sequence[Block], contents: Sequence[str] = ()) -> dict[int, Heading]:
    """Headings by the number of their block. ``contents`` are the lines of the table of contents: they tell lost numbers."""
    found: dict[int, Heading] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and (heading := _read_heading(index, block, blocks)):
            found[index] = heading
    found = _with_annex_titles(_without_document_title(found), blocks)
    found = _believe_dotless(found, blocks)
    found = _number_from_contents(found, blocks, contents)
    found = _number_after_separator(found, blocks)
    return _number_from_gaps(found, blocks)


def heading_of_text(text: str, block: int = 0) -> Heading | None:
    """The numbered heading with which a text begins, judged by the text alone."""
    start = read_number(text)
    if start is None:
        return None
    body = text[start.length :]
    if is_title_line(body) and len(text.strip()) <= MAX_HEADING_LENGTH:
        title = body.strip().rstrip("。.：:")
        end = start.length + len(body) - len(body.lstrip()) + len(title)
        return Heading(block, start.kind, start.number, start.label, title.strip(), start.length, end)
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


def _read_heading(index: int, block: Paragraph, blocks: Sequence[Block]) -> Heading | None:
    text = block.text
    if heading := _read_annex(index, text, blocks):
        return heading
    if heading := heading_of_text(text, index):
        return replace(heading, format_level=block.heading_level)
    if block.heading_level is not None and is_title_line(text):
        title = text.strip().rstrip("。：:")
        return Heading(index, None, 0, "", title, 0, len(text.rstrip()), format_level=block.heading_level)
    return None


def _with_annex_titles(found: dict[int, Heading], blocks: Sequence[Block]) -> dict[int, Heading]:
    """附件2 on a line of its own takes the line below as its title. At the head of a file it only says that this is an annex."""
    titled = dict(found)
    for index in sorted(found):
        heading = found[index]
        if heading.kind is not HeadingKind.ANNEX or heading.title:
            continue
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        if index <= _NEAR and not any(other < index for other in found):
            del titled[index]
        elif isinstance(below, Paragraph) and index + 1 not in found and is_title_line(below.text):
            text = below.text
            titled[index + 1] = replace(
                heading, block=index + 1, title=text.strip(), title_start=0, title_end=len(text.rstrip())
            )
    return titled


def _without_document_title(found: dict[int, Heading]) -> dict[int, Heading]:
    """A title that the format marks as a heading (h1) stands above all others and is no section."""
    marked = [index for index in sorted(found) if found[index].kind is None]
    if not marked:
        return found
    top = min(found[index].format_level or 1 for index in marked)
    first = min(found)
    titles = {
        index
        for index in marked
        if found[index].format_level == top and (index == first or DOCUMENT_TITLE.search(found[index].title))
    }
    if len(titles) > _MOST_TITLES:
        return found
    return {index: heading for index, heading in found.items() if index not in titles}


def _read_annex(index: int, text: str, blocks: Sequence[Block]) -> Heading | None:
    """附件 as the heading of what follows, not as an entry of the list of annexes below a notice."""
    match = ANNEX_HEADING.match(text)
    if match is None or len(text) > MAX_HEADING_LENGTH or not is_title_line(text[match.end() :] or "附件"):
        return None
    title = text[match.end() :].strip()
    if title and (read_number(title) or _is_annex_list(index, blocks)):
        return None
    number = numeral_value(match[1]) or 0
    return Heading(
        index,
        HeadingKind.ANNEX,
        number,
        label_of(HeadingKind.ANNEX, number),
        title,
        match.end(),
        len(text.rstrip()),
    )


def _is_annex_list(index: int, blocks: Sequence[Block]) -> bool:
    """Entries of a list of annexes stand next to one another, or before a signature, or at the very end."""
    around = [index - 1, index + 1]
    neighbours = [b.text for i in around if 0 <= i < len(blocks) and isinstance(b := blocks[i], Paragraph)]
    if any(ANNEX_HEADING.match(text) for text in neighbours):
        return True
    following = blocks[index + 1 : index + 1 + _NEAR]
    return not any(
        not isinstance(block, Paragraph)
        or len(block.text) > _LOOK_AHEAD
        or read_number(block.text) is not None
        for block in following
    )


def _believe_dotless(found: dict[int, Heading], blocks: Sequence[Block]) -> dict[int, Heading]:
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


def _second_follows(index: int, found: dict[int, Heading]) -> bool:
    for other in sorted(found):
        if other <= index or other > index + _LOOK_AHEAD:
            continue
        kind = found[other].kind
        if kind is HeadingKind.ARABIC:
            return found[other].number == 2
        if kind is None or kind < HeadingKind.ARABIC:
            return False
    return False


def _number_from_contents(
    found: dict[int, Heading], blocks: Sequence[Block], contents: Sequence[str]
) -> dict[int, Heading]:
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


def _number_after_separator(found: dict[int, Heading], blocks: Sequence[Block]) -> dict[int, Heading]:
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


def _number_from_gaps(found: dict[int, Heading], blocks: Sequence[Block]) -> dict[int, Heading]:
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

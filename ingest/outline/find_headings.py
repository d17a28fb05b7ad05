"""Which paragraphs are headings: numbered ones, those the format marks, and those whose number the source lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.outline.find_signatures import annex_entries
from ingest.outline.heading_grammar import (
    ANNEX_HEADING,
    MAX_HEADING_LENGTH,
    HeadingKind,
    is_title_line,
    numeral_value,
    read_number,
)
from ingest.outline.headings import Heading, heading_of_text
from ingest.outline.restore_numbers import (
    believe_decimals,
    believe_dotless,
    number_after_separator,
    number_from_contents,
    number_from_gaps,
)
from ingest.source import Block, Paragraph

DOCUMENT_TITLE = re.compile(
    r"(?:规划|计划|方案|意见|通知|纲要|清单|办法|措施|要点|决定|通告|批复)(?:[》”]|[（(][^（）()]{1,20}[）)])*$"
)
"""…“十四五”水利发展规划 · …的通知"""

STANDING_TITLE = re.compile(
    r"(?:前\s*言|序\s*言|引\s*言|导\s*言|绪\s*论|结\s*语|后\s*记|编制说明|名词解释)\s*$"
)
"""前言: a heading that never has a number"""

_WIDE = (
    HeadingKind.PART,
    HeadingKind.CHAPTER,
    HeadingKind.SECTION,
    HeadingKind.IDEOGRAPH,
    HeadingKind.BRACKETED,
)
_MOST_TITLES = 2
_LOOK_AHEAD = 40
_NEAR = 3


def find_headings(blocks: Sequence[Block], contents: Sequence[str] = ()) -> dict[int, Heading]:
    """Headings by the number of their block. ``contents`` are the lines of the table of contents: they tell lost numbers."""
    found: dict[int, Heading] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and (heading := _read_heading(index, block, blocks)):
            found[index] = heading
    entries = annex_entries(blocks)
    found = {index: heading for index, heading in found.items() if index not in entries}
    found = _with_titles_below(_with_annex_titles(_without_document_title(found), blocks), blocks)
    found = believe_dotless(believe_decimals(found), blocks)
    found = number_from_contents(found, blocks, contents)
    found = number_after_separator(found, blocks)
    return number_from_gaps(found, blocks)


def _read_heading(index: int, block: Paragraph, blocks: Sequence[Block]) -> Heading | None:
    text = block.text
    if heading := _read_annex(index, text, blocks):
        return heading
    if heading := heading_of_text(text, index):
        return replace(heading, format_level=block.heading_level)
    if STANDING_TITLE.match(text):
        title = "".join(text.split())
        return Heading(index, None, 0, "", title, 0, len(text.rstrip()))
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


def _with_titles_below(found: dict[int, Heading], blocks: Sequence[Block]) -> dict[int, Heading]:
    """第一章 on a line of its own takes the line below as its title."""
    titled = dict(found)
    for index, heading in found.items():
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        if (
            heading.kind not in _WIDE
            or heading.title
            or index + 1 in found
            or not isinstance(below, Paragraph)
        ):
            continue
        block = blocks[index]
        alone = isinstance(block, Paragraph) and heading.title_end >= len(block.text.rstrip())
        if alone and _can_be_title(below.text):
            text = below.text.strip()
            titled[index + 1] = replace(
                heading,
                block=index + 1,
                title=text,
                title_start=0,
                title_end=len(below.text.rstrip()),
                rest_start=None,
            )
    return titled


def _can_be_title(text: str) -> bool:
    return (
        is_title_line(text)
        and len(text) <= _LOOK_AHEAD
        and "，" not in text
        and text.rstrip()[-1] not in "。：:"
    )


def _without_document_title(found: dict[int, Heading]) -> dict[int, Heading]:
    """A title that the format marks as a heading (h1) stands above all others and is no section."""
    marked = [i for i in sorted(found) if found[i].kind is None and found[i].format_level is not None]
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
    number = numeral_value(match[2]) or 0
    return Heading(
        index,
        HeadingKind.ANNEX,
        number,
        f"附{match['what']}{number or ''}",
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

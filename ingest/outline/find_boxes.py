"""Boxes (专栏): numbered side texts or tables. Their frame is usually lost, so where one ends is told from its content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.outline.heading_grammar import BOX_HEADING, CIRCLED_MARK, HeadingKind, is_title_line, split_title
from ingest.outline.headings import Heading
from ingest.source import Block, Paragraph, Table

_MAX_BOX_TITLE = 60
_CAPTION_LINES = 2
_REFERENCE_STARTS = ("所", "中", "的", "列", "内")
_PLAIN_TITLE = 26
"""An opening sentence up to this length makes a paragraph a titled one."""


@dataclass(frozen=True, slots=True)
class BoxTitle:
    """``number`` as printed ("3", "三", or ""), ``name`` as it stands in a path: "专栏3 质量强县"."""

    number: str
    title: str

    @property
    def name(self) -> str:
        return f"专栏{self.number} {self.title}".strip()


def box_title_of(block: Block) -> BoxTitle | None:
    """The title of the box that begins with this block: a line of its own, or the first cell of a table."""
    if isinstance(block, Table):
        first = next((cell.text for cell in block.cells if cell.text.strip()), "")
        return read_box_title(first.split("\n")[0])
    return read_box_title(block.text)


def read_box_title(line: str) -> BoxTitle | None:
    """专栏 2：质量强县 → number 2, title 质量强县. Sentences that only mention a box are none."""
    text = line.strip()
    match = BOX_HEADING.match(text)
    if match is None or len(text) > _MAX_BOX_TITLE:
        return None
    title = text[match.end() :].strip()
    if title.startswith(_REFERENCE_STARTS) or (title and not is_title_line(title)):
        return None
    if not match[1] and not title:
        return None
    return BoxTitle(match[1], title.rstrip("。：:"))


def box_end(
    blocks: Sequence[Block],
    start: int,
    headings: Mapping[int, Heading],
    main: Mapping[HeadingKind, int],
) -> int:
    """The block (exclusive) at which the box that starts at ``start`` ends.

    ``main`` holds the last number of each open kind of heading outside the box: a number that continues those ends it.
    """
    if isinstance(blocks[start], Table):
        return start + 1
    first = start + 1
    for at in range(first, min(first + _CAPTION_LINES + 1, len(blocks))):
        if isinstance(blocks[at], Table):
            return _end_of_tables(blocks, at)
        if at in headings or "。" in _text(blocks[at]):
            break
    if first >= len(blocks) or box_title_of(blocks[first]) is not None:
        return first
    opening = headings.get(first)
    if opening is not None:
        return _end_of_count(blocks, first, headings, opening, main)
    return _end_of_prose(blocks, first, headings, start)


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _end_of_tables(blocks: Sequence[Block], at: int) -> int:
    while at < len(blocks) and isinstance(blocks[at], Table):
        at += 1
    while at < len(blocks) and _text(blocks[at]).startswith(("注：", "注:", "备注")):
        at += 1
    return at


def _end_of_count(
    blocks: Sequence[Block],
    first: int,
    headings: Mapping[int, Heading],
    opening: Heading,
    main: Mapping[HeadingKind, int],
) -> int:
    """A box of numbered items ends where their count ends."""
    kind = opening.kind
    if kind is None or opening.number != 1 or main.get(kind) == 0:
        return first
    last = 0
    at = first
    while at < len(blocks) and not isinstance(blocks[at], Table) and box_title_of(blocks[at]) is None:
        heading = headings.get(at)
        if heading is None:
            if last and _style(_text(blocks[at])) == "titled":
                break
        elif heading.kind is kind and heading.number == last + 1:
            last = heading.number
        elif heading.kind is None or heading.kind <= kind:
            break
        at += 1
    return at


def _end_of_prose(blocks: Sequence[Block], first: int, headings: Mapping[int, Heading], start: int) -> int:
    """A box of plain paragraphs ends at the next heading, or before, where the style of the text around it returns."""
    end = first
    while (
        end < len(blocks)
        and end not in headings
        and isinstance(blocks[end], Paragraph)
        and box_title_of(blocks[end]) is None
    ):
        end += 1
    styles = [_style(_text(blocks[at])) for at in range(first, end)]
    if not styles:
        return first
    outside = _style_before(blocks, start, headings)
    inside = styles[0]
    if inside == outside or outside is None:
        return end
    for offset, style in enumerate(styles):
        leaves = style == outside if inside != "circled" else style != "circled"
        if leaves and (inside == "circled" or outside == "titled"):
            return first + offset
    return end


def _style(text: str) -> str:
    if CIRCLED_MARK.search(text):
        return "circled"
    return "titled" if split_title(text, longest=_PLAIN_TITLE) is not None else "plain"


def _style_before(blocks: Sequence[Block], start: int, headings: Mapping[int, Heading]) -> str | None:
    """The usual style of the paragraphs between the last heading and the box, ``None`` where there are none."""
    styles: list[str] = []
    at = start - 1
    while at >= 0 and at not in headings and isinstance(blocks[at], Paragraph):
        if box_title_of(blocks[at]) is not None:
            break
        styles.append(_style(_text(blocks[at])))
        at -= 1
    return max(styles, key=styles.count) if styles else None

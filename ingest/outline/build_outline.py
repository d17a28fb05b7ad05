"""The outline of a document: sections nested as this document nests them, boxes (专栏), and the heading path of each block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.cell_text import cell_paragraphs
from ingest.outline.find_boxes import BoxTitle, box_end, box_title_of
from ingest.outline.find_headings import find_headings
from ingest.outline.find_signatures import find_signatures
from ingest.outline.heading_grammar import HeadingKind, comparable
from ingest.outline.headings import Heading
from ingest.outline.joined_items import split_joined_items
from ingest.outline.nesting_ranks import nesting_ranks, ranks_of_levels
from ingest.outline.outline import BlockKind, Outline, Piece
from ingest.plan import Box, ReadingWarning, Section
from ingest.source import Block, Paragraph, SourceText, Table

__all__ = ["BlockKind", "Outline", "Piece", "build_outline", "nesting_ranks"]

_ITEM_KINDS = (
    HeadingKind.ARTICLE,
    HeadingKind.WORDED,
    HeadingKind.ARABIC,
    HeadingKind.BRACKETED_ARABIC,
    HeadingKind.CIRCLED,
)
"""Numbers of items: a box that follows a run-in item stands beside it, not inside."""

_CONTAINER_TEXT = 60
"""A heading followed by no more prose than this (characters) can hold an outline of its own that starts at 一、 again."""

_FEWEST_BOXES = 3
"""From so many boxes on their places tell which level they belong to."""

_FORMAT_RANK = 1.5
"""A level that only the format states ranks between the kinds of numbers: level 1 beside 章."""


@dataclass(frozen=True, slots=True)
class _FoundBox:
    """A box with the numbers of its lines, ``end`` exclusive."""

    box: Box
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Open:
    """An open heading on the way down to the current block."""

    kind: HeadingKind | None
    rank: float
    number: int
    name: str
    title: str
    block: int
    has_section: bool
    run_in: bool


@dataclass(slots=True)
class _Builder:
    blocks: Sequence[Block]
    source: SourceText
    headings: dict[int, Heading]
    ranks: dict[HeadingKind, float]
    rank_of_level: Mapping[int, float]
    stack: list[_Open] = field(default_factory=list)
    prose: int = 0
    before_annex: list[_Open] = field(default_factory=list)
    """What was open before the last annex: an annexed table may stand in the middle of the text."""
    sections: list[Section] = field(default_factory=list)
    boxes: list[_FoundBox] = field(default_factory=list)
    warnings: list[ReadingWarning] = field(default_factory=list)

    def path(self) -> tuple[str, ...]:
        return tuple(entry.name for entry in self.stack if entry.has_section)


def build_outline(blocks: Sequence[Block], source: SourceText, contents: Sequence[str] = ()) -> Outline:
    """The outline of laid-out blocks. ``contents`` are the lines of the document's table of contents, if it has one."""
    numbered = list(_unfold(blocks, source.text))
    lines = [content for _, content in numbered]
    headings = find_headings(lines, contents)
    ranks = nesting_ranks([headings[index] for index in sorted(headings)])
    builder = _Builder(lines, source, headings, ranks, ranks_of_levels(headings.values(), ranks))
    paths: list[tuple[str, ...]] = []
    kinds: list[BlockKind] = []
    index = 0
    while index < len(lines):
        title = box_title_of(lines[index])
        if title is not None:
            end = _add_box(builder, index, title)
            paths += [()] * (end - index)
            kinds += [_kind_in_box(lines, headings, at, index) for at in range(index, end)]
            index = end
            continue
        kinds.append(_enter(builder, index))
        paths.append(builder.path())
        index += 1
    _settle_boxes(builder, paths, kinds)
    for at in find_signatures(lines, headings):
        kinds[at] = BlockKind.SIGNATURE
    box_of = {at: number for number, box in enumerate(builder.boxes) for at in range(box.start, box.end)}
    pieces = tuple(
        Piece(block, content, kinds[at], paths[at], headings.get(at), box_of.get(at), _is_flat(blocks[block]))
        for at, (block, content) in enumerate(numbered)
    )
    first = {piece.block: piece for piece in reversed(pieces)}
    return Outline(
        sections=tuple(builder.sections),
        boxes=tuple(box.box for box in builder.boxes),
        block_paths=tuple(first[block].path for block in range(len(blocks))),
        block_kinds=tuple(
            BlockKind.TABLE if isinstance(blocks[block], Table) else first[block].kind
            for block in range(len(blocks))
        ),
        pieces=pieces,
        warnings=tuple(builder.warnings),
    )


def _is_flat(block: Block) -> bool:
    return isinstance(block, Table) and not block.columns_known


def _unfold(blocks: Sequence[Block], source_text: str) -> Iterator[tuple[int, Block]]:
    """Blocks with their numbers. A table whose borders are lost, or that is only a frame around text, comes as its lines,
    for headings stand among them."""
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            parts = split_joined_items(block.words, source_text)
            if len(parts) == 1:
                yield number, block
            else:
                yield from ((number, replace(block, words=words)) for words in parts)
        elif not block.columns_known and block.cells:
            for cell in block.cells:
                yield number, Paragraph(cell.words)
        elif _is_frame(block):
            for cell in block.cells:
                for words in cell_paragraphs(cell.words):
                    yield number, Paragraph(words)
        else:
            yield number, block


def _is_frame(table: Table) -> bool:
    """A table of one column with sentences in it: a frame around a box, or a page set as a table."""
    columns = {cell.column for cell in table.cells if cell.text.strip()}
    return len(columns) == 1 and any("。" in cell.text for cell in table.cells)


def _kind_in_box(blocks: Sequence[Block], headings: dict[int, Heading], at: int, start: int) -> BlockKind:
    if isinstance(blocks[at], Table):
        return BlockKind.TABLE
    if at == start:
        return BlockKind.BOX_TITLE
    return BlockKind.RUN_IN if at in headings else BlockKind.TEXT


def _add_box(builder: _Builder, index: int, title: BoxTitle) -> int:
    main = {entry.kind: entry.number for entry in builder.stack if entry.kind is not None}
    end = box_end(builder.blocks, index, builder.headings, main)
    spans = [_range(builder.blocks[at]) for at in range(index, end)]
    start = min(low for low, _ in spans)
    stop = max(high for _, high in spans)
    while builder.stack and builder.stack[-1].run_in and builder.stack[-1].kind in _ITEM_KINDS:
        del builder.stack[-1]
    box = Box(title.number, title.title, builder.source.span(start, stop), builder.path())
    builder.boxes.append(_FoundBox(box, title.name, index, end))
    return end


def _settle_boxes(builder: _Builder, paths: list[tuple[str, ...]], kinds: Sequence[BlockKind]) -> None:
    """Boxes that always close a chapter or section belong to it as a whole, not to the last small heading before them.

    How far up is told by the document: the deepest level at which text goes on behind any of its boxes.
    """
    behind: list[int] = []
    for box in builder.boxes:
        depth = len(box.box.section)
        following = builder.headings.get(box.end)
        if box.end < len(paths) and following is not None and kinds[box.end] is not BlockKind.REPEATED:
            depth = min(depth, len(paths[box.end]))
        behind.append(depth if box.end < len(paths) else 0)
    deepest = max(behind) if len(behind) >= _FEWEST_BOXES else None
    for at, box in enumerate(builder.boxes):
        section = box.box.section[:deepest]
        builder.boxes[at] = replace(box, box=replace(box.box, section=section))
        for block in range(box.start, box.end):
            paths[block] = (*section, box.name)


def _range(block: Block) -> tuple[int, int]:
    if isinstance(block, Paragraph):
        return block.words.source_range()
    ranges = [cell.words.source_range() for cell in block.cells if cell.text]
    return (min(low for low, _ in ranges), max(high for _, high in ranges)) if ranges else (0, 0)


def _enter(builder: _Builder, index: int) -> BlockKind:
    block = builder.blocks[index]
    if isinstance(block, Table):
        builder.prose += _CONTAINER_TEXT
        return BlockKind.TABLE
    heading = builder.headings.get(index)
    if heading is None:
        builder.prose += len(block.text) if len(block.text) > 1 and "。" in block.text else 0
        return BlockKind.TEXT
    if heading.is_line and _is_repeated(builder, heading):
        return BlockKind.REPEATED
    _push(builder, heading)
    builder.prose = 0 if heading.is_line else _CONTAINER_TEXT
    if heading.title:
        _add_section(builder, heading, block)
    return BlockKind.HEADING if heading.is_line else BlockKind.RUN_IN


def _is_repeated(builder: _Builder, heading: Heading) -> bool:
    title = comparable(heading.title)
    return any(
        entry.kind is heading.kind and entry.number == heading.number and comparable(entry.title) == title
        for entry in builder.stack
    )


def _push(builder: _Builder, heading: Heading) -> None:
    """Close what the heading ends and open it."""
    stack = builder.stack
    _leave_annex(builder, heading)
    rank = _rank(builder, heading)
    same = [at for at, entry in enumerate(stack) if entry.kind is heading.kind and entry.rank == rank]
    if heading.kind is None:
        cut = next((at for at, entry in enumerate(stack) if entry.rank >= rank), len(stack))
    elif same and _opens_inner_count(builder, heading, stack[same[-1]]):
        cut = len(stack)
    else:
        follows = [at for at in same if stack[at].number + 1 == heading.number]
        at = follows[-1] if follows else (same[-1] if same else None)
        cut = (
            at
            if at is not None
            else next(
                (i for i, entry in enumerate(stack) if entry.rank > rank or _beside(entry, rank)), len(stack)
            )
        )
        if at is None and any(entry.rank < rank for entry in stack[cut:]):
            cut = max(i for i, entry in enumerate(stack) if entry.rank < rank) + 1
    del stack[cut:]
    stack.append(
        _Open(
            heading.kind,
            rank,
            heading.number,
            heading.name,
            heading.title,
            heading.block,
            has_section=bool(heading.title),
            run_in=not heading.is_line,
        )
    )


def _leave_annex(builder: _Builder, heading: Heading) -> None:
    """A count that goes on behind an annexed table (二、重点项目 · 附表1 · 三、保障措施) goes on in the text before it."""
    stack = builder.stack
    if heading.kind is HeadingKind.ANNEX:
        if stack and stack[0].kind is not HeadingKind.ANNEX:
            builder.before_annex = list(stack)
        return
    inside = any(entry.kind is heading.kind for entry in stack)
    goes_on = heading.number > 1 and any(
        entry.kind is heading.kind and entry.number + 1 == heading.number for entry in builder.before_annex
    )
    if stack and stack[0].kind is HeadingKind.ANNEX and not inside and goes_on:
        stack[:] = builder.before_annex


def _beside(entry: _Open, rank: float) -> bool:
    """An open heading without a number that ranks with a kind of numbers is closed by them."""
    return entry.kind is None and entry.rank == rank


def _opens_inner_count(builder: _Builder, heading: Heading, last: _Open) -> bool:
    """A count that starts at 1 again right below a heading of its own kind, which then only holds it (二、任务清单: 一、…)."""
    return (
        heading.number == 1
        and last is builder.stack[-1]
        and builder.prose < _CONTAINER_TEXT
        and last.has_section
        and last.number > 1
    )


def _rank(builder: _Builder, heading: Heading) -> float:
    if heading.kind is not None:
        return builder.ranks[heading.kind]
    if heading.format_level is None:
        return min(builder.ranks.values(), default=_FORMAT_RANK)
    level = heading.format_level
    return builder.rank_of_level.get(level, level + _FORMAT_RANK - 1)


def _add_section(builder: _Builder, heading: Heading, block: Paragraph) -> None:
    """Record a heading. An item that is a sentence ("1. 深化改革。…") is a task rather than a section, but stands in the path."""
    path = builder.path()
    source = builder.source.span(*block.words.source_range(0, heading.title_end))
    stands_alone = (heading.is_line and not block.text.rstrip().endswith("。")) or heading.names_units
    if stands_alone or heading.kind not in _ITEM_KINDS:
        builder.sections.append(
            Section(heading.label, heading.title, len(path), path, source, restored=heading.restored)
        )
    if heading.restored:
        message = f"原文中标题“{heading.title}”的序号缺失或不完整，已按前后文补为“{heading.label}”。"
        builder.warnings.append(ReadingWarning("restored_number", message, source))

"""What was read and what was not: lines of the source that ended up in no record."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ingest.outline.heading_grammar import comparable
from ingest.outline.outline import BlockKind, Outline, Piece
from ingest.plan import Plan, PlanRecords, Span
from ingest.source import Block, Paragraph, RepairedText, SourceText

LONGEST_LABEL = 24
"""整改措施：, 主要目标如下：: a line up to this length that ends in a colon only introduces what follows (characters)."""


def unclaimed_lines(source: SourceText, claimed: Iterable[Span]) -> tuple[Span, ...]:
    """The lines of the source none of whose words lie in a claimed span. Blank lines and bare "?" and rules do not count."""
    covered = _merged(claimed)
    unclaimed: list[Span] = []
    at = 0
    for line in source.text.splitlines(keepends=True):
        start, end = at, at + len(line)
        at = end
        if not any(character.isalnum() for character in line):
            continue
        following = bisect_right(covered, start, key=lambda span: span[1])
        if following < len(covered) and covered[following][0] < end:
            continue
        body = line.rstrip()
        unclaimed.append(source.span(start + len(body) - len(body.lstrip()), start + len(body)))
    return tuple(unclaimed)


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Covered stretches in order, none touching another."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted((span.start, span.end) for span in spans if span.end > span.start):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged


def claimed_spans(
    records: PlanRecords,
    outline: Outline,
    blocks: Sequence[Block],
    source: SourceText,
    *,
    contents: Sequence[Paragraph] = (),
    facts: Sequence[Span] = (),
) -> list[Span]:
    """Places that records take up, and those that were understood without being one: a table's header and caption, the table
    of contents, headings repeated at page breaks, what the page says about the document (``facts``)."""
    spans = [*_record_spans(records), *_plan_spans(records.plan), *facts]
    spans += [_span(source, paragraph.words) for paragraph in contents]
    spans += [
        _span(source, piece.content.words)
        for piece in outline.pieces
        if isinstance(piece.content, Paragraph) and _is_understood(piece)
    ]
    taken = _merged(spans)
    captions = tuple(filter(None, {comparable(indicator.table) for indicator in records.indicators}))
    for block in blocks:
        if isinstance(block, Paragraph):
            if captions and comparable(block.text).endswith(captions):
                spans.append(_span(source, block.words))
            continue
        ranges = [cell.words.source_range() for cell in block.cells if cell.text]
        if ranges and any(low < high and _touches(taken, low, high) for low, high in ranges):
            spans += [source.span(low, high) for low, high in ranges]
            beside = (block.caption, block.measure, *block.repeated)
            spans += [_span(source, words) for words in beside if words is not None and words.text]
    return spans


def _is_understood(piece: Piece) -> bool:
    """Lines that say nothing themselves: a heading that comes again, a signature, a number without words, 主要目标如下："""
    if piece.kind in (BlockKind.REPEATED, BlockKind.BOX_TITLE, BlockKind.SIGNATURE):
        return True
    text = piece.text.strip()
    number_only = (
        piece.heading is not None and not piece.heading.title and piece.heading.title_end >= len(text)
    )
    return number_only or (text.endswith(("：", ":")) and len(text) <= LONGEST_LABEL)


def _touches(covered: Sequence[tuple[int, int]], low: int, high: int) -> bool:
    following = bisect_right(covered, low, key=lambda span: span[1])
    return following < len(covered) and covered[following][0] < high


def _record_spans(records: PlanRecords) -> list[Span]:
    spans = [section.source for section in records.sections]
    spans += [task.source for task in records.tasks]
    spans += [task.units_source for task in records.tasks if task.units_source is not None]
    spans += [row.source for row in records.indicators]
    spans += [commitment.source for commitment in records.commitments]
    spans += [passage.source for passage in records.passages]
    return spans


def _plan_spans(plan: Plan) -> list[Span]:
    return [*([plan.title_source] if plan.title_source else []), *plan.field_sources.values()]


def _span(source: SourceText, words: RepairedText) -> Span:
    return source.span(*words.source_range())

"""How deep each kind of number and each stated level stands in a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ingest.outline.heading_grammar import HeadingKind
from ingest.outline.headings import Heading


def nesting_ranks(headings: Sequence[Heading]) -> dict[HeadingKind, float]:
    """How deep each kind of number stands in this document: the convention, unless the counts show another order.

    （一） stands inside 1. where it starts anew under each number while those count on, more often than the other way round.
    """
    order = sorted({heading.kind for heading in headings if heading.kind is not None})
    for wide in list(order):
        for narrow in list(order):
            if wide < narrow and _restarts_inside(headings, wide, narrow) > max(
                1, _restarts_inside(headings, narrow, wide)
            ):
                order.remove(wide)
                order.insert(order.index(narrow) + 1, wide)
    if order == sorted(order):
        return {kind: float(kind) for kind in order}
    return {kind: float(rank + order[0]) for rank, kind in enumerate(order)}


def _restarts_inside(headings: Sequence[Heading], inner: HeadingKind, outer: HeadingKind) -> int:
    """How often the inner count starts at 1 between n and n+1 of the outer count."""
    count = 0
    outer_number, started = 0, False
    for heading in headings:
        if heading.kind is outer:
            count += started and heading.number == outer_number + 1
            outer_number, started = heading.number, False
        elif heading.kind is inner and heading.number == 1 and outer_number:
            started = True
    return count


def ranks_of_levels(headings: Iterable[Heading], ranks: Mapping[HeadingKind, float]) -> dict[int, float]:
    """A level that the format states → the rank that most numbered headings of that level have."""
    counts: dict[int, Counter[float]] = {}
    for heading in headings:
        if heading.kind is not None and heading.format_level is not None:
            counts.setdefault(heading.format_level, Counter())[ranks[heading.kind]] += 1
    return {level: count.most_common(1)[0][0] for level, count in counts.items()}

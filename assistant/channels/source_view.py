"""The original text around a citation: what stands there, on which page and line, under which heading."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from ingest.plan import Plan, PlanRecords, Span

if TYPE_CHECKING:
    from ingest.library import Library


class PlaceUnknown(AssistantError):
    """The offsets lie outside the file's text."""

    code = "place_unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """Where ``start``–``end`` of a plan's source text is. ``line`` counts from 1; ``page`` where the format has pages."""

    plan: Plan
    start: int
    end: int
    page: int | None
    line: int
    section: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A place with its neighbourhood, as the file was read. ``pages`` are (page, offset in the source text) of the pages that
    begin in it."""

    place: Place
    before: str
    quote: str
    after: str
    pages: tuple[tuple[int, int], ...] = ()


def excerpt(library: Library, plan_id: str, start: int, end: int, *, context: int | None = 300) -> Excerpt:
    """The text at ``start``–``end`` with ``context`` characters on both sides, all of the text for ``None``.

    Raises :class:`ingest.errors.PlanNotFound` and :class:`PlaceUnknown`.
    """
    plan = library.plan(plan_id).plan
    text = library.source_text(plan_id)
    if not 0 <= start <= end <= len(text):
        raise PlaceUnknown(f"原文共 {len(text)} 个字，没有第 {start} 到 {end} 个字这一处。")
    left = 0 if context is None else max(0, start - context)
    right = len(text) if context is None else min(len(text), end + context)
    records = library.records(plan_id)
    place = Place(
        plan=plan,
        start=start,
        end=end,
        page=_page_at(records, start),
        line=text.count("\n", 0, start) + 1,
        section=_section_at(records, start),
    )
    pages = tuple((number, at) for number, at in enumerate(records.page_starts, 1) if left <= at < right)
    return Excerpt(place, text[left:start], text[start:end], text[end:right], pages)


def _section_at(records: PlanRecords, offset: int) -> tuple[str, ...]:
    before = [section for section in records.sections if section.source.start <= offset]
    return max(before, key=lambda section: section.source.start).path if before else ()


def _page_at(records: PlanRecords, offset: int) -> int | None:
    """The page on which the place lies; of a library of before, that of the last record that begins at or before it."""
    if records.page_starts:
        return max(1, bisect_right(records.page_starts, offset))
    spans: list[Span] = [
        record.source
        for group in (
            records.sections,
            records.tasks,
            records.indicators,
            records.commitments,
            records.passages,
        )
        for record in group
        if record.source.page is not None and record.source.start <= offset
    ]
    return max(spans, key=lambda span: span.start).page if spans else None

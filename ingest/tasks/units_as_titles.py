"""Units that stand as the titles of what they do: （一）市财政局：负责…, or a heading of one unit after another with their tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.outline.outline import BlockKind
from ingest.plan import Basis, Role, UnitAssignment
from ingest.source import Paragraph, RepairedText, SourceText
from ingest.tasks.group_paragraphs import Group
from ingest.tasks.share_units import add_units
from ingest.tasks.task_draft import TaskDraft, clip_title
from ingest.units.read_clause import are_units
from ingest.units.unit_clauses import is_unit_line, parse_unit_clause
from ingest.units.unit_lists import split_units
from ingest.units.unit_names import is_unit_name

OWN_DUTY = re.compile(r"(?:具体|主要|牵头)?(?:负责|承担|牵头|履行)|(?P<supports>配合|协助|参与)")
"""市财政局：负责…"""

_FEWEST_HEADINGS = 2
"""One heading that is a unit's name shows no list by units."""


def take_unit_of_title(drafts: Sequence[TaskDraft], source: SourceText) -> None:
    """市财政局：负责落实补助资金。: an item whose title is a unit says what that unit does."""
    for draft in drafts:
        rest = draft.words.text.removeprefix(draft.title).lstrip("：: \n")
        duty = OWN_DUTY.match(rest)
        if draft.units or duty is None or rest == draft.words.text or not are_units([draft.title]):
            continue
        role = Role.COOPERATING if duty["supports"] else Role.RESPONSIBLE
        place = source.span(*draft.words.source_range(0, len(draft.title)))
        draft.units.append(UnitAssignment(draft.title, role, Basis.STATED, place))
        draft.units_words = draft.words.slice(0, len(draft.title))
        draft.words = draft.words.slice(len(draft.words) - len(rest))
        draft.title = clip_title(rest)


def take_units_of_headings(drafts: Sequence[TaskDraft], groups: Sequence[Group], source: SourceText) -> None:
    """二、县城市管理局 / 1.… 2.…: the tasks below headings that name one unit after another are these units'."""
    held = _headings_of_units(groups)
    for draft in drafts:
        above = (draft.section[:depth] for depth in range(len(draft.section), 0, -1))
        words = next((held[path] for path in above if path in held), None)
        clause = parse_unit_clause(words.text) if words is not None and not draft.units else None
        if clause is not None and words is not None:
            units = tuple(replace(unit, role=Role.RESPONSIBLE, basis=Basis.STATED) for unit in clause.units)
            add_units(draft, replace(clause, units=units), words, source)
            draft.units_words = words


def _headings_of_units(groups: Sequence[Group]) -> dict[tuple[str, ...], RepairedText]:
    """Titles of headings by their path, where half of those below the same heading surely are units."""
    beside: dict[tuple[str, ...], dict[tuple[str, ...], RepairedText]] = {}
    for group in groups:
        piece = group.piece
        if piece is None or piece.heading is None or piece.kind is not BlockKind.HEADING or not group.path:
            continue
        if isinstance(piece.content, Paragraph):
            title = piece.content.words.slice(piece.heading.title_start, piece.heading.title_end)
            beside.setdefault(group.path[:-1], {})[group.path] = title
    held: dict[tuple[str, ...], RepairedText] = {}
    for titles in beside.values():
        sure = sum(is_unit_line(title.text) for title in titles.values())
        if sure >= _FEWEST_HEADINGS and sure * 2 >= len(titles):
            held |= {path: title for path, title in titles.items() if _names_units(title.text)}
    return held


def _names_units(title: str) -> bool:
    return all(is_unit_name(listed.name) for listed in split_units(title).names)

"""Units that are said once for several tasks: in the heading above them, or on a line below the last of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ingest.outline.heading_grammar import HeadingKind
from ingest.plan import Basis
from ingest.source import RepairedText, SourceText
from ingest.tasks.group_paragraphs import Body, Group
from ingest.tasks.task_draft import TaskDraft, assignments, labelled_deadline
from ingest.units.unit_clauses import UnitClause

_FEWEST_RUNS = 2
"""So often must units stand below the last item only, to be meant for all items."""


def inherit_units(drafts: Sequence[TaskDraft], groups: Sequence[Group], source: SourceText) -> None:
    """（一）完善供水（牵头单位：市水利局）: what a heading says holds for the tasks below it that name no units themselves."""
    stated = {group.path: group.bodies[0] for group in groups if group.names_units}
    for draft in drafts:
        if draft.units:
            continue
        for depth in range(len(draft.section), 0, -1):
            body = stated.get(draft.section[:depth])
            if body is not None:
                for clause in body.clauses:
                    add_units(draft, clause, body.words, source)
                    draft.units_words = body.words.slice(clause.start, clause.end)
                break


def share_closing_units(found: Sequence[tuple[Group, Sequence[TaskDraft]]], source: SourceText) -> None:
    """1.… 2.… 责任单位：市水利局: where a document names units only on a line below the last item of each list, they are for all
    its items. Which of them they are for is then inferred."""
    runs = [list(run) for _, run in groupby(found, key=lambda pair: _list_of(pair[0]))]
    runs = [run for run in runs if len(run) > 1 and all(len(drafts) == 1 for _, drafts in run)]
    early = any(draft.units for run in runs for _, drafts in run[:-1] for draft in drafts)
    closing = [(run, bodies) for run in runs if (bodies := _closing(run[-1][0]))]
    if early or len(closing) < _FEWEST_RUNS:
        return
    for run, bodies in closing:
        for _, drafts in run[:-1]:
            for body in bodies:
                for clause in body.clauses:
                    inferred = tuple(replace(unit, basis=Basis.INFERRED) for unit in clause.units)
                    add_units(drafts[0], replace(clause, units=inferred), body.words, source)
            drafts[0].units_words = run[-1][1][0].units_words
            drafts[0].deadline = drafts[0].deadline or labelled_deadline(run[-1][1][0].words)


def _list_of(group: Group) -> tuple[tuple[str, ...], HeadingKind | None]:
    heading = group.piece.heading if group.piece is not None else None
    return group.parent, heading.kind if heading is not None else None


def _closing(group: Group) -> list[Body]:
    return [body for body in group.bodies if body.is_clause_only]


def add_units(draft: TaskDraft, clause: UnitClause, words: RepairedText, source: SourceText) -> None:
    known = {(unit.name, unit.role) for unit in draft.units}
    for unit in assignments(clause.units, words, source):
        if (unit.name, unit.role) not in known:
            known.add((unit.name, unit.role))
            draft.units.append(unit)
    draft.units_open = draft.units_open or clause.is_open

"""列第一位的为牵头单位，下同: a rule that a document states once and that holds for its lists of units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.outline.outline import Outline
from ingest.plan import Basis, Role
from ingest.tasks.task_draft import TaskDraft
from ingest.units.unit_clauses import find_unit_clauses, has_lead_rule, parse_unit_clause


def obey_lead_rule(drafts: Sequence[TaskDraft], outline: Outline) -> None:
    """Give each list of units the roles that the document's rule says: the first leads, the others cooperate, both stated.

    Stated inside a list of units the rule holds from there on; stated in a note it holds for the whole document. It does not
    touch tasks whose units have stated roles of both kinds, or a stated lead.
    """
    active = any(has_lead_rule(piece.text) and not find_unit_clauses(piece.text) for piece in outline.pieces)
    for draft in drafts:
        named = draft.units_words.text if draft.units_words is not None else ""
        active = active or has_lead_rule(named)
        if active and named and not _has_stated_roles(draft, named):
            _first_leads(draft)


def _has_stated_roles(draft: TaskDraft, named: str) -> bool:
    cooperating = any(unit.role is Role.COOPERATING and unit.basis is Basis.STATED for unit in draft.units)
    clause = parse_unit_clause(named)
    return draft.roles_by_column or cooperating or (clause is not None and clause.states_lead)


def _first_leads(draft: TaskDraft) -> None:
    for at, unit in enumerate(draft.units):
        role = Role.COOPERATING if at else Role.RESPONSIBLE
        draft.units[at] = replace(unit, role=role, basis=Basis.STATED)

"""A question that took over the place of the conversation and found nothing there: where else in the library it would find
something is named, without its values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answer import AnswerStatus
from assistant.answering.fix_scope import PLACES_ANSWERED_APART, allowed_plans
from assistant.answering.turn import Kind, Statement, StatementKind, Turn
from assistant.answering.vocabulary.catalogue import Catalogue
from prompts import reply

_OF_ONE_PLACE = frozenset((Kind.INDICATOR, Kind.TASK_UNITS, Kind.UNIT_TASKS, Kind.CONTENT))


def name_elsewhere(turn: Turn, catalogue: Catalogue, compose: Callable[[Turn], Turn]) -> Turn:
    """``turn`` is composed; ``compose`` takes an understood turn to a composed one."""
    asked, draft, scope = turn.asked, turn.draft, turn.scope
    if (
        not asked.place_taken_over
        or asked.kind not in _OF_ONE_PLACE
        or draft is None
        or draft.status is not AnswerStatus.NOT_FOUND
        or scope is None
    ):
        return turn
    others = tuple(plan for plan in allowed_plans(turn.question, catalogue) if plan not in scope.plan_ids)
    if not others:
        return turn
    everywhere = replace(asked, places=(), place_words=(), place_taken_over=False)
    found = compose(replace(Turn(replace(turn.question, plans=others)), understanding=everywhere)).draft
    if found is None or found.status is not AnswerStatus.ANSWERED:
        return turn
    plans = {ref.plan.id: ref.plan for line in found.statements for ref in line.refs}
    places = list(dict.fromkeys(catalogue.place_word(plan) for plan in plans.values()))
    if not places or len(places) > PLACES_ANSWERED_APART:
        return turn
    note = Statement("\n" + reply("found_elsewhere", places="、".join(places)), kind=StatementKind.LEAD)
    return turn.grow("name_elsewhere", places, draft=replace(draft, statements=(*draft.statements, note)))

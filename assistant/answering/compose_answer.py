"""Step 5: a short Chinese answer from what was found, every statement with the place it rests on."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answer import AnswerStatus
from assistant.answering import question_patterns as patterns
from assistant.answering.catalogue import Catalogue
from assistant.answering.compose_content import compose_content, compose_mentions, nothing_found
from assistant.answering.compose_indicators import compose_indicator, compose_indicator_list, row_statement
from assistant.answering.compose_plans import compose_plan_fact, compose_plan_list
from assistant.answering.compose_units import compose_task_units, compose_unit_tasks, task_units_statement
from assistant.answering.fix_scope import place_list
from assistant.answering.match_tasks import TASK_FLOOR
from assistant.answering.turn import SMALL_TALK, Draft, FoundTask, Kind, Statement, StatementKind, Turn
from ingest.plan import TaskItem
from prompts import reply

_NUMBER_FLOOR = 0.75
"""A sentence with a number answers "how much" only when it says so much of what was asked."""

_NEAR_TASK = 0.45
"""A task found by search that covers so much of the question is offered as the nearest one."""


def compose_answer(turn: Turn, catalogue: Catalogue) -> Turn:
    if turn.draft is not None:
        return turn.grow("compose_answer", "answered before")
    kind = turn.asked.kind
    if kind in SMALL_TALK:
        draft = _small_talk(kind, catalogue)
    else:
        draft = _COMPOSERS[kind](turn, catalogue)
        draft = _with_strangers(draft, turn)
    found = {"status": draft.status.value, "statements": len(draft.statements)}
    return turn.grow("compose_answer", found, draft=draft)


def _small_talk(kind: Kind, catalogue: Catalogue) -> Draft:
    text = reply(kind.value, places=place_list(catalogue.plans, catalogue) or "（暂无）")
    status = AnswerStatus.ANSWERED
    if kind is Kind.OUT_OF_SCOPE:
        status = AnswerStatus.NOT_FOUND
    elif kind is Kind.EMPTY:
        status = AnswerStatus.CLARIFY
    return Draft(status, (Statement(text, kind=StatementKind.LEAD),))


def _with_strangers(draft: Draft, turn: Turn) -> Draft:
    """Names the places asked about beside known ones that no plan belongs to."""
    if not turn.asked.unknown_places or draft.status is AnswerStatus.CLARIFY:
        return draft
    gap = Statement(
        reply("place_left_out", place="、".join(turn.asked.unknown_places)), kind=StatementKind.LEAD
    )
    return Draft(draft.status, (*draft.statements, gap), draft.clarification)


def _indicator(turn: Turn, catalogue: Catalogue) -> Draft:
    draft = compose_indicator(turn, catalogue)
    if draft is not None:
        return draft
    wants_number = bool(patterns.STRONG_NUMBER.search(turn.asked.text))
    content = compose_content(turn, catalogue, own_floor=_NUMBER_FLOOR if wants_number else 0.0)
    if content.status is AnswerStatus.ANSWERED and (_says_a_number(content) or not wants_number):
        return content
    near = turn.facts.near_rows
    if not near:
        return content if content.status is not AnswerStatus.ANSWERED else nothing_found(turn, catalogue)
    plans = turn.scope.plan_ids if turn.scope else ()
    places = "、".join(catalogue.place_word(catalogue.plans[plan_id]) for plan_id in plans)
    lead = reply("indicator_not_in_plans", places=places, what="".join(turn.asked.words))
    best = [row for row in near if row.score >= 0.8 * near[0].score]
    statements = [row_statement(row, catalogue.place_word(row.plan)) for row in best]
    return Draft(AnswerStatus.NOT_FOUND, (Statement(lead, kind=StatementKind.LEAD), *statements))


def _content(turn: Turn, catalogue: Catalogue) -> Draft:
    """A question without a cue of its kind may name an indicator (企业开办时间)."""
    return compose_indicator(turn, catalogue) or compose_content(turn, catalogue)


def _says_a_number(draft: Draft) -> bool:
    return any(
        any(character.isdigit() for character in statement.text)
        for statement in draft.statements
        if statement.refs
    )


def _task_units(turn: Turn, catalogue: Catalogue) -> Draft:
    draft = compose_task_units(turn, catalogue)
    if draft is not None:
        return draft
    if not turn.asked.words:
        return Draft(AnswerStatus.CLARIFY, (Statement(reply("ask_which_task"), kind=StatementKind.LEAD),))
    tasks = [
        item for item in turn.evidence if isinstance(item.record, TaskItem) and item.relevance >= _NEAR_TASK
    ]
    if not tasks:
        return nothing_found(turn, catalogue)
    places = "、".join(dict.fromkeys(catalogue.place_word(item.plan) for item in tasks))
    lead = reply("task_not_in_plans", places=places, what="".join(turn.asked.words))
    status = AnswerStatus.ANSWERED if tasks[0].relevance >= TASK_FLOOR else AnswerStatus.NOT_FOUND
    found = [
        FoundTask(item.plan, item.record, item.score)
        for item in tasks[:2]
        if isinstance(item.record, TaskItem)
    ]
    statements = [
        task_units_statement(item, catalogue.place_word(item.plan), turn.asked.role) for item in found
    ]
    return Draft(status, (Statement(lead, kind=StatementKind.LEAD), *statements))


_COMPOSERS: dict[Kind, Callable[[Turn, Catalogue], Draft]] = {
    Kind.INDICATOR: _indicator,
    Kind.INDICATOR_LIST: compose_indicator_list,
    Kind.TASK_UNITS: _task_units,
    Kind.UNIT_TASKS: compose_unit_tasks,
    Kind.CONTENT: _content,
    Kind.MENTIONS: compose_mentions,
    Kind.PLAN_FACT: compose_plan_fact,
    Kind.PLAN_LIST: compose_plan_list,
}

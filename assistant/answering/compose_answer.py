"""Step 5: a short Chinese answer from what was found, every statement with the place it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.answer import AnswerStatus
from assistant.answering.composing.ask_which_task import ask_which_task
from assistant.answering.composing.compose_content import (
    compose_content,
    compose_counted,
    compose_number,
    nothing_found,
    weights_of,
    words_left_out,
)
from assistant.answering.composing.compose_deadline import compose_deadline
from assistant.answering.composing.compose_indicators import compose_indicator, compose_indicator_list
from assistant.answering.composing.compose_items import compose_items
from assistant.answering.composing.compose_mentions import compose_mentions
from assistant.answering.composing.compose_part import compose_part
from assistant.answering.composing.compose_plans import compose_plan_fact, compose_plan_list
from assistant.answering.composing.compose_unit_tasks import compose_unit_tasks
from assistant.answering.composing.compose_units import compose_task_units
from assistant.answering.composing.compose_units_in_text import compose_units_in_text
from assistant.answering.composing.places_without import with_places_without
from assistant.answering.composing.refer import ref_to_row
from assistant.answering.composing.say_matter import say_matter
from assistant.answering.fix_scope import place_list
from assistant.answering.fold_text import fold, simplify
from assistant.answering.turn import SMALL_TALK, Draft, Kind, Statement, StatementKind, Turn
from assistant.answering.understanding import question_patterns as patterns
from assistant.answering.understanding.hear_slips import words_around
from assistant.answering.understanding.leave_out_talk import slips_in
from assistant.answering.vocabulary.catalogue import Catalogue, book_title
from prompts import reply

_PARTS = re.compile(r"[，,；;。？?]")

_NEAR_BESIDE_BEST = 0.8
"""Rows that are nearly as near as the nearest are named with it."""


def compose_answer(turn: Turn, catalogue: Catalogue) -> Turn:
    if turn.draft is not None:
        return turn.grow("compose_answer", "answered before")
    kind = turn.asked.kind
    if kind in SMALL_TALK:
        draft = _small_talk(kind, catalogue)
    else:
        draft = _COMPOSERS[kind](turn, catalogue)
        draft = _with_versions(_with_strangers(draft, turn), turn, catalogue)
        draft = _with_slips(draft, turn, catalogue)
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


def _with_slips(draft: Draft, turn: Turn, catalogue: Catalogue) -> Draft:
    """Says what a word with a slip of sound was read as."""
    typed = simplify(turn.question.text)
    slips = slips_in(typed, catalogue) if draft.status is not AnswerStatus.CLARIFY else ()
    lines = (
        Statement(reply("read_as", typed=said, meant=meant), kind=StatementKind.LEAD)
        for said, meant in words_around(typed, slips)
    )
    return replace(draft, statements=(*lines, *draft.statements))


def _with_versions(draft: Draft, turn: Turn, catalogue: Catalogue) -> Draft:
    """Says which version answers, where the library holds an older one too."""
    scope = turn.scope.plan_ids if turn.scope else ()
    cited = {ref.plan.id for statement in draft.statements for ref in statement.refs}
    older = [one for one, newer in catalogue.superseded_by.items() if newer in cited]
    if any(one in cited for one in older):
        return draft
    newer = [one for one in scope if one in cited and one in catalogue.superseded_by.values()]
    if turn.asked.kind is Kind.PLAN_LIST or draft.status is not AnswerStatus.ANSWERED or len(newer) != 1:
        return draft
    note = reply("version_in_force", plan=book_title(catalogue.plans[newer[0]]))
    return replace(draft, statements=(*draft.statements, Statement("\n" + note, kind=StatementKind.LEAD)))


def _indicator(turn: Turn, catalogue: Catalogue) -> Draft:
    """A number; where its attribute is asked for and printed nowhere, that is said."""
    draft = _number(turn, catalogue)
    asks = draft.status is AnswerStatus.ANSWERED and patterns.ASKS_ATTRIBUTE.search(turn.asked.text)
    if not asks or any(found.row.attribute for found in turn.facts.rows):
        return draft
    gap = Statement(reply("attribute_not_marked"), kind=StatementKind.LEAD)
    return replace(draft, statements=(*draft.statements, gap))


def _number(turn: Turn, catalogue: Catalogue) -> Draft:
    """Rows and commitments; else a sentence that says such a number; else not found, and never another number."""
    draft = compose_indicator(turn, catalogue)
    if draft is not None:
        return with_places_without(draft, turn, catalogue)
    text = turn.asked.text
    if not turn.asked.words:
        return Draft(
            AnswerStatus.CLARIFY, (Statement(reply("ask_which_indicator"), kind=StatementKind.LEAD),)
        )
    if not (patterns.STRONG_NUMBER.search(text) or patterns.ASKS_NUMBER_NOUN.search(text)):
        strange = _asks_strange_measure(turn, catalogue)
        return _no_number(turn, catalogue) if strange else compose_content(turn, catalogue)
    if _about_headed_part(turn):
        return compose_content(turn, catalogue)
    asked = patterns.ASKED_MEASURE.search(text)
    measure = asked.group("measure") if asked else None
    number = compose_number(turn, catalogue, measure)
    return number or compose_counted(turn, catalogue, measure) or _no_number(turn, catalogue)


def _asks_strange_measure(turn: Turn, catalogue: Catalogue) -> bool:
    """Whether what is asked for is a measure that no plan in scope prints: of 幼儿园入园率 the 幼儿园 alone is no answer."""
    last = turn.asked.words[-1]
    return last.endswith(("率", "额")) and last in weights_of(turn, catalogue).unseen


def _about_headed_part(turn: Turn) -> bool:
    """Whether a section is headed by the words of the question: 2035年远景目标 is a chapter, no number."""
    if patterns.STRONG_NUMBER.search(turn.asked.text):
        return False
    return any(
        f"{turn.asked.topic}目标" in fold(item.record.section[-1])
        for item in turn.evidence
        if item.record.section
    )


def _no_number(turn: Turn, catalogue: Catalogue) -> Draft:
    """What is nearest by its name only: the value of a similar indicator is no answer."""
    near = turn.facts.near_rows
    if not near:
        return nothing_found(turn, catalogue, number=True)
    plans = turn.scope.plan_ids if turn.scope else ()
    places = catalogue.place_list(plans)
    lead = reply("indicator_not_in_plans", places=places, what=say_matter(turn))
    best = {
        (row.plan.id, row.row.name, row.clause): row
        for row in near
        if row.score >= _NEAR_BESIDE_BEST * near[0].score
    }
    statements = [
        Statement(
            f"- {catalogue.place_word(row.plan)}：{row.row.name if row.row.values else row.row.category or row.row.name}",
            (ref_to_row(row.plan, row.row),),
        )
        for row in best.values()
    ]
    return Draft(AnswerStatus.NOT_FOUND, (Statement(lead, kind=StatementKind.LEAD), *statements))


def _indicator_list(turn: Turn, catalogue: Catalogue) -> Draft:
    """A list of rows; where none is of the matter asked for, what the text says of it (哪些化学指标)."""
    draft = compose_indicator_list(turn, catalogue)
    if turn.facts.rows or not turn.evidence:
        return draft
    said = compose_content(turn, catalogue)
    return said if said.status is AnswerStatus.ANSWERED else draft


def _content(turn: Turn, catalogue: Catalogue) -> Draft:
    """A question without a cue of its kind may name an indicator (企业开办时间)."""
    return compose_indicator(turn, catalogue) or compose_content(turn, catalogue)


def _task_units(turn: Turn, catalogue: Catalogue) -> Draft:
    draft = ask_which_task(turn, catalogue) or compose_task_units(turn, catalogue)
    if draft is not None:
        if draft.status is not AnswerStatus.ANSWERED:
            return draft
        if numbers := _numbers_left_out(turn):
            return replace(draft, statements=(*draft.statements, *numbers))
        whole = turn.asked.words and not turn.asked.follows
        gap = words_left_out(turn, weights_of(turn, catalogue)) if whole else []
        return replace(draft, statements=(*gap, *draft.statements))
    if not turn.asked.words:
        return Draft(AnswerStatus.CLARIFY, (Statement(reply("ask_which_task"), kind=StatementKind.LEAD),))
    said = compose_units_in_text(turn, catalogue)
    if said is not None:
        return said
    if turn.asked.role or patterns.ASKS_UNITS.search(turn.asked.text):
        return nothing_found(turn, catalogue)
    return compose_content(turn, catalogue)


def _numbers_left_out(turn: Turn) -> list[Statement]:
    """The number that another part of a question asks for, of a matter that the tasks found say nothing of: 入园率多少，校车谁管."""
    said = "".join(fold(item.task.title + item.task.text) for item in turn.facts.tasks)
    gaps = []
    for part in _PARTS.split(turn.asked.text):
        words = [word for word in turn.asked.words if word in fold(part)]
        asks = patterns.STRONG_NUMBER.search(part) and not patterns.ASKS_UNITS.search(part)
        if asks and words and not any(word in said for word in words):
            gaps.append(f"“{say_matter(turn, ''.join(words))}”")
    return (
        [Statement(reply("matters_left_out", what="、".join(gaps)), kind=StatementKind.LEAD)] if gaps else []
    )


_COMPOSERS: dict[Kind, Callable[[Turn, Catalogue], Draft]] = {
    Kind.INDICATOR: _indicator,
    Kind.INDICATOR_LIST: _indicator_list,
    Kind.TASK_UNITS: _task_units,
    Kind.UNIT_TASKS: compose_unit_tasks,
    Kind.CONTENT: _content,
    Kind.MENTIONS: compose_mentions,
    Kind.PART: compose_part,
    Kind.DUE: compose_deadline,
    Kind.ITEMS: compose_items,
    Kind.PLAN_FACT: compose_plan_fact,
    Kind.PLAN_LIST: compose_plan_list,
}

"""Which plans mention a matter, with a sentence each, and which do not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import AnswerStatus
from assistant.answering.composing.compose_content import by_plan, nothing_found, weights_of
from assistant.answering.composing.refer import ref_to_sentence
from assistant.answering.composing.say_line import say_line
from assistant.answering.fold_text import fold
from assistant.answering.matching.pick_sentences import RELEVANCE_FLOOR, Picked, pick_sentences
from assistant.answering.matching.weigh_words import WordWeights
from assistant.answering.retrieve_passages import SURVEYED_PLANS
from assistant.answering.turn import Draft, Evidence, Statement, StatementKind, Turn
from assistant.answering.understanding.everyday_words import generic_words
from assistant.answering.understanding.question_patterns import ASKS_DOCUMENTS, NOT_MENTIONED
from assistant.answering.vocabulary.catalogue import Catalogue, book_title
from ingest.plan import Plan, TaskItem
from prompts import reply

_EITHER = re.compile(r"[/、]|或者?|还是")
"""长江禁捕/十年禁渔"""
_TWO = 2
_SILENT_NAMED = 12
_SILENT_SHOWN = 6
"""Of more silent places than are named so many are, with how many there are."""


def _mentions(choice: Picked, words: Sequence[str]) -> bool:
    """Whether the sentence with its title prints every word that tells the matter: a like word is no mention of it."""
    record = choice.evidence.record
    title = record.title if isinstance(record, TaskItem) else ""
    printed = fold(title + choice.sentence.text)
    telling = [word for word in words if word not in generic_words()] or list(words)
    return all(word in printed for word in telling)


def _alternatives(turn: Turn, catalogue: Catalogue) -> list[WordWeights]:
    """What is asked for, weighed; of 长江禁捕/十年禁渔 each by itself."""
    whole = weights_of(turn, catalogue)
    pieces = [fold(piece) for piece in _EITHER.split(turn.asked.text)]
    groups = [tuple(word for word in turn.asked.words if word in piece) for piece in pieces]
    groups = [group for group in groups if any(word not in generic_words() for word in group)]
    if len(groups) < _TWO or any(not any(word in group for group in groups) for word in turn.asked.words):
        return [whole]
    plans = catalogue.weighed_on(turn.scope.plan_ids if turn.scope else (), by_plan(turn.evidence))
    return [WordWeights(group, catalogue.indexes(plans)) for group in groups]


def _mentioning(items: Sequence[Evidence], weights: WordWeights, catalogue: Catalogue) -> list[Picked]:
    """The sentences of one plan that print every word of what is asked for."""
    asked = [word.word for word in weights.words]
    weighed = (
        replace(item, relevance=weights.coverage(catalogue.index(item.plan.id).words_by_id[item.record.id]))
        for item in items
    )
    near = [item for item in weighed if item.relevance >= RELEVANCE_FLOOR]
    near.sort(key=lambda item: -item.relevance)
    return [choice for choice in pick_sentences(near, weights) if _mentions(choice, asked)]


def _called(plan: Plan, turn: Turn, catalogue: Catalogue) -> str:
    """A plan by its place, and by its title where 哪些规划 is asked."""
    place = catalogue.place_word(plan)
    title = book_title(plan)
    if not ASKS_DOCUMENTS.search(turn.asked.text) or title in place:
        return place
    return title if place in title else f"{place}{title}"


def _say_silent(silent: Sequence[str]) -> Statement:
    """Which do not mention it; of very many the first and how many."""
    many = len(silent) > _SILENT_NAMED
    names = "、".join(silent[: _SILENT_SHOWN if many else None])
    said = (
        reply("not_mentioned_in_many", places=names, count=len(silent))
        if many
        else reply("not_mentioned_in", places=names)
    )
    return Statement(said, kind=StatementKind.LEAD)


def compose_mentions(turn: Turn, catalogue: Catalogue) -> Draft:
    """Which plans in scope mention a matter, with a sentence each, and which do not."""
    ways = _alternatives(turn, catalogue)
    groups = by_plan(turn.evidence)
    statements: list[Statement] = []
    silent: list[str] = []
    for plan_id in turn.scope.plan_ids if turn.scope else ():
        plan = catalogue.plans[plan_id]
        choices = [
            choice for weights in ways for choice in _mentioning(groups.get(plan_id, []), weights, catalogue)
        ]
        if not choices:
            silent.append(_called(plan, turn, catalogue))
            continue
        best = max(choices, key=lambda choice: choice.score)
        text = f"- **{_called(plan, turn, catalogue)}**：{say_line(best.sentence.text)}"
        statements.append(Statement(text, (ref_to_sentence(best.evidence, best.sentence),)))
    what = turn.asked.topic
    if not statements:
        return nothing_found(turn, catalogue)
    if len(statements) + len(silent) > SURVEYED_PLANS:
        lead = Statement(
            reply("mentioned_in_at_least", what=what, count=len(statements)),
            kind=StatementKind.COUNT,
            counted=len(statements),
        )
        return Draft(AnswerStatus.ANSWERED, (lead, *statements), may_be_worded=False)
    if silent and NOT_MENTIONED.search(turn.asked.text):
        names = _say_silent(silent)
        lead = Statement(
            "\n" + reply("mentioned_in", what=what, count=len(statements)),
            kind=StatementKind.COUNT,
            counted=len(statements),
        )
        return Draft(AnswerStatus.ANSWERED, (names, lead, *statements))
    lead = Statement(
        reply("mentioned_in", what=what, count=len(statements)),
        kind=StatementKind.COUNT,
        counted=len(statements),
    )
    end = [Statement(f"\n{_say_silent(silent).text}", kind=StatementKind.LEAD)] if silent else []
    return Draft(AnswerStatus.ANSWERED, (lead, *statements, *end), may_be_worded=False)

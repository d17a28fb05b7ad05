"""Who does a task that the question does not name, but whose text speaks of what is asked."""

from __future__ import annotations

from assistant.answer import AnswerStatus
from assistant.answering.composing.compose_content import by_plan, weights_of
from assistant.answering.composing.compose_units import task_units_statement
from assistant.answering.composing.refer import ref_to_sentence
from assistant.answering.composing.say_line import say_line
from assistant.answering.composing.say_matter import say_matter
from assistant.answering.matching.pick_sentences import MEANS_THE_SAME, Picked, pick_sentences
from assistant.answering.turn import Draft, FoundTask, Statement, StatementKind, Turn
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import TaskItem
from prompts import reply

_SAYS_IT = 0.6
"""A task's sentence, with its title, says so much of what was asked; …"""
_MOSTLY = 0.7
"""… the whole task so much …"""
_ALL = 0.9
"""… or so much, spread over its sentences."""


def compose_units_in_text(turn: Turn, catalogue: Catalogue) -> Draft | None:
    """The units of the task of each plan whose text says best what was asked, with the words that do; ``None`` where none does."""
    weights = weights_of(turn, catalogue)
    statements: list[Statement] = []
    for items in by_plan(turn.evidence).values():
        choices = [choice for choice in pick_sentences(items, weights) if _says_who(choice)]
        if choices:
            statements.extend(_say(max(choices, key=lambda choice: choice.score), turn, catalogue))
    if not statements:
        return None
    lead = Statement(reply("in_text_of_tasks", what=say_matter(turn)), kind=StatementKind.LEAD)
    return Draft(AnswerStatus.ANSWERED, (lead, *statements))


def _says_who(choice: Picked) -> bool:
    """Whether the sentence is of a task with units, and one of them or both together say what was asked."""
    record, relevance = choice.evidence.record, choice.evidence.relevance
    says = (
        relevance >= _ALL
        or choice.evidence.nearness >= MEANS_THE_SAME
        or (relevance >= _MOSTLY and choice.own >= _SAYS_IT)
    )
    return says and isinstance(record, TaskItem) and bool(record.units)


def _say(choice: Picked, turn: Turn, catalogue: Catalogue) -> list[Statement]:
    evidence = choice.evidence
    if not isinstance(evidence.record, TaskItem):
        return []
    found = FoundTask(evidence.plan, evidence.record, choice.score)
    role = None if turn.asked.units else turn.asked.role
    return [
        Statement(f"- {say_line(choice.sentence.text)}", (ref_to_sentence(evidence, choice.sentence),)),
        task_units_statement(found, catalogue.place_word(evidence.plan), role),
    ]

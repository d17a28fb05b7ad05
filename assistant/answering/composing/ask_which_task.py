"""Asking back which of several tasks with like names is meant, where they are too many to answer each."""

from __future__ import annotations

from assistant.answer import AnswerStatus, Clarification
from assistant.answering.composing.refer import ref_to_task
from assistant.answering.fold_text import fold
from assistant.answering.look_up_tasks import TASKS_SHOWN
from assistant.answering.turn import Draft, Statement, StatementKind, Turn
from assistant.answering.understanding.recognise_words import covers
from assistant.answering.vocabulary.catalogue import Catalogue
from prompts import reply

_MOST_OFFERED = 8
"""More tasks than this are no choice: the question is about a field of work."""


def ask_which_task(turn: Turn, catalogue: Catalogue) -> Draft | None:
    """The choice between the tasks of one plan whose names say all that was asked; ``None`` where few or very many do.

    A name that the question says in full is no question.
    """
    asked, scope = turn.asked, turn.scope
    if scope is None or len(scope.plan_ids) != 1 or not asked.words or len(turn.facts.tasks) < TASKS_SHOWN:
        return None
    index = catalogue.index(scope.plan_ids[0])
    said = fold(asked.text)
    meant = [one.task for one in index.tasks if all(covers(one.title, word) for word in asked.words)]
    if not TASKS_SHOWN < len(meant) <= _MOST_OFFERED or any(fold(task.title) in said for task in meant):
        return None
    place = catalogue.place_word(index.plan)
    question = reply("which_task", place=place, count=len(meant), what=asked.topic)
    lines = [
        Statement(f"{number}. {task.title}", (ref_to_task(index.plan, task),))
        for number, task in enumerate(meant, 1)
    ]
    options = tuple(task.title for task in meant)
    lead = Statement(question, kind=StatementKind.LEAD)
    return Draft(AnswerStatus.CLARIFY, (lead, *lines), Clarification(question, options))

"""Completeness of lists (清单完整): nothing missing, nothing extra, and the count that is told is right."""

from __future__ import annotations

import re

from assistant.answer import Answer, AnswerStatus
from evals.checks.check import Check, Places
from evals.questions.gold import GoldQuestion, Item, QuestionKind
from evals.words import fold_title

# 共 12 项  共有3个指标
COUNT = re.compile(r"共(?:有|计)?\s*(\d+)\s*(?:项|个|条|份|处|家)")


def lists(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """Fits questions with a complete list; the score is right items over right, missing and extra ones (Jaccard).

    Extras are only known where the answer is structured: the tasks of its units, the names of its indicators.
    """
    expected = question.expect.items
    if not expected or answer.status is not AnswerStatus.ANSWERED:
        return None
    text = fold_title(answer.answer)
    named = _named(question, answer)
    missing = [item for item in expected if not _found(item, text, named)]
    allowed = (*expected, *question.expect.also_items)
    extra = sorted(name for name in named if not any(_is(item, name) for item in allowed))
    problems = [f"missing: {item.words}" for item in missing] + [f"extra: {name}" for name in extra]
    counts = [int(found.group(1)) for found in COUNT.finditer(answer.answer)]
    most = len(expected) + len(question.expect.also_items)
    if len(counts) == 1 and not len(expected) <= counts[0] <= most:
        problems.append(f"says {counts[0]} items, there are {len(expected)}")
    right = len(expected) - len(missing)
    total = len(expected) + len(extra) + (len(problems) - len(missing) - len(extra))
    return Check("lists", right / total, tuple(problems))


def _named(question: GoldQuestion, answer: Answer) -> set[str]:
    """The items that the answer names in its structured part."""
    if question.kind is QuestionKind.UNIT_TASKS:
        return {fold_title(unit.task) for unit in answer.units if unit.task}
    if question.kind is QuestionKind.INDICATOR:
        return {fold_title(row.name) for row in answer.indicators if row.name}
    return set()


def _found(item: Item, text: str, named: set[str]) -> bool:
    return any(fold_title(words) in text for words in (item.words, *item.accept)) or any(
        _is(item, n) for n in named
    )


def _is(item: Item, name: str) -> bool:
    wordings = [fold_title(words) for words in (item.words, *item.accept)]
    return any(name == words or name.startswith(words) or words.startswith(name) for words in wordings)

"""Wrong statements (不得出现): words and values that make an answer wrong wherever they stand."""

from __future__ import annotations

from assistant.answer import Answer
from evals.checks.check import Check, Places
from evals.checks.numbers import states
from evals.questions.gold import GoldQuestion
from evals.words import fold


def forbidden(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """Fits questions that name what must not be said; one occurrence is enough to fail."""
    must_not = question.expect.must_not
    if not must_not:
        return None
    said = [words for words in must_not if _said(words, answer.answer)]
    return Check("forbidden", 0.0 if said else 1.0, tuple(f"says {words}" for words in said))


def _said(words: str, text: str) -> bool:
    return states(text, words) if fold(words)[:1].isdigit() else fold(words) in fold(text)

"""Refusal (拒答): what the plans do not say must be told so."""

from __future__ import annotations

from assistant.answer import Answer, AnswerStatus
from evals.checks.check import Check, Places
from evals.questions.gold import GoldQuestion


def refusal(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """Fits questions for which "not found" is right and a plain answer is not."""
    expected = question.expect.status
    if AnswerStatus.NOT_FOUND not in expected or AnswerStatus.ANSWERED in expected:
        return None
    if answer.status in expected:
        return Check("refusal", 1.0)
    return Check(
        "refusal", 0.0, (f"status {answer.status.value} for a question that the plans do not answer",)
    )

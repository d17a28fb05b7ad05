"""Clarification (追问澄清): an unclear question is asked back with choices that help."""

from __future__ import annotations

from assistant.answer import Answer, AnswerStatus
from evals.checks.check import Check, Places
from evals.questions.gold import GoldQuestion
from evals.words import fold


def clarification(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """Fits questions that may be asked back; where another status is right too, only an answer that asks back is judged."""
    expected = question.expect.status
    if AnswerStatus.CLARIFY not in expected:
        return None
    if answer.status is not AnswerStatus.CLARIFY:
        if answer.status in expected:
            return None
        return Check("clarification", 0.0, (f"status {answer.status.value} instead of asking back",))
    offered = fold(" ".join(answer.clarification.options) if answer.clarification else "") + fold(
        answer.answer
    )
    missing = [option for option in question.expect.options if fold(option) not in offered]
    total = len(question.expect.options)
    if not missing:
        return Check("clarification", 1.0)
    return Check("clarification", 1 - len(missing) / total, tuple(f"choice {m} not offered" for m in missing))

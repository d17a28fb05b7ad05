"""Over-refusal (误拒): a question that the plans answer must be answered, not refused and not asked back."""

from __future__ import annotations

from assistant.answer import Answer
from evals.checks.check import Check, Places
from evals.questions.gold import GoldQuestion


def answered(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """Fits every question whose only right status is ``answered``."""
    if not question.answerable:
        return None
    if answer.status in question.expect.status:
        return Check("answered", 1.0)
    return Check("answered", 0.0, (f"status {answer.status.value} for a question that the plans answer",))

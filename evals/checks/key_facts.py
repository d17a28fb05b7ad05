"""Key facts (要点): what the answer must say, each in any of its accepted wordings."""

from __future__ import annotations

from assistant.answer import Answer, AnswerStatus
from evals.checks.check import Check, Places, share
from evals.questions.gold import GoldQuestion
from evals.words import fold, fold_title


def key_facts(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """Fits questions with key phrases, where the answer's status is right."""
    phrases = question.expect.phrases
    if not phrases or answer.status not in question.expect.status or answer.status is AnswerStatus.CLARIFY:
        return None
    missing = [options for options in phrases if not any(_said(phrase, answer.answer) for phrase in options)]
    return share("key_facts", len(phrases), [f"not said: {' / '.join(options)}" for options in missing])


def _said(phrase: str, text: str) -> bool:
    """Letter by letter; a phrase of signs alone (—) has no letters and is looked for as it is."""
    letters = fold_title(phrase)
    return letters in fold_title(text) if letters else fold(phrase) in fold(text)

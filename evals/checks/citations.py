"""Citation precision and recall at place level (引用准确率、引用召回率), after ALCE (Gao et al., 2023) with places for passages.

A citation hits a place when it is of the same plan and the place's anchor or item stands in the cited record.
"""

from __future__ import annotations

from assistant.answer import Answer, AnswerStatus, Citation
from evals.checks.check import Check, Places, publishes
from evals.questions.gold import GoldQuestion, Place
from evals.words import fold, fold_title


def citation_precision(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """The share of citations that hit evidence or a place that may be cited too."""
    if not _fits(question, answer) or not answer.citations:
        return None
    allowed = (*question.evidence, *question.also_evidence)
    stray = [c for c in answer.citations if not any(_hits(c, place, places) for place in allowed)]
    problems = tuple(f"[{c.n}] {c.plan_id} {'/'.join(c.section[-1:])}: {c.quote[:30]}" for c in stray)
    return Check("citation_precision", 1 - len(stray) / len(answer.citations), problems)


def citation_recall(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """The share of the evidence that is cited."""
    if not _fits(question, answer):
        return None
    missed = [p for p in question.evidence if not any(_hits(c, p, places) for c in answer.citations)]
    problems = tuple(f"not cited: {place.plan} {place.item or place.anchor}" for place in missed)
    return Check("citation_recall", 1 - len(missed) / len(question.evidence), problems)


def _fits(question: GoldQuestion, answer: Answer) -> bool:
    fits = question.answerable and answer.status is AnswerStatus.ANSWERED
    return fits and bool(question.evidence) and publishes(answer, "citations")


def _hits(citation: Citation, place: Place, places: Places) -> bool:
    if citation.plan_id != place.plan:
        return False
    words = places.words_of(citation)
    letters = fold_title(words)
    return fold(place.anchor) in words or fold_title(place.anchor) in letters or _names_item(place, letters)


def _names_item(place: Place, letters: str) -> bool:
    item = fold_title(place.item)
    return len(item) >= 4 and item in letters

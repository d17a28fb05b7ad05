"""Draft cases (草稿): every thumbs-down with a correction, from the page or the API, as a question that a person completes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.answer import AnswerStatus
from assistant.answer_log import AnswerLog, Feedback, Receipt
from evals.checks.routing import RIGHT_ROUTES
from evals.questions.add_questions import DRAFT
from evals.questions.gold import Expectation, GoldQuestion, Place, QuestionKind, Turn
from evals.words import fold

ANCHOR = 20
"""Characters of a quote that make an anchor."""
REFUSED: Mapping[str, QuestionKind] = {
    AnswerStatus.CLARIFY.value: QuestionKind.UNCLEAR,
    AnswerStatus.NOT_FOUND.value: QuestionKind.NOT_IN_PLANS,
}


def draft_cases(log: AnswerLog, libraries: Mapping[str, frozenset[str]]) -> Iterator[GoldQuestion]:
    """A draft for each answer that was rated down with a comment; the last comment on an answer counts."""
    last = {feedback.answer_id: feedback for feedback in log.feedback("down") if feedback.comment.strip()}
    for feedback in last.values():
        yield _draft(feedback, log.receipt(feedback.answer_id), log, libraries)


def _draft(
    feedback: Feedback, receipt: Receipt, log: AnswerLog, libraries: Mapping[str, frozenset[str]]
) -> GoldQuestion:
    answer = receipt.answer
    evidence = tuple(_places(answer))
    history = _history(log, receipt)
    return GoldQuestion(
        id=f"draft-{receipt.answer_id.lower()[:12]}",
        kind=QuestionKind.FOLLOW_UP if history else _kind_of(answer, bool(evidence)),
        library=_library_of({place.plan for place in evidence}, libraries),
        question=receipt.question,
        region=receipt.region,
        plans=receipt.plans,
        history=history,
        expect=Expectation(
            status=(AnswerStatus.ANSWERED,) if evidence else (AnswerStatus(str(answer["status"])),)
        ),
        evidence=evidence,
        note=f"{DRAFT}。用户的更正：{feedback.comment.strip()}。当时的答复：{feedback.answer.strip()[:200]}",
    )


def _kind_of(answer: Mapping[str, Any], has_evidence: bool) -> QuestionKind:
    """The kind that the assistant took the question for, a first guess for whoever completes the draft."""
    step = answer.get("trace", {}).get("understand_question", {})
    route = step.get("kind") if isinstance(step, Mapping) else None
    for kind, routes in RIGHT_ROUTES.items():
        if route in routes and has_evidence:
            return kind
    return REFUSED.get(str(answer["status"]), QuestionKind.CONTENT)


def _places(answer: Mapping[str, Any]) -> Iterator[Place]:
    """The places that were cited, to be kept or replaced."""
    seen: set[tuple[str, str]] = set()
    for citation in answer.get("citations", ()):
        anchor = citation["quote"].strip()[:ANCHOR]
        if fold(anchor) and (citation["plan_id"], anchor) not in seen:
            seen.add((citation["plan_id"], anchor))
            section = citation["section"][-1] if citation["section"] else None
            yield Place(plan=citation["plan_id"], section=section, anchor=anchor)


def _history(log: AnswerLog, receipt: Receipt) -> tuple[Turn, ...]:
    """What was said in the conversation before."""
    before = []
    for exchange in log.history(receipt.conversation_id, 50):
        if exchange.question == receipt.question:
            break
        before.append(Turn(question=exchange.question, answer=exchange.answer))
    return tuple(before[-2:])


def _library_of(plans: set[str], libraries: Mapping[str, frozenset[str]]) -> str:
    return next((name for name, held in libraries.items() if plans and plans <= held), "")

"""Routing (题型识别): whether the assistant took the question for the kind that it is. Needs the answer's trace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.answer import Answer
from evals.checks.check import Check, Places
from evals.questions.gold import GoldQuestion, QuestionKind

RIGHT_ROUTES = {
    QuestionKind.INDICATOR: frozenset({"indicator", "indicator_list"}),
    QuestionKind.TASK_UNITS: frozenset({"task_units"}),
    QuestionKind.UNIT_TASKS: frozenset({"unit_tasks"}),
    QuestionKind.CONTENT: frozenset({"content"}),
    QuestionKind.ABOUT_PLAN: frozenset({"plan_fact", "plan_list"}),
    QuestionKind.SMALL_TALK: frozenset({"greeting", "thanks", "capabilities"}),
}
"""Routes as the trace names them. Kinds that several routes answer well are not judged."""


def route_of(answer: Answer) -> str | None:
    """The kind that the trace says the question was taken for."""
    step: Any = answer.trace.get("understand_question")
    kind = step.get("kind") if isinstance(step, Mapping) else None
    return kind if isinstance(kind, str) else None


def routing(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """Fits answers with a trace, to questions of a kind that one route answers."""
    route, right = route_of(answer), RIGHT_ROUTES.get(question.kind)
    if route is None or right is None:
        return None
    if route in right:
        return Check("routing", 1.0)
    return Check("routing", 0.0, (f"taken for {route}",))

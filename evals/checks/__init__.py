"""Metrics (指标): each a small pure function of a question and its answer, one file a kind.

A check that does not fit a case returns ``None``: the case gets no score rather than a wrong one. ``CHECKS`` is the list, in
the order of the report; docs/evaluation.md says what each means.
"""

from __future__ import annotations

from evals.checks.answered import answered
from evals.checks.check import Check, CheckFunction, Places
from evals.checks.citations import citation_precision, citation_recall
from evals.checks.clarification import clarification
from evals.checks.forbidden import forbidden
from evals.checks.groundedness import groundedness
from evals.checks.key_facts import key_facts
from evals.checks.lists import lists
from evals.checks.refusal import refusal
from evals.checks.retrieval import retrieval_mrr, retrieval_ndcg, retrieval_recall
from evals.checks.routing import routing
from evals.checks.units import units
from evals.checks.values import values

CHECKS: tuple[CheckFunction, ...] = (
    answered,
    refusal,
    clarification,
    values,
    units,
    lists,
    key_facts,
    forbidden,
    citation_precision,
    citation_recall,
    groundedness,
    routing,
    retrieval_recall,
    retrieval_mrr,
    retrieval_ndcg,
)

DECISIVE = frozenset(
    {"answered", "refusal", "clarification", "values", "units", "lists", "key_facts", "forbidden"}
)
"""An answer is right when every one of these that fits is fulfilled; the others are judged beside it."""

PROCESS = frozenset({"routing", "retrieval_recall", "retrieval_mrr", "retrieval_ndcg"})
"""These look at the way to the answer and say which step is to blame; a right answer may well fail them."""

__all__ = ["CHECKS", "DECISIVE", "PROCESS", "Check", "CheckFunction", "Places"]

"""Retrieval (检索): recall and nDCG at k and the reciprocal rank of the evidence among the records that search found.

The usual definitions (Manning, Raghavan & Schütze, 2008, ch. 8) with binary relevance: a record is relevant when it is of the
place's plan and holds the place's anchor. A place that is held by several records counts once. Needs the answer's trace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2
from typing import Any

from assistant.answer import Answer
from evals.checks.check import Check, Places
from evals.questions.gold import GoldQuestion, QuestionKind

DEPTH = 5


def retrieval_recall(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """The share of the evidence that stands among the first ``DEPTH`` records."""
    ranks = _ranks(question, answer, places)
    if ranks is None:
        return None
    found = sum(rank is not None and rank <= DEPTH for rank in ranks)
    return Check("retrieval_recall", found / min(len(ranks), DEPTH) if found < DEPTH else 1.0)


def retrieval_mrr(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """One over the rank of the first record that holds evidence; 0 where none does."""
    ranks = _ranks(question, answer, places)
    if ranks is None:
        return None
    reached = [rank for rank in ranks if rank is not None]
    return Check("retrieval_mrr", 1 / min(reached) if reached else 0.0)


def retrieval_ndcg(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """Discounted gain of the evidence within the first ``DEPTH`` records, over that of the best order."""
    ranks = _ranks(question, answer, places)
    if ranks is None:
        return None
    gains = {rank for rank in ranks if rank is not None and rank <= DEPTH}
    best = sum(1 / log2(1 + rank) for rank in range(1, min(len(ranks), DEPTH) + 1))
    return Check("retrieval_ndcg", min(1.0, sum(1 / log2(1 + rank) for rank in gains) / best))


def _ranks(question: GoldQuestion, answer: Answer, places: Places) -> list[int | None] | None:
    """For each place of the evidence the rank (from 1) of the first record that holds it."""
    found: Any = answer.trace.get("retrieve_passages")
    if question.kind is not QuestionKind.CONTENT or not question.evidence or not isinstance(found, Sequence):
        return None
    records = [str(hit["record"]) for hit in found if isinstance(hit, Mapping) and "record" in hit]
    return [
        next((rank for rank, record in enumerate(records, 1) if places.holds(record, place)), None)
        for place in question.evidence
    ]

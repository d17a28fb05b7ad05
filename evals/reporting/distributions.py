"""What the plots of a run show, counted from its records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from statistics import median

from assistant.answer import AnswerStatus
from evals.checks.routing import route_of
from evals.run import Record

LATENCY_EDGES = (1, 2, 5, 10, 20, 50, 100, 500, 2000)
"""Milliseconds."""
BINS = 10
RIGHTLY_ANSWERED, RIGHTLY_REFUSED, WRONGLY_REFUSED, WRONGLY_ANSWERED = (
    "答对",
    "拒得对",
    "误拒",
    "答错或不该答",
)
OUTCOMES = (RIGHTLY_ANSWERED, RIGHTLY_REFUSED, WRONGLY_REFUSED, WRONGLY_ANSWERED)

STEPS = {
    "understand_question": "理解问题",
    "fix_scope": "确定范围",
    "look_up_facts": "查找事实",
    "retrieve_passages": "检索原文",
    "compose_answer": "组织答案",
    "word_answer": "语言模型",
    "verify_answer": "核对",
}


def best_score(record: Record) -> float | None:
    """How much of the question the best passage found covers (0 to 1); ``None`` where nothing was searched."""
    found = record.answer.trace.get("retrieve_passages")
    if not isinstance(found, Sequence) or isinstance(found, str):
        return None
    scores = [float(hit["relevance"]) for hit in found if isinstance(hit, Mapping) and "relevance" in hit]
    return max(scores) if scores else None


def outcome_of(record: Record) -> str:
    """Answered or refused, rightly or wrongly."""
    if record.answer.status is AnswerStatus.ANSWERED:
        return RIGHTLY_ANSWERED if record.right else WRONGLY_ANSWERED
    return RIGHTLY_REFUSED if record.right else WRONGLY_REFUSED


def outcomes_by_score(records: Sequence[Record]) -> Mapping[str, list[int]]:
    """Outcome → counts in ``BINS`` equal bins of the score: whether refusing follows from how little was found."""
    counts = {outcome: [0] * BINS for outcome in OUTCOMES}
    for record in records:
        score = best_score(record)
        if score is not None:
            counts[outcome_of(record)][min(BINS - 1, max(0, int(score * BINS)))] += 1
    return counts


def latencies(records: Sequence[Record]) -> list[int]:
    """Counts of the times up to each edge and above the last."""
    counts = [0] * (len(LATENCY_EDGES) + 1)
    for record in records:
        counts[sum(record.elapsed_ms > edge for edge in LATENCY_EDGES)] += 1
    return counts


def step_times(records: Sequence[Record]) -> Mapping[str, float]:
    """Median milliseconds of each step, where the trace tells them."""
    times: dict[str, list[float]] = defaultdict(list)
    for record in records:
        told = record.answer.trace.get("elapsed_ms")
        for step, time in told.items() if isinstance(told, Mapping) else ():
            times[step].append(float(time))
    return {name: median(times[step]) for step, name in STEPS.items() if times[step]}


def routes(records: Sequence[Record]) -> Counter[tuple[str, str]]:
    """(kind of the question, route that the assistant took) → cases."""
    return Counter(
        (record.question.kind.value, route) for record in records if (route := route_of(record.answer))
    )

"""A run in figures: every metric over the cases that it fits, by kind and by plan, and the confusion of statuses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from assistant.answer import AnswerStatus
from evals.questions.gold import QuestionKind
from evals.run import Record
from evals.tokens import Prices, totals

FACT_KINDS = frozenset({QuestionKind.INDICATOR, QuestionKind.TASK_UNITS, QuestionKind.ABOUT_PLAN})
ACROSS_PLANS, NO_PLAN = "跨规划", "无（拒答、寒暄等）"


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's mean over ``cases`` cases, and how many of them it fulfils wholly."""

    mean: float
    cases: int
    passed: int


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the run: its cases, how many are right, and its figures by metric."""

    cases: int
    right: int
    figures: Mapping[str, Figure]

    @property
    def share(self) -> float:
        return self.right / self.cases if self.cases else 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """``measures`` are the numbers that thresholds speak of; shares between 0 and 1, lengths in characters, times in ms."""

    whole: Group
    by_kind: Mapping[str, Group]
    by_plan: Mapping[str, Group]
    statuses: Mapping[tuple[str, str], int]
    """(expected, got) → cases; several right statuses are written "answered/clarify"."""
    measures: Mapping[str, float]


def summarise(records: Sequence[Record], prices: Prices | None = None) -> Summary:
    whole = _group(records)
    return Summary(
        whole=whole,
        by_kind=_groups(records, lambda record: record.question.kind.value),
        by_plan=_groups(records, _plan_of),
        statuses=Counter(
            ("/".join(status.value for status in record.question.expect.status), _status_of(record))
            for record in records
        ),
        measures=_measures(records, whole) | totals([record.answer for record in records], prices),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values do not exceed; 0 of none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def _status_of(record: Record) -> str:
    return "error" if record.error else record.answer.status.value


def _plan_of(record: Record) -> str:
    plans = record.question.plan_ids
    if len(plans) == 1:
        return plans[0]
    return ACROSS_PLANS if plans else NO_PLAN


def _groups(records: Iterable[Record], key: Callable[[Record], str]) -> dict[str, Group]:
    parts: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        parts[key(record)].append(record)
    return {name: _group(part) for name, part in sorted(parts.items())}


def _group(records: Sequence[Record]) -> Group:
    scores: dict[str, list[float]] = defaultdict(list)
    for record in records:
        for check in record.checks:
            scores[check.name].append(check.score)
    figures = {
        name: Figure(fmean(each), len(each), sum(score >= 1 for score in each))
        for name, each in scores.items()
    }
    return Group(len(records), sum(record.right for record in records), figures)


def _measures(records: Sequence[Record], whole: Group) -> dict[str, float]:
    measures = {name: figure.mean for name, figure in whole.figures.items()}
    measures["right"] = whole.share
    if "answered" in whole.figures:
        measures["over_refusal"] = 1 - whole.figures["answered"].mean
    refused = [
        record for record in records if record.answer.status is AnswerStatus.NOT_FOUND and not record.error
    ]
    if refused:
        rightly = sum(AnswerStatus.NOT_FOUND in record.question.expect.status for record in refused)
        measures["refusal_precision"] = rightly / len(refused)
    follow_ups = [record.right for record in records if record.question.history]
    if follow_ups:
        measures["follow_up"] = fmean(follow_ups)
    measures["wrong_facts"] = float(sum(states_wrong_fact(record) for record in records))
    measures["errors"] = float(sum(record.error is not None for record in records))
    for name, kinds in (("facts", FACT_KINDS), ("content", frozenset({QuestionKind.CONTENT}))):
        lengths = [
            len(record.answer.answer)
            for record in records
            if record.question.kind in kinds
            and record.answer.status is AnswerStatus.ANSWERED
            and not record.question.expect.items
        ]
        if lengths:
            measures[f"median_length_{name}"] = float(median(lengths))
    times = [record.elapsed_ms for record in records]
    measures["latency_p50_ms"], measures["latency_p95_ms"] = percentile(times, 0.5), percentile(times, 0.95)
    return measures


def states_wrong_fact(record: Record) -> bool:
    """Whether the answer says something wrong, and not just too little: a forbidden value, a unit that does not belong there
    or in that role, a number or unit that no cited place holds, or indicators and units of something that was not asked."""
    units = record.score("units")
    if units and any("does not belong there" in problem for problem in units.problems):
        return True
    if any(not check.passed for name in ("forbidden", "groundedness") if (check := record.score(name))):
        return True
    off_target = [
        check for name in ("values", "refusal") if (check := record.score(name)) and check.score == 0
    ]
    return bool(off_target) and bool(record.answer.indicators or record.answer.units)

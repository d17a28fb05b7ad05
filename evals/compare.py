"""Two runs side by side: what got fixed, what broke, and whether the difference could be chance.

McNemar's exact test looks at the questions that only one of the runs has right; the bootstrap interval is that of the
difference of the shares of right answers over the same questions.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import comb
from pathlib import Path
from typing import Any

from evals.wording import kind_name

RESAMPLES = 2000
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run's records file says of one question."""

    kind: str
    question: str
    right: bool
    answer: str = ""
    problems: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """``before`` and ``after`` are the shares of right answers over the ``cases`` that both runs asked."""

    cases: int
    before: float
    after: float
    fixed: tuple[str, ...]
    broken: tuple[str, ...]
    p_value: float
    interval: tuple[float, float]
    """95 % of the difference after - before."""
    other_scores: tuple[str, ...] = ()
    """Questions on which any metric that both runs measured gives another score, right or not."""
    other_words: tuple[str, ...] = ()
    """Questions whose answers read differently."""


def load_outcomes(path: Path) -> dict[str, Outcome]:
    """Outcomes by question id, from a ``records.jsonl``."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {data["id"]: _outcome(data) for data in lines}


def _outcome(data: dict[str, Any]) -> Outcome:
    problems = [data["error"]] if data["error"] else [p for c in data["checks"] for p in c["problems"]]
    scores = {check["name"]: check["score"] for check in data["checks"]}
    text = data["answer"]["answer"]
    return Outcome(data["kind"], data["question"], data["right"], text, tuple(problems), scores)


def compare(before: Mapping[str, Outcome], after: Mapping[str, Outcome], *, seed: int = 1) -> Comparison:
    """Compare over the questions that both runs asked in the same words."""
    shared = [i for i in before if i in after and before[i].question == after[i].question]
    # Retrieval is judged on this machine alone: what one run could not measure tells nothing of the other.
    measured = _metrics(before) & _metrics(after)
    pairs = [(before[i].right, after[i].right) for i in shared]
    fixed = tuple(i for i in shared if after[i].right and not before[i].right)
    broken = tuple(i for i in shared if before[i].right and not after[i].right)
    return Comparison(
        cases=len(shared),
        before=_share([was for was, _ in pairs]),
        after=_share([now for _, now in pairs]),
        fixed=fixed,
        broken=broken,
        p_value=mcnemar(len(fixed), len(broken)),
        interval=_bootstrap([now - was for was, now in pairs], seed),
        other_scores=tuple(i for i in shared if _scored_otherwise(before[i], after[i], measured)),
        other_words=tuple(i for i in shared if before[i].answer != after[i].answer),
    )


def _metrics(outcomes: Mapping[str, Outcome]) -> frozenset[str]:
    return frozenset(name for outcome in outcomes.values() for name in outcome.scores)


def _scored_otherwise(before: Outcome, after: Outcome, metrics: Iterable[str]) -> bool:
    return any(before.scores.get(name) != after.scores.get(name) for name in metrics)


def mcnemar(fixed: int, broken: int) -> float:
    """The two-sided exact p-value: how likely so uneven a split is if either way were equally likely."""
    changed = fixed + broken
    if not changed:
        return 1.0
    tail = sum(comb(changed, k) for k in range(min(fixed, broken) + 1)) / float(2**changed)
    return min(1.0, 2 * tail)


def comparison_markdown(result: Comparison, before: Mapping[str, Outcome]) -> str:
    low, high = result.interval
    lines = [
        "# 两次评测的比较",
        "",
        f"共同的问题 {result.cases} 个：答对 {result.before:.1%} → {result.after:.1%}，"
        f"差 {result.after - result.before:+.1%}（95% 区间 {low:+.1%} 至 {high:+.1%}），McNemar p = {result.p_value:.3g}。",
        f"得分有差别的 {len(result.other_scores)} 题{_named(result.other_scores)}，"
        f"答案文字有差别的 {len(result.other_words)} 题{_named(result.other_words)}。",
    ]
    for title, ids in (("改好的", result.fixed), ("变坏的", result.broken)):
        lines += ["", f"## {title}（{len(ids)} 个）", ""]
        lines += [f"- `{i}`（{kind_name(before[i].kind)}）{before[i].question}" for i in ids] or ["没有。"]
    return "\n".join(lines) + "\n"


def _named(ids: Sequence[str]) -> str:
    """The ids in brackets, where they are few."""
    return f"（{'、'.join(ids)}）" if 0 < len(ids) <= MOST_NAMED else ""


def _share(rights: Sequence[bool]) -> float:
    return sum(rights) / len(rights) if rights else 0.0


def _bootstrap(differences: Sequence[int], seed: int) -> tuple[float, float]:
    if not differences:
        return 0.0, 0.0
    generator = random.Random(seed)
    means = sorted(
        sum(generator.choices(differences, k=len(differences))) / len(differences) for _ in range(RESAMPLES)
    )
    return means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]

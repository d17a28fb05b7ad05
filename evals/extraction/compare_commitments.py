"""Numeric commitments (承诺) in running text and boxes, and that results of the past are marked as such."""

from __future__ import annotations

from evals.extraction.gold import ExtractionGold, GoldCommitment
from evals.extraction.score import Score
from evals.words import fold, fold_title, fold_value, years_of
from ingest.plan import Commitment, PlanRecords

SAME_OPERATOR = {
    "=": {"=", ">="},  # 达到 100%: both readings are right
    ">": {">", ">="},
    ">=": {">=", ">"},
    "<=": {"<=", "<", "="},  # 压缩至 3 个工作日
    "<": {"<", "<="},
    "+": {"+", "="},  # 新增 5 项
    "-": {"-", "="},
}


def compare_commitments(gold: ExtractionGold, records: PlanRecords) -> tuple[Score, Score, Score]:
    """Scores of targets (value, unit of measure, operator), of their details (what, deadline) and of results, which may be
    left out but, where they are extracted, must be marked as results."""
    targets, details, results = Score("commitments"), Score("commitment_details"), Score("results_marked")
    left = list(records.commitments)
    for wanted in sorted(gold.commitments, key=lambda item: item.is_result):
        found = _take(wanted, left)
        label = f"{wanted.section or ''} | {wanted.anchor}"
        if wanted.is_result:
            if found is not None:
                results.judge(found.is_result, f"{label}: taken for a target")
        elif found is None:
            if not wanted.optional:
                targets.miss(f"{label}: not found")
        elif not wanted.optional:
            problems = _problems(wanted, found)
            targets.judge(not problems, f"{label}: {'; '.join(problems)}")
            _compare_details(wanted, found, label, details)
    for extra in left:
        if not extra.is_result:
            line = f"{extra.section[-1] if extra.section else ''} | {extra.what[:20]} {extra.op}{extra.value}{extra.unit or ''}"
            targets.extras.append(f"{line} (at {extra.source.start})")
            if "commitments" in gold.complete:
                targets.found += 1
    return targets, details, results


def _take(wanted: GoldCommitment, left: list[Commitment]) -> Commitment | None:
    anchor, value = fold(wanted.anchor), fold_value(wanted.value)
    same = [c for c in left if fold_value(c.value).strip("<>=≥≤") == value and anchor in fold(c.text)]
    if not same:
        return None
    section = fold_title(wanted.section)

    def fit(item: Commitment) -> tuple[bool, bool]:
        here = any(section in fold_title(heading) for heading in item.section) if section else True
        return not here, not _same_thing(wanted.what, item.what)

    best = min(same, key=fit)
    left.remove(best)
    return best


def _same_thing(a: str, b: str) -> bool:
    """Whether two names of a thing counted share at least half of the shorter one's character pairs."""
    one, two = fold_title(a), fold_title(b)
    if not one or not two:
        return False
    if one in two or two in one:
        return True
    pairs_one = {one[i : i + 2] for i in range(len(one) - 1)}
    pairs_two = {two[i : i + 2] for i in range(len(two) - 1)}
    return 2 * len(pairs_one & pairs_two) >= max(1, min(len(pairs_one), len(pairs_two)))


def _problems(wanted: GoldCommitment, found: Commitment) -> list[str]:
    problems = []
    if found.op not in SAME_OPERATOR.get(wanted.op, {wanted.op}):
        problems.append(f"op {found.op!r}, expected {wanted.op!r}")
    if fold(found.unit) != fold(wanted.unit):
        problems.append(f"unit {found.unit!r}, expected {wanted.unit!r}")
    if found.is_result:
        problems.append("marked as a result")
    return problems


def _compare_details(wanted: GoldCommitment, found: Commitment, label: str, score: Score) -> None:
    score.judge(
        _same_thing(wanted.what, found.what), f"{label}: what {found.what!r}, expected {wanted.what!r}"
    )
    if wanted.deadline:
        right = years_of(found.deadline) == years_of(wanted.deadline) and (
            bool(years_of(wanted.deadline)) or fold(wanted.deadline)[:2] in fold(found.deadline)
        )
        score.judge(right, f"{label}: deadline {found.deadline!r}, expected {wanted.deadline!r}")

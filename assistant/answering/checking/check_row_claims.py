"""Claims about whole rows of tables: which place aims highest, and of which indicator a year is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answering.checking.supports import Amount, Support
from assistant.answering.fold_text import fold
from ingest.plan import IndicatorRow

_EXTREME = re.compile(r"目标最(?P<end>高|低)的是(?P<places>[^:：]{1,80})[:：]")
"""目标最高的是云陵市、青禾县：9.5万户"""
_SEVERAL = 2
_YEARS_GIVEN = re.compile(r"“(?P<name>[^“”]{1,80})”(?:没有按年份列出|只列有)")
"""云陵市“投诉举报”没有按年份列出数值"""


def row_claim_problem(
    text: str, supports: Sequence[Support], places: Sequence[tuple[str, str]]
) -> str | None:
    """What is wrong with a claim about rows, in English for the trace, or ``None``.

    ``places`` are (folded place word, plan id) of the library.
    """
    return _extreme(text, supports, places) or _years_given(text, supports)


def _extreme(text: str, supports: Sequence[Support], places: Sequence[tuple[str, str]]) -> str | None:
    """The places named must be those of the cited rows with the highest (lowest) last value, and all of them. A row that
    states several amounts in words is not judged."""
    claimed = _EXTREME.search(text)
    if claimed is None:
        return None
    if len({support.plan.id for support in supports}) < _SEVERAL:
        return "a highest or lowest needs the rows of several places"
    goals = [(goal, support.plan.id) for support in supports if (goal := _goal(support)) is not None]
    if len(goals) < len(supports):
        return None
    if len({measure for (_, measure), _ in goals}) > 1:
        return "a highest or lowest of different measures"
    edge = (max if claimed["end"] == "高" else min)(value for (value, _), _ in goals)
    best = {plan_id for (value, _), plan_id in goals if value == edge}
    words = fold(claimed["places"])
    named = {plan_id for word, plan_id in places if word in words and any(plan_id == one for _, one in goals)}
    return None if named == best else f"the {claimed['end']}est is not {claimed['places']}"


def _goal(support: Support) -> Amount | None:
    """The one amount of a row's last year, or the one amount of a target in words."""
    if not isinstance(support.record, IndicatorRow):
        return None
    columns = support.by_column
    years = sorted(column for column in columns if column.isdigit())
    amounts = (
        columns[years[-1]] if years else support.amounts if not columns else frozenset[tuple[Decimal, str]]()
    )
    return next(iter(amounts)) if len(amounts) == 1 else None


def _years_given(text: str, supports: Sequence[Support]) -> str | None:
    """Which years a row has is said of that row, by its name or category."""
    said = _YEARS_GIVEN.search(text)
    if said is None:
        return None
    rows = [support.record for support in supports if isinstance(support.record, IndicatorRow)]
    names = {fold(name) for row in rows for name in (row.name, row.category or "")}
    return None if fold(said["name"]) in names else f"row {said['name']} is not the cited one"

"""Questions to start with, made from what is in the library: whoever reads in a plan sees questions about that plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.plan import PlanRecords, Role

if TYPE_CHECKING:
    from ingest.library import Library

_MOST = 6
_TITLE_CHARACTERS = 22


def example_questions(library: Library, most: int = _MOST) -> tuple[str, ...]:
    """Up to ``most`` questions that the library answers, of different kinds and from different plans where it can."""
    kinds = (_about_indicator, _about_lead, _about_unit, _about_content)
    plans = [card.plan.id for card in library.plans()]
    found: list[str] = []
    for turn in range(len(kinds)):
        for place, plan_id in enumerate(plans[: 2 * most]):
            question = kinds[(place + turn) % len(kinds)](library.records(plan_id))
            if question and question not in found:
                found.append(question)
            if len(found) == most:
                return tuple(found)
    return tuple(found)


def _about_indicator(records: PlanRecords) -> str | None:
    for row in records.indicators:
        years = [year for year in row.values if year.isdigit()]
        if years and not row.is_result:
            return f"{records.plan.region}{max(years)}年{row.name}的目标是多少？"
    return None


def _about_lead(records: PlanRecords) -> str | None:
    for task in records.tasks:
        if _fits(task.title) and any(unit.role is Role.RESPONSIBLE for unit in task.units):
            return f"{records.plan.region}“{task.title}”由谁牵头，谁配合？"
    return None


def _about_unit(records: PlanRecords) -> str | None:
    counts: dict[str, int] = {}
    for task in records.tasks:
        for unit in task.units:
            counts[unit.name] = counts.get(unit.name, 0) + 1
    if not counts:
        return None
    # A unit of a middling number of tasks: the list is long enough to be of use and short enough to be read.
    ordered = sorted(counts, key=lambda name: (abs(counts[name] - 5), name))
    return f"{_of_region(records.plan.region, ordered[0])}有哪些任务？"


def _about_content(records: PlanRecords) -> str | None:
    titles = [task.title for task in records.tasks if _fits(task.title)]
    return f"{records.plan.region}在“{titles[len(titles) // 2]}”方面有什么要求？" if titles else None


def _of_region(region: str, unit: str) -> str:
    """ "青禾县" and "县财政局" make "青禾县财政局"."""
    return region[:-1] + unit if region and unit.startswith(region[-1]) else region + unit


def _fits(title: str) -> bool:
    return 4 <= len(title) <= _TITLE_CHARACTERS

"""Complete lists out of the catalogue: units, a unit's tasks, indicator rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.plan import IndicatorRow, Plan, Role, TaskItem, UnitAssignment
from ingest.units.unit_names import UnitMatch, matches

if TYPE_CHECKING:
    from ingest.library import Library


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many tasks a unit leads and supports, and the ids of the plans that name it."""

    name: str
    plans: tuple[str, ...]
    responsible: int
    cooperating: int


@dataclass(frozen=True, slots=True)
class AssignedTask:
    """A task in a unit's list, with the assignment that put it there and how the asked name fits the printed one."""

    plan: Plan
    task: TaskItem
    assignment: UnitAssignment
    match: UnitMatch


def plan_ids_in(library: Library, region: str | None, plan_id: str | None) -> tuple[str, ...] | None:
    """The plans of a scope, ``None`` for all. Raises :class:`ingest.errors.PlanNotFound` for an unknown ``plan_id``."""
    if plan_id:
        library.plan(plan_id)
    if not region:
        return (plan_id,) if plan_id else None
    return tuple(
        card.plan.id
        for card in library.plans()
        if (not plan_id or card.plan.id == plan_id) and is_in_region(card.plan, region)
    )


def is_in_region(plan: Plan, region: str) -> bool:
    """Whether a plan is of a region, named in full ("临溪区") or without its suffix ("临溪")."""
    asked = region.strip()
    return bool(asked) and (plan.region == asked or (len(asked) >= 2 and plan.region.startswith(asked)))


def unit_counts(
    library: Library, *, region: str | None = None, plan_id: str | None = None
) -> tuple[UnitCount, ...]:
    """Every unit by name, those with most tasks first."""
    plans: dict[str, dict[str, None]] = {}
    counts: dict[str, dict[Role, int]] = {}
    for plan, task in library.tasks(plan_ids_in(library, region, plan_id)):
        for unit in task.units:
            plans.setdefault(unit.name, {})[plan.id] = None
            roles = counts.setdefault(unit.name, dict.fromkeys(Role, 0))
            roles[unit.role] += 1
    found = [
        UnitCount(name, tuple(plans[name]), roles[Role.RESPONSIBLE], roles[Role.COOPERATING])
        for name, roles in counts.items()
    ]
    return tuple(sorted(found, key=lambda unit: (-(unit.responsible + unit.cooperating), unit.name)))


def tasks_of_unit(
    library: Library,
    name: str,
    *,
    region: str | None = None,
    plan_id: str | None = None,
    role: Role | None = None,
) -> tuple[AssignedTask, ...]:
    """Every task that names the unit, by this name or another that means the same unit, in document order."""
    found = []
    for plan, task in library.tasks(plan_ids_in(library, region, plan_id)):
        for unit in task.units:
            match = matches(name, unit.name, plan.region_path or (plan.region,))
            if match is not None and (role is None or unit.role is role):
                found.append(AssignedTask(plan, task, unit, match))
    return tuple(found)


def indicator_rows(
    library: Library,
    *,
    name: str | None = None,
    region: str | None = None,
    year: str | None = None,
    plan_id: str | None = None,
) -> tuple[tuple[Plan, IndicatorRow], ...]:
    """Indicator rows whose name contains ``name`` (spaces ignored) and that print a value for ``year``."""
    asked = "".join((name or "").split())
    wanted_year = (year or "").strip().removesuffix("年")
    return tuple(
        (plan, row)
        for plan, row in library.indicators(plan_ids_in(library, region, plan_id))
        if asked in "".join(row.name.split())
        and (not wanted_year or any(wanted_year in key for key in row.values))
    )

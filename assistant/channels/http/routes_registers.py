"""Lists across plans: units and their tasks, indicator rows."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.channels.http.dependencies import AssistantDep
from assistant.channels.http.record_schemas import IndicatorOut, TaskOut
from assistant.channels.http.register_schemas import (
    IndicatorList,
    PlacedIndicator,
    UnitList,
    UnitSummary,
    UnitTask,
    UnitTasks,
)
from assistant.channels.registers import indicator_rows, tasks_of_unit, unit_counts
from ingest.plan import Role

router = APIRouter(prefix="/v1", tags=["台账"])

Text = Annotated[str | None, Query(max_length=200)]


@router.get("/units")
def units(assistant: AssistantDep, region: Text = None, plan: Text = None) -> UnitList:
    """Every unit that a plan names, with how many tasks it leads and supports."""
    found = unit_counts(assistant.library, region=region, plan_id=plan)
    return UnitList(
        total=len(found),
        units=tuple(
            UnitSummary(
                name=unit.name,
                plans=unit.plans,
                responsible=unit.responsible,
                cooperating=unit.cooperating,
            )
            for unit in found
        ),
    )


@router.get("/units/{name:path}/tasks")
def unit_tasks(
    name: str, assistant: AssistantDep, region: Text = None, plan: Text = None, role: Role | None = None
) -> UnitTasks:
    """The complete list of a unit's tasks; the name may be an alias."""
    found = tasks_of_unit(assistant.library, name, region=region, plan_id=plan, role=role)
    return UnitTasks(
        unit=name,
        matched=tuple(dict.fromkeys(entry.assignment.name for entry in found)),
        total=len(found),
        tasks=tuple(
            UnitTask(
                plan_id=entry.plan.id,
                plan_title=entry.plan.title,
                region=entry.plan.region,
                unit=entry.assignment.name,
                role=entry.assignment.role,
                basis=entry.assignment.basis,
                match=entry.match,
                task=TaskOut.of(entry.task),
            )
            for entry in found
        ),
    )


@router.get("/indicators")
def indicators(
    assistant: AssistantDep,
    name: Text = None,
    region: Text = None,
    year: Annotated[str | None, Query(max_length=10)] = None,
    plan: Text = None,
) -> IndicatorList:
    """Indicator rows by name (part of it suffices), region and a year that the row has a value for."""
    found = indicator_rows(assistant.library, name=name, region=region, year=year, plan_id=plan)
    return IndicatorList(
        total=len(found),
        indicators=tuple(
            PlacedIndicator(
                **IndicatorOut.of(row).model_dump(),
                plan_id=of_plan.id,
                plan_title=of_plan.title,
                region=of_plan.region,
            )
            for of_plan, row in found
        ),
    )

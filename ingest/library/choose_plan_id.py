"""Naming a plan in the library after its file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from ingest.plan import Commitment, IndicatorRow, Passage, PlanRecords, TaskItem

Record = TypeVar("Record", TaskItem, IndicatorRow, Commitment, Passage)


def free_plan_id(name: str, taken: Collection[str]) -> str:
    """The id for a file name, with -2, -3 … behind it as long as another file has it."""
    from ingest.pipeline import plan_id_of

    base = plan_id_of(name)
    number, plan_id = 1, base
    while plan_id in taken:
        number += 1
        plan_id = f"{base}-{number}"
    return plan_id


def renamed(records: PlanRecords, plan_id: str) -> PlanRecords:
    """The same records under another plan's id: which plan a file is may show only when it was read."""
    if records.plan.id == plan_id:
        return records

    def own(record_id: str) -> str:
        return f"{plan_id}:{record_id.rpartition(':')[2]}"

    def with_own_id(record: Record) -> Record:
        return replace(record, id=own(record.id))

    return replace(
        records,
        plan=replace(records.plan, id=plan_id),
        tasks=tuple(map(with_own_id, records.tasks)),
        indicators=tuple(map(with_own_id, records.indicators)),
        commitments=tuple(map(with_own_id, records.commitments)),
        passages=tuple(
            replace(with_own_id(passage), task_id=own(passage.task_id) if passage.task_id else None)
            for passage in records.passages
        ),
    )

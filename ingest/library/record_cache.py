"""Plans' records in memory, those used last: reading them from the catalogue takes milliseconds, keeping all too much memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from ingest.library.catalogue import Catalogue
from ingest.plan import Commitment, IndicatorRow, Passage, PlanRecords, TaskItem

KEPT_CHARACTERS = 3_000_000
"""Characters of source text of the plans that are kept; records take about 60 bytes a character."""

AnyRecord = TaskItem | IndicatorRow | Commitment | Passage


@dataclass(frozen=True)
class KeptPlan:
    """One generation of a plan."""

    generation: int
    records: PlanRecords

    @cached_property
    def by_id(self) -> Mapping[str, AnyRecord]:
        found = self.records
        every: tuple[AnyRecord, ...] = (
            *found.tasks,
            *found.indicators,
            *found.commitments,
            *found.passages,
        )
        return {record.id: record for record in every}


class RecordCache:
    """The least recently used plans are forgotten first. Safe to use from many threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._kept: OrderedDict[str, KeptPlan] = OrderedDict()
        self._characters = 0
        self._lock = Lock()

    def plan(self, plan_id: str, generation: int | None) -> KeptPlan:
        """A plan's records, read where this generation is not kept. Raises :class:`PlanNotFound`."""
        with self._lock:
            kept = self._kept.get(plan_id)
            if kept is not None and kept.generation == generation:
                self._kept.move_to_end(plan_id)
                return kept
            self._forget(plan_id)
        read = KeptPlan(*self._catalogue.load(plan_id))
        with self._lock:
            self._forget(plan_id)
            self._kept[plan_id] = read
            self._characters += len(read.records.source_text)
            while self._characters > KEPT_CHARACTERS and len(self._kept) > 1:
                self._forget(next(iter(self._kept)))
        return read

    def _forget(self, plan_id: str) -> None:
        kept = self._kept.pop(plan_id, None)
        if kept is not None:
            self._characters -= len(kept.records.source_text)

"""What answering needs of a library: a protocol, so that the steps run on any library with these methods."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from ingest.library.results import Hit, PlanCard
from ingest.plan import IndicatorRow, PlanRecords, RecordType


class LibraryView(Protocol):
    """The part of ``ingest.library.Library`` that answering reads. ``version`` changes with every change of content."""

    @property
    def version(self) -> str: ...

    def plans(self) -> Sequence[PlanCard]: ...

    def records(self, plan_id: str) -> PlanRecords: ...

    def unit_names(self) -> Mapping[str, frozenset[str]]: ...

    def indicator_names(self) -> Mapping[str, frozenset[str]]: ...

    def indicators_named(self, names: Collection[str]) -> Sequence[tuple[str, IndicatorRow]]: ...

    def nearness(self, query: str, texts: Sequence[str]) -> list[float]: ...

    def search_dense(
        self,
        query: str,
        *,
        k: int,
        plan_ids: Sequence[str] | None = None,
        record_types: Collection[RecordType] | None = None,
    ) -> list[Hit]: ...

    def search_keyword(
        self,
        query: str,
        *,
        k: int,
        plan_ids: Sequence[str] | None = None,
        record_types: Collection[RecordType] | None = None,
    ) -> list[Hit]: ...

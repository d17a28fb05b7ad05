"""The library: plans are kept here, looked up and searched."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from ingest.errors import EmbedderMismatch, LibraryLocked, PlanNotFound
from ingest.library.catalogue import Catalogue
from ingest.library.progress import Progress, RunClock
from ingest.library.record_cache import AnyRecord, KeptPlan, RecordCache
from ingest.library.results import Hit, IngestReport, PlanCard
from ingest.library.settings import LibrarySettings
from ingest.library.write_lock import WriteLock
from ingest.plan import (
    Commitment,
    IndicatorRow,
    Passage,
    Plan,
    PlanRecords,
    RecordType,
    Section,
    TaskItem,
)

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from ingest.library.index_plan import Checkpoint, PlanIndexer
    from ingest.library.read_plans import PlanReading, ReadPlan
    from ingest.library.search_records import RecordSearch

logger = logging.getLogger(__name__)

Part = TypeVar("Part")


class Library:
    """Plans with all their records. Safe to use from many threads; close it when done.

    Looking up never fails for a library that could be opened. Searching by meaning raises :class:`EmbedderMismatch` and
    :class:`EmbedderUnavailable`; changing raises :class:`LibraryLocked`, :class:`LibraryReadOnly`, :class:`EmbedderMismatch`.
    """

    def __init__(
        self,
        settings: LibrarySettings,
        catalogue: Catalogue,
        embedder: Embeddings | None = None,
        read_plan: ReadPlan | None = None,
        checkpoint: Checkpoint | None = None,
    ) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._given_embedder = embedder
        self._given_read_plan = read_plan
        self._checkpoint: Checkpoint = checkpoint or _nothing
        self._write_lock = WriteLock(settings.data)
        self._opening = RLock()
        self._opened_search: RecordSearch | None = None
        self._records = RecordCache(catalogue)
        self._names: dict[str, tuple[int, Mapping[str, frozenset[str]]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all files. Closing twice is allowed."""
        with self._opening:
            if self._opened_search is not None:
                self._opened_search.close()
            self._catalogue.close()

    # Looking up

    @property
    def version(self) -> str:
        """Changes with every change of content, whoever made it."""
        return str(self._catalogue.state().version)

    def plans(self) -> tuple[PlanCard, ...]:
        """Every plan's card, by id."""
        return tuple(stored.card for stored in self._catalogue.state().plans.values())

    def plan(self, plan_id: str) -> PlanCard:
        """One plan's card. Raises :class:`PlanNotFound`."""
        stored = self._catalogue.state().plans.get(plan_id)
        if stored is None:
            raise PlanNotFound(f"资料库里没有编号为“{plan_id}”的规划。", plan_id)
        return stored.card

    def records(self, plan_id: str) -> PlanRecords:
        """Everything of one plan. Raises :class:`PlanNotFound`."""
        return self._kept(plan_id).records

    def _kept(self, plan_id: str) -> KeptPlan:
        stored = self._catalogue.state().plans.get(plan_id)
        return self._records.plan(plan_id, stored.generation if stored else None)

    def source_text(self, plan_id: str) -> str:
        """The plan's file as it was read. Raises :class:`PlanNotFound`."""
        return self.records(plan_id).source_text

    def tasks(self, plan_ids: Sequence[str] | None = None) -> tuple[tuple[Plan, TaskItem], ...]:
        return tuple((found.plan, task) for found in self._chosen(plan_ids) for task in found.tasks)

    def indicators(self, plan_ids: Sequence[str] | None = None) -> tuple[tuple[Plan, IndicatorRow], ...]:
        return tuple((found.plan, row) for found in self._chosen(plan_ids) for row in found.indicators)

    def commitments(self, plan_ids: Sequence[str] | None = None) -> tuple[tuple[Plan, Commitment], ...]:
        return tuple((found.plan, item) for found in self._chosen(plan_ids) for item in found.commitments)

    def passages(self, plan_ids: Sequence[str] | None = None) -> tuple[tuple[Plan, Passage], ...]:
        return tuple((found.plan, passage) for found in self._chosen(plan_ids) for passage in found.passages)

    def sections(self, plan_ids: Sequence[str] | None = None) -> tuple[tuple[Plan, Section], ...]:
        return tuple((found.plan, section) for found in self._chosen(plan_ids) for section in found.sections)

    def record(self, record_id: str) -> tuple[Plan, AnyRecord]:
        """One record and its plan. Raises :class:`PlanNotFound` when there is no such record."""
        plan_id = record_id.rpartition(":")[0]
        kept = self._kept(plan_id)
        if record_id not in kept.by_id:
            raise PlanNotFound(f"资料库里没有编号为“{record_id}”的记录。", record_id)
        return kept.records.plan, kept.by_id[record_id]

    def unit_names(self) -> Mapping[str, frozenset[str]]:
        """Each unit name as the plans print it → the ids of the plans that name it with a task."""
        return self._names_by_plan("units", "name")

    def indicator_names(self) -> Mapping[str, frozenset[str]]:
        """Each indicator name → the ids of the plans that have it."""
        return self._names_by_plan("indicators", "name")

    def indicators_named(self, names: Collection[str]) -> list[tuple[str, IndicatorRow]]:
        """(plan id, row) of every indicator with one of these printed names, by plan; one query for the whole library."""
        return self._catalogue.indicators_named(names)

    def _chosen(self, plan_ids: Sequence[str] | None) -> Iterator[PlanRecords]:
        """The records of these plans, or of all; a plan that was removed meanwhile is passed over."""
        for plan_id in self._catalogue.state().plans if plan_ids is None else plan_ids:
            try:
                yield self.records(plan_id)
            except PlanNotFound:
                if plan_ids is not None:
                    raise

    def _names_by_plan(self, table: str, column: str) -> Mapping[str, frozenset[str]]:
        version = self._catalogue.state().version
        kept = self._names.get(table)
        if kept is None or kept[0] != version:
            kept = (version, self._catalogue.names_by_plan(table, column))
            self._names[table] = kept
        return kept[1]

    # Searching

    def search_dense(
        self,
        query: str,
        *,
        k: int,
        plan_ids: Sequence[str] | None = None,
        record_types: Collection[RecordType] | None = None,
    ) -> list[Hit]:
        """Tasks, indicator rows and passages nearest in meaning, best first; the score is a cosine. Commitments have no
        vector of their own. Without ``plan_ids`` in the whole library, with an empty one nowhere."""
        self.check_embedder()
        return self._ready_search().dense(query, k, plan_ids, record_types)

    def search_keyword(
        self,
        query: str,
        *,
        k: int,
        plan_ids: Sequence[str] | None = None,
        record_types: Collection[RecordType] | None = None,
    ) -> list[Hit]:
        """Records that share words with the query, best first; the score is BM25's and has no upper bound."""
        return self._ready_search().keyword(query, k, plan_ids, record_types)

    def nearness(self, query: str, texts: Sequence[str]) -> list[float]:
        """How near each of a few texts is to a query in meaning, as a cosine; they are embedded now. Raises
        :class:`EmbedderUnavailable`."""
        self.check_embedder()
        return self._ready_search().nearness(query, texts)

    def check_embedder(self) -> None:
        """Raises :class:`EmbedderMismatch` when the library's vectors come from another embedder than the settings name."""
        stored = self._catalogue.state().embedder
        if stored is not None and stored != self._search.identity:
            raise EmbedderMismatch(
                f"资料库是用另一个嵌入模型（{stored}）建立的，当前设置的是 {self._search.identity}。"
                "请改回原来的嵌入设置，或运行 plan-assistant reindex 重建索引。",
                f"library: {stored}, settings: {self._search.identity}",
            )

    def warm_up(self) -> None:
        """Load embedder and indexes now instead of with the first question."""
        self.check_embedder()
        self._ready_search().warm_up()

    def _ready_search(self) -> RecordSearch:
        search = self._search
        if not self._write_lock.held and search.see_other_writers(self._catalogue.state()):
            self._mend()
        return search

    def _mend(self) -> None:
        """Fill an index that has lost entries from the catalogue, unless another process is about to do so."""
        try:
            with self._writing():
                logger.info("the indexes of %s are whole again", self._settings.data)
        except LibraryLocked:
            logger.warning(
                "the keyword index lacks entries and another process writes: searching what is there"
            )

    @property
    def _search(self) -> RecordSearch:
        with self._opening:
            if self._opened_search is None:
                from ingest.library.search_records import open_search

                self._opened_search = open_search(self._settings, self._catalogue, self._given_embedder)
            return self._opened_search

    # Changing

    def ingest(
        self, paths: Sequence[Path], *, progress: Progress | None = None, again: bool = False
    ) -> IngestReport:
        """Read files, folders and archives and keep their plans.

        A file whose bytes are in the library is skipped (unless ``again``), one that has changed takes the place of what it
        was, at once and as a whole. A file that cannot be read is reported and the others go on.
        """
        from ingest.library.find_inputs import find_inputs
        from ingest.library.ingest_files import IngestRun
        from ingest.library.read_files import FileReader

        inputs = find_inputs(paths, self._settings.limits)
        with self._writing() as indexer, self._reading() as reading:
            state = self._catalogue.state()
            reader = FileReader(reading, state.plans, again=again)
            clock = RunClock(progress, len(inputs))
            return IngestRun(self._catalogue, indexer, clock, state, self._checkpoint).take(reader, inputs)

    def remove(self, plan_id: str) -> None:
        """Forget a plan. Raises :class:`PlanNotFound`."""
        with self._writing() as indexer:
            self._catalogue.remove(plan_id)
            self._checkpoint("removed")
            indexer.clean()
            self._catalogue.drop_unused_vectors()

    def reindex(self, *, progress: Progress | None = None) -> int:
        """Build the indexes anew from the catalogue, with the embedder of the settings; files are not read again.

        Until it is done, searches find what they found before. Returns the number of vectors.
        """
        with self._writing(any_embedder=True) as indexer:
            clock = RunClock(progress, len(self._catalogue.state().plans))
            indexer.rebuild(clock)
            self._catalogue.drop_unused_vectors()
            return self._catalogue.entry_count()

    @contextmanager
    def _writing(self, *, any_embedder: bool = False) -> Iterator[PlanIndexer]:
        from ingest.library.index_plan import PlanIndexer

        with self._write_lock.hold():
            if not any_embedder:
                self.check_embedder()
            search = self._search
            search.see_other_writers(self._catalogue.state())
            indexer = PlanIndexer(self._catalogue, search, self._checkpoint)
            try:
                if not any_embedder:
                    indexer.mend()
                yield indexer
            finally:
                indexer.close()
                search.written(self._catalogue.state())

    def _reading(self) -> PlanReading:
        from ingest.library.read_plans import PlanReading, processors

        if self._given_read_plan is not None:
            return PlanReading(self._given_read_plan, self._settings.limits)
        from ingest.pipeline import read_plan_bytes

        return PlanReading(read_plan_bytes, self._settings.limits, processes=processors())


def _nothing(_step: str) -> None:
    """The checkpoint of everyday life."""

"""A run over files: read each, embed what is new, keep it, and report."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import TypeVar

from ingest.errors import LibraryError, ReadError
from ingest.library.catalogue import Catalogue, CatalogueState
from ingest.library.give_back_memory import give_back_memory
from ingest.library.index_plan import (
    GatheredTexts,
    PlanIndexer,
    PreparedPlan,
    entry_count,
    in_groups,
)
from ingest.library.near_duplicates import Signatures, signature_of
from ingest.library.note_versions import note_versions
from ingest.library.progress import RunClock, RunStopped
from ingest.library.read_files import FileRead, FileReader
from ingest.library.results import FileOutcome, IngestReport
from ingest.library.schema import RECORD_TABLES
from ingest.plan import PlanRecords
from ingest.readers.iter_files import FoundFile

logger = logging.getLogger(__name__)

UNEXPECTED = "Unexpected"
"""The error code of a file over which the program itself tripped."""


Done = TypeVar("Done")
NewPlan = tuple[FileRead, PlanRecords]
Prepared = Mapping[str, PreparedPlan | Exception]


@dataclass
class IngestRun:
    """One run. Every file that was finished stays, whatever becomes of the next."""

    catalogue: Catalogue
    indexer: PlanIndexer
    clock: RunClock
    known: CatalogueState
    checkpoint: Callable[[str], None]
    outcomes: list[FileOutcome] = field(default_factory=list)
    seconds_reading: float = 0.0
    embedded: Future[Future[None]] | None = None
    """The last group that was handed over to be embedded, which ends with that group's being kept."""

    def take(self, reader: FileReader, files: Sequence[FoundFile]) -> IngestReport:
        """Read and keep the files. Raises :class:`LibraryError` when the library itself fails.

        Plans go in groups: one is read while the one before is embedded and the one before that is entered in the indexes.
        What stops the run, an interrupt too, waits for a batch of texts and for the group that is being entered.
        """
        begun = perf_counter()
        with (
            ThreadPoolExecutor(1, "keep-plans") as keeper,
            ThreadPoolExecutor(1, "embed-plans") as embedder,
            self.clock.running(),
        ):
            for group in in_groups(self._with_progress(reader, files), _entries_of):
                gathered = self._gather(group)
                kept = self.embedded.result() if self.embedded else None
                self.embedded = embedder.submit(self._embed, group, gathered, keeper, kept)
            if self.embedded is not None:
                self.embedded.result().result()
        self.catalogue.drop_unused_vectors()
        give_back_memory()
        spent = self.indexer.spent
        outcomes = note_versions(
            self.outcomes, self.catalogue.state().plans, Signatures(self.catalogue.signatures())
        )
        return IngestReport(
            tuple(outcomes), self.seconds_reading, spent.seconds, perf_counter() - begun, spent.texts
        )

    def _with_progress(self, reader: FileReader, files: Sequence[FoundFile]) -> Iterator[FileRead]:
        reads = reader.read(files, self.clock.recognise)
        for file in files:
            self.clock.begin_file(file.name)
            idle = self.embedded is None or self.embedded.done()
            read = next(reads)
            self.clock.end_reading()
            if idle:
                reader.was_waited_for(read.seconds)
            self.seconds_reading += read.seconds
            yield read

    def _gather(self, group: Sequence[FileRead]) -> GatheredTexts | None:
        """What there is to embed of a group, so that embedding need not wait for it; ``None`` where that fails, which is told
        when the group's turn comes."""
        try:
            return self.indexer.gather([read.records for read in group if read.records is not None])
        except LibraryError:
            raise
        except Exception:  # noqa: BLE001  met again, and by plan, in _prepare_plans
            return None

    def _embed(
        self,
        group: Sequence[FileRead],
        gathered: GatheredTexts | None,
        keeper: ThreadPoolExecutor,
        before: Future[None] | None,
    ) -> Future[None]:
        """Embed a group and have it kept after the one before; it need not wait until the next has been read."""
        prepared = self._prepare(group, gathered)
        for _ in group:
            self.clock.end_file()
        if before is not None:
            before.result()
        return keeper.submit(self._keep, group, prepared)

    def _prepare(self, group: Sequence[FileRead], gathered: GatheredTexts | None) -> Prepared:
        """What the indexes need of each plan that was read, or what went wrong, by its file's origin."""
        new = [(read, read.records) for read in group if read.records is not None]
        return _together(partial(self._prepare_plans, gathered=gathered), new)

    def _prepare_plans(
        self, plans: Sequence[NewPlan], gathered: GatheredTexts | None
    ) -> dict[str, PreparedPlan]:
        # Of a group that failed the plans come one by one.
        if gathered is None or len(gathered.texts) != len(plans):
            gathered = self.indexer.gather([records for _, records in plans])
        prepared = self.indexer.embed(gathered, self.clock)
        return {read.file.origin: plan for (read, _), plan in zip(plans, prepared, strict=True)}

    def _keep(self, group: Sequence[FileRead], prepared: Prepared) -> None:
        ready = {origin: plan for origin, plan in prepared.items() if isinstance(plan, PreparedPlan)}
        new = [(read, read.records) for read in group if read.records and read.file.origin in ready]
        came_of = {**prepared, **_together(partial(self._keep_plans, prepared=ready), new)}
        self.outcomes.extend(self._outcome(read, came_of.get(read.file.origin)) for read in group)

    def _keep_plans(
        self, plans: Sequence[NewPlan], prepared: Mapping[str, PreparedPlan]
    ) -> dict[str, FileOutcome]:
        """The outcome of each of these plans; each becomes valid at once and as a whole."""
        indexed = self.indexer.add_generations([prepared[read.file.origin] for read, _ in plans])
        ingested_at = datetime.now().astimezone().isoformat(timespec="seconds")
        for (read, records), entered in zip(plans, indexed, strict=True):
            signature = signature_of(records.source_text)
            self.catalogue.switch(
                records, read.file.origin, ingested_at, entered, self.indexer.identity, signature
            )
            self.checkpoint("switched")
        self.indexer.clean()
        self.checkpoint("cleaned")
        return {read.file.origin: self._kept(read, records) for read, records in plans}

    def _kept(self, read: FileRead, records: PlanRecords) -> FileOutcome:
        plan = records.plan
        return FileOutcome(
            file=read.file.name,
            outcome="replaced" if plan.id in self.known.plans else "added",
            plan_id=plan.id,
            title=plan.title,
            counts={table: len(getattr(records, table)) for table in RECORD_TABLES},
            warnings=records.warnings,
            repairs=records.repairs,
            unclaimed_lines=len(records.unclaimed),
        )

    def _outcome(self, read: FileRead, kept: FileOutcome | PreparedPlan | Exception | None) -> FileOutcome:
        if isinstance(kept, FileOutcome):
            return kept
        if isinstance(kept, Exception):
            return _failed(
                read, f"保存“{read.file.name}”时程序出错，该文件未导入。", f"{UNEXPECTED}: {kept!r}"
            )
        if read.unchanged is not None:
            return self._unchanged(read, read.unchanged)
        error = read.error or ReadError("")
        return _failed(read, error.user_message, type(error).__name__)

    def _unchanged(self, read: FileRead, plan_id: str) -> FileOutcome:
        """The file's bytes are in the library, from before or from earlier in this run."""
        stored = self.catalogue.state().plans.get(plan_id)
        if stored is None:
            return _failed(read, f"与“{read.file.name}”内容相同的另一个文件未能导入。", "DuplicateFailed")
        card = stored.card
        return FileOutcome(read.file.name, "unchanged", plan_id, card.plan.title, card.counts, (), {}, 0)


def _together(
    action: Callable[[Sequence[NewPlan]], Mapping[str, Done]], plans: Sequence[NewPlan]
) -> dict[str, Done | Exception]:
    """Do something with plans, one by one where it fails for all together: what came of each, by its file's origin."""
    try:
        return {**action(plans)} if plans else {}
    except (LibraryError, RunStopped):
        raise
    except Exception as error:
        logger.exception("keeping %s failed", "、".join(read.file.name for read, _ in plans))
        if len(plans) == 1:
            return {plans[0][0].file.origin: error}
    found: dict[str, Done | Exception] = {}
    for plan in plans:
        found.update(_together(action, [plan]))
    return found


def _entries_of(read: FileRead) -> int:
    return 0 if read.records is None else entry_count(read.records)


def _failed(read: FileRead, message: str, code: str) -> FileOutcome:
    return FileOutcome(read.file.name, "failed", None, None, {}, (), {}, 0, message, code)

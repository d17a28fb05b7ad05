"""A run over files: read each, embed what is new, keep it, and report."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter

from ingest.errors import LibraryError, ReadError
from ingest.library.catalogue import Catalogue, CatalogueState
from ingest.library.index_plan import PlanIndexer, PreparedPlan
from ingest.library.near_duplicates import Signatures, signature_of
from ingest.library.note_versions import note_versions
from ingest.library.progress import RunClock
from ingest.library.read_files import FileRead, FileReader
from ingest.library.results import FileOutcome, IngestReport
from ingest.library.schema import RECORD_TABLES
from ingest.plan import PlanRecords
from ingest.readers.iter_files import FoundFile

logger = logging.getLogger(__name__)

UNEXPECTED = "Unexpected"
"""The error code of a file over which the program itself tripped."""


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

    def take(self, reader: FileReader, files: Sequence[FoundFile]) -> IngestReport:
        """Read and keep the files. Raises :class:`LibraryError` when the library itself fails.

        One plan is entered in the indexes while the next is embedded. What stops the run, an interrupt too, waits for the
        plan that is being entered.
        """
        begun = perf_counter()
        with ThreadPoolExecutor(1, thread_name_prefix="keep-plan") as keeper:
            kept: Future[FileOutcome] | None = None
            for read in self._with_progress(map(reader.read, files), files):
                self.seconds_reading += read.seconds
                prepared = self._prepare(read)
                if kept is not None:
                    self.outcomes.append(kept.result())
                kept = keeper.submit(self._outcome, read, prepared)
            if kept is not None:
                self.outcomes.append(kept.result())
        self.catalogue.drop_unused_vectors()
        spent = self.indexer.spent
        outcomes = note_versions(
            self.outcomes, self.catalogue.state().plans, Signatures(self.catalogue.signatures())
        )
        return IngestReport(
            tuple(outcomes), self.seconds_reading, spent.seconds, perf_counter() - begun, spent.texts
        )

    def _with_progress(self, reads: Iterator[FileRead], files: Sequence[FoundFile]) -> Iterator[FileRead]:
        for file in files:
            self.clock.begin_file(file.name)
            yield next(reads)
            self.clock.end_file()

    def _prepare(self, read: FileRead) -> PreparedPlan | FileOutcome | None:
        """What the indexes need of a file that was read, or what went wrong."""
        if read.records is None:
            return None
        try:
            return self.indexer.prepare(read.records, self.clock)
        except LibraryError:
            raise
        except Exception as error:
            logger.exception("keeping %s failed", read.file.name)
            return _surprise(read, error)

    def _outcome(self, read: FileRead, prepared: PreparedPlan | FileOutcome | None) -> FileOutcome:
        if read.unchanged is not None:
            return self._unchanged(read, read.unchanged)
        if isinstance(prepared, FileOutcome):
            return prepared
        if read.records is None or prepared is None:
            error = read.error or ReadError("")
            return _failed(read, error.user_message, type(error).__name__)
        try:
            return self._keep(read, read.records, prepared)
        except LibraryError:
            raise
        except Exception as error:
            logger.exception("keeping %s failed", read.file.name)
            return _surprise(read, error)

    def _keep(self, read: FileRead, records: PlanRecords, prepared: PreparedPlan) -> FileOutcome:
        plan = records.plan
        indexed = self.indexer.add_generation(prepared)
        ingested_at = datetime.now().astimezone().isoformat(timespec="seconds")
        signature = signature_of(records.source_text)
        self.catalogue.switch(
            records, read.file.origin, ingested_at, indexed, self.indexer.identity, signature
        )
        self.checkpoint("switched")
        self.indexer.clean()
        self.checkpoint("cleaned")
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

    def _unchanged(self, read: FileRead, plan_id: str) -> FileOutcome:
        """The file's bytes are in the library, from before or from earlier in this run."""
        stored = self.catalogue.state().plans.get(plan_id)
        if stored is None:
            return _failed(read, f"与“{read.file.name}”内容相同的另一个文件未能导入。", "DuplicateFailed")
        card = stored.card
        return FileOutcome(read.file.name, "unchanged", plan_id, card.plan.title, card.counts, (), {}, 0)


def _surprise(read: FileRead, error: Exception) -> FileOutcome:
    return _failed(read, f"保存“{read.file.name}”时程序出错，该文件未导入。", f"{UNEXPECTED}: {error!r}")


def _failed(read: FileRead, message: str, code: str) -> FileOutcome:
    return FileOutcome(read.file.name, "failed", None, None, {}, (), {}, 0, message, code)

"""Reading the files of a run in turn: reading is Python, and beside embedding it would only slow both on two cores."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from ingest.errors import FileMissing, IngestError, ReadError
from ingest.library.catalogue import StoredPlan
from ingest.library.choose_plan_id import free_plan_id
from ingest.plan import PlanRecords
from ingest.readers.iter_files import FoundFile
from ingest.readers.limits import ReadingLimits

logger = logging.getLogger(__name__)

ReadPlan = Callable[..., PlanRecords]
"""``ingest.pipeline.read_plan_bytes``: (name, data, *, plan_id, limits) → records."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What reading a file gave: records; or the plan that has the same bytes already; or an error."""

    file: FoundFile
    seconds: float
    records: PlanRecords | None = None
    unchanged: str | None = None
    error: IngestError | None = None


class FileReader:
    """Reads files in turn and names their plans. ``known`` are the plans in the library."""

    def __init__(
        self, read_plan: ReadPlan, limits: ReadingLimits, known: Mapping[str, StoredPlan], *, again: bool
    ) -> None:
        self._read_plan = read_plan
        self._limits = limits
        self._known = known
        self._by_sha256 = (
            {} if again else {stored.card.plan.sha256: plan_id for plan_id, stored in known.items()}
        )
        self._by_origin = {stored.path: plan_id for plan_id, stored in known.items()}
        self._taken = set(known)
        self._claimed: set[str] = set()

    def read(self, file: FoundFile) -> FileRead:
        begun = perf_counter()
        try:
            data = file.content()
            sha256 = hashlib.sha256(data).hexdigest()
            if sha256 in self._by_sha256:
                return FileRead(file, perf_counter() - begun, unchanged=self._by_sha256[sha256])
            records = self._read_as(file, data)
        except IngestError as error:
            return FileRead(file, perf_counter() - begun, error=error)
        except OSError as error:
            unreadable = FileMissing(
                f"无法打开文件“{file.name}”，请检查路径和权限。", str(error), file=file.name
            )
            return FileRead(file, perf_counter() - begun, error=unreadable)
        except Exception as error:
            logger.exception("reading %s failed", file.name)
            surprise = ReadError(f"读取“{file.name}”时程序出错，该文件未导入。", repr(error), file=file.name)
            return FileRead(file, perf_counter() - begun, error=surprise)
        self._taken.add(records.plan.id)
        self._claimed.add(records.plan.id)
        self._by_origin[file.origin] = records.plan.id
        self._by_sha256[sha256] = records.plan.id
        return FileRead(file, perf_counter() - begun, records)

    def _read_as(self, file: FoundFile, data: bytes) -> PlanRecords:
        """Records under the id of the plan that came from the same file before; else under a free one."""
        plan_id = self._by_origin.get(file.origin) or free_plan_id(file.name, self._taken)
        records = self._read_plan(file.name, data, plan_id=plan_id, limits=self._limits)
        moved = self._moved(file, records) if plan_id not in self._known else None
        # The plan's id stands in each record's, so the file is read once more.
        return self._read_plan(file.name, data, plan_id=moved, limits=self._limits) if moved else records

    def _moved(self, file: FoundFile, records: PlanRecords) -> str | None:
        """The plan of the same name and title whose file is gone: a file that was moved or uploaded anew.

        The name alone is not enough, since many files are called 规划.docx.
        """
        for plan_id, stored in self._known.items():
            plan = stored.card.plan
            same = plan.file == records.plan.file and plan.title == records.plan.title
            if same and plan_id not in self._claimed and not Path(stored.path).exists():
                return plan_id
        return None

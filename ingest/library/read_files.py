"""Reading the files of a run in order and naming their plans."""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from ingest.errors import FileMissing, IngestError, ReadError
from ingest.library.catalogue import StoredPlan
from ingest.library.choose_plan_id import free_plan_id, renamed
from ingest.library.read_plans import PlanReading, Reading
from ingest.plan import PlanRecords
from ingest.readers.iter_files import FoundFile
from ingest.readers.page_progress import PageProgress

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FileRead:
    """What reading a file gave: records; or the plan that has the same bytes already; or an error. ``seconds`` are those that
    the run waited for it."""

    file: FoundFile
    seconds: float
    records: PlanRecords | None = None
    unchanged: str | None = None
    error: IngestError | None = None


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file whose reading was begun, unless its bytes are known or could not be had."""

    file: FoundFile
    sha256: str | None = None
    reading: Reading | None = None
    error: Exception | None = None


class FileReader:
    """Reads files and names their plans. ``known`` are the plans in the library."""

    def __init__(self, reading: PlanReading, known: Mapping[str, StoredPlan], *, again: bool) -> None:
        self._reading = reading
        self._known = known
        self._by_sha256 = (
            {} if again else {stored.card.plan.sha256: plan_id for plan_id, stored in known.items()}
        )
        self._by_origin = {stored.path: plan_id for plan_id, stored in known.items()}
        self._taken = set(known)
        self._claimed: set[str] = set()

    def read(self, files: Sequence[FoundFile], on_page: PageProgress) -> Iterator[FileRead]:
        """Each file in order; some are begun ahead where other processes read. ``on_page`` is told of pages to be recognised."""
        begun: deque[_Begun] = deque()
        left = len(files)
        for file in files:
            begun.append(self._begin(file))
            left -= 1
            if len(begun) > self._reading.ahead(left):
                yield self._finish(begun.popleft(), on_page)
        while begun:
            yield self._finish(begun.popleft(), on_page)

    def was_waited_for(self, seconds: float) -> None:
        """So long nothing but reading went on: with enough of it other processes begin to read too."""
        self._reading.was_waited_for(seconds)

    def _begin(self, file: FoundFile) -> _Begun:
        try:
            data = file.content()
        except Exception as error:  # noqa: BLE001  raised when the file's turn comes
            return _Begun(file, error=error)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in self._by_sha256:
            return _Begun(file, sha256)
        plan_id = self._by_origin.get(file.origin) or free_plan_id(file.name, self._taken)
        return _Begun(file, sha256, self._reading.begin(file.name, data, plan_id))

    def _finish(self, begun: _Begun, on_page: PageProgress) -> FileRead:
        file, since = begun.file, perf_counter()
        try:
            if begun.error is not None:
                raise begun.error
            # A file of the same bytes may have been read since this one was begun.
            if begun.sha256 in self._by_sha256:
                return FileRead(file, perf_counter() - since, unchanged=self._by_sha256[begun.sha256])
            assert begun.sha256 is not None and begun.reading is not None
            records = self._named(file, begun.reading(on_page))
        except IngestError as error:
            return FileRead(file, perf_counter() - since, error=error)
        except OSError as error:
            unreadable = FileMissing(
                f"无法打开文件“{file.name}”，请检查路径和权限。", str(error), file=file.name
            )
            return FileRead(file, perf_counter() - since, error=unreadable)
        except Exception as error:
            logger.exception("reading %s failed", file.name)
            surprise = ReadError(f"读取“{file.name}”时程序出错，该文件未导入。", repr(error), file=file.name)
            return FileRead(file, perf_counter() - since, error=surprise)
        self._taken.add(records.plan.id)
        self._claimed.add(records.plan.id)
        self._by_origin[file.origin] = records.plan.id
        self._by_sha256[begun.sha256] = records.plan.id
        return FileRead(file, perf_counter() - since, records)

    def _named(self, file: FoundFile, records: PlanRecords) -> PlanRecords:
        """Records under the id of the plan that came from the same file before; else under a free one."""
        plan_id = (
            self._by_origin.get(file.origin) or self._moved(records) or free_plan_id(file.name, self._taken)
        )
        return renamed(records, plan_id)

    def _moved(self, records: PlanRecords) -> str | None:
        """The plan of the same name and title whose file is gone: a file that was moved or uploaded anew.

        The name alone is not enough, since many files are called 规划.docx.
        """
        for plan_id, stored in self._known.items():
            plan = stored.card.plan
            same = plan.file == records.plan.file and plan.title == records.plan.title
            if same and plan_id not in self._claimed and not Path(stored.path).exists():
                return plan_id
        return None

"""A process that reads plans for this one."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from ingest.errors import ReadError
from ingest.library.child_process import CHILD_LOST, ChildProcess
from ingest.library.reading_worker import Failed, PageBegun, Read, Task
from ingest.plan import PlanRecords
from ingest.readers.limits import ReadingLimits
from ingest.readers.page_progress import PageProgress

WORKER = "from ingest.library.reading_worker import main; main()"


class ReadingProcess:
    """Starts with the first file and ends with the ``with`` block, whatever it is doing then. One thread at a time."""

    def __init__(self, limits: ReadingLimits) -> None:
        self._limits = limits
        self._child = ChildProcess(WORKER)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.close()

    def read(self, name: str, data: bytes, plan_id: str, on_page: PageProgress) -> PlanRecords:
        """A file's records. Raises what reading raises, and :class:`ReadError` where the file brought the process down."""
        try:
            return self._ask(Task(name, data, plan_id, self._limits), on_page)
        except CHILD_LOST as error:
            self._child.end()
            raise ReadError(
                f"读取“{name}”时读取进程意外终止，该文件未导入。",
                f"reading process ended: {error!r}",
                file=name,
            ) from error

    def _ask(self, task: Task, on_page: PageProgress) -> PlanRecords:
        self._child.send(task)
        while True:
            answer: PageBegun | Read | Failed = self._child.receive()
            match answer:
                case PageBegun(page, pages):
                    on_page(page, pages)
                case Failed(error):
                    raise error
                case Read(records):
                    return records

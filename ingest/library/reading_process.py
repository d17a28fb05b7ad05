"""A process that reads plans for this one.

Not ``multiprocessing``: its processes run the caller's main module again, and live on when the caller is killed.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from types import TracebackType
from typing import Self

from ingest.errors import ReadError
from ingest.library.reading_worker import Failed, PageBegun, Read, Task
from ingest.plan import PlanRecords
from ingest.readers.limits import ReadingLimits
from ingest.readers.page_progress import PageProgress

WORKER = "from ingest.library.reading_worker import main; main()"
"""Not run as a module: its classes would be those of another ``__main__``."""


class ReadingProcess:
    """Starts with the first file and ends with the ``with`` block, whatever it is doing then. One thread at a time."""

    def __init__(self, limits: ReadingLimits) -> None:
        self._limits = limits
        self._starting = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._starting:
            # A process that another thread is just starting would be left behind.
            self._ended = True
        self._end()

    def read(self, name: str, data: bytes, plan_id: str, on_page: PageProgress) -> PlanRecords:
        """A file's records. Raises what reading raises, and :class:`ReadError` where the file brought the process down."""
        try:
            return self._ask(Task(name, data, plan_id, self._limits), on_page)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self._end()
            raise ReadError(
                f"读取“{name}”时读取进程意外终止，该文件未导入。",
                f"reading process ended: {error!r}",
                file=name,
            ) from error

    def _ask(self, task: Task, on_page: PageProgress) -> PlanRecords:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        pickle.dump(task, process.stdin)
        process.stdin.flush()
        while True:
            answer: PageBegun | Read | Failed = pickle.load(process.stdout)
            match answer:
                case PageBegun(page, pages):
                    on_page(page, pages)
                case Failed(error):
                    raise error
                case Read(records):
                    return records

    def _running(self) -> subprocess.Popen[bytes]:
        with self._starting:
            if self._ended:
                raise EOFError
            if self._process is None:
                self._process = subprocess.Popen(
                    [sys.executable, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE
                )
            return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in filter(None, (process.stdin, process.stdout)):
                # What was still to be sent has no receiver any more.
                with suppress(OSError):
                    pipe.close()

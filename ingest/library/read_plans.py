"""Reading plans in turn, and in other processes as soon as the run waits for it.

Reading is Python: a second thread of it would only slow the embedding beside it. A process of its own costs a second
to start and its memory, which a few short files are not worth; nor any files while embedding, which takes all processors,
is slower than reading them. Scanned pages are what the run waits for.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotDone
from contextlib import ExitStack
from functools import partial
from queue import SimpleQueue
from time import perf_counter
from types import TracebackType
from typing import Self

from ingest.library.reading_process import ReadingProcess
from ingest.plan import PlanRecords
from ingest.readers.limits import ReadingLimits
from ingest.readers.page_progress import PageProgress

ReadPlan = Callable[..., PlanRecords]
"""``ingest.pipeline.read_plan_bytes``: (name, data, *, plan_id, limits, on_page) → records."""
Reading = Callable[[PageProgress], PlanRecords]
"""Waits for the records of a file that was begun. Raises what reading raised."""

MOST_PROCESSES = 4
"""A scanned file takes most of a gigabyte in each."""
MUCH_SECONDS = 4.0
"""What is left to read, judged by the files so far, from which on other processes pay."""
WAITED_SECONDS = 2.0
"""How long nothing else went on than reading, which is how every run begins, before they are started."""
PAGE_SECONDS = 0.2
"""Between two looks at the page that another process has come to."""


class PlanReading:
    """Reads the plans of one run; to be used in a ``with`` block, which ends what it started."""

    def __init__(
        self,
        read_plan: ReadPlan,
        limits: ReadingLimits,
        *,
        processes: int = 0,
        much: float = MUCH_SECONDS,
        waited: float = WAITED_SECONDS,
    ) -> None:
        """``processes`` is how many other processes may be started, ``much`` and ``waited`` the seconds from which on they are."""
        self._read_plan = read_plan
        self._limits = limits
        self._processes = processes
        self._much = much
        self._patience = waited
        self._read = 0
        self._seconds = 0.0
        self._waited = 0.0
        self._threads: ThreadPoolExecutor | None = None
        self._idle: SimpleQueue[ReadingProcess] = SimpleQueue()
        self._started = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The processes first: a thread that waits for one then goes on.
        self._started.close()
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)

    def ahead(self, left: int) -> int:
        """How many files to begin before the first of them is waited for, with so many left."""
        if self._threads is None and self._is_much(left):
            self._start()
        return 0 if self._threads is None else 2 * self._processes

    def begin(self, name: str, data: bytes, plan_id: str) -> Reading:
        """Have a file read, by another process if there are any."""
        if self._threads is None:
            return partial(self._here, name, data, plan_id)
        pages: list[tuple[int, int]] = []
        records = self._threads.submit(self._elsewhere, name, data, plan_id, pages)
        return partial(_waited_for, records, pages)

    def was_waited_for(self, seconds: float) -> None:
        """So long the run has had nothing else to do than to wait for a file."""
        self._waited += seconds

    def _is_much(self, left: int) -> bool:
        if not self._processes or not self._read or self._waited < self._patience:
            return False
        return self._seconds / self._read * left > self._much

    def _start(self) -> None:
        for _ in range(self._processes):
            self._idle.put(self._started.enter_context(ReadingProcess(self._limits)))
        self._threads = ThreadPoolExecutor(self._processes, thread_name_prefix="read-plan")

    def _here(self, name: str, data: bytes, plan_id: str, on_page: PageProgress) -> PlanRecords:
        begun = perf_counter()
        try:
            return self._read_plan(name, data, plan_id=plan_id, limits=self._limits, on_page=on_page)
        finally:
            self._read += 1
            self._seconds += perf_counter() - begun

    def _elsewhere(self, name: str, data: bytes, plan_id: str, pages: list[tuple[int, int]]) -> PlanRecords:
        process = self._idle.get()
        try:
            return process.read(name, data, plan_id, lambda *page: pages.append(page))
        finally:
            self._idle.put(process)


def _waited_for(
    records: Future[PlanRecords], pages: list[tuple[int, int]], on_page: PageProgress
) -> PlanRecords:
    """``on_page`` is told in the waiting thread, which is the one that may tell of progress."""
    while True:
        try:
            return records.result(PAGE_SECONDS)
        except NotDone:
            if records.done():
                raise
        if pages:
            on_page(*pages[-1])


def processors() -> int:
    """How many processes may read at the same time."""
    available = len(os.sched_getaffinity(0))
    return min(available, MOST_PROCESSES) if available > 1 else 0

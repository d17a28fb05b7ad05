"""How a long run of the library tells where it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RunState:
    """Where a run is. ``records_total`` counts the records of the files read so far, ``seconds_left`` is an estimate over
    all files and ``None`` as long as there is nothing to estimate from. ``file`` is the name of the file being worked on,
    ``page`` the page of its ``pages`` that is being recognised, 0 where none is."""

    file: str
    files_done: int
    files_total: int
    records_done: int
    records_total: int
    seconds_left: float | None
    page: int = 0
    pages: int = 0


class Progress(Protocol):
    """Called from the threads of the run, by one at a time, a few times a second and at each file's begin and end."""

    def __call__(self, state: RunState, /) -> None: ...


class RunStopped(Exception):
    """Raised in the other threads of a run that was stopped."""


class RunClock:
    """Counts files and records of a run, estimates what is left and tells a listener. Safe to use from many threads."""

    def __init__(self, listener: Progress | None, files_total: int = 0) -> None:
        self._listener = listener
        self._begun = monotonic()
        self._file = ""
        self._page, self._pages = 0, 0
        self._files_begun = 0
        self._files_done = 0
        self._records_done = 0
        self._records_total = 0
        self._stopped = False
        self._lock = Lock()
        self.files_total = files_total

    @contextmanager
    def running(self) -> Iterator[None]:
        """What ends the block early stops the other threads, when they next tell of progress (:class:`RunStopped`)."""
        try:
            yield
        except BaseException:
            self._stopped = True
            raise

    def begin_file(self, name: str) -> None:
        with self._telling():
            self._file = name
            self._page, self._pages = 0, 0
            self._files_begun += 1

    def recognise(self, page: int, pages: int) -> None:
        """A page of the file is being recognised, which takes seconds."""
        with self._telling():
            self._page, self._pages = page, pages

    def end_reading(self) -> None:
        with self._lock:
            self._page, self._pages = 0, 0

    def expect(self, records: int) -> None:
        with self._telling():
            self._records_total += records

    def advance(self, records: int) -> None:
        with self._telling():
            self._records_done += records

    def end_file(self) -> None:
        with self._telling():
            self._files_done += 1

    @contextmanager
    def _telling(self) -> Iterator[None]:
        with self._lock:
            if self._stopped:
                raise RunStopped
            yield
            if self._listener is not None:
                self._listener(self._state())

    def _state(self) -> RunState:
        return RunState(
            self._file,
            self._files_done,
            self.files_total,
            self._records_done,
            self._records_total,
            self._seconds_left(),
            self._page,
            self._pages,
        )

    def _seconds_left(self) -> float | None:
        """Files that are not read yet are taken for as long as the others on average."""
        if not self._records_done or not self._files_begun:
            return None
        expected = self._records_total / self._files_begun * self.files_total
        passed = monotonic() - self._begun
        return passed * max(expected - self._records_done, 0) / self._records_done

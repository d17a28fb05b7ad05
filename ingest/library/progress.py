"""How a long run of the library tells where it is."""

from __future__ import annotations

from dataclasses import dataclass
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
    """Called from the thread of the run, at most a few times a second and at each file's begin and end."""

    def __call__(self, state: RunState, /) -> None: ...


class RunClock:
    """Counts files and records of a run, estimates what is left and tells a listener."""

    def __init__(self, listener: Progress | None, files_total: int = 0) -> None:
        self._listener = listener
        self._begun = monotonic()
        self._file = ""
        self._page, self._pages = 0, 0
        self._files_begun = 0
        self._files_done = 0
        self._records_done = 0
        self._records_total = 0
        self.files_total = files_total

    def begin_file(self, name: str) -> None:
        self._file = name
        self._page, self._pages = 0, 0
        self._files_begun += 1
        self._tell()

    def recognise(self, page: int, pages: int) -> None:
        """A page of the file is being recognised, which takes seconds."""
        self._page, self._pages = page, pages
        self._tell()

    def expect(self, records: int) -> None:
        self._page, self._pages = 0, 0
        self._records_total += records
        self._tell()

    def advance(self, records: int) -> None:
        self._records_done += records
        self._tell()

    def end_file(self) -> None:
        self._files_done += 1
        self._tell()

    def _tell(self) -> None:
        if self._listener is not None:
            self._listener(
                RunState(
                    self._file,
                    self._files_done,
                    self.files_total,
                    self._records_done,
                    self._records_total,
                    self._seconds_left(),
                    self._page,
                    self._pages,
                )
            )

    def _seconds_left(self) -> float | None:
        """Files that are not read yet are taken for as long as the others on average."""
        if not self._records_done or not self._files_begun:
            return None
        expected = self._records_total / self._files_begun * self.files_total
        passed = monotonic() - self._begun
        return passed * max(expected - self._records_done, 0) / self._records_done

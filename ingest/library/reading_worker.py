"""The process that ``reading_process`` starts: takes pickled :class:`Task` s from standard input and answers each with any
number of :class:`PageBegun` and one :class:`Read` or :class:`Failed`. It ends when its input does."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from dataclasses import dataclass
from traceback import format_exception
from typing import BinaryIO

from ingest.errors import IngestError
from ingest.plan import PlanRecords
from ingest.readers.limits import ReadingLimits


@dataclass(frozen=True, slots=True)
class Task:
    name: str
    data: bytes
    plan_id: str
    limits: ReadingLimits


@dataclass(frozen=True, slots=True)
class PageBegun:
    """A page is being recognised."""

    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Read:
    records: PlanRecords


@dataclass(frozen=True, slots=True)
class Failed:
    error: Exception


def main() -> None:
    # Ctrl-C reaches the whole group; the one who started this process ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        # What a library prints must not stand between two answers.
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        while True:
            try:
                task: Task = pickle.load(sys.stdin.buffer)
            except EOFError:
                return
            _answer(answers, _read(task, answers))


def _read(task: Task, answers: BinaryIO) -> Read | Failed:
    from ingest.pipeline import read_plan_bytes

    try:
        return Read(
            read_plan_bytes(
                task.name,
                task.data,
                plan_id=task.plan_id,
                limits=task.limits,
                on_page=lambda page, pages: _answer(answers, PageBegun(page, pages)),
            )
        )
    except IngestError as error:
        return Failed(error)
    except Exception as error:  # noqa: BLE001  whatever it is, the caller logs it and goes on
        return Failed(RuntimeError("".join(format_exception(error))))


def _answer(answers: BinaryIO, answer: PageBegun | Read | Failed) -> None:
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


if __name__ == "__main__":
    main()

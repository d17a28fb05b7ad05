"""What ``reading_process`` runs: answers each :class:`Task` with any number of :class:`PageBegun` and one :class:`Read` or
:class:`Failed`."""

from __future__ import annotations

from dataclasses import dataclass
from traceback import format_exception

from ingest.errors import IngestError
from ingest.library.child_process import Answer, serve
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
    serve(lambda task, answer: answer(_read(task, answer)))


def _read(task: Task, answer: Answer) -> Read | Failed:
    from ingest.pipeline import read_plan_bytes

    try:
        return Read(
            read_plan_bytes(
                task.name,
                task.data,
                plan_id=task.plan_id,
                limits=task.limits,
                on_page=lambda page, pages: answer(PageBegun(page, pages)),
            )
        )
    except IngestError as error:
        return Failed(error)
    except Exception as error:  # noqa: BLE001  whatever it is, the caller logs it and goes on
        return Failed(RuntimeError("".join(format_exception(error))))

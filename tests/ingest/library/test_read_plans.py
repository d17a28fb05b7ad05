"""Reading in other processes: the same records and errors as here, and nothing of them is left behind."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import pytest

from ingest.errors import FileEmpty, ReadError
from ingest.library.choose_plan_id import renamed
from ingest.library.read_plans import PlanReading, _waited_for
from ingest.library.reading_process import ReadingProcess
from ingest.pipeline import read_plan_bytes
from ingest.plan import PlanRecords
from ingest.readers.limits import ReadingLimits

LIMITS = ReadingLimits()
EXAMPLE = next(
    path for path in sorted(Path(str(files("ingest.examples"))).iterdir()) if path.suffix == ".txt"
)


def no_page(_page: int, _pages: int) -> None:
    pass


@pytest.fixture
def process() -> Iterator[ReadingProcess]:
    with ReadingProcess(LIMITS) as started:
        yield started


def children() -> set[int]:
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(
            FileNotFoundError, ProcessLookupError
        ):  # a thread that has just ended; its children are another's now
            found.update(map(int, (task / "children").read_text().split()))
    return found


def test_another_process_reads_the_same_records() -> None:
    data = EXAMPLE.read_bytes()
    here = read_plan_bytes("a.txt", data, plan_id="a")
    before = children()
    with PlanReading(read_plan_bytes, LIMITS, processes=2, much=0.0, waited=0.0) as reading:
        assert reading.ahead(10) == 0, "nothing is known of how long reading takes"
        assert reading.begin("a.txt", data, "a")(no_page) == here
        assert reading.ahead(10) == 4
        begun = [reading.begin("a.txt", data, "a") for _ in range(3)]
        assert [records(no_page) for records in begun] == [here] * 3
        assert 1 <= len(children() - before) <= 2
    assert children() <= before


def test_few_short_files_are_read_here() -> None:
    with PlanReading(read_plan_bytes, LIMITS, processes=2) as reading:
        reading.begin("a.txt", EXAMPLE.read_bytes(), "a")(no_page)
        reading.was_waited_for(100.0)
        assert reading.ahead(2) == 0


def test_many_files_are_read_elsewhere_only_if_the_run_waits_for_them() -> None:
    with PlanReading(read_plan_bytes, LIMITS, processes=2) as reading:
        reading.begin("a.txt", EXAMPLE.read_bytes(), "a")(no_page)
        reading.was_waited_for(1.5)
        assert reading.ahead(1_000_000) == 0
        reading.was_waited_for(1.5)
        assert reading.ahead(1_000_000) == 4


def test_errors_come_over_whole(process: ReadingProcess) -> None:
    with pytest.raises(FileEmpty) as caught:
        process.read("empty.txt", b"  \n", "empty", no_page)
    assert (caught.value.file, caught.value.user_message) == ("empty.txt", "文件里没有文字。")


def test_a_process_that_dies_costs_its_file_only(process: ReadingProcess) -> None:
    data = EXAMPLE.read_bytes()
    before = children()
    process.read("a.txt", data, "a", no_page)
    (child,) = children() - before
    os.kill(child, signal.SIGKILL)
    with pytest.raises(ReadError, match="ended"):
        process.read("b.txt", data, "b", no_page)
    assert process.read("c.txt", data, "c", no_page).plan.id == "c"


def test_leaving_early_waits_for_no_file() -> None:
    """Ctrl-C while other processes read."""
    before = children()
    data = EXAMPLE.read_bytes() * 60
    with (
        pytest.raises(KeyboardInterrupt),
        PlanReading(read_plan_bytes, LIMITS, processes=1, much=0.0, waited=0.0) as reading,
    ):
        reading.begin("a.txt", EXAMPLE.read_bytes(), "a")(no_page)
        reading.ahead(5)
        for _ in range(3):
            reading.begin("long.txt", data, "long")
        while not children() - before:
            time.sleep(0.01)
        raise KeyboardInterrupt
    assert children() <= before
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("read-plan")]


def test_pages_are_told_by_the_one_who_waits() -> None:
    reading: Future[PlanRecords] = Future()
    told: list[tuple[int, int, str]] = []

    def tell(page: int, pages: int) -> None:
        told.append((page, pages, threading.current_thread().name))
        reading.set_result(read_plan_bytes("a.txt", EXAMPLE.read_bytes()))

    _waited_for(reading, [(1, 9), (2, 9)], tell)
    assert told == [(2, 9, threading.current_thread().name)]


def test_a_renamed_plan_is_the_one_that_is_read_under_that_name() -> None:
    data = EXAMPLE.read_bytes()
    first, second = (read_plan_bytes("a.txt", data, plan_id=plan_id) for plan_id in ("a", "甲-2"))
    assert renamed(first, "甲-2") == second
    assert renamed(first, "a") is first

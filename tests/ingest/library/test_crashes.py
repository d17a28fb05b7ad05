"""A process that is killed while it writes leaves a library that opens, answers as before or after, and can be completed."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.library import Library, LibrarySettings, open_library
from ingest.plan import IndicatorRow, Passage, PlanRecords, TaskItem
from tests.ingest.library.builders import DigestEmbeddings, NewDigestEmbeddings, read_lines, write_plan

OLD_LINES, NEW_LINES = 40, 90

STEPS = [
    pytest.param("batch embedded", "1", False, id="while embedding"),
    pytest.param("generation begun", "1", False, id="before anything is written to an index"),
    pytest.param("passages added", "1", False, id="between the two indexes"),
    pytest.param("keywords added", "1", False, id="before the catalogue's transaction"),
    pytest.param("switched", "1", True, id="after the catalogue's transaction"),
    pytest.param("stale dropped", "1", True, id="before the catalogue knows that the indexes are clean"),
    pytest.param("cleaned", "1", True, id="with the first file done and the second not begun"),
    pytest.param("passages added", "2", True, id="in the middle of the second file"),
]


def open_again(data: Path, embedder: DigestEmbeddings | None = None) -> Library:
    return open_library(LibrarySettings(data), embedder=embedder or DigestEmbeddings(), read_plan=read_lines)


def found_by_every_search(library: Library) -> set[str]:
    """What both searches give of the whole library and of the plan alone, which must all be the same."""
    found = [
        {hit.record_id for hit in search("社区食堂养老床位", k=1000, plan_ids=plans)}
        for search in (library.search_dense, library.search_keyword)
        for plans in (None, [card.plan.id for card in library.plans()])
    ]
    assert all(each == found[0] for each in found)
    return found[0]


def ids(records: PlanRecords) -> set[str]:
    parts: tuple[Sequence[TaskItem | IndicatorRow | Passage], ...] = (
        records.tasks,
        records.indicators,
        records.passages,
    )
    return {record.id for part in parts for record in part}


def die(data: Path, sources: Path, step: str, count: str) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.ingest.library.ingest_and_die",
        str(data),
        str(sources),
        step,
        count,
    ]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Two files of which the library knows the first in an older form."""
    folder = tmp_path / "sources"
    folder.mkdir()
    write_plan(folder, "a.txt", lines=OLD_LINES)
    with open_again(tmp_path / "data") as library:
        library.ingest([folder])
    write_plan(folder, "a.txt", lines=NEW_LINES)
    write_plan(folder, "b.txt", lines=5, title="青禾县消防规划")
    return folder


def check_and_complete(data: Path, sources: Path) -> int:
    """The number of passages of the first plan right after the crash."""
    with open_again(data) as library:
        records = library.records("a")
        assert records == read_lines("a.txt", records.source_text.encode(), plan_id="a")
        expected = set().union(*(ids(library.records(card.plan.id)) for card in library.plans()))
        assert found_by_every_search(library) == expected
        report = library.ingest([sources])
        assert not report.failed
        after = library.records("a")
        assert len(after.passages) == NEW_LINES
        everything = ids(after) | ids(library.records("b"))
        assert found_by_every_search(library) == everything
        assert library._search.passages.count() == library._search.keywords.count() == len(everything)
        assert library._catalogue.stale() == []
    return len(records.passages)


@pytest.mark.parametrize(("step", "count", "is_new"), STEPS)
def test_a_run_that_is_killed_at_a_step_can_be_completed(
    tmp_path: Path, sources: Path, step: str, count: str, is_new: bool
) -> None:
    die(tmp_path / "data", sources, step, count)
    assert check_and_complete(tmp_path / "data", sources) == (NEW_LINES if is_new else OLD_LINES)


@pytest.mark.parametrize("milliseconds", ["5", "20", "40", "60"])
def test_a_run_that_is_killed_at_any_moment_can_be_completed(
    tmp_path: Path, sources: Path, milliseconds: str
) -> None:
    write_plan(sources, "c.txt", lines=5000, title="临溪区规划")
    die(tmp_path / "data", sources, "after", milliseconds)
    (sources / "c.txt").unlink()
    with open_again(tmp_path / "data") as library:
        if "c" in {card.plan.id for card in library.plans()}:
            library.remove("c")
    assert check_and_complete(tmp_path / "data", sources) in (OLD_LINES, NEW_LINES)


def test_what_was_embedded_before_the_crash_is_not_embedded_again(tmp_path: Path, sources: Path) -> None:
    die(tmp_path / "data", sources, "keywords added", "1")
    (sources / "b.txt").unlink()
    with open_again(tmp_path / "data") as library:
        assert library.ingest([sources]).embedded == 0


@pytest.mark.parametrize(
    ("step", "switched"),
    [
        pytest.param("reindex: batch embedded", False, id="while embedding"),
        pytest.param("reindex: passages added", False, id="between the two indexes"),
        pytest.param("reindex: switched", True, id="after the catalogue's transaction"),
        pytest.param("reindex: stale dropped", True, id="while cleaning"),
    ],
)
def test_a_reindexing_that_is_killed_leaves_the_old_embedder_s_library_or_the_new_one_s(
    tmp_path: Path, sources: Path, step: str, switched: bool
) -> None:
    data = tmp_path / "data"
    die(data, sources, step, "1")
    with open_again(data, NewDigestEmbeddings() if switched else DigestEmbeddings()) as library:
        assert found_by_every_search(library) == ids(library.records("a"))
    with open_again(data, NewDigestEmbeddings()) as library:
        library.reindex()
        assert found_by_every_search(library) == ids(library.records("a"))
        assert library._search.passages.count() == library._search.keywords.count() == OLD_LINES + 2

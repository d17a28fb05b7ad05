"""The library as its users see it, with the real stores and the real embedder."""

from __future__ import annotations

import shutil
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from ingest.errors import (
    EmbedderMismatch,
    LibraryCorrupt,
    LibraryLocked,
    LibraryReadOnly,
    PlanNotFound,
)
from ingest.library import EmbeddingSettings, Library, LibrarySettings, open_library
from ingest.library.e5_embeddings import E5Embeddings
from ingest.library.open_data_folder import CATALOGUE_FILE
from ingest.library.progress import RunState
from ingest.library.search_records import CHROMA_FOLDER, KEYWORDS_FOLDER
from ingest.library.write_lock import HOLDER_FILE, LOCK_FILE
from ingest.plan import Commitment, PlanRecords, RecordType, Span
from ingest.readers.limits import ReadingLimits
from ingest.readers.page_progress import PageProgress
from tests.ingest.library.builders import read_lines, write_plan


class OtherEmbeddings(E5Embeddings):
    """Another embedder, as far as the library can tell."""

    identity = "another/v1"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    return folder


@pytest.fixture
def library(data: Path, embedder: E5Embeddings) -> Iterator[Library]:
    with open_again(data, embedder) as opened:
        yield opened


def open_again(data: Path, embedder: E5Embeddings) -> Library:
    return open_library(LibrarySettings(data), embedder=embedder, read_plan=read_lines)


def outcomes(library: Library, *paths: Path) -> list[str]:
    return [outcome.outcome for outcome in library.ingest(paths).files]


def dense(library: Library, query: str, **scope: object) -> list[str]:
    return [hit.record_id for hit in library.search_dense(query, k=3, **scope)]  # type: ignore[arg-type]


def keyword(library: Library, query: str, **scope: object) -> list[str]:
    return [hit.record_id for hit in library.search_keyword(query, k=3, **scope)]  # type: ignore[arg-type]


def test_an_empty_library_knows_nothing_and_says_so(library: Library) -> None:
    assert library.plans() == ()
    assert library.tasks() == ()
    assert library.unit_names() == {}
    assert dense(library, "养老") == keyword(library, "养老") == []
    with pytest.raises(PlanNotFound):
        library.plan("yunling")
    with pytest.raises(PlanNotFound):
        library.record("yunling:t1")
    with pytest.raises(PlanNotFound):
        library.remove("yunling")


def test_a_plan_can_be_looked_up_and_searched(library: Library, sources: Path) -> None:
    report = library.ingest([write_plan(sources)])
    (file,) = report.files
    assert (file.outcome, file.plan_id, file.error) == ("added", "yunling", None)
    assert (file.counts["tasks"], file.counts["indicators"], file.counts["passages"]) == (1, 1, 3)
    assert report.embedded == 5
    assert library.plan("yunling").plan.title == "云陵市养老服务规划"
    assert library.source_text("yunling").startswith("云陵市养老服务规划")
    assert [task.id for _, task in library.tasks()] == ["yunling:t1"]
    assert [row.name for _, row in library.indicators(["yunling"])] == ["养老床位（张）"]
    assert [passage.id for _, passage in library.passages([])] == []
    assert [section.title for _, section in library.sections()] == ["总则"]
    assert library.commitments() == ()
    assert library.record("yunling:t1")[1].text.startswith("建设街道养老中心")
    assert library.unit_names() == {"市民政局": {"yunling"}, "市卫生健康委": {"yunling"}}
    assert library.indicator_names() == {"养老床位（张）": {"yunling"}}
    assert dense(library, "谁负责街道养老中心")[0] == "yunling:t1"
    assert dense(library, "有多少张养老床位", record_types={RecordType.INDICATOR}) == ["yunling:i1"]
    assert keyword(library, "临溪区社区食堂")[0] == "yunling:p2"
    assert keyword(library, "市民政局") == ["yunling:t1"]


def test_searches_stay_within_their_plans_and_types(library: Library, sources: Path) -> None:
    library.ingest(
        [write_plan(sources, f"{name}.txt", title=f"{name}规划") for name in ("jia", "yi", "bing")]
    )
    for search in (dense, keyword):
        assert {hit.split(":")[0] for hit in search(library, "养老中心", plan_ids=["yi"])} == {"yi"}
        assert search(library, "养老中心", plan_ids=[]) == []
        assert search(library, "养老中心", plan_ids=["nowhere"]) == []
        assert {hit.split(":")[1] for hit in search(library, "养老中心", record_types={RecordType.TASK})} == {
            "t1"
        }
        assert len(search(library, "养老中心")) == 3
    everywhere = library.search_dense("养老中心", k=100)
    within = library.search_dense("养老中心", k=100, plan_ids=["jia", "yi", "bing"])
    assert {hit.record_id: round(hit.score, 4) for hit in everywhere} == {
        hit.record_id: round(hit.score, 4) for hit in within
    }
    assert len(everywhere) == 15


def test_the_same_bytes_are_read_once(library: Library, sources: Path) -> None:
    path = write_plan(sources)
    assert outcomes(library, path) == ["added"]
    version = library.version
    copied = sources / "copied.txt"
    shutil.copy(path, copied)
    report = library.ingest([path, copied])
    assert [(file.outcome, file.plan_id, file.counts["tasks"]) for file in report.files] == [
        ("unchanged", "yunling", 1),
        ("unchanged", "yunling", 1),
    ]
    assert (library.version, report.embedded) == (version, 0)


def test_two_copies_in_one_run_become_one_plan(library: Library, sources: Path) -> None:
    first = write_plan(sources, "first.txt")
    second = sources / "second.txt"
    shutil.copy(first, second)
    assert outcomes(library, first, second) == ["added", "unchanged"]


def test_a_file_is_read_again_when_asked(library: Library, sources: Path) -> None:
    path = write_plan(sources)
    library.ingest([path])
    report = library.ingest([path], again=True)
    assert [file.outcome for file in report.files] == ["replaced"]
    assert report.embedded == 0, "the same words need no new vectors"


def test_a_changed_file_takes_the_place_of_what_it_was(library: Library, sources: Path) -> None:
    library.ingest([write_plan(sources, lines=4)])
    before = library.records("yunling")
    write_plan(sources, lines=2, title="云陵市养老服务规划（修订）")
    report = library.ingest([sources])
    assert [file.outcome for file in report.files] == ["replaced"]
    assert report.embedded == 0
    after = library.records("yunling")
    assert (len(before.passages), len(after.passages)) == (4, 2)
    assert library.plan("yunling").plan.title == "云陵市养老服务规划（修订）"
    assert sorted(hit.record_id for hit in library.search_dense("社区食堂", k=20)) == [
        "yunling:i1",
        "yunling:p1",
        "yunling:p2",
        "yunling:t1",
    ]
    assert "yunling:p4" not in keyword(library, "南塘街道社区食堂")


def test_files_of_one_name_in_two_folders_are_two_plans(library: Library, sources: Path) -> None:
    for place in ("青禾县", "临溪区"):
        (sources / place).mkdir()
        write_plan(sources / place, "规划.txt", title=f"{place}规划")
    assert outcomes(library, sources) == ["added", "added"]
    assert {card.plan.id for card in library.plans()} == {"规划", "规划-2"}
    first = sources / "青禾县" / "规划.txt"
    first.write_text(first.read_text() + "\n新的一段", encoding="utf-8")
    assert sorted(outcomes(library, sources)) == ["replaced", "unchanged"]
    titles = {card.plan.title for card in library.plans()}
    assert titles == {"青禾县规划", "临溪区规划"}


def test_a_file_that_moved_and_changed_is_still_the_same_plan(library: Library, sources: Path) -> None:
    path = write_plan(sources)
    library.ingest([path])
    path.unlink()
    (sources / "new").mkdir()
    moved = write_plan(sources / "new", lines=4)
    assert outcomes(library, moved) == ["replaced"]
    assert [card.plan.id for card in library.plans()] == ["yunling"]


def test_another_plan_of_the_same_file_name_does_not_take_the_place_of_one_whose_file_is_gone(
    library: Library, sources: Path
) -> None:
    path = write_plan(sources)
    library.ingest([path])
    path.unlink()
    (sources / "new").mkdir()
    other = write_plan(sources / "new", title="青禾县消防规划", lines=4)
    assert outcomes(library, other) == ["added"]
    assert {card.plan.id for card in library.plans()} == {"yunling", "yunling-2"}


def test_a_bad_file_does_not_stop_the_others(library: Library, sources: Path) -> None:
    (sources / "a-empty.txt").write_bytes(b"")
    (sources / "b-not-text.txt").write_bytes(b"\xff\xfe\xff" * 10)
    write_plan(sources, "c-good.txt")
    (sources / "d-nothing").mkdir()
    report = library.ingest([sources, sources / "missing.txt", sources / "d-nothing"])
    assert [(file.outcome, file.error_code) for file in report.files] == [
        ("failed", "FileEmpty"),
        ("failed", "ReadError"),
        ("added", None),
        ("failed", "FileMissing"),
        ("failed", "NoPlanFound"),
    ]
    assert all(file.error for file in report.failed)


def test_the_files_of_an_archive_are_plans_of_their_own(library: Library, sources: Path) -> None:
    path = write_plan(sources)
    with zipfile.ZipFile(sources / "all.zip", "w") as archive:
        archive.write(path, "青禾县/规划.txt")
        archive.writestr("临溪区/规划.txt", path.read_text(encoding="utf-8") + "\n只在临溪区")
    path.unlink()
    assert outcomes(library, sources) == ["added", "added"]
    assert {card.plan.id for card in library.plans()} == {"规划", "规划-2"}
    assert outcomes(library, sources) == ["unchanged", "unchanged"]


def test_removing_a_plan_removes_it_everywhere(library: Library, sources: Path) -> None:
    library.ingest([write_plan(sources), write_plan(sources, "other.txt", title="青禾县规划")])
    version = library.version
    library.remove("yunling")
    assert library.version != version
    assert [card.plan.id for card in library.plans()] == ["other"]
    for search in (dense, keyword):
        assert {hit.split(":")[0] for hit in search(library, "养老中心")} == {"other"}
    assert library.unit_names()["市民政局"] == {"other"}
    assert outcomes(library, sources / "yunling.txt") == ["added"]


def test_a_library_is_the_same_after_opening_again(data: Path, sources: Path, embedder: E5Embeddings) -> None:
    with open_again(data, embedder) as library:
        library.ingest([write_plan(sources)])
        expected = (
            library.records("yunling"),
            dense(library, "养老中心"),
            keyword(library, "养老中心"),
            library.version,
        )
    with open_again(data, embedder) as library:
        found = (
            library.records("yunling"),
            dense(library, "养老中心"),
            keyword(library, "养老中心"),
            library.version,
        )
    assert found == expected


def test_reindexing_changes_nothing_that_is_found(library: Library, sources: Path) -> None:
    library.ingest([write_plan(sources), write_plan(sources, "other.txt", title="青禾县规划")])
    before = dense(library, "养老中心"), keyword(library, "养老中心")
    assert library.reindex() == 10
    assert (dense(library, "养老中心"), keyword(library, "养老中心")) == before


def test_another_embedder_is_refused_until_the_library_is_reindexed(
    data: Path, sources: Path, models: Path, embedder: E5Embeddings
) -> None:
    with open_again(data, embedder) as library:
        library.ingest([write_plan(sources)])
    with open_again(data, OtherEmbeddings(models)) as library:
        for use in (
            library.check_embedder,
            lambda: library.search_dense("养老", k=3),
            lambda: library.ingest([sources]),
            lambda: library.remove("yunling"),
        ):
            with pytest.raises(EmbedderMismatch) as caught:
                use()
            assert "reindex" in caught.value.user_message
        assert library.tasks(), "looking up needs no embedder"
        assert library.reindex() == 5
        assert dense(library, "养老中心")[0] == "yunling:t1"
    with open_again(data, embedder) as library, pytest.raises(EmbedderMismatch):
        library.check_embedder()


@pytest.mark.parametrize(
    "lost",
    [
        pytest.param((CHROMA_FOLDER,), id="the passage index"),
        pytest.param((KEYWORDS_FOLDER,), id="the keyword index"),
        pytest.param((CHROMA_FOLDER, KEYWORDS_FOLDER), id="both indexes"),
    ],
)
def test_a_lost_index_is_made_again_from_the_catalogue(
    data: Path, sources: Path, embedder: E5Embeddings, lost: tuple[str, ...]
) -> None:
    with open_again(data, embedder) as library:
        library.ingest([write_plan(sources)])
    for folder in lost:
        shutil.rmtree(data / folder)
    with open_again(data, embedder) as library:
        assert dense(library, "养老中心")[0] == keyword(library, "养老中心")[0] == "yunling:t1"
        library.ingest([sources])
        assert library._search.passages.count() == library._search.keywords.count() == 5


def test_damaged_indexes_do_not_keep_the_library_from_answering_or_mending(
    data: Path, sources: Path, embedder: E5Embeddings
) -> None:
    with open_again(data, embedder) as library:
        library.ingest([write_plan(sources)])
    (data / CHROMA_FOLDER / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    for part in (data / KEYWORDS_FOLDER).rglob("*.json"):
        part.write_text("{", encoding="utf-8")
    with open_again(data, embedder) as library:
        assert dense(library, "养老中心")[0] == keyword(library, "养老中心")[0] == "yunling:t1"
        assert library.reindex() == 5
        assert library._search.passages.count() == library._search.keywords.count() == 5
        assert dense(library, "养老中心")[0] == "yunling:t1"


def test_a_damaged_catalogue_is_refused(data: Path, sources: Path, embedder: E5Embeddings) -> None:
    data.mkdir()
    (data / CATALOGUE_FILE).write_bytes(b"no database" * 1000)
    with pytest.raises(LibraryCorrupt):
        open_again(data, embedder)


def test_a_second_writer_is_told_who_writes(library: Library, data: Path, sources: Path) -> None:
    write_plan(sources)
    (data / HOLDER_FILE).write_text('{"pid": 4711, "since": "2026-01-01T08:00:00+08:00"}', encoding="utf-8")
    with FileLock(data / LOCK_FILE):
        with pytest.raises(LibraryLocked) as caught:
            library.ingest([sources])
        assert "4711" in caught.value.user_message
        assert "2026-01-01T08:00:00" in caught.value.user_message
        assert library.plans() == ()
    assert outcomes(library, sources) == ["added"]
    assert not (data / HOLDER_FILE).exists()


@pytest.mark.parametrize("place", ["a file", "a file in the path"])
def test_a_data_folder_that_cannot_be_one_is_refused(
    tmp_path: Path, embedder: E5Embeddings, place: str
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    folder = tmp_path / "file" if place == "a file" else tmp_path / "file" / "data"
    with pytest.raises(LibraryReadOnly) as caught:
        open_again(folder, embedder)
    assert str(folder) in caught.value.user_message


def test_a_data_folder_without_the_right_to_write_is_refused(
    data: Path, embedder: E5Embeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Tests may run as root, whom no rights keep from writing.
    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    with pytest.raises(LibraryReadOnly):
        open_again(data, embedder)


def test_progress_reaches_the_end(library: Library, sources: Path) -> None:
    write_plan(sources, "a.txt", lines=40)
    write_plan(sources, "b.txt", lines=3, title="青禾县规划")
    states: list[RunState] = []
    library.ingest([sources], progress=states.append)
    last = states[-1]
    assert (last.files_done, last.files_total, last.records_done, last.records_total) == (2, 2, 47, 47)
    assert last.seconds_left == 0
    assert [state.files_done for state in states] == sorted(state.files_done for state in states)
    assert [state.records_done for state in states] == sorted(state.records_done for state in states)


def test_progress_tells_the_page_that_is_recognised(
    data: Path, sources: Path, embedder: E5Embeddings
) -> None:
    def recognise(
        name: str, content: bytes, *, plan_id: str, limits: ReadingLimits, on_page: PageProgress
    ) -> PlanRecords:
        for page in range(1, 4):
            on_page(page, 3)
        return read_lines(name, content, plan_id=plan_id, limits=limits)

    write_plan(sources, "a.txt")
    write_plan(sources, "b.txt", title="青禾县规划")
    states: list[RunState] = []
    with open_library(LibrarySettings(data), embedder=embedder, read_plan=recognise) as library:
        library.ingest([sources], progress=states.append)
    for name in ("a.txt", "b.txt"):
        pages = {(state.page, state.pages) for state in states if state.file == name}
        assert pages == {(0, 0), (1, 3), (2, 3), (3, 3)}
    assert states[-1].page == 0


def test_an_interrupted_run_keeps_what_it_finished(library: Library, sources: Path) -> None:
    write_plan(sources, "a.txt")
    write_plan(sources, "b.txt", lines=40, title="青禾县规划")

    def interrupt(state: RunState) -> None:
        if state.file == "b.txt" and state.records_done > 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.ingest([sources], progress=interrupt)
    assert [card.plan.id for card in library.plans()] == ["a"]
    assert not [
        thread for thread in threading.enumerate() if thread.name == "read-ahead" and thread.is_alive()
    ]
    report = library.ingest([sources])
    assert [file.outcome for file in report.files] == ["unchanged", "added"]
    assert report.embedded < 42, "what was embedded before the interruption is not embedded again"


def test_a_reader_that_trips_is_reported_for_its_file_only(
    data: Path, sources: Path, embedder: E5Embeddings
) -> None:
    def trip(
        name: str, content: bytes, *, plan_id: str, limits: ReadingLimits, on_page: PageProgress
    ) -> PlanRecords:
        if name.startswith("bad"):
            raise IndexError("list index out of range")
        return read_lines(name, content, plan_id=plan_id, limits=limits)

    write_plan(sources, "bad.txt")
    write_plan(sources, "good.txt", title="青禾县规划")
    with open_library(LibrarySettings(data), embedder=embedder, read_plan=trip) as library:
        report = library.ingest([sources])
    assert [(file.outcome, file.error_code) for file in report.files] == [
        ("failed", "ReadError"),
        ("added", None),
    ]


def test_a_plan_that_cannot_be_kept_does_not_take_its_group_with_it(
    data: Path, sources: Path, embedder: E5Embeddings
) -> None:
    def repeat(
        name: str, content: bytes, *, plan_id: str, limits: ReadingLimits, on_page: PageProgress
    ) -> PlanRecords:
        records = read_lines(name, content, plan_id=plan_id, limits=limits)
        promise = Commitment(f"{plan_id}:c1", (), "建成九家", "食堂", "=", "9", "家", None, Span(0, 4))
        return replace(records, commitments=(promise,) * 2) if name.startswith("c") else records

    for name in "abcd":
        write_plan(sources, f"{name}.txt", title=f"{name}规划")
    with open_library(LibrarySettings(data), embedder=embedder, read_plan=repeat) as library:
        report = library.ingest([sources])
        assert [file.outcome for file in report.files] == ["added", "added", "failed", "added"]
        assert {hit.plan_id for hit in library.search_dense("养老中心", k=50)} == {"a", "b", "d"}
        assert library._search.passages.count() == 3 * 5
        assert library._search.keywords.count() == 3 * 5


def test_many_threads_read_while_one_writes(library: Library, sources: Path) -> None:
    """Every reader sees a plan as it was before a change or after it, never a mixture."""
    path = write_plan(sources, lines=2)
    library.ingest([path])
    stop = threading.Event()

    def read() -> int:
        rounds = 0
        while not rounds or not stop.is_set():
            records = library.records("yunling")
            assert len(records.passages) == records.source_text.count("项：")
            for hit in library.search_dense("社区食堂", k=5) + library.search_keyword("社区食堂", k=5):
                assert hit.record_id.startswith("yunling:")
            assert len(library.search_keyword("社区食堂", k=50)) in (2, 3, 4, 5)
            rounds += 1
        return rounds

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        try:
            for lines in (3, 4, 5, 2, 3):
                write_plan(sources, lines=lines)
                assert outcomes(library, path) == ["replaced"]
        finally:
            stop.set()
        assert all(reader.result() > 0 for reader in readers)


def test_what_another_process_writes_is_found(data: Path, sources: Path, embedder: E5Embeddings) -> None:
    import subprocess
    import sys

    with open_again(data, embedder) as library:
        library.ingest([write_plan(sources)])
        assert dense(library, "养老中心") != []
        version = library.version
        write_plan(sources, "other.txt", title="青禾县消防规划")
        script = (
            "import sys; from pathlib import Path; from ingest.library import LibrarySettings, open_library\n"
            "from tests.ingest.library.builders import read_lines\n"
            "with open_library(LibrarySettings(Path(sys.argv[1])), read_plan=read_lines) as library:\n"
            "    library.ingest([Path(sys.argv[2])])\n"
        )
        subprocess.run([sys.executable, "-c", script, str(data), str(sources)], check=True)
        assert library.version != version
        assert {hit.plan_id for hit in library.search_dense("养老中心", k=10)} == {"yunling", "other"}
        assert {hit.plan_id for hit in library.search_keyword("养老中心", k=10)} == {"yunling", "other"}
        assert len(library.plans()) == 2


def test_keys_are_never_printed() -> None:
    settings = EmbeddingSettings("http://127.0.0.1:9", "m", "secret-key")
    assert "secret-key" not in repr(LibrarySettings(Path("data"), settings))


def test_the_public_module_is_light() -> None:
    import subprocess
    import sys

    script = "import sys, ingest.library; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    ).stdout.split()
    assert not {"chromadb", "onnxruntime", "tantivy", "langchain_core", "onnx", "openai"} & set(loaded)

"""The catalogue: records come out as they went in; damage and strangers are recognised."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import LibraryCorrupt, LibraryReadOnly, PlanNotFound
from ingest.library import record_cache
from ingest.library.catalogue import Catalogue, IndexedPlan, StoredEntry
from ingest.library.schema import SCHEMA_VERSION
from ingest.plan import (
    Box,
    Commitment,
    IndicatorRow,
    Passage,
    Plan,
    PlanRecords,
    ReadingWarning,
    RecordType,
    Section,
    TaskItem,
)
from tests.ingest.library.builders import a_plan

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.integers(0, 2**40)


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a declared type. Hypothesis' own ``from_type`` would make other mappings than dictionaries."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint is str:
        return WORDS
    if hint is int:
        return NUMBERS
    if origin is tuple and parts[-1] is Ellipsis:
        return st.lists(of_type(parts[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(of_type, parts))
    if origin is Mapping:
        return st.dictionaries(of_type(parts[0]), of_type(parts[1]), max_size=3)
    if parts:
        return st.one_of(*map(of_type, parts))
    if hasattr(hint, "__dataclass_fields__"):
        return a_record(hint)
    return st.from_type(hint)


def a_record(kind: type, **fixed: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    parts = {item.name: of_type(hints[item.name]) for item in fields(kind) if item.name not in fixed}
    return st.builds(kind, **parts, **{name: st.just(value) for name, value in fixed.items()})


@st.composite
def plan_records(draw: st.DrawFn) -> PlanRecords:
    """Any records at all, but for the ids, which the reading side numbers."""
    numbered = {
        "tasks": ("t", TaskItem),
        "indicators": ("i", IndicatorRow),
        "commitments": ("c", Commitment),
        "passages": ("p", Passage),
    }
    found: dict[str, Any] = {
        name: tuple(
            draw(a_record(kind, id=f"yunling:{letter}{number}"))
            for number in range(1, draw(st.integers(1, 4)))
        )
        for name, (letter, kind) in numbered.items()
    }
    for name, kind in (("sections", Section), ("boxes", Box), ("warnings", ReadingWarning)):
        found[name] = tuple(draw(st.lists(a_record(kind), max_size=3)))
    hints = get_type_hints(PlanRecords)
    rest = {
        name: draw(of_type(hints[name])) for name in ("source_text", "repairs", "unclaimed", "page_starts")
    }
    return PlanRecords(plan=draw(a_record(Plan, id="yunling")), **found, **rest)


def keep(catalogue: Catalogue, records: PlanRecords, *, entries: tuple[StoredEntry, ...] = ()) -> int:
    (generation,) = catalogue.begin_generations([records.plan.id])
    indexed = IndexedPlan(records.plan.id, generation, entries)
    catalogue.switch(records, "/plans/yunling.txt", "2026-01-01T00:00:00", indexed, "an embedder")
    return generation


@settings(max_examples=60)
@given(plan_records(), plan_records())
def test_records_come_out_as_they_went_in(first: PlanRecords, second: PlanRecords) -> None:
    with TemporaryDirectory() as folder:
        catalogue = Catalogue(Path(folder) / "catalogue.sqlite")
        generation = keep(catalogue, first)
        assert catalogue.load("yunling") == (generation, first)
        stored = catalogue.state().plans["yunling"]
        assert stored.card.plan == first.plan
        assert stored.card.counts["tasks"] == len(first.tasks)
        generation = keep(catalogue, second)
        assert catalogue.load("yunling") == (generation, second)
        catalogue.close()


def test_what_was_kept_is_there_after_opening_again(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue(path)
    records = PlanRecords(a_plan(), "正文", repairs={"joined lines": 2})
    keep(catalogue, records)
    catalogue.close()
    again = Catalogue(path)
    assert again.load("yunling")[1] == records
    assert again.state().version == 1
    assert again.state().embedder == "an embedder"
    again.close()


def test_a_catalogue_of_before_has_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue(path)
    keep(catalogue, PlanRecords(a_plan(), "正文", page_starts=(0, 1)))
    catalogue.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE source_texts DROP COLUMN page_starts")
    again = Catalogue(path)
    assert again.load("yunling")[1] == PlanRecords(a_plan(), "正文")
    again.close()


def test_every_change_counts_the_version_up(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    versions = [catalogue.state().version]
    keep(catalogue, PlanRecords(a_plan(), ""))
    versions.append(catalogue.state().version)
    keep(catalogue, PlanRecords(a_plan(), "anders"))
    versions.append(catalogue.state().version)
    catalogue.remove("yunling")
    versions.append(catalogue.state().version)
    assert versions == sorted(set(versions))
    catalogue.close()


def test_a_generation_is_stale_until_it_is_valid_and_again_when_it_is_replaced(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    (first,) = catalogue.begin_generations(["yunling"])
    assert catalogue.stale() == [("yunling", first)]
    catalogue.switch(PlanRecords(a_plan(), ""), "", "", IndexedPlan("yunling", first, ()), "an embedder")
    assert catalogue.stale() == []
    second = keep(catalogue, PlanRecords(a_plan(), ""))
    assert second > first
    assert catalogue.stale() == [("yunling", first)]
    catalogue.remove("yunling")
    assert catalogue.stale() == [("yunling", first), ("yunling", second)]
    catalogue.forget_stale(catalogue.stale())
    assert catalogue.stale() == []
    catalogue.close()


def test_vectors_are_kept_by_text_and_dropped_with_their_last_entry(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    vector = np.array([0.6, 0.8], np.float32)
    catalogue.add_vectors("an embedder", {b"one": vector, b"two": vector})
    catalogue.add_vectors("an embedder", {b"one": vector})
    known = catalogue.vectors("an embedder", [b"one", b"three"])
    assert list(known) == [b"one"]
    assert known[b"one"][1].tolist() == vector.tolist()
    assert catalogue.vectors("another embedder", [b"one"]) == {}
    records = PlanRecords(a_plan(), "", passages=(Passage("yunling:p1", (), "话", a_span()),))
    keep(catalogue, records, entries=(StoredEntry("yunling:p1", RecordType.PASSAGE, known[b"one"][0]),))
    stored = catalogue.vectors_of("yunling")
    assert (stored.record_ids, stored.matrix.tolist()) == (("yunling:p1",), [vector.tolist()])
    catalogue.drop_unused_vectors()
    assert list(catalogue.vectors("an embedder", [b"one", b"two"])) == [b"one"]
    catalogue.close()


def test_a_plan_without_entries_has_no_vectors(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    keep(catalogue, PlanRecords(a_plan(), ""))
    assert catalogue.vectors_of("yunling").record_ids == ()
    catalogue.close()


def test_two_records_with_one_id_leave_the_plan_as_it_was(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    records = PlanRecords(a_plan(), "vorher")
    generation = keep(catalogue, records)
    twice = Passage("yunling:p1", (), "话", a_span())
    with pytest.raises(sqlite3.IntegrityError):
        keep(catalogue, replace(records, passages=(twice, twice)))
    assert catalogue.load("yunling") == (generation, records)
    catalogue.close()


def test_another_process_s_change_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    ours, theirs = Catalogue(path), Catalogue(path)
    assert ours.state().plans == {}
    keep(theirs, PlanRecords(a_plan(), ""))
    assert list(ours.state().plans) == ["yunling"]
    ours.close()
    theirs.close()


@pytest.mark.parametrize("method", ["load", "vectors_of", "remove"])
def test_an_unknown_plan_is_said_to_be_unknown(tmp_path: Path, method: str) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    with pytest.raises(PlanNotFound, match="nowhere"):
        getattr(catalogue, method)("nowhere")
    catalogue.close()


def not_a_database(path: Path) -> None:
    path.write_bytes(b"these bytes are no database" * 50)


def another_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bills (amount)")
    connection.close()


def another_program_s_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("CREATE TABLE bills (amount)")
    connection.close()


def a_newer_catalogue(path: Path) -> None:
    Catalogue(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()


def cut_off(path: Path) -> None:
    catalogue = Catalogue(path)
    for number in range(20):
        keep(catalogue, PlanRecords(a_plan(f"plan{number}"), "字" * 5000))
    catalogue.close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwritten_in_the_middle(path: Path) -> None:
    catalogue = Catalogue(path)
    for number in range(20):
        keep(catalogue, PlanRecords(a_plan(f"plan{number}"), "字" * 5000))
    catalogue.close()
    data = bytearray(path.read_bytes())
    data[4096 : len(data) // 2] = bytes(len(data) // 2 - 4096)
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        not_a_database,
        another_database,
        another_program_s_database,
        a_newer_catalogue,
        cut_off,
        overwritten_in_the_middle,
    ],
)
def test_a_file_that_is_no_whole_catalogue_is_refused_and_left_alone(tmp_path: Path, damage: Any) -> None:
    path = tmp_path / "catalogue.sqlite"
    damage(path)
    before = path.read_bytes()
    with pytest.raises(LibraryCorrupt) as caught:
        Catalogue(path)
    assert str(path) in caught.value.user_message
    assert path.read_bytes() == before


def test_a_catalogue_in_a_place_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryReadOnly):
        Catalogue(tmp_path / "missing" / "catalogue.sqlite")


def a_span() -> Any:
    from ingest.plan import Span

    return Span(0, 1)


def test_only_the_plans_that_were_used_last_are_kept_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    texts = {name: PlanRecords(a_plan(name), "四个字符") for name in ("a", "b", "c")}
    generations = {name: keep(catalogue, records) for name, records in texts.items()}
    monkeypatch.setattr(record_cache, "KEPT_CHARACTERS", 8)
    cache = record_cache.RecordCache(catalogue)
    a, b = (cache.plan(name, generations[name]) for name in ("a", "b"))
    assert cache.plan("a", generations["a"]) is a
    cache.plan("c", generations["c"])
    assert cache.plan("a", generations["a"]) is a
    assert cache.plan("b", generations["b"]) is not b
    newer = keep(catalogue, PlanRecords(a_plan("b", title="新版"), ""))
    assert cache.plan("b", newer).records.plan.title == "新版"
    catalogue.remove("b")
    with pytest.raises(PlanNotFound):
        cache.plan("b", None)
    catalogue.close()

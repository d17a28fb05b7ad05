"""The fuzzer tries, judges and tells; a short run over the examples finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from random import Random

import pytest

from evals.benchmarks import fuzz_readers
from evals.benchmarks.fuzz_readers import FuzzReport, Tried, fuzz, try_file
from evals.benchmarks.mutate_files import MOST_BYTES, PLAIN, Mutation, change_member, mutate, random_words


@pytest.fixture
def seeds() -> Iterator[list[Path]]:
    with as_file(files("ingest.examples")) as folder:
        yield sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".md", ".html", ".docx"))


def test_a_short_run_finds_no_fault(seeds: list[Path], tmp_path: Path) -> None:
    report = fuzz(seeds, 10, seed=7, keep=tmp_path / "faults", tell=False, most=30)
    assert report.outcomes.total() == 30, "as many on every machine"
    assert report.faults == [], "\n".join(report.lines())
    assert not (tmp_path / "faults").exists()


@pytest.mark.parametrize("mutation", [*PLAIN, change_member])
def test_every_mutation_takes_any_bytes(mutation: Mutation, seeds: list[Path]) -> None:
    for data in (b"", b"1", b"PK\x03\x04", *(path.read_bytes() for path in seeds)):
        for number in range(5):
            damaged = mutation(Random(number), data, [data])
            assert damaged == mutation(Random(number), data, [data]), "the same choices, the same damage"


def test_the_time_of_day_does_not_change_the_damage(
    monkeypatch: pytest.MonkeyPatch, seeds: list[Path]
) -> None:
    data = next(path.read_bytes() for path in seeds if path.suffix == ".docx")
    earlier = change_member(Random(3), data, [data])
    monkeypatch.setattr("time.time", lambda: 1_000_000_000.0)
    assert change_member(Random(3), data, [data]) == earlier


def test_damage_changes_files_and_keeps_them_small(seeds: list[Path]) -> None:
    originals = [path.read_bytes() for path in seeds]
    damaged = [mutate(Random(number), originals[number % 4], originals) for number in range(80)]
    assert sum(data not in originals for data in damaged) > 60
    assert all(len(data) <= MOST_BYTES for data in damaged)
    assert random_words(Random(1)) != random_words(Random(2))


def test_an_exception_that_is_no_refusal_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    assert replace(try_file("a.txt", b""), seconds=0.0) == Tried("a.txt", "FileEmpty", 0.0, False)

    def trip(*_: object) -> None:
        raise KeyError("missing")

    monkeypatch.setattr(fuzz_readers, "read_plan_bytes", trip)
    tried = try_file("a.txt", b"x")
    assert (tried.outcome, tried.fault, tried.detail) == ("KeyError", True, "KeyError('missing')")
    report = FuzzReport(1)
    report.add(tried)
    assert "KeyError 1" in "\n".join(report.lines()) and "1 个出错" in "\n".join(report.lines())

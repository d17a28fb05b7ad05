"""The measurements run and judge their bars; the figures themselves are for quiet machines."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.wiring import open_assistant
from evals.benchmarks.figures import Figure, bounded, print_table, resident_megabytes
from evals.benchmarks.measure_ingest import DATA, measure_ingest
from evals.benchmarks.measure_questions import make_questions, measure_questions
from evals.benchmarks.spent import spending
from ingest.library.e5_embeddings import E5Embeddings


def test_ingest_and_questions_are_measured(tmp_path: Path) -> None:
    with as_file(files("ingest.examples")) as examples:
        ingested = list(measure_ingest(tmp_path, examples, rounds=1))
    assert any(figure.passed is not None for figure in ingested)
    with open_assistant(Settings.from_environment(data=tmp_path / DATA)) as assistant:
        questions = make_questions(assistant.library, 12)
        assert len(set(questions)) == 12
        figures = measure_questions(assistant, E5Embeddings(tmp_path / "models"), 4)
    assert [figure.passed is None for figure in figures] == [True, True, False]


@pytest.mark.parametrize(("value", "passed"), [(1.29, True), (1.3, True), (1.31, False)])
def test_a_bar_is_met_up_to_its_value(value: float, passed: bool) -> None:
    assert bounded("比例", value, 1.3, " 倍").passed is passed


def test_the_table_names_what_is_missed(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([Figure("安装", "60 秒"), bounded("内存", 701, 700, " MB", "180 MB", digits=0)])
    printed = capsys.readouterr().out
    for words in ("安装", "701 MB", "180 MB", "700 MB", "否"):
        assert words in printed


def test_memory_is_that_of_the_process() -> None:
    assert 5 < resident_megabytes() < 5000
    assert resident_megabytes(os.getpid()) == pytest.approx(resident_megabytes(), rel=0.2)


def test_what_work_took_includes_the_processes_that_it_ended() -> None:
    code = "sum(number * number for number in range(2_000_000))"
    with spending() as spent:
        subprocess.run([sys.executable, "-c", code], check=True)
    assert 0.0 < spent.processor <= spent.seconds * (os.cpu_count() or 1) + 0.1
    assert 0.0 <= spent.others <= 1.0
    assert spent.peak_megabytes > 5
    twice = spent + spent
    assert (twice.seconds, twice.processor) == (2 * spent.seconds, 2 * spent.processor)
    assert twice.others == pytest.approx(spent.others)
    assert twice.peak_megabytes == spent.peak_megabytes

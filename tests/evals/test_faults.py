"""Faults made in the answers to the gold questions are all stopped, and the answers themselves pass."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from random import Random

import pytest

from assistant.answering.composing.refer import ref_to_row
from assistant.answering.pipeline import build_pipeline
from assistant.answering.turn import IndicatorClaim, Statement
from assistant.answering.vocabulary.catalogue import Catalogue
from evals.faults.__main__ import main
from evals.faults.inject_faults import Case, Fault, inject
from evals.faults.judge_faults import FaultReport, judge_faults
from evals.questions.gold import QUESTION_FOLDER, load_libraries, load_questions
from evals.run import askable, stratified
from ingest.library import Library, open_library
from ingest.library.settings import LibrarySettings
from tests.ingest.library.builders import DigestEmbeddings

PLANS = Path(__file__).parents[3] / "shared" / "plans"
SAMPLED = 160


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with as_file(files("ingest.examples")) as folder:
        yield from _library(tmp_path_factory.mktemp("examples"), folder)


@pytest.fixture(scope="module")
def five_plans(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    if not PLANS.is_dir():
        pytest.skip("the plans are not on this machine")
    yield from _library(tmp_path_factory.mktemp("five"), PLANS)


def _library(data: Path, plans: Path) -> Iterator[Library]:
    with open_library(LibrarySettings(data), embedder=DigestEmbeddings()) as library:
        library.ingest([plans])
        yield library


def _report(library: Library, sample: int) -> FaultReport:
    plans = frozenset(card.plan.id for card in library.plans())
    questions = list(askable(load_questions(QUESTION_FOLDER), plans, load_libraries()))
    return judge_faults(stratified(questions, sample, 1), build_pipeline(library), Catalogue(library))


def _assert_all_stopped(report: FaultReport) -> None:
    lines = "\n".join(report.lines())
    assert report.passed, lines
    assert report.made == report.stopped and report.said == report.said_stopped, lines
    assert all(report.made[fault] > 0 for fault in Fault), lines


def test_faults_in_answers_on_the_examples(examples: Library) -> None:
    _assert_all_stopped(_report(examples, 1000))


def test_faults_in_answers_on_the_five_plans(five_plans: Library) -> None:
    _assert_all_stopped(_report(five_plans, SAMPLED))


def test_what_is_made_of_a_row(examples: Library) -> None:
    """Each fault is made, and none leaves the statement as it was."""
    catalogue = Catalogue(examples)
    index, row = next(
        (index, row)
        for index in catalogue.indexes(tuple(catalogue.plans))
        for row in index.records.indicators
        if row.attribute and row.unit and row.unit.startswith("万") and {"2020", "2025"} <= set(row.values)
    )
    values = row.values
    text = f"“{row.name}”2025年目标为{values['2025']}{row.unit}，2020年为{values['2020']}{row.unit}，属{row.attribute}指标。"
    claim = IndicatorClaim(row.name, row.unit, values, row.attribute, index.plan)
    true = Statement(text, (ref_to_row(index.plan, row),), indicators=(claim,))
    made = list(inject(Case(true, (), catalogue), Random(1)))
    assert {one.fault for one in made} == set(Fault) - {Fault.ROLE}
    assert all(one.statement != true for one in made)


def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sample", "10"]) == 0
    out = capsys.readouterr().out
    assert all(fault.value in out for fault in Fault) and "误拦 0 条" in out

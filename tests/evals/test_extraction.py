"""Extraction judging: records made from the gold score 100 %, each planted defect costs where it should, and only there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.extraction.gold import ExtractionGold, load_extraction_gold
from evals.extraction.judge import compare_records, extraction_measures, judge_extraction
from evals.extraction.report import extraction_markdown
from evals.thresholds import check_thresholds
from ingest.plan import (
    Box,
    Commitment,
    IndicatorRow,
    Plan,
    PlanRecords,
    Role,
    Section,
    Span,
    TaskItem,
    UnitAssignment,
)

REAL_PLANS = Path(__file__).parents[3] / "shared" / "plans"
EXAMPLES = Path(__file__).parents[2] / "ingest" / "examples"
HERE = Span(0, 1)
GOLD = dict(load_extraction_gold())
DUTIES = "qinghe-elderly-care-duties"


def records_of(gold: ExtractionGold) -> PlanRecords:
    """What a perfect reader would return for the document."""
    front = gold.front_matter
    plan = Plan(
        "plan", front.title, front.region, front.level, front.issuer, front.document_number, front.issued,
        front.published, front.period, front.status, front.based_on, gold.file, "",
    )  # fmt: skip
    sections = tuple(
        Section(s.number, s.title, len(s.path) + 1, (*s.path, s.number + s.title), HERE)
        for s in gold.sections
    )
    tasks = tuple(
        TaskItem(
            f"plan:t{n}", task.section, task.number, task.title, f"{task.title}。", (),
            tuple(UnitAssignment(u.name, u.role, u.basis) for u in task.units), HERE, units_open=task.open,
        )
        for n, task in enumerate(gold.tasks, 1)
    )  # fmt: skip
    indicators = tuple(
        IndicatorRow(
            f"plan:i{n}", row.table or "", row.no, row.category, row.name or "", row.unit, row.values, row.attribute,
            f"{row.text_anchor} {' '.join(row.figures)}" if row.text_anchor else "", HERE, is_result=row.is_result,
        )
        for n, row in enumerate(gold.indicators, 1)
    )  # fmt: skip
    commitments = tuple(
        Commitment(
            f"plan:c{n}", (item.section or "",), item.anchor, item.what, item.op, item.value, item.unit, item.deadline,
            HERE, item.is_result,
        )
        for n, item in enumerate(gold.commitments, 1)
    )  # fmt: skip
    boxes = tuple(Box(box.no, box.title, HERE) for box in gold.boxes)
    return PlanRecords(plan, "", sections, tasks, indicators, commitments, boxes)


def imperfect(gold: ExtractionGold, records: PlanRecords) -> set[str]:
    return {score.kind for score in compare_records(gold, records) if score.misses or score.extras}


@pytest.mark.parametrize("name", GOLD)
def test_a_perfect_reader_scores_everything(name: str) -> None:
    scores = compare_records(GOLD[name], records_of(GOLD[name]))
    assert [
        (score.kind, score.misses, score.extras) for score in scores if score.misses or score.extras
    ] == []
    assert all(score.precision in (None, 1.0) and score.recall in (None, 1.0) for score in scores)


def _first_task(records: PlanRecords, change: Callable[[TaskItem], TaskItem]) -> PlanRecords:
    return replace(records, tasks=(change(records.tasks[0]), *records.tasks[1:]))


def _first_row(records: PlanRecords, **changes: Any) -> PlanRecords:
    return replace(records, indicators=(replace(records.indicators[0], **changes), *records.indicators[1:]))


def _swap_roles(records: PlanRecords) -> PlanRecords:
    other = {Role.RESPONSIBLE: Role.COOPERATING, Role.COOPERATING: Role.RESPONSIBLE}
    return _first_task(
        records, lambda task: replace(task, units=tuple(replace(u, role=other[u.role]) for u in task.units))
    )


@pytest.mark.parametrize(
    ("plant", "hurt"),
    [
        pytest.param(lambda r: replace(r, tasks=r.tasks[1:]), {"tasks", "units"}, id="a task lost"),
        pytest.param(
            lambda r: replace(r, tasks=(*r.tasks, replace(r.tasks[0], title="没有的任务", units=()))),
            {"tasks"},
            id="a task invented",
        ),
        pytest.param(_swap_roles, {"units"}, id="roles swapped"),
        pytest.param(
            lambda r: _first_task(r, lambda task: replace(task, units=task.units[:-1])),
            {"units"},
            id="a unit lost",
        ),
        pytest.param(
            lambda r: _first_task(r, lambda task: replace(task, units_open=True)), {"units"}, id="等 invented"
        ),
        pytest.param(
            lambda r: _first_row(r, values={"2021": "1900", "2025": "1260"}),
            {"indicator_fields"},
            id="years swapped",
        ),
        pytest.param(
            lambda r: _first_row(r, attribute="约束性"), {"indicator_fields"}, id="another attribute"
        ),
        pytest.param(
            lambda r: replace(r, indicators=r.indicators[1:]),
            {"indicators", "indicator_fields"},
            id="a row lost",
        ),
        pytest.param(
            lambda r: replace(r, commitments=(replace(r.commitments[0], value="83"), *r.commitments[1:])),
            {"commitments"},
            id="a commitment's value misread",
        ),
        pytest.param(
            lambda r: replace(r, commitments=(replace(r.commitments[0], deadline=None), *r.commitments[1:])),
            {"commitment_details"},
            id="a deadline lost",
        ),
        pytest.param(
            lambda r: replace(r, sections=(replace(r.sections[0], number="二、"), *r.sections[1:])),
            {"sections"},
            id="a heading's number wrong",
        ),
        pytest.param(
            lambda r: replace(r, plan=replace(r.plan, issued=None)), {"front_matter"}, id="a date lost"
        ),
    ],
)
def test_a_reading_defect_costs_where_it_should(
    plant: Callable[[PlanRecords], PlanRecords], hurt: set[str]
) -> None:
    gold = GOLD[DUTIES]
    assert imperfect(gold, plant(records_of(gold))) == hurt


def test_a_result_taken_for_a_target_is_noticed() -> None:
    gold = GOLD["yunling-market-supervision"]
    records = records_of(gold)
    targets = tuple(replace(item, is_result=False) for item in records.commitments)
    assert imperfect(gold, replace(records, commitments=targets)) == {"results_marked"}


def folders() -> list[tuple[Path, int]]:
    there = REAL_PLANS.exists() or "CI" in os.environ
    return [(EXAMPLES, 4), *([(REAL_PLANS, 5)] if there else [])]


@pytest.mark.parametrize(
    ("plans", "documents"), folders(), ids=lambda value: getattr(value, "name", str(value))
)
def test_reading_keeps_its_thresholds(plans: Path, documents: int) -> None:
    judgements = list(judge_extraction(plans))
    assert len(judgements) == documents
    missed = [b for b in check_thresholds(extraction_measures(judgements), "extraction") if not b.kept]
    assert missed == [], extraction_markdown(judgements)

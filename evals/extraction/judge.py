"""Read the documents that have gold and compare, kind by kind."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.extraction.compare_commitments import compare_commitments
from evals.extraction.compare_front_matter import compare_front_matter
from evals.extraction.compare_indicators import compare_indicators
from evals.extraction.compare_sections import compare_boxes, compare_sections
from evals.extraction.compare_tasks import compare_tasks
from evals.extraction.gold import GOLD_FOLDER, ExtractionGold, load_extraction_gold
from evals.extraction.score import Score
from ingest.errors import ReadError
from ingest.pipeline import read_plan
from ingest.plan import PlanRecords


@dataclass(frozen=True, slots=True)
class PlanJudgement:
    """How one document was read. ``scores`` is empty and ``error`` set where it could not be read at all."""

    name: str
    scores: tuple[Score, ...]
    seconds: float
    unclaimed_lines: int = 0
    error: str | None = None


def compare_records(gold: ExtractionGold, records: PlanRecords) -> tuple[Score, ...]:
    """Every score of one document, in reading order of the report."""
    return (
        compare_front_matter(gold.front_matter, records.plan),
        compare_sections(gold, records),
        compare_boxes(gold, records),
        *compare_tasks(gold, records),
        *compare_indicators(gold, records),
        *compare_commitments(gold, records),
    )


def judge_extraction(plans: Path, gold_folder: Path = GOLD_FOLDER) -> Iterator[PlanJudgement]:
    """Judge each document of ``plans`` that has gold; documents that are not there are passed over."""
    for name, gold in load_extraction_gold(gold_folder):
        path = plans / gold.file
        if not path.exists():
            continue
        started = time.perf_counter()
        try:
            records = read_plan(path)
        except ReadError as error:
            yield PlanJudgement(name, (), time.perf_counter() - started, error=str(error))
            continue
        seconds = time.perf_counter() - started
        yield PlanJudgement(name, compare_records(gold, records), seconds, len(records.unclaimed))


def totals(judgements: list[PlanJudgement]) -> tuple[Score, ...]:
    """The scores of all documents together, a kind at a time."""
    together: dict[str, Score] = {}
    for judgement in judgements:
        for score in judgement.scores:
            together.setdefault(score.kind, Score(score.kind)).add(score)
    return tuple(together.values())


def extraction_measures(judgements: list[PlanJudgement]) -> dict[str, float]:
    """What thresholds speak of: the recall of a kind by its name, its precision as ``{kind}_precision``."""
    measures: dict[str, float] = {}
    for score in totals(judgements):
        if score.recall is not None:
            measures[score.kind] = score.recall
        if score.precision is not None:
            measures[f"{score.kind}_precision"] = score.precision
    return measures

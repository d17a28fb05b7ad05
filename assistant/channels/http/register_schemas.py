"""The public JSON of lists across plans, and of what became of files that were read."""

from __future__ import annotations

from assistant.channels.http.record_schemas import IndicatorOut, Shape, TaskOut, WarningOut
from ingest import plan as plans
from ingest.library.results import FileOutcome, IngestReport
from ingest.units.unit_names import UnitMatch


class UnitSummary(Shape):
    name: str
    plans: tuple[str, ...]
    responsible: int
    cooperating: int


class UnitList(Shape):
    total: int
    units: tuple[UnitSummary, ...]


class UnitTask(Shape):
    plan_id: str
    plan_title: str
    region: str
    unit: str
    role: plans.Role
    basis: plans.Basis
    match: UnitMatch
    task: TaskOut


class UnitTasks(Shape):
    """Every task of a unit; ``matched`` are the names by which the plans call it."""

    unit: str
    matched: tuple[str, ...]
    total: int
    tasks: tuple[UnitTask, ...]


class PlacedIndicator(IndicatorOut):
    plan_id: str
    plan_title: str
    region: str


class IndicatorList(Shape):
    total: int
    indicators: tuple[PlacedIndicator, ...]


class FileOutcomeOut(Shape):
    file: str
    outcome: str
    plan_id: str | None
    title: str | None
    counts: dict[str, int]
    warnings: tuple[WarningOut, ...]
    repairs: dict[str, int]
    unclaimed_lines: int
    error: str | None
    error_code: str | None

    @classmethod
    def of(cls, outcome: FileOutcome) -> FileOutcomeOut:
        return cls(
            file=outcome.file,
            outcome=outcome.outcome,
            plan_id=outcome.plan_id,
            title=outcome.title,
            counts=dict(outcome.counts),
            warnings=tuple(WarningOut.of(warning) for warning in outcome.warnings),
            repairs=dict(outcome.repairs),
            unclaimed_lines=outcome.unclaimed_lines,
            error=outcome.error,
            error_code=outcome.error_code,
        )


class IngestReportOut(Shape):
    files: tuple[FileOutcomeOut, ...]
    failed: int
    embedded: int
    seconds_reading: float
    seconds_embedding: float
    seconds_total: float

    @classmethod
    def of(cls, report: IngestReport) -> IngestReportOut:
        return cls(
            files=tuple(FileOutcomeOut.of(outcome) for outcome in report.files),
            failed=len(report.failed),
            embedded=report.embedded,
            seconds_reading=round(report.seconds_reading, 3),
            seconds_embedding=round(report.seconds_embedding, 3),
            seconds_total=round(report.seconds_total, 3),
        )


class Removed(Shape):
    removed: str

"""The public JSON of plans and their records. Field names are fixed, fields may be added; built by the ``of`` functions."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from ingest import plan as plans
from ingest.library.results import PlanCard


class Shape(BaseModel):
    """What goes out: never changed once built."""

    model_config = ConfigDict(frozen=True)


class SpanOut(Shape):
    page: int | None
    start: int
    end: int

    @classmethod
    def of(cls, span: plans.Span) -> SpanOut:
        return cls(page=span.page, start=span.start, end=span.end)


class PlanOut(Shape):
    id: str
    title: str
    region: str
    region_path: tuple[str, ...]
    level: plans.Level
    issuer: str | None
    document_number: str | None
    issued: str | None
    published: str | None
    period: tuple[int, int] | None
    status: plans.PlanStatus
    based_on: tuple[str, ...]
    file: str
    sha256: str

    @classmethod
    def of(cls, plan: plans.Plan) -> PlanOut:
        return cls(
            id=plan.id,
            title=plan.title,
            region=plan.region,
            region_path=plan.region_path,
            level=plan.level,
            issuer=plan.issuer,
            document_number=plan.document_number,
            issued=plan.issued,
            published=plan.published,
            period=plan.period,
            status=plan.status,
            based_on=plan.based_on,
            file=plan.file,
            sha256=plan.sha256,
        )


class PlanCardOut(PlanOut):
    counts: dict[str, int]
    ingested_at: str
    superseded_by: str | None
    supersedes: tuple[str, ...]

    @classmethod
    def of_card(cls, card: PlanCard) -> PlanCardOut:
        plan = PlanOut.of(card.plan)
        return cls(
            **plan.model_dump(),
            counts=dict(card.counts),
            ingested_at=card.ingested_at,
            superseded_by=card.superseded_by,
            supersedes=card.supersedes,
        )


class PlanList(Shape):
    plans: tuple[PlanCardOut, ...]


class SectionOut(Shape):
    number: str
    title: str
    level: int
    path: tuple[str, ...]
    restored: bool
    source: SpanOut


class TaskUnitOut(Shape):
    name: str
    role: plans.Role
    basis: plans.Basis


class TaskOut(Shape):
    id: str
    section: tuple[str, ...]
    number: str | None
    title: str
    text: str
    measures: tuple[str, ...]
    units: tuple[TaskUnitOut, ...]
    units_open: bool
    deadline: str | None
    source: SpanOut

    @classmethod
    def of(cls, task: plans.TaskItem) -> TaskOut:
        return cls(
            id=task.id,
            section=task.section,
            number=task.number,
            title=task.title,
            text=task.text,
            measures=task.measures,
            units=tuple(TaskUnitOut(name=u.name, role=u.role, basis=u.basis) for u in task.units),
            units_open=task.units_open,
            deadline=task.deadline,
            source=SpanOut.of(task.source),
        )


class IndicatorOut(Shape):
    id: str
    table: str
    no: str | None
    category: str | None
    name: str
    unit: str | None
    values: dict[str, str]
    attribute: str | None
    text: str
    section: tuple[str, ...]
    is_result: bool
    source: SpanOut

    @classmethod
    def of(cls, row: plans.IndicatorRow) -> IndicatorOut:
        return cls(
            id=row.id,
            table=row.table,
            no=row.no,
            category=row.category,
            name=row.name,
            unit=row.unit,
            values=dict(row.values),
            attribute=row.attribute,
            text=row.text,
            section=row.section,
            is_result=row.is_result,
            source=SpanOut.of(row.source),
        )


class CommitmentOut(Shape):
    id: str
    section: tuple[str, ...]
    text: str
    what: str
    op: str
    value: str
    unit: str | None
    deadline: str | None
    is_result: bool
    source: SpanOut


class BoxOut(Shape):
    no: str
    title: str
    section: tuple[str, ...]
    source: SpanOut


class WarningOut(Shape):
    code: str
    message: str
    source: SpanOut | None

    @classmethod
    def of(cls, warning: plans.ReadingWarning) -> WarningOut:
        return cls(
            code=warning.code,
            message=warning.message,
            source=SpanOut.of(warning.source) if warning.source else None,
        )


class RecordsOut(Shape):
    plan: PlanOut
    sections: tuple[SectionOut, ...]
    tasks: tuple[TaskOut, ...]
    indicators: tuple[IndicatorOut, ...]
    commitments: tuple[CommitmentOut, ...]
    boxes: tuple[BoxOut, ...]
    warnings: tuple[WarningOut, ...]

    @classmethod
    def of(cls, records: plans.PlanRecords) -> RecordsOut:
        return cls(
            plan=PlanOut.of(records.plan),
            sections=tuple(
                SectionOut(
                    number=s.number,
                    title=s.title,
                    level=s.level,
                    path=s.path,
                    restored=s.restored,
                    source=SpanOut.of(s.source),
                )
                for s in records.sections
            ),
            tasks=tuple(TaskOut.of(task) for task in records.tasks),
            indicators=tuple(IndicatorOut.of(row) for row in records.indicators),
            commitments=tuple(
                CommitmentOut(
                    id=c.id,
                    section=c.section,
                    text=c.text,
                    what=c.what,
                    op=c.op,
                    value=c.value,
                    unit=c.unit,
                    deadline=c.deadline,
                    is_result=c.is_result,
                    source=SpanOut.of(c.source),
                )
                for c in records.commitments
            ),
            boxes=tuple(
                BoxOut(no=b.no, title=b.title, section=b.section, source=SpanOut.of(b.source))
                for b in records.boxes
            ),
            warnings=tuple(WarningOut.of(warning) for warning in records.warnings),
        )


class PageStart(Shape):
    """Where a page begins: ``start`` counts characters of the file's decoded text, as all places do."""

    page: int
    start: int


class SourceExcerpt(Shape):
    """The original text around a place. ``line`` counts from 1; ``before`` and ``after`` are unrepaired neighbours; ``pages``
    are those that begin within them."""

    plan_id: str
    plan_title: str
    file: str
    page: int | None
    line: int
    start: int
    end: int
    section: tuple[str, ...]
    before: str
    quote: str
    after: str
    pages: tuple[PageStart, ...] = ()

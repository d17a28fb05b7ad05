"""The public JSON: field names are fixed, fields may be added. Built from domain objects by the ``of`` functions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant import answer as domain
from ingest import plan as plans
from ingest.library.results import FileOutcome, IngestReport, PlanCard
from ingest.unit_names import UnitMatch


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class HistoryItem(BaseModel):
    question: Annotated[str, Field(max_length=10_000)]
    answer: Annotated[str, Field(max_length=100_000)] = ""


class AskRequest(BaseModel):
    """``history`` wins over what the server remembers of ``conversation_id``; ``region`` and ``plans`` are hard limits."""

    question: str
    conversation_id: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    history: Annotated[list[HistoryItem], Field(max_length=100)] = []
    region: Annotated[str, Field(max_length=100)] | None = None
    plans: Annotated[list[str], Field(max_length=1000)] = []
    limit: Annotated[int, Field(ge=1, le=1000)] | None = None

    def to_question(self) -> domain.Question:
        return domain.Question(
            text=self.question,
            conversation_id=self.conversation_id,
            history=tuple(domain.Exchange(item.question, item.answer) for item in self.history),
            region=(self.region or "").strip() or None,
            plans=tuple(self.plans),
            limit=self.limit,
        )


class SpanOut(_Out):
    page: int | None
    start: int
    end: int

    @classmethod
    def of(cls, span: plans.Span) -> SpanOut:
        return cls(page=span.page, start=span.start, end=span.end)


class CitationSource(SpanOut):
    file: str


class CitationOut(_Out):
    n: int
    plan_id: str
    plan_title: str
    region: str
    record_type: plans.RecordType
    record_id: str
    section: tuple[str, ...]
    quote: str
    source: CitationSource

    @classmethod
    def of(cls, citation: domain.Citation) -> CitationOut:
        span = citation.source
        return cls(
            n=citation.n,
            plan_id=citation.plan_id,
            plan_title=citation.plan_title,
            region=citation.region,
            record_type=citation.record_type,
            record_id=citation.record_id,
            section=citation.section,
            quote=citation.quote,
            source=CitationSource(file=citation.file, page=span.page, start=span.start, end=span.end),
        )


class UnitOut(_Out):
    name: str
    role: plans.Role
    basis: plans.Basis
    task: str
    citation: int


class IndicatorInAnswerOut(_Out):
    name: str
    unit: str | None
    values: dict[str, str]
    attribute: str | None
    plan_id: str
    region: str
    citation: int


class ClarificationOut(_Out):
    question: str
    options: tuple[str, ...]


class AnswerOut(_Out):
    id: str
    conversation_id: str
    status: domain.AnswerStatus
    answer: str
    citations: tuple[CitationOut, ...]
    units: tuple[UnitOut, ...]
    indicators: tuple[IndicatorInAnswerOut, ...]
    clarification: ClarificationOut | None
    model: str
    elapsed_ms: float

    @classmethod
    def of(cls, answer: domain.Answer) -> AnswerOut:
        asked = answer.clarification
        return cls(
            id=answer.id,
            conversation_id=answer.conversation_id,
            status=answer.status,
            answer=answer.answer,
            citations=tuple(CitationOut.of(citation) for citation in answer.citations),
            units=tuple(
                UnitOut(name=u.name, role=u.role, basis=u.basis, task=u.task, citation=u.citation)
                for u in answer.units
            ),
            indicators=tuple(
                IndicatorInAnswerOut(
                    name=row.name,
                    unit=row.unit,
                    values=dict(row.values),
                    attribute=row.attribute,
                    plan_id=row.plan_id,
                    region=row.region,
                    citation=row.citation,
                )
                for row in answer.indicators
            ),
            clarification=ClarificationOut(question=asked.question, options=asked.options) if asked else None,
            model=answer.model,
            elapsed_ms=answer.elapsed_ms,
        )


class PlanOut(_Out):
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

    @classmethod
    def of_card(cls, card: PlanCard) -> PlanCardOut:
        plan = PlanOut.of(card.plan)
        return cls(**plan.model_dump(), counts=dict(card.counts), ingested_at=card.ingested_at)


class PlanList(_Out):
    plans: tuple[PlanCardOut, ...]


class SectionOut(_Out):
    number: str
    title: str
    level: int
    path: tuple[str, ...]
    restored: bool
    source: SpanOut


class TaskUnitOut(_Out):
    name: str
    role: plans.Role
    basis: plans.Basis


class TaskOut(_Out):
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


class IndicatorOut(_Out):
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


class CommitmentOut(_Out):
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


class BoxOut(_Out):
    no: str
    title: str
    section: tuple[str, ...]
    source: SpanOut


class WarningOut(_Out):
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


class RecordsOut(_Out):
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


class SourceExcerpt(_Out):
    """The original text around a place. ``line`` counts from 1; ``before`` and ``after`` are unrepaired neighbours."""

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


class UnitSummary(_Out):
    name: str
    plans: tuple[str, ...]
    responsible: int
    cooperating: int


class UnitList(_Out):
    total: int
    units: tuple[UnitSummary, ...]


class UnitTask(_Out):
    plan_id: str
    plan_title: str
    region: str
    unit: str
    role: plans.Role
    basis: plans.Basis
    match: UnitMatch
    task: TaskOut


class UnitTasks(_Out):
    """Every task of a unit; ``matched`` are the names by which the plans call it."""

    unit: str
    matched: tuple[str, ...]
    total: int
    tasks: tuple[UnitTask, ...]


class PlacedIndicator(IndicatorOut):
    plan_id: str
    plan_title: str
    region: str


class IndicatorList(_Out):
    total: int
    indicators: tuple[PlacedIndicator, ...]


class FileOutcomeOut(_Out):
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


class IngestReportOut(_Out):
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


class FeedbackRequest(BaseModel):
    answer_id: Annotated[str, Field(min_length=1, max_length=100)]
    rating: Literal["up", "down"]
    comment: Annotated[str, Field(max_length=2000)] = ""


class Accepted(_Out):
    accepted: bool = True


class Removed(_Out):
    removed: str


class ErrorBody(_Out):
    code: str
    message: str


class ErrorOut(_Out):
    error: ErrorBody

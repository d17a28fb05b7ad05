"""The public JSON of questions, answers and ratings. Field names are fixed, fields may be added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from assistant import answer as domain
from assistant.channels.http.record_schemas import Shape, SpanOut
from assistant.service import ModelUse
from ingest import plan as plans


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


class CitationSource(SpanOut):
    file: str


class CitationOut(Shape):
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


class UnitOut(Shape):
    name: str
    role: plans.Role
    basis: plans.Basis
    task: str
    citation: int


class IndicatorInAnswerOut(Shape):
    name: str
    unit: str | None
    values: dict[str, str]
    attribute: str | None
    plan_id: str
    region: str
    citation: int


class ClarificationOut(Shape):
    question: str
    options: tuple[str, ...]


class UsageOut(Shape):
    """Tokens that a language model took, counted with the settings' vocabulary, under the names of OpenAI's protocol."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int

    @classmethod
    def of(cls, answer: domain.Answer) -> UsageOut | None:
        use = ModelUse().with_reply(answer.trace)
        if not use.replies:
            return None
        return cls(
            prompt_tokens=use.prompt_tokens,
            completion_tokens=use.answer_tokens,
            total_tokens=use.prompt_tokens + use.answer_tokens,
        )


class AnswerOut(Shape):
    """``kind`` is what the question was taken for, ``usage`` what a language model took for the answer, if one was asked."""

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
    kind: str | None
    usage: UsageOut | None

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
            kind=_kind_of(answer),
            usage=UsageOut.of(answer),
        )


def _kind_of(answer: domain.Answer) -> str | None:
    understood = answer.trace.get("understand_question")
    kind = understood.get("kind") if isinstance(understood, Mapping) else None
    return None if kind is None else str(kind)


class FeedbackRequest(BaseModel):
    answer_id: Annotated[str, Field(min_length=1, max_length=100)]
    rating: Literal["up", "down"]
    comment: Annotated[str, Field(max_length=2000)] = ""


class Accepted(Shape):
    accepted: bool = True

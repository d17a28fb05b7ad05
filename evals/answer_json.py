"""An answer as it comes over HTTP, read leniently: other systems may leave out everything but status and text."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.answer import (
    Answer,
    AnswerStatus,
    Citation,
    Clarification,
    IndicatorInAnswer,
    UnitInAnswer,
)
from evals.status_from_words import status_from_words
from ingest.plan import Basis, RecordType, Role, Span

PARTS = frozenset({"status", "citations", "units", "indicators"})
"""Parts of an answer that a system may leave out; what is left out is not judged."""


class Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore")


class SourceJson(Lenient):
    file: str = ""
    page: int | None = None
    start: int = 0
    end: int = 0


class CitationJson(Lenient):
    n: int
    plan_id: str = ""
    plan_title: str = ""
    region: str = ""
    record_type: RecordType = RecordType.PASSAGE
    record_id: str = ""
    section: tuple[str, ...] = ()
    quote: str = ""
    source: SourceJson = SourceJson()


class UnitJson(Lenient):
    name: str
    role: Role
    basis: Basis = Basis.STATED
    task: str = ""
    citation: int = 0


class IndicatorJson(Lenient):
    name: str
    unit: str | None = None
    values: dict[str, str] = {}
    attribute: str | None = None
    plan_id: str = ""
    region: str = ""
    citation: int = 0


class ClarificationJson(Lenient):
    question: str
    options: tuple[str, ...] = ()


class UsageJson(Lenient):
    """Tokens spent, as OpenAI's protocol tells them."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


class AnswerJson(Lenient):
    id: str = ""
    conversation_id: str = ""
    status: AnswerStatus = AnswerStatus.ANSWERED
    answer: str
    citations: tuple[CitationJson, ...] = ()
    units: tuple[UnitJson, ...] = ()
    indicators: tuple[IndicatorJson, ...] = ()
    clarification: ClarificationJson | None = None
    model: str = ""
    elapsed_ms: float = 0.0
    usage: UsageJson | None = None
    kind: str | None = None
    trace: dict[str, Any] = {}


def answer_from_json(data: Any) -> Answer:
    """The domain's answer from decoded JSON. Raises ``pydantic.ValidationError`` where not even a text is there."""
    read = AnswerJson.model_validate(data)
    asked = read.clarification
    missing = sorted(PARTS - read.model_fields_set)
    trace = dict(read.trace)
    if missing:
        trace["not_published"] = missing
    if read.usage:
        trace["usage"] = read.usage.model_dump()
    if read.kind is not None:
        trace["understand_question"] = {"kind": read.kind}
    return Answer(
        id=read.id,
        conversation_id=read.conversation_id,
        status=status_from_words(read.answer) if "status" in missing else read.status,
        answer=read.answer,
        citations=tuple(
            Citation(
                **c.model_dump(exclude={"source"}),
                file=c.source.file,
                source=Span(c.source.start, c.source.end, c.source.page),
            )
            for c in read.citations
        ),
        units=tuple(UnitInAnswer(**unit.model_dump()) for unit in read.units),
        indicators=tuple(IndicatorInAnswer(**row.model_dump()) for row in read.indicators),
        clarification=Clarification(asked.question, asked.options) if asked else None,
        model=read.model,
        elapsed_ms=read.elapsed_ms,
        trace=trace,
    )


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """What a run keeps of an answer: everything public, and of its trace what JSON can hold."""
    asked = answer.clarification
    return {
        "status": answer.status.value,
        "answer": answer.answer,
        "citations": [
            {
                "n": c.n,
                "plan_id": c.plan_id,
                "plan_title": c.plan_title,
                "region": c.region,
                "record_type": c.record_type.value,
                "record_id": c.record_id,
                "section": list(c.section),
                "quote": c.quote,
                "source": {
                    "file": c.file,
                    "page": c.source.page,
                    "start": c.source.start,
                    "end": c.source.end,
                },
            }
            for c in answer.citations
        ],
        "units": [
            {
                "name": u.name,
                "role": u.role.value,
                "basis": u.basis.value,
                "task": u.task,
                "citation": u.citation,
            }
            for u in answer.units
        ],
        "indicators": [
            {
                "name": row.name,
                "unit": row.unit,
                "values": dict(row.values),
                "attribute": row.attribute,
                "plan_id": row.plan_id,
                "region": row.region,
                "citation": row.citation,
            }
            for row in answer.indicators
        ],
        "clarification": {"question": asked.question, "options": list(asked.options)} if asked else None,
        "model": answer.model,
        "elapsed_ms": answer.elapsed_ms,
        "trace": {step: found for step, found in answer.trace.items() if _is_plain(found)},
    }


def _is_plain(value: object) -> bool:
    """Whether JSON holds the value as it is."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(part) for key, part in value.items())
    if isinstance(value, list | tuple):
        return all(_is_plain(part) for part in value)
    return value is None or isinstance(value, str | int | float | bool)

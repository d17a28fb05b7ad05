"""What is asked and what is answered: the domain of the assistant. Imports no framework.

Field names follow the public interface; every text that users see is Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ingest.plan import Basis, RecordType, Role, Span


class AnswerStatus(StrEnum):
    ANSWERED = "answered"
    CLARIFY = "clarify"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier turn of the same conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its scope. ``region`` and ``plans`` are hard limits set by the caller."""

    text: str
    conversation_id: str | None = None
    history: tuple[Exchange, ...] = ()
    region: str | None = None
    plans: tuple[str, ...] = ()
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A place that an answer rests on. ``n`` is the mark in the answer's text; ``quote`` the source's words after repair."""

    n: int
    plan_id: str
    plan_title: str
    region: str
    record_type: RecordType
    record_id: str
    section: tuple[str, ...]
    quote: str
    file: str
    source: Span


@dataclass(frozen=True, slots=True)
class UnitInAnswer:
    name: str
    role: Role
    basis: Basis
    task: str
    citation: int


@dataclass(frozen=True, slots=True)
class IndicatorInAnswer:
    name: str
    unit: str | None
    values: Mapping[str, str]
    attribute: str | None
    plan_id: str
    region: str
    citation: int


@dataclass(frozen=True, slots=True)
class Clarification:
    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer. ``model`` is "builtin" for a composed answer, or the language model's name."""

    id: str
    conversation_id: str
    status: AnswerStatus
    answer: str
    citations: tuple[Citation, ...] = ()
    units: tuple[UnitInAnswer, ...] = ()
    indicators: tuple[IndicatorInAnswer, ...] = ()
    clarification: Clarification | None = None
    model: str = "builtin"
    elapsed_ms: float = 0.0
    question: str = ""
    trace: Mapping[str, Any] = field(default_factory=dict)
    """What every step found, for the harness and for replay; not part of the public answer."""


class EventKind(StrEnum):
    """What an event of a streamed answer carries."""

    STATUS = "status"
    """A step began: ``text`` says which, in Chinese."""
    DELTA = "delta"
    """A piece of the answer's text that has passed the check."""
    ANSWER = "answer"
    """The whole answer; the last event of a stream that went well."""
    ERROR = "error"
    """The answer failed: ``text`` is a Chinese sentence for the user; the last event."""


@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """One event of a streamed answer. The deltas joined are ``answer.answer`` of the last event."""

    kind: EventKind
    text: str = ""
    answer: Answer | None = None

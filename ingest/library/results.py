"""What the library hands out: plan cards, search hits and the report of a run. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ingest.plan import Plan, ReadingWarning, RecordType


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan as the catalogue lists it."""

    plan: Plan
    counts: Mapping[str, int]
    """"sections", "tasks", "indicators", "commitments", "boxes", "passages", "warnings" → how many."""
    ingested_at: str
    superseded_by: str | None = None
    """The id of the latest version of this plan, where the library holds one that takes its place."""
    supersedes: tuple[str, ...] = ()
    """The ids of the older versions and drafts whose place this plan takes."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found by search. ``score`` grows with relevance; only its order is comparable between searches."""

    plan_id: str
    record_id: str
    record_type: RecordType
    score: float


Outcome = Literal["added", "replaced", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file. ``error`` is the Chinese message of a file that could not be read."""

    file: str
    outcome: Outcome
    plan_id: str | None
    title: str | None
    counts: Mapping[str, int]
    warnings: tuple[ReadingWarning, ...]
    repairs: Mapping[str, int]
    unclaimed_lines: int
    error: str | None = None
    error_code: str | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    files: tuple[FileOutcome, ...]
    seconds_reading: float
    seconds_embedding: float
    seconds_total: float
    embedded: int

    @property
    def failed(self) -> tuple[FileOutcome, ...]:
        return tuple(outcome for outcome in self.files if outcome.outcome == "failed")

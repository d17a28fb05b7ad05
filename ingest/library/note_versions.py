"""Telling in a run's report which of its plans are versions or near copies of others in the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ingest.library.catalogue import StoredPlan
from ingest.library.near_duplicates import Signatures
from ingest.library.results import FileOutcome, PlanCard
from ingest.plan import ReadingWarning, in_title_marks

SUPERSEDED, SUPERSEDES, NEAR_DUPLICATE = "superseded", "supersedes", "near_duplicate"
"""Warning codes."""
MOST_NAMED = 3


def note_versions(
    outcomes: Iterable[FileOutcome], plans: Mapping[str, StoredPlan], signatures: Signatures
) -> Iterator[FileOutcome]:
    """The outcomes, those of plans that were read in this run with a warning for each relation."""
    for outcome in outcomes:
        stored = plans.get(outcome.plan_id or "")
        if stored is not None and outcome.outcome in ("added", "replaced"):
            card = stored.card
            found = (*_versions(card, plans), *_near(card, plans, signatures))
            outcome = replace(outcome, warnings=(*outcome.warnings, *found))
        yield outcome


def _versions(card: PlanCard, plans: Mapping[str, StoredPlan]) -> Iterator[ReadingWarning]:
    if card.superseded_by is not None:
        newer = _named(card.superseded_by, plans)
        yield ReadingWarning(SUPERSEDED, f"资料库里有这份规划的更新版本{newer}，回答以更新版本为准。")
    if card.supersedes:
        older = "、".join(_named(plan_id, plans) for plan_id in card.supersedes[:MOST_NAMED])
        yield ReadingWarning(SUPERSEDES, f"这份规划取代了资料库里的旧版本{older}，旧版本仍然保留。")


def _near(
    card: PlanCard, plans: Mapping[str, StoredPlan], signatures: Signatures
) -> Iterator[ReadingWarning]:
    for plan_id, share in signatures.near(card.plan.id)[:MOST_NAMED]:
        message = f"正文与资料库里的{_named(plan_id, plans)}约有 {share:.0%} 相同，可能是同一份文件，请核对。"
        yield ReadingWarning(NEAR_DUPLICATE, message)


def _named(plan_id: str, plans: Mapping[str, StoredPlan]) -> str:
    return f"“{plan_id}”{in_title_marks(plans[plan_id].card.plan.title)}"

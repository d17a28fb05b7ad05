"""Front matter (文件要素), field by field."""

from __future__ import annotations

from evals.extraction.gold import FrontMatter
from evals.extraction.score import Score
from evals.words import fold_title
from ingest.plan import Plan


def compare_front_matter(gold: FrontMatter, plan: Plan) -> Score:
    """One point a field; a field that the document does not state must be ``None``."""
    score = Score("front_matter")
    also = gold.accept
    titles = {fold_title(title) for title in (gold.title, *also.title)}
    issuers = {fold_title(issuer) for issuer in (gold.issuer, *also.issuer)}
    judged: list[tuple[str, bool, object, object]] = [
        ("title", fold_title(plan.title) in titles, gold.title, plan.title),
        ("region", plan.region == gold.region, gold.region, plan.region),
        ("level", plan.level == gold.level, gold.level.value, plan.level.value),
        ("issuer", fold_title(plan.issuer) in issuers, gold.issuer, plan.issuer),
        (
            "document_number",
            fold_title(plan.document_number) == fold_title(gold.document_number),
            gold.document_number,
            plan.document_number,
        ),
        ("issued", plan.issued in (gold.issued, *also.issued), gold.issued, plan.issued),
        ("published", plan.published in (gold.published, *also.published), gold.published, plan.published),
        ("period", plan.period == gold.period, gold.period, plan.period),
        ("status", plan.status in (gold.status, *also.status), gold.status.value, plan.status.value),
    ]
    for field, right, expected, got in judged:
        score.judge(right, f"{field}: expected {expected!r}, got {got!r}")
    based_on = [fold_title(title) for title in plan.based_on]
    for title in gold.based_on:
        wanted = fold_title(title)
        score.judge(
            any(wanted in name or name in wanted for name in based_on if name),
            f"based_on: {title!r} not among {plan.based_on!r}",
        )
    return score

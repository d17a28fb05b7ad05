"""Indicator rows (指标), every field of every row."""

from __future__ import annotations

from evals.extraction.gold import ExtractionGold, GoldIndicator
from evals.extraction.score import Score
from evals.words import fold, fold_title, fold_value, years_of
from ingest.plan import IndicatorRow, PlanRecords


def compare_indicators(gold: ExtractionGold, records: PlanRecords) -> tuple[Score, Score]:
    """Scores of rows (found at all) and of their fields (no, category, name, unit, each year's value, attribute, result or
    target; for a row that is a sentence: category, sentence, figures)."""
    rows, fields = Score("indicators"), Score("indicator_fields")
    left = list(records.indicators)
    for wanted in gold.indicators:
        found = _take(wanted, left)
        label = f"{wanted.table or ''} {wanted.no} {wanted.name or wanted.text_anchor}".strip()
        if found is None:
            rows.miss(f"{label}: not found")
            for field, value in _fields(wanted).items():
                fields.miss(f"{label}: {field} {value!r}")
            continue
        rows.judge(True, label)
        _compare_fields(wanted, found, label, fields)
    if "indicators" in gold.complete:
        for extra in left:
            rows.extra(f"{extra.table} {extra.no} {extra.name} {dict(extra.values)} {extra.text[:20]}")
    return rows, fields


def _take(wanted: GoldIndicator, left: list[IndicatorRow]) -> IndicatorRow | None:
    for row in left:
        if wanted.table and fold(wanted.table) not in fold(row.table) and wanted.is_result != row.is_result:
            continue
        if wanted.text_anchor:
            same = fold(wanted.text_anchor) in fold(row.text)
        else:
            same = fold_title(row.name) == fold_title(wanted.name)
        if same:
            left.remove(row)
            return row
    return None


def _fields(wanted: GoldIndicator) -> dict[str, object]:
    fields: dict[str, object] = {"no": wanted.no, "category": wanted.category}
    if wanted.text_anchor:
        return fields | {"figures": wanted.figures}
    return fields | {
        "name": wanted.name,
        "unit": wanted.unit,
        "attribute": wanted.attribute,
        "is_result": wanted.is_result,
        **{f"value {year}": value for year, value in wanted.values.items()},
    }


def _compare_fields(wanted: GoldIndicator, found: IndicatorRow, label: str, score: Score) -> None:
    def judge(field: str, right: bool, got: object) -> None:
        score.judge(right, f"{label}: {field} expected {_fields(wanted).get(field)!r}, got {got!r}")

    judge("no", fold_title(found.no) == fold_title(wanted.no), found.no)
    category = fold_title(found.category)
    judge(
        "category",
        category.endswith(fold_title(wanted.category)) if wanted.category else not category,
        found.category,
    )
    if wanted.text_anchor:
        judge("figures", all(fold(figure) in fold(found.text) for figure in wanted.figures), found.text)
        return
    judge("name", fold_title(found.name) == fold_title(wanted.name), found.name)
    judge("unit", fold(found.unit) == fold(wanted.unit), found.unit)
    judge("attribute", fold(found.attribute) == fold(wanted.attribute), found.attribute)
    judge("is_result", found.is_result == wanted.is_result, found.is_result)
    got = {(years_of(column) or (column,))[0]: value for column, value in found.values.items()}
    for year, value in wanted.values.items():
        accepted = {fold_value(v) for v in (value, *wanted.accept_values.get(year, ()))}
        judge(f"value {year}", fold_value(got.get(year)) in accepted, got.get(year))
    for year in got.keys() - wanted.values.keys():
        score.extra(f"{label}: a value of {year}: {got[year]!r}")

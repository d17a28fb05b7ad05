"""The same indicator of several places side by side, what is computed from it, and what forbids comparing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.answering.composing.rank_places import Stated, rank_places
from assistant.answering.composing.refer import ref_to_row
from assistant.answering.composing.say_values import NO_COLUMN, last_value, value_in
from assistant.answering.turn import FoundRow, IndicatorClaim, Statement, StatementKind
from assistant.answering.understanding.rank_asked import Rank
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.number_grammar import read_cell, same_measure, split_unit
from ingest.plan import IndicatorRow
from prompts import reply

_NOT_STATED = "未标明"
_ROWS_COMPARED = 30
_ROWS_SHOWN = 20
"""Of more rows than are read as one table the first ones are shown, in the order of what is asked for."""


def claim(found: FoundRow) -> IndicatorClaim:
    """The row as a structured part of the answer."""
    row = found.row
    name = row.name if row.values else found.clause or row.text
    return IndicatorClaim(name, row.unit, dict(row.values), row.attribute, found.plan)


def compare_rows(
    rows: Sequence[FoundRow], catalogue: Catalogue, compare: str, rank: Rank | None = None
) -> list[Statement]:
    """A table of places, then what may be compared and what may not; of very many rows the first of those that compare."""
    if len(rows) > _ROWS_COMPARED:
        first, counted, told = _first_of_many(rows, compare)
        told = told and (rank is None or rank.last <= len(first))
        return [
            counted,
            *compare_rows(first, catalogue, compare if told else "compare", rank if told else None),
        ]
    years = sorted({column for row in rows for column in row.row.values if column.isdigit()})
    headings = ["地区", "指标", *(f"{year}年" for year in years), "属性"]
    lead = f"| {' | '.join(headings)} |\n|{' --- |' * len(headings)}"
    statements = [Statement(lead, kind=StatementKind.LEAD)]
    called = _called(rows, catalogue)
    for found in rows:
        name = found.row.name if found.row.values else found.clause
        cells = [_cell(found.row, year) for year in years]
        text = " | ".join((called[found.plan.id], name, *cells, found.row.attribute or _NOT_STATED))
        statements.append(
            Statement(f"| {text} |", (ref_to_row(found.plan, found.row),), indicators=(claim(found),))
        )
    statements.append(Statement("", kind=StatementKind.LEAD))
    statements.extend(_extreme(rows, called, compare, rank))
    statements.extend(_cautions(rows))
    return statements


def _first_of_many(rows: Sequence[FoundRow], compare: str) -> tuple[list[FoundRow], Statement, bool]:
    """(the first rows, the line that says of how many, whether the places at the end are all among them). Highest or lowest is told among the rows of the measure that most
    have and that print a plain number."""
    stated = [(value, row) for row in rows if (value := last_value(row)) is not None and value[1] == "="]
    measures = Counter(split_unit(value[2])[1] for value, _ in stated)
    if compare not in ("highest", "lowest") or not stated:
        lead = reply("many_rows", count=len(rows), shown=_ROWS_SHOWN)
        return list(rows[:_ROWS_SHOWN]), Statement(lead, kind=StatementKind.COUNT, counted=_ROWS_SHOWN), False
    measure = measures.most_common(1)[0][0]
    alike = [
        (value[0] * split_unit(value[2])[0], row)
        for value, row in stated
        if split_unit(value[2])[1] == measure
    ]
    alike.sort(key=lambda each: each[0], reverse=compare == "highest")
    shown = [row for _, row in alike[:_ROWS_SHOWN]]
    end = "从高到低" if compare == "highest" else "从低到高"
    lead = reply("many_rows_compared", count=len(rows), compared=len(alike), end=end, shown=len(shown))
    told = len(alike) == len(shown) or alike[0][0] != alike[len(shown)][0]
    return shown, Statement(lead, kind=StatementKind.COUNT, counted=len(shown)), told


def _cell(row: IndicatorRow, year: str) -> str:
    return value_in(row, year) if year in row.values else NO_COLUMN


def _called(rows: Sequence[FoundRow], catalogue: Catalogue) -> dict[str, str]:
    """How each plan is called in the table: by its place, where no other plan of that place is in it."""
    plans = {row.plan.id: row.plan for row in rows}
    regions = Counter(plan.region for plan in plans.values())
    return {
        plan_id: plan.region if plan.region and regions[plan.region] == 1 else catalogue.place_word(plan)
        for plan_id, plan in plans.items()
    }


def _extreme(
    rows: Sequence[FoundRow], called: Mapping[str, str], compare: str, rank: Rank | None
) -> list[Statement]:
    """Which place aims highest or lowest; nothing where measures differ or a value is no plain number."""
    stated = [(value, row) for row in rows if (value := last_value(row)) is not None]
    units = [value[2] for value, _ in stated]
    if len(stated) < 2 or len(stated) < len(rows) or any(not same_measure(units[0], unit) for unit in units):
        return []
    statements: list[Statement] = []
    if compare in ("highest", "lowest"):
        amounts = [value[0] * split_unit(value[2])[0] for value, _ in stated]
        if rank is not None:
            return rank_places(
                [
                    Stated(called[row.plan.id], amount, value[1], value[3], ref_to_row(row.plan, row.row))
                    for (value, row), amount in zip(stated, amounts, strict=True)
                ],
                rank,
            )
        edge = (max if compare == "highest" else min)(amounts)
        same = [each for each, amount in zip(stated, amounts, strict=True) if amount == edge]
        if len({value[1] for value, _ in same}) == 1:
            names = "、".join(called[row.plan.id] for _, row in same)
            word = "最高" if compare == "highest" else "最低"
            others = [each for each in stated if each not in same]
            refs = tuple(ref_to_row(row.plan, row.row) for _, row in (*same, *others))
            statements.append(Statement(f"目标{word}的是{names}：{same[0][0][3]}。", refs))
    if len(stated) == 2 and all(value[1] == "=" for value, _ in stated) and units[0] == units[1]:
        difference = abs(stated[0][0][0] - stated[1][0][0])
        unit = "个百分点" if units[0] == "%" else units[0]
        refs = tuple(ref_to_row(row.plan, row.row) for _, row in stated)
        both = "两地" if len({row.plan.region for _, row in stated}) > 1 else "两份文件"
        text = (
            f"{both}目标相差{plain(difference)}{unit}（由表中两数计算）。"
            if difference
            else f"{both}目标相同。"
        )
        statements.append(Statement(text, refs))
    return statements


def _cautions(rows: Sequence[FoundRow]) -> list[Statement]:
    """Differences that forbid a plain comparison."""
    tabled = [found.row for found in rows if found.row.values]
    aspects: dict[str, set[object]] = {
        "计量单位": {split_unit(row.unit or "")[1] for row in tabled},
        "指标名称": {row.name for row in tabled},
        "指标属性": {row.attribute for row in tabled},
        "目标年份": {list(row.values)[-1] for row in tabled},
        "基期年份": {next(iter(row.values)) for row in tabled},
    }
    differing = [name for name, seen in aspects.items() if len(seen) > 1]
    if len(tabled) < len(rows):
        differing.append("表述方式")
    return (
        [Statement(reply("not_comparable", what="、".join(differing)), kind=StatementKind.LEAD)]
        if differing
        else []
    )


def change_of(found: FoundRow, years: Sequence[str] = ()) -> list[Statement]:
    """The difference between the first and last year of a row, said to be computed; of the asked years where
    two are; none where one of these is not printed."""
    columns = [column for column in found.row.values if column.isdigit()]
    asked = [column for column in columns if column in years]
    if len(years) > 1 and len(asked) < len(years):
        return []
    columns = asked if len(asked) > 1 else columns
    if len(columns) < 2:
        return []
    cells = [read_cell(found.row.values[column]) for column in (columns[0], columns[-1])]
    first, last = cells[0].number, cells[1].number
    if first is None or last is None or any(cell.op != "=" or cell.note for cell in cells):
        return [Statement(reply("change_not_computable"), kind=StatementKind.LEAD)]
    words = f"“{found.row.name}”{_change_words(first, last, found.row.unit or '')}"
    return [Statement(words, (ref_to_row(found.plan, found.row),))]


def _change_words(first: Decimal, last: Decimal, unit: str) -> str:
    difference = last - first
    if not difference:
        return "前后数值相同，没有变化（由表中两数计算）。"
    if unit == "%":
        return f"{'提高' if difference > 0 else '降低'}{plain(abs(difference))}个百分点（由表中两数计算）。"
    grown = "增长" if difference > 0 else "下降"
    share = f"，{grown}{plain((abs(difference) / first * 100).quantize(Decimal('0.01')))}%" if first else ""
    return f"{'增加' if difference > 0 else '减少'}{plain(abs(difference))}{unit}{share}（由表中两数计算）。"


def plain(value: Decimal) -> str:
    """18.750 → 18.75"""
    return f"{value.normalize():f}"

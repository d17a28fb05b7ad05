"""Sentences and tables about indicators. Values are said as they are printed; what is computed is said to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from assistant.answer import AnswerStatus
from assistant.answering.catalogue import Catalogue
from assistant.answering.fold_text import fold
from assistant.answering.refer import ref_to_commitment, ref_to_row, section_words
from assistant.answering.turn import (
    Draft,
    FoundCommitment,
    FoundRow,
    IndicatorClaim,
    Statement,
    StatementKind,
    Turn,
)
from ingest.plan import Commitment, IndicatorRow
from prompts import reply

EMPTY_VALUES = frozenset(("", "-", "—", "－", "–", "/", "——", "无", "…"))
"""Printed where a table gives no value."""

_CAPTION_NUMBER = re.compile(r"^(?:专栏|表)?\s*\d*\s*")
"""专栏1 “十四五”主要指标 → “十四五”主要指标"""
NO_VALUE = "表中未给出数值"
NO_COLUMN = "—"
"""In a table of several places: this place's table has no such year."""

_YEAR = re.compile(r"(?:19|20)\d\d")
"""2025"""
_RESULT_WORD = re.compile(r"实际值|完成值|基值|基期值|现状值|目标值")
"""2020年实际值"""
_VALUE_AND_NOTE = re.compile(r"^(?P<value>[<>≤≥＜＞约]?\s*[\d.,]+%?)\s*(?P<note>[（(].*[）)])?$")
"""29（含提名奖）"""
_PIECE = re.compile(r"[^，,；;]+[，,；;]?")
"""到2025年，|全区…达9家，|…"""
_SHORT_SENTENCE = 40
_MANY_ROWS = 6
"""More indicators than this are a list, not sentences."""


def printed_value(value: str, unit: str | None) -> str:
    """9.5 + 万户 → 9.5万户; 29（含提名奖） + 家 → 29家（含提名奖）; — → said to be empty."""
    text = value.strip()
    if text in EMPTY_VALUES:
        return f"{NO_VALUE}（“{text}”）" if text else NO_VALUE
    match = _VALUE_AND_NOTE.match(text)
    if match is None or not unit:
        return text
    number, note = match.group("value").strip(), match.group("note") or ""
    return f"{number}{'' if number.endswith('%') else unit}{note}"


def column_words(column: str, row: IndicatorRow) -> str:
    """How an answer calls a column: 2025年目标, 2020年实际值."""
    year = _YEAR.search(column)
    if year is None:
        return column
    heading = next((cell for cell in row.header if year.group(0) in cell), "")
    word = _RESULT_WORD.search(heading)
    if word is not None:
        return f"{year.group(0)}年{word.group(0)}"
    last = max((match.group(0) for name in row.values if (match := _YEAR.search(name))), default="")
    is_target = not row.is_result and len(row.values) > 1 and year.group(0) == last
    return f"{year.group(0)}年{'目标' if is_target else ''}"


def row_sentence(found: FoundRow, place: str, years: Sequence[str] = ()) -> str:
    """One sentence on a row: the years asked for first; without years every value."""
    row = found.row
    attribute = f"，属{row.attribute}指标" if row.attribute else ""
    if not row.values:
        text = found.clause or row.text
        area = (
            f"“{row.category or row.name}”方面" if row.category or (row.name and row.name not in text) else ""
        )
        return f"{place}{area}的目标是：{text.rstrip('。；;')}{attribute}。"
    wanted = [column for column in row.values if any(year in column for year in years)]
    rest = [column for column in row.values if column not in wanted]
    parts = [_column_sentence(row, column) for column in (*wanted, *rest)]
    return f"{place}“{row.name}”{'，'.join(parts)}{attribute}。"


def _column_sentence(row: IndicatorRow, column: str) -> str:
    value = printed_value(row.values[column], row.unit)
    return f"{column_words(column, row)}{'' if value.startswith(NO_VALUE) else '为'}{value}"


def claim(found: FoundRow) -> IndicatorClaim:
    row = found.row
    values = dict(row.values) if row.values else {}
    return IndicatorClaim(row.name or found.clause or row.text, row.unit, values, row.attribute, found.plan)


def row_statement(found: FoundRow, place: str, years: Sequence[str] = ()) -> Statement:
    return Statement(
        row_sentence(found, place, years), (ref_to_row(found.plan, found.row),), indicators=(claim(found),)
    )


def commitment_statement(found: FoundCommitment, place: str, first: bool) -> Statement:
    commitment = found.commitment
    where = section_words(commitment.section, 1)
    head = f"{place}在" if first else "正文"
    at = f"“{where}”中" if where else "正文中"
    text = f"{head}{at}{'' if first else '另'}提出：{_clause(commitment)}。"
    return Statement(text, (ref_to_commitment(found.plan, commitment),))


def _clause(commitment: Commitment) -> str:
    """The part of the sentence that says the value, from the thing measured on."""
    text = commitment.text.strip().rstrip("。；;")
    pieces = _PIECE.findall(text)
    value = commitment.value
    at = next(
        (at for at, piece in enumerate(pieces) if value in piece and _shares(piece, commitment.what)), None
    )
    if at is None or len(text) <= _SHORT_SENTENCE:
        return text
    first = at
    if (
        commitment.deadline
        and commitment.deadline not in pieces[at]
        and at > 0
        and commitment.deadline in pieces[at - 1]
    ):
        first = at - 1
    return "".join(pieces[first : at + 1]).rstrip("，,、；;")


def _shares(piece: str, what: str) -> bool:
    """Whether a clause names the thing measured, or most of it."""
    words, thing = fold(piece), fold(what)
    return thing in words or sum(1 for character in thing if character in words) > 0.7 * len(thing)


def compose_indicator(turn: Turn, catalogue: Catalogue) -> Draft | None:
    """Rows and commitments that are what was asked; ``None`` where there are none."""
    asked, facts = turn.asked, turn.facts
    if not facts.rows and not facts.commitments:
        return None
    missing = [year for year in asked.years if facts.rows and not _any_prints(facts.rows, year)]
    statements: list[Statement] = []
    plans = {row.plan.id for row in facts.rows}
    if len(plans) > 1 and len({row.row.name for row in facts.rows}) < len(facts.rows) and asked.compare:
        statements.extend(_comparison(facts.rows, catalogue, asked.compare))
    elif len(facts.rows) > _MANY_ROWS:
        statements.extend(_list(facts.rows, catalogue))
    else:
        for row in facts.rows:
            place = catalogue.place_word(row.plan) + (
                f"（{row.row.table}）" if _same_name_twice(row, facts.rows) else ""
            )
            statements.append(row_statement(row, place, asked.years))
            if asked.compare in ("change", "compare"):
                statements.extend(_change(row))
    for commitment in facts.commitments if not asked.compare else ():
        if not _says_again(commitment, facts.rows):
            first = commitment.plan.id not in plans
            statements.append(commitment_statement(commitment, catalogue.place_word(commitment.plan), first))
    if missing:
        words = "、".join(f"{year}年" for year in missing)
        gap = Statement(reply("year_not_printed", years=words), kind=StatementKind.LEAD)
        status = AnswerStatus.NOT_FOUND if len(missing) == len(asked.years) else AnswerStatus.ANSWERED
        return Draft(status, (gap, *statements))
    return Draft(AnswerStatus.ANSWERED, tuple(statements))


def _same_name_twice(row: FoundRow, rows: Sequence[FoundRow]) -> bool:
    return any(
        other is not row and other.plan.id == row.plan.id and other.row.table != row.row.table
        for other in rows
    ) and bool(row.row.table)


def _table_words(found: FoundRow) -> str:
    """（“十四五”主要指标表）: a caption without its number and broken quotation marks."""
    caption = _CAPTION_NUMBER.sub("", found.row.table).strip(" “”")
    return f"（{caption}）" if caption else ""


def _any_prints(rows: Sequence[FoundRow], year: str) -> bool:
    return any(
        any(year in column for column in row.row.values) or (year in row.row.text) or not row.row.values
        for row in rows
    )


def _says_again(found: FoundCommitment, rows: Sequence[FoundRow]) -> bool:
    """Whether a commitment is the very clause of a row that is already said."""
    text = fold(found.commitment.text)
    return any(row.clause and (fold(row.clause) in text or text in fold(row.clause)) for row in rows)


def decimal_of(value: str) -> Decimal | None:
    """A plain printed number; ``None`` for >98, — or 7（年均）."""
    try:
        return Decimal(value.strip().rstrip("%").replace(",", ""))
    except InvalidOperation:
        return None


def _change(found: FoundRow) -> list[Statement]:
    """The difference between the first and last year of a row, said to be computed."""
    columns = [column for column in found.row.values if _YEAR.search(column)]
    if len(columns) < 2:
        return []
    first, last = (decimal_of(found.row.values[column]) for column in (columns[0], columns[-1]))
    if first is None or last is None:
        return [Statement(reply("change_not_computable"), kind=StatementKind.LEAD)]
    unit = found.row.unit or ""
    difference = last - first
    word = "增加" if difference > 0 else "减少"
    if difference == 0:
        text = "两个年份数值相同，没有变化（由表中两数计算）。"
    elif unit == "%":
        text = f"{'提高' if difference > 0 else '降低'}{abs(difference).normalize():f}个百分点（由表中两数计算）。"
    else:
        share = (
            f"，{'增长' if difference > 0 else '下降'}{_rounded(abs(difference) / first * 100)}%"
            if first
            else ""
        )
        text = f"{word}{abs(difference).normalize():f}{unit}{share}（由表中两数计算）。"
    return [Statement(text, (ref_to_row(found.plan, found.row),))]


def _rounded(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01')).normalize():f}"


def _comparison(rows: Sequence[FoundRow], catalogue: Catalogue, compare: str) -> list[Statement]:
    """A table of places, then what may be compared and what may not."""
    years = sorted(
        {match.group(0) for row in rows for column in row.row.values if (match := _YEAR.search(column))}
    )
    lead = (
        "| 地区 | 指标 | "
        + " | ".join(f"{year}年" for year in years)
        + " | 属性 |\n|"
        + " --- |" * (len(years) + 3)
    )
    statements = [Statement(lead, kind=StatementKind.LEAD)]
    for row in rows:
        cells = [_cell(row.row, year) for year in years]
        attribute = row.row.attribute or "未标明"
        text = f"| {catalogue.place_word(row.plan)} | {row.row.name if row.row.values else row.clause} | {' | '.join(cells)} | {attribute} |"
        statements.append(Statement(text, (ref_to_row(row.plan, row.row),), indicators=(claim(row),)))
    statements.append(Statement("", kind=StatementKind.LEAD))
    statements.extend(_extreme(rows, catalogue, compare))
    statements.extend(_cautions(rows))
    return statements


def _cell(row: IndicatorRow, year: str) -> str:
    column = next((column for column in row.values if year in column), None)
    return printed_value(row.values[column], row.unit) if column is not None else NO_COLUMN


def _extreme(rows: Sequence[FoundRow], catalogue: Catalogue, compare: str) -> list[Statement]:
    if compare not in ("highest", "lowest") or len({row.row.unit for row in rows}) > 1:
        return []
    values = [
        (value, row, column)
        for row in rows
        for column in list(row.row.values)[-1:]
        if (value := decimal_of(row.row.values[column])) is not None
    ]
    if len(values) < 2 or len({column for _, _, column in values}) > 1:
        return []
    value, row, column = (max if compare == "highest" else min)(values, key=lambda item: item[0])
    same = [other for other in values if other[0] == value]
    names = "、".join(catalogue.place_word(other[1].plan) for other in same)
    word = "最高" if compare == "highest" else "最低"
    text = f"{column_words(column, row.row)}{word}的是{names}：{printed_value(row.row.values[column], row.row.unit)}。"
    return [Statement(text, tuple(ref_to_row(other[1].plan, other[1].row) for other in same))]


def _cautions(rows: Sequence[FoundRow]) -> list[Statement]:
    """Differences that forbid a plain comparison."""
    differing: list[str] = []
    if len({row.row.unit for row in rows}) > 1:
        differing.append("计量单位")
    if len({row.row.name for row in rows}) > 1:
        differing.append("指标名称")
    if len({row.row.attribute for row in rows}) > 1:
        differing.append("指标属性")
    if len({tuple(row.row.values) for row in rows}) > 1:
        differing.append("年份")
    if not differing:
        return []
    return [Statement(reply("not_comparable", what="、".join(differing)), kind=StatementKind.LEAD)]


def _list(rows: Sequence[FoundRow], catalogue: Catalogue) -> list[Statement]:
    """Every row, by plan, with its number."""
    statements: list[Statement] = []
    for plan_id in dict.fromkeys(row.plan.id for row in rows):
        own = [row for row in rows if row.plan.id == plan_id]
        statements.append(
            Statement(
                f"**{catalogue.place_word(own[0].plan)}**共 {len(own)} 项：",
                kind=StatementKind.COUNT,
                counted=len(own),
            )
        )
        for number, row in enumerate(own, 1):
            statements.append(
                Statement(
                    f"{number}. {_short(row)}", (ref_to_row(row.plan, row.row),), indicators=(claim(row),)
                )
            )
    return statements


def _short(found: FoundRow) -> str:
    """市场主体总量：2020年8万户，2025年9.5万户（预期性）"""
    row = found.row
    if not row.values:
        area = f"{row.category}：" if row.category else ""
        return f"{area}{found.clause or row.text}"
    values = "，".join(
        f"{column_words(column, row).removesuffix('目标')}{_short_value(row, column)}"
        for column in row.values
    )
    return f"{row.name}：{values}{f'（{row.attribute}）' if row.attribute else ''}"


def _short_value(row: IndicatorRow, column: str) -> str:
    value = row.values[column].strip()
    return "未列数值" if value in EMPTY_VALUES else printed_value(value, row.unit)


def compose_indicator_list(turn: Turn, catalogue: Catalogue) -> Draft:
    rows = turn.facts.rows
    asked = turn.asked
    if not rows:
        return Draft(AnswerStatus.NOT_FOUND, (Statement(_no_rows(turn, catalogue), kind=StatementKind.LEAD),))
    if asked.ordinal is not None and asked.ordinal <= len(rows):
        row = rows[asked.ordinal - 1]
        return Draft(AnswerStatus.ANSWERED, (row_statement(row, catalogue.place_word(row.plan)),))
    return Draft(AnswerStatus.ANSWERED, tuple(_list(rows, catalogue)))


def _no_rows(turn: Turn, catalogue: Catalogue) -> str:
    places = "、".join(
        catalogue.place_word(catalogue.plans[plan_id])
        for plan_id in (turn.scope.plan_ids if turn.scope else ())
    )
    what = f"{turn.asked.attribute or ''}指标"
    return reply("list_is_empty", places=places, what=what)

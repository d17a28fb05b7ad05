"""Saying the values of an indicator row as they are printed."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answering.turn import FoundRow
from ingest.number_grammar import find_quantities, read_cell
from ingest.plan import IndicatorRow
from ingest.tables.column_headings import SEVERAL_COLUMNS, measure_under

NO_VALUE = "表中未给出数值"
NO_COLUMN = "—"
"""In a table of several places: this place's table has no such year."""
YEAR = re.compile(r"(?:19|20)\d\d")
"""2025"""
_RESULT_WORD = re.compile(r"实际值|完成值|基值|基期值|现状值|目标值")
"""2020年实际值"""
_VALUE_AND_NOTE = re.compile(
    r"^(?P<value>[<>≤≥＜＞约]?\s*[\d.,]+(?:\s*[-–—~～至]\s*[\d.,]+)?%?)\s*(?P<about>左右|上下|及?以[上下内])?\s*(?P<note>[（(].*)?$"
)
"""29（含提名奖）, also with its last bracket lost; 55左右; 30–35"""

_BRACKETS = "[]〔〕【】［］ "
"""〔14〕: by square brackets plans mean the sum of all years; [14] would read as a citation's mark."""


def printed_value(value: str, unit: str | None) -> str:
    """9.5 + 万户 → 9.5万户; 29(含提名奖 + 家 → 29家（含提名奖）; — → said to be empty."""
    text = value.strip()
    if not text or read_cell(text).missing:
        return f"{NO_VALUE}（“{text}”）" if text else NO_VALUE
    cell = read_cell(text)
    if cell.cumulative and cell.number is not None and text[0] in _BRACKETS:
        return f"{text.strip(_BRACKETS)}{'' if cell.unit else unit or ''}（累计）"
    match = _VALUE_AND_NOTE.match(text)
    if match is None:
        return text
    number = match.group("value").strip()
    inner = (match.group("note") or "").strip("（()） ")
    note = f"（{inner}）" if inner else ""
    about = match.group("about") or ""
    return f"{number}{'' if number.endswith('%') else unit or ''}{about}{note}"


def column_words(column: str, row: IndicatorRow) -> str:
    """How an answer calls a column: 2025年目标, 2020年实际值."""
    if SEVERAL_COLUMNS in column:
        return f"{column.replace(SEVERAL_COLUMNS, '、')}合为一格（未分栏）"
    year = YEAR.search(column)
    if year is None or not column.isdigit():
        return column
    heading = next((cell for cell in row.header if year.group(0) in cell), "")
    word = _RESULT_WORD.search(heading)
    if word is not None:
        return f"{year.group(0)}年{word.group(0)}"
    last = max((match.group(0) for name in row.values if (match := YEAR.search(name))), default="")
    is_target = not row.is_result and len(row.values) > 1 and year.group(0) == last
    return f"{year.group(0)}年{'目标' if is_target else ''}"


def value_in(row: IndicatorRow, column: str) -> str:
    """The value of a column with its measure, as printed."""
    value = row.values[column]
    return printed_value(value, measure_under(column, row.unit, cumulative=read_cell(value).cumulative))


def column_sentence(row: IndicatorRow, column: str) -> str:
    """2025年目标为9.5万户"""
    value = value_in(row, column)
    return f"{column_words(column, row)}{'' if value.startswith(NO_VALUE) else '为'}{value}"


def last_value(found: FoundRow) -> tuple[Decimal, str, str, str] | None:
    """(number, sign, unit of measure, words) of a row's last year or only value, or of the clause that states its target."""
    row = found.row
    if row.values:
        years = [column for column in row.values if column.isdigit()]
        if not years and len(row.values) > 1:
            return None
        column = (years or list(row.values))[-1]
        cell = read_cell(row.values[column])
        if cell.number is None or cell.note:
            return None
        measure = cell.unit or measure_under(column, row.unit, cumulative=cell.cumulative) or ""
        return cell.number, cell.op, measure, value_in(row, column)
    quantities = find_quantities(found.clause)
    if len(quantities) != 1:
        return None
    (quantity,) = quantities
    return quantity.number, quantity.op, quantity.unit, quantity.raw

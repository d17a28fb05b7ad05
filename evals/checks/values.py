"""Exactness of values (数值准确): number, unit of measure, year and attribute, each expected value counted alone.

The text must state the value; a structured indicator of that name must state it too, with its year, unit and attribute.
"""

from __future__ import annotations

from assistant.answer import Answer, AnswerStatus, IndicatorInAnswer
from evals.checks.check import Check, Places, share
from evals.checks.numbers import states, with_measure, wordings
from evals.questions.gold import GoldQuestion, Value
from evals.words import fold, fold_title, fold_value, years_of


def values(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    expected = question.expect.values
    if not expected or answer.status is not AnswerStatus.ANSWERED:
        return None
    problems = [problem for value in expected if (problem := _problem(value, answer))]
    return share("values", len(expected), problems)


def _problem(value: Value, answer: Answer) -> str | None:
    wanted = (
        f"{value.region or ''}{value.name or ''} {value.year or ''} {value.value}{value.unit or ''}".strip()
    )
    accepted = (value.value, *value.accept, with_measure(value.value, value.unit or ""))
    if not any(states(answer.answer, each) for each in accepted):
        return f"{wanted}: not stated"
    text = fold(answer.answer)
    if value.unit and fold(value.unit) not in text:
        return f"{wanted}: the unit of measure is not stated"
    if value.attribute and fold(value.attribute) not in text:
        return f"{wanted}: the attribute {value.attribute} is not stated"
    rows = [row for row in answer.indicators if _same_row(value, row)]
    if rows and not any(_row_agrees(value, row) for row in rows):
        return f"{wanted}: the structured indicator says {dict(rows[0].values)} {rows[0].unit} {rows[0].attribute}"
    return None


def _same_row(value: Value, row: IndicatorInAnswer) -> bool:
    if not value.name or fold_title(value.name) != fold_title(row.name):
        return False
    return value.region is None or fold(row.region) == fold(value.region)


def _row_agrees(value: Value, row: IndicatorInAnswer) -> bool:
    if value.unit and row.unit and fold(row.unit) != fold(value.unit):
        return False
    if value.attribute and fold(row.attribute) != fold(value.attribute):
        return False
    if not value.year or value.computed:
        return True
    printed = {(years_of(column) or (column,))[0]: fold_value(text) for column, text in row.values.items()}
    accepted = {wording for each in (value.value, *value.accept) for wording in wordings(each)}
    return value.year not in printed or printed[value.year] in accepted

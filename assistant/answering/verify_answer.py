"""Step 7: nothing is shown that does not stand in its cited place. What fails is taken out.

A worded answer with a sentence that fails gives way to the composed one; a composed answer left without any fact becomes
"not found".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.answer import AnswerStatus
from assistant.answering.checking.check_sentence import problem_of, strays_from_source
from assistant.answering.checking.supports import YEAR, Support
from assistant.answering.composing.say_values import NO_COLUMN
from assistant.answering.fold_text import fold
from assistant.answering.turn import Draft, IndicatorClaim, Ref, Statement, StatementKind, Turn
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import IndicatorRow, TaskItem
from prompts import reply

_TABLE_HEAD = re.compile(r"^\|(?P<cells>.+)\|\n\|[\s\-|]+\|$")
"""| 地区 | 2020年 |\\n| --- | --- |"""

_GIVES_WORDS = re.compile(r"^(?:-|\d+\.) |提出：|^(?!目标最)[^：“|（]{1,12}：")
"""- 推行一窗通办。 3. 完善市场准入制度 云陵市在“一、…”中提出：… 云陵市：推行一窗通办。"""


def verify_answer(turn: Turn, catalogue: Catalogue, switched_on: bool = True) -> Turn:
    if turn.draft is None or turn.scope is None:
        raise RuntimeError("compose_answer has not run")
    if not switched_on:
        return turn.grow("verify_answer", "switched off", result=turn.draft)
    checked, problems = check_draft(turn.draft, catalogue, turn.scope.plan_ids)
    return turn.grow("verify_answer", problems or "all statements stand in their places", result=checked)


def check_draft(draft: Draft, catalogue: Catalogue, plan_ids: Sequence[str]) -> tuple[Draft, list[str]]:
    """(the draft without statements that fail, what was wrong with them)."""
    problems: list[str] = []
    kept: list[Statement] = []
    allowed = frozenset(plan_ids)
    columns: tuple[str, ...] = ()
    facts = 0
    for statement in draft.statements:
        columns = table_columns(statement.text) or columns
        if statement.kind is not StatementKind.FACT:
            kept.append(statement)
            continue
        facts += 1
        problem = _problem(statement, columns, catalogue, allowed)
        if problem is None:
            kept.append(statement)
        else:
            problems.append(f"{problem}: {statement.text[:60]}")
    if facts and len(problems) == facts:
        return Draft(
            AnswerStatus.NOT_FOUND, (Statement(reply("nothing_verified"), kind=StatementKind.LEAD),)
        ), problems
    return (replace(draft, statements=tuple(_recounted(kept, draft))), problems) if problems else (draft, [])


def table_columns(text: str) -> tuple[str, ...]:
    """The headings of a table's head; empty for any other text."""
    head = _TABLE_HEAD.match(text)
    return () if head is None else tuple(cell.strip() for cell in head.group("cells").split("|"))


def _problem(
    statement: Statement,
    columns: Sequence[str],
    catalogue: Catalogue,
    plan_ids: Collection[str],
) -> str | None:
    if any(ref.plan.id not in plan_ids for ref in statement.refs):
        return "cites a plan outside the scope"
    supports = supports_of(statement.refs, catalogue)
    text = _row_in_words(statement.text, columns) if statement.text.startswith("|") else statement.text
    return (
        problem_of(text, supports, places=catalogue.places_said(text))
        or _claims(statement, supports)
        or (strays_from_source(statement.text, supports) if _gives_words(statement) else None)
    )


def _gives_words(statement: Statement) -> bool:
    """Whether a statement gives the source's own words: an item of a list, or what a place 提出."""
    return not statement.indicators and bool(_GIVES_WORDS.search(statement.text))


def supports_of(refs: Sequence[Ref], catalogue: Catalogue) -> list[Support]:
    return [Support(ref, catalogue.index(ref.plan.id)) for ref in refs]


def _row_in_words(row: str, columns: Sequence[str]) -> str:
    """A table row with its headings: 地区云陵市；2020年8万户；…"""
    cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
    return "；".join(
        f"{column if YEAR.search(column) else ''}{cell}"
        for column, cell in zip(columns, cells, strict=False)
        if cell != NO_COLUMN
    )


def _claims(statement: Statement, supports: Sequence[Support]) -> str | None:
    """The structured parts must say what the cited records say."""
    tasks = [support.record for support in supports if isinstance(support.record, TaskItem)]
    for unit in statement.units:
        assigned = (assignment for task in tasks for assignment in task.units)
        if not any((a.name, a.role, a.basis) == (unit.name, unit.role, unit.basis) for a in assigned):
            return f"unit claim {unit.name} does not stand in the cited task"
        if not any(task.title == unit.task for task in tasks):
            return f"unit claim {unit.name} is of another task"
    rows = [support.record for support in supports if isinstance(support.record, IndicatorRow)]
    for claim in statement.indicators:
        if not any(_says(row, claim) for row in rows):
            return f"indicator claim {claim.name} does not stand in the cited row"
    return None


def _says(row: IndicatorRow, claim: IndicatorClaim) -> bool:
    """Whether a row is what a claim says: its name, unit of measure, values and attribute, or the target in its words."""
    if not row.values and not claim.values:
        return fold(claim.name) in fold(row.text or row.name) and row.attribute == claim.attribute
    return (row.name, row.unit, dict(row.values), row.attribute) == (
        claim.name,
        claim.unit,
        dict(claim.values),
        claim.attribute,
    )


def _recounted(kept: list[Statement], draft: Draft) -> list[Statement]:
    """Lines that count items are left out where an item was taken out: a wrong total is worse than none."""
    if len(kept) == len(draft.statements):
        return kept
    return [statement for statement in kept if statement.kind is not StatementKind.COUNT]

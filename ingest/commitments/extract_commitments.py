"""Numeric commitments (量化承诺) in running text, boxes and rows that are sentences: what, operator, value, unit, deadline.

A number counts as a target only where its sentence says so: a verb of building or reaching governs it, or a rate or amount
stands right before it. A number that describes something ("20人以上企业", "65岁以上老人") is left out. Figures of the past
period are kept and marked as results.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.commitments.commitment_places import Statement, statements_of
from ingest.commitments.commitment_words import (
    BOUND_OF,
    LIST_JOINT,
    NO_NAME,
    PAST,
    PAST_TOTAL,
    SENTENCE,
    VERB_ALONE,
    operator_of,
)
from ingest.commitments.deadline_words import PARAGRAPH_DEADLINE, deadline_of, year_of
from ingest.commitments.name_measured import (
    LONGEST_WHAT,
    SINCE,
    describes,
    goes_on_behind,
    name_before,
    name_behind,
    what_is_measured,
)
from ingest.commitments.read_quantities import CLAUSE_BORDER, in_turn, quantities_of
from ingest.number_grammar import Quantity, find_quantities
from ingest.outline.build_outline import Outline
from ingest.outline.heading_grammar import CIRCLED_MARK
from ingest.plan import Commitment, IndicatorRow, Plan
from ingest.source import RepairedText, SourceText

LONGEST_CLAUSE = 160


def extract_commitments(
    outline: Outline, indicators: Sequence[IndicatorRow], plan: Plan, source: SourceText
) -> tuple[Commitment, ...]:
    """All commitments in document order. Rows of ``indicators`` that are sentences are found in the outline's tables."""
    sentence_rows = {row.source.start: row for row in indicators if row.text}
    found: list[Commitment] = []
    for statement in statements_of(outline, sentence_rows, plan):
        for words, what, op, value, unit, deadline, past in _read_statement(statement, plan):
            low, high = words.source_range()
            found.append(
                Commitment(
                    id=f"{plan.id}:c{len(found) + 1}",
                    section=statement.section,
                    text=words.text,
                    what=what,
                    op=op,
                    value=value,
                    unit=unit,
                    deadline=deadline,
                    source=source.span(low, high),
                    is_result=statement.is_result or past,
                )
            )
    return tuple(found)


Reading = tuple[RepairedText, str, str, str, str | None, str | None, bool]


def _read_statement(statement: Statement, plan: Plan) -> Iterator[Reading]:
    carried = statement.deadline
    text = statement.words.text
    before: str | None = None
    for match in SENTENCE.finditer(text):
        if CIRCLED_MARK.fullmatch(text, max(0, match.start() - 1), match.start()):
            carried = statement.deadline
        words = statement.words.slice(*match.span()).strip()
        opening = PARAGRAPH_DEADLINE.match(words.text)
        if opening:
            carried = opening["date"]
        for reading in _read_sentence(words, carried, before, statement, plan):
            before = reading[1]
            yield reading
        before = before if words.text.endswith(("；", ";")) else None


def _read_sentence(
    words: RepairedText, carried: str | None, before: str | None, statement: Statement, plan: Plan
) -> Iterator[Reading]:
    """``before`` is the thing of the sentence before a semicolon: 到2018年，建成水厂12座；到2020年，达到20座."""
    text = words.text
    quantities = quantities_of(text)
    if not quantities:
        return
    past = bool(PAST.search(text)) or (not statement.sets_targets and bool(PAST_TOTAL.search(text)))
    before_is: str | None = None
    previous_end = 0
    behind = False
    # whether the thing of the number before stands behind it
    turns = in_turn(text, quantities)
    for quantity in quantities:
        start = _clause_start(text, quantity.start, previous_end)
        left = text[start : quantity.start]
        right = text[quantity.end : _clause_end(text, quantity.end)]
        member = behind and goes_on_behind(left, right, quantity)
        if describes(left, right, quantity) and not member:
            continue
        left, quantity = _bound_of_share(left, quantity)
        listed = (before_is is not None and start <= previous_end) or bool(
            before_is is not None and LIST_JOINT.match(text, previous_end)
        )
        what = what_is_measured(
            left, right, quantity, listed=listed, plain=statement.sets_targets and not past
        )
        if member:
            what = name_behind(right)
        behind = what is not None and what == name_behind(right)
        turn = turns.get(quantity.start)
        if turn is not None:
            quantity = replace(quantity, op=turn.first.op if quantity.op == "=" else quantity.op)
            left = text[_clause_start(text, turn.first.start, 0) : turn.first.start]
            what = name_before(turn.name) if turn.name else (before_is or what)
        previous_end = quantity.end
        if what is not None and (NO_NAME.fullmatch(what) or VERB_ALONE.fullmatch(what)):
            what = before_is or _clause_before(text, start) or before or what or None
        before_is = what
        if what is None:
            continue
        if quantity.op == "<=" and what == SINCE:
            what = name_behind(text[quantity.end :].lstrip("，, 将"))[:LONGEST_WHAT] or what
        deadline = turn.date if turn and turn.date else deadline_of(text, quantity, left, carried, quantities)
        year = year_of(deadline)
        over = bool(year and plan.period and year < plan.period[0])
        ahead = bool(year and plan.period and year >= plan.period[0])
        yield (
            words,
            what,
            operator_of(left, quantity.op, right, quantity.measure),
            quantity.printed,
            quantity.unit or None,
            deadline,
            over or (past and not ahead),
        )


def _bound_of_share(left: str, quantity: Quantity) -> tuple[str, Quantity]:
    """不超过总造价的|40%: the bound right before the number, and the number bounded by it."""
    match = BOUND_OF.search(left) if quantity.measure == "%" and quantity.op == "=" else None
    if match is None:
        return left, quantity
    op = ">=" if match["bound"] in ("不低于", "不少于") else "<="
    return left[: match.end("bound")], replace(quantity, op=op)


def _clause_before(text: str, start: int) -> str | None:
    """The thing that the clause before names: 统筹安排专项资金，三年累计不少于9亿元; 对8座水库实施加固，2022年完成3座."""
    end = start - 1
    name = name_before(text[_clause_start(text, end, 0) : end]) if end > 0 else ""
    counted = find_quantities(name)
    return (name[counted[0].end :] if counted and counted[0].start == 0 else name) or None


def _clause_start(text: str, at: int, floor: int) -> int:
    low = max(floor, at - LONGEST_CLAUSE)
    borders = [match.end() for match in CLAUSE_BORDER.finditer(text, low, at)]
    return borders[-1] if borders else low


def _clause_end(text: str, at: int) -> int:
    high = min(len(text), at + LONGEST_CLAUSE)
    match = CLAUSE_BORDER.search(text, at, high)
    return match.start() if match else high

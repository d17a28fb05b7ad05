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
    BUILD_VERB,
    GROWN_CLAUSE,
    LIST_JOINT,
    MEMBER_JOINT,
    NEW,
    NO_NAME,
    PAST,
    PAST_TOTAL,
    SENTENCE,
    VERB_ALONE,
    VERB_ALONE_END,
    VERBS_IN_FRONT,
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
    before: list[str] = []
    for match in SENTENCE.finditer(text):
        if CIRCLED_MARK.fullmatch(text, max(0, match.start() - 1), match.start()):
            carried = statement.deadline
        sentence = match[0].strip()
        opening = PARAGRAPH_DEADLINE.match(sentence)
        if opening:
            carried = opening["date"]
        readings: list[Reading] = []
        if quantities := quantities_of(sentence):
            words = statement.words.slice(*match.span()).strip()
            readings += _read_sentence(words, quantities, carried, before, statement, plan)
        yield from readings
        before = [what for _, what, *_ in readings] or before if sentence.endswith(("；", ";")) else []


def _read_sentence(
    words: RepairedText,
    quantities: Sequence[Quantity],
    carried: str | None,
    before: Sequence[str],
    statement: Statement,
    plan: Plan,
) -> Iterator[Reading]:
    """``before`` are the things of the sentence before a semicolon: 到2018年，建成水厂12座；到2020年，达到20座."""
    text = words.text
    past = bool(PAST.search(text)) or (not statement.sets_targets and bool(PAST_TOTAL.search(text)))
    before_is: str | None = None
    whole: str | None = None
    previous_end = 0
    behind = False
    # whether the thing of the number before stands behind it
    turns = in_turn(text, quantities, before)
    new = False
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
        op = operator_of(left, quantity.op, right, quantity.measure)
        if op == "=" and new and _is_next_member(text[previous_end : quantity.start]):
            op = "+"
        new = op == "+" and (new or bool(NEW.search(left)))
        turn = turns.get(quantity.start)
        if turn is not None:
            quantity = replace(quantity, op=turn.first.op if quantity.op == "=" else quantity.op)
            left = text[_clause_start(text, turn.first.start, 0) : turn.first.start]
            op = operator_of(left, quantity.op, right, quantity.measure)
            what = name_before(turn.name) + turn.thing if turn.name else (before_is or what)
        whole = before_is if "其中" in text[previous_end : quantity.start] else whole
        previous_before, previous_end = previous_end, quantity.end
        if what is not None and (NO_NAME.fullmatch(what) or VERB_ALONE.fullmatch(what)):
            own = _grown_before(text, previous_before, start) or before_is or _clause_before(text, start)
            what = _part_of(whole, left) or own or (before[-1] if before else what) or None
        before_is = what
        if what is None:
            continue
        if quantity.op == "<=" and what == SINCE:
            what = name_behind(text[quantity.end :].lstrip("，, 将"))[:LONGEST_WHAT] or what
        deadline = turn.date if turn and turn.date else deadline_of(text, quantity, left, carried, quantities)
        is_result = _is_over(deadline, plan, past=past)
        yield words, what, op, quantity.printed, quantity.unit or None, deadline, is_result


def _is_over(deadline: str | None, plan: Plan, *, past: bool) -> bool:
    """Whether a date lies before the plan's period (before the year of issue where it has none); without a year the words
    of the sentence tell (``past``)."""
    year = year_of(deadline)
    dated = plan.issued or plan.published
    first = plan.period[0] if plan.period else int(dated[:4]) if dated else None
    return year < first if year and first else past


def _part_of(whole: str | None, left: str) -> str | None:
    """筹集住房3000套，其中新建|1200套: the thing of the whole with the verb of the part."""
    part = VERB_ALONE_END.search(left) if whole else None
    return part["verb"] + VERBS_IN_FRONT.sub("", whole) if part and whole else None


def _is_next_member(between: str) -> bool:
    """新增规上企业15家|、专精特新企业|8家: a member of a list without a verb of its own."""
    return MEMBER_JOINT.match(between) is not None and not BUILD_VERB.search(between)


def _grown_before(text: str, previous_end: int, start: int) -> str | None:
    """The thing that a clause without a number says grows: 城镇化水平稳步提升，|达到65%."""
    clause = _clause_start(text, start - 1, previous_end) if start > previous_end else start
    grown = GROWN_CLAUSE.match(text, clause, start)
    return name_before(grown["name"]) or None if grown else None


def _bound_of_share(left: str, quantity: Quantity) -> tuple[str, Quantity]:
    """不超过总造价的|40%: the bound right before the number, and the number bounded by it."""
    match = BOUND_OF.search(left) if quantity.measure in ("%", "倍") and quantity.op == "=" else None
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

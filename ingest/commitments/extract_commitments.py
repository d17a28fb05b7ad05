"""Numeric commitments (量化承诺) in running text, boxes and rows that are sentences: what, operator, value, unit, deadline.

A number counts as a target only where its sentence says so: a verb of building or reaching governs it, or a rate or amount
stands right before it. A number that describes something ("20人以上企业", "65岁以上老人") is left out. Figures of the past
period are kept and marked as results.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.commitments.commitment_places import Statement, statements_of
from ingest.commitments.commitment_words import (
    BARE_NUMBER,
    BASE_VALUE,
    BASE_VALUE_END,
    BEFORE_GROWTH,
    BUILD_VERB,
    BUILD_VERB_END,
    CHINESE_DIGITS,
    CLAUSE_BORDER,
    COMPARED_WITH,
    COMPARISON,
    DEADLINE,
    DESCRIBED_NEXT,
    DESCRIBING_AFTER,
    DESCRIPTION,
    DONE_WITHIN,
    ENDING_DATE,
    GROWTH_END,
    LATER_DEADLINE,
    LEADING_WORDS,
    LIST_JOINT,
    MEASURED_NOUN_END,
    NAME_JOINT,
    NO_NAME,
    OBJECT_END,
    PARAGRAPH_DEADLINE,
    PAST,
    QUOTES,
    REACH_END,
    RESPECTIVELY,
    SENTENCE,
    SINCE_END,
    TIME_MEASURES,
    VALUE_JOINT,
    YEAR_LIMIT,
    operator_of,
)
from ingest.number_grammar import Quantity, find_quantities
from ingest.outline.build_outline import Outline
from ingest.plan import Commitment, IndicatorRow, Plan
from ingest.read_dates import period_of
from ingest.source import RepairedText, SourceText
from ingest.tables.column_headings import YEAR

LONGEST_CLAUSE = 160
DATE_REACH = 400
LONGEST_WHAT = 30
SHORTEST_WHAT = 4
UNCOUNTED_MEASURES = frozenset({"岁", "周岁"})
"""Measures that describe whom something is for, or when it is, rather than a target."""


_SINCE = "时限"


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
    for match in SENTENCE.finditer(statement.words.text):
        words = statement.words.slice(*match.span()).strip()
        opening = PARAGRAPH_DEADLINE.match(words.text)
        if opening:
            carried = opening["date"]
        yield from _read_sentence(words, carried, plan)


def _read_sentence(words: RepairedText, carried: str | None, plan: Plan) -> Iterator[Reading]:
    text = words.text
    past = bool(PAST.search(text))
    before_is: str | None = None
    previous_end = 0
    quoted = [match.span() for match in QUOTES.finditer(text)]
    quantities = _quantities(text)
    shared = _respectively(text, quantities)
    for quantity in quantities:
        if _is_inside(quantity, quoted):
            continue
        left = text[_clause_start(text, quantity.start, previous_end) : quantity.start]
        right = text[quantity.end : _clause_end(text, quantity.end)]
        if _describes(left, right, quantity):
            continue
        listed = before_is is not None and bool(LIST_JOINT.match(text, previous_end))
        what = _what(left, right, quantity, listed)
        if quantity.start in shared:
            what, first = shared[quantity.start]
            quantity = replace(quantity, op=first.op if quantity.op == "=" else quantity.op)
            left = text[_clause_start(text, first.start, 0) : first.start]
        previous_end = quantity.end
        if what is not None and NO_NAME.fullmatch(what):
            what = before_is or None
        before_is = what
        if what is None:
            continue
        if quantity.op == "<=" and what == _SINCE:
            what = _named_after(text[quantity.end :].lstrip("，, 将")) or what
        deadline = _deadline(text, quantity) or carried
        year = _year_of(deadline)
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


def _respectively(text: str, quantities: Sequence[Quantity]) -> dict[int, tuple[str, Quantity]]:
    """By the place of a number: which of the names before 分别 it belongs to, and the first number of its list, whose words of
    reaching hold for all. Empty where names and numbers do not match in count."""
    found: dict[int, tuple[str, Quantity]] = {}
    for match in RESPECTIVELY.finditer(text):
        listed = [quantity for quantity in quantities if quantity.start >= match.end()]
        if not listed or CLAUSE_BORDER.search(text, match.end(), listed[0].start):
            continue
        count = 1
        while count < len(listed) and VALUE_JOINT.match(text[listed[count - 1].end : listed[count].start]):
            count += 1
        names = [_named(name) for name in NAME_JOINT.split(match["names"])]
        if count > 1 and len(names) == count and all(names):
            for name, quantity in zip(names, listed[:count], strict=True):
                found[quantity.start] = (name, listed[0])
    return found


def _is_inside(quantity: Quantity, quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether a number stands in quotation marks: a slogan or a name (“3个100%”)."""
    at = bisect_right(quoted, (quantity.start, 0)) - 1
    return at >= 0 and quoted[at][0] < quantity.start and quantity.end < quoted[at][1]


def _quantities(text: str) -> list[Quantity]:
    """Quantities with a measure, and bare numbers where the source lost it or the sentence bounds one (控制在0.24以下)."""
    measured = find_quantities(text)
    taken = [(quantity.start, quantity.end) for quantity in measured]
    for match in BARE_NUMBER.finditer(text):
        low, high = match.span("number")
        if any(start < high and low < end for start, end in taken):
            continue
        measured.append(
            Quantity.bare(match["number"], low, match.end(), match["before"] or "", match["after"] or "")
        )
    for match in YEAR_LIMIT.finditer(text):
        low, high = match.span("number")
        bounded = Quantity.bare(match["number"], low, match.end(), match["before"])
        measured.append(replace(bounded, measure="年"))
    return sorted(measured, key=lambda quantity: quantity.start)


def _clause_start(text: str, at: int, floor: int) -> int:
    low = max(floor, at - LONGEST_CLAUSE)
    borders = [match.end() for match in CLAUSE_BORDER.finditer(text, low, at)]
    return borders[-1] if borders else low


def _clause_end(text: str, at: int) -> int:
    high = min(len(text), at + LONGEST_CLAUSE)
    match = CLAUSE_BORDER.search(text, at, high)
    return match.start() if match else high


def _describes(left: str, right: str, quantity: Quantity) -> bool:
    """Whether a number only says which things are meant: "年营业收入5000万元以上的机构", "50平方公里以下河流"."""
    is_date = quantity.measure == "日" and left.endswith("月")
    if quantity.measure in UNCOUNTED_MEASURES or is_date or BASE_VALUE_END.search(left):
        return True
    if REACH_END.search(left.rstrip()):
        return False
    bounded = quantity.raw.endswith(("以上", "以下", "以内", "内"))
    return bounded and bool(DESCRIBED_NEXT.match(right)) and quantity.measure not in TIME_MEASURES


def _what(left: str, right: str, quantity: Quantity, listed: bool) -> str | None:
    """The thing measured, "" where the clause goes on about the thing before, ``None`` where the number is no target."""
    bare_left = left.rstrip()
    reached = REACH_END.search(bare_left)
    thing = bare_left[: reached.start()] if reached else bare_left
    growth = GROWTH_END.search(thing)
    thing = BEFORE_GROWTH.sub("", thing[: growth.start()]) if growth else thing
    built = BUILD_VERB_END.search(thing)
    timed = quantity.measure in TIME_MEASURES
    counted = (
        quantity.printed[:1] not in CHINESE_DIGITS or timed or quantity.measure == "%" or reached or built
    )
    if not counted:
        return None
    named = _named(thing)
    if OBJECT_END.search(bare_left) and right.strip():
        return _named_after(right)
    if right.startswith("的") and (built or (named and len(named) < SHORTEST_WHAT)):
        return _named_after(right)
    if reached or growth:
        return named or _named_after(right)
    if built:
        return named if not right.strip() or right.startswith("、") else _named_after(right)
    if timed and quantity.op == "<=" and SINCE_END.search(thing):
        return _SINCE
    if timed and DONE_WITHIN.match(right) and quantity.op in ("<=", "="):
        return named or _named_after(right)
    if DESCRIBING_AFTER.match(right) and not MEASURED_NOUN_END.search(thing):
        return None
    bounded_rate = quantity.op != "=" and bool(left) and quantity.measure == "%"
    if MEASURED_NOUN_END.search(thing) or BUILD_VERB.search(thing) or bounded_rate or (listed and named):
        return named
    return None


def _named(left: str) -> str:
    """What stands before the number, without dates, verbs, comparisons and adverbs in front."""
    name = COMPARISON.sub("", BASE_VALUE.sub("", DESCRIPTION.sub("", left)))
    while True:
        shorter = LEADING_WORDS.sub("", name)
        if shorter == name:
            break
        name = shorter
    dates = [match.end() for match in DEADLINE.finditer(name) if len(name) - match.end() >= SHORTEST_WHAT]
    name = name[dates[-1] :] if dates else ENDING_DATE.sub("", name)
    verbs = [match for match in BUILD_VERB.finditer(name) if match.end() < len(name)]
    if verbs:
        name = name[verbs[-1].end() :] if len(name) > LONGEST_WHAT or verbs[-1].start() == 0 else name
    return _trimmed(name)


def _trimmed(name: str) -> str:
    name = BEFORE_GROWTH.sub("", name.strip(" 的、，,:：;；")).strip(" 的、，,:：;；和与及各均分别约共—–-")
    if len(name) > LONGEST_WHAT:
        name = name[-LONGEST_WHAT:]
        border = min((at for at in (name.find("、"), name.find("”")) if 0 <= at < len(name) // 2), default=-1)
        name = name[border + 1 :]
    if name.count("“") != name.count("”"):
        name = name.replace("“", "").replace("”", "")
    return name


def _named_after(right: str) -> str:
    return right.lstrip("的以上左右余多 、")[:LONGEST_WHAT].strip(" 的、。；")


def _year_of(deadline: str | None) -> int | None:
    year = YEAR.search(deadline or "")
    if year:
        return int(year[1])
    period = period_of(deadline or "")
    return period[1] if period else None


def _deadline(text: str, quantity: Quantity) -> str | None:
    """The last date before the number; without one, a date behind it that the sentence sets ("…10家，到2023年全面完成")."""
    low = max(0, quantity.start - DATE_REACH)
    dates = [
        match["date"]
        for match in DEADLINE.finditer(text, low, quantity.start)
        if not COMPARED_WITH.search(text, low, match.start("date"))
    ]
    if dates:
        return dates[-1]
    behind = LATER_DEADLINE.search(text, quantity.end, quantity.end + DATE_REACH)
    return behind["date"] if behind else None

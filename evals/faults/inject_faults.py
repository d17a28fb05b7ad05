"""Making a statement of an answer false, in the ways in which answers about plans go wrong.

Each function takes a statement that stands in its place and yields statements that do not. What is false is decided by the
records, never by the check that is to find it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from random import Random

from assistant.answering.fold_text import fold
from assistant.answering.turn import Ref, Statement, UnitClaim
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.number_grammar import read_cell
from ingest.plan import Basis, Commitment, IndicatorRow, Passage, RecordType, Role, TaskItem


class Fault(StrEnum):
    """What is made wrong."""

    OTHER_VALUE = "另一地区的数值"
    OTHER_YEAR = "另一年份"
    MAGNITUDE = "万与亿"
    ATTRIBUTE = "预期性与约束性"
    ROLE = "责任与配合"
    INVENTED_UNIT = "编造的单位"
    WRONG_PLACE = "出处张冠李戴"


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|\b)")
"""2025年"""
_MAGNITUDE = re.compile(r"(?<=\d)(\s*)([万亿])")
"""9.5万户"""
_DIGITS = r"(?<![\d.])%s(?![\d.])"
_ROLE_WORDS = {"责任单位": "配合单位", "配合单位": "责任单位", "牵头": "配合", "配合": "牵头"}
_ROLE_WORD = re.compile("责任单位|配合单位|牵头|配合")
_ATTRIBUTES = {"预期性": "约束性", "约束性": "预期性"}
_INVENTED = ("云澜产业发展局", "区云澜办", "云澜市数字经济委员会")
_QUOTED = re.compile(r"“(.+?)”(?=的“|[。：]|$)")
"""最接近的内容见云陵市“二、主要任务”的“推行一窗通办”。"""
_LIST_MARK = re.compile(r"^(?:[-*]\s+|\d+\.\s+)?")
_PLACES_TRIED = 4


@dataclass(frozen=True, slots=True)
class Case:
    """A true statement with the table it may be a row of."""

    statement: Statement
    columns: tuple[str, ...]
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Injected:
    """A false statement."""

    fault: Fault
    statement: Statement
    columns: tuple[str, ...]


def inject(case: Case, random: Random) -> Iterator[Injected]:
    """Every fault that fits the statement, each in one or a few places."""
    for fault, make in _MAKERS.items():
        for statement, columns in make(case, random):
            yield Injected(fault, statement, columns)


Faulty = Iterator[tuple[Statement, tuple[str, ...]]]


def _record(case: Case, ref: Ref) -> TaskItem | IndicatorRow | Commitment | Passage | None:
    return case.catalogue.index(ref.plan.id).by_id.get(ref.record_id)


def _rows(case: Case) -> list[IndicatorRow]:
    return [row for ref in case.statement.refs if isinstance(row := _record(case, ref), IndicatorRow)]


def _numbers(values: Mapping[str, str]) -> set[str]:
    return {str(number) for value in values.values() if (number := read_cell(value).number) is not None}


def _other_value(case: Case, random: Random) -> Faulty:
    """A value of the row as that of another plan's row: of the same name where there is one."""
    text = case.statement.text
    for row in _rows(case):
        own = _numbers(row.values)
        for number in sorted(own):
            places = list(re.finditer(_DIGITS % re.escape(number), text))
            other = _value_elsewhere(case, row, own, random)
            if places and other is not None:
                start, end = places[0].span()
                yield replace(case.statement, text=f"{text[:start]}{other}{text[end:]}"), case.columns


def _value_elsewhere(case: Case, row: IndicatorRow, own: set[str], random: Random) -> str | None:
    plans = {ref.plan.id for ref in case.statement.refs}
    others = [
        other
        for plan_id in case.catalogue.plans
        if plan_id not in plans
        for other in case.catalogue.index(plan_id).records.indicators
        if other.values
    ]
    same = [other for other in others if other.name == row.name or other.unit == row.unit]
    values = sorted(set().union(*(_numbers(other.values) for other in same or others)) - own)
    return random.choice(values) if values else None


def _other_year(case: Case, random: Random) -> Faulty:
    """The years of a row's values change places; in other sentences a year becomes one that its place does not name."""
    text = case.statement.text
    rows = _rows(case)
    if case.columns and text.startswith("|"):
        yield from _swapped_heads(case, rows)
        return
    years = sorted(set(_YEAR.findall(text)))
    if rows and years:
        values = {
            m.group(0): value
            for row in rows
            for column, value in row.values.items()
            if (m := _YEAR.search(column))
        }
        if not any(re.search(_DIGITS % re.escape(number), text) for number in _numbers(values)):
            return
        for year in years:
            for other in values:
                if year in values and read_cell(values[year]).number != read_cell(values[other]).number:
                    yield replace(case.statement, text=_swapped(text, year, other)), case.columns
        return
    words = "".join(ref.quote for ref in case.statement.refs)
    for year in years:
        other = str(int(year) - 5)
        if year in words and other not in words:
            yield replace(case.statement, text=text.replace(year, other)), case.columns


def _swapped(text: str, one: str, two: str) -> str:
    turned = {one: two, two: one}
    return _YEAR.sub(lambda found: turned.get(found.group(0), found.group(0)), text)


def _swapped_heads(case: Case, rows: Sequence[IndicatorRow]) -> Faulty:
    """Of a table: the years of two columns whose values differ in this row change places."""
    dated = [(at, match.group(0)) for at, head in enumerate(case.columns) if (match := _YEAR.search(head))]
    for (one, first), (two, second) in pairwise(dated):
        cells = [cell.strip() for cell in case.statement.text.strip().strip("|").split("|")]
        if len(rows) != 1 or max(one, two) >= len(cells) or cells[one] == cells[two]:
            continue
        heads = list(case.columns)
        heads[one], heads[two] = heads[one].replace(first, second), heads[two].replace(second, first)
        yield case.statement, tuple(heads)


def _magnitude(case: Case, random: Random) -> Faulty:
    text = case.statement.text
    for found in _MAGNITUDE.finditer(text):
        other = "亿" if found.group(2) == "万" else "万"
        yield (
            replace(case.statement, text=f"{text[: found.start(2)]}{other}{text[found.end(2) :]}"),
            case.columns,
        )


def _attribute(case: Case, random: Random) -> Faulty:
    for word, other in _ATTRIBUTES.items():
        if word in case.statement.text:
            yield replace(case.statement, text=case.statement.text.replace(word, other)), case.columns


def _role(case: Case, random: Random) -> Faulty:
    """Every word of a role becomes the other; in the structured part, each unit's role."""
    statement = case.statement
    tasks = [task for ref in statement.refs if isinstance(task := _record(case, ref), TaskItem)]
    roles = {(unit.name, unit.role) for task in tasks for unit in task.units}
    named = [name for name, role in roles if name in statement.text and (name, _turned(role)) not in roles]
    if named and _ROLE_WORD.search(statement.text):
        text = _ROLE_WORD.sub(lambda found: _ROLE_WORDS[found.group(0)], statement.text)
        yield replace(statement, text=text), case.columns
    for at, unit in enumerate(statement.units):
        if (unit.name, _turned(unit.role)) not in roles:
            units = (
                *statement.units[:at],
                replace(unit, role=_turned(unit.role)),
                *statement.units[at + 1 :],
            )
            yield replace(statement, units=units), case.columns


def _turned(role: Role) -> Role:
    return Role.COOPERATING if role is Role.RESPONSIBLE else Role.RESPONSIBLE


def _invented_unit(case: Case, random: Random) -> Faulty:
    """A unit that no plan knows stands beside a named one, before any other statement, or in the structured part."""
    statement = case.statement
    invented = random.choice(_INVENTED)
    text = statement.text
    units = [unit.name for unit in statement.units if unit.name and unit.name in text]
    if units:
        yield replace(statement, text=text.replace(units[-1], f"{units[-1]}、{invented}", 1)), case.columns
        yield replace(statement, text=text.replace(units[0], invented, 1)), case.columns
    elif not text.startswith("|"):
        lead = _LIST_MARK.match(text)
        at = lead.end() if lead else 0
        yield replace(statement, text=f"{text[:at]}由{invented}牵头，{text[at:]}"), case.columns
    if statement.units:
        claim = UnitClaim(invented, Role.RESPONSIBLE, Basis.STATED, statement.units[0].task)
        yield replace(statement, units=(*statement.units, claim)), case.columns


def _wrong_place(case: Case, random: Random) -> Faulty:
    """The same words with the mark of another record, of the same plan and of another one."""
    statement = case.statement
    first = statement.refs[0]
    own = {ref.record_id for ref in statement.refs}
    for same_plan in (True, False):
        plans = [plan_id for plan_id in case.catalogue.plans if (plan_id == first.plan.id) is same_plan]
        tried = 0
        for plan_id in random.sample(plans, len(plans)):
            records = case.catalogue.index(plan_id).records
            kinds: list[Sequence[TaskItem | IndicatorRow | Passage]] = [
                records.tasks,
                records.indicators,
                records.passages,
            ]
            others = [record for kind in kinds for record in random.sample(kind, min(2, len(kind)))]
            for other in others:
                if other.id in own or _says_it(statement, other) or tried == _PLACES_TRIED:
                    continue
                tried += 1
                yield replace(statement, refs=(_ref(case, plan_id, other),)), case.columns


def _ref(case: Case, plan_id: str, record: TaskItem | IndicatorRow | Passage) -> Ref:
    kind = (
        RecordType.TASK
        if isinstance(record, TaskItem)
        else RecordType.INDICATOR
        if isinstance(record, IndicatorRow)
        else RecordType.PASSAGE
    )
    quote = record.title if isinstance(record, TaskItem) else record.text
    return Ref(case.catalogue.plans[plan_id], kind, record.id, record.section, quote, record.source)


def _says_it(statement: Statement, record: TaskItem | IndicatorRow | Passage) -> bool:
    """Whether another record says the same: the quoted words of a cited place, or the same row or task again."""
    title, _, heading = _LIST_MARK.sub("", statement.text).partition("（")
    said = (fold(title), fold(heading))
    quoted = [fold(quote) for quote in _QUOTED.findall(statement.text)]
    words = fold("".join((record.text, *record.section)))
    if all(part in words for part in said) or (
        quoted and not statement.units and not statement.indicators and all(q in words for q in quoted)
    ):
        return True
    if any(fold(ref.quote) in words for ref in statement.refs if ref.quote):
        return True
    if isinstance(record, IndicatorRow):
        return any(
            claim.name == record.name and dict(claim.values) == dict(record.values)
            for claim in statement.indicators
        )
    if isinstance(record, TaskItem) and statement.units:
        units = {(unit.name, unit.role) for unit in record.units}
        return (
            statement.units[0].task == record.title and {(u.name, u.role) for u in statement.units} <= units
        )
    return False


_MAKERS: Mapping[Fault, Callable[[Case, Random], Faulty]] = {
    Fault.OTHER_VALUE: _other_value,
    Fault.OTHER_YEAR: _other_year,
    Fault.MAGNITUDE: _magnitude,
    Fault.ATTRIBUTE: _attribute,
    Fault.ROLE: _role,
    Fault.INVENTED_UNIT: _invented_unit,
    Fault.WRONG_PLACE: _wrong_place,
}

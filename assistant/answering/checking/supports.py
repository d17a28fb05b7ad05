"""What a cited place says, ready for checking an answer's words against it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property

from assistant.answering.fold_text import fold, simplify
from assistant.answering.turn import Ref
from assistant.answering.vocabulary.plan_index import PlanIndex
from ingest.number_grammar import CellValue, arabic_number, find_quantities, read_cell, split_unit
from ingest.plan import Commitment, IndicatorRow, Passage, Plan, Role, TaskItem
from ingest.tables.column_headings import SEVERAL_COLUMNS, measure_under
from ingest.units.unit_names import compact

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""2025"""
_BARE_NUMBER = re.compile(r"(?<![\d.])\d+(?:[,，]\d{3})*(?:\.\d+)?")
"""0.05"""

Amount = tuple[Decimal, str]
"""(number × magnitude, measure): 9.5万户 → (95000, "户")."""


def amount_of(number: Decimal, unit: str) -> Amount:
    magnitude, measure = split_unit(unit)
    return (number * magnitude).normalize(), measure


def _keys_of(column: str) -> list[str]:
    """The year of a column, or its heading; of a cell over several columns all of them."""
    parts = column.split(SEVERAL_COLUMNS)
    return [year.group(0) if (year := YEAR.search(part)) else part for part in parts]


def _measure(row: IndicatorRow, column: str, cell: CellValue) -> str | None:
    return measure_under(column, row.unit, cumulative=cell.cumulative)


class Support:
    """One cited record: its words, amounts, years, attribute and units."""

    def __init__(self, ref: Ref, index: PlanIndex) -> None:
        self.ref = ref
        self.plan: Plan = ref.plan
        self.record: TaskItem | IndicatorRow | Commitment | Passage | None = index.by_id.get(ref.record_id)

    @cached_property
    def words(self) -> str:
        """Everything the record says, with its headings; of the plan as a whole, its title and front matter."""
        record = self.record
        parts = [self.ref.quote, *self.ref.section]
        if isinstance(record, TaskItem):
            parts += [record.title, record.text, record.units_text, record.deadline or ""]
        elif isinstance(record, IndicatorRow):
            parts += [record.name, record.category or "", record.unit or "", record.text, record.table]
            parts += [
                *record.header,
                *record.cells,
                *record.values,
                *record.values.values(),
                record.attribute or "",
            ]
        elif isinstance(record, Commitment):
            parts += [record.text, record.what, record.deadline or ""]
        elif isinstance(record, Passage):
            parts.append(record.text)
        else:
            parts += [self.plan.title, self.plan.region, self.plan.issuer or ""]
            parts += [self.plan.document_number or "", *self.plan.based_on]
        return simplify("\n".join(parts))

    @cached_property
    def folded(self) -> str:
        return fold(self.words)

    @cached_property
    def by_column(self) -> dict[str, frozenset[Amount]]:
        """Of an indicator row: year (or heading) → what its cell says."""
        row = self.record
        if not isinstance(row, IndicatorRow):
            return {}
        columns: dict[str, frozenset[Amount]] = {}
        for column, value in row.values.items():
            cell = read_cell(value)
            amounts = (
                frozenset((item.amount.normalize(), item.measure) for item in find_quantities(value))
                if cell.number is None
                else frozenset({amount_of(cell.number, cell.unit or _measure(row, column, cell) or "")})
            )
            for key in _keys_of(column):
                columns[key] = columns.get(key, frozenset()) | amounts
        return columns

    @cached_property
    def bounds_by_column(self) -> dict[str, frozenset[str]]:
        """Of an indicator row: year (or heading) → whether its cell says "at least", "at most" or neither (">", "<", "=")."""
        row = self.record
        if not isinstance(row, IndicatorRow):
            return {}
        bounds: dict[str, frozenset[str]] = {}
        for column, value in row.values.items():
            for key in _keys_of(column):
                bounds[key] = bounds.get(key, frozenset()) | {read_cell(value).op[0]}
        return bounds

    @cached_property
    def amounts(self) -> frozenset[Amount]:
        """Every amount the record states."""
        found = {(quantity.amount.normalize(), quantity.measure) for quantity in find_quantities(self.words)}
        found |= {
            (quantity.high * quantity.magnitude, quantity.measure)
            for quantity in find_quantities(self.words)
            if quantity.high
        }
        return frozenset(found).union(*self.by_column.values())

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        """Every number in digits, without its measure."""
        numbers = (arabic_number(match.group(0)) for match in _BARE_NUMBER.finditer(self.words))
        return frozenset(number.normalize() for number in numbers if number is not None)

    @cached_property
    def years(self) -> frozenset[str]:
        found = set(YEAR.findall(self.words))
        plan = self.plan
        if self.record is None:
            found |= set(
                YEAR.findall(" ".join(filter(None, (plan.issued, plan.published, plan.document_number))))
            )
            found |= set(map(str, plan.period or ()))
        return frozenset(found)

    @cached_property
    def front_numbers(self) -> frozenset[Decimal]:
        """Numbers of dates and document number, for statements on the plan itself."""
        if self.record is not None:
            return frozenset()
        words = " ".join(filter(None, (self.plan.issued, self.plan.published, self.plan.document_number)))
        return frozenset(Decimal(int(digits)) for digits in re.findall(r"\d+", words))

    @cached_property
    def attribute(self) -> str | None:
        return self.record.attribute if isinstance(self.record, IndicatorRow) else None

    @cached_property
    def roles(self) -> dict[str, frozenset[Role]]:
        """Unit name (compact) → the roles it has in this task."""
        found: dict[str, frozenset[Role]] = {}
        if isinstance(self.record, TaskItem):
            for assignment in self.record.units:
                name = compact(assignment.name)
                found[name] = found.get(name, frozenset()) | {assignment.role}
        return found

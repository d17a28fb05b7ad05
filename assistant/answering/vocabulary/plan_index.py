"""One plan's records with their folded words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assistant.answering.fold_text import fold
from ingest.plan import Commitment, IndicatorRow, Passage, Plan, PlanRecords, TaskItem


@dataclass(frozen=True, slots=True)
class FoldedRow:
    row: IndicatorRow
    name: str
    everything: str
    """Name, category, unit of measure, attribute and text."""


@dataclass(frozen=True, slots=True)
class FoldedTask:
    task: TaskItem
    title: str
    section: str
    text: str


def words_of(record: TaskItem | Passage | IndicatorRow | Commitment) -> str:
    """What a record says, with its headings."""
    section = " ".join(record.section)
    if isinstance(record, TaskItem):
        return f"{section} {record.title} {record.text}"
    if isinstance(record, IndicatorRow):
        return f"{section} {record.name} {record.text}"
    return f"{section} {record.text}"


def _fold_all(*parts: str) -> str:
    """The parts folded one by one, which costs little where they come again and again (headings), without blanks between."""
    return "".join(map(fold, parts))


class PlanIndex:
    """One plan's records with their folded words."""

    def __init__(self, records: PlanRecords) -> None:
        self.records = records
        self.plan: Plan = records.plan

    @cached_property
    def rows(self) -> tuple[FoldedRow, ...]:
        return tuple(
            FoldedRow(
                row,
                fold(row.name),
                fold(
                    " ".join(
                        (
                            row.name,
                            row.category or "",
                            row.unit or "",
                            row.attribute or "",
                            row.text,
                            *row.values,
                        )
                    )
                ),
            )
            for row in self.records.indicators
        )

    @cached_property
    def tasks(self) -> tuple[FoldedTask, ...]:
        return tuple(
            FoldedTask(task, fold(task.title), fold(" ".join(task.section)), fold(task.text))
            for task in self.records.tasks
        )

    @cached_property
    def commitments(self) -> tuple[tuple[Commitment, str, str], ...]:
        """(commitment, its folded ``what``, its folded text)."""
        return tuple((item, fold(item.what), fold(item.text)) for item in self.records.commitments)

    @cached_property
    def names(self) -> str:
        """Folded names of everything that has one, a line each: headings, tasks, boxes, indicators."""
        records = self.records
        sections = (fold(section.title) for section in records.sections)
        boxes = (fold(box.title) for box in records.boxes)
        tasks = (item.title for item in self.tasks)
        return "\n".join((*sections, *boxes, *tasks, *(item.name for item in self.rows)))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Folded words of every task, passage and row: what word weights are counted on."""
        tasks = tuple(item.title + item.section + item.text for item in self.tasks)
        return tasks + tuple(self._passages.values()) + tuple(item.everything for item in self.rows)

    @cached_property
    def _passages(self) -> dict[str, str]:
        """Passage id → folded headings and words."""
        return {item.id: _fold_all(*item.section, item.text) for item in self.records.passages}

    @cached_property
    def whole_text(self) -> str:
        return "\n".join(self.texts)

    @cached_property
    def by_id(self) -> dict[str, TaskItem | IndicatorRow | Commitment | Passage]:
        records = self.records
        found: dict[str, TaskItem | IndicatorRow | Commitment | Passage] = {}
        for group in (records.tasks, records.indicators, records.commitments, records.passages):
            found.update((item.id, item) for item in group)
        return found

    @cached_property
    def words_by_id(self) -> dict[str, str]:
        """Folded words of every record, with its headings."""
        tasks = {item.task.id: item.section + item.title + item.text for item in self.tasks}
        rows = {item.row.id: _fold_all(*item.row.section, item.row.name, item.row.text) for item in self.rows}
        commitments = {item.id: _fold_all(*item.section) + text for item, _, text in self.commitments}
        return {**tasks, **rows, **commitments, **self._passages}

    @cached_property
    def names_units(self) -> bool:
        """Whether the plan says of any task which units do it."""
        return any(task.units for task in self.records.tasks)

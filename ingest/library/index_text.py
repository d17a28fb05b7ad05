"""What of a plan is indexed, and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.plan import IndicatorRow, Plan, PlanRecords, RecordType, TaskItem

TEXT_VERSION = 1
"""Part of the identity under which vectors are kept: raise it when the words below change."""
SECTION_MARK = " > "
UNIT_MARK = "、"

Metadata = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class IndexText:
    """One record as the indexes see it.

    ``meaning`` is embedded (``None``: the record is found by its words alone), ``words`` go into the keyword index.
    ``metadata`` is what the passage index keeps beside the vector: plan, region, record_type, section, units, year.
    """

    record_id: str
    record_type: RecordType
    meaning: str | None
    words: str
    metadata: Metadata


def index_texts(records: PlanRecords) -> Iterator[IndexText]:
    """Every task, indicator row, commitment and passage of a plan, in that order."""
    plan = records.plan
    for task in records.tasks:
        units = UNIT_MARK.join(unit.name for unit in task.units)
        yield IndexText(
            task.id,
            RecordType.TASK,
            _under_heading(task.section, _task_text(task)),
            "\n".join([*task.section, _task_text(task), task.units_text or units]),
            _metadata(plan, RecordType.TASK, task.section, units=units),
        )
    for row in records.indicators:
        text = row_in_words(row)
        yield IndexText(
            row.id,
            RecordType.INDICATOR,
            text,
            "\n".join([*row.section, row.table, text]),
            _metadata(plan, RecordType.INDICATOR, row.section),
        )
    for commitment in records.commitments:
        # Its sentence is embedded as part of a passage or task; a vector of its own would only repeat them.
        yield IndexText(
            commitment.id,
            RecordType.COMMITMENT,
            None,
            "\n".join([*commitment.section, commitment.text]),
            _metadata(plan, RecordType.COMMITMENT, commitment.section),
        )
    for passage in records.passages:
        yield IndexText(
            passage.id,
            RecordType.PASSAGE,
            _under_heading(passage.section, passage.text),
            "\n".join([*passage.section, passage.text]),
            _metadata(plan, RecordType.PASSAGE, passage.section),
        )


def row_in_words(row: IndicatorRow) -> str:
    """An indicator row with its headings: 市场主体总量（万户） 2020年 8 2025年 9.5 预期性."""
    name = f"{row.name}（{row.unit}）" if row.unit else row.name
    values = (part for heading, value in row.values.items() for part in (_year_heading(heading), value))
    return " ".join(filter(None, [row.category, name, row.text, *values, row.attribute]))


def _year_heading(heading: str) -> str:
    return f"{heading}年" if heading.isdigit() else heading


def _task_text(task: TaskItem) -> str:
    return task.text if task.text.startswith(task.title) else f"{task.title}。{task.text}"


def _under_heading(section: tuple[str, ...], text: str) -> str:
    """A text under its nearest heading: the words that say what it is about often stand only there."""
    return f"{section[-1]}\n{text}" if section else text


def _metadata(plan: Plan, kind: RecordType, section: tuple[str, ...], units: str = "") -> Metadata:
    """Every field costs the passage index a twentieth of an entry: one that would be empty is left out."""
    metadata: dict[str, str | int] = {"plan": plan.id, "region": plan.region, "record_type": kind.value}
    if section:
        metadata["section"] = SECTION_MARK.join(section)
    if units:
        metadata["units"] = units
    if plan.period is not None:
        metadata["year"] = plan.period[1]
    return metadata

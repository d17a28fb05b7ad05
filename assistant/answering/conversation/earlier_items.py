"""The records that an earlier answer showed, in the order of its lines."""

from __future__ import annotations

from assistant.answer import AnswerStatus
from assistant.answering.turn import Aspect, Item, Kind, StatementKind, Turn, Understanding
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import Commitment, IndicatorRow, Passage, TaskItem

Record = TaskItem | IndicatorRow | Commitment | Passage

FRONT = ":front"
"""Last part of the record id of what is no record of its own: a heading, or a plan as a whole."""


def record_of(item: Item, catalogue: Catalogue) -> Record | None:
    """The record; ``None`` for a heading or a plan as a whole."""
    return (
        catalogue.index(item.plan_id).by_id.get(item.record_id) if item.plan_id in catalogue.plans else None
    )


def asked_back(earlier: Turn) -> bool:
    """Whether the answer was a question to the user."""
    return earlier.result is not None and earlier.result.status is AnswerStatus.CLARIFY


def items_of(earlier: Turn) -> tuple[Item, ...]:
    """What an answer showed, in the order of its lines; of one about items the list that they were picked from."""
    if earlier.asked.kind is Kind.ITEMS and not opened(earlier.asked):
        return earlier.asked.listed
    if earlier.result is None or earlier.result.status is AnswerStatus.NOT_FOUND:
        return ()
    refs = (ref for line in earlier.result.statements if line.kind is StatementKind.FACT for ref in line.refs)
    items = (
        Item(ref.plan.id, ref.record_id, ref.section if ref.record_id.endswith(FRONT) else ()) for ref in refs
    )
    return tuple(dict.fromkeys(items))


def opened(asked: Understanding) -> bool:
    """Whether headings were opened: what stands under them is the list now."""
    return asked.aspect in (Aspect.SHOW, Aspect.WORDING) and any(item.section for item in asked.items)


def task_of(item: Item, catalogue: Catalogue) -> TaskItem | None:
    """The task that an item is, or that a passage belongs to."""
    record = record_of(item, catalogue)
    if isinstance(record, Passage) and record.task_id:
        record = catalogue.index(item.plan_id).by_id.get(record.task_id)
    return record if isinstance(record, TaskItem) else None


def task_item(item: Item, catalogue: Catalogue) -> Item:
    """The item, as its task where it is a passage of one."""
    task = task_of(item, catalogue)
    return Item(item.plan_id, task.id) if task is not None else item

"""Which items of a list meet the conditions of a follow-up: 其中和食品有关的, 哪几项是约束性的, 哪些没有配合单位."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answering.conversation.earlier_items import Record, record_of, task_of
from assistant.answering.conversation.point_back import Pointing
from assistant.answering.fold_text import fold
from assistant.answering.turn import Item, Understanding
from assistant.answering.understanding.recognise_words import covers
from assistant.answering.vocabulary.catalogue import Catalogue
from assistant.answering.vocabulary.plan_index import words_of
from ingest.plan import Commitment, IndicatorRow, Role, TaskItem
from ingest.units.unit_names import UnitMatch, matches


def narrowed(
    listed: Sequence[Item],
    pointing: Pointing,
    new: Understanding,
    catalogue: Catalogue,
) -> tuple[Item, ...]:
    """The items of a list that meet the conditions of the question. Names are read before texts and headings."""
    kept = [item for item in listed if _meets(item, pointing, new, catalogue)]
    readings: tuple[Callable[[Item, Catalogue], str], ...] = (_name_of, _text_of)
    for read in readings:
        fitting = tuple(
            item for item in kept if all(covers(read(item, catalogue), word) for word in new.words)
        )
        if fitting:
            return fitting
    return ()


def _meets(item: Item, pointing: Pointing, new: Understanding, catalogue: Catalogue) -> bool:
    record = record_of(item, catalogue)
    if new.attribute and not (isinstance(record, IndicatorRow) and record.attribute == new.attribute):
        return False
    if new.years and not all(year in _years_text(record) for year in new.years):
        return False
    task = task_of(item, catalogue)
    if pointing.without:
        missing = Role.COOPERATING if pointing.without in ("配合", "参与") else Role.RESPONSIBLE
        return task is not None and not any(unit.role is missing for unit in task.units)
    if not new.units:
        return True
    region = catalogue.plans[item.plan_id].region_path or (catalogue.plans[item.plan_id].region,)
    return task is not None and any(
        matches(asked, unit.name, region) not in (None, UnitMatch.FORMER)
        and (new.role is None or unit.role is new.role)
        for asked in new.units
        for unit in task.units
    )


def _years_text(record: Record | None) -> str:
    if isinstance(record, IndicatorRow):
        return " ".join((*record.values, record.text))
    if isinstance(record, Commitment):
        return f"{record.deadline or ''} {record.text}"
    if isinstance(record, TaskItem):
        return f"{record.deadline or ''} {record.text}"
    return record.text if record is not None else ""


def _name_of(item: Item, catalogue: Catalogue) -> str:
    record = record_of(item, catalogue)
    if isinstance(record, IndicatorRow):
        return fold(f"{record.name} {record.category or ''} {'' if record.values else record.text}")
    if isinstance(record, TaskItem):
        return fold(record.title)
    return fold(item.section[-1] if record is None and item.section else words_of(record) if record else "")


def _text_of(item: Item, catalogue: Catalogue) -> str:
    record = record_of(item, catalogue)
    return fold(words_of(record)) if record is not None else _name_of(item, catalogue)

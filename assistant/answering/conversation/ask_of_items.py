"""A follow-up about what the last answer showed: which of its items are meant, and what is asked of them.

Records are picked, never searched again by the words of the follow-up: 第三个 is the third line of the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.conversation.earlier_items import (
    FRONT,
    asked_back,
    items_of,
    opened,
    record_of,
    task_item,
    task_of,
)
from assistant.answering.conversation.narrow_items import narrowed
from assistant.answering.conversation.point_back import Pointing
from assistant.answering.fold_text import fold
from assistant.answering.matching.name_cover import is_matter
from assistant.answering.turn import FOLLOWS, Aspect, Item, Kind, Turn, Understanding
from assistant.answering.understanding import question_patterns as patterns
from assistant.answering.understanding.count_of_units import count_of_units
from assistant.answering.understanding.recognise_words import topic_words
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import IndicatorRow, Role, TaskItem

_FEW = 3
"""Of so many items at most wording, deadline or place are told without one being picked."""
_SHORT_LIST = 10
"""Of so many tasks at most it is told together who does each."""
_LISTS = frozenset(
    (Kind.UNIT_TASKS, Kind.INDICATOR_LIST, Kind.PART, Kind.DUE, Kind.MENTIONS, Kind.ITEMS, Kind.PLAN_LIST)
)
_PAGED = frozenset((Kind.PART, Kind.DUE))
"""Long lists that are shown in parts."""
_KEPT = frozenset((Aspect.UNITS, Aspect.WORDING, Aspect.DEADLINE, Aspect.SOURCE))
"""What was asked of one item is asked of the next: 第一项谁牵头 → 第二项呢."""
_OF_A_DOCUMENT = frozenset((Kind.PLAN_FACT, Kind.PLAN_LIST, Kind.PART, Kind.MENTIONS))
_UNIT_NOUNS = ("单位", "部门")
_DOCUMENT_NOUNS = ("规划", "方案", "文件", "清单")


def ask_of_items(
    simple: str, pointing: Pointing, new: Understanding, earlier: Turn | None, catalogue: Catalogue
) -> Understanding | None:
    """The question as one about the earlier answer's items; ``None`` where it is none.

    ``new`` is the question taken apart without the words that point back.
    """
    if earlier is None or new.places or new.unknown_places or new.places_above or new.kind is Kind.PLAN_LIST:
        return None
    if count_of_units(simple) and not pointing.narrows:
        return None
    if pointing.aspect is Aspect.MORE and earlier.asked.kind in _PAGED:
        text = f"{earlier.asked.text}{FOLLOWS}{simple}"
        return replace(earlier.asked, text=text, page=earlier.asked.page + 1, follows=True)
    listed = items_of(earlier)
    aspect = _aspect(pointing, new, earlier, listed, catalogue)
    if not listed or aspect is None or all(_is_plan(item) for item in listed):
        return None
    items: tuple[Item, ...] | None = _current(earlier, listed)
    if pointing.everything or (pointing.these and pointing.these == len(listed)):
        items = listed
    elif pointing.picks:
        items = tuple(dict.fromkeys(item for start, stop in pointing.picks for item in listed[start:stop]))
    elif pointing.step:
        items = _stepped(earlier, listed, pointing.step, catalogue)
    elif aspect in (Aspect.COUNT, Aspect.MORE):
        items = listed
    elif aspect is Aspect.SHOW:
        rows = tuple(item for item in items or () if isinstance(record_of(item, catalogue), IndicatorRow))
        items = rows or items
    elif aspect is Aspect.NARROW:
        items = narrowed(listed, pointing, new, catalogue)
        items = items if items or earlier.asked.kind in _LISTS else None
    if items is None:
        return None
    return _about(simple, pointing, new, earlier.asked, aspect, items, listed)


def _about(
    simple: str,
    pointing: Pointing,
    new: Understanding,
    previous: Understanding,
    aspect: Aspect,
    items: tuple[Item, ...],
    listed: tuple[Item, ...],
) -> Understanding:
    shown = items if aspect is Aspect.NARROW and items else listed
    if pointing.step and len(items) == 1 and items[0] not in listed:
        shown = items
    told = (*previous.words, *new.words) if aspect is Aspect.NARROW and items else previous.words
    keeps_role = aspect in (Aspect.NARROW, Aspect.MORE, Aspect.COUNT) or pointing.aspect is None
    return replace(
        previous,
        kind=Kind.ITEMS,
        text=f"{previous.text}{FOLLOWS}{simple}",
        places=tuple(dict.fromkeys(item.plan_id for item in items or listed)),
        unknown_places=(),
        years=new.years,
        role=new.role or (previous.role if keeps_role else None),
        attribute=new.attribute,
        compare=new.compare,
        words=told,
        topic="".join(told),
        ordinal=None,
        step=0,
        follows=True,
        place_taken_over=False,
        aspect=aspect,
        items=items,
        listed=shown,
        listed_by=previous.listed_by or previous.kind,
    )


def _current(earlier: Turn, listed: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items that were spoken of last."""
    asked = earlier.asked
    return (asked.items or listed) if asked.kind is Kind.ITEMS and not opened(asked) else listed


def _aspect(
    pointing: Pointing, new: Understanding, earlier: Turn, listed: tuple[Item, ...], catalogue: Catalogue
) -> Aspect | None:
    """What is asked of the items; ``None`` where the question is not about them."""
    previous = earlier.asked
    said = pointing.aspect
    picks = bool(pointing.picks or pointing.step or (pointing.everything and asked_back(earlier)))
    if (new.kind in _OF_A_DOCUMENT or pointing.thing in (*_DOCUMENT_NOUNS, *_UNIT_NOUNS)) and not picks:
        return None
    if pointing.narrows:
        return Aspect.NARROW if len(listed) > 1 and _narrows_by(pointing, new, previous) else None
    if picks:
        kept = previous.aspect if previous.aspect in _KEPT else None
        return said or (Aspect.UNITS if previous.kind is Kind.TASK_UNITS else kept) or Aspect.SHOW
    if new.units or any(is_matter(word) for word in new.words):
        return None
    current = _current(earlier, listed)
    one = previous.kind is Kind.ITEMS or len(current) <= _FEW
    if said is Aspect.UNITS:
        return said if _tells_units(new.text, previous, current, catalogue) else None
    if said in (Aspect.WORDING, Aspect.DEADLINE, Aspect.REASON):
        return said if one and previous.kind is not Kind.UNIT_TASKS else None
    if said is Aspect.SOURCE:
        return said
    if said in (Aspect.COUNT, Aspect.MORE):
        return said if previous.kind in _LISTS or len(listed) > 1 or said is Aspect.MORE else None
    rows = any(isinstance(record_of(item, catalogue), IndicatorRow) for item in current)
    asks_value = bool(new.years or new.compare or new.attribute or new.kind is Kind.INDICATOR)
    about_rows = previous.kind is Kind.ITEMS or (previous.kind is Kind.INDICATOR and new.compare == "change")
    return Aspect.SHOW if rows and about_rows and asks_value else None


def _tells_units(text: str, previous: Understanding, current: tuple[Item, ...], catalogue: Catalogue) -> bool:
    """Whether 谁负责 is asked of the tasks that were spoken of: of an answer on content only where it is from one task."""
    tasks = {task.id for item in current if (task := task_of(item, catalogue)) is not None}
    if not tasks:
        return False
    if previous.kind is Kind.CONTENT:
        return len(tasks) == 1
    if previous.kind in (Kind.UNIT_TASKS, Kind.PART):
        asks = patterns.ASKS_UNITS.search(text) or patterns.ASKS_WHO.search(text)
        return bool(asks) and len(tasks) <= _SHORT_LIST
    return previous.kind in (Kind.TASK_UNITS, Kind.ITEMS)


def _is_plan(item: Item) -> bool:
    return item.record_id.endswith(FRONT) and not item.section


def picked_plans(pointing: Pointing, earlier: Turn | None) -> tuple[str, ...]:
    """The plans that a follow-up picks from a list of plans: 第二份的文号."""
    if earlier is None or not pointing.picks:
        return ()
    listed = items_of(earlier)
    picked = [item for start, stop in pointing.picks for item in listed[start:stop]]
    return tuple(dict.fromkeys(item.plan_id for item in picked)) if all(map(_is_plan, picked)) else ()


def units_pointed_at(pointing: Pointing, earlier: Turn | None, catalogue: Catalogue) -> tuple[str, ...]:
    """The units that 该单位 means: those that lead what was spoken of, else all that the question named."""
    if earlier is None or pointing.thing not in _UNIT_NOUNS:
        return ()
    if earlier.asked.units:
        return earlier.asked.units
    tasks = [task_of(item, catalogue) for item in _current(earlier, items_of(earlier))]
    role = earlier.asked.role or Role.RESPONSIBLE
    return tuple(
        dict.fromkeys(unit.name for task in tasks if task for unit in task.units if unit.role is role)
    )


def _stepped(
    earlier: Turn, listed: tuple[Item, ...], step: int, catalogue: Catalogue
) -> tuple[Item, ...] | None:
    """The neighbour of the item spoken of: in the list that it was picked from, else in its plan."""
    current = _current(earlier, listed)
    if len(listed) > 1 and len(current) == 1 and current[0] in listed:
        at = listed.index(current[0]) + step
        return listed[at : at + 1] if at >= 0 else ()
    if len(listed) > 1 and earlier.asked.kind in _LISTS:
        return listed[:1] if step > 0 else listed[-1:]
    moved = [_neighbour(item, step, catalogue) for item in current]
    return tuple(item for item in moved if item is not None)


def _neighbour(item: Item, step: int, catalogue: Catalogue) -> Item | None:
    """The next or previous task or row of the plan."""
    records = catalogue.index(item.plan_id).records
    own = record_of(task_item(item, catalogue), catalogue)
    groups: tuple[Sequence[TaskItem | IndicatorRow], ...] = (records.tasks, records.indicators)
    for group in groups:
        ids = [record.id for record in group]
        if own is not None and own.id in ids:
            at = ids.index(own.id) + step
            return Item(item.plan_id, ids[at]) if 0 <= at < len(ids) else None
    return None


def _narrows_by(pointing: Pointing, new: Understanding, previous: Understanding) -> bool:
    """Whether a condition is told by which items can be picked; a unit's tasks in one role are looked up, not picked."""
    if previous.kind is Kind.UNIT_TASKS and new.role and not (new.words or new.units or pointing.without):
        return False
    return bool(new.words or new.years or new.attribute or new.units or new.role or pointing.without)


def as_question(previous: Understanding, catalogue: Catalogue) -> Understanding:
    """An understanding of items as the question that it stands for: of one item by its name, of several by their list."""
    if previous.kind is not Kind.ITEMS:
        return previous
    cleared = replace(previous, aspect=None, items=(), listed=(), listed_by=None)
    record = record_of(previous.items[0], catalogue) if len(previous.items) == 1 else None
    named = (
        record.name
        if isinstance(record, IndicatorRow)
        else record.title
        if isinstance(record, TaskItem)
        else ""
    )
    if not named:
        return replace(cleared, kind=previous.listed_by or Kind.CONTENT)
    last = previous.text.rpartition(FOLLOWS)[2]
    words = topic_words(fold(named), catalogue, places=previous.places)
    kind = Kind.TASK_UNITS if previous.aspect is Aspect.UNITS else Kind.CONTENT
    return replace(
        cleared,
        kind=Kind.INDICATOR if isinstance(record, IndicatorRow) else kind,
        text=f"{named}{FOLLOWS}{last}",
        units=(),
        words=words,
        topic="".join(words),
        attribute=None,
    )

"""Part of step 3: the tasks of the units asked for — of each, of several together, those without a unit, those without any."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.matching.labelled_lines import tasks_of_person
from assistant.answering.matching.match_tasks import TASK_FLOOR, tasks_of_unit
from assistant.answering.matching.weigh_words import WordWeights
from assistant.answering.turn import Facts, FoundTask, Understanding
from assistant.answering.understanding import question_patterns as patterns
from assistant.answering.understanding.count_of_units import UnitCount, count_of_units
from assistant.answering.understanding.recognise_duties import (
    asks_alone,
    asks_together,
    left_out,
    roles_apart,
)
from assistant.answering.vocabulary.plan_index import PlanIndex
from ingest.plan import Role, TaskItem


def look_up_duties(asked: Understanding, indexes: list[PlanIndex], words: Sequence[str]) -> Facts:
    """Tasks in document order, unit by unit. ``words`` are the content words that tell a matter; they narrow the list."""
    without = patterns.WITHOUT_UNITS.search(asked.text)
    if without is not None:
        supports = patterns.role_without(without) in ("配合", "参与")
        return Facts(tasks=tuple(_tasks_without(Role.COOPERATING if supports else Role.RESPONSIBLE, indexes)))
    counted = count_of_units(asked.text)
    if counted is not None and not asked.units:
        found = [item for item in _with_units(indexes) if _fits(item, words, indexes)]
        return Facts(tasks=tasks_with_units(counted, found), about=asked.topic if words else "")
    by_unit: list[list[FoundTask]] = []
    known: list[bool] = []
    roles = roles_apart(asked.text, asked.units)
    out_of = left_out(asked.text)
    role = patterns.role_in(out_of) if out_of else asked.role
    for unit in asked.units:
        found, here = tasks_of_unit(unit, indexes, roles.get(unit, role))
        people = [] if here else tasks_of_person(unit, indexes)
        by_unit.append(found or people)
        known.append(here or bool(people))
    if asks_alone(asked.text):
        by_unit = [[item for item in found if _leads_alone(item)] for found in by_unit]
    if asks_together(asked.text, asked.units):
        by_unit = _in_all(by_unit)
    tasks = [item for found in by_unit for item in found]
    if counted is not None:
        tasks = list(tasks_with_units(counted, tasks))
    if out_of and tasks:
        return Facts(tasks=tuple(_others(tasks, indexes)))
    about = ""
    if words and tasks:
        weights = WordWeights(words, indexes)
        fitting = [item for item in tasks if _about(item, weights, indexes) >= TASK_FLOOR]
        about = asked.topic if fitting else ""
        tasks = fitting or tasks
    unknown = [unit for unit, here in zip(asked.units, known, strict=True) if not here]
    missing = tuple(unknown) if any(known) else ()
    return Facts(tasks=tuple(tasks), unit_known=any(known), about=about, missing=missing)


def _with_units(indexes: Sequence[PlanIndex]) -> list[FoundTask]:
    """Every task that names units."""
    return [
        FoundTask(index.plan, task, 1.0) for index in indexes for task in index.records.tasks if task.units
    ]


def _fits(item: FoundTask, words: Sequence[str], indexes: list[PlanIndex]) -> bool:
    """Whether a task is of the matter to which the question narrows its list."""
    return not words or _about(item, WordWeights(words, indexes), indexes) >= TASK_FLOOR


def tasks_with_units(counted: UnitCount, tasks: Sequence[FoundTask]) -> tuple[FoundTask, ...]:
    """The tasks with as many units as asked for; the most or fewest are told in each plan by itself."""
    counts = {item.task.id: units_counted(item.task, counted.role) for item in tasks}
    if not counted.edge:
        return tuple(item for item in tasks if counted.least <= counts[item.task.id] <= counted.most)
    edge = max if counted.edge == "多" else min
    ends = {
        plan_id: edge(counts[item.task.id] for item in tasks if item.plan.id == plan_id)
        for plan_id in {item.plan.id for item in tasks}
    }
    return tuple(item for item in tasks if counts[item.task.id] == ends[item.plan.id])


def units_counted(task: TaskItem, role: Role | None) -> int:
    """How many units a task names in a role, or in any; a collective name counts as one."""
    return len({unit.name for unit in task.units if role is None or unit.role is role})


def _leads_alone(item: FoundTask) -> bool:
    leads = [unit.name for unit in item.task.units if unit.role is Role.RESPONSIBLE]
    return leads == [item.unit]


def _in_all(by_unit: Sequence[Sequence[FoundTask]]) -> list[list[FoundTask]]:
    """Of each unit's tasks those that all units have."""
    shared = set.intersection(*({item.task.id for item in found} for found in by_unit))
    return [[item for item in found if item.task.id in shared] for found in by_unit]


def _others(tasks: Sequence[FoundTask], indexes: Sequence[PlanIndex]) -> list[FoundTask]:
    """The tasks of the same plans that name units, but are none of these."""
    own = {item.task.id for item in tasks}
    plans = {item.plan.id for item in tasks}
    return [
        FoundTask(index.plan, task, 1.0)
        for index in indexes
        if index.plan.id in plans
        for task in index.records.tasks
        if task.units and task.id not in own
    ]


def _about(item: FoundTask, weights: WordWeights, indexes: list[PlanIndex]) -> float:
    index = next(index for index in indexes if index.plan.id == item.plan.id)
    folded = next(folded for folded in index.tasks if folded.task.id == item.task.id)
    return weights.coverage(folded.section + folded.title + folded.text)


def _tasks_without(role: Role, indexes: list[PlanIndex]) -> list[FoundTask]:
    """Tasks without a unit in this role, those that name no unit at all too; plans that name none are no answer to this."""
    return [
        FoundTask(index.plan, task, 1.0)
        for index in indexes
        if index.names_units
        for task in index.records.tasks
        if not any(assignment.role is role for assignment in task.units)
    ]

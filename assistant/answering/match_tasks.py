"""Which tasks a question means, and which tasks name a unit."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.catalogue import FoldedTask, PlanIndex
from assistant.answering.turn import FoundTask
from assistant.answering.weigh_words import WordWeights
from ingest.plan import Role, TaskItem, UnitAssignment
from ingest.unit_names import UnitMatch, matches

TASK_FLOOR = 0.55
"""A task that covers less of the question's content words is not what was asked."""

_TEXT_SHARE = 0.85
"""A match in the text alone is worth so much of one in the title."""

_TITLE_AND_TEXT = 0.35
"""How much the title's own coverage adds: of two tasks that cover everything, the one that is about it wins."""

_WHOLE_TITLE = 2.0
"""Score of a task whose title the question quotes."""


def match_tasks(topic: str, weights: WordWeights, indexes: Sequence[PlanIndex]) -> list[FoundTask]:
    """Tasks by falling score; each at or above the floor."""
    found = [
        FoundTask(index.plan, folded.task, score)
        for index in indexes
        for folded in index.tasks
        if (score := _score(folded, topic, weights)) >= TASK_FLOOR
    ]
    return sorted(found, key=lambda item: -item.score)


def _score(folded: FoldedTask, topic: str, weights: WordWeights) -> float:
    title = folded.title
    if len(title) > 3 and (title in topic or (len(topic) > 3 and topic == title)):
        return _WHOLE_TITLE
    in_title = weights.coverage(title)
    in_heading = weights.coverage(folded.section + title)
    in_all = weights.coverage(title + folded.section + folded.text)
    return max(in_title, 0.95 * in_heading, _TEXT_SHARE * in_all) + _TITLE_AND_TEXT * in_title


def task_score(task: TaskItem, index: PlanIndex, topic: str, weights: WordWeights) -> float:
    """The score of one task of a plan."""
    folded = next((item for item in index.tasks if item.task is task or item.task.id == task.id), None)
    return _score(folded, topic, weights) if folded else 0.0


def best_tasks(found: Sequence[FoundTask], *, most: int) -> list[FoundTask]:
    """Of each plan the best task, and those that are as good."""
    kept: list[FoundTask] = []
    best_of: dict[str, float] = {}
    for item in found:
        best = best_of.setdefault(item.plan.id, item.score)
        margin = 0.0 if best >= _WHOLE_TITLE else 0.08
        if item.score >= best - margin and sum(1 for other in kept if other.plan.id == item.plan.id) < most:
            kept.append(item)
    return kept


def tasks_of_unit(
    asked: str, indexes: Sequence[PlanIndex], role: Role | None
) -> tuple[list[FoundTask], bool]:
    """(tasks that name the unit, in document order; whether any plan in scope names the unit at all)."""
    found: list[FoundTask] = []
    known = False
    for index in indexes:
        names = _names_meant(asked, index)
        known = known or bool(names)
        for task in index.records.tasks:
            for assignment in _in_roles(task, names):
                if role is None or assignment.role is role:
                    found.append(
                        FoundTask(index.plan, task, 1.0, assignment.role, assignment.basis, assignment.name)
                    )
    return found, known


def _names_meant(asked: str, index: PlanIndex) -> frozenset[str]:
    """The plan's printed names that the asked name means. Former names count only where nothing closer does."""
    region = index.plan.region_path or (index.plan.region,)
    printed = {assignment.name for task in index.records.tasks for assignment in task.units}
    how = {name: match for name in printed if (match := matches(asked, name, region)) is not None}
    closer = frozenset(name for name, match in how.items() if match is not UnitMatch.FORMER)
    return closer or frozenset(how)


def _in_roles(task: TaskItem, names: frozenset[str]) -> list[UnitAssignment]:
    """The unit's assignments in a task, one for each role."""
    by_role: dict[Role, UnitAssignment] = {}
    for assignment in task.units:
        if assignment.name in names:
            by_role.setdefault(assignment.role, assignment)
    return list(by_role.values())

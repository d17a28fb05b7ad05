"""Which tasks a question means, and which tasks name a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.fold_text import bigrams, fold
from assistant.answering.matching.labelled_lines import labelled_lines
from assistant.answering.matching.weigh_words import WordWeights
from assistant.answering.turn import FoundTask
from assistant.answering.understanding.abbreviate_units import (
    SHORTEST,
    bodies_by_ends,
    bodies_meant,
    group_stem,
)
from assistant.answering.vocabulary.plan_index import FoldedTask, PlanIndex
from ingest.plan import Role, TaskItem, UnitAssignment
from ingest.units.unit_names import UnitMatch, compact, is_collective, matches, unit_parts

TASK_FLOOR = 0.6
"""A task that covers less of the question's content words is not what was asked."""

_TEXT_SHARE = 0.75
"""A match in the text alone is worth so much of one in the title."""

_TITLE_AND_TEXT = 0.35
"""How much the title's own coverage adds: of two tasks that cover everything, the one that is about it wins."""

_TITLE_SAID = 0.4
"""How much of the title the question says: 重点领域监管 means 加强重点领域监管, not 加强重点领域消费监管."""

_GROUP = re.compile(r"[省市区县州]?各(?P<levels>[县市区旗乡镇街道（）、]+)(?:人民)?政府(?:[（(].*)?")
"""各县（市、区）政府"""
_LEVELS = tuple("省市区县州")
_NATIONAL = ("总局", "部", "总署")
_RUN, _LEAST_RUNS = 6, 4
"""Nine characters word for word, or as many in two pieces, are a quotation."""
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
    if len(title) > 3 and title in topic:
        return _WHOLE_TITLE
    in_title = weights.coverage(title)
    in_heading = weights.coverage(folded.section + title)
    in_all = weights.coverage(title + folded.section + folded.text)
    said = title_said(folded.task, topic)
    return (
        max(in_title, 0.95 * in_heading, _TEXT_SHARE * in_all)
        + _TITLE_AND_TEXT * in_title
        + _TITLE_SAID * said
    )


def title_said(task: TaskItem, topic: str) -> float:
    """Share of a task's title that a folded topic says."""
    pairs = bigrams(fold(task.title))
    return sum(1 for pair in pairs if pair in topic) / max(1, len(pairs))


def said_verbatim(said: str, indexes: Sequence[PlanIndex]) -> list[FoundTask]:
    """The tasks whose text holds most of a folded question word for word; none without a run of some length."""
    runs = {said[at : at + _RUN] for at in range(len(said) - _RUN + 1)}
    found = [
        FoundTask(index.plan, folded.task, _WHOLE_TITLE * count)
        for index in indexes
        for folded in index.tasks
        if (count := sum(1 for run in runs if run in folded.text)) >= _LEAST_RUNS
    ]
    best = max((item.score for item in found), default=0.0)
    return [item for item in found if item.score == best]


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


def as_told(task: TaskItem, index: PlanIndex) -> TaskItem:
    """The task, or its twin that names the units: a plan may write its tasks in chapters and share them out in a table."""
    if task.units:
        return task
    title = fold(task.title)
    return next((one.task for one in index.tasks if one.title == title and one.task.units), task)


def as_written(task: TaskItem, index: PlanIndex) -> TaskItem:
    """The task, or its twin that says what is to be done, where this one is only a line of a table."""
    title = fold(task.title)
    lines = "".join(line.line.text for line in labelled_lines(task))
    if fold(task.text) != title + fold(lines):
        return task
    return next((one.task for one in index.tasks if one.title == title and one.text != title), task)


def tasks_of_unit(
    asked: str, indexes: Sequence[PlanIndex], role: Role | None
) -> tuple[list[FoundTask], bool]:
    """(tasks that name the unit, in document order; whether any plan in scope names the unit at all)."""
    found: list[FoundTask] = []
    known = False
    for index in indexes:
        names, former = _names_meant(asked, index)
        known = known or bool(names)
        for task in index.records.tasks:
            for assignment in _in_roles(task, names):
                if role is None or assignment.role is role:
                    found.append(
                        FoundTask(
                            index.plan,
                            task,
                            1.0,
                            assignment.role,
                            assignment.basis,
                            assignment.name,
                            asked,
                            former,
                        )
                    )
    return found, known


def _names_meant(asked: str, index: PlanIndex) -> tuple[frozenset[str], bool]:
    """(printed names that the asked name means, whether only by a reorganisation). A nationwide body is no local one."""
    region = index.plan.region_path or (index.plan.region,)
    printed = {assignment.name for task in index.records.tasks for assignment in task.units}
    how = _matching(asked, printed, region)
    if not how and asked[:1] in _LEVELS and index.plan.region.endswith(asked[:1]):
        how = _matching(asked[1:], printed, region)
    how = how or {name: UnitMatch.ALIAS for name in printed if _shortens(asked, name, region)}
    how = how or {
        name: UnitMatch.RELATIVE for name in printed if is_collective(name) and _begins(name, asked)
    }
    closer = frozenset(name for name, match in how.items() if match is not UnitMatch.FORMER)
    return (closer, False) if closer else (frozenset(how), bool(how))


def _matching(asked: str, printed: set[str], region: tuple[str, ...]) -> dict[str, UnitMatch]:
    """Printed names that the asked name means, and how."""
    found = {name: matches(asked, name, region) for name in printed if same_rank(asked, name)}
    return {name: match for name, match in found.items() if match is not None}


def _shortens(asked: str, printed: str, region: tuple[str, ...]) -> bool:
    """区住建委 for 区住房城乡建委, a name that no list of other names holds."""
    word, body = unit_parts(fold(asked)), unit_parts(fold(printed))
    level = printed.removesuffix(body.body)
    return (
        len(word.body) >= SHORTEST
        and bodies_meant(word.body, word.body[-1:], bodies_by_ends(frozenset((body.body,)))) != ()
        and matches(fold(asked).removesuffix(word.body) + body.body, level + body.body, region) is not None
    )


def _begins(printed: str, asked: str) -> bool:
    """各镇街 for 各镇街人民政府（办事处）"""
    if group_stem(asked) == group_stem(printed):
        return True
    levels = _group_levels(asked)
    if levels and levels <= _group_levels(printed):
        return True
    word = fold(asked)
    bare = word[1:] if word[:1] in _LEVELS else word
    return len(bare) > 2 and fold(printed).startswith((word, bare))


def _group_levels(name: str) -> frozenset[str]:
    """The levels that a collective name stands for: 县, 市, 区 of 各县（市、区）政府; none for another name."""
    group = _GROUP.fullmatch(compact(name))
    return frozenset(group["levels"]) & frozenset("县市区旗乡镇街") if group else frozenset()


def same_rank(asked: str, printed: str) -> bool:
    """市场监管总局 is not 区市场监管局."""
    return asked.endswith(_NATIONAL) == printed.endswith(_NATIONAL)


def _in_roles(task: TaskItem, names: frozenset[str]) -> list[UnitAssignment]:
    """The unit's assignments in a task, one for each role."""
    by_role: dict[Role, UnitAssignment] = {}
    for assignment in task.units:
        if assignment.name in names:
            by_role.setdefault(assignment.role, assignment)
    return list(by_role.values())

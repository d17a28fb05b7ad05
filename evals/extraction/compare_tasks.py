"""Tasks (任务) and the units that carry them (责任单位、配合单位), role by role."""

from __future__ import annotations

from collections import Counter

from evals.extraction.gold import ExtractionGold, GoldTask
from evals.extraction.score import Score
from evals.words import fold_title
from ingest.plan import PlanRecords, TaskItem

SHORTEST_PREFIX = 5
"""Characters that two titles must share from the start to be the same task where one was cut elsewhere."""


def compare_tasks(gold: ExtractionGold, records: PlanRecords) -> tuple[Score, Score]:
    """Scores of tasks and of units. A task is right when it is found in its section with its title; a unit when name, role
    and basis are; an open list of units counts as one more unit."""
    tasks, units = Score("tasks"), Score("units")
    left = list(records.tasks)
    for wanted in gold.tasks:
        found = _take(wanted, left)
        if found is None:
            if not wanted.optional:
                tasks.miss(f"{_label(wanted)}: not found")
                for unit in wanted.units:
                    units.miss(f"{_label(wanted)}: {unit.name} ({unit.role})")
            continue
        if not wanted.optional:
            problems = _problems(wanted, found)
            tasks.judge(not problems, f"{_label(wanted)}: {'; '.join(problems)}")
        _compare_units(wanted, found, units)
    if "tasks" in gold.complete:
        for extra in left:
            tasks.extra(f"{'/'.join(extra.section[-1:])} | {extra.title[:30]} (at {extra.source.start})")
    return tasks, units


def _label(task: GoldTask) -> str:
    return f"{task.section[-1] if task.section else ''} | {task.title}"


def _titles(wanted: GoldTask) -> set[str]:
    return {fold_title(title) for title in (wanted.title, *wanted.accept)}


def _take(wanted: GoldTask, left: list[TaskItem]) -> TaskItem | None:
    titles = _titles(wanted)
    same = [task for task in left if fold_title(task.title) in titles] or [
        task for task in left if any(_cut_elsewhere(title, task) for title in titles)
    ]
    if not same:
        return None
    here = [task for task in same if _in_section(wanted, task)]
    best = (here or same)[0]
    left.remove(best)
    return best


def _cut_elsewhere(title: str, task: TaskItem) -> bool:
    got = fold_title(task.title)
    if min(len(got), len(title)) < SHORTEST_PREFIX:
        return False
    return got.startswith(title) or title.startswith(got) or fold_title(task.text).startswith(title)


def _in_section(wanted: GoldTask, task: TaskItem) -> bool:
    """Whether the task stands under its heading, or under itself where the heading is the task's own title."""
    if not wanted.section:
        return True
    last = fold_title(wanted.section[-1])
    return any(
        fold_title(heading).endswith(last) or last.endswith(fold_title(heading))
        for heading in task.section[-2:]
    )


def _problems(wanted: GoldTask, found: TaskItem) -> list[str]:
    problems = []
    if fold_title(found.title) not in _titles(wanted):
        problems.append(f"title {found.title[:30]!r}")
    if not _in_section(wanted, found):
        problems.append(f"section {found.section!r}")
    return problems


def _compare_units(wanted: GoldTask, found: TaskItem, score: Score) -> None:
    expected = Counter((fold_title(u.name), u.role.value, u.basis.value) for u in wanted.units)
    got = Counter((fold_title(u.name), u.role.value, u.basis.value) for u in found.units)
    if wanted.open:
        expected["等", "", ""] += 1
    if found.units_open:
        got["等", "", ""] += 1
    for name, role, basis in (expected & got).elements():
        score.judge(True, f"{name}{role}{basis}")
    for name, role, basis in (expected - got).elements():
        score.miss(f"{_label(wanted)}: {name} {role} {basis} missing")
    for name, role, basis in (got - expected).elements():
        score.extra(f"{_label(wanted)}: {name} {role} {basis}")

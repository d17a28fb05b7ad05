"""What a document's tasks are as a whole: all of them or those of a section, the units they name, the unit with most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.composing.compose_part import stands_under
from assistant.answering.composing.compose_units import INFERRED, ROLE_WORDS, SHORT_WORDS
from assistant.answering.composing.refer import ref_to_front, ref_to_task, ref_to_units, section_words
from assistant.answering.fold_text import fold
from assistant.answering.matching.find_part import path_of_part
from assistant.answering.turn import Statement, StatementKind, Turn, UnitClaim
from assistant.answering.understanding.document_facts import LISTS_THEM, SEVERAL_LEAD, headed
from assistant.answering.vocabulary.catalogue import Catalogue, book_title
from assistant.answering.vocabulary.plan_index import PlanIndex
from ingest.plan import Basis, Role, TaskItem
from ingest.units.unit_names import is_collective
from prompts import reply

_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]?$")
"""医疗健康（牵头单位：省卫生健康委）"""
_FEW_TASKS = 12
_BUSIEST_SHOWN = 3
"""How many units are named where the one with most tasks is asked for."""


@dataclass(frozen=True, slots=True)
class _Duties:
    """A unit by the name that the document uses, with its tasks by role."""

    name: str
    tasks: tuple[tuple[TaskItem, Role, Basis], ...]

    def count(self, role: Role | None) -> int:
        """How many tasks; one in which the unit has both roles counts once."""
        return len({task.id for task, own, _ in self.tasks if role is None or own is role})


def say_tasks(index: PlanIndex, turn: Turn, catalogue: Catalogue) -> tuple[Statement, ...]:
    """How many tasks the document or the section asked for has; the tasks themselves where a list is asked for."""
    tasks, heading = _tasks_meant(index, turn)
    named = f"{catalogue.place_word(index.plan)}“{heading}”" if heading else book_title(index.plan)
    if heading and not tasks:
        front = ref_to_front(index.plan, "title", index.records.source_text)
        return (Statement(reply("no_tasks_in_part", part=named), (front,), StatementKind.LEAD),)
    if not tasks:
        return ()
    count = reply("task_count", plan=named, count=len(tasks))
    if _only_counted(len(tasks), heading, turn):
        front = ref_to_front(index.plan, "title", index.records.source_text)
        return (Statement(count, (front,), StatementKind.COUNT, counted=len(tasks)),)
    statements = [Statement(count, kind=StatementKind.COUNT, counted=len(tasks))]
    section = ""
    for number, task in enumerate(tasks, 1):
        where = section_words(task.section, 1)
        if where != section and where != heading:
            statements.append(Statement(f"\n**{where}**", kind=StatementKind.LEAD))
        section = where
        statements.append(Statement(f"{number}. {task.title}", (ref_to_task(index.plan, task),)))
    return tuple(statements)


def _only_counted(count: int, heading: str, turn: Turn) -> bool:
    """Whether the number alone is asked for: of several documents, and where nothing says 哪些 or 列出 (of a short section all are said)."""
    several = turn.scope is not None and len(turn.scope.plan_ids) > 1
    lists = LISTS_THEM.search(turn.asked.text + turn.question.text) is not None
    return several or not (lists or (heading and count <= _FEW_TASKS))


def _tasks_meant(index: PlanIndex, turn: Turn) -> tuple[tuple[TaskItem, ...], str]:
    """(tasks, heading of the section that is asked for or "")."""
    every = index.records.tasks
    if SEVERAL_LEAD.search(turn.asked.text):
        return tuple(task for task in every if _leads_of(task) > 1), reply("led_by_several")
    paths = _paths_meant(index, turn)
    for path in paths:
        tasks = tuple(task for task in every if stands_under(task.section, path))
        if tasks:
            return tasks, path[-1]
    return ((), paths[0][-1]) if paths else (every, "")


def _leads_of(task: TaskItem) -> int:
    return sum(1 for assignment in task.units if assignment.role is Role.RESPONSIBLE)


def _paths_meant(index: PlanIndex, turn: Turn) -> list[tuple[str, ...]]:
    """The paths of the headings that the question names by number or words; a table's headings may hold their units too."""
    numbered = path_of_part(index, turn.asked.text)
    if numbered:
        return [numbered]
    sections = {fold(section.title): section.path for section in index.records.sections}
    rows: dict[str, tuple[str, ...]] = {}
    for task in index.records.tasks:
        if task.section:
            rows.setdefault(fold(_IN_BRACKETS.sub("", task.section[-1])), task.section)
    found = [
        paths[heading] for paths in (sections, rows) for heading in headed(turn.asked.topic, tuple(paths))
    ]
    return list(dict.fromkeys(found))


def say_units(index: PlanIndex, turn: Turn, catalogue: Catalogue) -> tuple[Statement, ...]:
    """The units of a role, or all, with how many tasks each has; collective names apart."""
    role = turn.asked.role
    tasks, heading = _tasks_meant(index, turn)
    every = [duties for duties in _duties_of(tasks or index.records.tasks) if duties.count(role)]
    units = [duties for duties in every if not is_collective(duties.name)]
    if not every:
        return _names_none(index, catalogue)
    words = ROLE_WORDS[role] if role else "单位"
    part = f"“{heading}”" if tasks and heading else ""
    text = f"{book_title(index.plan)}{part}点名的{words}共 {len(units)} 个{_inferred(index)}："
    statements = [Statement(text, kind=StatementKind.COUNT, counted=len(units))]
    statements.extend(_counted_line(f"{at}. ", duties, role, index) for at, duties in enumerate(units, 1))
    groups = [duties for duties in every if is_collective(duties.name)]
    if groups:
        lead = reply("collective_names", count=len(groups))
        statements.append(Statement("\n" + lead, kind=StatementKind.COUNT, counted=len(groups)))
        statements.extend(_counted_line("- ", duties, role, index) for duties in groups)
    return tuple(statements)


def say_busiest(index: PlanIndex, turn: Turn, catalogue: Catalogue) -> tuple[Statement, ...]:
    """The unit with most tasks in the role asked for, or in any, and those that follow it."""
    role = turn.asked.role
    counted = [duties for duties in _duties_of(index.records.tasks) if not is_collective(duties.name)]
    ranked = sorted((duties for duties in counted if duties.count(role)), key=lambda one: -one.count(role))
    if not ranked:
        return _names_none(index, catalogue)
    least = ranked[:_BUSIEST_SHOWN][-1].count(role)
    shown = [duties for duties in ranked if duties.count(role) >= least]
    most = "、".join(one.name for one in ranked if one.count(role) == ranked[0].count(role))
    done = SHORT_WORDS[role] if role else "承担"
    text = f"{catalogue.place_word(index.plan)}{done}任务最多的是{most}，{ranked[0].count(role)} 项{_inferred(index)}。前 {len(shown)} 个："
    lead = Statement(text, kind=StatementKind.COUNT, counted=len(shown))
    return (lead, *(_counted_line(f"{at}. ", duties, role, index) for at, duties in enumerate(shown, 1)))


def _duties_of(tasks: Sequence[TaskItem]) -> list[_Duties]:
    """Every unit with its tasks, in the order in which the document names them."""
    found: dict[str, list[tuple[TaskItem, Role, Basis]]] = {}
    for task in tasks:
        for assignment in task.units:
            found.setdefault(assignment.name, []).append((task, assignment.role, assignment.basis))
    return [_Duties(name, tuple(own)) for name, own in found.items()]


def _counted_line(mark: str, duties: _Duties, role: Role | None, index: PlanIndex) -> Statement:
    """A unit with its numbers of tasks; it cites the first of them, the numbers are counted."""
    first, own_role, basis = next(one for one in duties.tasks if role is None or one[1] is role)
    roles = (role,) if role else tuple(one for one in Role if duties.count(one))
    counts = "、".join(f"{SHORT_WORDS[one]} {duties.count(one)} 项" for one in roles)
    claim = UnitClaim(duties.name, own_role, basis, first.title)
    return Statement(
        f"{mark}{duties.name}：{counts}",
        (ref_to_units(index.plan, first),),
        StatementKind.COUNT,
        units=(claim,),
        counted=duties.count(role),
    )


def _inferred(index: PlanIndex) -> str:
    units = (unit for task in index.records.tasks for unit in task.units)
    return INFERRED if any(unit.basis is Basis.INFERRED for unit in units) else ""


def _names_none(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
    front = ref_to_front(index.plan, "title", index.records.source_text)
    text = reply("plans_name_no_units", places=catalogue.place_word(index.plan))
    return (Statement(text, (front,), StatementKind.LEAD),)

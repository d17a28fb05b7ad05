"""Sentences and lists about who does a task, and about what a unit does."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import AnswerStatus, Clarification
from assistant.answering.catalogue import Catalogue
from assistant.answering.composing.refer import ref_to_task, ref_to_units, section_words
from assistant.answering.composing.say_matter import say_matter
from assistant.answering.matching.match_tasks import title_said
from assistant.answering.turn import Draft, FoundTask, Statement, StatementKind, Turn, UnitClaim
from assistant.answering.understanding import question_patterns as patterns
from ingest.plan import Basis, Plan, Role, TaskItem, UnitAssignment
from ingest.units.unit_names import UnitMatch, is_collective, matches
from prompts import reply

INFERRED = "（文件未标明分工，据单位排列顺序推断）"
_ROLE_WORDS = {Role.RESPONSIBLE: "责任单位", Role.COOPERATING: "配合单位"}
_MANY_TASKS = 15
_SHORT_WORDS = {Role.RESPONSIBLE: "牵头", Role.COOPERATING: "配合"}
_LIST_WORDS = {Role.RESPONSIBLE: "牵头（责任单位）", Role.COOPERATING: "配合"}


def units_sentence(task: TaskItem, role: Role | None) -> str:
    """责任单位为…；配合单位为… — the role asked for, or both; said to be inferred where it is."""
    roles = (role,) if role else (Role.RESPONSIBLE, Role.COOPERATING)
    parts: list[str] = []
    for wanted in roles:
        own = [assignment for assignment in task.units if assignment.role is wanted]
        if own:
            parts.append(f"{_ROLE_WORDS[wanted]}为{'、'.join(assignment.name for assignment in own)}")
        elif role:
            parts.append(f"未列{_ROLE_WORDS[wanted]}")
    if task.units_open and parts:
        parts[-1] += "等相关部门"
    inferred = any(assignment.basis is Basis.INFERRED for assignment in task.units)
    return "；".join(parts) + (INFERRED if inferred else "")


def task_units_statement(found: FoundTask, place: str, role: Role | None) -> Statement:
    task = found.task
    if not task.units:
        text = f"{place}“{task.title}”一项没有写明责任单位和配合单位。"
        return Statement(text, (ref_to_task(found.plan, task),))
    claims = tuple(
        UnitClaim(assignment.name, assignment.role, assignment.basis, task.title)
        for assignment in task.units
        if role is None or assignment.role is role
    )
    text = f"{place}“{task.title}”：{units_sentence(task, role)}。"
    return Statement(text, (ref_to_units(found.plan, task),), units=claims)


def compose_task_units(turn: Turn, catalogue: Catalogue) -> Draft | None:
    """Who does the tasks that were found; ``None`` where none was."""
    asked, tasks = turn.asked, turn.facts.tasks
    if not tasks:
        return None
    statements: list[Statement] = []
    silent = [plan for plan in _plans(tasks) if not catalogue.index(plan.id).names_units]
    if asked.words and not any(title_said(item.task, asked.topic) for item in tasks):
        lead = reply("in_text_of_tasks", what=say_matter(turn))
        statements.append(Statement(lead, kind=StatementKind.LEAD))
    if silent:
        statements.append(_say_silent(silent, tasks, catalogue))
    several = len(_plans(tasks)) > 1
    for plan in _plans(tasks):
        if plan in silent:
            continue
        own = [item for item in tasks if item.plan.id == plan.id]
        for item in own[:1] if several else own:
            statements.append(task_units_statement(item, catalogue.place_word(plan), asked.role))
            statements.extend(_unit_asked_about(item, asked.units))
    return Draft(AnswerStatus.ANSWERED, tuple(statements))


def _say_silent(silent: Sequence[Plan], tasks: Sequence[FoundTask], catalogue: Catalogue) -> Statement:
    """One sentence for all the plans that name no units, with the task of each."""
    first = [next(item for item in tasks if item.plan.id == plan.id) for plan in silent]
    refs = tuple(ref_to_task(item.plan, item.task) for item in first)
    if len(silent) == 1:
        place = catalogue.place_word(silent[0])
        return Statement(reply("plan_names_no_units", place=place, task=first[0].task.title), refs)
    places = "、".join(catalogue.place_word(plan) for plan in silent)
    return Statement(reply("plans_name_no_units", places=places), refs)


def _unit_asked_about(item: FoundTask, units: Sequence[str]) -> list[Statement]:
    """Yes or no, where the question names a unit: 是区市场监管局牵头吗."""
    statements: list[Statement] = []
    region = item.plan.region_path or (item.plan.region,)
    for unit in units:
        meant = [
            assignment
            for assignment in item.task.units
            if (how := matches(unit, assignment.name, region)) is not None and how is not UnitMatch.FORMER
        ]
        if not meant:
            text = reply("unit_not_in_task", unit=unit, task=item.task.title)
            statements.append(Statement(text, kind=StatementKind.LEAD))
    return statements


def _plans(tasks: Sequence[FoundTask]) -> list[Plan]:
    return list({item.plan.id: item.plan for item in tasks}.values())


def compose_unit_tasks(turn: Turn, catalogue: Catalogue) -> Draft:
    """Every task of a unit by role, counted; or what is missing said plainly."""
    asked, tasks = turn.asked, turn.facts.tasks
    scope = turn.scope.plan_ids if turn.scope else ()
    plans = [catalogue.plans[plan_id] for plan_id in scope]
    if patterns.WITHOUT_UNITS.search(asked.text):
        return _tasks_without(turn, catalogue)
    unit = "、".join(asked.units)
    if not tasks:
        return _no_tasks(turn, catalogue, plans, unit)
    if asked.ordinal is not None and asked.ordinal <= len(tasks):
        return _one_task(tasks[asked.ordinal - 1], turn, catalogue)
    found_in = _plans(tasks)
    if len(found_in) > 1 and len(tasks) > _MANY_TASKS and not (turn.scope and turn.scope.named):
        return _ask_which(found_in, unit, catalogue)
    statements: list[Statement] = []
    for plan in found_in:
        for name in dict.fromkeys(item.asked for item in tasks if item.plan.id == plan.id):
            own = [item for item in tasks if item.plan.id == plan.id and item.asked == name]
            statements.extend(_tasks_in_plan(plan, own, catalogue, asked.role, turn.facts.about))
        statements.extend(_collectives(plan, [item for item in tasks if item.plan.id == plan.id], catalogue))
    return Draft(AnswerStatus.ANSWERED, tuple(statements))


def _one_task(item: FoundTask, turn: Turn, catalogue: Catalogue) -> Draft:
    """The item that the question counts out: who does it, where that is asked; else what it says."""
    place = catalogue.place_word(item.plan)
    if patterns.ASKS_UNITS.search(turn.question.text):
        return Draft(
            AnswerStatus.ANSWERED, (task_units_statement(item, place, patterns.role_in(turn.question.text)),)
        )
    text = item.task.text.strip()
    statement = Statement(f"{place}：{text}", (ref_to_task(item.plan, item.task),))
    return Draft(AnswerStatus.ANSWERED, (statement,))


def _ask_which(plans: Sequence[Plan], unit: str, catalogue: Catalogue) -> Draft:
    """Long lists of several places are not given all at once."""
    options = tuple(catalogue.place_word(plan) for plan in plans)
    text = reply("unit_too_many", count=len(plans), unit=unit, places="、".join(options))
    return Draft(
        AnswerStatus.CLARIFY, (Statement(text, kind=StatementKind.LEAD),), Clarification(text, options)
    )


def _tasks_in_plan(
    plan: Plan, own: list[FoundTask], catalogue: Catalogue, role: Role | None, about: str
) -> list[Statement]:
    """The tasks of one unit in one plan, by role, counted."""
    by_role = {wanted: [item for item in own if item.role is wanted] for wanted in Role}
    by_role = {wanted: items for wanted, items in by_role.items() if items}
    names = "、".join(dict.fromkeys(item.unit or "" for item in own))
    distinct = len({item.task.id for item in own})
    counts = "、".join(f"{_SHORT_WORDS[wanted]} {len(items)} 项" for wanted, items in by_role.items())
    inferred = INFERRED if any(item.basis is Basis.INFERRED for item in own) else ""
    matter = f"与“{about}”有关的" if about else "的"
    total = f"{_SHORT_WORDS[role] if role else '承担'}{matter}任务"
    lead = f"{catalogue.place_word(plan)}：{names}{total}共 {distinct} 项{'' if role else f'，其中{counts}'}{inferred}。"
    statements = [Statement(lead, kind=StatementKind.COUNT, counted=distinct)]
    if own[0].former and own[0].asked:
        statements.insert(
            0, Statement(reply("unit_now", asked=own[0].asked, unit=names), kind=StatementKind.LEAD)
        )
    for wanted, items in by_role.items():
        if len(by_role) > 1:
            title = f"\n**{_LIST_WORDS[wanted]}，{len(items)} 项**"
            statements.append(Statement(title, kind=StatementKind.COUNT, counted=len(items)))
        statements.extend(_task_line(number, item, wanted) for number, item in enumerate(items, 1))
    return statements


def _task_line(number: int, item: FoundTask, role: Role) -> Statement:
    unit = UnitClaim(item.unit or "", role, item.basis or Basis.STATED, item.task.title)
    return Statement(f"{number}. {item.task.title}", (ref_to_units(item.plan, item.task),), units=(unit,))


def _collectives(plan: Plan, own: list[FoundTask], catalogue: Catalogue) -> list[Statement]:
    """How many further tasks name only collective units, which may include this one."""
    named = {item.task.id for item in own}
    others = [
        task
        for task in catalogue.index(plan.id).records.tasks
        if task.id not in named and any(is_collective(assignment.name) for assignment in task.units)
    ]
    if not others:
        return []
    names = "、".join(dict.fromkeys(_collective_names(others)))
    text = reply("collective_units", count=len(others), names=names)
    return [Statement("\n" + text, kind=StatementKind.COUNT, counted=len(others))]


def _collective_names(tasks: Sequence[TaskItem]) -> list[str]:
    names: list[UnitAssignment] = [unit for task in tasks for unit in task.units if is_collective(unit.name)]
    return [f"“{unit.name}”" for unit in names][:12][:3]


def _no_tasks(turn: Turn, catalogue: Catalogue, plans: Sequence[Plan], unit: str) -> Draft:
    places = "、".join(catalogue.place_word(plan) for plan in plans)
    if plans and all(not catalogue.index(plan.id).names_units for plan in plans):
        text = reply("plans_name_no_units", places=places)
    elif turn.facts.unit_known and turn.asked.role:
        other = "配合" if turn.asked.role is Role.RESPONSIBLE else "牵头"
        text = reply(
            "unit_only_in_other_role",
            places=places,
            unit=unit,
            role=_ROLE_WORDS[turn.asked.role],
            other=other,
        )
    else:
        text = reply("unit_not_in_plans", places=places, unit=unit)
    return Draft(AnswerStatus.NOT_FOUND, (Statement(text, kind=StatementKind.LEAD),))


def _tasks_without(turn: Turn, catalogue: Catalogue) -> Draft:
    tasks = turn.facts.tasks
    match = patterns.WITHOUT_UNITS.search(turn.asked.text)
    role = f"{patterns.role_without(match) if match else '配合'}单位"
    if not tasks:
        places = "、".join(
            catalogue.place_word(catalogue.plans[plan_id])
            for plan_id in (turn.scope.plan_ids if turn.scope else ())
        )
        text = reply("no_task_without", places=places, role=role)
        return Draft(AnswerStatus.NOT_FOUND, (Statement(text, kind=StatementKind.LEAD),))
    statements: list[Statement] = []
    for plan in _plans(tasks):
        own = [item for item in tasks if item.plan.id == plan.id]
        inferred = any(unit.basis is Basis.INFERRED for item in own for unit in item.task.units)
        note = INFERRED if inferred else ""
        lead = f"{catalogue.place_word(plan)}没有列出{role}的任务共 {len(own)} 项{note}："
        statements.append(Statement(lead, kind=StatementKind.COUNT, counted=len(own)))
        for number, item in enumerate(own, 1):
            where = section_words(item.task.section, 1)
            text = f"{number}. {item.task.title}{f'（{where}）' if where else ''}"
            statements.append(Statement(text, (ref_to_units(plan, item.task),)))
    return Draft(AnswerStatus.ANSWERED, tuple(statements))

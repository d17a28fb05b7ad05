"""Lists of what a unit does: all its tasks by role, those with other units, those it has no part in, those without a unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer import AnswerStatus, Clarification
from assistant.answering.composing.compose_unit_counts import compose_unit_counts
from assistant.answering.composing.compose_units import (
    ASKS_WHEN,
    INFERRED,
    ROLE_WORDS,
    SHORT_WORDS,
    plans_of,
    task_units_statement,
)
from assistant.answering.composing.refer import (
    ref_to_deadline,
    ref_to_sentence,
    ref_to_task,
    ref_to_units,
    section_words,
)
from assistant.answering.matching.labelled_lines import line_of_person
from assistant.answering.turn import (
    Draft,
    Evidence,
    FoundTask,
    Statement,
    StatementKind,
    Turn,
    Understanding,
    UnitClaim,
)
from assistant.answering.understanding import question_patterns as patterns
from assistant.answering.understanding.count_of_units import count_of_units
from assistant.answering.understanding.recognise_duties import asks_alone, asks_together, left_out
from assistant.answering.understanding.roles_asked import role_in
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import Basis, Plan, RecordType, Role, TaskItem, UnitAssignment
from ingest.units.unit_names import is_collective
from prompts import reply

_MANY_TASKS = 15
_LIST_WORDS = {Role.RESPONSIBLE: "牵头（责任单位）", Role.COOPERATING: "配合"}


def compose_unit_tasks(turn: Turn, catalogue: Catalogue) -> Draft:
    """Every task of a unit by role, counted; or what is missing said plainly."""
    asked, tasks = turn.asked, turn.facts.tasks
    scope = turn.scope.plan_ids if turn.scope else ()
    plans = [catalogue.plans[plan_id] for plan_id in scope]
    if patterns.WITHOUT_UNITS.search(asked.text):
        return _tasks_without(turn, catalogue)
    counted = count_of_units(asked.text)
    if counted is not None and turn.facts.unit_known:
        return compose_unit_counts(counted, turn, catalogue)
    if tasks and left_out(asked.text):
        return _tasks_of_others(tasks, asked, catalogue)
    unit = "、".join(asked.units)
    if not tasks:
        return _no_tasks(turn, catalogue, plans, unit)
    if asked.ordinal is not None and asked.ordinal <= len(tasks):
        return _one_task(tasks[asked.ordinal - 1], turn, catalogue)
    found_in = plans_of(tasks)
    if len(found_in) > 1 and len(tasks) > _MANY_TASKS and not (turn.scope and turn.scope.named):
        return _ask_which(found_in, unit, catalogue)
    statements: list[Statement] = []
    together = asks_together(asked.text, asked.units)
    for plan in found_in:
        if together:
            statements.extend(_shared_tasks([item for item in tasks if item.plan.id == plan.id], catalogue))
            continue
        for name in dict.fromkeys(item.asked for item in tasks if item.plan.id == plan.id):
            own = [item for item in tasks if item.plan.id == plan.id and item.asked == name]
            if own[0].unit is None:
                statements.extend(_tasks_of_person(plan, own, catalogue))
                continue
            statements.extend(_tasks_in_plan(plan, own, catalogue, asked, turn.facts.about))
        named = [item for item in tasks if item.plan.id == plan.id and item.unit]
        statements.extend(_collectives(plan, named, catalogue) if named else [])
    statements.extend(_not_there(turn, found_in, plans, catalogue))
    return Draft(AnswerStatus.ANSWERED, tuple(statements))


def _not_there(
    turn: Turn, found_in: Sequence[Plan], plans: Sequence[Plan], catalogue: Catalogue
) -> list[Statement]:
    """The units that no plan names, beside others that are named; the places asked about that name none of them."""
    gaps = [(found_in, unit) for unit in turn.facts.missing]
    silent = [plan for plan in plans if plan not in found_in] if turn.scope and turn.scope.named else []
    gaps += [(silent, "、".join(turn.asked.units))] if silent else []
    return [
        Statement(
            "\n" + reply("unit_not_in_plans", places="、".join(map(catalogue.place_word, where)), unit=unit),
            kind=StatementKind.LEAD,
        )
        for where, unit in gaps
    ]


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
    plan: Plan, own: list[FoundTask], catalogue: Catalogue, asked: Understanding, about: str
) -> list[Statement]:
    """The tasks of one unit in one plan, by role, counted; with their deadlines where these are asked for."""
    role, dated = asked.role, ASKS_WHEN.search(asked.text) is not None
    by_role = {wanted: [item for item in own if item.role is wanted] for wanted in Role}
    by_role = {wanted: items for wanted, items in by_role.items() if items}
    names = "、".join(dict.fromkeys(item.unit or "" for item in own))
    distinct = len({item.task.id for item in own})
    counts = _say_roles(by_role, distinct)
    inferred = INFERRED if any(item.basis is Basis.INFERRED for item in own) else ""
    matter = f"与“{about}”有关的" if about else "的"
    done = "单独牵头" if asks_alone(asked.text) else SHORT_WORDS[role] if role else "承担"
    total = f"{done}{matter}任务"
    lead = f"{catalogue.place_word(plan)}：{names}{total}共 {distinct} 项{'' if role else f'，{counts}'}{inferred}。"
    statements = [Statement(lead, kind=StatementKind.COUNT, counted=distinct)]
    if own[0].former and own[0].asked:
        statements.insert(
            0, Statement(reply("unit_now", asked=own[0].asked, unit=names), kind=StatementKind.LEAD)
        )
    for wanted, items in by_role.items():
        if len(by_role) > 1:
            title = f"\n**{_LIST_WORDS[wanted]}，{len(items)} 项**"
            statements.append(Statement(title, kind=StatementKind.COUNT, counted=len(items)))
        statements.extend(_task_line(number, item, wanted, dated) for number, item in enumerate(items, 1))
    return statements


def _say_roles(by_role: Mapping[Role, Sequence[FoundTask]], distinct: int) -> str:
    """其中牵头 4 项、配合 5 项; 均为配合 where there is one role."""
    if len(by_role) == 1:
        (only,) = by_role
        return f"{'均' if distinct > 1 else ''}为{SHORT_WORDS[only]}"
    return f"其中{'、'.join(f'{SHORT_WORDS[one]} {len(items)} 项' for one, items in by_role.items())}"


def _tasks_of_person(plan: Plan, own: Sequence[FoundTask], catalogue: Catalogue) -> list[Statement]:
    """The tasks whose rows say that a person leads them, counted; each cites that line."""
    name = own[0].asked or ""
    lines = [(item, line) for item in own if (line := line_of_person(item.task, name)) is not None]
    labels = "、".join(dict.fromkeys(line.label for _, line in lines))
    lead = f"{catalogue.place_word(plan)}：{labels}为{name}的任务共 {len(lines)} 项。"
    statements = [Statement(lead, kind=StatementKind.COUNT, counted=len(lines))]
    for number, (item, line) in enumerate(lines, 1):
        evidence = Evidence(plan, item.task, RecordType.TASK, 1.0, 1.0)
        refs = (ref_to_task(plan, item.task), ref_to_sentence(evidence, line.line))
        statements.append(Statement(f"{number}. {item.task.title}", refs))
    return statements


def _shared_tasks(own: Sequence[FoundTask], catalogue: Catalogue) -> list[Statement]:
    """The tasks that name several units, by the roles that these have in them; counted."""
    by_task: dict[str, list[FoundTask]] = {}
    for item in own:
        by_task.setdefault(item.task.id, []).append(item)
    by_roles: dict[str, list[list[FoundTask]]] = {}
    for items in by_task.values():
        roles = "、".join(f"{item.unit}{SHORT_WORDS[item.role]}" for item in items if item.role)
        by_roles.setdefault(roles, []).append(items)
    names = "、".join(dict.fromkeys(item.unit or "" for item in own))
    inferred = INFERRED if any(item.basis is Basis.INFERRED for item in own) else ""
    lead = f"{catalogue.place_word(own[0].plan)}：同时列有{names}的任务共 {len(by_task)} 项{inferred}。"
    statements = [Statement(lead, kind=StatementKind.COUNT, counted=len(by_task))]
    for roles, tasks in by_roles.items():
        title = f"\n**{roles}，{len(tasks)} 项**"
        statements.append(Statement(title, kind=StatementKind.COUNT, counted=len(tasks)))
        for number, items in enumerate(tasks, 1):
            lines = [_task_line(number, item, item.role) for item in items if item.role]
            claims = tuple(claim for line in lines for claim in line.units)
            statements.append(replace(lines[0], units=claims))
    return statements


def _tasks_of_others(tasks: Sequence[FoundTask], asked: Understanding, catalogue: Catalogue) -> Draft:
    """The tasks in which the unit asked for has no part, or not this one."""
    statements: list[Statement] = []
    for plan in plans_of(tasks):
        own = [item for item in tasks if item.plan.id == plan.id]
        out_of = role_in(left_out(asked.text))
        role = f"作为{ROLE_WORDS[out_of]}" if out_of else ""
        lead = f"{catalogue.place_word(plan)}没有列{'、'.join(asked.units)}{role}的任务共 {len(own)} 项："
        statements.append(Statement(lead, kind=StatementKind.COUNT, counted=len(own)))
        statements.extend(_placed_line(number, item) for number, item in enumerate(own, 1))
    return Draft(AnswerStatus.ANSWERED, tuple(statements))


def _placed_line(number: int, item: FoundTask) -> Statement:
    """A task with its section: lists of several sections may hold titles that are alike."""
    where = section_words(item.task.section, 1)
    text = f"{number}. {item.task.title}{f'（{where}）' if where else ''}"
    return Statement(text, (ref_to_units(item.plan, item.task),))


def _task_line(number: int, item: FoundTask, role: Role, dated: bool = False) -> Statement:
    unit = UnitClaim(item.unit or "", role, item.basis or Basis.STATED, item.task.title)
    refs = (ref_to_units(item.plan, item.task),)
    if dated and item.task.deadline:
        text = f"{number}. {item.task.title}（{item.task.deadline}）"
        return Statement(text, (ref_to_deadline(item.plan, item.task), *refs), units=(unit,))
    return Statement(f"{number}. {item.task.title}", refs, units=(unit,))


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
    elif turn.facts.unit_known and asks_together(turn.asked.text, turn.asked.units):
        text = reply("no_shared_tasks", places=places, units=unit)
    elif turn.facts.unit_known and turn.asked.role:
        other = "配合" if turn.asked.role is Role.RESPONSIBLE else "牵头"
        text = reply(
            "unit_only_in_other_role",
            places=places,
            unit=unit,
            role=ROLE_WORDS[turn.asked.role],
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
    for plan in plans_of(tasks):
        own = [item for item in tasks if item.plan.id == plan.id]
        named = [item for item in own if item.task.units]
        silent = [item for item in own if not item.task.units]
        inferred = any(unit.basis is Basis.INFERRED for item in named for unit in item.task.units)
        note = INFERRED if inferred else ""
        lead = f"{catalogue.place_word(plan)}没有列出{role}的任务共 {len(named or silent)} 项{note}："
        statements.append(Statement(lead, kind=StatementKind.COUNT, counted=len(named or silent)))
        statements.extend(_placed_line(number, item) for number, item in enumerate(named or silent, 1))
        if named and silent:
            apart = "\n" + reply("tasks_of_no_unit", count=len(silent))
            statements.append(Statement(apart, kind=StatementKind.COUNT, counted=len(silent)))
            statements.extend(_placed_line(number, item) for number, item in enumerate(silent, 1))
    return Draft(AnswerStatus.ANSWERED, tuple(statements))

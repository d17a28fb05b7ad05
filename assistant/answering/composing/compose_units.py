"""Sentences and lists about who does a task, and about what a unit does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import AnswerStatus
from assistant.answering.composing.refer import in_quotes, ref_to_sentence, ref_to_task, ref_to_units
from assistant.answering.composing.say_deadline import say_deadline
from assistant.answering.composing.say_line import say_line
from assistant.answering.composing.say_matter import say_matter
from assistant.answering.fold_text import fold, split_sentences
from assistant.answering.matching.labelled_lines import PERSON, lines_asked_for
from assistant.answering.matching.match_tasks import title_said
from assistant.answering.matching.weigh_words import WordWeights
from assistant.answering.turn import (
    Draft,
    Evidence,
    FoundTask,
    Statement,
    StatementKind,
    Turn,
    UnitClaim,
)
from assistant.answering.understanding.roles_asked import roles_named
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.number_grammar import find_quantities, same_measure
from ingest.number_grammar.measures import MEASURE
from ingest.plan import Basis, Plan, RecordType, Role, TaskItem, UnitAssignment
from ingest.units.unit_names import UnitMatch, compact, matches
from prompts import reply

INFERRED = "（文件未标明分工，据单位排列顺序推断）"
ROLE_WORDS = {Role.RESPONSIBLE: "责任单位", Role.COOPERATING: "配合单位"}
SHORT_WORDS = {Role.RESPONSIBLE: "牵头", Role.COOPERATING: "配合"}

_HEADED = 0.9
_SPOKEN_OF = 0.6
"""A task whose title and text say less of what is asked is only the nearest."""

_ASKED_NUMBER = re.compile(rf"多少(?P<measure>{MEASURE})(?!单位|部门|任务)")
"""多少家"""
_NUMBERS_SAID = 2

ASKS_WHEN = re.compile(r"(?:什么|哪个?)(?:时候|时间)|何时|哪一?年|几月|时限|(?<!实施)(?<!规划)期限|截止")
"""由谁负责，什么时候完成"""


def units_sentence(task: TaskItem, role: Role | None, named: frozenset[Role] = frozenset()) -> str:
    """责任单位为…；配合单位为… — the role asked for, or both; the other one where that is not given; said to be inferred where it is.

    ``named`` are the roles that the question names: one that the task does not give is said to be missing.
    """
    others = tuple(other for other in Role if other is not role)
    roles = (role, *(() if _in_role(task, role) else others)) if role else tuple(Role)
    parts: list[str] = []
    for wanted in roles:
        own = [assignment for assignment in task.units if assignment.role is wanted]
        if own:
            names = "、".join(assignment.name for assignment in own)
            parts.append(f"{ROLE_WORDS[wanted]}为{names}{'等相关部门' if _is_open(task, own) else ''}")
        elif wanted is role or wanted in named:
            parts.append(f"未列{ROLE_WORDS[wanted]}")
    inferred = any(assignment.basis is Basis.INFERRED for assignment in task.units)
    return "；".join(parts) + (INFERRED if inferred else "")


def _is_open(task: TaskItem, own: Sequence[UnitAssignment]) -> bool:
    """Whether the units of one role are the list that ends in 等相关部门: the source says so behind one of them, else behind the last."""
    if not task.units_open:
        return False
    words = compact(task.units_text)
    ends = [unit for unit in task.units if f"{compact(unit.name)}等" in words]
    return any(unit in own for unit in ends) if ends else task.units[-1] in own


def _in_role(task: TaskItem, role: Role) -> bool:
    return any(assignment.role is role for assignment in task.units)


def task_units_statement(
    found: FoundTask, place: str, role: Role | None, named: frozenset[Role] = frozenset()
) -> Statement:
    task = found.task
    if not task.units:
        text = f"{place}{in_quotes(task.title)}一项没有写明责任单位和配合单位。"
        return Statement(text, (ref_to_task(found.plan, task),))
    claims = tuple(
        UnitClaim(assignment.name, assignment.role, assignment.basis, task.title)
        for assignment in task.units
        if role is None or assignment.role is role or not _in_role(task, role)
    )
    text = f"{place}{in_quotes(task.title)}：{units_sentence(task, role, named)}。"
    return Statement(text, (ref_to_units(found.plan, task),), units=claims)


def compose_task_units(turn: Turn, catalogue: Catalogue) -> Draft | None:
    """Who does the tasks that were found; ``None`` where none was."""
    asked, tasks = turn.asked, turn.facts.tasks
    if not tasks:
        return None
    statements: list[Statement] = []
    silent = [plan for plan in plans_of(tasks) if not catalogue.index(plan.id).names_units]
    if asked.words and (lead := _how_named(turn, catalogue)):
        statements.append(lead)
    if silent:
        statements.append(_say_silent(silent, tasks, catalogue))
    several = len(plans_of(tasks)) > 1
    for plan in plans_of(tasks):
        if plan in silent:
            continue
        own = [item for item in tasks if item.plan.id == plan.id]
        for item in own[:1] if several else own:
            role = None if asked.units else asked.role
            statements.append(
                task_units_statement(item, catalogue.place_word(plan), role, roles_named(asked.text))
            )
            statements.extend(_unit_asked_about(item, asked.units))
            statements.extend(asked_beside(item, asked.text, catalogue.place_word(plan)))
    if turn.facts.missing:
        left_out = "、".join(f"“{say_matter(turn, matter)}”" for matter in turn.facts.missing)
        statements.append(Statement(reply("tasks_left_out", what=left_out), kind=StatementKind.LEAD))
    return Draft(AnswerStatus.ANSWERED, tuple(statements))


def _how_named(turn: Turn, catalogue: Catalogue) -> Statement | None:
    """What is said where no task is called so: that a heading is, that their text speaks of it, or that they are the nearest."""
    tasks = turn.facts.tasks
    if any(title_said(item.task, turn.asked.topic) for item in tasks):
        return None
    weights = WordWeights(turn.asked.words, catalogue.indexes([plan.id for plan in plans_of(tasks)]))
    if all(item.task.section and weights.coverage(fold(item.task.section[-1])) >= _HEADED for item in tasks):
        lead = reply("tasks_under_heading", what=say_matter(turn), count=len(tasks))
        return Statement(lead, kind=StatementKind.COUNT, counted=len(tasks)) if len(tasks) > 1 else None
    spoken = any(weights.coverage(fold(item.task.title + item.task.text)) >= _SPOKEN_OF for item in tasks)
    what = say_matter(turn)
    lead = reply("in_text_of_tasks", what=what) if spoken else reply("nearest_tasks", what=what)
    return Statement(lead, kind=StatementKind.LEAD)


def asked_beside(item: FoundTask, text: str, place: str) -> list[Statement]:
    """What the question asks of the task beside its units: people and others that its row names, when it is to be done."""
    evidence = Evidence(item.plan, item.task, RecordType.TASK, item.score, 1.0)
    lines = lines_asked_for(item.task, text)
    statements = [Statement(f"- {line.line.text}", (ref_to_sentence(evidence, line.line),)) for line in lines]
    person = PERSON.search(text)
    if person and not any(PERSON.search(line.label) for line in lines):
        statements.append(Statement(reply("person_not_stated", who=person.group(0)), kind=StatementKind.LEAD))
    statements += _number_of(evidence, item.task, text)
    if ASKS_WHEN.search(text):
        told = say_deadline(item.plan, item.task, place)
        gap = reply("no_deadline_stated", place=place, what=in_quotes(item.task.title))
        statements.extend(told or [Statement(gap, kind=StatementKind.LEAD)])
    return statements


def _number_of(evidence: Evidence, task: TaskItem, text: str) -> list[Statement]:
    """The sentences of a task with a number of the measure asked for: 改造多少家、谁负责; 多少家单位 asks for none."""
    asked = _ASKED_NUMBER.search(text)
    return [
        Statement(f"- {say_line(sentence.text)}", (ref_to_sentence(evidence, sentence),))
        for sentence in (split_sentences(task.text) if asked else ())
        if asked and any(same_measure(one.unit, asked["measure"]) for one in find_quantities(sentence.text))
    ][:_NUMBERS_SAID]


def _say_silent(silent: Sequence[Plan], tasks: Sequence[FoundTask], catalogue: Catalogue) -> Statement:
    """One sentence for all the plans that name no units, with the task of each."""
    first = [next(item for item in tasks if item.plan.id == plan.id) for plan in silent]
    refs = tuple(ref_to_task(item.plan, item.task) for item in first)
    if len(silent) == 1:
        place = catalogue.place_word(silent[0])
        return Statement(reply("plan_names_no_units", place=place, task=in_quotes(first[0].task.title)), refs)
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


def plans_of(tasks: Sequence[FoundTask]) -> list[Plan]:
    return list({item.plan.id: item.plan for item in tasks}.values())

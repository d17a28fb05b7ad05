"""Tasks by the number of their units: 配合单位超过五个的任务."""

from __future__ import annotations

from assistant.answer import AnswerStatus
from assistant.answering.composing.compose_units import INFERRED, ROLE_WORDS, SHORT_WORDS, plans_of
from assistant.answering.composing.refer import in_quotes, ref_to_units
from assistant.answering.look_up_duties import units_counted
from assistant.answering.turn import Draft, FoundTask, Statement, StatementKind, Turn, UnitClaim
from assistant.answering.understanding.count_of_units import UnitCount
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import Basis, Plan, Role
from ingest.units.unit_names import is_collective
from prompts import reply


def compose_unit_counts(counted: UnitCount, turn: Turn, catalogue: Catalogue) -> Draft:
    """The tasks of each plan with their units, counted; a plan that names no units is said to."""
    tasks = turn.facts.tasks
    plans = [catalogue.plans[plan_id] for plan_id in (turn.scope.plan_ids if turn.scope else ())]
    statements: list[Statement] = []
    for plan in plans_of(tasks):
        statements.extend(
            _of_plan(plan, [item for item in tasks if item.plan.id == plan.id], counted, turn, catalogue)
        )
    silent = [plan for plan in plans if not catalogue.index(plan.id).names_units]
    none = [plan for plan in plans if plan not in silent and plan not in plans_of(tasks)]
    if none:
        places = "、".join(map(catalogue.place_word, none))
        text = reply("no_task_with_so_many", places=places, units=_units(counted), count=counted.words)
        statements.append(Statement(text, kind=StatementKind.LEAD))
    if silent:
        places = "、".join(map(catalogue.place_word, silent))
        statements.append(
            Statement("\n" + reply("plans_name_no_units", places=places), kind=StatementKind.LEAD)
        )
    return Draft(AnswerStatus.ANSWERED if tasks else AnswerStatus.NOT_FOUND, tuple(statements))


def _of_plan(
    plan: Plan, own: list[FoundTask], counted: UnitCount, turn: Turn, catalogue: Catalogue
) -> list[Statement]:
    basis = [unit.basis for item in own for unit in item.task.units]
    inferred = INFERRED if Basis.INFERRED in basis and counted.role else ""
    unit = "、".join(dict.fromkeys(item.unit for item in own if item.unit))
    done = f"{SHORT_WORDS[turn.asked.role] if turn.asked.role else '承担'}的" if unit else ""
    about = f"与“{turn.facts.about}”有关、" if turn.facts.about else ""
    each = f"，各 {units_counted(own[0].task, counted.role)} 个" if counted.edge else ""
    lead = f"{catalogue.place_word(plan)}{unit and f'：{unit}{done}'}{about}{_units(counted)}{counted.words}的任务共 {len(own)} 项{each}{inferred}："
    statements = [Statement(lead, kind=StatementKind.COUNT, counted=len(own))]
    statements.extend(_line(item, counted.role) for item in own)
    roles = (unit for item in own for unit in item.task.units if counted.role in (None, unit.role))
    if any(is_collective(unit.name) for unit in roles):
        statements.append(Statement("\n" + reply("collective_counted_once"), kind=StatementKind.LEAD))
    return statements


def _units(counted: UnitCount) -> str:
    return ROLE_WORDS[counted.role] if counted.role else "单位"


def _line(item: FoundTask, asked: Role | None) -> Statement:
    """A task with its units in the role counted."""
    claims = tuple(
        UnitClaim(unit.name, unit.role, unit.basis, item.task.title)
        for unit in item.task.units
        if asked in (None, unit.role)
    )
    said = [
        f"{ROLE_WORDS[role]}为{'、'.join(dict.fromkeys(claim.name for claim in claims if claim.role is role))}"
        for role in Role
        if any(claim.role is role for claim in claims)
    ]
    words = "；".join(said) or f"未列{ROLE_WORDS[asked] if asked else '单位'}"
    open_end = "等相关部门" if item.task.units_open and said else ""
    text = f"{in_quotes(item.task.title)}：{words}{open_end}。"
    return Statement(text, (ref_to_units(item.plan, item.task),), units=claims)

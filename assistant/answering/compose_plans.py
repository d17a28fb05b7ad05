"""About plans as documents: which there are, and what their front matter says."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answer import AnswerStatus
from assistant.answering.catalogue import Catalogue, PlanIndex, book_title
from assistant.answering.refer import ref_to_front
from assistant.answering.turn import Draft, Ref, Statement, StatementKind, Turn
from ingest.plan import Plan, PlanStatus, RecordType, Section
from prompts import reply

_STATUS_WORDS = {
    PlanStatus.IN_FORCE: "有效",
    PlanStatus.DRAFT: "草案（征求意见稿），不是正式印发的文件",
    PlanStatus.UNKNOWN: "文件没有写明有效性",
}

_FIELD_WORDS = {
    "document_number": "发文字号",
    "issued": "成文日期",
    "published": "发布日期",
    "issuer": "发布机构",
    "period": "规划期",
    "status": "有效性",
    "based_on": "编制依据",
    "structure": "章节结构",
    "title": "全称",
    "tasks": "任务数量",
}


def compose_plan_list(turn: Turn, catalogue: Catalogue) -> Draft:
    """Every plan in scope with its period and number, counted."""
    plans = [catalogue.plans[plan_id] for plan_id in (turn.scope.plan_ids if turn.scope else ())]
    lead = Statement(
        reply("plans_in_library", count=len(plans)), kind=StatementKind.COUNT, counted=len(plans)
    )
    lines = [
        Statement(
            f"{number}. {plan.region + '：' if plan.region else ''}{book_title(plan)}",
            (_ref(plan, "title", catalogue),),
        )
        for number, plan in enumerate(plans, 1)
    ]
    return Draft(AnswerStatus.ANSWERED, (lead, *lines))


def compose_plan_fact(turn: Turn, catalogue: Catalogue) -> Draft:
    """The facts asked for, of each plan in scope; what a document does not say is said to be missing."""
    statements: list[Statement] = []
    found = False
    for plan_id in turn.scope.plan_ids if turn.scope else ():
        index = catalogue.index(plan_id)
        for field in turn.asked.facts:
            said = _FACTS[field](index, catalogue)
            if not said:
                text = reply("front_not_stated", plan=book_title(index.plan), what=_FIELD_WORDS[field])
                statements.append(Statement(text, kind=StatementKind.LEAD))
            else:
                found = True
                statements.extend(said)
    return Draft(AnswerStatus.ANSWERED if found else AnswerStatus.NOT_FOUND, tuple(statements))


def _ref(plan: Plan, field: str, catalogue: Catalogue) -> Ref:
    return ref_to_front(plan, field, catalogue.index(plan.id).records.source_text)


def _field(
    field: str, value_of: Callable[[Plan], str | None]
) -> Callable[[PlanIndex, Catalogue], tuple[Statement, ...]]:
    def statement(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
        value = value_of(index.plan)
        if not value:
            return ()
        text = f"{book_title(index.plan)}的{_FIELD_WORDS[field]}：{value}。"
        return (Statement(text, (_ref(index.plan, field, catalogue),)),)

    return statement


def _date(iso: str | None) -> str | None:
    """2021-09-24 → 2021年9月24日; 2022-07 → 2022年7月"""
    if not iso:
        return None
    parts = iso.split("-")
    return (
        "".join(f"{int(part)}{word}" for part, word in zip(parts, "年月日", strict=False) if part.isdigit())
        or iso
    )


def _period(plan: Plan) -> str | None:
    return f"{plan.period[0]}—{plan.period[1]}年" if plan.period else None


def _based_on(plan: Plan) -> str | None:
    return "、".join(name if name.startswith("《") else f"《{name}》" for name in plan.based_on) or None


def _status(plan: Plan) -> str | None:
    return None if plan.status is PlanStatus.UNKNOWN else _STATUS_WORDS[plan.status]


def _structure(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
    """The headings of the highest level that has more than one."""
    sections = index.records.sections
    if not sections:
        return ()
    levels = sorted({section.level for section in sections})
    level = next(
        (level for level in levels if sum(1 for section in sections if section.level == level) > 1), levels[0]
    )
    top = [section for section in sections if section.level == level]
    lead = Statement(
        f"{book_title(index.plan)}共 {len(top)} 个部分：", kind=StatementKind.COUNT, counted=len(top)
    )
    return (
        lead,
        *(Statement(f"- {_heading(section)}", (_ref_to_heading(index.plan, section),)) for section in top),
    )


def _ref_to_heading(plan: Plan, section: Section) -> Ref:
    return Ref(plan, RecordType.PASSAGE, f"{plan.id}:front", section.path, _heading(section), section.source)


def _heading(section: Section) -> str:
    return section.path[-1] if section.path else f"{section.number}{section.title}"


def _tasks(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
    tasks = index.records.tasks
    if not tasks:
        return ()
    text = reply("task_count", plan=book_title(index.plan), count=len(tasks))
    return (Statement(text, kind=StatementKind.COUNT, counted=len(tasks)),)


_FACTS: dict[str, Callable[[PlanIndex, Catalogue], tuple[Statement, ...]]] = {
    "document_number": _field("document_number", lambda plan: plan.document_number),
    "issued": _field("issued", lambda plan: _date(plan.issued)),
    "published": _field("published", lambda plan: _date(plan.published)),
    "issuer": _field("issuer", lambda plan: plan.issuer),
    "period": _field("period", _period),
    "status": _field("status", _status),
    "based_on": _field("based_on", _based_on),
    "title": _field("title", lambda plan: f"{book_title(plan)}"),
    "structure": _structure,
    "tasks": _tasks,
}

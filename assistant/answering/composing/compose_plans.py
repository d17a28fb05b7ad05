"""About plans as documents: which there are, and what their front matter says."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answer import AnswerStatus
from assistant.answering.composing.compose_duties import say_busiest, say_tasks, say_units
from assistant.answering.composing.refer import ref_to_front
from assistant.answering.composing.say_parts import (
    say_attachments,
    say_boxes,
    say_effect,
    say_index_number,
    say_length,
    say_replaced,
    say_structure,
    say_task_groups,
)
from assistant.answering.fold_text import fold, is_subsequence, simplify, split_sentences
from assistant.answering.turn import Draft, Ref, Statement, StatementKind, Turn
from assistant.answering.understanding.question_patterns import (
    EARLIEST_OR_LATEST,
    PERIOD_NAME,
    PLANS_BY_UNITS,
)
from assistant.answering.vocabulary.catalogue import Catalogue, book_title
from assistant.answering.vocabulary.plan_index import PlanIndex
from ingest.plan import Plan, PlanStatus, RecordType, Span, place_of
from prompts import reply

_PLANS_LISTED = 50
"""More nobody reads in an answer; the page and the list of plans show all."""

_PLANS_TOLD = 10
"""Of more plans than are listed so many are told of, where they are compared."""

_ASKS_PLACES = re.compile(r"哪[些几个里][^,，。?]{0,2}(?:地方|地区|市|区|县)")
"""都是哪些地方的"""
_STATUS_LABEL = re.compile(r"有\s*效\s*性\s*[：:]\s*\S{2,8}")
"""有 效 性 :有效"""

_TITLE_AND_NUMBER = re.compile(
    r"《(?P<title>[^》]+)》\s*[（(]\s*(?P<number>[\u4e00-\u9fff]{1,10}[〔\[（(]\d{4}[〕\]）)]\s*\d{1,4}\s*号)"
)
"""《……规划》（云政发〔2021〕8号）"""

_STATUS_WORDS = {
    PlanStatus.IN_FORCE: "有效",
    PlanStatus.DRAFT: "草案（征求意见稿），不是正式印发的文件",
    PlanStatus.REPEALED: "已失效（废止）",
    PlanStatus.UNKNOWN: "文件没有写明有效性",
}

_OTHER_DATE = {"issued": "published", "published": "issued"}
"""Where the date asked for is not stated, the other one is told by its own name."""

_FIELD_WORDS = {
    "document_number": "发文字号",
    "issued": "成文日期",
    "published": "发布日期",
    "issuer": "发布机构",
    "period": "规划期",
    "status": "有效性",
    "based_on": "编制依据",
    "structure": "章节结构",
    "task_groups": "任务分类",
    "boxes": "专栏",
    "title": "全称",
    "length": "字数",
    "attachments": "附件",
    "effect": "施行日期和有效期",
    "replaces": "废止或替代的文件",
    "index_number": "索引号",
    "tasks": "任务",
    "units": "责任单位",
    "busiest_unit": "责任单位",
}


def compose_plan_list(turn: Turn, catalogue: Catalogue) -> Draft:
    """The plans in scope that the question means, counted: all, drafts, those of a period, those that name units, the oldest."""
    plans = [catalogue.plans[plan_id] for plan_id in (turn.scope.plan_ids if turn.scope else ())]
    chosen, field, said = _chosen(plans, turn.asked.text, catalogue)
    if not chosen:
        return Draft(AnswerStatus.NOT_FOUND, (Statement(reply("no_such_plan"), kind=StatementKind.LEAD),))
    lead = Statement(
        reply("plans_in_library", count=len(chosen)), kind=StatementKind.COUNT, counted=len(chosen)
    )
    lines = [
        Statement(
            f"{number}. {_place(plan, turn.asked.text)}{book_title(plan)}{said(plan)}",
            (_ref(plan, field, catalogue),),
        )
        for number, plan in enumerate(chosen[:_PLANS_LISTED], 1)
    ]
    if len(chosen) > _PLANS_LISTED:
        more = reply("more_plans_in_library", shown=_PLANS_LISTED, rest=len(chosen) - _PLANS_LISTED)
        lines.append(Statement("\n" + more, kind=StatementKind.LEAD))
    return Draft(AnswerStatus.ANSWERED, (lead, *lines))


def _place(plan: Plan, text: str) -> str:
    """The plan's place before its title, where the title does not say it or the question asks for it."""
    return f"{plan.region}：" if plan.region not in plan.title or _ASKS_PLACES.search(text) else ""


def _chosen(
    plans: list[Plan], text: str, catalogue: Catalogue
) -> tuple[list[Plan], str, Callable[[Plan], str]]:
    """(plans that the question means, the front-matter field that tells, what to say of each)."""
    by_units = PLANS_BY_UNITS.search(text)
    if by_units is not None:
        wanted = by_units.group("no") is None
        return (
            [plan for plan in plans if (plan.id in catalogue.plans_naming_units) == wanted],
            "title",
            _nothing,
        )
    if "草案" in text or "征求意见" in text:
        return [plan for plan in plans if plan.status is PlanStatus.DRAFT], "title", _nothing
    period = PERIOD_NAME.search(text)
    if period is not None:
        return [plan for plan in plans if period.group(0) in plan.title], "title", _nothing
    edge = EARLIEST_OR_LATEST.findall(text)
    if edge:
        dated = sorted((plan for plan in plans if _day(plan)), key=_day)
        picked = ([dated[0]] if set(edge) & set("早旧") else []) + (
            [dated[-1]] if set(edge) & set("晚新近") else []
        )
        return picked if dated else [], "issued", lambda plan: f"（{_date(_day(plan))}）"
    return plans, "title", _nothing


def _nothing(_: Plan) -> str:
    return ""


def _day(plan: Plan) -> str:
    """The day of the document: when it was made, else when it was published."""
    return plan.issued or plan.published or ""


def compose_plan_fact(turn: Turn, catalogue: Catalogue) -> Draft:
    """The facts asked for, of each plan in scope; what a document does not say is said to be missing."""
    statements: list[Statement] = []
    found = False
    plan_ids = _in_order(turn, catalogue)
    in_scope = len(turn.scope.plan_ids) if turn.scope else 0
    if len(plan_ids) < in_scope:
        lead = reply("first_of_plans", count=in_scope, shown=len(plan_ids))
        statements.append(Statement(lead, kind=StatementKind.COUNT, counted=len(plan_ids)))
    for plan_id in plan_ids:
        index = catalogue.index(plan_id)
        for field in turn.asked.facts:
            said = _say(field, index, turn, catalogue)
            if not said and field in _OTHER_DATE:
                said = _say(_OTHER_DATE[field], index, turn, catalogue)
                missing = reply("front_not_stated", plan=book_title(index.plan), what=_FIELD_WORDS[field])
                statements.extend(
                    (Statement(missing, (_ref(index.plan, "title", catalogue),), StatementKind.LEAD), *said)
                )
                found = found or bool(said)
            elif not said and field == "document_number" and "based_on" in turn.asked.facts:
                continue
            elif not said:
                text = reply("front_not_stated", plan=book_title(index.plan), what=_FIELD_WORDS[field])
                statements.append(
                    Statement(text, (_ref(index.plan, "title", catalogue),), StatementKind.LEAD)
                )
            else:
                found = True
                statements.extend(said)
    return Draft(AnswerStatus.ANSWERED if found else AnswerStatus.NOT_FOUND, tuple(statements))


def _in_order(turn: Turn, catalogue: Catalogue) -> tuple[str, ...]:
    """The plans in scope; where the one with most tasks is asked for, by falling number of tasks, of very many the first."""
    plan_ids = turn.scope.plan_ids if turn.scope else ()
    if "tasks" not in turn.asked.facts or turn.asked.compare not in ("highest", "lowest"):
        return plan_ids
    counts = catalogue.task_counts
    order = sorted(plan_ids, key=lambda one: counts[one], reverse=turn.asked.compare == "highest")
    return tuple(order if len(order) <= _PLANS_LISTED else order[:_PLANS_TOLD])


def _say(field: str, index: PlanIndex, turn: Turn, catalogue: Catalogue) -> tuple[Statement, ...]:
    """What the document says of a fact; () where it says nothing."""
    of_duties = _OF_DUTIES.get(field)
    return of_duties(index, turn, catalogue) if of_duties else _FACTS[field](index, catalogue)


def _ref(plan: Plan, field: str, catalogue: Catalogue) -> Ref:
    """Where a value of the front matter stands: its own place, a sentence that holds it, else the title."""
    index = catalogue.index(plan.id)
    if field == "based_on" and field not in plan.field_sources and plan.based_on:
        sentence = _sentence_with(index, fold(plan.based_on[0]))
        if sentence is not None:
            return sentence
    if field == "status" and field not in plan.field_sources:
        label = _STATUS_LABEL.search(index.records.source_text)
        if label is not None and plan.status is PlanStatus.IN_FORCE:
            place = Span(*label.span())
            return Ref(
                plan, RecordType.PASSAGE, f"{plan.id}:front", (), " ".join(label.group(0).split()), place
            )
    return ref_to_front(plan, field, index.records.source_text)


def _sentence_with(index: PlanIndex, words: str) -> Ref | None:
    """The first sentence that says the words."""
    for passage in index.records.passages:
        if words in fold(passage.text):
            for sentence in split_sentences(passage.text):
                if words in fold(sentence.text):
                    place = place_of(passage.origin, sentence.start, sentence.end, passage.source)
                    return Ref(
                        index.plan, RecordType.PASSAGE, passage.id, passage.section, sentence.text, place
                    )
    return None


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


def _based_on(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
    """The documents that it is based on, each with its number where the text gives one."""
    plan = index.plan
    if not plan.based_on:
        return ()
    ref = _ref(plan, "based_on", catalogue)
    numbers = list(_TITLE_AND_NUMBER.finditer(simplify(ref.quote)))
    names: list[str] = []
    for name in plan.based_on:
        number = next(
            (one["number"] for one in numbers if is_subsequence(fold(name), fold(one["title"]))), None
        )
        said = name if name.startswith("《") else f"《{name}》"
        names.append(said + (f"（{number}）" if number else ""))
    text = f"{book_title(plan)}的{_FIELD_WORDS['based_on']}：{'、'.join(names)}。"
    return (Statement(text, (ref,)),)


def _status(plan: Plan) -> str | None:
    return None if plan.status is PlanStatus.UNKNOWN else _STATUS_WORDS[plan.status]


def _status_of(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
    """The status; where it is none of the known ones, what the document's own label says (失效)."""
    if index.plan.status is not PlanStatus.UNKNOWN:
        return _field("status", _status)(index, catalogue)
    source = index.records.source_text
    label = _STATUS_LABEL.search(source)
    if label is None:
        return ()
    quote = " ".join(label.group(0).split())
    ref = Ref(index.plan, RecordType.PASSAGE, f"{index.plan.id}:front", (), quote, Span(*label.span()))
    value = re.split(r"[：:]", label.group(0))[-1].strip()
    return (Statement(f"{book_title(index.plan)}的{_FIELD_WORDS['status']}：{value}。", (ref,)),)


_FACTS: dict[str, Callable[[PlanIndex, Catalogue], tuple[Statement, ...]]] = {
    "document_number": _field("document_number", lambda plan: plan.document_number),
    "issued": _field("issued", lambda plan: _date(plan.issued)),
    "published": _field("published", lambda plan: _date(plan.published)),
    "issuer": _field("issuer", lambda plan: plan.issuer),
    "period": _field("period", _period),
    "status": _status_of,
    "based_on": _based_on,
    "title": _field("title", lambda plan: f"{book_title(plan)}"),
    "structure": say_structure,
    "task_groups": say_task_groups,
    "boxes": say_boxes,
    "length": say_length,
    "attachments": say_attachments,
    "effect": say_effect,
    "replaces": say_replaced,
    "index_number": say_index_number,
}

_OF_DUTIES: dict[str, Callable[[PlanIndex, Turn, Catalogue], tuple[Statement, ...]]] = {
    "tasks": say_tasks,
    "units": say_units,
    "busiest_unit": say_busiest,
}

"""Answers about items that an earlier answer showed: 第三个详细说说, 其中和食品有关的, 它的配合单位, 还有吗."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import AnswerStatus
from assistant.answering.composing.compose_content import weights_of
from assistant.answering.composing.compose_indicators import compose_indicator, compose_indicator_list
from assistant.answering.composing.compose_part import say_part
from assistant.answering.composing.compose_units import asked_beside, task_units_statement
from assistant.answering.composing.refer import (
    in_quotes,
    ref_to_commitment,
    ref_to_row,
    ref_to_sentence,
    ref_to_task,
    section_words,
)
from assistant.answering.composing.say_deadline import name_of, ref_to_record, say_deadline
from assistant.answering.composing.say_line import say_line
from assistant.answering.conversation.earlier_items import Record, items_of, record_of, task_item, task_of
from assistant.answering.fold_text import fold, split_sentences
from assistant.answering.matching.labelled_lines import labelled_lines
from assistant.answering.matching.match_tasks import as_told, as_written
from assistant.answering.matching.pick_sentences import pick_sentences
from assistant.answering.turn import (
    FOLLOWS,
    Aspect,
    Draft,
    Evidence,
    Facts,
    FoundRow,
    FoundTask,
    Item,
    Kind,
    Statement,
    StatementKind,
    Turn,
)
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import Commitment, IndicatorRow, Passage, Plan, RecordType, TaskItem
from prompts import reply

_MOST_SHOWN = 5
"""Of so many items at most what they say is told in full."""
_REASONS = ("为了", "由于", "因为", "鉴于", "针对", "以便")


def compose_items(turn: Turn, catalogue: Catalogue) -> Draft:
    asked = turn.asked
    if not asked.items and asked.aspect not in (Aspect.COUNT, Aspect.MORE):
        return _not_there(turn)
    compose = _OF_ASPECT.get(asked.aspect or Aspect.SHOW, _show)
    return compose(turn, catalogue)


def _not_there(turn: Turn) -> Draft:
    """The list is shorter, or none of its items meets the condition."""
    count = len(turn.asked.listed)
    narrows = turn.asked.aspect is Aspect.NARROW
    text = reply("none_of_them", count=count) if narrows else reply("no_such_item", count=count)
    return _lead(text, AnswerStatus.NOT_FOUND)


def _lead(text: str, status: AnswerStatus = AnswerStatus.ANSWERED) -> Draft:
    return Draft(status, (Statement(text, kind=StatementKind.LEAD),))


def _answered(statements: Sequence[Statement]) -> Draft:
    return Draft(AnswerStatus.ANSWERED, tuple(statements))


def _place(item: Item, catalogue: Catalogue) -> str:
    return catalogue.place_word(catalogue.plans[item.plan_id])


def _records(turn: Turn, catalogue: Catalogue) -> list[tuple[Plan, Record]]:
    found = ((catalogue.plans[item.plan_id], record_of(item, catalogue)) for item in turn.asked.items)
    return [(plan, record) for plan, record in found if record is not None]


def _rows(turn: Turn, catalogue: Catalogue) -> tuple[FoundRow, ...]:
    return tuple(
        FoundRow(plan, record, True, 1.0, record.text)
        for plan, record in _records(turn, catalogue)
        if isinstance(record, IndicatorRow)
    )


def _show(turn: Turn, catalogue: Catalogue) -> Draft:
    """What the items say: values of rows, wording of everything else."""
    rows = _rows(turn, catalogue)
    shown = compose_indicator(replace(turn, facts=Facts(rows=rows)), catalogue) if rows else None
    if shown is not None and len(rows) == len(turn.asked.items):
        return shown
    return _wording(turn, catalogue)


def _units(turn: Turn, catalogue: Catalogue) -> Draft:
    """Who does each task; of the plans that name no units that, once."""
    found = [
        FoundTask(catalogue.plans[item.plan_id], as_told(task, catalogue.index(item.plan_id)), 1.0)
        for item in dict.fromkeys(task_item(item, catalogue) for item in turn.asked.items)
        if (task := task_of(item, catalogue)) is not None
    ]
    if not found:
        return _lead(reply("items_name_no_units"), AnswerStatus.NOT_FOUND)
    silent = [item for item in found if not catalogue.index(item.plan.id).names_units]
    asks = turn.asked.text.rpartition(FOLLOWS)[2]
    statements: list[Statement] = []
    for item in found:
        if item not in silent:
            place = catalogue.place_word(item.plan)
            statements.append(task_units_statement(item, place, turn.asked.role))
            statements.extend(asked_beside(item, asks, place))
    refs = tuple(ref_to_task(item.plan, item.task) for item in silent[:_MOST_SHOWN])
    if len(silent) == 1:
        place = catalogue.place_word(silent[0].plan)
        text = reply("plan_names_no_units", place=place, task=in_quotes(silent[0].task.title))
        statements.append(Statement(text, refs))
    elif silent:
        places = "、".join(dict.fromkeys(catalogue.place_word(item.plan) for item in silent))
        statements.append(Statement(reply("plans_name_no_units", places=places), refs))
    return _answered(statements)


def _wording(turn: Turn, catalogue: Catalogue) -> Draft:
    """The sentences of each item under its name."""
    statements: list[Statement] = []
    for item in dict.fromkeys(task_item(item, catalogue) for item in turn.asked.items[:_MOST_SHOWN]):
        plan, record, place = (
            catalogue.plans[item.plan_id],
            record_of(item, catalogue),
            _place(item, catalogue),
        )
        if record is None:
            statements.extend(say_part(catalogue.index(plan.id), item.section, catalogue))
        elif isinstance(record, IndicatorRow):
            ref = ref_to_row(plan, record)
            statements.append(Statement(f"{place}的表中写的是：{ref.quote}", (ref,)))
        elif isinstance(record, Commitment):
            ref = ref_to_commitment(plan, record)
            statements.append(Statement(f"{place}提出：{record.text.strip()}", (ref,)))
        else:
            index = catalogue.index(plan.id)
            told = as_written(record, index) if isinstance(record, TaskItem) else record
            statements.extend(_sentences(plan, told, place))
            if isinstance(record, TaskItem) and told is not record and labelled_lines(record):
                statements.extend(_sentences(plan, record, place))
    return _answered(statements)


def _sentences(plan: Plan, record: TaskItem | Passage, place: str) -> list[Statement]:
    where = section_words(record.section, 1)
    title = record.title if isinstance(record, TaskItem) else ""
    named = in_quotes(where) if where else "有关段落"
    lead = f"{place}在{named}{f'的{in_quotes(title)}' if title and title not in where else ''}中提出："
    kind = RecordType.TASK if isinstance(record, TaskItem) else RecordType.PASSAGE
    evidence = Evidence(plan, record, kind, 1.0, 1.0)
    lines = [
        Statement(f"- {say_line(sentence.text)}", (ref_to_sentence(evidence, sentence),))
        for sentence in split_sentences(record.text)
    ]
    if len(lines) > 1 and title and fold(lines[0].text) == fold(title):
        lines = lines[1:]
    return [Statement(lead, kind=StatementKind.LEAD), *lines]


def _deadline(turn: Turn, catalogue: Catalogue) -> Draft:
    """The deadline that a task or a number has, the sentences of it that name a year, else that none is stated."""
    statements: list[Statement] = []
    found = False
    for item in dict.fromkeys(task_item(item, catalogue) for item in turn.asked.items):
        record = record_of(item, catalogue)
        if record is None:
            continue
        plan, place = catalogue.plans[item.plan_id], _place(item, catalogue)
        lines = say_deadline(plan, record, place)
        found = found or bool(lines)
        text = reply("no_deadline_stated", place=place, what=name_of(record))
        statements.extend(lines or [Statement(text, (ref_to_record(plan, record),), StatementKind.LEAD)])
    return Draft(AnswerStatus.ANSWERED if found else AnswerStatus.NOT_FOUND, tuple(statements))


def _source(turn: Turn, catalogue: Catalogue) -> Draft:
    """Under which headings each item stands."""
    statements: list[Statement] = []
    for plan, record in _records(turn, catalogue):
        ref = ref_to_record(plan, record)
        where = section_words(ref.section, len(ref.section)) or "正文"
        text = reply("stands_in", plan=plan.title, what=name_of(record), where=where)
        statements.append(Statement(text, (ref,)))
    return _answered(statements) if statements else _lead(reply("ask_what"), AnswerStatus.CLARIFY)


def _reason(turn: Turn, catalogue: Catalogue) -> Draft:
    """The sentences that give a reason; a plan rarely does, and then that is said."""
    wording = _wording(turn, catalogue)
    reasons = [
        line for line in wording.statements if line.refs and any(word in line.text for word in _REASONS)
    ]
    if reasons:
        return _answered(reasons)
    lead = Statement(reply("no_reason_stated"), kind=StatementKind.LEAD)
    return Draft(AnswerStatus.NOT_FOUND, (lead, *wording.statements))


def _count(turn: Turn, catalogue: Catalogue) -> Draft:
    """The earlier answer's own count, which knows of lines that were not shown; else the number of items."""
    earlier = turn.earlier
    counts = [
        line
        for line in (earlier.result.statements if earlier is not None and earlier.result is not None else ())
        if line.kind is StatementKind.COUNT
    ]
    if counts:
        refs = tuple(ref_to_record(plan, record) for plan, record in _records(turn, catalogue)[:1])
        return _answered([replace(line, refs=refs) for line in counts])
    items = turn.asked.listed
    refs = tuple(
        ref_to_record(catalogue.plans[item.plan_id], record)
        for item in items
        if (record := record_of(item, catalogue))
    )
    text = reply("items_counted", count=len(items))
    return _answered([Statement(text, refs, kind=StatementKind.COUNT, counted=len(items))])


def _more(turn: Turn, catalogue: Catalogue) -> Draft:
    """Further sentences on the matter that were not shown; of a list that was complete, that there is no more."""
    earlier = turn.earlier
    shown = {item.record_id for item in items_of(earlier)} if earlier is not None else set()
    if earlier is not None and earlier.evidence and turn.asked.listed_by is Kind.CONTENT:
        left = [item for item in earlier.evidence if item.record.id not in shown]
        picked = pick_sentences(left, weights_of(earlier, catalogue))
        by_record = dict.fromkeys(choice.evidence.record.id for choice in picked)
        more = [choice for choice in picked if choice.evidence.record.id in by_record]
        lines = [
            Statement(
                f"{catalogue.place_word(choice.evidence.plan)}提出：{choice.sentence.text}",
                (ref_to_sentence(choice.evidence, choice.sentence),),
            )
            for choice in more
        ]
        if lines:
            return _answered(lines)
    return _lead(reply("nothing_more"))


def _narrow(turn: Turn, catalogue: Catalogue) -> Draft:
    """The items that meet the condition, counted."""
    items = turn.asked.items
    rows = _rows(turn, catalogue)
    if len(rows) == len(items):
        return compose_indicator_list(replace(turn, facts=Facts(rows=rows)), catalogue)
    lines = [
        Statement(reply("items_fitting", count=len(items)), kind=StatementKind.COUNT, counted=len(items))
    ]
    for number, item in enumerate(items, 1):
        record, plan = record_of(item, catalogue), catalogue.plans[item.plan_id]
        if record is not None:
            text = record.title if isinstance(record, TaskItem) else ref_to_record(plan, record).quote
            lines.append(
                Statement(f"{number}. {_place(item, catalogue)}：{text}", (ref_to_record(plan, record),))
            )
    return _answered(lines)


_OF_ASPECT: dict[Aspect, Callable[[Turn, Catalogue], Draft]] = {
    Aspect.SHOW: _show,
    Aspect.UNITS: _units,
    Aspect.WORDING: _wording,
    Aspect.DEADLINE: _deadline,
    Aspect.SOURCE: _source,
    Aspect.REASON: _reason,
    Aspect.COUNT: _count,
    Aspect.MORE: _more,
    Aspect.NARROW: _narrow,
}

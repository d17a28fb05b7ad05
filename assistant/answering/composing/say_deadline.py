"""When an item is to be done: its deadline, else the sentences of it that name a year."""

from __future__ import annotations

from assistant.answering.composing.refer import (
    in_quotes,
    ref_to_commitment,
    ref_to_deadline,
    ref_to_row,
    ref_to_sentence,
    ref_to_task,
)
from assistant.answering.conversation.earlier_items import Record
from assistant.answering.fold_text import split_sentences
from assistant.answering.turn import Evidence, Ref, Statement, StatementKind
from assistant.answering.understanding.question_patterns import years_in
from ingest.plan import Commitment, IndicatorRow, Plan, RecordType, TaskItem


def ref_to_record(plan: Plan, record: Record) -> Ref:
    if isinstance(record, IndicatorRow):
        return ref_to_row(plan, record)
    if isinstance(record, Commitment):
        return ref_to_commitment(plan, record)
    if isinstance(record, TaskItem):
        return ref_to_task(plan, record)
    return Ref(plan, RecordType.PASSAGE, record.id, record.section, record.text[:120], record.source)


def name_of(record: Record) -> str:
    if isinstance(record, TaskItem):
        return in_quotes(record.title)
    if isinstance(record, IndicatorRow):
        return f"“{record.name}”"
    return "这部分内容"


def say_deadline(plan: Plan, record: Record, place: str) -> list[Statement]:
    if isinstance(record, IndicatorRow):
        years = [year for column in record.values for year in years_in(f"{column}年")]
        last = max(years, default="")
        return (
            [Statement(f"{place}{name_of(record)}的目标年份是{last}年。", (ref_to_row(plan, record),))]
            if last
            else []
        )
    if isinstance(record, Commitment):
        text = f"{place}提出：{record.text.strip()}"
        return [Statement(text, (ref_to_commitment(plan, record),))] if record.deadline else []
    kind = RecordType.TASK if isinstance(record, TaskItem) else RecordType.PASSAGE
    evidence = Evidence(plan, record, kind, 1.0, 1.0)
    dated = [sentence for sentence in split_sentences(record.text) if years_in(sentence.text)]
    lines = [Statement(f"- {one.text}", (ref_to_sentence(evidence, one),)) for one in dated]
    if isinstance(record, TaskItem) and (deadline := record.deadline):
        lead = Statement(f"{place}{name_of(record)}的时限是{deadline}。", (ref_to_deadline(plan, record),))
        return [lead] if any(deadline in one.text for one in dated) or not dated else [lead, *lines]
    head = Statement(f"{place}{name_of(record)}写明时间的内容：", kind=StatementKind.LEAD)
    return [head, *lines] if lines else []

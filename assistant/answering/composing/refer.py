"""Making the reference of a statement: record, section, quote and place."""

from __future__ import annotations

from assistant.answering.fold_text import Sentence, split_sentences
from assistant.answering.turn import Evidence, Ref
from ingest.plan import Commitment, IndicatorRow, Passage, Plan, RecordType, Span, TaskItem, place_of

_LONGEST_QUOTE = 160
_FRONT = "front"
"""Last part of the record id under which front matter is cited."""


def ref_to_row(plan: Plan, row: IndicatorRow) -> Ref:
    """The whole row, its cells as printed."""
    cells = [cell for cell in row.cells if cell.strip()]
    quote = (
        " ".join(cells)
        if cells
        else " ".join(filter(None, (row.name, row.unit or "", *row.values.values(), row.text)))
    )
    section = row.section or ((row.table,) if row.table else ())
    return Ref(plan, RecordType.INDICATOR, row.id, section, quote, row.source)


def ref_to_commitment(plan: Plan, commitment: Commitment) -> Ref:
    return Ref(
        plan, RecordType.COMMITMENT, commitment.id, commitment.section, commitment.text, commitment.source
    )


def ref_to_units(plan: Plan, task: TaskItem) -> Ref:
    """The words that name a task's units; the task's title where it names none."""
    quote = task.units_text or task.title
    source = task.units_source or task.source
    return Ref(plan, RecordType.TASK, task.id, task.section, quote, source)


def ref_to_deadline(plan: Plan, task: TaskItem) -> Ref:
    """The words that state a task's deadline: a cell, a sentence, or the words that name the units."""
    if task.deadline and task.deadline_source:
        return Ref(plan, RecordType.TASK, task.id, task.section, task.deadline, task.deadline_source)
    first = (task.deadline or "").partition("；")[0]
    for sentence in split_sentences(task.text):
        if first and first in sentence.text:
            return ref_to_sentence(Evidence(plan, task, RecordType.TASK, 1.0, 1.0), sentence)
    return ref_to_units(plan, task) if first and first in task.units_text else ref_to_task(plan, task)


def in_quotes(name: str) -> str:
    """“建设‘一网通管’”: quotation marks within others become single ones."""
    return f"“{name.replace('“', '‘').replace('”', '’')}”"


def ref_to_task(plan: Plan, task: TaskItem) -> Ref:
    """A task by its title."""
    start = max(task.text.find(task.title), 0)
    place = place_of(task.origin, start, start + len(task.title), task.source)
    return Ref(plan, RecordType.TASK, task.id, task.section, task.title, place)


def ref_to_sentence(evidence: Evidence, sentence: Sentence) -> Ref:
    record = evidence.record
    place = record.source
    if isinstance(record, TaskItem | Passage):
        place = place_of(record.origin, sentence.start, sentence.end, record.source)
    return Ref(evidence.plan, evidence.record_type, record.id, record.section, sentence.text, place)


def ref_to_front(plan: Plan, field: str, source_text: str) -> Ref:
    """Where a front-matter value stands; the title where its own place is not known."""
    place = (
        plan.field_sources.get(field) or plan.title_source or Span(0, min(len(source_text), _LONGEST_QUOTE))
    )
    quote = " ".join(source_text[place.start : place.end].split())[:_LONGEST_QUOTE]
    return Ref(plan, RecordType.PASSAGE, f"{plan.id}:{_FRONT}", (), quote or plan.title, place)


def section_words(section: tuple[str, ...], depth: int = 2) -> str:
    """The last headings of a path, as an answer names them: 一、优化营商环境 › （一）深化商事制度改革."""
    return " › ".join(part.strip() for part in section[-depth:] if part.strip())

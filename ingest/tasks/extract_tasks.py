"""Tasks (任务事项) of a document from all three places where they stand: running text, tables, flattened lists."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.outline.outline import Outline
from ingest.plan import Basis, ReadingWarning, Section, TaskItem
from ingest.source import RepairedText, SourceText
from ingest.tasks.lead_rule import obey_lead_rule
from ingest.tasks.task_draft import finish_task
from ingest.tasks.tasks_in_lists import tasks_in_lists
from ingest.tasks.tasks_in_tables import tasks_in_tables
from ingest.tasks.tasks_in_text import tasks_in_text


@dataclass(frozen=True, slots=True)
class ExtractedTasks:
    """Tasks in document order. ``pieces`` are the numbers of the outline's pieces whose words are in a task, by piece the
    number of the task; ``labels`` those that only head columns or rows."""

    tasks: tuple[TaskItem, ...]
    pieces: dict[int, int]
    labels: frozenset[int]
    warnings: tuple[ReadingWarning, ...]
    words: tuple[RepairedText, ...] = ()
    """The words of each task's text, with the way back to the source."""
    sections: tuple[Section, ...] = ()
    """Sections whose headings stand in cells of responsibility tables, beside those of the outline."""


def extract_tasks(outline: Outline, source: SourceText, plan_id: str) -> ExtractedTasks:
    """All tasks of a document. Records are ``{plan_id}:t1``, ``:t2``, … in document order."""
    in_lists = tasks_in_lists(outline, source)
    in_tables = tasks_in_tables(outline, source)
    drafts = [*tasks_in_text(outline, source), *in_lists.drafts, *in_tables.drafts]
    drafts.sort(key=lambda draft: draft.position)
    obey_lead_rule(drafts, outline)
    tasks = tuple(finish_task(draft, source, f"{plan_id}:t{n}") for n, draft in enumerate(drafts, 1))
    pieces = {piece: number for number, draft in enumerate(drafts) for piece in draft.pieces}
    warnings = [*in_lists.warnings, *_general_warnings(tasks)]
    words = tuple(draft.words for draft in drafts)
    return ExtractedTasks(tasks, pieces, in_lists.labels, tuple(warnings), words, in_tables.sections)


def _general_warnings(tasks: tuple[TaskItem, ...]) -> list[ReadingWarning]:
    warnings: list[ReadingWarning] = []
    if tasks and not any(task.units for task in tasks):
        warnings.append(ReadingWarning("no_units", "本文件没有写明各项任务的责任单位。"))
    inferred = sum(any(unit.basis is Basis.INFERRED for unit in task.units) for task in tasks)
    if inferred:
        message = f"有{inferred}项任务的单位分工原文已不能分辨（分栏丢失或未写明），按惯例以列在首位的单位为责任单位，属于推定。"
        warnings.append(ReadingWarning("units_inferred", message))
    if not tasks:
        warnings.append(ReadingWarning("no_tasks", "没有从本文件中读到任务事项。"))
    return warnings

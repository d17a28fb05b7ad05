"""What a row of a task list says beside its units, a line each: 牵头领导：…, 建设主体：…; and whose tasks those are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.fold_text import Sentence, fold
from assistant.answering.turn import FoundTask
from assistant.answering.vocabulary.plan_index import PlanIndex
from ingest.plan import TaskItem

_LINE = re.compile(r"^(?P<label>[\u4e00-\u9fff]{2,10})[:：][ \t]*(?P<value>\S.*)$", re.MULTILINE)
"""牵头领导：周建明"""
PERSON = re.compile(
    r"(?:牵头|分管|责任|包抓|挂帅|联系|主管)的?[省市区县州]?(?:领导|人|县长|市长)|负责人|责任人|领导(?!小组)"
)
"""牵头领导 · 责任人"""
_WHO_DOES = re.compile(r"谁(?:来|在|去)?(?P<verb>[\u4e00-\u9fff])")
"""谁来建 asks for the 建设主体"""
_LEAST_NAME = 2


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """``line`` is the whole line in the task's text."""

    label: str
    value: str
    line: Sentence


def labelled_lines(task: TaskItem) -> tuple[LabelledLine, ...]:
    return tuple(
        LabelledLine(match["label"], match["value"], Sentence(match.group(0), *match.span()))
        for match in _LINE.finditer(task.text)
    )


def lines_asked_for(task: TaskItem, text: str) -> tuple[LabelledLine, ...]:
    """The lines whose label a simplified question says, or whose doer it asks for (谁来建: 建设主体)."""
    verbs = {match["verb"] for match in _WHO_DOES.finditer(text)}
    asks_person = PERSON.search(text) is not None
    return tuple(
        line
        for line in labelled_lines(task)
        if line.label in text
        or line.label[0] in verbs
        or (asks_person and PERSON.search(line.label) is not None)
    )


def tasks_of_person(name: str, indexes: Sequence[PlanIndex]) -> list[FoundTask]:
    """The tasks that name a person in a line for people, in document order; ``name`` is folded."""
    return [
        FoundTask(index.plan, task, 1.0, asked=name)
        for index in indexes
        for task in index.records.tasks
        if line_of_person(task, name) is not None
    ]


def line_of_person(task: TaskItem, name: str) -> LabelledLine | None:
    """The line that says that a person leads the task."""
    if len(name) < _LEAST_NAME:
        return None
    lines = (line for line in labelled_lines(task) if PERSON.search(line.label))
    return next((line for line in lines if name in fold(line.value)), None)

"""Part of step 3: the tasks that a question means, by their titles, a sentence of their text, or one by one where it lists several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering.fold_text import fold, split_sentences
from assistant.answering.matching.match_tasks import (
    TASK_FLOOR,
    as_told,
    best_tasks,
    match_tasks,
    said_verbatim,
    title_said,
)
from assistant.answering.matching.split_matter import split_matter
from assistant.answering.matching.weigh_words import WordWeights
from assistant.answering.turn import FOLLOWS, Facts, FoundTask, Understanding
from assistant.answering.understanding import question_patterns as patterns
from assistant.answering.vocabulary.plan_index import PlanIndex

TASKS_SHOWN = 3
"""So many equally good tasks of one plan are answered together."""

_TITLE_TOUCHED = 0.34

_TITLE_MEANT = 0.5
"""Where only 谁 asks, so much of a task's title must be said."""

_ALL_SAID = 0.9

_TASKS_UNDER = 6
"""So many tasks under one heading are answered together."""

_HEADING_NUMBER = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十\d]{1,3}[章节部分]+|[一二三四五六七八九十\d]{1,3}[、.．])\s*"
)
"""（一）深化商事制度改革, 第三节 完善公路网络"""

_SEVERAL = 2
"""So many things listed are several."""


def look_up_tasks(asked: Understanding, indexes: list[PlanIndex]) -> Facts:
    words = asked.words
    if not words:
        return Facts()
    weights = WordWeights(words, indexes)
    found = match_tasks(f"{asked.topic} {fold(asked.text.rpartition(FOLLOWS)[2])}", weights, indexes)
    tasks = best_tasks(found, most=TASKS_SHOWN)
    if not any(fold(item.task.title) in asked.topic for item in tasks) and not asked.step:
        quoted = said_verbatim(fold(asked.text.rpartition(FOLLOWS)[2]), indexes)
        if quoted:
            return Facts(tasks=_as_told(quoted[:TASKS_SHOWN], indexes))
    if not (asked.role or asked.units or patterns.ASKS_UNITS.search(asked.text)):
        tasks = [item for item in tasks if title_said(item.task, asked.topic) >= _TITLE_MEANT]
    if not asked.step and not any(_says_all(item, weights) for item in tasks):
        several = _several_tasks(asked, indexes)
        if several.tasks:
            return several
    if not asked.step and not any(_says_all(item, weights) for item in tasks):
        headed = _under_heading(asked.topic, indexes)
        if headed:
            return Facts(tasks=headed)
    named = [item for item in tasks if _is_named(item, asked.topic, weights)]
    tasks = _meant_in_each_place(tasks, named, weights)
    if asked.step:
        tasks = [moved for task in tasks[:1] if (moved := _step_task(task, asked.step, indexes))]
    return Facts(tasks=_as_told(tasks, indexes))


def _as_told(tasks: Iterable[FoundTask], indexes: Sequence[PlanIndex]) -> tuple[FoundTask, ...]:
    """The tasks, those that name no units by their twins that do; each once."""
    index_of = {index.plan.id: index for index in indexes}
    told = (replace(item, task=as_told(item.task, index_of[item.plan.id])) for item in tasks)
    return tuple({item.task.id: item for item in told}.values())


def _several_tasks(asked: Understanding, indexes: list[PlanIndex]) -> Facts:
    """Of a list of tasks (市场准入制度和市场退出制度) each by itself, and which are not there; nothing where fewer than two are."""
    found: dict[str, FoundTask] = {}
    missing: list[str] = []
    titles = [fold(index.plan.title) for index in indexes]
    for part in split_matter(asked.text.rpartition(FOLLOWS)[2], asked.words):
        if any(all(word in title for word in part) for title in titles):
            continue
        weights = WordWeights(part, indexes)
        best = best_tasks(match_tasks("".join(part), weights, indexes), most=1)
        named = [item for item in best if _says_all(item, weights)]
        found.update((item.task.id, item) for item in named)
        if not named:
            missing.append("".join(part))
    return (
        Facts(tasks=_as_told(found.values(), indexes), missing=tuple(missing))
        if len(found) >= _SEVERAL
        else Facts()
    )


def _under_heading(topic: str, indexes: Sequence[PlanIndex]) -> tuple[FoundTask, ...]:
    """The tasks that name units under a heading that is, but for its number, what is asked for; none where they are many."""
    found = [
        FoundTask(index.plan, folded.task, 1.0)
        for index in indexes
        for folded in index.tasks
        if folded.task.units
        and folded.task.section
        and fold(_HEADING_NUMBER.sub("", folded.task.section[-1])) == topic
    ]
    return tuple(found) if 0 < len(found) <= _TASKS_UNDER else ()


def _says_all(item: FoundTask, weights: WordWeights) -> bool:
    return weights.coverage(fold(item.task.title)) >= _ALL_SAID


def _is_named(item: FoundTask, topic: str, weights: WordWeights) -> bool:
    """Whether the question says a good part of the task's title, or its title says most of the question."""
    title = fold(item.task.title)
    return title_said(item.task, topic) >= _TITLE_TOUCHED or weights.coverage(title) >= TASK_FLOOR


def _said_in_one_sentence(tasks: list[FoundTask], weights: WordWeights) -> list[FoundTask]:
    """Tasks by their text: the one of each plan with a sentence that says all that is asked, by itself or with the
    title; several are none."""
    alone = [item for item in tasks if _has_sentence(item, "", weights)]
    found = alone or [item for item in tasks if _has_sentence(item, fold(item.task.title), weights)]
    plans = [item.plan.id for item in found]
    return [item for item in found if plans.count(item.plan.id) == 1]


def _has_sentence(item: FoundTask, title: str, weights: WordWeights) -> bool:
    sentences = split_sentences(item.task.text)
    return any(weights.coverage(title + fold(one.text)) >= _ALL_SAID for one in sentences)


def _meant_in_each_place(
    tasks: list[FoundTask], named: list[FoundTask], weights: WordWeights
) -> list[FoundTask]:
    """Of each place the tasks that are named; where none says all that was asked, the one with a sentence that does."""
    said = _said_in_one_sentence(tasks, weights)
    meant: list[FoundTask] = []
    for region in dict.fromkeys(item.plan.region for item in tasks):
        own = [item for item in named if item.plan.region == region]
        whole = [item for item in own if _says_all(item, weights) or item in said]
        meant += whole or [item for item in said if item.plan.region == region] or own
    return meant


def _step_task(found: FoundTask, step: int, indexes: list[PlanIndex]) -> FoundTask | None:
    index = next(index for index in indexes if index.plan.id == found.plan.id)
    tasks = index.records.tasks
    at = next((at for at, task in enumerate(tasks) if task.id == found.task.id), -1) + step
    return replace(found, task=tasks[at]) if 0 <= at < len(tasks) else None

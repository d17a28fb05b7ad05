"""Deadlines that stand apart from the text of a task hold for its figures: 责任单位：…；完成时限：2023年12月底前, a column 完成时限."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingest.plan import Commitment, TaskItem
from ingest.tables.column_headings import YEAR
from ingest.tasks.task_draft import DEADLINE_LABEL

DEADLINE_LINE = re.compile(rf"(?:^|\n)\s*{DEADLINE_LABEL.pattern}")
"""完成时限：2023年12月底前 on a line of its own"""


def date_commitments(commitments: Sequence[Commitment], tasks: Sequence[TaskItem]) -> tuple[Commitment, ...]:
    """The commitments, those without a date of their own with the date of the task that they stand in."""
    dated: list[tuple[int, int, str]] = []
    for task in tasks:
        due = task.deadline or ""
        stands_apart = (
            not any(date in task.text for date in due.split("；"))
            or DEADLINE_LINE.search(task.text) is not None
        )
        if YEAR.search(due) and stands_apart:
            dated.append((task.source.start, task.source.end, due))
    dated.sort()
    return tuple(_with_date(commitment, dated) for commitment in commitments)


def _with_date(commitment: Commitment, dated: Sequence[tuple[int, int, str]]) -> Commitment:
    at = bisect_right(dated, commitment.source.end - 1, key=lambda place: place[0]) - 1
    if commitment.deadline is not None or commitment.is_result or at < 0:
        return commitment
    _, end, date = dated[at]
    return replace(commitment, deadline=date) if commitment.source.end <= end else commitment

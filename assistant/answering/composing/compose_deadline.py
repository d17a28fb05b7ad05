"""What is due by a year: 到2023年要完成什么."""

from __future__ import annotations

import re

from assistant.answer import AnswerStatus
from assistant.answering.composing.refer import ref_to_commitment, ref_to_deadline, ref_to_sentence
from assistant.answering.fold_text import fold, split_sentences
from assistant.answering.turn import Draft, Evidence, Ref, Statement, StatementKind, Turn
from assistant.answering.understanding.month_due import MONTH_OF_YEAR, month_due
from assistant.answering.understanding.question_patterns import years_in
from assistant.answering.vocabulary.catalogue import Catalogue
from assistant.answering.vocabulary.plan_index import PlanIndex
from ingest.plan import Passage, RecordType, TaskItem
from prompts import reply

_LINES_SHOWN = 15
_DUE_BY = re.compile(
    r"(?:到|至|在|于|争取|力争|确保)?(20\d\d)年(?:底|末|年底|\d{1,2}月底?)?(?:前|之前|以前|,|，|[^,，。；;]{0,6}(?:全面|完成|建成|实现|达到))"
)
"""到2023年，… · 2023年底前"""


def compose_deadline(turn: Turn, catalogue: Catalogue) -> Draft:
    """Every sentence with a number, and every task, that the years asked for govern; counted, one line a sentence. Of a month
    every task whose deadline is in it or before it in its year."""
    years, month = set(turn.asked.years), month_due(turn.asked.text)
    when = "、".join(f"{year}年" for year in sorted(years)) + (f"{month}月底以前" if month else "")
    plans = turn.scope.plan_ids if turn.scope else ()
    statements: list[Statement] = []
    for plan_id in plans:
        index = catalogue.index(plan_id)
        lines = _due_by_month(index, years, month) if month else _due(index, years)
        end = (turn.asked.page + 1) * _LINES_SHOWN
        shown = lines[turn.asked.page * _LINES_SHOWN : end]
        if not shown:
            continue
        lead = (
            f"{catalogue.place_word(index.plan)}写明{when}{'完成' if month else ''}的事项共 {len(lines)} 项："
        )
        statements.append(Statement(lead, kind=StatementKind.COUNT, counted=len(lines)))
        statements.extend(shown)
        if end < len(lines):
            left = reply("more_left_out", count=len(lines) - end)
            statements.append(Statement(left, kind=StatementKind.LEAD))
    if statements:
        return Draft(AnswerStatus.ANSWERED, tuple(statements))
    if turn.asked.page:
        return Draft(AnswerStatus.ANSWERED, (Statement(reply("nothing_more"), kind=StatementKind.LEAD),))
    places = catalogue.place_list(plans)
    text = reply("nothing_due", places=places, years=when)
    return Draft(AnswerStatus.NOT_FOUND, (Statement(text, kind=StatementKind.LEAD),))


def _due_by_month(index: PlanIndex, years: set[str], month: int) -> list[Statement]:
    """The tasks due in a year's months up to this one, the earliest first, then the numbers whose tasks have no such deadline."""
    dated: list[tuple[tuple[str, int], Statement]] = []
    for task in index.records.tasks:
        due = _month(task.deadline, years, month)
        if due:
            text = f"- {task.title}（{task.deadline}）"
            dated.append((due, Statement(text, (ref_to_deadline(index.plan, task),))))
    shown = {line.refs[0].record_id for _, line in dated}
    told = "".join(fold(task.text) for task in index.records.tasks if task.id in shown)
    for item in index.records.commitments:
        due = None if item.is_result else _month(item.deadline, years, month)
        if due and fold(item.text) not in told:
            text = f"- {item.text.strip().rstrip('。；;')}"
            dated.append((due, Statement(text, (ref_to_commitment(index.plan, item),))))
    return [line for _, line in sorted(dated, key=lambda each: each[0])]


def _month(deadline: str | None, years: set[str], month: int) -> tuple[str, int] | None:
    """(year, month) of a deadline up to the month in one of the years, or in any where none is asked for."""
    named = MONTH_OF_YEAR.search(deadline or "")
    if named is None or int(named["month"]) > month or (years and named["year"] not in years):
        return None
    return named["year"], int(named["month"])


def _due(index: PlanIndex, years: set[str]) -> list[Statement]:
    """Numbers with such a deadline, then tasks and sentences that name the year as one; a sentence is said once."""
    said: list[str] = []
    lines: list[Statement] = []

    def add(text: str, ref: Ref) -> None:
        folded = fold(text)
        if not any(folded in other or other in folded for other in said):
            said.append(folded)
            lines.append(Statement(f"- {text}", (ref,)))

    for item in index.records.commitments:
        if not item.is_result and years & set(years_in(item.deadline or "")):
            add(item.text.strip().rstrip("。；;"), ref_to_commitment(index.plan, item))
    records: list[TaskItem | Passage] = [*index.records.tasks, *index.records.passages]
    for record in records:
        if isinstance(record, Passage) and record.task_id:
            continue
        kind = RecordType.TASK if isinstance(record, TaskItem) else RecordType.PASSAGE
        for sentence in split_sentences(record.text):
            if years & set(_DUE_BY.findall(sentence.text)):
                evidence = Evidence(index.plan, record, kind, 1.0, 1.0)
                add(sentence.text.rstrip("。；;"), ref_to_sentence(evidence, sentence))
    for task in index.records.tasks:
        told = any(one in fold(task.text) for one in said)
        if task.deadline and years & set(years_in(task.deadline)) and not told:
            add(f"{task.title}（{task.deadline}）", ref_to_deadline(index.plan, task))
    return lines

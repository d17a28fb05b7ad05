"""What is due by a year: 到2023年要完成什么."""

from __future__ import annotations

import re

from assistant.answer import AnswerStatus
from assistant.answering.composing.refer import ref_to_commitment, ref_to_deadline, ref_to_sentence
from assistant.answering.fold_text import fold, split_sentences
from assistant.answering.turn import Draft, Evidence, Ref, Statement, StatementKind, Turn
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
    """Every sentence with a number, and every task, that the years asked for govern; counted, one line a sentence."""
    years = set(turn.asked.years)
    plans = turn.scope.plan_ids if turn.scope else ()
    statements: list[Statement] = []
    for plan_id in plans:
        index = catalogue.index(plan_id)
        lines = _due(index, years)
        end = (turn.asked.page + 1) * _LINES_SHOWN
        shown = lines[turn.asked.page * _LINES_SHOWN : end]
        if not shown:
            continue
        lead = f"{catalogue.place_word(index.plan)}写明{'、'.join(sorted(years))}年的事项共 {len(lines)} 项："
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
    text = reply("nothing_due", places=places, years="、".join(f"{year}年" for year in sorted(years)))
    return Draft(AnswerStatus.NOT_FOUND, (Statement(text, kind=StatementKind.LEAD),))


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

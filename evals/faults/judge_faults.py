"""Asking the gold questions, making faults in the answers, and counting what the check stops."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from assistant.answer import AnswerStatus, Exchange, Question
from assistant.answering.checking.check_words import rejection_of
from assistant.answering.pipeline import AnsweringPipeline
from assistant.answering.turn import Draft, Ref, Statement, StatementKind
from assistant.answering.verify_answer import check_draft, table_columns
from assistant.answering.vocabulary.catalogue import Catalogue
from evals.faults.inject_faults import Case, Fault, Injected, inject
from evals.questions.gold import GoldQuestion

_BARS = "|"
_TASK_OF_UNIT = re.compile(r"\d+\. [^：]+$")
"""3. 完善市场准入制度 — a title in a list is no sentence"""


@dataclass(frozen=True, slots=True)
class Slip:
    """A false statement that was not stopped, or a true one that was."""

    question: str
    what: str
    text: str
    places: tuple[str, ...]


@dataclass(slots=True)
class FaultReport:
    """``made`` and ``stopped`` count faults by kind, in composed statements and as a language model's sentences."""

    questions: int = 0
    true_statements: int = 0
    true_sentences: int = 0
    """Of answers on content, which a language model may word: the same sentences as its own."""
    made: Counter[Fault] = field(default_factory=Counter)
    stopped: Counter[Fault] = field(default_factory=Counter)
    said: Counter[Fault] = field(default_factory=Counter)
    said_stopped: Counter[Fault] = field(default_factory=Counter)
    slips: list[Slip] = field(default_factory=list)
    wrongly_stopped: list[Slip] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.slips and not self.wrongly_stopped and self.made.total() > 0

    def lines(self) -> Iterator[str]:
        """The report in Chinese: a table, then every slip."""
        yield f"问题 {self.questions} 个，真实陈述 {self.true_statements} 条，作为语言模型的话 {self.true_sentences} 句，误拦 {len(self.wrongly_stopped)} 条"
        yield "| 错误 | 组织的陈述：造出 | 拦下 | 语言模型的话：造出 | 拦下 |"
        yield "| --- | ---: | ---: | ---: | ---: |"
        for fault in Fault:
            yield f"| {fault.value} | {self.made[fault]} | {self.stopped[fault]} | {self.said[fault]} | {self.said_stopped[fault]} |"
        totals = (self.made, self.stopped, self.said, self.said_stopped)
        yield f"| 合计 | {' | '.join(str(counter.total()) for counter in totals)} |"
        for slip in self.wrongly_stopped:
            yield f"误拦 {slip.question}：{slip.what}：{slip.text}"
        for slip in self.slips:
            yield f"漏过 {slip.question}（{slip.what}）：{slip.text} ← {'、'.join(slip.places)}"


def judge_faults(
    questions: Iterable[GoldQuestion], pipeline: AnsweringPipeline, catalogue: Catalogue, seed: int = 1
) -> FaultReport:
    """Every fault in every statement of every composed answer."""
    report = FaultReport()
    for question in questions:
        history = tuple(Exchange(turn.question, turn.answer) for turn in question.history)
        asked = Question(question.question, history=history, region=question.region, plans=question.plans)
        draft = pipeline.run_to(asked, "compose_answer").draft
        if draft is None:
            continue
        report.questions += 1
        _judge(question.id, draft, catalogue, report, Random(f"{seed} {question.id}"))
    return report


def _judge(question: str, draft: Draft, catalogue: Catalogue, report: FaultReport, random: Random) -> None:
    columns: tuple[str, ...] = ()
    plans = tuple(catalogue.plans)
    for statement in draft.statements:
        columns = table_columns(statement.text) or columns
        if statement.kind is not StatementKind.FACT:
            continue
        report.true_statements += 1
        problem = _stopped(statement, columns, catalogue, plans)
        if problem is not None:
            report.wrongly_stopped.append(_slip(question, problem, statement))
            continue
        if draft.may_be_worded:
            report.true_sentences += 1
            handed_out = tuple(ref for other in draft.statements for ref in other.refs)
            if _rejected(statement, handed_out, catalogue):
                report.wrongly_stopped.append(_slip(question, "语言模型", statement))
        for injected in inject(Case(statement, columns, catalogue), random):
            report.made[injected.fault] += 1
            if _stopped(injected.statement, injected.columns, catalogue, plans) is not None:
                report.stopped[injected.fault] += 1
            else:
                report.slips.append(_slip(question, injected.fault.value, injected.statement))
            _judge_said(question, statement, injected, catalogue, report)


def _judge_said(
    question: str, true: Statement, injected: Injected, catalogue: Catalogue, report: FaultReport
) -> None:
    """The same fault as a sentence of a language model; what is only in the structured part is none.

    A wrong place is one of those that were handed out: the right ones are among them.
    """
    false = injected.statement
    if (
        _BARS in false.text
        or _TASK_OF_UNIT.match(false.text)
        or (false.text == true.text and false.refs == true.refs)
    ):
        return
    report.said[injected.fault] += 1
    if _rejected(false, true.refs, catalogue):
        report.said_stopped[injected.fault] += 1
    else:
        report.slips.append(_slip(question, f"{injected.fault.value}，语言模型", false))


def _rejected(statement: Statement, handed_out: Sequence[Ref], catalogue: Catalogue) -> bool:
    refs = (*handed_out, *(ref for ref in statement.refs if ref not in handed_out))
    marks = "".join(f"[{refs.index(ref) + 1}]" for ref in statement.refs)
    return rejection_of(f"{statement.text}{marks}", refs, catalogue) is not None


def _stopped(
    statement: Statement, columns: tuple[str, ...], catalogue: Catalogue, plans: tuple[str, ...]
) -> str | None:
    """What the check says against a statement, or ``None``."""
    head = (Statement(f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}", kind=StatementKind.LEAD),)
    draft = Draft(AnswerStatus.ANSWERED, (*(head if columns else ()), statement))
    problems = check_draft(draft, catalogue, plans)[1]
    return problems[0] if problems else None


def _slip(question: str, what: str, statement: Statement) -> Slip:
    return Slip(question, what, statement.text, tuple(ref.record_id for ref in statement.refs))

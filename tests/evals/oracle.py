"""An answerer that knows the gold: it says exactly what is expected and cites exactly the evidence."""

from __future__ import annotations

from assistant.answer import (
    Answer,
    AnswerStatus,
    Citation,
    Clarification,
    IndicatorInAnswer,
    UnitInAnswer,
)
from evals.checks.numbers import EMPTY_CELLS
from evals.places import RecordPlaces
from evals.questions.gold import GoldQuestion, QuestionKind
from evals.words import fold_value
from ingest.plan import Basis, RecordType, Span

INFERRED = "（按名单顺序推定）"


class Oracle:
    """Answers from the expectation alone."""

    name = "oracle"
    plan_ids: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.places = RecordPlaces({})

    def ask(self, question: GoldQuestion) -> Answer:
        return oracle_answer(question)


def oracle_answer(question: GoldQuestion, beside: str = "") -> Answer:
    """A right answer. ``beside`` are more words that stand at every cited place, such as the other years of a row."""
    expect = question.expect
    status = AnswerStatus.ANSWERED if AnswerStatus.ANSWERED in expect.status else expect.status[0]
    if status is not AnswerStatus.ANSWERED:
        asked = (
            Clarification("请问是哪里的规划？", expect.options) if status is AnswerStatus.CLARIFY else None
        )
        # the only number that a refusal states is how many there are: 第九个呢 after a list of five
        told = (f"共{each}项" if (each := options[0]).isdigit() else each for options in expect.phrases)
        facts = "" if status is AnswerStatus.CLARIFY else "。".join(told)
        return _answer(question, status, f"规划里没有找到。{facts}", asked=asked)
    marks = "".join(f"[{n}]" for n in range(1, len(question.evidence) + 1))
    lines = [
        f"{v.region or ''}{v.name or ''}{v.year + '年' if v.year else ''}{_told(v.value)}{v.unit or ''}{v.attribute or ''}"
        for v in expect.values
    ]
    lines += [
        f"{u.name}：{u.role.value}{INFERRED if u.basis is Basis.INFERRED else ''}" for u in expect.units
    ]
    lines += [item.words for item in expect.items] + [options[0] for options in expect.phrases]
    return _answer(question, status, "\n".join(lines) + marks, beside=beside)


def _told(value: str) -> str:
    """An empty cell is told in words, whatever sign the document prints in it."""
    return "未给出，" if fold_value(value) in EMPTY_CELLS else f"为{value}"


def _answer(
    question: GoldQuestion,
    status: AnswerStatus,
    text: str,
    *,
    beside: str = "",
    asked: Clarification | None = None,
) -> Answer:
    expect = question.expect
    answered = status is AnswerStatus.ANSWERED
    tasks = [item.words for item in expect.items] if question.kind is QuestionKind.UNIT_TASKS else []
    citations = tuple(
        Citation(
            n,
            p.plan,
            "某规划",
            "",
            RecordType.PASSAGE,
            f"{p.plan}:p{n}",
            (),
            f"{p.anchor} {text} {beside}",
            "",
            Span(0, 1),
        )
        for n, p in enumerate(question.evidence, 1)
    )
    units = tuple(
        UnitInAnswer(u.name, u.role, u.basis or Basis.STATED, task, 1)
        for task in tasks or [""]
        for u in expect.units
    )
    indicators = tuple(
        IndicatorInAnswer(v.name, v.unit, {v.year: v.value}, v.attribute, "", v.region or "", 1)
        for v in expect.values
        if v.name and v.year and not v.computed
    )
    return Answer(
        id="",
        conversation_id="",
        status=status,
        answer=text,
        citations=citations if answered else (),
        units=units if answered else (),
        indicators=indicators if answered else (),
        clarification=asked,
    )

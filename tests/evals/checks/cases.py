"""A question and an answer in a line, for the tests of single metrics."""

from __future__ import annotations

from typing import Any

from assistant.answer import (
    Answer,
    AnswerStatus,
    Citation,
    Clarification,
    IndicatorInAnswer,
    UnitInAnswer,
)
from evals.places import RecordPlaces
from evals.questions.gold import Expectation, GoldQuestion, Place, QuestionKind
from ingest.plan import Basis, RecordType, Role, Span

ROW = "经营主体总量（万户） 2020年 24.8 2025年 32.6 预期性"
PLACES = RecordPlaces(
    {
        "row": ("yunling", ROW),
        "drill": ("qinghe", "开展防汛演练。每年汛前演练2次。县应急管理局、县水利局"),
        "dike": ("qinghe", "加固水库堤坝。投入3000万元"),
        "other": ("lanpu", "开展防汛演练"),
    }
)
PLANS = {"row": "yunling", "drill": "qinghe", "dike": "qinghe", "other": "lanpu"}
FOUND, CLARIFY, MISSING = AnswerStatus.ANSWERED, AnswerStatus.CLARIFY, AnswerStatus.NOT_FOUND


def question(kind: QuestionKind = QuestionKind.CONTENT, asked: str = "怎么做", **expect: Any) -> GoldQuestion:
    """Its evidence is the drill of qinghe."""
    return GoldQuestion(
        id="case",
        kind=kind,
        library="examples",
        question=asked,
        expect=Expectation(**expect),
        evidence=(Place(plan="qinghe", anchor="开展防汛演练"),),
    )


def answer(text: str = "", *records: str, status: AnswerStatus = FOUND, **parts: Any) -> Answer:
    """Cites ``records`` in turn, each with its own first words as the quote."""
    citations = tuple(
        Citation(n, PLANS[r], "某规划", "", RecordType.TASK, r, (), "", "", Span(0, 1))
        for n, r in enumerate(records, 1)
    )
    return Answer("", "", status, text, citations=citations, **parts)


def unit(name: str, role: Role = Role.RESPONSIBLE, basis: Basis = Basis.STATED) -> UnitInAnswer:
    return UnitInAnswer(name, role, basis, "开展防汛演练", 1)


def row(
    value: str = "32.6",
    year: str = "2025",
    *,
    unit_of_measure: str = "万户",
    attribute: str = "预期性",
    name: str = "经营主体总量",
) -> IndicatorInAnswer:
    return IndicatorInAnswer(name, unit_of_measure, {year: value}, attribute, "yunling", "云陵市", 1)


def choices(*options: str) -> Clarification:
    return Clarification("请问是哪里的规划？", options)

"""Checks that look at the way to the answer: routing and retrieval."""

from __future__ import annotations

from dataclasses import replace
from math import log2
from typing import Any

import pytest

from assistant.answer import Answer
from evals.checks.retrieval import retrieval_mrr, retrieval_ndcg, retrieval_recall
from evals.checks.routing import routing
from evals.places import RecordPlaces
from evals.questions.gold import GoldQuestion, Place
from tests.evals.oracle import oracle_answer
from tests.evals.test_harness import CONTENT_QUESTION, REFUSAL_QUESTION, VALUE_QUESTION

PLACES = RecordPlaces(
    {
        "t1": ("qinghe", "开展防汛演练。每年汛前一次"),
        "t2": ("qinghe", "清理河道"),
        "t3": ("qinghe", "组织消防培训"),
        "x1": ("lanpu", "开展防汛演练"),
    }
)
TWO_PLACES = CONTENT_QUESTION.model_copy(
    update={"evidence": (*CONTENT_QUESTION.evidence, Place(plan="qinghe", anchor="清理河道"))}
)


def found(*records: str) -> dict[str, Any]:
    return {"retrieve_passages": [{"record": record, "score": 1.0} for record in records]}


def traced(question: GoldQuestion, trace: dict[str, Any]) -> Answer:
    return replace(oracle_answer(question), trace=trace)


@pytest.mark.parametrize(
    ("question", "records", "recall", "mrr", "ndcg"),
    [
        pytest.param(CONTENT_QUESTION, ["t1", "t3"], 1.0, 1.0, 1.0, id="first"),
        pytest.param(CONTENT_QUESTION, ["t3", "t1"], 1.0, 0.5, 1 / log2(3), id="second"),
        pytest.param(
            CONTENT_QUESTION, ["t3", "x1"], 0.0, 0.0, 0.0, id="the same words in another plan do not count"
        ),
        pytest.param(CONTENT_QUESTION, ["t3"] * 5 + ["t1"], 0.0, 1 / 6, 0.0, id="below the depth"),
        pytest.param(TWO_PLACES, ["t2", "t3"], 0.5, 1.0, 1 / (1 + 1 / log2(3)), id="one of two places"),
        pytest.param(TWO_PLACES, ["t2", "t1"], 1.0, 1.0, 1.0, id="both places, in any order"),
    ],
)
def test_retrieval(
    question: GoldQuestion, records: list[str], recall: float, mrr: float, ndcg: float
) -> None:
    answer = traced(question, found(*records))
    scores = [check(question, answer, PLACES) for check in (retrieval_recall, retrieval_mrr, retrieval_ndcg)]
    assert [check and pytest.approx(check.score) for check in scores] == [recall, mrr, ndcg]


@pytest.mark.parametrize(
    ("question", "trace"),
    [
        pytest.param(CONTENT_QUESTION, {}, id="no trace, over HTTP"),
        pytest.param(VALUE_QUESTION, found("t1"), id="facts do not come from search"),
        pytest.param(REFUSAL_QUESTION, found("t1"), id="nothing to find"),
    ],
)
def test_retrieval_does_not_fit(question: GoldQuestion, trace: dict[str, Any]) -> None:
    assert retrieval_recall(question, traced(question, trace), PLACES) is None


@pytest.mark.parametrize(
    ("question", "kind", "score"),
    [
        pytest.param(VALUE_QUESTION, "indicator", 1.0, id="right"),
        pytest.param(VALUE_QUESTION, "indicator_list", 1.0, id="as right"),
        pytest.param(VALUE_QUESTION, "content", 0.0, id="wrong"),
        pytest.param(REFUSAL_QUESTION, "content", None, id="several routes end in a refusal"),
        pytest.param(VALUE_QUESTION, None, None, id="no trace"),
    ],
)
def test_routing(question: GoldQuestion, kind: str | None, score: float | None) -> None:
    trace = {"understand_question": {"kind": kind}} if kind else {}
    check = routing(question, traced(question, trace), PLACES)
    assert (check.score if check else None) == score

"""Tokens and their price: counted where a model was asked, in every shape in which a system tells them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.answer import Answer, AnswerStatus
from evals.answer_json import answer_from_json
from evals.run import run_questions
from evals.summary import summarise
from evals.tokens import Prices, Tokens, tokens_of
from evals.wording import measure_text
from tests.evals.oracle import Oracle
from tests.evals.test_harness import CONTENT_QUESTION, VALUE_QUESTION

WORDED = {"model": "small", "problem": None, "tokens": {"prompt": 700, "answer": 40}}
REWRITTEN = {"model": "small", "problem": "new words", "tokens": {"prompt": 300, "answer": 10}}


@pytest.mark.parametrize(
    ("trace", "tokens"),
    [
        pytest.param({}, None, id="no trace"),
        pytest.param({"word_answer": "composed answer kept"}, None, id="the model was not asked"),
        pytest.param({"word_answer": WORDED}, Tokens(700, 40), id="a worded answer"),
        pytest.param(
            {"word_answer": WORDED, "rewrite_question": REWRITTEN},
            Tokens(1000, 50),
            id="a follow-up made whole as well, taken or not",
        ),
        pytest.param(
            {"word_answer": WORDED, "parts": [{"word_answer": WORDED}, {"word_answer": WORDED}]},
            Tokens(1400, 80),
            id="two questions in one: the parts tell it, the whole repeats the first",
        ),
        pytest.param({"word_answer": {"model": "small", "problem": None}}, None, id="nobody counted"),
        pytest.param(
            {"usage": {"prompt_tokens": 900, "completion_tokens": 30}}, Tokens(900, 30), id="another system"
        ),
        pytest.param({"usage": {}}, None, id="a server that tells no usage"),
    ],
)
def test_tokens_of(trace: dict[str, Any], tokens: Tokens | None) -> None:
    assert tokens_of(Answer("", "", AnswerStatus.ANSWERED, "", trace=trace)) == tokens


def test_usage_and_kind_come_over_http() -> None:
    usage = {"prompt_tokens": 900, "completion_tokens": 30, "total_tokens": 930}
    answer = answer_from_json({"answer": "到2025年达到32.6万户。", "kind": "indicator", "usage": usage})
    assert tokens_of(answer) == Tokens(900, 30)
    assert answer.trace["understand_question"] == {"kind": "indicator"}


def test_cost_is_told_only_with_a_price() -> None:
    records = run_questions([CONTENT_QUESTION, VALUE_QUESTION], Oracle())
    records[0] = replace(records[0], answer=replace(records[0].answer, trace={"word_answer": WORDED}))
    measures = summarise(records).measures
    assert (measures["tokens"], measures["prompt_tokens"], measures["reply_tokens"]) == (740, 700, 40)
    assert measures["tokens_per_answer"] == 740, "questions that no model saw do not lower it"
    assert "cost" not in measures
    priced = summarise(records, Prices(prompt=2, reply=8)).measures
    assert priced["cost"] == pytest.approx((700 * 2 + 40 * 8) / 1e6)
    assert priced["cost_per_question"] == pytest.approx(priced["cost"] / 2), "a composed answer costs nothing"
    assert measure_text("cost", priced["cost"]) == "0.00172"


def test_without_a_model_no_tokens_are_told() -> None:
    assert "tokens" not in summarise(run_questions([CONTENT_QUESTION], Oracle()), Prices(1, 1)).measures

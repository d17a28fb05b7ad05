"""Metrics of the way in which a question is met: answered, refused, asked back."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.answer import Answer, AnswerStatus
from evals.checks.answered import answered
from evals.checks.clarification import clarification
from evals.checks.refusal import refusal
from tests.evals.checks.cases import CLARIFY, FOUND, MISSING, PLACES, answer, choices, question

EITHER = {"status": (FOUND, MISSING)}
REFUSE = {"status": (MISSING,)}
ASK = {"status": (CLARIFY,), "options": ("云陵市", "青禾县")}


@pytest.mark.parametrize(
    ("expect", "status", "score"),
    [
        pytest.param({}, FOUND, 1, id="answered"),
        pytest.param({}, MISSING, 0, id="refused though answerable"),
        pytest.param({}, CLARIFY, 0, id="asked back though clear"),
        pytest.param(EITHER, MISSING, None, id="a refusal is right too: not judged"),
        pytest.param(REFUSE, MISSING, None, id="not answerable: not judged"),
    ],
)
def test_answered(expect: dict[str, Any], status: AnswerStatus, score: float | None) -> None:
    check = answered(question(**expect), answer(status=status), PLACES)
    assert (check.score if check else None) == score


@pytest.mark.parametrize(
    ("expect", "status", "score"),
    [
        pytest.param(REFUSE, MISSING, 1, id="refused"),
        pytest.param(REFUSE, FOUND, 0, id="answered out of nothing"),
        pytest.param(REFUSE, CLARIFY, 0, id="asked back for what no answer can mend"),
        pytest.param({"status": (MISSING, CLARIFY)}, CLARIFY, 1, id="asking back is right too"),
        pytest.param(EITHER, FOUND, None, id="an answer is right too: not judged"),
        pytest.param({}, FOUND, None, id="answerable: not judged"),
    ],
)
def test_refusal(expect: dict[str, Any], status: AnswerStatus, score: float | None) -> None:
    check = refusal(question(**expect), answer(status=status), PLACES)
    assert (check.score if check else None) == score


@pytest.mark.parametrize(
    ("expect", "given", "score"),
    [
        pytest.param(
            ASK,
            answer(status=CLARIFY, clarification=choices("云陵市", "青禾县", "澜浦市")),
            1,
            id="all choices",
        ),
        pytest.param(ASK, answer(status=CLARIFY, clarification=choices("云陵市")), 0.5, id="one of two"),
        pytest.param(ASK, answer(status=CLARIFY), 0, id="asked back without choices"),
        pytest.param(ASK, answer("云陵市还是青禾县？", status=CLARIFY), 1, id="choices in the text"),
        pytest.param(ASK, answer("32.6万户"), 0, id="answered for one of the places"),
        pytest.param({"status": (CLARIFY,)}, answer(status=CLARIFY), 1, id="no choices wanted"),
        pytest.param(
            {"status": (CLARIFY, FOUND)}, answer(), None, id="answering for every place is right too"
        ),
        pytest.param({}, answer(status=CLARIFY), None, id="clear: not judged here but by answered"),
    ],
)
def test_clarification(expect: dict[str, Any], given: Answer, score: float | None) -> None:
    check = clarification(question(**expect), given, PLACES)
    assert (check.score if check else None) == score

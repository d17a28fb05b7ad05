"""Questions in other words keep their names and numbers."""

from __future__ import annotations

import random
import re

from evals.questions.gold import load_questions
from evals.vary_wording import varied, vary_wording

NUMBER = re.compile(r"\d+(?:\.\d+)?")


def test_numbers_stay_whole_and_the_seed_decides() -> None:
    questions = list(load_questions())
    once = varied(questions, 1)
    assert once == varied(questions, 1)
    assert once != varied(questions, 2)
    for question, other in zip(questions, once, strict=True):
        assert NUMBER.findall(question.question) == NUMBER.findall(other.question)
        assert (question.id, question.expect) == (other.id, other.expect)


def test_most_questions_change_and_follow_ups_do_not() -> None:
    questions = list(load_questions())
    changed = [
        q.id for q, other in zip(questions, varied(questions, 3), strict=True) if q.question != other.question
    ]
    assert len(changed) > 0.8 * len(questions)
    assert not any(question.history for question in questions if question.id in changed)


def test_question_words_are_exchanged() -> None:
    seen = {vary_wording("青禾县防汛由谁牵头？", random.Random(seed)) for seed in range(40)}
    assert any("谁来牵头" in words for words in seen)
    assert not any("由谁牵头" in words for words in seen)

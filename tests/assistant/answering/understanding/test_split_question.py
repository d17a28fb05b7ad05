"""Two questions in one, and one question in two clauses."""

from __future__ import annotations

import pytest

from assistant.answer import Question
from assistant.answering.understanding.split_question import split_question
from assistant.answering.vocabulary.catalogue import Catalogue


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        pytest.param(
            "疏通河道谁负责，临溪河道长度目标是多少",
            [("疏通河道谁负责", ("linxi",)), ("临溪河道长度目标是多少", ())],
            id="the place named later holds for the first part too",
        ),
        pytest.param(
            "疏通河道怎么做这块，临溪哪些单位要配合",
            [("疏通河道怎么做这块，临溪哪些单位要配合", ())],
            id="a clause that only says the topic is no question",
        ),
    ],
)
def test_parts_and_their_plans(
    catalogue: Catalogue, question: str, parts: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(part.text, part.plans) for part in split_question(Question(question), catalogue)] == parts

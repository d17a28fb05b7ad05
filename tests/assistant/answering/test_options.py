"""Parts of answering switched off: the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.answer import Question
from assistant.answering.options import AnsweringOptions
from assistant.answering.pipeline import build_pipeline
from tests.assistant.answering.builders import MemoryLibrary
from tests.assistant.answering.test_word_answer import QUESTION


class Searches(MemoryLibrary):
    """Notes which searches were asked."""

    def __init__(self, plans: MemoryLibrary) -> None:
        self.__dict__.update(plans.__dict__)
        self.asked: list[str] = []

    def search_dense(self, *args: Any, **kwargs: Any) -> Any:
        self.asked.append("dense")
        return super().search_dense(*args, **kwargs)

    def search_keyword(self, *args: Any, **kwargs: Any) -> Any:
        self.asked.append("keyword")
        return super().search_keyword(*args, **kwargs)


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        pytest.param(AnsweringOptions(), ["dense", "keyword"], id="both"),
        pytest.param(AnsweringOptions(keyword_search=False), ["dense"], id="dense alone"),
        pytest.param(AnsweringOptions(dense_search=False), ["keyword"], id="keyword alone"),
    ],
)
def test_a_search_that_is_switched_off_is_not_asked(
    plans: MemoryLibrary, options: AnsweringOptions, asked: list[str]
) -> None:
    library = Searches(plans)
    build_pipeline(library, options=options).invoke(Question(QUESTION))
    assert library.asked == asked


def test_without_the_catalogue_a_fact_is_looked_for_in_passages(plans: MemoryLibrary) -> None:
    question = Question("云陵市场主体总量2025年目标")
    assert build_pipeline(plans).invoke(question).indicators
    answer = build_pipeline(plans, options=AnsweringOptions(catalogue_facts=False)).invoke(question)
    assert answer.indicators == ()
    assert answer.trace["look_up_facts"] == "switched off"


def test_without_the_check_a_models_words_are_taken_as_they_come(plans: MemoryLibrary) -> None:
    invented = "每学期开展九次联合检查[1]。"

    def ask(options: AnsweringOptions) -> str:
        replies: Iterator[AIMessage | str] = iter([AIMessage(invented)])
        model = GenericFakeChatModel(messages=replies)
        return build_pipeline(plans, model, options=options).invoke(Question(QUESTION)).answer

    assert ask(AnsweringOptions()) != invented
    assert ask(AnsweringOptions(verification=False)) == invented

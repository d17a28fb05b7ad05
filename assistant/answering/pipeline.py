"""How a question becomes an answer: the steps, in one list.

    pipeline = build_pipeline(library, chat_model=None, token_budget=None)
    pipeline.invoke(Question("…")) -> Answer
    pipeline.answer_stream(Question("…")) -> Iterator[AnswerEvent]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableConfig

from assistant.answer import Answer, AnswerEvent, Question
from assistant.answering.library_view import LibraryView

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.language_model.token_budget import TokenBudget


class AnsweringPipeline(Runnable[Question, Answer]):
    """The steps over one library. Safe to call from several threads."""

    def invoke(self, input: Question, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        raise NotImplementedError

    def answer_stream(self, question: Question) -> Iterator[AnswerEvent]:
        """Status events while the steps run, the text as deltas, then the whole answer."""
        raise NotImplementedError


def build_pipeline(
    library: LibraryView,
    chat_model: BaseChatModel | None = None,
    token_budget: TokenBudget | None = None,
) -> AnsweringPipeline:
    """The pipeline over a library; without ``chat_model`` every answer is composed from records."""
    raise NotImplementedError

"""Step 6: a language model puts a content answer into better words, from the evidence handed out and nothing else.

Facts and lists stay as composed. Whatever goes wrong (no connection, time-out, refusal, a sentence that does not stand in its
cited place) leaves the composed answer, and the reason in ``Wording.rejected``.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import httpx
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from assistant.answer import AnswerStatus
from assistant.answering.catalogue import Catalogue
from assistant.answering.check_words import WordsRejected, checked_sentences
from assistant.answering.number_marks import Numbered, number_marks
from assistant.answering.turn import Ref, Turn, Wording
from assistant.answering.verify_answer import check_draft
from assistant.language_model.chat_model import name_of
from assistant.language_model.token_budget import TokenBudget
from prompts import load_prompt

SYSTEM_PROMPT = "word_content"
QUESTION_PROMPT = "word_content_question"
_LONGEST_ANSWER = 900
"""Characters after which a model that does not stop is no longer listened to."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent: messages, and the references behind the tokens handed out."""

    messages: tuple[SystemMessage | HumanMessage, ...]
    refs: tuple[Ref, ...]


def word_answer(
    turn: Turn, catalogue: Catalogue, chat_model: BaseChatModel | None, budget: TokenBudget | None
) -> Turn:
    """The turn with the model's wording, where there is a model and the answer is one of content."""
    words = word_by_sentence(turn, catalogue, chat_model, budget)
    while True:
        try:
            next(words)
        except StopIteration as end:
            worded: Turn = end.value
            return worded


def word_by_sentence(
    turn: Turn, catalogue: Catalogue, chat_model: BaseChatModel | None, budget: TokenBudget | None
) -> Generator[str, None, Turn]:
    """Yields each sentence that has passed its check as it arrives; returns the turn with the whole wording."""
    draft = turn.draft
    if (
        chat_model is None
        or draft is None
        or not draft.may_be_worded
        or draft.status is not AnswerStatus.ANSWERED
    ):
        return turn.grow("word_answer", "composed answer kept")
    if turn.scope is None or check_draft(draft, catalogue, turn.scope.plan_ids)[1]:
        return turn.grow("word_answer", "composed answer kept: it does not pass its own check")
    prompt = build_prompt(turn, catalogue, budget)
    name = name_of(chat_model)
    said: list[str] = []
    rejected = ""
    problem: str | None = None
    try:
        for sentence in checked_sentences(stream_text(chat_model, prompt), prompt.refs, catalogue):
            said.append(sentence)
            yield sentence
    except WordsRejected as error:
        rejected, problem = error.reason, str(error)
    except (OSError, ValueError, httpx.HTTPError, _openai_error()) as error:
        rejected, problem = f"调用失败（{type(error).__name__}）", repr(error)[:200]
    trace = {"model": name, "said": "".join(said), "problem": problem}
    return turn.grow("word_answer", trace, wording=Wording("".join(said).strip(), name, rejected))


def _openai_error() -> type[Exception]:
    """What the OpenAI client raises; imported late because it is slow to load."""
    from openai import OpenAIError

    return OpenAIError


def build_prompt(turn: Turn, catalogue: Catalogue, budget: TokenBudget | None) -> Prompt:
    """System prompt with examples, then the evidence under its tokens, the question last."""
    numbered = _numbered(turn)
    system = load_prompt(SYSTEM_PROMPT)
    lines = [
        f"[{n}] {catalogue.place_word(ref.plan)}：{_one_line(ref.quote)}"
        for n, ref in enumerate(numbered.refs, 1)
    ]
    if budget is not None:
        spent = (
            budget.count(system) + budget.count(load_prompt(QUESTION_PROMPT)) + budget.count(turn.asked.text)
        )
        lines = lines[: max(1, budget.fitting(lines, spent=spent))]
    question = load_prompt(QUESTION_PROMPT).format(
        evidence="\n".join(lines), question=_one_line(turn.asked.text)
    )
    return Prompt((SystemMessage(system), HumanMessage(question)), numbered.refs[: len(lines)])


def _numbered(turn: Turn) -> Numbered:
    if turn.draft is None:
        raise RuntimeError("compose_answer has not run")
    return number_marks(turn.draft.statements)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def stream_text(chat_model: BaseChatModel, prompt: Prompt) -> Iterator[str]:
    """Pieces of the model's reply; stops asking when it does not end."""
    length = 0
    for chunk in chat_model.stream(list(prompt.messages)):
        text = chunk.text if isinstance(chunk.text, str) else str(chunk.content)
        length += len(text)
        yield text
        if length > _LONGEST_ANSWER:
            return

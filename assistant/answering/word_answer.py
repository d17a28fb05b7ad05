"""Step 6: a language model puts a content answer into better words, from the evidence handed out and nothing else.

Facts and lists stay as composed. Whatever goes wrong (no connection, time-out, refusal, a sentence that does not stand in its
cited place) leaves the composed answer, and the reason in ``Wording.rejected``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import httpx
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from assistant.answer import AnswerStatus
from assistant.answering.catalogue import Catalogue
from assistant.answering.check_sentence import problem_of
from assistant.answering.number_marks import Numbered, number_marks
from assistant.answering.turn import Ref, Turn, Wording
from assistant.answering.verify_answer import supports_of
from assistant.language_model.chat_model import name_of
from assistant.language_model.token_budget import TokenBudget
from prompts import load_prompt

SYSTEM_PROMPT = "word_content"
QUESTION_PROMPT = "word_content_question"
_REFUSAL = re.compile(r"^(材料中没有|材料没有|抱歉|对不起|无法|我不能|作为)")
"""材料中没有。 — the composed answer has evidence, so it is shown instead."""
_MARK = re.compile(r"[\[［【](\d{1,3})[\]］】]")
"""[2] ［2］"""
_SENTENCE = re.compile(r".+?(?:[。！？；\n]+(?:\s*[\[［【]\d{1,3}[\]］】])*|$)", re.DOTALL)
"""A sentence with the marks behind its full stop."""
_LONGEST_ANSWER = 900


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent: messages, and the references behind the tokens handed out."""

    messages: tuple[SystemMessage | HumanMessage, ...]
    refs: tuple[Ref, ...]


def word_answer(
    turn: Turn, catalogue: Catalogue, chat_model: BaseChatModel | None, budget: TokenBudget | None
) -> Turn:
    draft = turn.draft
    if (
        chat_model is None
        or draft is None
        or not draft.may_be_worded
        or draft.status is not AnswerStatus.ANSWERED
    ):
        return turn.grow("word_answer", "composed answer kept")
    prompt = build_prompt(turn, catalogue, budget)
    name = name_of(chat_model)
    try:
        raw = "".join(stream_text(chat_model, prompt))
    except (OSError, ValueError, httpx.HTTPError, _openai_error()) as error:
        wording = Wording(model=name, rejected=f"调用失败（{type(error).__name__}）")
        return turn.grow("word_answer", {"model": name, "error": repr(error)[:200]}, wording=wording)
    sentences, problem = check_words(raw, prompt.refs, catalogue)
    trace = {"model": name, "raw": raw, "problem": problem}
    if problem is not None:
        return turn.grow("word_answer", trace, wording=Wording(model=name, rejected=problem))
    return turn.grow("word_answer", trace, wording=Wording("".join(sentences), name))


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


def check_words(raw: str, refs: Sequence[Ref], catalogue: Catalogue) -> tuple[list[str], str | None]:
    """(sentences with clean marks, why they are not to be shown or ``None``)."""
    text = raw.strip()
    if not text or _REFUSAL.match(text):
        return [], "没有给出答复"
    sentences: list[str] = []
    for match in _SENTENCE.finditer(text):
        if not match.group(0).strip():
            continue
        problem = check_words_of(match.group(0), refs, catalogue)
        if problem is not None:
            return sentences, problem
        sentences.append(_MARK.sub(lambda mark: f"[{mark.group(1)}]", match.group(0)))
    return sentences, None


def check_words_of(sentence: str, refs: Sequence[Ref], catalogue: Catalogue) -> str | None:
    """Why a sentence of the model is not to be shown, in Chinese, or ``None``."""
    marks = [int(mark) for mark in _MARK.findall(sentence)]
    if not marks:
        return "有语句没有出处"
    if any(not 1 <= mark <= len(refs) for mark in marks):
        return "引用了没有给出的材料"
    places = [(name.word, name.plan_id) for name in catalogue.place_names]
    supports = supports_of([refs[mark - 1] for mark in marks], catalogue)
    problem = problem_of(_MARK.sub("", sentence), supports, places=places, own_words=True)
    return None if problem is None else "与原文核对不一致"

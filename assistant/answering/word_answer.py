"""Step 6: a language model puts a content answer into better words, from the evidence handed out and nothing else.

Facts and lists stay as composed. Whatever goes wrong (no connection, time-out, refusal, a sentence that does not stand in its
cited place) leaves the composed answer, and the reason in ``Wording.rejected``.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from assistant.answer import AnswerStatus
from assistant.answering.checking.check_words import WordsRejected, checked_sentences
from assistant.answering.composing.compose_content import weights_of
from assistant.answering.composing.number_marks import Numbered, number_marks
from assistant.answering.turn import Draft, Ref, StatementKind, Turn, Wording
from assistant.answering.verify_answer import check_draft
from assistant.answering.vocabulary.catalogue import Catalogue
from assistant.language_model.chat_model import name_of
from assistant.language_model.listen import ModelFailed, listen
from assistant.language_model.token_budget import TokenBudget
from ingest.pause import Pause
from prompts import load_prompt

SYSTEM_PROMPT = "word_content"
QUESTION_PROMPT = "word_content_question"
_LONGEST_PROBLEM = 300
DEFAULT_SECONDS = 60.0
"""How long a model may take for its whole reply, where the settings say nothing else."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent: messages, and the references behind the tokens handed out."""

    messages: tuple[SystemMessage | HumanMessage, ...]
    refs: tuple[Ref, ...]

    def tokens(self, budget: TokenBudget | None) -> int | None:
        """How many tokens are sent; ``None`` where nothing counts them."""
        return (
            None if budget is None else sum(budget.count(str(message.content)) for message in self.messages)
        )


@dataclass(slots=True)
class _Heard:
    """What a model's reply brought, for the trace."""

    prompt_tokens: int | None
    started: float = field(default_factory=time.perf_counter)
    pieces: list[str] = field(default_factory=list)
    """All that the model said, whatever became of it: that is what it took tokens for."""
    said: list[str] = field(default_factory=list)
    first_sentence_ms: float | None = None

    def note(self, pieces: Iterable[str]) -> Iterator[str]:
        for piece in pieces:
            self.pieces.append(piece)
            yield piece

    def take(self, sentence: str) -> None:
        if self.first_sentence_ms is None:
            self.first_sentence_ms = self._milliseconds()
        self.said.append(sentence)

    def _milliseconds(self) -> float:
        return round((time.perf_counter() - self.started) * 1000, 1)

    def trace(self, name: str, problem: str | None, budget: TokenBudget | None) -> dict[str, Any]:
        """``tokens`` are counted with the budget's vocabulary: an upper bound for most models."""
        text = "".join(self.said)
        found: dict[str, Any] = {
            "model": name,
            "said": text,
            "problem": problem,
            "model_ms": self._milliseconds(),
            "first_sentence_ms": self.first_sentence_ms,
        }
        if budget is not None:
            found["tokens"] = {"prompt": self.prompt_tokens, "answer": budget.count("".join(self.pieces))}
        return found


def word_answer(
    turn: Turn,
    catalogue: Catalogue,
    chat_model: BaseChatModel | None,
    budget: TokenBudget | None,
    seconds: float = DEFAULT_SECONDS,
    checked: bool = True,
    pause: Pause | None = None,
) -> Turn:
    """The turn with the model's wording, where there is a model and the answer is one of content."""
    words = word_by_sentence(turn, catalogue, chat_model, budget, seconds, checked, pause)
    while True:
        try:
            next(words)
        except StopIteration as end:
            worded: Turn = end.value
            return worded


def word_by_sentence(
    turn: Turn,
    catalogue: Catalogue,
    chat_model: BaseChatModel | None,
    budget: TokenBudget | None,
    seconds: float = DEFAULT_SECONDS,
    checked: bool = True,
    pause: Pause | None = None,
) -> Generator[str, None, Turn]:
    """Yields each sentence that has passed its check as it arrives; returns the turn with the whole wording.

    With ``checked`` off the words are taken as they come, to measure what the check is worth.
    """
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
    heard = _Heard(prompt.tokens(budget))
    rejected = ""
    problem: str | None = None
    try:
        with closing(listen(chat_model, prompt.messages, seconds, pause)) as pieces:
            absent = weights_of(turn, catalogue).unseen
            heard_pieces = heard.note(pieces)
            sentences = (
                checked_sentences(heard_pieces, prompt.refs, catalogue, absent) if checked else heard_pieces
            )
            opening = _opening(draft)
            for sentence in sentences:
                if opening:
                    heard.take(opening)
                    yield opening
                    opening = ""
                heard.take(sentence)
                yield sentence
        if notes := _notes(draft):
            heard.take(notes)
            yield notes
    except (WordsRejected, ModelFailed) as error:
        rejected, problem = error.reason, str(error)[:_LONGEST_PROBLEM]
    name = name_of(chat_model)
    wording = Wording("".join(heard.said).strip(), name, rejected)
    return turn.grow("word_answer", heard.trace(name, problem, budget), wording=wording)


def _opening(draft: Draft) -> str:
    """What the composed answer says before its first fact of itself (a word that was not found, how one was read): the model's
    words follow it."""
    facts = [at for at, one in enumerate(draft.statements) if one.kind is StatementKind.FACT]
    before = [one.text.strip() for one in draft.statements[: facts[0]]] if facts else []
    said = "\n".join(text for text in before if text and not text.endswith("："))
    return f"{said}\n\n" if said else ""


def _notes(draft: Draft) -> str:
    """What the composed answer says behind its last fact (what was not found): a model's words do not replace it."""
    facts = [at for at, one in enumerate(draft.statements) if one.kind is StatementKind.FACT]
    behind = [one.text.strip() for one in draft.statements[facts[-1] + 1 :]] if facts else []
    notes = "\n".join(filter(None, behind))
    return f"\n\n{notes}" if notes else ""


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

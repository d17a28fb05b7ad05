"""How a question becomes an answer: the steps, in one list.

pipeline = build_pipeline(library, chat_model=None, token_budget=None)
pipeline.invoke(Question("…")) -> Answer
pipeline.answer_stream(Question("…")) -> Iterator[AnswerEvent]
pipeline.run_to(Question("…"), "fix_scope") -> Turn
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableConfig, RunnableSequence

from assistant.answer import Answer, AnswerEvent, EventKind, Exchange, Question
from assistant.answering.compose_answer import compose_answer
from assistant.answering.conversation.name_elsewhere import name_elsewhere
from assistant.answering.conversation.recall_turns import RecalledTurns
from assistant.answering.conversation.rewrite_question import REWRITING_PROMPTS, rewrite_question
from assistant.answering.finish_answer import finish_answer
from assistant.answering.fix_scope import fix_scope
from assistant.answering.library_view import LibraryView
from assistant.answering.look_up_facts import look_up_facts
from assistant.answering.options import EVERYTHING, AnsweringOptions, as_content
from assistant.answering.retrieve_passages import retrieve_passages
from assistant.answering.turn import Turn
from assistant.answering.understand_question import understand_question
from assistant.answering.understanding.split_question import merge_turns, split_question
from assistant.answering.verify_answer import verify_answer
from assistant.answering.vocabulary.catalogue import Catalogue, CatalogueCache
from assistant.answering.word_answer import (
    DEFAULT_SECONDS,
    QUESTION_PROMPT,
    SYSTEM_PROMPT,
    word_answer,
    word_by_sentence,
)
from ingest.pause import Pause
from prompts import prompt_hash

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.language_model.token_budget import TokenBudget


class Step(Runnable[Turn, Turn]):
    """One step as a runnable. (``RunnableLambda`` reads its function's signature anew at every call: 2 ms a question.)"""

    def __init__(self, name: str, run: Callable[[Turn], Turn]) -> None:
        self.name = name
        self._name = name
        self._run = run

    def invoke(self, input: Turn, config: RunnableConfig | None = None, **kwargs: Any) -> Turn:
        start = time.perf_counter()
        return _timed(self._run(input), self._name, start)


def _timed(turn: Turn, step: str, start: float) -> Turn:
    """The turn with the milliseconds of a step in its trace."""
    known: Mapping[str, float] = turn.trace.get("elapsed_ms", {})
    return turn.grow("elapsed_ms", {**known, step: round((time.perf_counter() - start) * 1000, 2)})


PROMPTS = (SYSTEM_PROMPT, QUESTION_PROMPT, *REWRITING_PROMPTS, "replies")
"""Whatever is said to a model or by rote; their hash stands in the trace."""

STEP_NAMES = (
    "understand_question",
    "fix_scope",
    "look_up_facts",
    "retrieve_passages",
    "compose_answer",
    "word_answer",
    "verify_answer",
)

_STATUS_WORDS = {
    "understand_question": "正在理解问题",
    "fix_scope": "正在确定范围",
    "look_up_facts": "正在查找指标和任务",
    "retrieve_passages": "正在检索原文",
    "compose_answer": "正在整理答复",
    "word_answer": "正在组织语言",
    "verify_answer": "正在与原文核对",
}

_DELTA = re.compile(r".+?(?:[。！？；\n]|$)", re.DOTALL)
"""Pieces in which a finished text is streamed: sentences."""


class AnsweringPipeline(Runnable[Question, Answer]):
    """The steps over one library. Safe to call from several threads."""

    def __init__(
        self,
        library: LibraryView,
        chat_model: BaseChatModel | None = None,
        token_budget: TokenBudget | None = None,
        model_seconds: float = DEFAULT_SECONDS,
        options: AnsweringOptions = EVERYTHING,
        pause_seconds: float = 0.0,
    ) -> None:
        self._library = library
        self._chat_model = chat_model
        self._budget = token_budget
        self._seconds = model_seconds
        self._options = options
        self._pause = Pause(pause_seconds)
        self._catalogues = CatalogueCache(library)
        self._recalled = RecalledTurns()

    def steps(self, catalogue: Catalogue) -> list[Step]:
        """The order of work."""
        library, model, budget, seconds = self._library, self._chat_model, self._budget, self._seconds
        options = self._options
        return [
            Step(
                "understand_question",
                lambda turn: rewrite_question(
                    self._understood(turn, catalogue), catalogue, model, seconds, budget, self._pause
                ),
            ),
            Step("fix_scope", lambda turn: fix_scope(turn, catalogue)),
            Step("look_up_facts", lambda turn: look_up_facts(turn, catalogue, options.catalogue_facts)),
            Step("retrieve_passages", lambda turn: retrieve_passages(turn, catalogue, library, options)),
            Step(
                "compose_answer",
                lambda turn: name_elsewhere(
                    compose_answer(turn, catalogue), catalogue, lambda other: self._composed(other, catalogue)
                ),
            ),
            Step(
                "word_answer",
                lambda turn: word_answer(
                    turn, catalogue, model, budget, seconds, options.verification, self._pause
                ),
            ),
            Step("verify_answer", lambda turn: verify_answer(turn, catalogue, options.verification)),
        ]

    def _understood(self, turn: Turn, catalogue: Catalogue) -> Turn:
        understood = understand_question(
            turn, catalogue, lambda history: self._recall(turn.question, history, catalogue)
        )
        return understood if self._options.catalogue_facts else as_content(understood)

    def _composed(self, turn: Turn, catalogue: Catalogue) -> Turn:
        """An understood turn with what is found in the catalogue and by search, composed."""
        turn = fix_scope(turn, catalogue)
        turn = look_up_facts(turn, catalogue, self._options.catalogue_facts)
        return compose_answer(retrieve_passages(turn, catalogue, self._library, self._options), catalogue)

    def _recall(self, question: Question, history: tuple[Exchange, ...], catalogue: Catalogue) -> Turn | None:
        """The last turn of a conversation, answered again without a language model."""

        def answer(earlier: Question) -> Turn:
            turns: list[Turn] = []
            for part in split_question(earlier, catalogue):
                turn = self._understood(self._first_turn(part, catalogue), catalogue)
                turns.append(
                    verify_answer(self._composed(turn, catalogue), catalogue, self._options.verification)
                )
            if len(turns) == 1:
                return turns[0]
            return replace(turns[-1], result=merge_turns(earlier, tuple(turns)).result)

        return self._recalled.recall(question, history, catalogue.version, answer)

    def chain(self, catalogue: Catalogue) -> RunnableSequence[Turn, Turn]:
        """The steps as one LangChain sequence."""
        return RunnableSequence(*self.steps(catalogue), name="answer")

    def invoke(self, input: Question, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        start = time.perf_counter()
        catalogue = self._catalogues.current()
        chain = self.chain(catalogue)
        parts = split_question(input, catalogue)
        turns = tuple(chain.invoke(self._first_turn(part, catalogue), config) for part in parts)
        turn = turns[0] if len(turns) == 1 else merge_turns(input, turns)
        return finish_answer(turn, (time.perf_counter() - start) * 1000)

    def run_to(self, question: Question, step: str) -> Turn:
        """The turn after ``step``. Raises ``ValueError`` for a name that is no step."""
        if step not in STEP_NAMES:
            raise ValueError(f"no such step: {step}; there are {', '.join(STEP_NAMES)}")
        catalogue = self._catalogues.current()
        turn = self._first_turn(question, catalogue)
        for runnable in self.steps(catalogue):
            turn = runnable.invoke(turn)
            if runnable.name == step:
                break
        return turn

    def answer_stream(self, question: Question) -> Iterator[AnswerEvent]:
        """Status events while the steps run, the checked text as deltas, then the whole answer.

        Text is streamed only after it has been checked. Errors of the library are raised, not turned into events.
        """
        start = time.perf_counter()
        catalogue = self._catalogues.current()
        if len(split_question(question, catalogue)) > 1:
            yield from self._stream_whole(question)
            return
        turn = self._first_turn(question, catalogue)
        shown = ""
        for name, step in zip(STEP_NAMES, self.steps(catalogue), strict=True):
            yield AnswerEvent(EventKind.STATUS, _STATUS_WORDS[name])
            if name != "word_answer":
                turn = step.invoke(turn)
                continue
            step_start = time.perf_counter()
            words = word_by_sentence(
                turn,
                catalogue,
                self._chat_model,
                self._budget,
                self._seconds,
                self._options.verification,
                self._pause,
            )
            while True:
                try:
                    sentence = next(words)
                except StopIteration as end:
                    turn = _timed(end.value, name, step_start)
                    break
                sentence = sentence if shown else sentence.lstrip()
                shown += sentence
                yield AnswerEvent(EventKind.DELTA, sentence)
        answer = finish_answer(turn, (time.perf_counter() - start) * 1000, shown=shown)
        for match in _DELTA.finditer(answer.answer[len(shown) :]):
            yield AnswerEvent(EventKind.DELTA, match.group(0))
        yield AnswerEvent(EventKind.ANSWER, answer=answer)

    def _stream_whole(self, question: Question) -> Iterator[AnswerEvent]:
        """The answer to several questions in one, streamed when all of them are answered."""
        yield AnswerEvent(EventKind.STATUS, _STATUS_WORDS["look_up_facts"])
        answer = self.invoke(question)
        for match in _DELTA.finditer(answer.answer):
            yield AnswerEvent(EventKind.DELTA, match.group(0))
        yield AnswerEvent(EventKind.ANSWER, answer=answer)

    def _first_turn(self, question: Question, catalogue: Catalogue) -> Turn:
        trace = {
            "library_version": catalogue.version,
            "prompts": prompt_hash(*PROMPTS),
        }
        return Turn(question, trace=trace)


def build_pipeline(
    library: LibraryView,
    chat_model: BaseChatModel | None = None,
    token_budget: TokenBudget | None = None,
    model_seconds: float = DEFAULT_SECONDS,
    options: AnsweringOptions = EVERYTHING,
    pause_seconds: float = 0.0,
) -> AnsweringPipeline:
    """The pipeline over a library; without ``chat_model`` every answer is composed from records.

    ``model_seconds`` is how long the model may take for its whole reply, ``pause_seconds`` how long it is not asked after
    it failed (0: it always is).
    """
    return AnsweringPipeline(library, chat_model, token_budget, model_seconds, options, pause_seconds)

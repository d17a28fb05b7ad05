"""The assistant: one object that every door calls. It remembers conversations, keeps limits and writes receipts."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, Self

from assistant.answer import Answer, AnswerEvent, EventKind, Question
from assistant.errors import AssistantError, QuestionEmpty, QuestionTooLong, TooBusy
from assistant.settings import QuestionLimits
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.answer_log import AnswerLog, Rating
    from assistant.answering.turn import Turn
    from assistant.replay import Replay
    from ingest.library import Library

log = logging.getLogger(__name__)

_BUSY_WAIT_SECONDS = 20.0
_MODEL_STEPS = ("rewrite_question", "word_answer")
"""Steps that ask a language model, as the trace names them."""
_WARMING_QUESTION = "规划对主要任务有什么要求，由谁牵头？"
"""Passes through every step; nobody reads the answer."""
_SURPRISE = "回答时出了意外，请稍后再试；问题已记入日志。"


class Answerer(Protocol):
    """What the service needs of the answering pipeline."""

    def invoke(self, question: Question, /) -> Answer: ...

    def answer_stream(self, question: Question) -> Iterator[AnswerEvent]: ...

    def run_to(self, question: Question, step: str) -> Turn: ...


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What the language model was used for since the start: replies, seconds, and tokens where they were counted."""

    replies: int = 0
    seconds: float = 0.0
    prompt_tokens: int = 0
    answer_tokens: int = 0

    def with_reply(self, trace: Mapping[str, Any]) -> ModelUse:
        """With what one answer's trace tells of a model; the same where it tells of none."""
        use = self
        for part in trace.get("parts") or (trace,):
            for step in _MODEL_STEPS:
                found = part.get(step)
                if isinstance(found, Mapping) and "model" in found:
                    use = use._with_step(found)
        return use

    def _with_step(self, found: Mapping[str, Any]) -> ModelUse:
        tokens = found.get("tokens") or {}
        return ModelUse(
            self.replies + 1,
            self.seconds + found.get("model_ms", 0.0) / 1000,
            self.prompt_tokens + tokens.get("prompt", 0),
            self.answer_tokens + tokens.get("answer", 0),
        )


class Assistant:
    """Answers questions from one library. Safe to call from several threads; close it when done.

    ``ask`` and ``stream`` raise :class:`assistant.errors.QuestionRefused` before any work is done, and
    :class:`ingest.errors.PlanNotFound` for a plan that is not in the library.
    """

    def __init__(
        self,
        library: Library,
        pipeline: Answerer,
        answer_log: AnswerLog,
        limits: QuestionLimits,
        *,
        concurrent_answers: int = 8,
        settings: Mapping[str, str | int | float | None] | None = None,
    ) -> None:
        """``settings`` are those that bear on answers, without secrets; they go into each receipt."""
        self.library = library
        self.answer_log = answer_log
        self.limits = limits
        self._pipeline = pipeline
        self._places = threading.BoundedSemaphore(concurrent_answers)
        self._settings = dict(settings or {})
        self._model_use = ModelUse()
        self._counting = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.answer_log.close()
        self.library.close()

    def warm_up(self) -> None:
        """Load what the first question would wait for: embedder, indexes, the library's vocabulary. What is out of order
        is logged; questions say so themselves."""
        try:
            self.library.warm_up()
            self._pipeline.run_to(Question(_WARMING_QUESTION), "compose_answer")
        except IngestError as error:
            log.warning("not everything could be loaded beforehand: %s", error)

    def check(self, question: Question) -> None:
        """Raise what ``ask`` would raise before working on this question."""
        if not _clean(question.text):
            raise QuestionEmpty("问题是空的，请输入要问的内容。")
        length = len(question.text)
        if length > self.limits.question_characters:
            raise QuestionTooLong(
                f"问题有 {length} 个字，最多 {self.limits.question_characters} 个字，请精简后再问。",
                f"question of {length} characters",
            )
        for plan_id in question.plans:
            self.library.plan(plan_id)

    def ask(self, question: Question) -> Answer:
        """One whole answer; it is written down before it is returned."""
        self.check(question)
        started = time.perf_counter()
        with self._place():
            question = self._with_memory(question)
            return self._finish(question, self._pipeline.invoke(question), started)

    def stream(self, question: Question) -> Iterator[AnswerEvent]:
        """Events of one answer; the last is ``ANSWER`` or ``ERROR``. Checks the question at once, not at the first event."""
        self.check(question)
        return self._events(question)

    def trace(self, question: Question, step: str) -> Turn:
        """What the steps up to ``step`` find. Nothing is written down. Raises ``ValueError`` for a name that is no step."""
        self.check(question)
        with self._place():
            return self._pipeline.run_to(self._with_memory(question), step)

    def replay(self, answer_id: str) -> Replay:
        """A stored question answered again and compared. Nothing is written down.

        Raises :class:`assistant.errors.AnswerUnknown`.
        """
        from assistant.answering.pipeline import STEP_NAMES
        from assistant.replay import compare

        receipt = self.answer_log.receipt(answer_id)
        self.check(receipt.asked)
        with self._place():
            answer = self._pipeline.invoke(receipt.asked)
        return compare(receipt, answer, self.library.version, self._settings, STEP_NAMES)

    @property
    def model_use(self) -> ModelUse:
        """What the language model was used for since the start."""
        return self._model_use

    def rate(self, answer_id: str, rating: Rating, comment: str = "") -> None:
        """Keep what a user thought of an answer. Raises :class:`assistant.errors.AnswerUnknown`."""
        self.answer_log.rate(answer_id, rating, comment)

    def _events(self, question: Question) -> Iterator[AnswerEvent]:
        started = time.perf_counter()
        try:
            with self._place():
                question = self._with_memory(question)
                for event in self._pipeline.answer_stream(question):
                    if event.kind is EventKind.ANSWER and event.answer is not None:
                        yield replace(event, answer=self._finish(question, event.answer, started))
                    else:
                        yield event
        except (AssistantError, IngestError) as error:
            yield AnswerEvent(EventKind.ERROR, error.user_message)
        except Exception:
            log.exception("answering failed")
            yield AnswerEvent(EventKind.ERROR, _SURPRISE)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=_BUSY_WAIT_SECONDS):
            raise TooBusy("正在回答的问题较多，请稍后再试。")
        try:
            yield
        finally:
            self._places.release()

    def _with_memory(self, question: Question) -> Question:
        """The question with its conversation's id, and with what was said in it unless the caller told."""
        conversation = question.conversation_id or uuid.uuid4().hex
        history = question.history
        if question.conversation_id and not history:
            history = self.answer_log.history(question.conversation_id, self.limits.history_turns)
        return replace(
            question,
            text=_clean(question.text),
            conversation_id=conversation,
            history=history[-self.limits.history_turns :] if self.limits.history_turns else (),
        )

    def _finish(self, question: Question, answer: Answer, started: float) -> Answer:
        finished = replace(
            answer,
            id=uuid.uuid4().hex,
            conversation_id=question.conversation_id or "",
            question=question.text,
            elapsed_ms=round((time.perf_counter() - started) * 1000, 1),
        )
        with self._counting:
            self._model_use = self._model_use.with_reply(finished.trace)
        self.answer_log.keep(question, finished, self.library.version, self._settings)
        return finished


def _clean(text: str) -> str:
    """Without what no store can hold: a half of a character pair from a badly encoded terminal, control characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() or char.isspace() else " " for char in whole).strip()

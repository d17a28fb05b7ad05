"""What the last question of a conversation was answered with: it is answered again, so that a stored conversation and a
history that the caller tells lead to the same answer. No language model is asked."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from threading import Lock

from assistant.answer import Exchange, Question
from assistant.answering.turn import Turn
from ingest.errors import EmbedderUnavailable, IndexUnavailable

log = logging.getLogger(__name__)

_KEPT = 128
"""Turns that are kept: in a conversation each is needed once more."""

Key = tuple[str, tuple[str, ...], str | None, tuple[str, ...], int | None]


class RecalledTurns:
    """Earlier turns by library version, questions and the caller's limits; safe to use from several threads."""

    def __init__(self) -> None:
        self._turns: OrderedDict[Key, Turn] = OrderedDict()
        self._lock = Lock()

    def recall(
        self,
        question: Question,
        history: tuple[Exchange, ...],
        version: str,
        answer: Callable[[Question], Turn],
    ) -> Turn | None:
        """The turn of the last question of ``history`` under the limits of ``question``; ``None`` where no search works now."""
        texts = tuple(exchange.question for exchange in history)
        key = (version, texts, question.region, question.plans, question.limit)
        with self._lock:
            if key in self._turns:
                self._turns.move_to_end(key)
                return self._turns[key]
        try:
            turn = answer(replace(question, text=texts[-1], history=history[:-1]))
        except (EmbedderUnavailable, IndexUnavailable) as error:
            log.warning("the earlier question cannot be answered again: %s", error)
            return None
        turn = replace(turn, earlier=None, trace={})
        with self._lock:
            self._turns[key] = turn
            while len(self._turns) > _KEPT:
                self._turns.popitem(last=False)
        return turn

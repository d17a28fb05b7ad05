"""Listening to a language model: its words as they arrive, for so many seconds and no longer.

The time-out of an HTTP client runs anew with every piece, so that a server which sends a word now and then would be listened to
for ever. The words are therefore fetched in a thread, and whoever waits for them gives up at the end of the whole time.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import httpx
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from ingest.pause import Pause, is_away

log = logging.getLogger(__name__)

_LONGEST_REPLY = 900
"""Characters after which a model that does not stop is no longer listened to."""


class ModelFailed(Exception):
    """The model gave no whole reply. ``reason`` is Chinese and goes into the answer's ``model``; ``away`` says that its
    server did not answer."""

    def __init__(self, reason: str, detail: str = "", *, away: bool = False) -> None:
        super().__init__(detail or reason)
        self.reason = reason
        self.away = away


@dataclass(frozen=True, slots=True)
class _Failure:
    """What the thread met instead of the next piece."""

    reason: str
    detail: str
    away: bool = False


_Piece = str | _Failure | None
"""A piece of text, a failure, or ``None`` at the end."""


def listen(
    model: BaseChatModel, messages: Sequence[BaseMessage], seconds: float, pause: Pause | None = None
) -> Generator[str]:
    """Pieces of the model's reply. Raises :class:`ModelFailed`, after ``seconds`` at the latest, and at once during a
    ``pause``.

    Ends early, without an error, when the reply is longer than any answer may be.
    """
    pause = pause or Pause(0.0)
    rest = pause.rest()
    if rest:
        raise ModelFailed("刚才没有应答，暂停使用", rest)
    pieces: queue.SimpleQueue[_Piece] = queue.SimpleQueue()
    given_up = threading.Event()
    thread = threading.Thread(
        target=_fetch, args=(model, messages, pieces, given_up), name="language-model", daemon=True
    )
    ends = time.monotonic() + seconds
    thread.start()
    try:
        yield from _pieces(pieces, ends)
        pause.worked()
    except ModelFailed as failure:
        if failure.away:
            pause.failed(str(failure))
        raise
    except GeneratorExit:  # whoever listens has heard something and does not want the rest
        pause.worked()
        raise
    finally:
        given_up.set()


def _pieces(pieces: queue.SimpleQueue[_Piece], ends: float) -> Generator[str]:
    length = 0
    while length <= _LONGEST_REPLY:
        try:
            piece = pieces.get(timeout=max(0.0, ends - time.monotonic()))
        except queue.Empty:
            raise ModelFailed("超时", away=True) from None
        if piece is None:
            return
        if isinstance(piece, _Failure):
            raise ModelFailed(piece.reason, piece.detail, away=piece.away)
        length += len(piece)
        yield piece


def _fetch(
    model: BaseChatModel,
    messages: Sequence[BaseMessage],
    pieces: queue.SimpleQueue[_Piece],
    given_up: threading.Event,
) -> None:
    """Put the reply into the queue, and whatever goes wrong with it; ends at the next piece when nobody waits any more."""
    from openai import APITimeoutError, OpenAIError

    try:
        for chunk in model.stream(list(messages)):
            if given_up.is_set():
                return
            pieces.put(chunk.text if isinstance(chunk.text, str) else str(chunk.content))
        pieces.put(None)
    except (APITimeoutError, httpx.TimeoutException) as error:
        pieces.put(_Failure("超时", repr(error), away=True))
    except (OpenAIError, httpx.HTTPError, OSError, ValueError) as error:
        away = is_away(error) or isinstance(error, httpx.TransportError)
        pieces.put(_Failure(f"调用失败（{type(error).__name__}）", repr(error), away))
    except Exception as error:
        # A server may send anything, and the client fails on it in ways of its own: TypeError for a reply without choices.
        log.exception("the language model's reply could not be read")
        pieces.put(_Failure(f"答复读不懂（{type(error).__name__}）", repr(error)))

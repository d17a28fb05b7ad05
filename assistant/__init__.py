"""Answers questions from the library. Public API: ``open_assistant``, ``Question``, ``Answer``, ``Citation``.

``open_assistant`` is loaded late: importing this package must not load LangChain or Chroma.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answer import Answer, AnswerStatus, Citation, Exchange, Question

if TYPE_CHECKING:
    from assistant.service import Assistant
    from assistant.settings import Settings

__all__ = ["Answer", "AnswerStatus", "Citation", "Exchange", "Question", "open_assistant"]


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the library in ``settings.data``; close it, or use it in a ``with`` statement."""
    from assistant import wiring

    return wiring.open_assistant(settings)

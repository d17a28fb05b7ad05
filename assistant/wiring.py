"""The one place that builds concrete stores and models from settings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from assistant import environment
from assistant.service import Assistant
from assistant.settings import Settings
from ingest.library import Library, open_library
from ingest.library.settings import LibrarySettings

if TYPE_CHECKING:
    from assistant.answering.options import AnsweringOptions


def library_settings(settings: Settings) -> LibrarySettings:
    """The library's part of the settings."""
    return LibrarySettings(
        data=settings.data,
        embedding=settings.embedding,
        chroma=settings.chroma,
        limits=settings.reading,
    )


def open_plans(settings: Settings) -> Library:
    """The library alone, for commands that read or change plans. Raises :class:`ingest.errors.LibraryError`."""
    environment.prepare()
    return open_library(library_settings(settings))


def open_assistant(settings: Settings, options: AnsweringOptions | None = None) -> Assistant:
    """Library, language model, pipeline and log, put together. ``options`` switch parts of answering off, to measure them.

    Raises :class:`ingest.errors.LibraryError` or :class:`assistant.errors.AnswerLogUnusable`.
    """
    environment.prepare()
    from assistant.answer_log import AnswerLog
    from assistant.answering.options import EVERYTHING
    from assistant.answering.pipeline import build_pipeline
    from assistant.language_model.chat_model import build_chat_model
    from assistant.language_model.token_budget import open_token_budget

    library = open_plans(settings)
    try:
        library.check_embedder()
        answer_log = AnswerLog(settings.data)
    except BaseException:
        library.close()
        raise
    llm = settings.llm
    chat_model = token_budget = None
    if llm.base_url and llm.model:
        chat_model = build_chat_model(
            llm.base_url,
            llm.model,
            llm.api_key,
            timeout_seconds=llm.timeout_seconds,
            max_retries=llm.retries,
        )
        token_budget = open_token_budget(settings.data, limit=llm.tokens)
    pipeline = build_pipeline(
        library,
        chat_model,
        token_budget,
        llm.timeout_seconds,
        options or EVERYTHING,
        pause_seconds=llm.pause_seconds,
    )
    return Assistant(
        library,
        pipeline,
        answer_log,
        settings.limits,
        concurrent_answers=settings.server.concurrent_answers,
        settings=_bearing_on_answers(settings),
    )


def _bearing_on_answers(settings: Settings) -> dict[str, str | int | float | None]:
    """The settings that can change an answer, by the names of their variables without prefix; no secret is among them."""
    llm, embedding = settings.llm, settings.embedding
    return {
        "LLM_BASE_URL": _without_credentials(llm.base_url),
        "LLM_MODEL": llm.model,
        "LLM_TOKENS": llm.tokens,
        "LLM_TIMEOUT_SECONDS": llm.timeout_seconds,
        "EMBEDDING_BASE_URL": _without_credentials(embedding.base_url),
        "EMBEDDING_MODEL": embedding.model,
        "HISTORY_TURNS": settings.limits.history_turns,
    }


def _without_credentials(url: str | None) -> str | None:
    """The address without a name and password that may stand in it."""
    if url is None:
        return None
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=""))

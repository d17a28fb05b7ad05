"""The one place that builds concrete stores and models from settings."""

from __future__ import annotations

from assistant import environment
from assistant.service import Assistant
from assistant.settings import Settings
from ingest.library import Library, open_library
from ingest.library.settings import LibrarySettings


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


def open_assistant(settings: Settings) -> Assistant:
    """Library, language model, pipeline and log, put together.

    Raises :class:`ingest.errors.LibraryError` or :class:`assistant.errors.AnswerLogUnusable`.
    """
    environment.prepare()
    from assistant.answer_log import AnswerLog
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
    pipeline = build_pipeline(library, chat_model, token_budget)
    return Assistant(
        library,
        pipeline,
        answer_log,
        settings.limits,
        concurrent_answers=settings.server.concurrent_answers,
    )

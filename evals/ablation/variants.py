"""The systems that are compared: the assistant whole and with parts switched off, and the naive baseline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answering.options import AnsweringOptions
from assistant.settings import LlmSettings, Settings
from evals.ablation.naive_baseline import NaiveBaseline
from evals.answerers import Answerer, InProcessAnswerer

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models import BaseChatModel


@dataclass(frozen=True, slots=True)
class Variant:
    """``options`` is ``None`` for the baseline; ``with_model`` uses the language model of the settings."""

    name: str
    options: AnsweringOptions | None
    with_model: bool = False


VARIANTS = (
    Variant("完整", AnsweringOptions()),
    Variant("只用向量检索", AnsweringOptions(keyword_search=False)),
    Variant("只用关键词检索", AnsweringOptions(dense_search=False)),
    Variant("不用事实目录", AnsweringOptions(catalogue_facts=False)),
    Variant("不用事实目录，只用向量检索", AnsweringOptions(catalogue_facts=False, keyword_search=False)),
    Variant("不用事实目录，只用关键词检索", AnsweringOptions(catalogue_facts=False, dense_search=False)),
    Variant("不核对", AnsweringOptions(verification=False)),
    Variant("朴素基线", None),
)
WITH_MODEL = (
    Variant("完整＋语言模型", AnsweringOptions(), with_model=True),
    Variant("不核对＋语言模型", AnsweringOptions(verification=False), with_model=True),
    Variant("朴素基线＋语言模型", None, with_model=True),
)
"""Compared only where a language model is configured."""


def variants_for(settings: Settings) -> tuple[Variant, ...]:
    return (*VARIANTS, *(WITH_MODEL if settings.llm.base_url else ()))


def open_variants(settings: Settings) -> Iterator[tuple[Variant, Answerer]]:
    """Every variant over the library of ``settings``, one open at a time."""
    from assistant.wiring import open_plans

    with open_plans(settings) as library:
        texts = {
            card.plan.id: (card.plan.title, library.source_text(card.plan.id)) for card in library.plans()
        }
    for variant in variants_for(settings):
        if variant.options is None:
            model = _chat_model(settings.llm) if variant.with_model else None
            yield variant, NaiveBaseline(texts, _embedder(settings), model)
            continue
        own = settings if variant.with_model else replace(settings, llm=LlmSettings())
        with InProcessAnswerer(own, options=variant.options, name=variant.name) as answerer:
            yield variant, answerer


def _embedder(settings: Settings) -> Embeddings:
    """The embedder that the library uses."""
    if settings.embedding.base_url:
        from ingest.library.embedding_endpoint import EndpointEmbeddings

        return EndpointEmbeddings(settings.embedding)
    from ingest.library.e5_embeddings import E5Embeddings
    from ingest.library.search_records import MODELS_FOLDER

    return E5Embeddings(settings.data / MODELS_FOLDER)


def _chat_model(llm: LlmSettings) -> BaseChatModel | None:
    from assistant.language_model.chat_model import build_chat_model

    if not llm.base_url or not llm.model:
        return None
    return build_chat_model(
        llm.base_url, llm.model, llm.api_key, timeout_seconds=llm.timeout_seconds, max_retries=llm.retries
    )

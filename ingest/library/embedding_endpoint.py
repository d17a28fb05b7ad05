"""Embeddings from an OpenAI-compatible address (bge-m3, Qwen3-Embedding and the like)."""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from ingest.errors import EmbedderUnavailable
from ingest.library.normalise_text import normalise
from ingest.library.settings import EmbeddingSettings
from ingest.pause import Pause, is_away

NO_KEY = "none"
"""Local servers ask for no key, but the client insists on one."""
EMPTY = " "
"""Servers refuse an empty input."""


class EndpointEmbeddings(Embeddings):
    """Vectors from a server. Raises :class:`ingest.errors.EmbedderUnavailable` when it does not answer as it should.

    After that questions do not ask it for a while; a run that embeds documents always does.
    """

    def __init__(self, settings: EmbeddingSettings) -> None:
        from langchain_openai import OpenAIEmbeddings
        from pydantic import SecretStr

        if not settings.model:
            raise EmbedderUnavailable(
                "已设置嵌入服务地址，但没有设置模型名称，请设置 PLAN_ASSISTANT_EMBEDDING_MODEL。"
            )
        self.identity = f"endpoint/{settings.model}"
        self._base_url = settings.base_url
        self._pause = Pause(settings.pause_seconds)
        self._client = OpenAIEmbeddings(
            model=settings.model,
            base_url=settings.base_url,
            api_key=SecretStr(settings.api_key or NO_KEY),
            timeout=settings.timeout_seconds,
            max_retries=settings.max_retries,
            # Otherwise texts are sent as token numbers of OpenAI's own vocabulary, which has to be fetched.
            check_embedding_ctx_length=False,
        )

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        from openai import OpenAIError

        if not texts:
            return []
        try:
            vectors = self._client.embed_documents([normalise(text) or EMPTY for text in texts])
        except (OpenAIError, ValueError, TypeError) as error:
            if is_away(error):
                self._pause.failed(f"{type(error).__name__}: {error}")
            raise self._unavailable(f"{type(error).__name__}: {error}") from error
        if len(vectors) != len(texts):
            raise self._unavailable(f"{len(vectors)} vectors for {len(texts)} texts")
        self._pause.worked()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        rest = self._pause.rest()
        if rest:
            raise EmbedderUnavailable(
                f"嵌入服务（{self._base_url}）刚才没有正常应答，暂停使用，稍后自动再试。", rest
            )
        return self.embed_documents([text])[0]

    def _unavailable(self, reason: str) -> EmbedderUnavailable:
        return EmbedderUnavailable(
            f"嵌入服务（{self._base_url}）没有正常应答，请检查该服务及 PLAN_ASSISTANT_EMBEDDING_* 设置。",
            reason,
        )

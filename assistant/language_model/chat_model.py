"""Building the LangChain chat model from settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def build_chat_model(
    base_url: str, model: str, api_key: str | None = None, *, timeout_seconds: float = 60.0, max_retries: int = 1
) -> BaseChatModel:
    """A chat model behind any OpenAI-compatible address. Builds only; the first call connects."""
    raise NotImplementedError

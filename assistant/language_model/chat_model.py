"""Building the LangChain chat model from settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_ANSWER_TOKENS = 500
"""A content answer stays under 400 characters; more tokens than this are a model that does not stop."""

_NO_KEY = "none"
"""Servers without keys still want the header."""


def build_chat_model(
    base_url: str,
    model: str,
    api_key: str | None = None,
    *,
    timeout_seconds: float = 60.0,
    max_retries: int = 1,
) -> BaseChatModel:
    """A chat model behind any OpenAI-compatible address. Builds only; the first call connects."""
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    return ChatOpenAI(
        base_url=base_url,
        model=model,
        api_key=SecretStr(api_key or _NO_KEY),
        timeout=timeout_seconds,
        max_retries=max_retries,
        temperature=0.0,
        max_completion_tokens=_ANSWER_TOKENS,
        stream_usage=False,
    )


def name_of(model: BaseChatModel) -> str:
    """The model's name as an answer shows it."""
    return str(
        getattr(model, "model_name", None) or getattr(model, "model", None) or model.__class__.__name__
    )

"""Where the library lives and what it is built with. Plain frozen data; settings build nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ingest.readers.limits import ReadingLimits


@dataclass(frozen=True, slots=True)
class EmbeddingSettings:
    """An OpenAI-compatible address for embeddings; without ``base_url`` the bundled model is used."""

    base_url: str | None = None
    model: str | None = None
    api_key: str | None = field(default=None, repr=False)
    timeout_seconds: float = 60.0
    max_retries: int = 2
    pause_seconds: float = 30.0
    """How long a server that did not answer is not asked for questions."""


@dataclass(frozen=True, slots=True)
class ChromaSettings:
    """A Chroma server; without ``host`` its files lie in the data folder."""

    host: str | None = None
    port: int = 8000


@dataclass(frozen=True, slots=True)
class LibrarySettings:
    """``data`` is the one folder that is written to: catalogue, indexes and the built model."""

    data: Path
    embedding: EmbeddingSettings = EmbeddingSettings()
    chroma: ChromaSettings = ChromaSettings()
    limits: ReadingLimits = field(default_factory=ReadingLimits)

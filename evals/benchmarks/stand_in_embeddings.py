"""Vectors that cost little, to fill a large library when only the asking is measured."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from evals.benchmarks.invented_words import FIRST, SECOND, SUFFIXES
from ingest.library.e5_embeddings import E5Embeddings

PLACE = re.compile(f"[{FIRST}][{SECOND}][{SUFFIXES}]")
"""沐浦县: what differs between generated plans of one field, as do the numbers."""
NUMBER = re.compile(r"\d+(?:\.\d+)?")
NOISE = 0.05
DIMENSIONS = 384


class StandInEmbeddings(Embeddings):
    """The embedder's vector of a text without places and numbers, with a little noise of the text's own.

    Generated plans share such texts, so that few are embedded; near stays near and far stays far. Bears the embedder's own
    identity, so that its questions are understood: only for libraries that are thrown away.
    """

    identity = E5Embeddings.identity

    def __init__(self, models: Path) -> None:
        self._embedder = E5Embeddings(models)
        self._known: dict[str, list[float]] = {}

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        shared = [NUMBER.sub("0", PLACE.sub("本地", text)) for text in texts]
        new = [text for text in dict.fromkeys(shared) if text not in self._known]
        self._known.update(zip(new, self._embedder.embed_documents(new), strict=True))
        return [_noisy(self._known[common], text) for common, text in zip(shared, texts, strict=True)]

    def embed_query(self, text: str) -> list[float]:
        return self._embedder.embed_query(text)


class NoEmbeddings(Embeddings):
    """Vectors that cost nothing and mean nothing, to measure everything but embedding."""

    identity = "none/v1"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return _noisy([0.0] * DIMENSIONS, text)


def _noisy(vector: list[float], text: str) -> list[float]:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
    noise = np.random.default_rng(seed).standard_normal(len(vector)) * NOISE
    noisy: list[float] = (np.asarray(vector) + noise).tolist()
    return noisy

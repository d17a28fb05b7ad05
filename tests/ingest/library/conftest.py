"""One embedder for all tests of the library: its model is built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.library.e5_embeddings import E5Embeddings


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def embedder(models: Path) -> E5Embeddings:
    return E5Embeddings(models)

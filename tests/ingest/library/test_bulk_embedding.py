"""Embedding in a process of its own: the same vectors, and nothing of it is left behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings

from evals.benchmarks.stand_in_embeddings import NoEmbeddings
from ingest.library.bulk_embedding import BulkEmbedding
from ingest.library.e5_embeddings import E5Embeddings

TEXTS = ["养老服务床位达到2600张", "由市民政局牵头", "新建公办幼儿园"]
PATIENCE_SECONDS = 120.0


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> E5Embeddings:
    return E5Embeddings(tmp_path_factory.mktemp("models"))


@pytest.fixture
def bulk(embedder: E5Embeddings) -> Iterator[BulkEmbedding]:
    bulk = BulkEmbedding(embedder, many=2 * len(TEXTS))
    yield bulk
    bulk.close()


def children() -> set[int]:
    tasks = Path("/proc/self/task").iterdir()
    return {int(child) for task in tasks for child in (task / "children").read_text().split()}


def started(bulk: BulkEmbedding) -> int:
    """Embeds until there is a process that is ready, and gives its number."""
    before = children()
    for _ in range(2):
        bulk.embed(TEXTS)
    assert bulk.process_ready.wait(PATIENCE_SECONDS)
    (child,) = children() - before
    return child


def test_a_process_gives_the_same_vectors(bulk: BulkEmbedding, embedder: E5Embeddings) -> None:
    before = children()
    here = embedder.embed_documents(TEXTS)
    assert bulk.embed(TEXTS) == here
    assert children() == before, "few texts need none"
    child = started(bulk)
    assert bulk.embed(TEXTS) == here
    bulk.close()
    assert child not in children()


def test_a_process_that_dies_costs_nothing(bulk: BulkEmbedding, embedder: E5Embeddings) -> None:
    child = started(bulk)
    os.kill(child, signal.SIGKILL)
    assert bulk.embed(TEXTS) == embedder.embed_documents(TEXTS)
    assert bulk.embed(TEXTS[:1]) == embedder.embed_documents(TEXTS[:1])
    assert child not in children() and not bulk.process_ready.is_set()


def test_closing_does_not_wait_for_the_model(bulk: BulkEmbedding) -> None:
    before = children()
    bulk.embed(TEXTS * 2)
    bulk.close()
    assert children() <= before


@pytest.mark.parametrize(
    "other", [pytest.param(NoEmbeddings(), id="its work is not done by this machine's processors")]
)
def test_other_embedders_get_no_process(other: Embeddings) -> None:
    before = children()
    bulk = BulkEmbedding(other, many=1)
    assert bulk.embed(TEXTS) == other.embed_documents(TEXTS)
    assert children() == before

"""What ``bulk_embedding`` runs: the first task says which model to load, each other one is a list of texts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.library.child_process import Answer, serve
from ingest.library.e5_embeddings import E5Embeddings


@dataclass(frozen=True, slots=True)
class Load:
    """Answered with itself once the model is there."""

    models: Path
    threads: int


class EmbeddingWorker:
    def __init__(self) -> None:
        self._embedder: E5Embeddings | None = None

    def handle(self, task: Load | list[str], answer: Answer) -> None:
        if isinstance(task, Load):
            self._embedder = E5Embeddings(task.models, threads=task.threads)
            self._embedder.load()
            answer(task)
        else:
            assert self._embedder is not None
            answer(self._embedder.embed_documents(task))


def main() -> None:
    serve(EmbeddingWorker().handle)

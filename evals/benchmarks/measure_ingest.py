"""How long the plans take to get into the library, beside embedding the same texts alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from evals.benchmarks.figures import Figure, bounded
from ingest.library import Library
from ingest.library.e5_embeddings import E5Embeddings
from ingest.library.index_text import index_texts

INGEST_RATIO = 1.3


@dataclass(frozen=True, slots=True)
class IngestMeasured:
    figures: tuple[Figure, ...]
    embedder: E5Embeddings


def measure_ingest(library: Library, plans: Path, models: Path) -> IngestMeasured:
    """Ingest into an empty library, then embed the same texts with nothing else going on."""
    embedder = E5Embeddings(models)
    embedder.load()
    begun = perf_counter()
    report = library.ingest([plans])
    total = perf_counter() - begun
    meanings = {
        text.meaning
        for card in library.plans()
        for text in index_texts(library.records(card.plan.id))
        if text.meaning is not None
    }
    begun = perf_counter()
    embedder.embed_documents(list(meanings))
    alone = perf_counter() - begun
    again = perf_counter()
    library.ingest([plans])
    again = perf_counter() - again
    figures = (
        Figure(
            f"导入 {len(library.plans())} 份规划，{report.embedded} 条向量",
            f"{total:.1f} 秒",
            f"单独嵌入 {alone:.1f} 秒（{len(meanings) / alone:.0f} 条/秒），阅读 {report.seconds_reading:.1f} 秒",
        ),
        bounded("导入 ÷ 单独嵌入", total / alone, INGEST_RATIO, " 倍", digits=2),
        Figure("再次导入（没有变化）", f"{again:.2f} 秒"),
    )
    return IngestMeasured(figures, embedder)

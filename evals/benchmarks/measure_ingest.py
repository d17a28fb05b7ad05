"""How long the plans take to get into the library, beside embedding the same texts alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

from evals.benchmarks.figures import Figure, bounded
from ingest.library import Library, LibrarySettings, open_library
from ingest.library.e5_embeddings import E5Embeddings
from ingest.library.index_text import index_texts

INGEST_RATIO = 1.3
ROUNDS = 2
DATA = "data"


def measure_ingest(folder: Path, plans: Path) -> Iterator[Figure]:
    """Ingest into an empty library and embed the same texts with nothing else going on, in turns, the best of each, both with the
    model loaded: another program on the machine must not pass for slowness of the one or the other. The last library stays in ``folder``."""
    embedder = E5Embeddings(folder / "models")
    embedder.load()
    totals: list[float] = []
    alones: list[float] = []
    processor: list[float] = []
    for round_number in range(ROUNDS):
        data = folder / DATA if round_number == ROUNDS - 1 else folder / f"round-{round_number}"
        with open_library(LibrarySettings(data)) as library:
            library.warm_up()
            begun, worked = perf_counter(), process_time()
            report = library.ingest([plans])
            totals.append(perf_counter() - begun)
            ingest_work = process_time() - worked
            meanings = _embedded_texts(library)
            begun, worked = perf_counter(), process_time()
            embedder.embed_documents(meanings)
            alones.append(perf_counter() - begun)
            processor.append(ingest_work / (process_time() - worked))
            begun = perf_counter()
            library.ingest([plans])
            again = perf_counter() - begun
            read = sum(file.outcome == "added" for file in report.files)
    yield Figure(
        f"导入 {read} 份规划，{report.embedded} 条向量",
        f"{min(totals):.1f} 秒",
        f"{min(alones):.1f} 秒（{len(meanings) / min(alones):.0f} 条/秒）",
    )
    ratio = min(totals) / min(alones)
    yield bounded(
        "导入 ÷ 单独嵌入", ratio, INGEST_RATIO, " 倍", f"处理器时间之比 {min(processor):.2f}", digits=2
    )
    yield Figure("其中阅读", f"{report.seconds_reading:.1f} 秒")
    yield Figure("再次导入（没有变化）", f"{again:.2f} 秒")


def _embedded_texts(library: Library) -> list[str]:
    texts = (text for card in library.plans() for text in index_texts(library.records(card.plan.id)))
    return list(dict.fromkeys(text.meaning for text in texts if text.meaning is not None))

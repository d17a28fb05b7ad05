"""Many generated plans into a library: pages and records a second, with and without embedding, and memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

from langchain_core.embeddings import Embeddings

from evals.benchmarks.figures import Figure, bounded, peak_megabytes
from evals.benchmarks.generate_plans import PAGE_CHARACTERS, write_plans
from evals.benchmarks.stand_in_embeddings import NoEmbeddings
from ingest.library import LibrarySettings, open_library
from ingest.library.e5_embeddings import E5Embeddings
from ingest.library.index_text import index_texts
from ingest.pipeline import read_plan

MANY_RATIO = 1.15


def measure_many(folder: Path, count: int) -> Iterator[Figure]:
    """Read alone; keep without embedding; keep with it; embed the same texts alone."""
    plans = folder / "plans"
    pages = write_plans(plans, count) / PAGE_CHARACTERS
    begun, worked = perf_counter(), process_time()
    for path in sorted(plans.iterdir()):
        read_plan(path)
    yield _speed(f"只阅读 {count} 份规划", pages, None, perf_counter() - begun, process_time() - worked)

    seconds, work, records, _ = _ingest(folder / "without", plans, NoEmbeddings())
    yield _speed("导入，不含嵌入", pages, records, seconds, work)
    yield Figure("内存峰值，不含嵌入", f"{peak_megabytes():.0f} MB")

    embedder = E5Embeddings(folder / "models")
    embedder.load()
    seconds, work, records, texts = _ingest(folder / "with", plans, embedder)
    yield _speed("导入，含嵌入", pages, records, seconds, work)
    yield Figure("内存峰值", f"{peak_megabytes():.0f} MB")

    begun, worked = perf_counter(), process_time()
    embedder.embed_documents(texts)
    alone, alone_work = perf_counter() - begun, process_time() - worked
    yield Figure("只嵌入相同的文字", f"{alone:.1f} 秒", f"{len(texts)} 条，{len(texts) / alone:.0f} 条/秒")
    share = f"处理器时间之比 {work / alone_work:.2f}"
    yield bounded("导入 ÷ 单独嵌入", seconds / alone, MANY_RATIO, " 倍", share, digits=2)


def _ingest(data: Path, plans: Path, embedder: Embeddings) -> tuple[float, float, int, list[str]]:
    """Seconds, processor seconds, records and the texts that were embedded."""
    with open_library(LibrarySettings(data), embedder=embedder) as library:
        begun, worked = perf_counter(), process_time()
        report = library.ingest([plans])
        seconds, work = perf_counter() - begun, process_time() - worked
        records = sum(sum(file.counts.values()) for file in report.files)
        texts = (text for card in library.plans() for text in index_texts(library.records(card.plan.id)))
        return seconds, work, records, list(dict.fromkeys(text.meaning for text in texts if text.meaning))


def _speed(name: str, pages: float, records: int | None, seconds: float, work: float) -> Figure:
    speed = f"{pages / seconds:.0f} 页/秒"
    if records is not None:
        speed += f"，{records / seconds:.0f} 条记录/秒"
    return Figure(name, f"{seconds:.1f} 秒（{speed}）", f"处理器 {work:.1f} 秒")

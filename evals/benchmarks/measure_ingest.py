"""How fast plans get into the library: reading alone, with and without embedding, and beside embedding alone.

What embedding is worth comparing with is the same texts, each different one once (the library embeds none twice), handed to the
same loaded embedder in one call, half of them before the run and half after it: what else the machine does meanwhile then
weighs on both alike. Processor time counts all processes of the run; it hardly depends on others at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from langchain_core.embeddings import Embeddings

from evals.benchmarks.figures import Figure, bounded
from evals.benchmarks.generate_plans import PAGE_CHARACTERS
from evals.benchmarks.spent import Spent, spending
from evals.benchmarks.stand_in_embeddings import NoEmbeddings
from ingest.errors import ReadError
from ingest.library import LibrarySettings, open_library
from ingest.library.e5_embeddings import E5Embeddings
from ingest.library.find_inputs import find_inputs
from ingest.library.index_text import index_texts
from ingest.pipeline import DEFAULT_LIMITS, read_plan_bytes

RATIO = 1.15
ROUNDS = 3
QUIET = 0.1
"""The share of the machine that others may use before wall clock times say nothing about the program."""
DATA = "data"


@dataclass(frozen=True, slots=True)
class _Texts:
    """What the plans of a folder are: how many, their pages and the different texts that are embedded."""

    plans: int
    pages: float
    indexed: int
    meanings: Sequence[str]


def measure_ingest(folder: Path, plans: Path, *, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Figures of the plans in a folder; the last library stays in ``folder``."""
    with spending() as reading:
        texts = _read(plans)
    yield _speed(f"只阅读 {texts.plans} 份规划（每页按 {PAGE_CHARACTERS} 字计）", reading, texts)
    yield _shape(texts)

    without, records, _ = _ingest(folder / "without", plans, NoEmbeddings())
    yield _speed("导入，不含嵌入", without, texts, records)
    yield Figure("内存峰值，不含嵌入", f"{without.peak_megabytes:.0f} MB")

    embedder = E5Embeddings(folder / "models")
    embedder.load()
    runs, alone = [], []
    for number in range(rounds):
        data = folder / DATA if number == rounds - 1 else folder / f"round-{number}"
        half = len(texts.meanings) // 2
        before = _embed(embedder, texts.meanings[:half])
        run, records, again = _ingest(data, plans, embedder)
        runs.append(run)
        alone.append(before + _embed(embedder, texts.meanings[half:]))
    run = sorted(runs, key=lambda spent: spent.seconds)[rounds // 2]
    yield _speed("导入，含嵌入", run, texts, records)
    yield Figure("内存峰值", f"{max(spent.peak_megabytes for spent in runs):.0f} MB")
    typical = sorted(alone, key=lambda spent: spent.seconds)[rounds // 2]
    count = len(texts.meanings)
    yield Figure(
        f"只嵌入相同的 {count} 条文字",
        f"{typical.seconds:.1f} 秒（{count / typical.seconds:.0f} 条/秒）",
        f"处理器 {typical.processor:.1f} 秒",
    )
    yield from _ratios(runs, alone)
    yield Figure("再次导入（没有变化）", f"{again.seconds:.2f} 秒")


def _ratios(runs: Sequence[Spent], alone: Sequence[Spent]) -> Iterator[Figure]:
    pairs = list(zip(runs, alone, strict=True))
    work = median(run.processor / embedding.processor for run, embedding in pairs)
    yield bounded("导入 ÷ 单独嵌入，处理器时间", work, RATIO, " 倍", digits=2)
    others = max(spent.others for spent in (*runs, *alone))
    clock = median(run.seconds / embedding.seconds for run, embedding in pairs)
    judged = bounded("导入 ÷ 单独嵌入，用时", clock, RATIO, " 倍", digits=2)
    if others > QUIET:
        said = f"其他程序占用处理器 {others:.0%}，不作判定"
        judged = Figure(judged.name, judged.value, said, judged.bar)
    yield judged


def _read(plans: Path) -> _Texts:
    meanings: dict[str, None] = {}
    characters = count = indexed = 0
    for file in find_inputs([plans], DEFAULT_LIMITS):
        try:
            records = read_plan_bytes(file.name, file.content())
        except ReadError:
            continue
        count += 1
        characters += len(records.source_text)
        texts = list(index_texts(records))
        indexed += len(texts)
        meanings |= dict.fromkeys(text.meaning for text in texts if text.meaning is not None)
    return _Texts(count, characters / PAGE_CHARACTERS, indexed, list(meanings))


def _ingest(data: Path, plans: Path, embedder: Embeddings) -> tuple[Spent, int, Spent]:
    """What a run into an empty library took, how many records it brought, and what a second run took."""
    with open_library(LibrarySettings(data), embedder=embedder) as library:
        library.warm_up()
        with spending() as spent:
            report = library.ingest([plans])
        with spending() as again:
            library.ingest([plans])
    return spent, sum(sum(file.counts.values()) for file in report.files), again


def _embed(embedder: Embeddings, texts: Sequence[str]) -> Spent:
    with spending() as spent:
        embedder.embed_documents(list(texts))
    return spent


def _shape(texts: _Texts) -> Figure:
    """What the ratio depends on: embedding costs by the character, everything else by the record."""
    embedded = len(texts.meanings)
    characters = sum(map(len, texts.meanings)) / max(embedded, 1)
    return Figure(
        "每份规划",
        f"{texts.pages / max(texts.plans, 1):.0f} 页，{texts.indexed / max(texts.plans, 1):.0f} 条记录",
        f"嵌入 {embedded / max(texts.plans, 1):.0f} 条，每条 {characters:.0f} 字",
    )


def _speed(name: str, spent: Spent, texts: _Texts, records: int | None = None) -> Figure:
    speed = f"{texts.pages / spent.seconds:.0f} 页/秒"
    if records is not None:
        speed += f"，{records / spent.seconds:.0f} 条记录/秒"
    return Figure(name, f"{spent.seconds:.1f} 秒（{speed}）", f"处理器 {spent.processor:.1f} 秒")

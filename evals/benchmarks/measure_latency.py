"""How long whole answers take in a library of many plans, by the kind of question, beside embedding the question alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from assistant.answer import Question
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.wiring import open_assistant
from evals.benchmarks.figures import Figure, bounded, peak_megabytes, resident_megabytes
from evals.benchmarks.generate_plans import write_plans
from evals.benchmarks.measure_questions import NO_SUCH_THING, QUESTION_RATIO, milliseconds, p95
from evals.benchmarks.stand_in_embeddings import StandInEmbeddings
from ingest.library import LibrarySettings, open_library
from ingest.library.e5_embeddings import E5Embeddings
from ingest.plan import PlanRecords

STAND_IN = "（替代向量）"


def measure_latency(folder: Path, count: int, questions: int, *, stand_in_vectors: bool) -> Iterator[Figure]:
    """Build the library, then ask questions of every kind. With stand-in vectors only the building is faster."""
    plans, data = folder / "plans", folder / "data"
    write_plans(plans, count)
    embedder = E5Embeddings(folder / "models")
    building = StandInEmbeddings(folder / "models") if stand_in_vectors else embedder
    begun = perf_counter()
    with open_library(LibrarySettings(data), embedder=building) as library:
        library.ingest([plans])
    note = STAND_IN if stand_in_vectors else ""
    yield Figure(
        f"建库 {count} 份规划{note}",
        f"{perf_counter() - begun:.0f} 秒",
        f"内存峰值 {peak_megabytes():.0f} MB",
    )
    yield from ask_every_kind(data, embedder, questions)


def ask_every_kind(data: Path, embedder: E5Embeddings, questions: int) -> Iterator[Figure]:
    """Median and 95th percentile of whole answers by kind; the first question, which loads everything, stands apart."""
    with open_assistant(Settings.from_environment(data=data)) as assistant:
        embedder.embed_query(NO_SUCH_THING)
        first = milliseconds(lambda text: _ask(assistant, text), NO_SUCH_THING)
        yield Figure("第一个问题（装入一切）", f"{first:.0f} 毫秒", f"内存 {resident_megabytes():.0f} MB")
        kinds = make_kinds(assistant, max(questions // 8, 4))
        alone = median(milliseconds(embedder.embed_query, text) for texts in kinds.values() for text in texts)
        every: list[float] = []
        for kind, texts in kinds.items():
            asked = [milliseconds(lambda text: _ask(assistant, text), text) for text in texts]
            every += asked
            yield Figure(
                f"{kind}（{len(texts)} 个）",
                f"中位 {median(asked):.0f} 毫秒，95 分位 {p95(asked):.0f} 毫秒",
                f"{median(asked) / alone:.1f} 倍",
            )
        yield Figure("单独嵌入问题", f"{alone:.1f} 毫秒")
        yield Figure("提问之后的内存", f"{resident_megabytes():.0f} MB")
        yield bounded("全部 ÷ 单独嵌入（中位数）", median(every) / alone, QUESTION_RATIO, " 倍", digits=2)


def make_kinds(assistant: Assistant, count: int) -> dict[str, list[str]]:
    """Kind of question → different questions about plans from all over the library."""
    cards = assistant.library.plans()
    step = max(len(cards) // count, 1)
    found = [assistant.library.records(card.plan.id) for card in cards[::step]][:count]
    return {
        "指标数值": _each(found, _value),
        "任务分工": _each(found, _units),
        "清单": _each(found, _list),
        "内容": _each(found, _content),
        "不说地区的内容": _each(found, lambda plan: f"怎样{plan.tasks[0].title}？"),
        "不说地区的指标": _each(found, lambda plan: f"{plan.indicators[0].name}2025年的目标是多少？"),
        "哪些地方提到": _each(found, lambda plan: f"哪些地方提到{plan.tasks[0].title}？"),
        "规划里没有的事": _each(found, lambda plan: f"{plan.plan.region}对火星移民基地有什么安排？"),
    }


def _each(plans: Sequence[PlanRecords], question: Callable[[PlanRecords], str]) -> list[str]:
    return list(dict.fromkeys(question(plan) for plan in plans))


def _value(plan: PlanRecords) -> str:
    return f"{plan.plan.region}{plan.indicators[-1].name}2025年的目标是多少？"


def _units(plan: PlanRecords) -> str:
    return f"{plan.plan.region}{plan.tasks[0].title}由谁牵头、谁配合？"


def _list(plan: PlanRecords) -> str:
    unit = plan.tasks[0].units[0].name if plan.tasks[0].units else "财政局"
    return (
        f"{plan.plan.region}{unit}有哪些任务？"
        if len(plan.plan.id) % 2
        else f"{plan.plan.region}有哪些约束性指标？"
    )


def _content(plan: PlanRecords) -> str:
    return f"{plan.plan.region}对{plan.sections[-1].title}有什么要求？"


def _ask(assistant: Assistant, text: str) -> None:
    assistant.ask(Question(text))

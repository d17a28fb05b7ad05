"""How long whole answers take in a library of many plans, by the kind of question, beside embedding the question alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from assistant.answer import Exchange, Question
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.wiring import open_assistant
from evals.benchmarks.figures import Figure, bounded, peak_megabytes, resident_megabytes
from evals.benchmarks.generate_plans import write_plans
from evals.benchmarks.measure_questions import NO_SUCH_THING, QUESTION_RATIO, milliseconds, p95
from evals.benchmarks.stand_in_embeddings import StandInEmbeddings
from ingest.library import LibrarySettings, open_library
from ingest.library.e5_embeddings import E5Embeddings
from ingest.library.search_records import MODELS_FOLDER
from ingest.plan import PlanRecords

STAND_IN = "（替代向量）"


def measure_latency(
    folder: Path, count: int, questions: int, *, stand_in_vectors: bool, built: Path | None = None
) -> Iterator[Figure]:
    """Build the library, then ask questions of every kind; or ask a library that is ``built``. With stand-in vectors only
    the building is faster."""
    if built is not None:
        yield from ask_every_kind(built, E5Embeddings(built / MODELS_FOLDER), questions)
        return
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
    """Median and 95th percentile of whole answers by kind, each beside embedding the same question; what is loaded
    beforehand, and the first question after it, stand apart."""
    with open_assistant(Settings.from_environment(data=data)) as assistant:
        loading = milliseconds(lambda _: assistant.warm_up(), "")
        yield Figure(
            "启动时装入（不占提问的时间）", f"{loading:.0f} 毫秒", f"内存 {resident_megabytes():.0f} MB"
        )
        embedder.embed_query(NO_SUCH_THING)
        first = milliseconds(partial(_ask, assistant, Question("")), NO_SUCH_THING)
        yield Figure("装入之后的第一个问题", f"{first:.0f} 毫秒")
        every: list[float] = []
        alone: list[float] = []
        for kind, asked in make_kinds(assistant, max(questions // 8, 4)).items():
            took, embedding = _take_turns(assistant, embedder, asked)
            every += took
            alone += embedding
            yield Figure(
                f"{kind}（{len(asked)} 个）",
                f"中位 {median(took):.0f} 毫秒，95 分位 {p95(took):.0f} 毫秒",
                f"{median(took) / median(embedding):.1f} 倍",
            )
        yield Figure("单独嵌入问题", f"{median(alone):.1f} 毫秒")
        yield Figure("全部", f"中位 {median(every):.1f} 毫秒，95 分位 {p95(every):.0f} 毫秒")
        yield Figure("提问之后的内存", f"{resident_megabytes():.0f} MB")
        yield bounded(
            "全部 ÷ 单独嵌入（中位数）", median(every) / median(alone), QUESTION_RATIO, " 倍", digits=2
        )


def _take_turns(
    assistant: Assistant, embedder: E5Embeddings, asked: Sequence[Question]
) -> tuple[list[float], list[float]]:
    """Milliseconds of each answer, and of embedding the same question right after: the machine is as busy for both."""
    took: list[float] = []
    alone: list[float] = []
    for question in asked:
        took.append(milliseconds(partial(_ask, assistant, question), question.text))
        alone.append(milliseconds(embedder.embed_query, question.text))
    return took, alone


def make_kinds(assistant: Assistant, count: int) -> dict[str, list[Question]]:
    """Kind of question → different questions about plans from all over the library."""
    cards = assistant.library.plans()
    step = max(len(cards) // count, 1)
    found = [assistant.library.records(card.plan.id) for card in cards[::step]][:count]
    kinds = {
        "指标数值": _each(found, _value),
        "任务分工": _each(found, _units),
        "清单": _each(found, _list),
        "内容": _each(found, _content),
        "文件要素": _each(found, lambda plan: f"{plan.plan.region}那个规划是哪年印发的，文号是什么？"),
        "不说地区的内容": _each(found, lambda plan: f"怎样{plan.tasks[0].title}？"),
        "不说地区的指标": _each(found, lambda plan: f"{plan.indicators[0].name}2025年的目标是多少？"),
        "不说地区的清单": _each(found, lambda plan: f"{_unit(plan)}有哪些任务？"),
        "哪些地方提到": _each(found, lambda plan: f"哪些地方提到{plan.tasks[0].title}？"),
        "哪里最高": _each(found, lambda plan: f"哪个地方的{plan.indicators[0].name}最高？"),
        "规划里没有的事": _each(found, lambda plan: f"{plan.plan.region}对火星移民基地有什么安排？"),
    }
    asked = {kind: [Question(text) for text in texts] for kind, texts in kinds.items()}
    asked["追问"] = [
        Question("那配合单位呢？", history=(Exchange(before, ""),)) for before in kinds["任务分工"]
    ]
    return asked


def _each(plans: Sequence[PlanRecords], question: Callable[[PlanRecords], str]) -> list[str]:
    whole = [plan for plan in plans if plan.tasks and plan.indicators and plan.sections]
    return list(dict.fromkeys(map(question, whole)))


def _value(plan: PlanRecords) -> str:
    return f"{plan.plan.region}{plan.indicators[-1].name}2025年的目标是多少？"


def _units(plan: PlanRecords) -> str:
    return f"{plan.plan.region}{plan.tasks[0].title}由谁牵头、谁配合？"


def _unit(plan: PlanRecords) -> str:
    return next((task.units[0].name for task in plan.tasks if task.units), "财政局")


def _list(plan: PlanRecords) -> str:
    asks_unit = len(plan.plan.id) % 2
    return (
        f"{plan.plan.region}{_unit(plan)}有哪些任务？"
        if asks_unit
        else f"{plan.plan.region}有哪些约束性指标？"
    )


def _content(plan: PlanRecords) -> str:
    return f"{plan.plan.region}对{plan.sections[-1].title}有什么要求？"


def _ask(assistant: Assistant, question: Question, text: str) -> None:
    assistant.ask(replace(question, text=text))

"""How long a question takes in this process, beside embedding the question alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice, zip_longest
from statistics import median, quantiles
from time import perf_counter

from assistant.answer import Question
from assistant.service import Assistant
from evals.benchmarks.figures import Figure, bounded
from ingest.library import Library
from ingest.library.e5_embeddings import E5Embeddings

QUESTION_RATIO = 3.0
NO_SUCH_THING = "规划里对火星移民基地有什么安排？"
TITLE_CHARACTERS = 30


def make_questions(library: Library, count: int) -> list[str]:
    """Different questions of every kind about what is in the library, the kinds in turn."""
    kinds = [_about_values(library), _about_units(library), _about_contents(library), _others(library)]
    turns = (question for turn in zip_longest(*kinds) for question in turn if question is not None)
    return list(islice(dict.fromkeys(turns), count))


def measure_questions(assistant: Assistant, embedder: E5Embeddings, count: int) -> tuple[Figure, ...]:
    """Ask each question once, after one that loads everything."""
    questions = make_questions(assistant.library, count)
    embedder.embed_query(NO_SUCH_THING)
    assistant.ask(Question(NO_SUCH_THING))
    asked = [milliseconds(lambda text: assistant.ask(Question(text)), question) for question in questions]
    embedded = [milliseconds(embedder.embed_query, question) for question in questions]
    middle = median(asked) / median(embedded)
    return (
        Figure(
            f"一个问题（{len(questions)} 个，中位数）",
            f"{median(asked):.1f} 毫秒",
            f"{median(embedded):.1f} 毫秒",
        ),
        Figure("一个问题（95 分位）", f"{p95(asked):.1f} 毫秒", f"{p95(embedded):.1f} 毫秒"),
        bounded("一个问题 ÷ 单独嵌入（中位数）", middle, QUESTION_RATIO, " 倍", digits=2),
    )


def _about_values(library: Library) -> Iterator[str]:
    for plan, row in library.indicators():
        for year in row.values:
            yield f"{plan.region}{row.name}{year}年的目标是多少？"


def _about_units(library: Library) -> Iterator[str]:
    for plan, task in library.tasks():
        if task.units:
            yield f"{plan.region}{task.title[:TITLE_CHARACTERS]}由谁牵头、谁配合？"


def _about_contents(library: Library) -> Iterator[str]:
    for plan, section in library.sections():
        yield f"{plan.region}对{section.title[:TITLE_CHARACTERS]}有什么要求？"


def _others(library: Library) -> Iterator[str]:
    plans = (f"{card.plan.region}有哪些约束性指标？" for card in library.plans())
    units = (f"{unit}有哪些任务？" for unit in library.unit_names())
    return chain(["资料库里有哪些规划？", NO_SUCH_THING], plans, units)


def milliseconds(work: Callable[[str], object], text: str) -> float:
    begun = perf_counter()
    work(text)
    return (perf_counter() - begun) * 1000


def p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]

"""Ranks of places by what their plans aim at."""

from __future__ import annotations

import pytest

from assistant.answer import Exchange, Question
from assistant.answering.pipeline import AnsweringPipeline, build_pipeline
from assistant.answering.understanding.rank_asked import Rank, rank_asked
from tests.assistant.answering.builders import MemoryLibrary, PlanBuilder


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("绿地面积第二高的是哪个地方", Rank(2, 2), id="from the top"),
        pytest.param("绿地面积排第三的是哪里", Rank(3, 3), id="without saying of what"),
        pytest.param("绿地面积排名第一的地方", Rank(1, 1), id="first"),
        pytest.param("绿地面积倒数第二是谁", Rank(2, 2, lowest=True), id="from the bottom"),
        pytest.param("绿地面积第三低的", Rank(3, 3, lowest=True), id="lowest by word"),
        pytest.param("绿地面积前三名是哪几个地方", Rank(1, 3), id="the first three"),
        pytest.param("一般事项抽查比例最低的两个地方", Rank(1, 2, lowest=True), id="the lowest two, of an indicator that speaks of 事项"),
        pytest.param("第三个是什么", None, id="an item of a list"),
        pytest.param("排第二的责任单位是谁", None, id="a unit of a task"),
        pytest.param("任务数排第一的是哪个单位", None, id="a unit by its tasks"),
        pytest.param("第二高速公路怎么建", None, id="the beginning of a word"),
    ],
)  # fmt: skip
def test_the_rank_is_read(question: str, expected: Rank | None) -> None:
    assert rank_asked(question) == expected


@pytest.fixture(scope="module")
def pipeline() -> AnsweringPipeline:
    plans = []
    for plan_id, region, area, lamps in (
        ("dongpo", "东坡县", "12", "30"),
        ("xiping", "西坪县", "9.5", "45"),
        ("nanshan", "南山县", "12", "20"),
        ("beiling", "北岭县", "7", ""),
    ):
        plan = PlanBuilder(plan_id, f"{region}绿化规划", region)
        plan.row("绿地面积", "公顷", {"2020": "5", "2025": area}, "预期性")
        plan.row("覆盖率", "%", {"2025": f">{area}" if region == "东坡县" else area}, "预期性")
        if lamps:
            plan.commitment(f"到2025年，建成节能路灯{lamps}盏。", "节能路灯", "=", lamps, "盏", "2025年")
        plans.append(plan.build())
    return build_pipeline(MemoryLibrary(*plans))


@pytest.mark.parametrize(
    ("questions", "says", "does_not_say"),
    [
        pytest.param(["绿地面积最高的前三名是哪几个地方"], ["从高到低", "并列第一位是东坡县、南山县（12公顷）", "第三位是西坪县（9.5公顷）"], ["位是北岭"], id="equal values share a rank"),
        pytest.param(["绿地面积倒数第二的是哪里"], ["从低到高，第二位是西坪县（9.5公顷）"], [], id="from the bottom"),
        pytest.param(["绿地面积最高的是哪里", "第三高的呢"], ["第三位是西坪县"], ["目标最高"], id="in a follow-up"),
        pytest.param(["绿地面积第九高的是哪里"], ["只有 4 处"], ["位是"], id="fewer places than that"),
        pytest.param(["覆盖率第二高的是哪里"], [">12%"], ["位是"], id="bounds are not ranked with figures"),
        pytest.param(["节能路灯第二多的是哪个地方"], ["第二位是东坡县（30盏）"], [], id="commitments"),
        pytest.param(["节能路灯最少的是哪个地方"], ["从低到高，第一位是南山县（20盏）"], [], id="the lowest commitment"),
    ],
)  # fmt: skip
def test_answers(
    questions: list[str], says: list[str], does_not_say: list[str], pipeline: AnsweringPipeline
) -> None:
    history = tuple(Exchange(question, "") for question in questions[:-1])
    answer = pipeline.invoke(Question(questions[-1], history=history)).answer
    assert [words for words in says if words not in answer] == [], answer
    assert [words for words in does_not_say if words in answer] == [], answer

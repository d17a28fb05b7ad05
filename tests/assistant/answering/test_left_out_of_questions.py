"""What a question leaves out of its answer, places that only other plans speak of, and words cut out of unknown ones."""

from __future__ import annotations

import pytest

from assistant.answer import AnswerStatus, Exchange, Question
from assistant.answering.pipeline import AnsweringPipeline, build_pipeline
from tests.assistant.answering.builders import MemoryLibrary, PlanBuilder


@pytest.fixture(scope="module")
def pipeline() -> AnsweringPipeline:
    plans = []
    for plan_id, region, area in (
        ("dongpo", "东坡县", "12"),
        ("xiping", "西坪县", "9.5"),
        ("beiling", "北岭县", "7"),
    ):
        plan = PlanBuilder(plan_id, f"{region}绿化规划", region, path=("安徽省", region)).front(
            "issued", "2021-03-09", "2021年3月9日"
        )
        plan.row("绿地面积", "公顷", {"2020": "5", "2025": area}, "预期性")
        plan.row("古树保护率", "%", {"2020": "90", "2025": "100"}, "约束性")
        plan.passage("苗木成活率逐年提高。")
        plan.passage("护林员纳入最低生活保障范围。")
        plan.passage("提高最低生活保障标准。")
        plan.task("种树", "贯彻《甘肃省绿化办法》，种一片树林。", ["县林业局", "县水利局"], ["县财政局"])
        plans.append(plan.build())
    return build_pipeline(MemoryLibrary(*plans))


@pytest.mark.parametrize(
    ("questions", "status", "says", "does_not_say"),
    [
        pytest.param(["除东坡外绿地面积最高的是哪里"], "answered", ["目标最高的是西坪县"], ["东坡"], id="a place"),
        pytest.param(["除了东坡以外哪些地方有绿地面积的指标"], "answered", ["西坪县", "北岭县"], ["东坡"], id="a place, of all others"),
        pytest.param(["绿地面积最高的是哪里", "除了东坡呢"], "answered", ["目标最高的是西坪县"], ["东坡"], id="a place in a follow-up"),
        pytest.param(["东坡种树除了林业局还有哪些单位牵头"], "answered", ["责任单位为县林业局、县水利局"], ["西坪"], id="a unit leaves out no place"),
        pytest.param(["除了林业局还有哪些单位牵头 东坡"], "answered", ["县水利局：牵头 1 项"], ["西坪"], id="a unit of the whole plan"),
        pytest.param(["东坡除了约束性指标还有哪些指标"], "answered", ["绿地面积"], ["古树"], id="an attribute stands for the other"),
        pytest.param(["东坡的约束性指标除了绿地还有什么"], "answered", ["古树保护率"], ["公顷"], id="a matter, beside the attribute asked for"),
        pytest.param(["东坡怎么说元宇宙"], "not_found", ["“元宇宙”"], [], id="an unknown word is named whole"),
        pytest.param(["甘肃省绿地面积多少"], "not_found", ["没有甘肃省的规划"], ["公顷"], id="a province that plans only mention"),
        pytest.param(["东坡县那个规划是哪年的"], "answered", ["2021年3月9日"], [], id="the year of a document"),
        pytest.param(["东坡规划的牵头单位"], "answered", ["责任单位共 2 个"], [], id="units of a document in two words"),
        pytest.param(["东坡去年绿地面积多少"], "answered", ["2025年目标为12公顷", "没有按“去年”"], [], id="a year that no plan prints so"),
        pytest.param(["东坡和皖省的绿地面积"], "answered", ["东坡县", "没有安徽省的规划"], ["西坪"], id="a place above, in a list with a known one"),
        pytest.param(["东坡低保怎么规定"], "answered", ["提高最低生活保障标准"], [], id="a short form that leaves out a word"),
        pytest.param(["东坡环评怎么规定"], "not_found", [], ["保障"], id="a short form of nothing that is printed"),
        pytest.param(["绿地面积东坡比西坪高吗"], "answered", ["相差2.5公顷"], [], id="one more than the other"),
    ],
)  # fmt: skip
def test_answers(
    questions: list[str], status: str, says: list[str], does_not_say: list[str], pipeline: AnsweringPipeline
) -> None:
    history = tuple(Exchange(question, "") for question in questions[:-1])
    answer = pipeline.invoke(Question(questions[-1], history=history))
    assert [words for words in says if words not in answer.answer] == [], answer.answer
    assert [words for words in does_not_say if words in answer.answer] == [], answer.answer
    assert answer.status is AnswerStatus(status), answer.answer


def test_a_blank_by_chance_parts_no_name(pipeline: AnsweringPipeline) -> None:
    parted, whole = (pipeline.invoke(Question(text)) for text in ("东坡水质 成活率", "东坡水质成活率"))
    assert (parted.status, parted.answer) == (whole.status, whole.answer)

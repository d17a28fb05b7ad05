"""Parts of a plan by their numbers, and places by the short ways to name them."""

from __future__ import annotations

import pytest

from assistant.answer import AnswerStatus, Exchange, Question
from assistant.answering.pipeline import AnsweringPipeline, build_pipeline
from assistant.answering.vocabulary.province_names import in_full
from tests.assistant.answering.builders import MemoryLibrary, PlanBuilder


def _lakes() -> PlanBuilder:
    """Chapters whose parts are counted anew in each, with the bare numbers of lists."""
    plan = PlanBuilder("jiangnan-lakes", "江西省湖泊保护规划", "江西省", path=("江西省",))
    plan.heading("一、基础")
    plan.heading("一、基础", "（一）现状")
    plan.passage("湖面稳定。")
    plan.heading("一、基础", "（二）形势")
    plan.passage("任务很重。")
    plan.heading("二、任务")
    plan.heading("二、任务", "（一）清淤")
    plan.task("清理淤泥", "三年清完。")
    plan.heading("二、任务", "（二）补水")
    plan.task("引水入湖", "每年补水两次。")
    plan.heading("二、任务", "（三）巡湖")
    plan.task("每月巡湖", "湖长每月巡查一次。")
    return plan


@pytest.fixture(scope="module")
def lakes() -> AnsweringPipeline:
    town = PlanBuilder("wan", "芦荡县湖泊保护方案", "芦荡县", path=("湖北省", "芦荡县"))
    town.heading("一、目标")
    town.passage("湖水清澈。")
    return build_pipeline(MemoryLibrary(_lakes().build(), town.build()))


@pytest.mark.parametrize(
    ("questions", "status", "says", "does_not_say"),
    [
        pytest.param(["江西第二部分（二）讲了什么"], "answered", ["“（二）补水”", "引水入湖"], ["形势"], id="within the chapter said"),
        pytest.param(["江西二、（一）写了什么"], "answered", ["“（一）清淤”"], ["现状"], id="chapter by its own mark"),
        pytest.param(["江西第二章第三节讲什么"], "answered", ["“（三）巡湖”"], [], id="a 节 by its place in order"),
        pytest.param(["江西第二章第四节讲什么"], "not_found", ["没有“第二章第四节”"], [], id="one that is not there"),
        pytest.param(["江西（三）讲什么"], "answered", ["“（三）巡湖”"], [], id="a number used once"),
        pytest.param(["江西（二）讲什么"], "clarify", ["2 处", "（二）形势", "（二）补水"], [], id="a number used in two chapters"),
        pytest.param(["江西（二）讲什么", "第二个"], "answered", ["“（二）补水”"], [], id="picked by its place in the list"),
        pytest.param(["江西（二）讲什么", "第二部分的"], "answered", ["“（二）补水”"], ["清淤"], id="picked by its chapter"),
        pytest.param(["江西第二部分讲什么", "那（二）呢"], "answered", ["“（二）补水”"], ["形势"], id="within the chapter spoken of"),
        pytest.param(["江西第一部分讲什么", "第二部分呢"], "answered", ["“二、任务”共 3 项"], ["形势"], id="the next chapter, not a part of this one"),
        pytest.param(["赣省第二部分有什么"], "answered", ["“二、任务”"], [], id="a province by its one character"),
        pytest.param(["jiangnan-lakes第二部分有什么"], "answered", ["“二、任务”"], [], id="a plan by its id"),
        pytest.param(["鄂的湖泊怎么保护"], "clarify", ["芦荡县"], ["江西"], id="a province above a plan's place"),
        pytest.param(["浙省湖泊怎么保护"], "not_found", ["浙江省"], [], id="a province without plans"),
        pytest.param(["湖北芦荡县第一部分讲什么"], "answered", ["湖水清澈"], [], id="the province before the place"),
    ],
)  # fmt: skip
def test_answers(
    questions: list[str], status: str, says: list[str], does_not_say: list[str], lakes: AnsweringPipeline
) -> None:
    history = tuple(Exchange(question, "") for question in questions[:-1])
    answer = lakes.invoke(Question(questions[-1], history=history))
    assert [words for words in says if words not in answer.answer] == [], answer.answer
    assert [words for words in does_not_say if words in answer.answer] == [], answer.answer
    assert answer.status is AnswerStatus(status), answer.answer


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        pytest.param("川省的目标", "四川省的目标", id="before its suffix"),
        pytest.param("请问,渝的规划", "请问,重庆市的规划", id="behind a comma"),
        pytest.param("四川和渝都有吗", "四川和重庆市都有吗", id="in a list"),
        pytest.param("川渝合作怎么写", "川渝合作怎么写", id="a matter, no place"),
        pytest.param("新的市场主体", "新的市场主体", id="a common word"),
        pytest.param("云省目标", "云南省目标", id="a common word before the suffix"),
        pytest.param("南京市的目标", "南京市的目标", id="the end of another name"),
        pytest.param("云平台建设", "云平台建设", id="a part of a word"),
    ],
)
def test_provinces_are_read_in_full(said: str, meant: str) -> None:
    assert in_full(said) == meant

"""Which plans mention a matter: complete for as many plans as can be surveyed, and said to be open beyond that."""

from __future__ import annotations

from assistant.answer import Question
from assistant.answering.pipeline import build_pipeline
from assistant.answering.retrieve_passages import SURVEYED_PLANS
from ingest.plan import PlanRecords
from tests.assistant.answering.builders import MemoryLibrary, PlanBuilder

STEMS = "甲乙丙丁戊己庚辛壬癸"


def plan(number: int, mentions: int) -> PlanRecords:
    region = f"{STEMS[number // 10]}{STEMS[number % 10]}县"
    builder = PlanBuilder(f"plan{number}", f"{region}养老服务规划", region).heading("一、重点任务")
    for count in range(mentions):
        builder.task(f"第{count}项改造工作", "推进加装电梯，方便老年人出行。")
    builder.task("完善托育服务", "新建托育机构。")
    return builder.build()


def test_a_plan_full_of_the_matter_does_not_crowd_out_another() -> None:
    library = MemoryLibrary(plan(0, 60), plan(1, 1), plan(2, 0))
    answer = build_pipeline(library).invoke(Question("哪些地方提到加装电梯"))
    assert "的有 2 处" in answer.answer
    assert {citation.plan_id for citation in answer.citations} == {"plan0", "plan1"}
    assert "没有找到相关内容的：甲丙县" in answer.answer


def test_beyond_the_survey_no_place_is_called_silent() -> None:
    library = MemoryLibrary(*(plan(number, number % 2) for number in range(SURVEYED_PLANS + 2)))
    answer = build_pipeline(library).invoke(Question("哪些地方提到加装电梯"))
    assert "至少有以下" in answer.answer
    assert "没有找到" not in answer.answer

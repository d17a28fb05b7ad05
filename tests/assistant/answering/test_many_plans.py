"""A library of more plans than one question may read: answers stay short and say of how many, and few plans are read."""

from __future__ import annotations

import pytest

from assistant.answer import AnswerStatus, Question
from assistant.answering.fix_scope import PLANS_READ_WHOLE
from assistant.answering.pipeline import AnsweringPipeline, build_pipeline
from ingest.plan import PlanRecords
from tests.assistant.answering.builders import MemoryLibrary, PlanBuilder

STEMS = "甲乙丙丁戊己庚辛壬癸"
COUNT = PLANS_READ_WHOLE + 26
MOST_READ = 40


class CountingLibrary(MemoryLibrary):
    """Notes which plans are read as a whole."""

    def __init__(self, *plans: PlanRecords) -> None:
        super().__init__(*plans)
        self.read: set[str] = set()

    def records(self, plan_id: str) -> PlanRecords:
        self.read.add(plan_id)
        return super().records(plan_id)


def plan(number: int) -> PlanRecords:
    """Every third plan counts the beds in another measure; the last two aim highest."""
    region = f"{STEMS[number // 10]}{STEMS[number % 10]}县"
    beds = str(min(number, COUNT - 2) + 1000)
    builder = PlanBuilder(f"plan{number}", f"{region}养老服务规划", region).heading("一、重点任务")
    builder.row("养老床位数", "张" if number % 3 else "户", {"2020": "500", "2025": beds}, "预期性")
    for count in range(1 + number % 4):
        builder.task(f"推进第{count}批加装电梯", "推进加装电梯，方便老年人出行。", lead=("县民政局",))
    return builder.build()


@pytest.fixture
def many() -> CountingLibrary:
    return CountingLibrary(*map(plan, range(COUNT)))


@pytest.fixture
def answering(many: CountingLibrary) -> AnsweringPipeline:
    return build_pipeline(many)


def test_the_highest_is_told_of_those_that_compare(
    many: CountingLibrary, answering: AnsweringPipeline
) -> None:
    answer = answering.invoke(Question("哪个地方的养老床位数最高？"))
    compared = sum(1 for number in range(COUNT) if number % 3)
    assert f"共在 {COUNT} 处的指标表里找到，其中 {compared} 处计量单位相同" in answer.answer
    assert answer.answer.count("\n| ") == 21 + 1  # head, rule and twenty rows
    assert (
        f"目标最高的是{'、'.join(plan(number).plan.region for number in (COUNT - 2, COUNT - 1))}"
        in answer.answer
    )
    assert len(many.read) <= MOST_READ


def test_the_same_everywhere_lists_the_first_and_says_of_how_many(answering: AnsweringPipeline) -> None:
    answer = answering.invoke(Question("各地养老床位数2025年目标分别是多少？"))
    assert f"共在 {COUNT} 处的指标表里找到，先列 20 处" in answer.answer and "最高" not in answer.answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        pytest.param(
            "哪个地方的火星基地数量最多？",
            f"等共 {COUNT} 份规划",
            id="nothing found: not every place is named",
        ),
        pytest.param("哪些规划提到加装电梯？", "的至少有以下 20 处", id="mentions: so many, said to be open"),
        pytest.param(
            "哪份规划的任务最多？", f"比较了 {COUNT} 份规划，先列 10 份", id="most tasks: by counts"
        ),
        pytest.param(
            "县民政局有哪些任务？", "请问您想问哪个地方的规划", id="a list of all places is asked back"
        ),
        pytest.param(
            "除了甲甲县，其他地方的养老床位数是多少？", "请问您想问哪个地方的规划", id="all places but one"
        ),
    ],
)
def test_answers_stay_short(
    question: str, says: str, many: CountingLibrary, answering: AnsweringPipeline
) -> None:
    answer = answering.invoke(Question(question))
    assert says in answer.answer and len(answer.answer) < 1500
    assert len(many.read) <= MOST_READ


def test_no_plan_is_read_for_the_list_of_those_without_units(
    many: CountingLibrary, answering: AnsweringPipeline
) -> None:
    answer = answering.invoke(Question("哪些规划没有写明责任单位？"))
    assert answer.status is AnswerStatus.NOT_FOUND and not many.read

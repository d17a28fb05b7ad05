"""Questions that say more than a name: two asks, talk about who asks, ages, columns' own words, roles in any wording."""

from __future__ import annotations

import pytest

from assistant.answer import AnswerStatus, Exchange, Question
from assistant.answering.pipeline import AnsweringPipeline, build_pipeline
from assistant.answering.turn import Kind
from assistant.answering.understanding.roles_asked import role_beside
from assistant.answering.understanding.take_apart import take_apart
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import Role
from tests.assistant.answering.builders import MemoryLibrary, PlanBuilder

ANSWERED, NOT_FOUND = AnswerStatus.ANSWERED, AnswerStatus.NOT_FOUND


@pytest.fixture(scope="module")
def library() -> MemoryLibrary:
    """One place with a table, subsidies in sentences, tasks with units and people, and a table of projects."""
    plan = PlanBuilder("wuxi-care", "梧溪市“十四五”民生事业规划", "梧溪市")
    plan.heading("一、发展基础")
    plan.passage("截至2020年底，全市70周岁及以上户籍老年人41.6万人。")
    plan.heading("二、主要指标")
    plan.row("每百名老年人配备社会工作者", "人", {"2020": "0.4", "2025": "2"}, "预期性")
    plan.row("每百名儿童拥有图书", "册", {"2020": "310", "2025": "450"}, "预期性")
    plan.row("老年教室街道覆盖率", "%", {"2020": "64", "2025": "90"}, "预期性")
    plan.heading("三、主要任务")
    plan.task(
        "建设家庭病床", "新建家庭病床2600张，签约家庭每周获得不少于3次巡诊。", ["市卫生健康局"], ["市民政局"]
    )
    plan.task(
        "关爱高龄老人",
        "九旬老年人营养补贴每人每月不低于80元。对连续任教满6年的乡村校医发放津贴2万元。",
        ["市民政局"],
        ["市财政局", "市卫生健康局"],
    )
    plan.task(
        "畅通汛情警报", "汛情警报20分钟内送达责任人。牵头领导是值班长。", ["市应急管理局"], ["市民政局"]
    )
    plan.task(
        "改造公共厕所\n牵头领导：何远山\n工作措施", "三年改造厕所120座。", ["市城市管理局"], ["市财政局"]
    )
    plan.heading("四、重点工程")
    plan.passage("五年实施重点工程9个，总投资88.6亿元。")
    plan.passage(
        "项目名称：白鹭大桥，建设性质：新建，建设规模：2.4公里，总投资（亿元）：13.7，建设年限：2022—2024"
    )
    plan.passage(
        "项目名称：梧溪货运站，建设性质：扩建，建设规模：60亩，总投资（亿元）：5.2，建设年限：2021—2023"
    )
    return MemoryLibrary(plan.build())


@pytest.fixture(scope="module")
def place(library: MemoryLibrary) -> AnsweringPipeline:
    return build_pipeline(library)


@pytest.mark.parametrize(
    ("questions", "status", "says", "never"),
    [
        pytest.param(["梧溪家庭病床要建多少张，签约家庭每周巡诊几次"], ANSWERED, ["2600张", "3次"], [], id="两问一句, each with its number"),
        pytest.param(["梧溪九旬老人营养补贴每月多少？我外婆今年91了"], ANSWERED, ["80元"], [], id="who asks is no matter"),
        pytest.param(["俺爷爷93岁，梧溪九旬老人营养补贴每月多少"], ANSWERED, ["80元"], [], id="nor before the ask"),
        pytest.param(["梧溪乡村校医干满6年给多少"], ANSWERED, ["2万元"], ["80元"], id="a span of years is one word, and a condition"),
        pytest.param(["梧溪2025年70岁以上老年人口预计多少万"], NOT_FOUND, [], ["41.6", "0.4", "90%"], id="an age: no other number of the old"),
        pytest.param(["梧溪2020年70岁以上老人有多少万"], ANSWERED, ["41.6万人"], [], id="岁 for 周岁"),
        pytest.param(["梧溪每百名老人配几个社工"], ANSWERED, ["2人"], ["450"], id="a short form within one long word"),
        pytest.param(["梧溪每百名儿童图书册数"], ANSWERED, ["450册"], [], id="册数 is the row's unit"),
        pytest.param(["梧溪每百名儿童拥有图书的属性指标名称，表里写的是多少"], ANSWERED, ["450册"], ["没有找到"], id="a column's own words, and where it stands"),
        pytest.param(["梧溪汛情警报要多少分钟内到责任人"], ANSWERED, ["20分钟"], ["责任单位"], id="to the 责任人 is not who it is"),
        pytest.param(["梧溪白鹭大桥建设年限", "总投资多少"], ANSWERED, ["13.7"], ["88.6"], id="a column of the row spoken of"),
        pytest.param(["梧溪货运站建设规模", "那投资呢"], ANSWERED, ["5.2"], ["88.6", "13.7"], id="a part of the column's head"),
        pytest.param(["梧溪白鹭大桥建设年限", "全市重点工程总投资多少"], ANSWERED, ["88.6"], [], id="all of them is said"),
        pytest.param(["梧溪改造公共厕所的牵头单位", "那牵头领导是哪位"], ANSWERED, ["何远山"], [], id="the person of the task spoken of"),
        pytest.param(["梧溪改造公共厕所由谁负责，分管的市领导是谁"], ANSWERED, ["市城市管理局", "何远山"], ["不在我的职责范围"], id="who leads a task is no personal question"),
        pytest.param(["梧溪责任人是谁"], AnswerStatus.CLARIFY, ["哪项任务"], [], id="whose 责任人"),
        pytest.param(["我家孩子8岁，梧溪家庭病床要建多少张"], ANSWERED, ["2600张"], [], id="nor whom it is for"),
        pytest.param(["梧溪关爱高龄老人归哪个局管，哪些配合"], ANSWERED, ["责任单位为市民政局", "市财政局"], [], id="归…管 is the lead"),
        pytest.param(["梧溪关爱高龄老人哪家牵头哪家参与"], ANSWERED, ["责任单位为市民政局", "市财政局"], [], id="参与 beside 牵头 is the support"),
        pytest.param(["梧溪民政局牵头的重点任务，一共几项"], ANSWERED, ["关爱高龄老人", "共 1 项"], ["家庭病床"], id="重点 before 任务 is no matter"),
        pytest.param(["梧溪民政局牵头哪些任务", "那它参与的呢"], ANSWERED, ["建设家庭病床", "畅通汛情警报"], ["关爱高龄"], id="参与 after 牵头 is the other role"),
        pytest.param(["梧溪民政局涉及哪些任务，是责任还是配合"], ANSWERED, ["关爱高龄老人", "建设家庭病床"], [], id="either role"),
    ],
)  # fmt: skip
def test_what_is_meant(
    questions: list[str], status: AnswerStatus, says: list[str], never: list[str], place: AnsweringPipeline
) -> None:
    history = tuple(Exchange(question, "（略）") for question in questions[:-1])
    answer = place.invoke(Question(questions[-1], history=history))
    assert answer.status is status, answer.answer
    assert [words for words in says if words not in answer.answer] == [], answer.answer
    assert [words for words in never if words in answer.answer] == [], answer.answer


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        pytest.param("梧溪工程台账每月报给谁", Kind.CONTENT, id="who receives is no unit of the task"),
        pytest.param("梧溪改造公共厕所谁来管", Kind.TASK_UNITS, id="who does it is"),
    ],
)
def test_whom(question: str, kind: Kind, library: MemoryLibrary) -> None:
    assert take_apart(question, Catalogue(library))[0].kind is kind


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param("梧溪市场秩序", ("市场秩序",), id="the short name of a city before 市场"),
        pytest.param("梧溪市市场秩序", ("市场秩序",), id="its whole name"),
        pytest.param("梧溪市每月25日前", ("25日",), id="a day is one word"),
    ],
)
def test_words_beside_names(question: str, words: tuple[str, ...], library: MemoryLibrary) -> None:
    understood = take_apart(question, Catalogue(library))[0]
    assert understood.places == ("wuxi-care",)
    assert understood.topic == "".join(words)


@pytest.mark.parametrize(
    ("text", "before", "role"),
    [
        pytest.param("那它参与的呢", Role.RESPONSIBLE, Role.COOPERATING, id="after the lead"),
        pytest.param("那它参与的呢", None, None, id="by itself any part"),
        pytest.param("牵头和参与的都要", Role.RESPONSIBLE, None, id="both are said"),
        pytest.param("配合的呢", None, Role.COOPERATING, id="said outright"),
    ],
)
def test_part_taken_after_a_role(text: str, before: Role | None, role: Role | None) -> None:
    assert role_beside(text, before) is role

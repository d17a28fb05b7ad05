"""A conversation over many turns: each turn is answered from the turns before it, whoever kept them."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, AnswerStatus, Exchange, Question
from assistant.answering.pipeline import AnsweringPipeline, build_pipeline
from tests.assistant.answering.builders import MemoryLibrary, PlanBuilder


def _last(pipeline: AnsweringPipeline, *questions: str, region: str | None = None) -> Answer:
    """The answer to the last question; what was answered before is not told."""
    history = tuple(Exchange(question, "（略）") for question in questions[:-1])
    return pipeline.invoke(Question(questions[-1], history=history, region=region))


@pytest.mark.parametrize(
    ("questions", "said", "unsaid"),
    [
        pytest.param(("云陵区药品抽检合格率目标", "食品评价性抽检合格率是多少"), ">98", "98.5", id="a new question stays in the place"),
        pytest.param(("云陵区药品抽检合格率目标", "谢谢", "食品评价性抽检合格率是多少"), ">98", "98.5", id="thanks end no topic"),
        pytest.param(("云陵区药品抽检合格率目标", "各地药品抽检合格率分别是多少"), "99.2", "", id="everywhere is everywhere"),
        pytest.param(("云陵区药品抽检合格率目标", "哪些地方提到了直播带货", "市场主体总量目标"), "9.5万户", "5.1", id="the place outlasts a question to the library"),
        pytest.param(("云陵区有哪些约束性指标", "其中食品方面的"), "食品和农产品抽检量", "消费投诉", id="narrowed by a word"),
        pytest.param(("云陵区有哪些指标", "哪几项是约束性的"), "消费投诉按期办结率", "药品抽检", id="narrowed by an attribute"),
        pytest.param(("云陵区有哪些约束性指标", "最后一个2020年是多少"), "消费投诉按期办结率", "食品和农产品", id="the last one"),
        pytest.param(("云陵区有哪些指标", "第三个", "上一个呢"), "每万人口高价值发明专利拥有量", "食品", id="the one before in the list"),
        pytest.param(("云陵区有哪些指标", "前两项"), "市场主体总量", "食品", id="the first two"),
        pytest.param(("云陵区市场监管局有哪些任务", "倒数第二项谁牵头"), "完善市场退出制度|保障电梯运行安全|加强校园食品安全", "市场准入", id="counted from the end"),
        pytest.param(("云陵区有哪些约束性指标", "一共几项"), "共 2 项", "", id="how many"),
        pytest.param(("云陵区有哪些约束性指标", "还有吗"), "没有更多", "", id="no more"),
        pytest.param(("云陵区完善市场退出制度谁牵头", "它的配合单位呢"), "区税务局", "", id="its other units"),
        pytest.param(("云陵区完善市场退出制度谁牵头", "原文怎么写的"), "建立除名制度", "", id="its wording"),
        pytest.param(("云陵区完善市场退出制度谁牵头", "出处在哪"), "（一）改革登记制度", "", id="where it stands"),
        pytest.param(("云陵区完善市场退出制度谁牵头", "税务局是牵头还是配合"), "配合单位为区税务局", "", id="a unit's part in it"),
        pytest.param(("云陵区完善市场准入制度谁牵头", "下一项呢", "下一项呢"), "加强校园食品安全", "除名", id="next, and next"),
        pytest.param(("青禾县怎么规范网络市场", "什么时候完成"), "2023年", "", id="its deadline from its words"),
        pytest.param(("青禾县规范网络市场的内容", "谁负责"), "没有写明", "", id="a plan that names no units"),
        pytest.param(("临溪市加强消费维权谁牵头", "该单位还负责哪些任务"), "推进登记便利化", "", id="the unit just named"),
        pytest.param(("云陵区市场主体总量2020年是多少", "不是2020，是2025年"), "2025年目标为9.5万户", "", id="another year was meant"),
        pytest.param(("云陵区市场主体总量目标", "不对，我问的是青禾县"), "5.1万户", "9.5", id="another place was meant"),
        pytest.param(("云陵区加强校园食品安全谁配合", "我问的是牵头单位"), "责任单位为区教委", "卫生健康委", id="another role was meant"),
        pytest.param(("云陵区市场主体总量目标", "云陵区完善市场退出制度谁牵头", "回到刚才的市场主体总量，青禾县是多少"), "5.1万户", "税务局", id="back to an earlier topic"),
        pytest.param(("云陵区市场主体总量目标", "换成青禾县再说一遍"), "5.1万户", "9.5", id="the same of another place"),
        pytest.param(("云陵区市场主体总量目标", "增长率是多少"), "18.75%", "", id="the change of it"),
        pytest.param(("云陵区药品抽检合格率目标", "青禾县呢", "两个对比一下"), "云陵区", "临溪", id="the two spoken of"),
        pytest.param(("谁牵头", "完善市场退出制度", "云陵区的"), "区市场监管局", "", id="asked back, completed, completed again"),
        pytest.param(("东岭市的市场主体总量目标", "第二个"), "5.1万户", "9.5", id="the second of the places offered"),
        pytest.param(("东岭市的市场主体总量目标", "2"), "5.1万户", "9.5", id="by its number alone"),
        pytest.param(("麻烦查一下东岭市的市场主体总量目标", "第一个"), "9.5万户", "5.1", id="a place above behind a frame"),
        pytest.param(("东岭市的市场主体总量目标", "都要"), "9.5万户", "临溪", id="all that were offered"),
        pytest.param(("云陵区药品抽检合格率目标", "其它地区的呢"), "99.2", "云陵", id="the other places"),
        pytest.param(("云陵区市场监管局有哪些任务", "分别是谁牵头"), "责任单位为区教委", "", id="who leads each of the list"),
        pytest.param(("云陵区市场监管局有哪些任务", "只看配合的"), "加强校园食品安全", "退出", id="the unit's other role"),
        pytest.param(("完善市场退出制度谁牵头", "保障电梯运行安全呢"), "区市场监管局", "按需维保", id="the same of another task"),
        pytest.param(("云陵区怎么加强校园食品安全", "青禾县怎么规范网络市场", "两地做法对比"), "陪餐|直播", "", id="doings are no matter of their own"),
        pytest.param(("库里有哪些规划", "第三份什么时候成文的"), "2018年7月31日", "云陵", id="a plan of the list"),
    ],
)  # fmt: skip
def test_follow_ups(questions: tuple[str, ...], said: str, unsaid: str, pipeline: AnsweringPipeline) -> None:
    answer = _last(pipeline, *questions)
    assert answer.status is AnswerStatus.ANSWERED, answer.answer
    assert any(word in answer.answer for word in said.split("|")), answer.answer
    assert not unsaid or unsaid not in answer.answer, answer.answer


@pytest.mark.parametrize(
    ("questions", "said", "unsaid"),
    [
        pytest.param(("青禾县市场主体总量目标", "消费投诉按期办结率目标是多少"), "云陵区", "100", id="another place has it: named, not told"),
        pytest.param(("青禾县市场主体总量目标", "元宇宙产业规模目标"), "青禾县", "云陵", id="no place has it"),
        pytest.param(("云陵区有哪些约束性指标", "第九个"), "2 项", "抽检", id="the list is shorter"),
        pytest.param(("云陵区有哪些约束性指标", "其中药品方面的"), "没有符合条件", "药品抽检", id="none of them"),
        pytest.param(("云陵区完善市场退出制度谁牵头", "什么时候完成"), "没有写明", "", id="no deadline is stated"),
        pytest.param(("云陵区完善市场退出制度谁牵头", "为什么"), "没有说明理由", "", id="no reason is stated"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(
    questions: tuple[str, ...], said: str, unsaid: str, pipeline: AnsweringPipeline
) -> None:
    answer = _last(pipeline, *questions)
    assert answer.status is AnswerStatus.NOT_FOUND, answer.answer
    assert said in answer.answer
    assert not unsaid or unsaid not in answer.answer, answer.answer


@pytest.mark.parametrize(
    ("reply", "said", "unsaid"),
    [
        pytest.param("第二个", "二类网点", "一类", id="by its place"),
        pytest.param("3", "三类网点", "一类", id="by its number"),
        pytest.param("规范四类网点管理", "四类网点", "一类", id="by its name"),
        pytest.param("都要", "一类网点", "", id="all of them"),
    ],
)
def test_like_names_are_asked_back(reply: str, said: str, unsaid: str) -> None:
    """Four tasks are named alike: more than are answered one by one."""
    plan = PlanBuilder("yunling", "云陵区市场服务规划", "云陵区").heading("第一章 任务")
    for kind in "一二三四":
        plan.task(f"规范{kind}类网点管理", "按年度安排办理。", [f"区{kind}号办公室"])
    pipeline = build_pipeline(MemoryLibrary(plan.build()))
    asked = _last(pipeline, "云陵区网点管理由谁负责")
    assert asked.status is AnswerStatus.CLARIFY and asked.clarification is not None
    assert len(asked.clarification.options) == 4
    answer = _last(pipeline, "云陵区网点管理由谁负责", reply)
    assert answer.status is AnswerStatus.ANSWERED and said in answer.answer and "责任单位" in answer.answer
    assert not unsaid or unsaid not in answer.answer


def test_a_long_list_goes_on_and_ends() -> None:
    """Of twenty tasks twelve are shown, with 还有吗 the other eight, and then it is said that there are no more."""
    plan = (
        PlanBuilder("yunling", "云陵区市场服务规划", "云陵区").heading("第一章 基础").heading("第二章 任务")
    )
    for number in range(1, 21):
        plan.task(f"推进改革事项{number:02d}号", "按年度安排办理。")
    pipeline = build_pipeline(MemoryLibrary(plan.build()))
    first, second, third = (
        _last(pipeline, "云陵区第二章写了什么", *["还有吗"] * more).answer for more in range(3)
    )
    assert "事项12号" in first and "事项13号" not in first
    assert "事项13号" in second and "事项20号" in second and "事项12号" not in second
    assert "没有更多" in third


def test_the_callers_limit_outlasts_the_conversation(pipeline: AnsweringPipeline) -> None:
    """A place that the caller's limit leaves out is neither taken over nor asked for by name."""
    kept = _last(pipeline, "云陵区市场主体总量目标", "药品抽检合格率目标", region="青禾县")
    assert {citation.plan_id for citation in kept.citations} == {"qinghe"}
    named = _last(pipeline, "药品抽检合格率目标", "云陵区呢", region="青禾县")
    assert named.status is AnswerStatus.NOT_FOUND and not named.citations


def test_what_the_history_says_was_answered_does_not_matter(plans: MemoryLibrary) -> None:
    """A caller's memory of an answer may be cut or wrong; items are those of the answer as it is."""
    questions = ("云陵区有哪些约束性指标", "第二个2025年多少")
    told = (Exchange(questions[0], "1. 药品抽检合格率 2. 市场主体总量"),)
    answer = build_pipeline(plans).invoke(Question(questions[1], history=told))
    assert answer.answer == _last(build_pipeline(plans), *questions).answer
    assert [row.name for row in answer.indicators] == ["消费投诉按期办结率"]


def test_a_long_conversation_costs_no_more_than_a_short_one(plans: MemoryLibrary) -> None:
    """Each turn answers the one before it again at most once; far back is not read at all."""
    questions = ["云陵区怎么加强校园食品安全"]
    pipeline = build_pipeline(plans)
    for _ in range(30):
        questions.append("下一项呢" if len(questions) % 2 else "上一项呢")
        before = plans.searches
        _last(pipeline, *questions)
        assert plans.searches - before <= 4
    alone = build_pipeline(plans)
    before = plans.searches
    _last(alone, *questions)
    assert plans.searches - before <= 24

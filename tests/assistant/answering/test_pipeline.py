"""The whole way from a question to an answer, over plans of invented places."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import AnswerStatus, EventKind, Exchange, Question
from assistant.answering.pipeline import STEP_NAMES, AnsweringPipeline
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import Basis, RecordType, Role
from tests.assistant.answering.builders import MemoryLibrary


def test_the_order_of_steps(pipeline: AnsweringPipeline, catalogue: Catalogue) -> None:
    assert [step.name for step in pipeline.steps(catalogue)] == list(STEP_NAMES)
    assert STEP_NAMES == (
        "understand_question",
        "fix_scope",
        "look_up_facts",
        "retrieve_passages",
        "compose_answer",
        "word_answer",
        "verify_answer",
    )


def test_every_step_leaves_a_trace(pipeline: AnsweringPipeline) -> None:
    answer = pipeline.invoke(Question("云陵区怎么保障校园食品安全"))
    assert set(STEP_NAMES) <= set(answer.trace)
    assert answer.trace["library_version"] == "1"


def test_running_to_a_step(pipeline: AnsweringPipeline) -> None:
    turn = pipeline.run_to(Question("云陵区怎么保障校园食品安全"), "fix_scope")
    assert turn.scope is not None and turn.scope.plan_ids == ("yunling",)
    assert turn.draft is None
    with pytest.raises(ValueError, match="no such step"):
        pipeline.run_to(Question("x"), "guess")


ANSWERED, NOT_FOUND, CLARIFY = AnswerStatus.ANSWERED, AnswerStatus.NOT_FOUND, AnswerStatus.CLARIFY


@pytest.mark.parametrize(
    ("question", "status", "says", "does_not_say"),
    [
        pytest.param("云陵区2025年市场主体总量目标是多少？", ANSWERED, ["9.5万户", "预期性"], ["5.1", "3.5"], id="one place's value"),
        pytest.param("云陵食品抽检合格率", ANSWERED, ["食品评价性抽检合格率", ">98%"], ["药品"], id="qualifier decides"),
        pytest.param("云陵每万人高价值专利2020年多少", ANSWERED, ["表中未给出数值"], ["2020年为5"], id="empty cell"),
        pytest.param("云陵市场主体总量增加多少", ANSWERED, ["增加1.5万户", "18.75%", "计算"], [], id="computed and said to be"),
        pytest.param("青禾药品抽检合格率提高几个百分点", ANSWERED, ["提高0.2个百分点"], ["97"], id="per cent grows by points"),
        pytest.param("青禾市场主体总量", ANSWERED, ["5.1万户", "35000户", "完成情况"], ["9.5"], id="two tables"),
        pytest.param("云陵化妆品抽检合格率目标多少", NOT_FOUND, ["没有", "不是同一指标"], ["98"], id="near miss is labelled"),
        pytest.param("云陵区2023年市场主体总量是多少", NOT_FOUND, ["没有给出2023年", "2020年、2025年"], ["9.5", "8万"], id="year not printed"),
        pytest.param("云陵区有哪些约束性指标", ANSWERED, ["共 2 项", "食品和农产品抽检量", "消费投诉按期办结率"], ["市场主体"], id="list by attribute"),
        pytest.param("临溪企业开办时间要压到几天", ANSWERED, ["1个工作日以内"], [], id="target in a sentence"),
        pytest.param("临溪食品抽检量多少", ANSWERED, ["4批次/千人"], ["98%"], id="one clause of a row"),
        pytest.param("青禾要建多少个规范化农贸市场", ANSWERED, ["10 家"], [], id="commitment in running text"),
        pytest.param("市场主体总量哪个地方最高", ANSWERED, ["| 云陵区 |", "最高的是云陵区"], ["35000"], id="highest"),
        pytest.param("药品抽检合格率几个地方对比一下", ANSWERED, ["指标属性", "不宜直接比较"], [], id="differing attributes pointed out"),
        pytest.param("云陵完善市场准入制度由谁牵头", ANSWERED, ["区市场监管局", "推断"], ["政务服务"], id="lead only, inferred"),
        pytest.param("云陵完善市场准入制度哪些单位配合", ANSWERED, ["区政务服务管理办", "区级有关部门"], ["为区市场监管局"], id="support only"),
        pytest.param("临溪登记便利化谁负责，谁配合", ANSWERED, ["市发展改革委", "市国资委等相关部门"], ["推断"], id="stated, open list"),
        pytest.param("青禾完善市场准入制度谁牵头", ANSWERED, ["没有写明"], ["云陵", "监管局"], id="a plan that names no units"),
        pytest.param("云陵保障电梯运行安全的配合单位", ANSWERED, ["未列配合单位"], [], id="no supporting unit"),
        pytest.param("云陵市场监管局有哪些任务", ANSWERED, ["共 4 项", "牵头 3 项", "配合 1 项", "加强校园食品安全"], [], id="tasks of a unit"),
        pytest.param("云陵卫健委牵头哪些任务", NOT_FOUND, ["没有作为责任单位"], [], id="only in the other role"),
        pytest.param("云陵区气象局要做什么", NOT_FOUND, ["没有写到", "气象局"], [], id="unit that is not there"),
        pytest.param("青禾县财政局有哪些任务", NOT_FOUND, ["没有"], ["云陵"], id="unit where no units are named"),
        pytest.param("哪些任务没有配合单位", ANSWERED, ["共 1 项", "保障电梯运行安全"], ["青禾"], id="tasks without support"),
        pytest.param("云陵怎么保障校园食品安全", ANSWERED, ["陪餐", "联合检查"], ["电梯"], id="content"),
        pytest.param("青禾对直播带货怎么规定", ANSWERED, ["压实平台责任"], ["农贸"], id="content in a task"),
        pytest.param("云陵对元宇宙产业有什么规定", NOT_FOUND, ["没有找到"], [], id="nothing there"),
        pytest.param("哪些地方提到直播带货", ANSWERED, ["青禾县", "没有找到相关内容的：云陵区、临溪市"], [], id="who mentions"),
        pytest.param("青禾规划的文号", ANSWERED, ["青府发〔2021〕16号"], [], id="document number"),
        pytest.param("临溪的方案什么时候印发", ANSWERED, ["2018年7月31日"], [], id="date"),
        pytest.param("青禾县规划是哪天发布的", NOT_FOUND, ["没有写明发布日期"], [], id="date that is not stated"),
        pytest.param("临溪的方案是草案吗", ANSWERED, ["草案"], [], id="status"),
        pytest.param("库里有哪些规划", ANSWERED, ["共有 3 份"], [], id="what is there"),
        pytest.param("成都市市场主体总量", NOT_FOUND, ["没有成都市", "云陵区、青禾县、临溪市"], ["万户"], id="place without plan"),
        pytest.param("你好", ANSWERED, ["您好"], [], id="greeting"),
        pytest.param("你觉得这个规划好不好", NOT_FOUND, ["职责范围"], [], id="opinion"),
        pytest.param("", CLARIFY, ["请输入"], [], id="empty"),
    ],
)  # fmt: skip
def test_answers(
    question: str, status: AnswerStatus, says: list[str], does_not_say: list[str], pipeline: AnsweringPipeline
) -> None:
    answer = pipeline.invoke(Question(question))
    assert answer.status is status, answer.answer
    assert [words for words in says if words not in answer.answer] == [], answer.answer
    assert [words for words in does_not_say if words in answer.answer] == [], answer.answer


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        pytest.param("云陵完善市场退出制度谁牵头", "那配合单位呢？", ["区税务局"], id="other role"),
        pytest.param("云陵药品抽检合格率", "青禾呢？", ["99.2%"], id="other place"),
        pytest.param("云陵完善市场准入制度谁牵头", "下一项呢", ["完善市场退出制度"], id="next task"),
        pytest.param("云陵药品抽检合格率多少", "下一项呢？", ["消费投诉按期办结率"], id="next indicator"),
        pytest.param("药品抽检合格率", "云陵区", ["98%"], id="a place answers the question back"),
    ],
)
def test_follow_ups(before: str, now: str, says: list[str], pipeline: AnsweringPipeline) -> None:
    answer = pipeline.invoke(Question(now, history=(Exchange(before, "……"),)))
    assert [words for words in says if words not in answer.answer] == [], answer.answer


def test_the_callers_region_is_a_hard_limit(pipeline: AnsweringPipeline) -> None:
    answer = pipeline.invoke(Question("市场主体总量", region="青禾县"))
    assert {citation.plan_id for citation in answer.citations} == {"qinghe"}
    refused = pipeline.invoke(Question("云陵区市场主体总量", region="青禾县"))
    assert refused.status is NOT_FOUND and "9.5" not in refused.answer
    nowhere = pipeline.invoke(Question("市场主体总量", plans=("nowhere",)))
    assert nowhere.status is NOT_FOUND and not nowhere.citations


def test_a_fact_is_not_searched_for(pipeline: AnsweringPipeline, plans: MemoryLibrary) -> None:
    before = plans.searches
    pipeline.invoke(Question("云陵区市场主体总量2025年目标"))
    pipeline.invoke(Question("云陵区市场监管局有哪些任务"))
    assert plans.searches == before


def test_citations_open_at_their_words(pipeline: AnsweringPipeline, plans: MemoryLibrary) -> None:
    answer = pipeline.invoke(Question("云陵怎么保障校园食品安全"))
    text = plans.records("yunling").source_text
    for citation in answer.citations:
        assert text[citation.source.start : citation.source.end] == citation.quote
        assert citation.section == ("二、工作责任清单", "（二）守牢安全底线")


def test_every_fact_carries_a_mark(pipeline: AnsweringPipeline) -> None:
    answer = pipeline.invoke(Question("云陵区有哪些约束性指标"))
    lines = [line for line in answer.answer.splitlines() if re.match(r"\d+\. ", line)]
    assert len(lines) == 2 and all(re.search(r"\[\d+\]$", line) for line in lines)
    assert [citation.n for citation in answer.citations] == [1, 2]


def test_units_and_indicators_are_structured(pipeline: AnsweringPipeline) -> None:
    units = pipeline.invoke(Question("云陵完善市场退出制度由谁牵头、谁配合")).units
    assert [(unit.name, unit.role, unit.basis, unit.citation) for unit in units] == [
        ("区市场监管局", Role.RESPONSIBLE, Basis.INFERRED, 1),
        ("区税务局", Role.COOPERATING, Basis.INFERRED, 1),
    ]
    answer = pipeline.invoke(Question("云陵市场主体总量"))
    (indicator,) = answer.indicators
    assert (indicator.name, indicator.unit, dict(indicator.values)) == (
        "市场主体总量",
        "万户",
        {"2020": "8", "2025": "9.5"},
    )
    assert answer.citations[0].record_type is RecordType.INDICATOR


def test_the_stream_ends_with_the_answer_that_its_deltas_make(pipeline: AnsweringPipeline) -> None:
    events = list(pipeline.answer_stream(Question("云陵怎么保障校园食品安全")))
    assert [event.kind for event in events[: len(STEP_NAMES)]] == [EventKind.STATUS] * len(STEP_NAMES)
    last = events[-1]
    assert last.kind is EventKind.ANSWER and last.answer is not None
    assert "".join(event.text for event in events if event.kind is EventKind.DELTA) == last.answer.answer


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=80))
def test_any_text_gets_an_answer(pipeline: AnsweringPipeline, text: str) -> None:
    answer = pipeline.invoke(Question(text))
    assert answer.answer

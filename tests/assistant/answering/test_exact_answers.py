"""Answers read as the strictest reader would: units of measure, open lists, half answers, calculations and gaps, over plans read from text."""

from __future__ import annotations

import pytest

from assistant.answer import AnswerStatus, Question
from assistant.answering.matching.match_tasks import tasks_of_unit
from assistant.answering.pipeline import AnsweringPipeline, build_pipeline
from assistant.answering.vocabulary.plan_index import PlanIndex
from ingest.pipeline import read_plan_bytes
from tests.assistant.answering.builders import MemoryLibrary

ANSWERED, NOT_FOUND = AnswerStatus.ANSWERED, AnswerStatus.NOT_FOUND

TRADE = """青禾县“十四五”商贸发展规划

一、发展目标

表1 青禾县商贸发展主要指标
序号	指标名称	单位	2020年	2025年	属性
1	社会消费品零售总额	亿元	62.3	98	预期性
2	限额以上企业数	家	88	130	预期性
3	供水压力	千帕	120	160	约束性
4	投诉按期办结率	%	100	100	约束性

二、重点任务

（一）发展夜间经济。打造夜间消费街区4条，改造老街危旧铺面26间。（牵头单位：县商务局；配合单位：县城市管理局、县公安局等相关部门）
（二）建设“一刻钟”生活圈。新建公共充电桩300个。（牵头单位：县住建局等部门；配合单位：县商务局）
（三）培育老字号。对新认定的老字号给予奖励，单个企业最高20万元。（牵头单位：县商务局；配合单位：县财政局）

三、完善消费环境

（一）开展放心商户创建。评选放心商户60家。（牵头单位：县市场监管局；配合单位：县商务局）
（二）规范预付卡。建立备案制度。（牵头单位：县商务局）
"""
FIRE = """云陵市“十四五”消防与商贸规划

一、规划目标

表1 “十三五”消防主要指标完成情况
序号	指标	2015年	2020年完成
1	消防水鹤数量（处）	3	5

表2 “十四五”主要指标
序号	指标	2020年	2025年	属性
1	10万人火灾死亡率（人/10万人）	0.21	<0.2	预期性
2	接警到场时间不超过6分钟			预期性
3	社会消费品零售总额（万元）	503000	910000	预期性

二、主要任务

（一）补齐消防设施。①新建消防站2个；②改造水源。（牵头单位：市消防救援支队；配合单位：各县（市、区）政府）
"""


@pytest.fixture(scope="module")
def county() -> AnsweringPipeline:
    plans = (("qinghe-trade", TRADE), ("yunling-fire", FIRE))
    return build_pipeline(
        MemoryLibrary(*(read_plan_bytes(f"{name}.txt", text.encode(), plan_id=name) for name, text in plans))
    )


@pytest.mark.parametrize(
    ("question", "status", "says", "never"),
    [
        pytest.param("青禾县夜间经济由谁牵头", ANSWERED, ["责任单位为县商务局["], ["等相关部门"], id="the open list is the other role's"),
        pytest.param("青禾县夜间经济谁牵头谁配合", ANSWERED, ["县公安局等相关部门"], [], id="the open list is said where it stands"),
        pytest.param("青禾县“一刻钟”生活圈谁牵头谁配合", ANSWERED, ["“建设‘一刻钟’生活圈”", "县住建局等相关部门；", "配合单位为县商务局["], ["““"], id="an open list before the last"),
        pytest.param("青禾县商务局有哪些任务", ANSWERED, ["共 5 项，其中牵头 3 项、配合 2 项"], [], id="roles counted"),
        pytest.param("青禾县放心商户评选多少家，谁负责", ANSWERED, ["责任单位为县市场监管局", "评选放心商户60家"], ["20万元"], id="a number beside the units"),
        pytest.param("青禾县入园率2025年多少，规范预付卡谁牵头", ANSWERED, ["责任单位为县商务局", "没有找到“入园率”的数值"], [], id="the half that is not there is named"),
        pytest.param("青禾县老字号奖励最高多少", ANSWERED, ["最高20万元"], [], id="the only number of the sentence"),
        pytest.param("青禾县投诉按期办结率变化多少", ANSWERED, ["没有变化"], [], id="no change is said, too"),
        pytest.param("哪个地方的预期性指标最多", ANSWERED, ["最多的是云陵市，3 项"], [], id="who has most is said"),
        pytest.param("青禾县完善消费环境由谁负责", ANSWERED, ["“完善消费环境”之下列有 2 项任务", "“开展放心商户创建”", "“规范预付卡”"], ["没有以"], id="a heading stands for its tasks"),
        pytest.param("青禾县规划的发文字号", NOT_FOUND, ["没有写明发文字号"], ["理解"], id="words that ask for a fact have no slip"),
        pytest.param("青禾县公安局有哪些任务", ANSWERED, ["共 1 项，为配合"], ["其中"], id="one role needs no 其中"),
        pytest.param("青禾县社会消费品零售总额增长率是多少", ANSWERED, ["增长57.3%", "计算"], [], id="growth of a row is computed"),
        pytest.param("青禾县限额以上企业增长率是多少", NOT_FOUND, [], ["47.7"], id="of a like name it is not"),
        pytest.param("青禾县危旧铺面改造多少间", ANSWERED, ["26间"], [], id="two words in the other order"),
        pytest.param("哪些地方提到了充电桩", ANSWERED, ["提到“充电桩”", "300个"], ["理解"], id="a word is no slip of another"),
        pytest.param("哪里的社会消费品零售总额最高", ANSWERED, ["最高的是青禾县：98亿元", "| 云陵市 |"], ["计量单位"], id="measures that differ by a magnitude are compared"),
        pytest.param("云陵市10万人火灾死亡率目标", ANSWERED, ["0.21人/10万人", "<0.2人/10万人"], ["未通过"], id="a measure with a number in it"),
        pytest.param("青禾县供水压力目标", ANSWERED, ["120千帕", "160千帕"], [], id="a measure that no grammar knows"),
        pytest.param("云陵市接警到场时间", ANSWERED, ["接警到场时间不超过6分钟，属预期性指标"], ["：，"], id="a target in the cell of the name"),
        pytest.param("云陵市有哪些指标", ANSWERED, ["共 3 项", "接警到场时间不超过6分钟"], [], id="the list has every row"),
        pytest.param("云陵市消防水鹤数量目标", ANSWERED, ["没有找到它的目标"], [], id="results are no target"),
        pytest.param("云陵市新建消防站", ANSWERED, ["新建消防站2个["], ["①", "；["], id="no number and no open end of the source's list"),
    ],
)  # fmt: skip
def test_answers(
    question: str, status: AnswerStatus, says: list[str], never: list[str], county: AnsweringPipeline
) -> None:
    answer = county.invoke(Question(question))
    assert answer.status is status, answer.answer
    assert [words for words in says if words not in answer.answer] == [], answer.answer
    assert [words for words in never if words in answer.answer] == [], answer.answer


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        pytest.param("各县区政府", True, id="levels that stand in brackets"),
        pytest.param("市各县区人民政府", True, id="with the level above"),
        pytest.param("各镇街政府", False, id="levels that are not meant"),
    ],
)
def test_a_group_is_known_by_its_levels(asked: str, known: bool) -> None:
    index = PlanIndex(read_plan_bytes("yunling-fire.txt", FIRE.encode(), plan_id="yunling-fire"))
    found, _ = tasks_of_unit(asked, [index], None)
    assert [item.unit for item in found] == (["各县（市、区）政府"] if known else [])


LIST = """青禾县2023年重点工作清单

一、夯实基础

1.整修灌渠。整修灌渠12公里，2023年3月底前完成。（责任单位：县水利局）
2.选派特派员。选派特派员20名，2023年9月底前到岗。（责任单位：县科技局）
3.创建示范村。2023年12月底前创建示范村5个。（责任单位：县农业农村局）
"""


@pytest.mark.parametrize(
    ("question", "status", "says", "never"),
    [
        pytest.param("青禾县哪些任务在9月底前完成", ANSWERED, ["共 2 项", "整修灌渠（2023年3月底前）", "选派特派员"], ["创建示范村"], id="up to a month"),
        pytest.param("青禾县2023年3月底前要完成什么", ANSWERED, ["2023年3月底以前完成的事项共 1 项"], ["选派特派员"], id="a month of a year"),
        pytest.param("青禾县哪些任务1月底前完成", NOT_FOUND, ["没有写明1月底以前完成的事项"], [], id="before the first"),
    ],
)  # fmt: skip
def test_what_is_due_by_a_month(
    question: str, status: AnswerStatus, says: list[str], never: list[str]
) -> None:
    plan = read_plan_bytes("qinghe-list.txt", LIST.encode(), plan_id="qinghe-list")
    answer = build_pipeline(MemoryLibrary(plan)).invoke(Question(question))
    assert answer.status is status, answer.answer
    assert [words for words in says if words not in answer.answer] == [], answer.answer
    assert [words for words in never if words in answer.answer] == [], answer.answer

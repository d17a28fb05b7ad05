from __future__ import annotations

import pytest

from ingest.pipeline import read_plan_bytes
from ingest.plan import Commitment
from tests.ingest.sources import read_parts

HEAD = "云陵市“十四五”水利发展规划\n\n"


def commitments(sentence: str, heading: str = "二、主要任务") -> tuple[Commitment, ...]:
    return read_parts(f"{HEAD}{heading}\n\n{sentence}\n\n三、保障措施\n\n加强组织领导。\n").commitments


def facts(sentence: str) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(c.what, c.op, c.value, c.unit, c.deadline) for c in commitments(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("建成规范化水厂10家。", ("规范化水厂", "=", "10", "家", None), id="verb, thing, number"),
        pytest.param("新建 10 座小型水库。", ("小型水库", "=", "10", "座", None), id="verb, number, thing"),
        pytest.param(
            "到2025年，自来水普及率达到92%以上。",
            ("自来水普及率", ">=", "92", "%", "2025年"),
            id="rate to be reached",
        ),
        pytest.param(
            "水质合格率稳定在95%以上。", ("水质合格率", ">=", "95", "%", None), id="rate to be kept"
        ),
        pytest.param(
            "用水总量控制在4.8亿立方米以内。",
            ("用水总量", "<=", "4.8", "亿立方米", None),
            id="amount to be kept below",
        ),
        pytest.param(
            "将报装时间压缩至1个工作日以内。",
            ("报装时间", "<=", "1", "个工作日", None),
            id="time to be cut to",
        ),
        pytest.param(
            "确保取水许可一个工作日办结。",
            ("取水许可", "<=", "一", "个工作日", None),
            id="time limit without 以内",
        ),
        pytest.param(
            "万元产值用水量下降16%。", ("万元产值用水量", "-", "16", "%", None), id="to be reduced by"
        ),
        pytest.param("节水灌溉面积年均增长5%。", ("节水灌溉面积", "+", "5", "%", "年均"), id="to grow by"),
        pytest.param("新增节水型社区5个。", ("节水型社区", "+", "5", "个", None), id="to be added"),
        pytest.param(
            "每年监督抽查不少于500批次。", ("监督抽查", ">=", "500", "批次", "每年"), id="each year"
        ),
        pytest.param(
            "农村供水覆盖人口突破8.6万人。",
            ("农村供水覆盖人口", ">", "8.6", "万人", None),
            id="to be exceeded",
        ),
        pytest.param("渗漏率由12%降至9%。", ("渗漏率", "<=", "9", "%", None), id="the base is no target"),
        pytest.param(
            "到2025年，万元产值用水量比2020年下降18%。",
            ("万元产值用水量", "-", "18", "%", "2025年"),
            id="the year compared with is no deadline",
        ),
        pytest.param(
            "重点灌区渠系完好率占比2025年达到80%。",
            ("重点灌区渠系完好率占比", "=", "80", "%", "2025年"),
            id="占比 compares with nothing",
        ),
        pytest.param(
            "每个乡镇建立不少于20人的抢险队伍。",
            ("抢险队伍", ">=", "20", "人", None),
            id="the thing stands behind its bounded number",
        ),
        pytest.param(
            "修复珍贵档案3000件（套）。",
            ("珍贵档案", "=", "3000", "件（套）", None),
            id="two measures in one",
        ),
        pytest.param(
            "接入水位监测视频1.5万路。", ("水位监测视频", "=", "1.5", "万路", None), id="路 of video"
        ),
        pytest.param("培育节水服务机构20-30家。", ("节水服务机构", "=", "20-30", "家", None), id="range"),
        pytest.param(
            "精选5个左右的县开展试点，到2023年全面完成。",
            ("县开展试点", "=", "5", "个", "2023年"),
            id="date behind the number",
        ),
        pytest.param(
            "争创国家重点实验室、技术创新中心各1个。",
            ("国家重点实验室、技术创新中心", "=", "1", "个", None),
            id="one each",
        ),
        pytest.param(
            "事故死亡人数控制在0.24以下。",
            ("事故死亡人数", "<=", "0.24", None, None),
            id="a bounded number without measure",
        ),
        pytest.param(
            "自信息产生之日起7个工作日内，归集到平台。",
            ("归集到平台", "<=", "7", "个工作日", None),
            id="time limit since an event",
        ),
        pytest.param(
            "对8座病险水库实施除险加固。",
            ("病险水库实施除险加固", "=", "8", "座", None),
            id="the thing behind 对",
        ),
        pytest.param(
            "培育年营业收入5000万元以上的检测机构3家。",
            ("检测机构", "=", "3", "家", None),
            id="a number that describes the thing counted",
        ),
        pytest.param(
            "预见期由3小时延长到6小时。", ("预见期", "=", "6", "小时", None), id="to be lengthened to"
        ),
        pytest.param("歇业期最长不超过3年。", ("歇业期最长", "<=", "3", "年", None), id="years with a bound"),
    ],
)
def test_targets(sentence: str, expected: tuple[str, str, str, str | None, str | None]) -> None:
    assert facts(sentence) == [expected]


def test_a_list_of_things_and_numbers() -> None:
    found = facts("评选水利奖组织20家、个人20名，建成示范区2家、基地5个。")
    assert [(what, value, unit) for what, _, value, unit, _ in found] == [
        ("水利奖组织", "20", "家"),
        ("个人", "20", "名"),
        ("示范区", "2", "家"),
        ("基地", "5", "个"),
    ]


def test_later_values_of_the_same_thing() -> None:
    found = facts("智能审批率2023年达到50%、2025年达到75%。")
    assert [(value, deadline) for _, _, value, _, deadline in found] == [("50", "2023年"), ("75", "2025年")]
    assert {what for what, *_ in found} == {"智能审批率"}


def test_a_paragraph_of_goals_shares_its_date() -> None:
    found = facts("到2025年，水网更加完善。自来水普及率达到92%。建成水厂3座。")
    assert [deadline for *_, deadline in found] == ["2025年", "2025年"]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("严格落实中央八项规定精神。", id="name of a rule"),
        pytest.param("坚持“四个最严”要求。", id="a slogan with a number"),
        pytest.param("为65岁以上老年人提供上门服务。", id="age of people"),
        pytest.param("推动20人以上企业参加培训。", id="size of enterprises"),
        pytest.param("完善流域面积50平方公里以下河流名录。", id="size of rivers"),
        pytest.param("发挥12345热线作用。", id="telephone number"),
        pytest.param("推进第三次水利普查。", id="ordinal"),
        pytest.param("打造一批示范项目。", id="一批"),
        pytest.param("落实“3个100%”要求。", id="numbers inside quotation marks"),
        pytest.param("2025年6月底前完成方案编制。", id="a date alone"),
    ],
)
def test_no_targets(sentence: str) -> None:
    assert facts(sentence) == []


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        pytest.param("一、“十三五”时期主要成就", "建成水厂10座。", id="section about the past"),
        pytest.param("（一）发展基础", "自来水普及率达到85%。", id="section about what there is"),
        pytest.param("二、主要任务", "截至2020年底，建成水厂10座。", id="up to a past date"),
        pytest.param("二、主要任务", "“十三五”期间新建水库3座。", id="in the past period"),
    ],
)
def test_results_are_marked(heading: str, sentence: str) -> None:
    (found,) = commitments(sentence, heading)
    assert found.is_result


def test_a_future_date_makes_no_result() -> None:
    (found, *_) = commitments("到2025年，建成水厂10座，力争荣获国家奖项。", "（五）规划目标")
    assert not found.is_result


def test_sentences_of_an_indicator_table_are_due_at_the_period_s_end() -> None:
    text = "专栏1 “十四五”主要指标\n\n序号\n\n规划领域\n\n量化发展目标\n\n1\n\n供水\n\n自来水普及率达到92%\n\n2\n\n抽查\n\n每年抽查不少于50批次"
    found = commitments(text)
    assert [(c.what, c.value, c.deadline) for c in found] == [
        ("自来水普及率", "92", "2025年"),
        ("抽查", "50", "每年"),
    ]


def test_a_commitment_points_at_its_sentence() -> None:
    parts = read_parts(f"{HEAD}二、主要任务\n\n推进水网建设。建成水厂１０座。\n")
    (found,) = parts.commitments
    assert found.text == "建成水厂10座。"
    assert parts.source.text[found.source.start : found.source.end] == "建成水厂１０座。"
    assert found.section == ("二、主要任务",)
    assert found.id == "plan:c1"


def test_numbers_in_turn_belong_to_the_names_before_them() -> None:
    found = facts("到2025年，自来水普及率、水质合格率分别超过92%、98%。")
    assert found == [
        ("自来水普及率", ">", "92", "%", "2025年"),
        ("水质合格率", ">", "98", "%", "2025年"),
    ]


def test_columns_that_say_what_is_done_are_read_with_their_dates() -> None:
    table = (
        "序号\t项目名称\t建设内容\t建设年限\t责任单位\n"
        "1\t骨干水厂\t新建水厂2座\t2022—2024年\t市水利局\n2\t监测站网\t布设监测站30处\t持续推进\t市水文局\n"
    )
    assert facts(table) == [
        ("水厂", "=", "2", "座", "2022—2024年"),
        ("监测站", "=", "30", "处", None),
    ]


def test_a_date_beside_the_units_holds_for_the_task() -> None:
    text = (
        f"{HEAD}二、主要任务\n\n1.布设监测站网。布设监测站30处。\n\n"
        "牵头单位：市水利局；责任单位：市财政局；完成时限：2023年12月底前\n\n2.开展巡查。每年巡查4次。\n\n"
        "牵头单位：市水利局；完成时限：2025年底前\n"
    )
    records = read_plan_bytes("plan.txt", text.encode())
    assert [(found.value, found.deadline) for found in records.commitments] == [
        ("30", "2023年12月底前"),
        ("4", "每年"),
    ]

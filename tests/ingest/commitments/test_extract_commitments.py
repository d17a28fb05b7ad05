from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pipeline import read_plan_bytes
from tests.ingest.commitments.sentences import HEAD, commitments, facts
from tests.ingest.sources import read_parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "到2025年，主要目标如下：\n\n——供水保障。自来水普及率达到93%。\n\n——节水。用水总量控制在14亿立方米以内。",
            [("93", "2025年"), ("14", "2025年")],
            id="a line that introduces goals dates them",
        ),
        pytest.param(
            "到2025年，主要目标如下：\n\n1.供水保障。自来水普及率达到93%。\n\n三、重点工程\n\n新建水厂3座。",
            [("93", "2025年"), ("3", None)],
            id="but not what stands under the next heading",
        ),
        pytest.param(
            "完成12条河流水量核定，2023年底前生态流量达标率达到90%以上。",
            [("12", None), ("90", "2023年底前")],
            id="a date behind a number dates only its own clause",
        ),
        pytest.param(
            "新建水厂3座，总投资5亿元，2021年开工，2024年建成投用。",
            [("3", "2024年"), ("5", "2024年")],
            id="the date by which a project is done",
        ),
        pytest.param(
            "每年开展宣传活动，节水知识普及率达到80%。",
            [("80", None)],
            id="每年 does not reach a rate in another clause",
        ),
        pytest.param(
            "每年新建水厂3座，培训河长20人次。", [("3", "每年"), ("20", "每年")], id="每年 reaches counts"
        ),
        pytest.param(
            "到2025年，产值突破3000亿元，年均增长10%，培育集群5个。",
            [("3000", "2025年"), ("10", "年均"), ("5", "2025年")],
            id="年均 is of its clause",
        ),
        pytest.param(
            "到2025年，年均降水量监测误差控制在3%以内。",
            [("3", "2025年")],
            id="年均 inside a name is no date",
        ),
        pytest.param(
            "2023年、2024年分别新建水厂2座、3座。", [("2", "2023年"), ("3", "2024年")], id="dates in turn"
        ),
        pytest.param(
            "新建水厂2座，临江水厂、望山水厂分别于2022年、2024年建成。",
            [("2", None)],
            id="dates of others, in turn",
        ),
        pytest.param(
            "建设科学城15平方公里，首期3平方公里2023年建成投用，引进机构20家。",
            [("15", None), ("20", None)],
            id="a date by which one part is done",
        ),
        pytest.param("三年内新建水厂3座。", [("3", None)], id="三年内 is not 年内"),
        pytest.param("2023年起，水质合格率稳定在93%以上。", [("93", None)], id="since a year"),
        pytest.param(
            "①供水行动。到2025年，新建水厂2座。②节水行动。新建泵站3座。",
            [("2", "2025年"), ("3", None)],
            id="items of a box do not share dates",
        ),
    ],
)
def test_deadlines(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(value, deadline) for _, _, value, _, deadline in facts(text)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "建成1个市级平台、6个县级平台。", ["市级平台", "县级平台"], id="things behind their numbers"
        ),
        pytest.param(
            "氮氧化物和有机物重点工程减排量分别达到3200吨、1500吨。",
            ["氮氧化物", "有机物重点工程减排量"],
            id="in turn, joined by 和",
        ),
        pytest.param(
            "青禾区、临溪区的城镇供养标准为每人每月2000元，其农村供养标准每人每月分别为2400元、2500元。",
            ["青禾区、临溪区的城镇供养标准", "青禾区农村供养标准", "临溪区农村供养标准"],
            id="in turn, of places named before",
        ),
        pytest.param(
            "低保边缘认定标准按低保标准的1.5倍确定，为每人每月1800元。",
            ["低保边缘认定标准"],
            id="worked out from another standard",
        ),
        pytest.param(
            "培育形成5个以上行业模型，20个以上可推广的标杆场景，并积极推广。",
            ["行业模型", "可推广的标杆场景"],
            id="things behind numbers that commas part",
        ),
        pytest.param(
            "统筹资金3.2亿元，其中市级财政1.1亿元、争取上级补助2.1亿元。",
            ["资金", "市级财政", "上级补助"],
            id="sums that are raised, not granted",
        ),
        pytest.param("改造项目11个、165公里。", ["项目", "项目"], id="two measures of one thing"),
        pytest.param(
            "创建节水示范区2水利示范区5个。",
            ["节水示范区", "水利示范区"],
            id="the mark between members is lost",
        ),
        pytest.param(
            "临溪、青禾城区污水集中收集率分别达到70%和65%。",
            ["临溪城区污水集中收集率", "青禾城区污水集中收集率"],
            id="what is measured stands behind the last short place",
        ),
        pytest.param(
            "临溪区、青禾县污水收集率分别达到70%和65%；到2025年，分别达到80%和75%。",
            ["临溪区污水收集率", "青禾县污水收集率"] * 2,
            id="in turn behind a semicolon, of the places before it",
        ),
        pytest.param(
            "临溪、青禾分别建成养老综合体3个和2个。",
            ["临溪养老综合体", "青禾养老综合体"],
            id="what all places build stands behind 分别",
        ),
        pytest.param(
            "新建水厂3座，其中临溪区2座3.5万吨/日、青禾县1座1.5万吨/日。",
            ["水厂", "临溪区", "临溪区", "青禾县", "青禾县"],
            id="two measures of each part",
        ),
        pytest.param(
            "计划新建水厂和改造水厂12座，其中新建8座、改造提升4座。",
            ["水厂和改造水厂", "新建水厂和改造水厂", "改造提升水厂和改造水厂"],
            id="parts that come about in different ways",
        ),
        pytest.param(
            "新增水厂3座，高效节水面积稳步扩大，达到12万亩。",
            ["水厂", "高效节水面积"],
            id="a clause without a number names what the next measures",
        ),
        pytest.param(
            "培育水务企业8家，到2025年节水企业数量翻一番，达到120家。",
            ["水务企业", "节水企业数量", "节水企业数量"],
            id="what doubles is what the next number counts",
        ),
    ],
)
def test_names_in_lists(sentence: str, expected: list[str]) -> None:
    assert [what for what, *_ in facts(sentence)] == expected


def test_new_holds_for_the_members_of_its_list() -> None:
    found = facts("每年新增节水企业15家、用水协会8家，建设泵站3座。")
    assert [(value, op) for _, op, value, *_ in found] == [("15", "+"), ("8", "+"), ("3", "=")]


def test_the_thing_before_a_semicolon_goes_on() -> None:
    found = facts("到2023年，建成规范化水厂12座；到2025年，达到20座。")
    assert [(what, value, deadline) for what, _, value, _, deadline in found] == [
        ("规范化水厂", "12", "2023年"),
        ("规范化水厂", "20", "2025年"),
    ]


def test_a_paragraph_of_goals_shares_its_date() -> None:
    found = facts("到2025年，水网更加完善。自来水普及率达到92%。建成水厂3座。")
    assert [deadline for *_, deadline in found] == ["2025年", "2025年"]


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


@given(
    st.text(
        alphabet="建成水厂10家3%，。、；到2025年达底前每不少于以上的和分别累计超万元①“”较由为", max_size=120
    )
)
def test_any_text_gives_quantities_that_stand_in_it(text: str) -> None:
    records = read_plan_bytes("plan.txt", f"{HEAD}二、主要任务\n\n{text}\n".encode())
    for found in records.commitments:
        assert found.value in found.text
        assert found.what
        assert 0 <= found.source.start < found.source.end <= len(records.source_text)

"""Numbers asked for in free wording: talk around a name, figures to be confirmed, numbers that only a sentence says."""

from __future__ import annotations

import pytest

from assistant.answer import AnswerStatus, Question
from assistant.answering.matching.words_about import words_about
from assistant.answering.pipeline import AnsweringPipeline, build_pipeline
from tests.assistant.answering.builders import MemoryLibrary, PlanBuilder

ANSWERED, NOT_FOUND = AnswerStatus.ANSWERED, AnswerStatus.NOT_FOUND


@pytest.fixture(scope="module")
def places() -> AnsweringPipeline:
    """Two places: one with two tables that differ, targets in sentences, and a share where the other counts."""
    wuxi = PlanBuilder("wuxi-transport", "梧溪市“十四五”综合交通规划", "梧溪市")
    wuxi.heading("一、发展基础")
    wuxi.row(
        "公路优良路率", "%", {"2015": "80", "2020": "88.6"}, None, table="“十三五”完成情况", is_result=True
    )
    wuxi.heading("二、主要指标")
    wuxi.row("公路优良路率", "%", {"2020": "88", "2025": "92"}, "约束性", table="“十四五”主要指标")
    wuxi.row("电动公交车保有量", "辆", {"2020": "300", "2025": "700"}, "预期性", table="“十四五”主要指标")
    wuxi.row("累计行业标准", None, {"2020": "30", "2025": "45"}, "预期性", table="“十四五”主要指标")
    wuxi.heading("三、便民服务")
    wuxi.task("整合出行补贴", "把乘车补贴和护理补贴并入一张卡。80至89周岁老人乘车补贴每人每月不低于60元。")
    wuxi.task("优化线路审批", "将办理线路审批的平均用时压缩至法定时限的一半以内。")
    wuxi.task("建设无忧车站", "2025年站内母婴室覆盖率达到95%。")
    wuxi.task("探索长期护理保险", "稳步扩大长期护理保险覆盖面，2024年起纳入城乡居民。")
    wuxi.task("规范经营", "早班发车准点要求达到100%；夜间包车执照每年核验一次。")
    wuxi.task("建立年度评估", "开展规划中期评估，结果报市人大常委会。")
    baishan = PlanBuilder("baishan-eco", "柏山区生态环境保护规划", "柏山区")
    baishan.heading("一、主要指标")
    baishan.row("电动公交车占比", "%", {"2020": "46", "2025": "80"}, "预期性", table="主要指标")
    baishan.heading("二、任务")
    baishan.task("做好规划评估", "2023年开展中期评估。")
    return build_pipeline(MemoryLibrary(wuxi.build(), baishan.build()))


@pytest.mark.parametrize(
    ("question", "status", "says", "never"),
    [
        pytest.param("老张问梧溪电动公交车保有量2020年是多少，到2025年又做到多少了", ANSWERED, ["300辆", "700辆"], [], id="talk around a name"),
        pytest.param("梧溪电动公交车保有量现有300辆，规划期末多少辆", ANSWERED, ["700辆"], [], id="a figure that is known"),
        pytest.param("梧溪公路优良路率2025年目标92对吗，比2020年高几个百分点", ANSWERED, ["4个百分点", "计算"], [], id="to be confirmed, and computed"),
        pytest.param("梧溪电动公交车保有量还差几辆才到2025年的目标", ANSWERED, ["增加400辆"], [], id="how much is missing"),
        pytest.param("梧溪累计行业标准2025年比2020年增加多少", ANSWERED, ["增加15", "增长50%"], [], id="a row that prints no measure"),
        pytest.param("梧溪十三五期间电动公交车保有量增长了多少", ANSWERED, ["没有给出2015年"], ["增加400"], id="a change over a period whose first year is not printed"),
        pytest.param("梧溪两张表里公路优良路率2020年一个88.6一个88，是我看错了吗", ANSWERED, ["88.6%", "88%"], [], id="two tables that differ are both shown"),
        pytest.param("梧溪农村电动公交车保有量", NOT_FOUND, [], ["700"], id="农村 makes it another thing"),
        pytest.param("梧溪电动公交车保有量安排了多少万元资金", NOT_FOUND, [], ["700"], id="what is counted is asked for"),
        pytest.param("小王想知道合川区2025年电动公交车保有量定的是多少", NOT_FOUND, [], ["700"], id="another place, wherever it stands"),
        pytest.param("梧溪电动公交车占比2025年达到多少", NOT_FOUND, [], ["700", "80%"], id="a share is no stock"),
        pytest.param("柏山电动公交车保有量2025年达到多少", NOT_FOUND, [], ["80", "700"], id="nor a stock a share"),
        pytest.param("梧溪和柏山的电动公交车2025年目标各多少，能直接比吗", ANSWERED, ["700辆", "80%", "不宜直接比较"], [], id="what forbids comparing"),
        pytest.param("梧溪乘车补贴标准是多少", ANSWERED, ["不低于60元"], [], id="标准 only asks how much"),
        pytest.param("梧溪线路审批平均用时要压到法定时限的多少", ANSWERED, ["一半以内"], [], id="a number in words"),
        pytest.param("梧溪线路审批平均用时压到多少 花钱不", ANSWERED, ["一半以内", "“花钱”"], [], id="a half that nobody speaks of is named"),
        pytest.param("梧溪无忧车站有啥具体目标", ANSWERED, ["95%"], [], id="what stands under a title"),
        pytest.param("梧溪长护险怎么安排的", ANSWERED, ["2024年起"], [], id="a short form of three words"),
        pytest.param("梧溪对早班发车、夜间包车执照核验有什么要求", ANSWERED, ["准点", "核验一次"], [], id="both of two matters"),
        pytest.param("梧溪港口吞吐量压到多少", NOT_FOUND, [], ["60", "95"], id="what nobody says has no number"),
        pytest.param("哪些规划要求开展中期评估", ANSWERED, ["综合交通规划", "生态环境保护规划"], [], id="documents by their titles"),
        pytest.param("共享单车/中期评估哪几份规划写了", ANSWERED, ["2 处"], [], id="either of two"),
        pytest.param("提到母婴室的有哪些规划，柏山有没有", ANSWERED, ["梧溪市", "没有找到相关内容的：《柏山区生态环境保护规划》"], [], id="all places, one of them named"),
        pytest.param("督查组要：梧溪约束性指标一共几个", ANSWERED, ["公路优良路率"], ["电动公交车"], id="who wants to know"),
        pytest.param("特总公交车保有量", NOT_FOUND, [], ["700"], id="a slip that hides what it is"),
    ],
)  # fmt: skip
def test_numbers(
    question: str, status: AnswerStatus, says: list[str], never: list[str], places: AnsweringPipeline
) -> None:
    answer = places.invoke(Question(question))
    assert answer.status is status, answer.answer
    assert [words for words in says if words not in answer.answer] == [], answer.answer
    assert [words for words in never if words in answer.answer] == [], answer.answer


@pytest.mark.parametrize(
    ("words", "text", "kept"),
    [
        pytest.param(("优良路率", "老张", "做到"), "老张问优良路率是多少,2020年做到多少", ("优良路率",), id="talk"),
        pytest.param(("优良路率", "农村"), "农村2025年的优良路率", ("优良路率", "农村"), id="a year stands between"),
        pytest.param(("优良路率", "干线", "农村"), "农村干线优良路率", ("优良路率", "干线", "农村"), id="one before the other"),
        pytest.param(("优良路率", "资金"), "达到优良路率目标要投入的资金多少", ("优良路率", "资金"), id="before 多少"),
        pytest.param(("优良路率", "公路"), "优良路率里公路占多少", ("优良路率", "公路"), id="a part of it"),
        pytest.param(("干线", "农村"), "农村干线有多少", ("干线", "农村"), id="no whole name"),
    ],
)  # fmt: skip
def test_words_about(words: tuple[str, ...], text: str, kept: tuple[str, ...]) -> None:
    assert words_about(words, {"优良路率"}, text) == kept

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.front_matter.find_title import find_title
from ingest.pipeline import plan_id_of
from ingest.plan import Level, Plan, PlanStatus
from ingest.source import RepairedText, Table
from tests.ingest.outlines import Document
from tests.ingest.sources import read_parts

BODY = "\n\n一、总体要求\n\n坚持节水优先。\n\n二、主要任务\n\n加强水源工程建设。\n"


def front(text: str) -> Plan:
    return read_parts(text + BODY).plan


NOTICE = """铭文网站首页
云水发〔2021〕74号

云陵市水利局
关于印发《云陵市“十四五”水利
发展规划（2021—2025年）》的通知

各县区人民政府，市政府各部门：

现将《云陵市“十四五”水利发展规划（2021—2025年）》印发给你们，请认真贯彻执行。

云陵市水利局
2021年9月24日

云陵市“十四五”水利发展规划

（2021—2025年）

根据《云陵省“十四五”水网建设规划》和《云陵市国民经济和社会发展第十四个五年规划纲要》，编制本规划。"""


def test_a_notice_and_its_plan() -> None:
    plan = front(NOTICE)
    assert plan.title == "云陵市“十四五”水利发展规划（2021—2025年）"
    assert (plan.issuer, plan.document_number) == ("云陵市水利局", "云水发〔2021〕74号")
    assert (plan.issued, plan.published) == ("2021-09-24", None)
    assert (plan.region, plan.level, plan.period) == ("云陵市", Level.CITY, (2021, 2025))
    assert plan.status is PlanStatus.IN_FORCE
    assert plan.based_on == (
        "云陵省“十四五”水网建设规划",
        "云陵市国民经济和社会发展第十四个五年规划纲要",
    )


def test_places_of_the_fields() -> None:
    records = read_parts(NOTICE + BODY)
    text = records.source.text
    spans = {name: text[span.start : span.end] for name, span in records.plan.field_sources.items()}
    assert spans["issuer"] == "云陵市水利局"
    assert spans["issued"] == "2021年9月24日"
    assert spans["document_number"] == "云水发〔2021〕74号"
    assert spans["period"].startswith("云陵市“十四五”水利发展规划")
    assert spans["status"].endswith("印发给你们，请认真贯彻执行。")
    assert spans["based_on"].startswith("根据《云陵省“十四五”水网建设规划》")
    assert records.plan.title_source is not None


def test_facts_of_a_web_page_win_over_a_damaged_copy() -> None:
    plan = front(
        "当前位置: 首页 / 政务\n  • 索 引 号 : MB1/2021-1\n  • 发布机构:\n  • 成文日期:2021年09月24日\n  • 发布日期:2021年09月26日\n"
        "  • 文  号:云水发〔2021〕74号\n  • 有 效 性 :有效\n\n云陵市水利局\n关于印发《云陵市“十四五”水利规划》的通知\n\n云水发〔202174\n\n各县区：\n\n云陵市水利局\n\n2021924\n\n云陵市十四五水利规划\n"
    )
    assert plan.document_number == "云水发〔2021〕74号"
    assert (plan.issued, plan.published, plan.issuer) == ("2021-09-24", "2021-09-26", "云陵市水利局")
    assert plan.title == "云陵市“十四五”水利规划", "the quoted copy kept its punctuation"
    assert plan.status is PlanStatus.IN_FORCE


@pytest.mark.parametrize(
    ("head", "status"),
    [
        pytest.param("云陵市“十四五”教育规划【草案】", PlanStatus.DRAFT, id="draft in the title"),
        pytest.param("云陵市“十四五”教育规划\n（征求意见稿）", PlanStatus.DRAFT, id="draft on the next line"),
        pytest.param("云陵市“十四五”教育规划（送审稿）", PlanStatus.DRAFT, id="submitted for approval"),
        pytest.param(
            "发布日期：2021-10-22\n有效性：失效\n云陵市“十四五”教育规划", PlanStatus.REPEALED, id="repealed"
        ),
        pytest.param(
            "发布日期：2021-10-22\n有效性：部分失效\n云陵市“十四五”教育规划",
            PlanStatus.UNKNOWN,
            id="repealed in part",
        ),
        pytest.param(
            "云陵市“十四五”教育规划\n（本文件已于2024年6月1日废止）",
            PlanStatus.REPEALED,
            id="a note below the title says so",
        ),
        pytest.param(
            "云陵市“十四五”教育规划\n\n原教育发展方案自本规划印发之日起同时废止。",
            PlanStatus.UNKNOWN,
            id="another document is repealed",
        ),
        pytest.param("云陵市“十四五”教育规划", PlanStatus.UNKNOWN, id="nothing said"),
        pytest.param(
            "临溪区落实《云陵市人民政府关于印发云陵市教育规划》工作责任清单",
            PlanStatus.UNKNOWN,
            id="the quoted plan was issued, not this one",
        ),
    ],
)
def test_status(head: str, status: PlanStatus) -> None:
    assert front(head).status is status


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param(
            "主要指标\n\n临溪区“十四五”商务发展附表\n\n指标\t2020年\t2025年\n零售额\t3\t4\n进出口\t5\t6",
            "临溪区“十四五”商务发展附表",
            id="a sheet's name above the line that names a place",
        ),
        pytest.param(
            "云陵市人民政府关于印发云陵市计量规划实施方案的通知\n\n现将《云陵市贯彻落实计量规划（2021—2035年）实施方案》印发给你们。\n\n"
            "云陵市贯彻落实计量规划\n\n（2021—2035年）实施方案",
            "云陵市贯彻落实计量规划（2021—2035年）实施方案",
            id="a title that a blank line cuts",
        ),
        pytest.param(
            "关于公开征求《云陵市水利规划（征求意见稿）》意见的公告\n\n现公开征求意见。\n\n云陵市水利规划\n（征求意见稿）",
            "云陵市水利规划（征求意见稿）",
            id="an announcement in front of the plan",
        ),
        pytest.param("云陵市交通运输“十四五”发展规划", "云陵市交通运输“十四五”发展规划", id="title alone"),
        pytest.param(
            "目录\n云陵市人民政府办公室文件\n云政办发〔2022〕5号\n云陵市人民政府办公室关于印发云陵市养老服务三年行动计划（2022—2024年）的通知\n各县区：",
            "云陵市养老服务三年行动计划（2022—2024年）",
            id="notice without quotes",
        ),
        pytest.param(
            "各县区：\n《云陵市落实“十三五”水利规划实施方案》已经市政府同意，现印发给你们。\n2018年7月31日\n云陵市政府关于落实\n“十三五”水利规划的实施意见",
            "云陵市政府关于落实“十三五”水利规划的实施意见",
            id="own title over the quoted one",
        ),
        pytest.param(
            "云陵市水利局关于做好2023年防汛工作的通知\n各县区：",
            "云陵市水利局关于做好2023年防汛工作的通知",
            id="a notice that is the document",
        ),
        pytest.param(
            "云陵市人民政府关于印发\n云陵市数据资源三年行动计划\n（2023—2025年）的通知\n\n各县区：\n\n云陵市人民政府\n2023年4月3日",
            "云陵市数据资源三年行动计划（2023—2025年）",
            id="the years and the end of a notice's title on a line of their own",
        ),
        pytest.param(
            "云陵市人民政府门户网站\n当前位置：首页 > 市政府文件\n云陵市人民政府关于印发云陵市节水方案（2023—2027年）的通知\n各县区：",
            "云陵市节水方案（2023—2027年）",
            id="the name of the site above the title",
        ),
        pytest.param(
            "云陵市水利局  |  规划计划\n云陵市人民政府关于印发云陵市“十四五”水利发展规划的通知\n\n云陵市“十四五”水利发展规划",
            "云陵市“十四五”水利发展规划",
            id="the path of a page ends like a title",
        ),
    ],
)
def test_titles(head: str, title: str) -> None:
    assert front(head).title == title


def test_the_plan_a_title_quotes_is_what_it_is_based_on() -> None:
    plan = front(
        "临溪区贯彻落实《云陵市人民政府关于印发\n云陵市教育“十四五”规划\n(2021—2025年)》工作责任清单"
    )
    assert plan.based_on == ("云陵市教育“十四五”规划(2021—2025年)",)
    assert (plan.region, plan.period) == ("临溪区", (2021, 2025))


def test_a_law_is_no_plan_to_be_based_on() -> None:
    plan = front(
        "云陵市水利规划\n\n根据《中华人民共和国水法》和《云陵省水网规划》，结合我市实际，编制本规划。"
    )
    assert plan.based_on == ("云陵省水网规划",)


def test_a_date_at_the_end_signs_the_document() -> None:
    plan = read_parts("云陵市水利规划" + BODY + "\n云陵市水利局\n二〇二二年三月一日\n").plan
    assert (plan.issuer, plan.issued) == ("云陵市水利局", "2022-03-01")


def test_nothing_is_guessed() -> None:
    plan = front("水利发展规划")
    assert (plan.region, plan.level, plan.issuer, plan.document_number) == ("", Level.UNKNOWN, None, None)
    assert (plan.issued, plan.published, plan.period, plan.based_on) == (None, None, None, ())


@pytest.mark.parametrize(
    ("name", "plan_id"),
    [
        pytest.param("dazu.txt", "dazu", id="ASCII"),
        pytest.param(
            "2022 云陵市规划（印发）.docx", "2022-云陵市规划-印发", id="Chinese with blanks and brackets"
        ),
        pytest.param("（）.pdf", "plan", id="nothing left"),
    ],
)
def test_plan_ids(name: str, plan_id: str) -> None:
    assert plan_id_of(name) == plan_id


def test_a_cover_names_the_issuer_above_its_month() -> None:
    plan = read_parts(
        "云陵省“十三五”水利发展规划\n\n云陵省水利厅\n\n2017年3月\n\n一、规划背景\n\n成绩显著。\n"
    ).plan
    assert (plan.issuer, plan.issued) == ("云陵省水利厅", None)


def test_a_sheet_named_by_the_end_of_its_title() -> None:
    plan = read_parts("任务分解表\n云陵市2024年节水工作任务分解表\n\n一、要求\n\n抓好落实。\n").plan
    assert (plan.title, plan.region) == ("云陵市2024年节水工作任务分解表", "云陵市")


def test_a_line_of_labels_counts_by_any_of_them() -> None:
    plan = read_parts(
        "云陵市水利规划\n来源：市政府办公室 发布日期： 2022-11-09 09:40 浏览次数：\n\n一、要求\n\n抓好落实。\n"
    ).plan
    assert plan.published == "2022-11-09"


def test_labels_with_their_values_on_the_next_line() -> None:
    plan = front(
        "索 引 号：\nYL0012/2021-00087\n发布机构：\n云陵市水利局\n成文日期：\n2021-03-08\n发布日期：\n2021-03-15\n发文字号：\n云水发〔2021〕7号\n"
        "有 效 性：\n有效\n云陵市水利局关于印发云陵市节水规划的通知\n各县区：\n云陵市水利局\n2021年3月8日\n云陵市节水规划"
    )
    assert (plan.issuer, plan.document_number) == ("云陵市水利局", "云水发〔2021〕7号")
    assert (plan.issued, plan.published, plan.status) == ("2021-03-08", "2021-03-15", PlanStatus.IN_FORCE)


def test_a_sheet_named_otherwise_above_its_title() -> None:
    plan = front("民生保障\n云陵市2025年重点任务责任分解表\n制表单位：云陵市督查室　2025年1月22日")
    assert (plan.title, plan.region) == ("云陵市2025年重点任务责任分解表", "云陵市")
    assert (plan.issuer, plan.issued) == ("云陵市督查室", "2025-01-22")


def test_a_line_in_brackets_below_the_title_names_issuer_and_date() -> None:
    plan = front("云陵市2024年节水任务清单\n（中共云陵市委农村工作领导小组办公室  2024年2月6日印发）")
    assert (plan.issuer, plan.issued) == ("中共云陵市委农村工作领导小组办公室", "2024-02-06")


def test_an_annex_on_its_own_is_named_by_its_title() -> None:
    plan = read_parts("附件\n\n青禾县2022—2024年供水能力提升行动目标任务表\n\n一、要求\n\n抓好落实。\n").plan
    assert (plan.title, plan.region) == ("青禾县2022—2024年供水能力提升行动目标任务表", "青禾县")


def test_a_workbook_that_opens_with_notes_is_named_by_its_table() -> None:
    document = Document("说明\n临溪区责任清单填报说明\n1.本清单每月填报。", [["序号", "任务"], ["1", "节水"]])
    *notes, table = document.blocks
    assert isinstance(table, Table)
    titled = replace(table, caption=RepairedText.of("临溪区节水行动责任清单", 40))
    found = find_title([*notes, titled])
    assert found is not None
    assert found.words.text == "临溪区节水行动责任清单"

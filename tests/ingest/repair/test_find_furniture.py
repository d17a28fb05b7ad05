from __future__ import annotations

import pytest

from ingest.lay_out_blocks import lay_out_blocks
from ingest.source import SourceText
from tests.ingest.sources import lay_out, paragraphs


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("当前位置：首页 > 政务公开 > 规划计划", id="breadcrumb"),
        pytest.param("您所在的位置: 首页", id="breadcrumb with 您"),
        pytest.param("【字号：大 中 小】", id="font size"),
        pytest.param("【字号:", id="font size cut off"),
        pytest.param("【打印】 【关闭】", id="buttons"),
        pytest.param("打印本文", id="print button"),
        pytest.param("分享到：微信 微博", id="share buttons"),
        pytest.param("扫一扫在手机打开当前页", id="QR caption"),
        pytest.param("点击下载此文件", id="download link"),
        pytest.param("  • 附件:", id="empty stub of an annex"),
        pytest.param("  • 视频:", id="empty stub of a video"),
        pytest.param("责任编辑：李某", id="editor"),
        pytest.param("上一篇：云陵市水利局2021年预算", id="previous page"),
        pytest.param("版权所有：云陵市人民政府办公室", id="site owner"),
        pytest.param("云ICP备12345678号", id="registration number of a site"),
        pytest.param("— 12 —", id="page number between dashes"),
        pytest.param("第 3 页 共 20 页", id="page of pages"),
        pytest.param("（此件公开发布）", id="disclosure note"),
        pytest.param("【一图读懂】《云陵市水利规划》", id="reading of the document by others"),
        pytest.param("《云陵市水利规划》政策解读", id="link to an explanation"),
        pytest.param("https://www.yunling.example/art/2021.html 3/12", id="address in a print margin"),
    ],
)
def test_a_line_of_the_site_is_set_apart(line: str) -> None:
    laid = lay_out(
        f"云陵市水利发展规划\n\n一、总体要求\n\n坚持节水优先。\n\n{line}\n\n二、主要任务\n\n加强水源建设。"
    )
    assert paragraphs(laid) == [
        "云陵市水利发展规划",
        "一、总体要求",
        "坚持节水优先。",
        "二、主要任务",
        "加强水源建设。",
    ]
    assert len(laid.furniture) == 1


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("下载量达到10万次。", id="a sentence about downloads"),
        pytest.param("附件：云陵市水利规划重点项目表", id="an annex with a title"),
        pytest.param("关闭违规取水口。", id="a task that begins with 关闭"),
        pytest.param("首页改版工程", id="a project about a home page"),
        pytest.param("分享改革经验。", id="a sentence about sharing"),
    ],
)
def test_a_line_of_the_document_stays(line: str) -> None:
    assert line in paragraphs(lay_out(f"云陵市水利发展规划\n\n一、总体要求\n\n{line}\n\n二、主要任务"))


def test_a_menu_above_the_label_line_is_no_title() -> None:
    laid = lay_out(
        "产品\n采购\n企业\n发布时间:2022-07-21 16:07 发布单位:云陵市人民政府办公室\n云陵市水利规划\n一、总体要求\n"
    )
    assert paragraphs(laid) == ["云陵市水利规划", "一、总体要求"]
    assert [(fact.label, fact.value.text) for fact in laid.facts] == [
        ("发布时间", "2022-07-21 16:07"),
        ("发布单位", "云陵市人民政府办公室"),
    ]


def test_running_heads_and_page_numbers_of_pages() -> None:
    pages = [f"云陵市水利规划（汇编）\n第{n}段讲的是水源工程建设的安排。\n{n}\n" for n in range(1, 6)]
    starts = tuple(sum(len(page) for page in pages[:n]) for n in range(5))
    laid = lay_out_blocks(SourceText("".join(pages), "pdf", page_starts=starts))
    assert [text[:2] for text in paragraphs(laid)] == [f"第{n}" for n in range(1, 6)]


def test_links_behind_the_document() -> None:
    laid = lay_out("云陵市水利规划\n\n一、要求\n\n坚持节水。\n\n相关链接>>\n\n某地水利新闻\n\n另一条新闻\n")
    assert paragraphs(laid)[-1] == "坚持节水。"


CONTENTS = """目 录
一、总体要求.....1
（一）指导思想.....2
二、主要任务　　　3
（一）水源工程　　4
（二）灌区改造　　5
三、保障措施……9
一、总体要求
坚持节水优先。
"""


def test_a_table_of_contents_with_page_numbers() -> None:
    laid = lay_out(CONTENTS)
    assert paragraphs(laid) == ["一、总体要求", "坚持节水优先。"]
    assert len(laid.contents) == 7


def test_a_table_of_contents_without_page_numbers() -> None:
    chapters = [
        "第一章 现状",
        "第一节 成就",
        "第二节 形势",
        "第二章 要求",
        "第一节 原则",
        "第三章 任务",
        "第四章 保障",
    ]
    body = "\n".join(f"{chapter}\n这一部分讲的是水利工作的安排。" for chapter in chapters)
    laid = lay_out("\n\n".join(chapters) + "\n\n" + body)
    assert len(laid.contents) == 7
    assert paragraphs(laid)[0] == "第一章 现状"


def test_headings_of_a_short_outline_are_no_table_of_contents() -> None:
    laid = lay_out("云陵市方案\n一、要求\n（一）原则\n1.节水\n坚持节水优先。\n2.增效\n坚持效益优先。")
    assert laid.contents == ()


def test_whom_one_item_after_another_names_is_no_organiser_of_a_site() -> None:
    items = "1.推进医共体建设。\n主办单位：省卫生健康委\n协办单位：省财政厅\n2.保护黑土地。\n主办单位：省农业农村厅"
    assert "主办单位：省卫生健康委" in paragraphs(lay_out(items))
    assert "主办单位：云陵市人民政府办公室" not in paragraphs(
        lay_out("1.推进节水。\n主办单位：云陵市人民政府办公室")
    )

from __future__ import annotations

import pytest

from tests.ingest.sources import lay_out, paragraphs

LONG = "加强水源工程建设，推进大中型灌区续建配套与现代化改造，完善农村供水"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"{LONG}\n\n工程体系，提高供水保证率。",
            [f"{LONG}工程体系，提高供水保证率。"],
            id="sentence cut by a page border",
        ),
        pytest.param(
            f"{LONG}工程。\n\n提高供水保证率。",
            [f"{LONG}工程。", "提高供水保证率。"],
            id="two whole paragraphs",
        ),
        pytest.param(
            f"{LONG}\n\n（二）节水行动\n\n推进节水。",
            [LONG, "（二）节水行动", "推进节水。"],
            id="a heading is never joined",
        ),
        pytest.param(
            "一、优化布局，激发水利发展活力\n\n推进水网建设，完善体制机制。",
            ["一、优化布局，激发水利发展活力", "推进水网建设，完善体制机制。"],
            id="a heading with a comma takes no text",
        ),
        pytest.param(f"{LONG}、\n\n灌溉体系。", [f"{LONG}、灌溉体系。"], id="an enumeration goes on"),
        pytest.param(
            "（二）更新老旧电梯。年内更新120台。（区建设局牵头，区市场监\n\n督管理局、各镇街配合）\n\n（三）改造公园。改造5处。",
            [
                "（二）更新老旧电梯。年内更新120台。（区建设局牵头，区市场监督管理局、各镇街配合）",
                "（三）改造公园。改造5处。",
            ],
            id="a bracket with units cut by a page border",
        ),
        pytest.param(
            f"{LONG}。（责任单位：市水利局）\n\n完善节水制度。健全用水总量控制制度，推进节水型社会建设。",
            [f"{LONG}。（责任单位：市水利局）", "完善节水制度。健全用水总量控制制度，推进节水型社会建设。"],
            id="a bracket behind a sentence ends its paragraph",
        ),
        pytest.param(
            f"{LONG}（市水利局负责）\n\n抄送：市委办公室，市人大办公室。",
            [f"{LONG}（市水利局负责）", "抄送：市委办公室，市人大办公室。"],
            id="copies are no text",
        ),
        pytest.param(
            "更新老旧电梯。（区建设局牵头，区市场监\n\n（三）改造公园（含口袋公园）。",
            ["更新老旧电梯。（区建设局牵头，区市场监", "（三）改造公园（含口袋公园）。"],
            id="a bracket whose end is lost takes no heading",
        ),
        pytest.param(
            "开展清淤。\n责任单位：镇农业服务中心；完成时限：2024年5月底前\n\n清垃圾。清理房前屋后的垃圾，做到日产日清。",
            [
                "开展清淤。",
                "责任单位：镇农业服务中心；完成时限：2024年5月底前",
                "清垃圾。清理房前屋后的垃圾，做到日产日清。",
            ],
            id="the last field of a task ends its paragraph",
        ),
        pytest.param(
            "云陵市水利局\n2021年9月24日", ["云陵市水利局", "2021年9月24日"], id="signature and date"
        ),
    ],
)
def test_cut_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(lay_out(text)) == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(
            "云陵市水利局\n关于印发《云陵市“十四五”水利\n发展规划》的通知\n\n各县区：",
            "云陵市水利局关于印发《云陵市“十四五”水利发展规划》的通知",
            id="notice over three lines",
        ),
        pytest.param(
            "云陵市关于贯彻落实\n“十三五”水利规划的实施意见\n\n一、要求",
            "云陵市关于贯彻落实“十三五”水利规划的实施意见",
            id="a title that hangs on its verb",
        ),
        pytest.param(
            "云陵市国民经济和社会发展\n第十四个五年规划和远景目标纲要\n\n一、要求",
            "云陵市国民经济和社会发展第十四个五年规划和远景目标纲要",
            id="a title whose end names its type",
        ),
        pytest.param(
            "云陵市“十四五”水利发展规划\n（2021—2025年）\n\n一、要求",
            "云陵市“十四五”水利发展规划（2021—2025年）",
            id="years below a title",
        ),
        pytest.param(
            "青禾县部门责任清单\n（2023年）\n\n一、要求",
            "青禾县部门责任清单（2023年）",
            id="one year below a title",
        ),
        pytest.param(
            "云陵市“十四五”养老服务规划\n\n（征求意见稿）\n\n一、要求",
            "云陵市“十四五”养老服务规划（征求意见稿）",
            id="draft note below a title",
        ),
        pytest.param(
            "临溪区落实《云陵市人民政府关于印发\n云陵市养老规划\n(2021—2025年)》工作责任清单\n一、要求",
            "临溪区落实《云陵市人民政府关于印发云陵市养老规划(2021—2025年)》工作责任清单",
            id="a quoted title over lines",
        ),
    ],
)
def test_titles_over_several_lines(text: str, title: str) -> None:
    assert paragraphs(lay_out(text))[0] == title


def test_issuer_above_a_title_stays_apart() -> None:
    laid = lay_out("云陵市人民政府办公室\n云陵市教育发展规划\n\n一、要求\n")
    assert paragraphs(laid)[:2] == ["云陵市人民政府办公室", "云陵市教育发展规划"]


def test_lines_of_fixed_width_are_joined_to_paragraphs() -> None:
    paragraph = "坚持节水优先空间均衡系统治理两手发力的治水思路统筹发展和安全加快构建现代水网体系" * 4 + "。"
    wrapped = ["    " + paragraph[:26], *(paragraph[at : at + 28] for at in range(26, len(paragraph), 28))]
    text = "\n".join(["一、总体要求", *wrapped, "二、主要任务", *wrapped, "三、保障措施", *wrapped])
    laid = lay_out(text)
    assert paragraphs(laid) == [
        "一、总体要求",
        paragraph,
        "二、主要任务",
        paragraph,
        "三、保障措施",
        paragraph,
    ]
    assert laid.repairs["wrapped_lines"] > 10


def test_a_transmittal_over_two_lines_is_one_sentence() -> None:
    text = "云陵市政府文件说明\n\n各县区：\n\n现将《云陵市“十四五”水利发展规划（2021—2025年）》\n印发给你们，请认真执行。\n\n一、要求\n\n内容。\n\n二、任务\n\n内容。"
    assert "现将《云陵市“十四五”水利发展规划（2021—2025年）》印发给你们，请认真执行。" in paragraphs(
        lay_out(text)
    )


def test_lines_of_a_fixed_number_of_characters_are_joined() -> None:
    """Figures are half as wide as words: such a border shows only where characters are counted."""
    paragraph = "2025年供水50万吨，新建泵站120座，改造管网1500公里，" * 6 + "全面完成建设任务。"
    wrapped = [
        "\u3000\u3000" + paragraph[:28],
        *(paragraph[at : at + 30] for at in range(28, len(paragraph), 30)),
    ]
    text = "\n".join(["一、总体要求", *wrapped, "二、主要任务", *wrapped, "三、保障措施", *wrapped])
    assert paragraphs(lay_out(text))[1::2] == [paragraph] * 3


def test_an_indented_paragraph_does_not_go_on_with_a_title_that_fills_its_line() -> None:
    title = "临溪区推进农村供水保障工程建设三年行动实施方案"
    paragraph = (
        "为切实保障农村居民饮水安全，提升供水能力，结合我区实际，现就有关工作制定本方案，请遵照执行并抓好落实"
        * 3
        + "。"
    )
    wrapped = [
        "\u3000\u3000" + paragraph[:21],
        *(paragraph[at : at + 23] for at in range(21, len(paragraph), 23)),
    ]
    assert paragraphs(lay_out("\n".join([title, *wrapped, "一、要求", *wrapped, "二、任务", *wrapped])))[
        :2
    ] == [title, paragraph]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("投诉按期办结，平均到场时间为", "11.5分钟。", id="a decimal number at the border"),
        pytest.param("注：1.农村供水人口为2020年的数；", "2.“—”表示没有统计。", id="a note's items run on"),
    ],
)
def test_a_number_at_the_border_begins_no_paragraph(first: str, second: str) -> None:
    """Where first lines are indented, a line at the left border goes on with the one above."""
    paragraph = "坚持节水优先空间均衡系统治理两手发力的治水思路统筹发展和安全加快构建现代水网体系" * 4 + "。"
    wide = 16
    wrapped = [
        "　　" + paragraph[: wide - 2],
        *(paragraph[at : at + wide] for at in range(wide - 2, len(paragraph), wide)),
    ]
    text = "\n".join(["　　一、要求", *wrapped, "　　" + first, second, "　　二、任务", *wrapped])
    assert first + second in paragraphs(lay_out(text))


def test_an_amount_at_the_head_of_a_wrapped_line_is_no_heading() -> None:
    lines = [
        "各县区要完善农村供水工程体系，推进城乡供水一体化建设，落实管护",
        "经费和管护责任，健全水质监测制度，全市每万人拥有的供水站点达到",
        "6.5座。加快推进大中型灌区续建配套与现代化改造，完善田间工程体系",
        "建设，提高灌溉保证率，保障粮食安全，促进农业节水和农民增收增效。",
    ]
    text = "\n".join(["云陵市水利发展规划", "一、主要任务", *lines])
    assert any("供水站点达到6.5座。加快" in paragraph for paragraph in paragraphs(lay_out(text)))

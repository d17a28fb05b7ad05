import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.outline.build_outline import BlockKind, build_outline
from ingest.source import Paragraph, RepairedText, SourceText
from tests.ingest.outlines import Document, headings

PROSE = "围绕防汛抗旱和城乡供水两条主线，分批实施骨干工程，完善运行管护机制，提升全县水安全保障能力。"


def test_a_list_of_annexes_over_several_lines_is_no_item() -> None:
    outline = Document(
        "一、供水\n建设水厂。\n（一）落实考核。纳入考核。\n附件：1.主要指标表\n2.年度任务清单\n附件1\n主要指标表\n序号"
    ).outline()
    assert [section.title for section in outline.sections] == ["供水", "落实考核", "主要指标表"]
    assert [piece.kind for piece in outline.pieces if piece.text.startswith("2.")] == [BlockKind.SIGNATURE]


def test_an_annexed_table_in_the_middle_of_the_text() -> None:
    """The count of the text goes on behind it."""
    outline = Document(
        "一、总体要求\n坚持节水优先。\n二、重点项目\n实施项目。\n附表1 重点项目表",
        [["序号", "项目名称", "总投资（亿元）"], ["1", "引水工程", "12"], ["2", "水库工程", "8"]],
        "三、保障措施\n加强领导。\n附件 任务清单\n一、供水\n建设水厂。",
    ).outline()
    assert [section.path for section in outline.sections] == [
        ("一、总体要求",),
        ("二、重点项目",),
        ("附表1 重点项目表",),
        ("三、保障措施",),
        ("附件 任务清单",),
        ("附件 任务清单", "一、供水"),
    ]


def test_chapters_sections_and_items_nest() -> None:
    document = Document(
        f"第一章 总体要求\n第一节 指导思想\n{PROSE}\n第二章 主要任务\n第一节 完善供水\n一、建设水厂\n{PROSE}\n二、改造管网\n{PROSE}\n"
        f"第二节 防洪\n{PROSE}"
    )
    assert headings(document.outline()) == [
        "第一章 总体要求",
        "第一章 总体要求 > 第一节 指导思想",
        "第二章 主要任务",
        "第二章 主要任务 > 第一节 完善供水",
        "第二章 主要任务 > 第一节 完善供水 > 一、建设水厂",
        "第二章 主要任务 > 第一节 完善供水 > 二、改造管网",
        "第二章 主要任务 > 第二节 防洪",
    ]


def test_every_block_knows_its_path() -> None:
    document = Document(f"前言文字。\n一、任务\n（一）供水\n{PROSE}\n（二）防洪\n{PROSE}")
    outline = document.outline()
    assert outline.block_paths[0] == ()
    assert outline.block_paths[3] == ("一、任务", "（一）供水")
    assert outline.block_paths[5] == ("一、任务", "（二）防洪")
    assert outline.block_kinds[2] is BlockKind.HEADING


def test_run_in_heading_is_a_section_and_its_text_stays() -> None:
    outline = Document(f"五、要求\n（一）加强领导。{PROSE}\n（二）严格考核。{PROSE}").outline()
    assert headings(outline) == ["五、要求", "五、要求 > （一）加强领导", "五、要求 > （二）严格考核"]
    assert outline.block_kinds[1] is BlockKind.RUN_IN


def test_numbered_items_stand_in_the_path_but_are_no_sections() -> None:
    outline = Document(f"一、任务\n1. 建设水厂。{PROSE}\n2. 改造管网。{PROSE}").outline()
    assert headings(outline) == ["一、任务"]
    assert outline.block_paths[2] == ("一、任务", "2.改造管网")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"一、任务\n（一）供水\n{PROSE}\n（一）供水\n{PROSE}\n（二）防洪\n{PROSE}",
            ["一、任务", "一、任务 > （一）供水", "一、任务 > （二）防洪"],
            id="repeated at a page break",
        ),
        pytest.param(
            f"一、任务\n（一）供水\n{PROSE}\n一、任务\n（一）供水\n{PROSE}",
            ["一、任务", "一、任务 > （一）供水"],
            id="two levels repeated",
        ),
        pytest.param(
            f"一、供水\n{PROSE}\n二、防洪\n{PROSE}\n二、灌溉\n{PROSE}\n三、管护\n{PROSE}",
            ["一、供水", "二、防洪", "二、灌溉", "三、管护"],
            id="a number twice",
        ),
        pytest.param(
            f"一、目标\n{PROSE}\n二、清单\n一、供水\n（一）水厂\n{PROSE}\n二、防洪\n{PROSE}\n三、管护\n{PROSE}",
            [
                "一、目标",
                "二、清单",
                "二、清单 > 一、供水",
                "二、清单 > 一、供水 > （一）水厂",
                "二、清单 > 二、防洪",
                "二、清单 > 三、管护",
            ],
            id="a list with its own count inside a heading",
        ),
        pytest.param(
            f"一、供水\n（一）水厂\n{PROSE}\n二、防洪\n（二）堤防\n{PROSE}\n（三）水库\n{PROSE}",
            [
                "一、供水",
                "一、供水 > （一）水厂",
                "二、防洪",
                "二、防洪 > （二）堤防",
                "二、防洪 > （三）水库",
            ],
            id="a count that runs through",
        ),
    ],
)
def test_counts_that_are_not_simple(text: str, expected: list[str]) -> None:
    assert headings(Document(text).outline()) == expected


def test_lost_number_is_put_back_from_its_neighbours() -> None:
    outline = Document(f"一、建设水厂\n{PROSE}\n改造老旧管网\n{PROSE}\n三、加强管护\n{PROSE}").outline()
    assert headings(outline) == ["一、建设水厂", "二、改造老旧管网", "三、加强管护"]
    assert [section.restored for section in outline.sections] == [False, True, False]
    assert [warning.code for warning in outline.warnings] == ["restored_number"]


def test_lost_numeral_before_its_separator() -> None:
    outline = Document(f"一、建设水厂\n{PROSE}\n、改造管网\n{PROSE}").outline()
    assert headings(outline) == ["一、建设水厂", "二、改造管网"]


def test_lost_chapters_come_from_the_table_of_contents() -> None:
    contents = ["第一章总体要求", "第二章完善供水体系", "第三章保障措施"]
    document = Document(
        f"第一章总体要求\n{PROSE}\n完善供水体系\n{PROSE}\n第一节建设水厂\n{PROSE}\n第三章保障措施\n{PROSE}"
    )
    assert headings(document.outline(contents)) == [
        "第一章 总体要求",
        "第二章 完善供水体系",
        "第二章 完善供水体系 > 第一节 建设水厂",
        "第三章 保障措施",
    ]


def test_lost_chapter_comes_from_the_sections_that_start_anew() -> None:
    document = Document(
        f"第一章总体要求\n第一节思想\n{PROSE}\n完善供水体系\n{PROSE}\n第一节建设水厂\n{PROSE}\n第三章保障措施\n{PROSE}"
    )
    assert "第二章 完善供水体系 > 第一节 建设水厂" in headings(document.outline())


def test_number_without_its_dot_is_believed_in_a_count() -> None:
    outline = Document(f"一、供水\n1建设水厂。{PROSE}\n2改造管网。{PROSE}\n3处泵站要改造。{PROSE}").outline()
    assert [piece.heading.label for piece in outline.pieces if piece.heading] == ["一、", "1.", "2."]


def test_number_without_its_dot_is_not_believed_alone() -> None:
    outline = Document(f"一、供水\n5座水库要加固。{PROSE}\n7水平年供水安全。{PROSE}").outline()
    assert headings(outline) == ["一、供水"]


def test_decimal_numbers_nest() -> None:
    document = Document(
        f"1 总论\n1.1 背景\n{PROSE}\n1.2 依据\n{PROSE}\n2 任务\n2.1 供水\n2.1.1 水厂\n{PROSE}\n2.1.2 管网\n{PROSE}"
    )
    assert headings(document.outline()) == [
        "1.总论",
        "1.总论 > 1.1 背景",
        "1.总论 > 1.2 依据",
        "2.任务",
        "2.任务 > 2.1 供水",
        "2.任务 > 2.1 供水 > 2.1.1 水厂",
        "2.任务 > 2.1 供水 > 2.1.2 管网",
    ]


def test_preface_stands_beside_the_numbered_headings() -> None:
    assert headings(Document(f"前 言\n{PROSE}\n一、供水\n（一）水厂\n{PROSE}").outline()) == [
        "前言",
        "一、供水",
        "一、供水 > （一）水厂",
    ]


def test_signatures_are_no_text() -> None:
    outline = Document(
        f"一、供水\n{PROSE}\n青禾县水利局\n2022年3月1日\n附件1\n任务清单\n一、水厂\n{PROSE}"
    ).outline()
    kinds = {piece.text: piece.kind for piece in outline.pieces}
    assert kinds["青禾县水利局"] is kinds["2022年3月1日"] is BlockKind.SIGNATURE
    assert headings(outline) == ["一、供水", "附件1 任务清单", "附件1 任务清单 > 一、水厂"]


def test_a_decimal_quantity_is_no_heading() -> None:
    assert headings(Document(f"一、供水\n1.5公里管网要改造。{PROSE}").outline()) == ["一、供水"]


def test_heading_that_names_units_keeps_them_out_of_its_title() -> None:
    outline = Document(
        f"一、任务\n（一）完善供水（牵头单位：市水利局；配合单位：市财政局）\n1. 新建水厂。{PROSE}"
    ).outline()
    assert headings(outline) == ["一、任务", "一、任务 > （一）完善供水"]


def test_inverted_kinds_nest_as_the_document_does() -> None:
    text = "".join(f"{n}.任务{n}\n（一）甲乙\n{PROSE}\n（二）丙丁\n{PROSE}\n" for n in range(1, 4))
    assert headings(Document(text).outline())[1] == "1.任务1 > （一）甲乙"


def test_title_that_the_format_marks_is_no_section() -> None:
    words = [
        Paragraph(RepairedText.of("云陵市水利发展规划", 0), 1),
        Paragraph(RepairedText.of("总体要求", 20), 2),
        Paragraph(RepairedText.of(PROSE, 30)),
    ]
    assert headings(build_outline(words, SourceText(" " * 200, "html"))) == ["总体要求"]


@pytest.mark.parametrize(
    ("text", "in_box"),
    [
        pytest.param(
            f"一、供水\n完善制度。{PROSE}\n专栏1 水厂工程\n（1）新建水厂。{PROSE}\n（2）改造水厂。{PROSE}\n二、防洪\n{PROSE}",
            2,
            id="numbered items",
        ),
        pytest.param(
            f"一、供水\n完善制度。{PROSE}\n专栏1 水厂工程\n新建水厂。①建设一厂。②建设二厂。\n强化监督。{PROSE}\n二、防洪\n{PROSE}",
            1,
            id="parts ①②, then titled paragraphs of the section",
        ),
        pytest.param(
            f"一、供水\n完善制度。{PROSE}\n专栏1 水厂工程\n{PROSE}\n强化监督。{PROSE}\n二、防洪\n{PROSE}",
            1,
            id="plain text, then titled paragraphs of the section",
        ),
        pytest.param(
            f"一、供水\n{PROSE}\n专栏1 水厂工程\n新建水厂行动。{PROSE}\n改造水厂行动。{PROSE}\n二、防洪\n{PROSE}",
            2,
            id="titled paragraphs up to the next heading",
        ),
    ],
)
def test_boxes_end_where_their_content_ends(text: str, in_box: int) -> None:
    outline = Document(text).outline()
    (box,) = outline.boxes
    assert (box.no, box.title, box.section) == ("1", "水厂工程", ("一、供水",))
    inside = [piece for piece in outline.pieces if piece.box == 0 and piece.kind is not BlockKind.BOX_TITLE]
    assert len(inside) == in_box
    assert all(piece.path == ("一、供水", "专栏1 水厂工程") for piece in inside)


def test_box_around_a_table() -> None:
    outline = Document(
        "一、目标", "专栏1：主要指标", [["指标", "2025年"], ["供水能力", "9"]], "二、任务"
    ).outline()
    assert outline.block_paths[2] == ("一、目标", "专栏1 主要指标")
    assert outline.block_paths[3] == ("二、任务",)


def test_words_about_a_box_are_no_box() -> None:
    assert Document(f"一、任务\n专栏1所列工程要按期完成。{PROSE}").outline().boxes == ()


def test_boxes_that_close_chapters_belong_to_them() -> None:
    text = "".join(
        f"第{n}章 任务{n}\n一、甲{n}\n{PROSE}\n二、乙{n}\n{PROSE}\n专栏{i} 工程{n}\n建设项目行动。{PROSE}\n"
        for i, n in enumerate("一二三四", 1)
    )
    assert {len(box.section) for box in Document(text).outline().boxes} == {1}


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "一、甲乙",
                "（一）丙丁",
                "1. 戊己。" + PROSE,
                "专栏2 工程",
                "第一章 总则",
                "第二节 分则",
                "附件1",
                "三、甲乙",
            ]
        ),
        st.text(alphabet="，。；：、（）一二三1 2章节专栏甲乙", min_size=1, max_size=20),
    ),
    max_size=14,
)


@given(LINES)
def test_any_lines_give_an_outline(lines: list[str]) -> None:
    document = Document("\n".join(lines)) if lines else Document()
    outline = document.outline()
    assert len(outline.block_paths) == len(outline.block_kinds) == len(document.blocks)
    for section in outline.sections:
        assert section.path[-1].endswith(section.title)
        assert section.level == len(section.path)
        assert 0 <= section.source.start < section.source.end <= len(document.text)


def test_a_number_on_a_line_of_its_own_takes_the_title_below() -> None:
    document = Document(f"第一章\n总则\n第一节\n指导思想\n{PROSE}\n第二章\n主要任务\n{PROSE}")
    assert headings(document.outline()) == ["第一章 总则", "第一章 总则 > 第一节 指导思想", "第二章 主要任务"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        pytest.param(
            "1.水厂工程：新建水厂4座，改造泵站30处。",
            "水厂工程",
            id="a sentence behind a colon explains the title",
        ),
        pytest.param("1.水厂工程：新建水厂4座。", "水厂工程", id="one clause behind the colon"),
        pytest.param("1.总体目标：建设现代水网", "总体目标：建设现代水网", id="a title with a colon"),
    ],
)
def test_titles_before_a_colon(line: str, title: str) -> None:
    piece = Document(f"一、任务\n{line}\n{PROSE}").outline().pieces[1]
    assert piece.heading is not None
    assert piece.heading.title == title


def test_whom_a_document_is_sent_to_is_understood() -> None:
    outline = Document(f"各县（市、区）人民政府，市政府各部门、各直属机构：\n一、任务\n{PROSE}").outline()
    assert outline.block_kinds[0] is BlockKind.SIGNATURE

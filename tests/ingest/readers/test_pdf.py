"""PDF files: lines by their place, ruled tables, pages; real ones checked against their rendered pages."""

from __future__ import annotations

import pytest

from ingest.errors import LimitExceeded, UnsupportedFormat
from ingest.readers import read_source, recognise_pages
from ingest.readers.fill_cells import fill_cells
from ingest.readers.lay_out_page import Box, Glyph, PlacedBox
from tests.ingest.readers.sources import bare, office_file, pdf_grid, pdf_of, pdf_text, small, words


def test_lines_stand_by_their_place_with_indents_and_pages() -> None:
    first = (
        pdf_text("—1—", 290, 40)
        + pdf_text("到2025年，堤防达标率达到", 124, 700)
        + pdf_text("一、总体目标", 124, 720)
        + pdf_text("88%。", 100, 680)
    )
    source = read_source(
        "a.pdf", pdf_of(first, pdf_text("二、重点任务", 124, 700) + pdf_text("正文", 100, 680))
    )
    assert source.text.splitlines() == [
        "\u3000\u3000一、总体目标",
        "\u3000\u3000到2025年，堤防达标率达到",
        "88%。",
        "\u3000" * 12 + "—1—",
        "\u3000\u3000二、重点任务",
        "正文",
    ]
    assert [source.text[start:].split()[0] for start in source.page_starts] == [
        "一、总体目标",
        "二、重点任务",
    ]
    assert source.page_at(source.text.index("二、")) == 2
    assert not source.paragraphs_are_lines


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(
            pdf_text("重点", 100, 700) + pdf_text("重点", 100.4, 700) + pdf_text("任务", 124, 700),
            "重点任务",
            id="fake bold prints twice",
        ),
        pytest.param(
            "".join(pdf_text(letter, 100 + 18 * at, 700) for at, letter in enumerate("主要指标")),
            "主要指标",
            id="letter-spaced",
        ),
        pytest.param(
            pdf_text("总量", 100, 700) + pdf_text("24.8", 250, 700), "总量  24.8", id="columns without rules"
        ),
        pytest.param(
            pdf_text("第", 100, 700) + pdf_text("２", 112, 702) + pdf_text("条", 124, 700),
            "第２条",
            id="a digit that stands higher",
        ),
    ],
)
def test_a_line(content: str, line: str) -> None:
    assert read_source("a.pdf", pdf_of(content)).text == line + "\n"


def ruled_page() -> str:
    grid = pdf_grid([100, 160, 220, 340], [700, 680, 640, 600])
    cells = [
        ("类别", 104, 686),
        ("指标", 164, 686),
        ("2025年", 224, 686),
        ("安全", 104, 640),
        ("总量", 164, 660),
        ("达标率", 164, 620),
        ("24.8", 224, 660),
        (">98", 224, 620),
    ]
    without_rule_between = grid.replace("100 640 m 340 640 l S", "160 640 m 340 640 l S")
    return (
        without_rule_between
        + "".join(pdf_text(*one) for one in cells)
        + pdf_text("表1主要指标", 180, 720)
        + pdf_text("注：年末数。", 100, 580)
    )


@pytest.mark.parametrize(
    "box",
    [
        pytest.param("0 0 595 842", id="at the corner"),
        pytest.param("20 30 595 842", id="a page whose corner is elsewhere"),
    ],
)
def test_a_ruled_table_keeps_rows_columns_and_spans(box: str) -> None:
    source = read_source("a.pdf", pdf_of(ruled_page(), box=box))
    assert [words(source, table) for table in source.tables] == [
        [
            [("类别", 1, 1), ("指标", 1, 1), ("2025年", 1, 1)],
            [("安全", 2, 1), ("总量", 1, 1), ("24.8", 1, 1)],
            [("达标率", 1, 1), (">98", 1, 1)],
        ]
    ]
    assert source.text.split()[0] == "表1主要指标" and source.text.split()[-1] == "注：年末数。"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turn: int) -> None:
    """The content is turned against the page, so that it shows upright."""
    matrix = {90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 842 842", 270: "0 -1 1 0 0 842"}[turn]
    source = read_source(
        "a.pdf", pdf_of(f"q {matrix} cm\n{ruled_page()}Q", box="0 0 842 842", extra=f"/Rotate {turn}")
    )
    assert bare(source, source.tables[0])[0] == ["类别", "指标", "2025年"]
    assert source.text.split()[0] == "表1主要指标"


def test_a_frame_around_text_is_no_table() -> None:
    source = read_source(
        "a.pdf",
        pdf_of(
            pdf_grid([100, 200, 400], [700, 600, 500])
            + pdf_text("专栏1", 210, 680)
            + pdf_text("新建泵站", 210, 560)
        ),
    )
    assert not source.tables
    assert source.text.split() == ["专栏1", "新建泵站"]


@pytest.mark.parametrize(
    ("lines", "others", "width", "read"),
    [
        pytest.param(
            ["县财政局", "县民政局"], [], 4, "县财政局/县民政局", id="units one a line that fill the column"
        ),
        pytest.param(
            ["云陵市卫生健", "康委、云陵市", "数据局"],
            [],
            6,
            "云陵市卫生健康委、云陵市数据局",
            id="names parted by commas, wrapped anywhere",
        ),
        pytest.param(
            ["云陵市卫生", "健康委"],
            ["县水利局、", "县司法局"],
            9,
            "云陵市卫生健康委",
            id="a column that parts names by commas, wrapped early",
        ),
        pytest.param(["县委", "宣传部"], [], 3, "县委宣传部", id="a name that looks ended"),
        pytest.param(
            ["县妇联", "县残联", "团县委"],
            [],
            3,
            "县妇联/县残联团县委",
            id="short names: only the level tells the next",
        ),
        pytest.param(["各镇人民政府", "（办事处）"], [], 6, "各镇人民政府（办事处）", id="a bracket goes on"),
        pytest.param(
            ["新建泵站二座", "，改造一处。"], [], 6, "新建泵站二座，改造一处。", id="prose that is wrapped"
        ),
        pytest.param(
            ["1.新建泵站。", "2.改造渠道。"], [], 7, "1.新建泵站。/2.改造渠道。", id="items in a cell"
        ),
        pytest.param(["Data", "Lab"], [], 4, "Data Lab", id="Latin words"),
        pytest.param([], [], 4, "", id="nothing"),
    ],
)
def test_wrapped_lines_in_cells(lines: list[str], others: list[str], width: int, read: str) -> None:
    """``lines`` stand in a cell, ``others`` in the one below, in a column of so many characters."""
    boxes = [Box(0, 0, 10.0 * width, 200), Box(0, 200, 10.0 * width, 400)]
    glyphs = [
        Glyph(letter, Box(10.0 * at, top + 12.0 * row, 10.0 * at + 10, top + 12.0 * row + 10))
        for top, rows in ((1, lines), (201, others))
        for row, text in enumerate(rows)
        for at, letter in enumerate(text)
    ]
    cells, outside = fill_cells([PlacedBox(box, row, 0, 1, 1) for row, box in enumerate(boxes)], glyphs)
    assert not outside
    assert cells[0].text.replace("\n", "/") == read


def test_too_many_pages() -> None:
    with pytest.raises(LimitExceeded):
        read_source("a.pdf", pdf_of(pdf_text("甲", 100, 100), pdf_text("乙", 100, 100)), small(pages=1))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(pdf_of(""), "没有文字层", id="blank"),
        pytest.param(b"%PDF-1.7\nnothing", "损坏", id="damaged"),
    ],
)
def test_what_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(UnsupportedFormat) as raised:
        read_source("a.pdf", data)
    assert says in raised.value.user_message


def test_a_real_plan_with_a_table_over_thirteen_pages() -> None:
    source = office_file("plan-table-units.pdf")
    assert len(source.page_starts) == 21 and len(source.tables) == 13
    header = ["序号", "领域", "数据集名称", "建设主体", "简要描述", "应用场景", "责任单位", "拟投入运营时间"]
    rows = [row for table in source.tables for row in bare(source, table)]
    assert sum(["".join(one.split("/")) for one in row] == header for row in rows) == 13
    numbered = [row for row in rows if row[0].isdigit()]
    assert [int(row[0]) for row in numbered] == list(range(1, len(numbered) + 1))
    assert len(numbered) == 47
    units = {row[-2] for row in numbered}
    assert {"省卫生健康委", "宁波市卫生健康委、宁波市数据局", "省交通运输厅、省数据局、省海港集团"} <= units
    assert not any("/" in unit for unit in units)
    assert words(source, source.tables[0])[1][1] == ("医疗健康（牵头单位：省卫生健康委）", 4, 1)


def test_real_plans_with_units_in_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise_pages, "open_recogniser", lambda: None)
    source = office_file("plan-founder-digits.pdf")
    lines = source.text.splitlines()
    assert "\u3000\u3000到２０２７年，突破一批人工智能和文化融合的关键技术；" in lines
    assert "\u3000\u3000２．夯实数字文化算力网络底座" in lines
    assert [code for code, _ in source.notes] == ["pages_without_text"]
    inline = office_file("plan-inline-units.pdf")
    assert "\u3000\u3000一、总体要求" in inline.text.splitlines()
    assert "生产组织方式。建设未来工厂150家、智能工厂和数字化车间" in inline.text.splitlines()


def test_a_printed_web_page() -> None:
    source = office_file("plan-browser-print.pdf")
    assert source.text.splitlines()[2].strip() == "2025-07-18"
    assert "委、之江实验室、省科技厅）" in source.text
    assert not source.tables


def test_real_doubled_glyphs_stand_once() -> None:
    assert "项目描述：负责四川省甘孜州" in office_file("doubled-glyphs.pdf").text


def test_a_real_form() -> None:
    source = office_file("guide-text-layer.pdf")
    assert len(source.tables) == 8
    assert bare(source, source.tables[0])[:2] == [["申请事项基本信息"], ["申请类型", "新办", "许可证号", ""]]

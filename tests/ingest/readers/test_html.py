"""Web pages: reading order, tables with spans, what is left out."""

from __future__ import annotations

import pytest

from ingest.errors import FileEmpty, LimitExceeded
from ingest.readers import read_source
from tests.ingest.readers.sources import EXAMPLES, bare, office_file, small, words


def page(body: str, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()
    )


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        pytest.param(
            "<p>一、总体<b>要求</b></p><p>推进<span>建设</span>。</p>",
            ["一、总体要求", "推进建设。"],
            id="inline words join",
        ),
        pytest.param(
            "<p>关于印发<br/>《规划》的通知</p>", ["关于印发", "《规划》的通知"], id="br ends a line"
        ),
        pytest.param(
            "<p>推进河道\n      治理。</p>",
            ["推进河道治理。"],
            id="a line end of the source between characters",
        ),
        pytest.param("<p>GDP\n growth</p>", ["GDP growth"], id="a line end between Latin words"),
        pytest.param("<div>前<div>中</div>后</div>", ["前", "中", "后"], id="nested blocks keep their order"),
        pytest.param(
            "<script>var 甲=1;</script><style>p{}</style><p>正文</p>", ["正文"], id="scripts and styles"
        ),
        pytest.param(
            "<p>正文</p><p style='display: none'>隐藏</p><p hidden>隐藏</p>", ["正文"], id="hidden words"
        ),
        pytest.param(
            "<ol start='3'><li>甲</li><li>乙</li></ol>", ["3.甲", "4.乙"], id="numbers a browser shows"
        ),
        pytest.param(
            "<ol><li>1.甲</li><li>（二）乙</li></ol>",
            ["1.甲", "（二）乙"],
            id="numbers that are there already",
        ),
        pytest.param("<p>A&nbsp;&nbsp;B&lt;0.05</p>", ["A B<0.05"], id="entities"),
        pytest.param(
            "<ul><li><a>首页</a></li><li><a>新闻</a></li><li><a>公开</a></li><li><a>服务</a></li></ul><p>正文。</p>",
            ["正文。"],
            id="a menu of links",
        ),
        pytest.param(
            "<ul><li>甲</li><li>乙</li><li>丙</li><li>丁</li></ul>",
            ["甲", "乙", "丙", "丁"],
            id="a list that is no menu",
        ),
        pytest.param(
            "<table><tr><td>专栏1 重点工程</td></tr><tr><td>新建泵站2座。</td></tr></table>",
            ["专栏1 重点工程", "新建泵站2座。"],
            id="a box",
        ),
    ],
)
def test_lines(body: str, lines: list[str]) -> None:
    source = read_source("a.html", page(body))
    assert source.text.splitlines() == lines
    assert source.paragraphs_are_lines and not source.tables


def test_rows_and_columns_that_span() -> None:
    body = """<table><caption>分工表</caption><thead><tr><th rowspan="2">事项</th><th colspan="2">单位</th></tr>
    <tr><th>责任</th><th>配合</th></tr></thead>
    <tbody><tr><td rowspan="2">准入</td><td rowspan="0">区水利局</td><td>区水利局</td></tr><tr><td>区财政局<br>区司法局</td></tr></tbody></table>"""
    source = read_source("a.html", page(body))
    assert source.text.startswith("分工表\n事项\n")
    assert [words(source, table) for table in source.tables] == [
        [
            [("事项", 2, 1), ("单位", 1, 2)],
            [("责任", 1, 1), ("配合", 1, 1)],
            [("准入", 2, 1), ("区水利局", 2, 1), ("区水利局", 1, 1)],
            [("区财政局/区司法局", 1, 1)],
        ]
    ]


def test_a_layout_table_is_read_through_to_the_table_inside() -> None:
    inner = "<table><tr><td>指标</td><td>2025年</td></tr><tr><td>堤防达标率</td><td>88</td></tr></table>"
    source = read_source(
        "a.html", page(f"<table><tr><td>左栏</td><td><p>正文一。</p>{inner}<p>正文二。</p></td></tr></table>")
    )
    assert source.text.splitlines() == ["左栏", "正文一。", "指标", "2025年", "堤防达标率", "88", "正文二。"]
    assert [bare(source, table) for table in source.tables] == [[["指标", "2025年"], ["堤防达标率", "88"]]]


def test_headings_and_facts_of_the_head() -> None:
    head = "<title> 规划 </title><meta name='PubDate' content='2022-03-02'><meta name='empty' content=''>"
    source = read_source("a.html", page("<h1>规划</h1><h2>一、目标</h2><p>文。</p>", head))
    assert source.heading_levels == ((0, 1), (3, 2))
    assert source.metadata == (("title", "规划"), ("PubDate", "2022-03-02"))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            "<html><head><meta charset=gb2312></head><body>云陵市</body></html>".encode("gbk"),
            id="a page in GBK",
        ),
        pytest.param("<html><body>云陵市</body></html>".encode("utf-16"), id="a page in UTF-16"),
        pytest.param(
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>云陵市</body></html>'.encode(),
            id="XHTML",
        ),
        pytest.param(
            "\ufeff\n<!-- 页面 --><html><body>云陵市\x00</body></html>".encode(),
            id="mark, comment and a zero byte",
        ),
    ],
)
def test_encodings_and_content_before_name(data: bytes) -> None:
    source = read_source("网页.txt", data)
    assert (source.format, source.text) == ("html", "云陵市\n")


def test_text_that_a_script_would_show_is_used() -> None:
    hidden = "<div style='display:none'>" + "<p>全文在此。</p>" * 60 + "</div>"
    source = read_source("a.html", page("<p>标题</p>" + hidden))
    assert source.text.count("全文在此。") == 60
    assert ("hidden_text_used") in [code for code, _ in source.notes]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 5000 + "深" + "</div>" * 5000, id="five thousand elements deep"),
        pytest.param(
            "<table>" + "<tr><td colspan='999999'>a</td><td>b</td></tr>" * 3 + "</table>",
            id="a cell of a million columns",
        ),
    ],
)
def test_absurd_pages_are_refused(body: str) -> None:
    with pytest.raises(LimitExceeded):
        read_source("a.html", page(body))


def test_too_many_cells_are_refused() -> None:
    body = "<table>" + "<tr><td>甲</td><td>乙</td></tr>" * 60 + "</table>"
    with pytest.raises(LimitExceeded, match="cells"):
        read_source("a.html", page(body), small(cells=100))


def test_a_page_without_words_is_empty() -> None:
    with pytest.raises(FileEmpty):
        read_source("a.html", page("<img src='a.png'><script>x</script>"))


def test_the_example_page() -> None:
    source = read_source("a.html", (EXAMPLES / "linxi-flood-control.html").read_bytes())
    facts, indicators = source.tables
    assert ["发文字号", "临政办发〔2022〕7号", "发布日期", "2022年3月2日"] in bare(source, facts)
    assert words(source, indicators)[:2] == [
        [("类别", 2, 1), ("指标", 2, 1), ("单位", 2, 1), ("指标值", 1, 2), ("属性", 2, 1)],
        [("2021年", 1, 1), ("2024年", 1, 1)],
    ]
    assert "走进临溪" not in source.text and "网站标识码" not in source.text


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("notice-inline-units.html", ["发文字号：", "国发〔2019〕3号", "发布日期：", "2019年01月25日"]),
        ("opinion-inline-units.html", ["发文字号：", "国发〔2018〕42号", "发布日期：", "2018年12月29日"]),
    ],
)
def test_a_real_page_keeps_its_facts_and_its_units(name: str, facts: list[str]) -> None:
    source = office_file(name)
    assert facts in bare(source, source.tables[0])
    assert source.text.count("负责）") > 10
    assert "function" not in source.text


def test_a_real_page_without_facts_in_a_table() -> None:
    source = office_file("notice-table.html")
    assert "穗民规字〔2025〕2号" in source.text.splitlines()
    assert dict(source.metadata)["ColumnType"] == "政策文件"

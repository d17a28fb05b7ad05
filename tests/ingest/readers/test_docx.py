"""Word documents: order, merged cells by identity, list numbers, tracked changes."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.errors import FileEmpty, LimitExceeded, UnsafeContent, UnsupportedFormat
from ingest.readers import read_source
from ingest.readers.number_lists import format_number
from tests.ingest.readers.sources import (
    EXAMPLES,
    W,
    bare,
    cell,
    docx_of,
    office_file,
    paragraph,
    small,
    table,
    words,
    zip_of,
)

CHINESE_LIST = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%4"/></w:lvl>'
    '<w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def item(text: str, level: int, list_id: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        pytest.param(
            item("目标", 0)
            + item("任务", 0)
            + item("工程", 1)
            + item("治理", 2)
            + item("监测", 2)
            + item("管理", 1)
            + item("巡查", 2),
            ["一、目标", "二、任务", "（一）工程", "1.治理", "2.监测", "（二）管理", "1.巡查"],
            id="levels restart below a higher one",
        ),
        pytest.param(
            item("甲", 2) + item("乙", 2) + item("丙", 2, 2) + item("丁", 2, 2),
            ["1.甲", "2.乙", "1.丙", "2.丁"],
            id="a list that starts anew",
        ),
        pytest.param(
            item("甲", 0) + item("乙", 3), ["一、甲", "1.1 乙"], id="legal numbers are digits on every level"
        ),
        pytest.param(item("甲", 4), ["甲"], id="bullets are no numbers"),
        pytest.param(
            item("甲", 0) + item("", 0) + item("乙", 0), ["一、甲", "三、乙"], id="Word counts empty items"
        ),
        pytest.param(item("甲", 0, 0), ["甲"], id="list 0 is none"),
        pytest.param(item("甲", 0, 9), ["甲"], id="a list that is not defined"),
    ],
)
def test_list_numbers_are_restored(body: str, lines: list[str]) -> None:
    assert read_source("a.docx", docx_of(body, numbering=CHINESE_LIST)).text.splitlines() == lines


@pytest.mark.parametrize(
    ("number_format", "count", "written"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 20, "二十"),
        ("japaneseCounting", 105, "一百零五"),
        ("ideographDigital", 10, "一〇"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("ideographTraditional", 2, "乙"),
        ("unheardOf", 4, "4"),
        ("decimal", 0, "0"),
    ],
)
def test_numbers_as_word_writes_them(number_format: str, count: int, written: str) -> None:
    assert format_number(count, number_format) == written


RESTART, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        pytest.param(
            [cell("总则", '<w:gridSpan w:val="2"/>') + cell("县民政局") + cell("县财政局")],
            [[("总则", 1, 2), ("县民政局", 1, 1), ("县财政局", 1, 1)]],
            id="a row whose first two cells are merged keeps both unit columns",
        ),
        pytest.param(
            [cell("任务") + cell("县民政局") + cell("县民政局")],
            [[("任务", 1, 1), ("县民政局", 1, 1), ("县民政局", 1, 1)]],
            id="neighbouring equal cells stay two",
        ),
        pytest.param(
            [
                cell("准入", RESTART) + cell("甲") + cell("县民政局", RESTART),
                cell("", GOES_ON) + cell("乙") + cell("", GOES_ON),
                cell("退出") + cell("丙") + cell("县民政局"),
            ],
            [
                [("准入", 2, 1), ("甲", 1, 1), ("县民政局", 2, 1)],
                [("乙", 1, 1)],
                [("退出", 1, 1), ("丙", 1, 1), ("县民政局", 1, 1)],
            ],
            id="merged cells span their rows, an equal cell below is its own",
        ),
        pytest.param(
            [cell("甲") + cell("乙"), cell("", GOES_ON) + cell("丙")],
            [[("甲", 1, 1), ("乙", 1, 1)], [("", 1, 1), ("丙", 1, 1)]],
            id="a merge that nothing began",
        ),
        pytest.param(
            [cell("甲") + cell("县民政局/县财政局")],
            [[("甲", 1, 1), ("县民政局/县财政局", 1, 1)]],
            id="paragraphs in a cell are lines",
        ),
        pytest.param(
            [cell("甲") + f"<w:tc>{table(cell('内1') + cell('内2'))}{paragraph('后')}</w:tc>"],
            [[("甲", 1, 1), ("内1/内2/后", 1, 1)]],
            id="a table in a cell becomes its lines",
        ),
        pytest.param(
            [cell("甲") + cell("乙"), "<w:trPr><w:del/></w:trPr>" + cell("删") + cell("除")],
            [[("甲", 1, 1), ("乙", 1, 1)]],
            id="a deleted row",
        ),
    ],
)
def test_tables(rows: list[str], read: list[list[tuple[str, int, int]]]) -> None:
    source = read_source("a.docx", docx_of(table(*rows)))
    assert [words(source, found) for found in source.tables] == [read]


def test_a_row_that_begins_further_right() -> None:
    first = cell("甲") + cell("乙") + cell("丙")
    second = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("丁") + cell("戊")
    source = read_source("a.docx", docx_of(table(first, second)))
    assert [(one.row, one.column) for one in source.tables[0].cells] == [
        (0, 0),
        (0, 1),
        (0, 2),
        (1, 1),
        (1, 2),
    ]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        pytest.param(
            "<w:p><w:r><w:t>新建</w:t></w:r><w:del><w:r><w:delText>五</w:delText></w:r></w:del><w:ins><w:r><w:t>六</w:t></w:r></w:ins><w:r><w:t>座</w:t></w:r></w:p>",
            ["新建六座"],
            id="tracked changes as accepted",
        ),
        pytest.param(
            "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type='page'/><w:t>丙</w:t></w:r></w:p>",
            ["甲", "乙丙"],
            id="breaks",
        ),
        pytest.param(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>现</w:t></w:r></w:p>",
            ["现"],
            id="hidden words",
        ),
        pytest.param(
            "<w:p><w:r><w:t>见</w:t></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r><w:hyperlink><w:r><w:t>附件</w:t></w:r></w:hyperlink></w:p>",
            ["见附件"],
            id="fields and links",
        ),
        pytest.param(
            f"<w:sdt><w:sdtContent>{paragraph('控件内')}</w:sdtContent></w:sdt>",
            ["控件内"],
            id="content controls",
        ),
        pytest.param(
            "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
            + paragraph("框内")
            + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
            + paragraph("框内")
            + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
            + paragraph("下段"),
            ["正文", "框内", "下段"],
            id="a text box once, behind its paragraph",
        ),
        pytest.param(
            table(cell("专栏1 工程/新建泵站2座。")),
            ["专栏1 工程", "新建泵站2座。"],
            id="a frame of one cell is no table",
        ),
        pytest.param(
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
            ["拼"],
            id="no reading aids",
        ),
    ],
)
def test_words(body: str, lines: list[str]) -> None:
    source = read_source("a.docx", docx_of(body))
    assert source.text.splitlines() == lines
    assert not source.tables


def test_headings_come_from_styles_and_their_ancestors() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
    )
    body = (
        paragraph("目标", '<w:pStyle w:val="own"/>')
        + paragraph("文", '<w:pStyle w:val="loop"/>')
        + paragraph("节", '<w:outlineLvl w:val="2"/>')
    )
    source = read_source("a.docx", docx_of(body, styles=styles, numbering=CHINESE_LIST))
    assert source.text.splitlines() == ["一、目标", "文", "节"]
    assert source.heading_levels == ((0, 1), (7, 3))


def test_the_strict_variant_is_read() -> None:
    data = docx_of(paragraph("云陵市"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {
            name: archive.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            for name in archive.namelist()
        }
    assert read_source("a.docx", zip_of(parts)).text == "云陵市\n"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(docx_of(""), FileEmpty, id="no words"),
        pytest.param(docx_of(paragraph("甲"))[:-60], UnsupportedFormat, id="cut off"),
        pytest.param(
            zip_of({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document"}),
            UnsupportedFormat,
            id="broken XML",
        ),
        pytest.param(
            zip_of(
                {
                    "[Content_Types].xml": "<Types/>",
                    "word/document.xml": '<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>',
                }
            ),
            UnsafeContent,
            id="entities",
        ),
        pytest.param(
            docx_of("<w:p>" * 5000 + "</w:p>" * 5000), UnsupportedFormat, id="five thousand elements deep"
        ),
    ],
)
def test_what_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_source("a.docx", data)


def test_limits() -> None:
    many = docx_of(table(*[cell("甲") + cell("乙")] * 60))
    with pytest.raises(LimitExceeded):
        read_source("a.docx", many, small(cells=100))
    nested = cell("底")
    for _ in range(5):
        nested = f"<w:tc>{table(nested + cell('乙'))}</w:tc>"
    with pytest.raises(LimitExceeded, match="nested"):
        read_source("a.docx", docx_of(table(nested + cell("丙"))))


def relations(*entries: str) -> dict[str, str]:
    """The part of a document that names what it refers to."""
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    return {"word/_rels/document.xml.rels": f"<Relationships {space}>{''.join(entries)}</Relationships>"}


def outside(kind: str) -> str:
    return (
        f'<Relationship Id="r" Type="http://x/{kind}" Target="http://example.org/a" TargetMode="External"/>'
    )


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        pytest.param({"word/vbaProject.bin": "x"}, ["macros_ignored"], id="macros are not run"),
        pytest.param(
            relations(outside("image"), outside("attachedTemplate")),
            ["external_references_ignored"],
            id="pictures and templates from elsewhere are not fetched",
        ),
        pytest.param(relations(outside("hyperlink")), [], id="links are words"),
        pytest.param({"word/embeddings/a.xlsx": "x"}, ["objects_ignored"], id="objects are not opened"),
        pytest.param({"word/_rels/a.rels": "<broken"}, [], id="a broken part that nothing needs"),
    ],
)
def test_what_is_not_read_is_named(more: dict[str, str], codes: list[str]) -> None:
    source = read_source("a.docm", docx_of(paragraph("甲"), more=more))
    assert [code for code, _ in source.notes] == codes
    assert source.text == "甲\n"


def test_the_example_list() -> None:
    source = read_source("a.docx", (EXAMPLES / "qinghe-elderly-care-duties.docx").read_bytes())
    indicators, duties = source.tables
    assert words(source, indicators)[1] == [
        ("服务供给", 4, 1),
        *((text, 1, 1) for text in ("1", "养老机构床位数", "张", "1260", "1900", "预期性")),
    ]
    shared = words(source, duties)[8]
    assert shared[-2:] == [("县民政局", 2, 1), ("县市场监管局/县商务局", 2, 1)]
    assert [level for _, level in source.heading_levels] == [1, 1, 1]


def test_a_real_table_with_a_vertically_merged_cell() -> None:
    source = office_file("vertical-merge.docx")
    first, second = source.tables
    method = words(source, first)[1][-1]
    assert method[0].startswith("检测方法：提取外周血基因组") and method[1:] == (4, 1)
    assert bare(source, second)[1] == ["相同值", "相同值", "独立值"]


def test_real_tables_and_lists() -> None:
    source = office_file("many-tables.docx")
    assert len(source.tables) == 34
    assert bare(source, source.tables[1])[1][:3] == ["id", "int", "编号"]
    lists = office_file("rich-cells.docx")
    assert "1.Number one" in lists.text.splitlines()
    assert bare(lists, lists.tables[1])[1][0] == "Simple cell upper left"

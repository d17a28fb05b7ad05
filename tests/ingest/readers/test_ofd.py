"""OFD files: odd paths, templates, deltas, rules, and what has no text."""

from __future__ import annotations

import pytest

from ingest.errors import LimitExceeded, ReadError, UnsafeContent, UnsupportedFormat
from ingest.readers import read_source
from ingest.readers.find_rules import Rule, rules_of_path
from tests.ingest.readers.sources import OFFICE, bare, ofd_of, ofd_text, office_file, small, zip_of

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(ofd_of(ofd_text("云陵市", 20, 20)), id="paths relative to the document"),
        pytest.param(
            ofd_of(
                ofd_text("云陵市", 20, 20),
                location="/Doc_0/Pages/Page_0/Content.xml",
                root="/Doc_0/Document.xml",
            ),
            id="paths from the root",
        ),
        pytest.param(
            ofd_of(ofd_text("云陵市", 20, 20), location="Doc_0/Pages/Page_0/Content.xml"),
            id="paths that lack the slash",
        ),
        pytest.param(
            ofd_of(ofd_text("云陵市", 20, 20), location="Pages\\Page_0\\Content.xml"), id="backslashes"
        ),
        pytest.param(
            ofd_of(ofd_text("云陵市", 20, 20), folder="DOC_0", root="doc_0/Document.xml"),
            id="letters of another case",
        ),
    ],
)
def test_inner_paths(data: bytes) -> None:
    assert read_source("a.ofd", data).text == "云陵市\n"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        pytest.param(
            ofd_text("后", 20, 60) + ofd_text("前", 20, 20), ["前", "后"], id="order by place, not by object"
        ),
        pytest.param(
            ofd_text("一、目标", 28, 20) + ofd_text("正文", 20, 30),
            ["\u3000\u3000一、目标", "正文"],
            id="indents",
        ),
        pytest.param(
            '<ofd:TextObject Boundary="20 20 90 5" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g 2 4 4">云陵市委</ofd:TextCode></ofd:TextObject>',
            ["云陵市委"],
            id="repeated deltas",
        ),
        pytest.param(
            '<ofd:TextObject Boundary="20 20 90 5" Size="4"><ofd:TextCode X="0" Y="4">云陵</ofd:TextCode><ofd:TextCode X="8" Y="4">市委</ofd:TextCode></ofd:TextObject>',
            ["云陵市委"],
            id="no deltas, two codes",
        ),
        pytest.param(
            '<ofd:PageBlock><ofd:TextObject CTM="2 0 0 2 0 0" Boundary="20 20 90 9" Size="2"><ofd:TextCode X="0" Y="2" DeltaX="2 2">云陵市</ofd:TextCode>'
            "</ofd:TextObject></ofd:PageBlock>",
            ["云陵市"],
            id="a matrix, inside a block",
        ),
        pytest.param(
            ofd_text("现", 20, 20) + '<ofd:Layer Visible="false">' + ofd_text("隐", 20, 40) + "</ofd:Layer>",
            ["现"],
            id="what is not visible",
        ),
    ],
)
def test_lines(content: str, lines: list[str]) -> None:
    assert read_source("a.ofd", ofd_of(content)).text.splitlines() == lines


def test_templates_belong_to_the_page() -> None:
    data = zip_of(
        {
            "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocInfo><ofd:Title>规划</ofd:Title></ofd:DocInfo><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "D/Document.xml": f'<ofd:Document {SPACE}><ofd:CommonData><ofd:TemplatePage ID="9" BaseLoc="T/C.xml"/></ofd:CommonData>'
            '<ofd:Pages><ofd:Page ID="1" BaseLoc="P/C.xml"/></ofd:Pages></ofd:Document>',
            "D/T/C.xml": f"<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{ofd_text('云陵市人民政府', 20, 10)}</ofd:Layer></ofd:Content></ofd:Page>",
            "D/P/C.xml": f'<ofd:Page {SPACE}><ofd:Template TemplateID="9"/><ofd:Content><ofd:Layer>{ofd_text("正文", 20, 40)}</ofd:Layer></ofd:Content></ofd:Page>',
        }
    )
    source = read_source("a.ofd", data)
    assert source.text.splitlines() == ["云陵市人民政府", "正文"]
    assert source.metadata == (("Title", "规划"),)


def test_a_ruled_table() -> None:
    rules = "".join(
        f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M {x0} {y0} L {x1} {y1}</ofd:AbbreviatedData></ofd:PathObject>'
        for x0, y0, x1, y1 in [(20, y, 120, y) for y in (20, 30, 40)]
        + [(x, 20, x, 40) for x in (20, 70, 120)]
    )
    content = (
        rules
        + ofd_text("责任单位", 22, 23)
        + ofd_text("配合单位", 72, 23)
        + ofd_text("县民政局", 22, 33)
        + ofd_text("县民政局", 72, 33)
    )
    source = read_source("a.ofd", ofd_of(content))
    assert [bare(source, table) for table in source.tables] == [
        [["责任单位", "配合单位"], ["县民政局", "县民政局"]]
    ]


@pytest.mark.parametrize(
    ("path", "rules"),
    [
        pytest.param("M 0 0 L 156 0", [Rule(0, 0, 156, 0)], id="a line"),
        pytest.param(
            "S 0.0 0.0 L 5 0 L 5 5 C", [Rule(0, 0, 5, 0), Rule(5, 0, 5, 5), Rule(5, 5, 0, 0)], id="closed"
        ),
        pytest.param("M 0 0 B 1 1 2 2 3 3 L 9 3", [Rule(3, 3, 9, 3)], id="a curve in between"),
        pytest.param("M 0 0 L 5", [], id="cut off"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_rules_of_paths(path: str, rules: list[Rule]) -> None:
    assert list(rules_of_path(path)) == rules


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(ofd_of("<ofd:ImageObject/>"), UnsupportedFormat, id="only a picture"),
        pytest.param(ofd_of("", location="gone.xml"), UnsupportedFormat, id="a page that is missing"),
        pytest.param(zip_of({"OFD.xml": "<!DOCTYPE a><a/>"}), UnsafeContent, id="a DTD"),
        pytest.param(
            zip_of(
                {
                    "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:Encryptions>E.xml</ofd:Encryptions></ofd:DocBody></ofd:OFD>"
                }
            ),
            UnsupportedFormat,
            id="encrypted",
        ),
    ],
)
def test_what_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_source("a.ofd", data)


def test_too_many_pages() -> None:
    with pytest.raises(LimitExceeded):
        read_source("a.ofd", ofd_of(ofd_text("甲", 20, 20)), small(pages=0))


def test_real_files() -> None:
    reply = office_file("reply.ofd")
    assert reply.text.splitlines()[1:4] == [
        "\u3000" * 9 + "路卫发〔2011〕76号",
        "\u3000" * 3 + "关于同意张阿三同志辞职的批复",
        "区中医院：",
    ]
    assert len(reply.page_starts) == 2
    essay = office_file("essay.ofd")
    assert essay.text.splitlines()[0].strip() == "拿来主义" and len(essay.page_starts) == 2
    odd = office_file("odd-paths.ofd")
    assert "立案侦查。" in odd.text and "（存根）" in odd.text


def test_a_real_file_without_text_says_why() -> None:
    path = OFFICE / "image-only.ofd"
    if not path.is_file():
        pytest.skip("no shared office files")
    with pytest.raises(ReadError) as raised:
        read_source(path.name, path.read_bytes())
    assert "没有文字层" in raised.value.user_message

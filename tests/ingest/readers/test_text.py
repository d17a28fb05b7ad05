"""Text files: encodings, and offsets that count the file's own characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import FileEmpty, ReadError, UndecodableText
from ingest.readers import read_source
from tests.ingest.readers.sources import EXAMPLES, PLANS, bare

SENTENCE = "云陵市人民政府关于印发《云陵市水利发展规划（2021—2025年）》的通知\r\n一、总体要求\n到2025年，堤防达标率达到88%。\r"
TRADITIONAL = (
    "雲陵市人民政府關於印發《雲陵市水利發展規劃》的通知。堤防達標率應當達到百分之八十八，並向社會公開。"
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SENTENCE.encode(), id="UTF-8"),
        pytest.param(
            SENTENCE.encode("utf-8-sig"),
            id="UTF-8 with the mark that Windows writes: no character of the text",
        ),
        pytest.param(SENTENCE.encode("gbk"), id="GBK, as saved by old Chinese Windows"),
        pytest.param(SENTENCE.encode("gb18030"), id="GB18030"),
        pytest.param(SENTENCE.encode("utf-16"), id="UTF-16, Notepad's Unicode"),
        pytest.param(b"\xfe\xff" + SENTENCE.encode("utf-16-be"), id="UTF-16, other end first"),
        pytest.param(SENTENCE.encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param(SENTENCE.encode("utf-32"), id="UTF-32"),
    ],
)
def test_an_encoding_is_recognised_and_line_ends_stay(data: bytes) -> None:
    assert read_source("规划.txt", data).text == SENTENCE


def test_big5_is_not_taken_for_gbk() -> None:
    assert read_source("a.txt", TRADITIONAL.encode("big5")).text == TRADITIONAL


def test_a_gbk_file_of_few_characters_is_read() -> None:
    assert read_source("a.txt", "单位：万户".encode("gbk")).text == "单位：万户"


def test_a_file_cut_inside_a_character_is_read_and_says_so() -> None:
    source = read_source("a.txt", (SENTENCE * 20).encode()[:-3])
    assert source.text.startswith(SENTENCE)
    assert [code for code, _ in source.notes] == ["damaged_bytes"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(bytes(range(256)) * 40, id="every byte"),
        pytest.param(b"\x7fELF\x02\x01\x01" + b"\x00" * 500 + bytes(range(128, 256)) * 20, id="a program"),
        pytest.param(b"\xff\xfe" + bytes(range(256)) * 20, id="a byte order mark in front of anything"),
    ],
)
def test_a_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(UndecodableText) as raised:
        read_source("a.txt", data)
    assert "UTF-8" in raised.value.user_message
    assert raised.value.file == "a.txt"


@pytest.mark.parametrize(
    "data", [pytest.param(b"", id="no byte"), pytest.param(" \r\n\u3000".encode(), id="white space")]
)
def test_an_empty_file_says_so(data: bytes) -> None:
    with pytest.raises(FileEmpty):
        read_source("a.txt", data)


@pytest.mark.parametrize("name", ["dazu", "haidong", "sichuan", "tongliang", "yingkou"])
def test_a_real_plan_is_its_own_characters_in_every_encoding(name: str) -> None:
    path = PLANS / f"{name}.txt"
    if not path.is_file():
        pytest.skip("no shared plans")
    text = path.read_bytes().decode()
    assert read_source(path.name, path.read_bytes()).text == text
    assert read_source(path.name, text.encode("gb18030")).text == text
    assert read_source(path.name, text.encode("utf-16")).text == text


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1)
)
def test_any_utf8_text_comes_back(text: str) -> None:
    try:
        source = read_source("a.txt", text.encode("utf-8-sig"))
    except ReadError:
        assert not text.strip() or text.lstrip().startswith(("<", "From", "MIME"))
        return
    if source.format == "text":
        assert source.text == text


def test_markdown_points_at_headings_and_cells() -> None:
    text = "# 云陵市规划\r\n\r\n## 一、目标\r\n\r\n| 指标 | 2025年 |\r\n|:--|--:|\r\n| 产值\\|亿元 | |\r\n不带竖线\r\n"
    source = read_source("a.md", text.encode())
    assert source.text == text
    assert [level for _, level in source.heading_levels] == [1, 2]
    assert [bare(source, table) for table in source.tables] == [[["指标", "2025年"], ["产值\\|亿元", ""]]]


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        pytest.param(
            '序号,"指标, 名称",值\r\n1,总量,"8"\r\n'.encode(),
            [["序号", "指标, 名称", "值"], ["1", "总量", "8"]],
            id="quotes",
        ),
        pytest.param(
            "指标\t值\n\n总量\t\n".encode("gbk"),
            [["指标", "值"], ["总量", ""]],
            id="tabs, a blank line, an empty end",
        ),
        pytest.param("指标,值\n,8\n".encode(), [["指标", "值"], ["", "8"]], id="an empty first cell"),
        pytest.param(
            b'a,"b\nc"\nd,e',
            [["a", "b/c"], ["d", "e"]],
            id="a line break in a cell, no last line end",
        ),
        pytest.param(b'a,"b\nd,e', [["a", '"b'], ["d", "e"]], id="a quote that is never closed"),
    ],
)
def test_csv_cells(data: bytes, rows: list[list[str]]) -> None:
    source = read_source("a.csv", data)
    assert [bare(source, table) for table in source.tables] == [rows]


def test_the_draft_example_has_both_tables() -> None:
    data = (EXAMPLES / "lanpu-market-supervision-draft.md").read_bytes()
    source = read_source("lanpu-market-supervision-draft.md", data)
    assert [len(bare(source, table)) for table in source.tables] == [11, 6]

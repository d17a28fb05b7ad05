import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.outline.heading_grammar import (
    TRAILING_NUMBER,
    HeadingKind,
    chinese_numeral,
    comparable,
    is_bare_title,
    is_title_line,
    label_of,
    numeral_value,
    read_number,
    split_title,
)


@pytest.mark.parametrize(
    ("line", "kind", "number", "label", "rest"),
    [
        pytest.param(
            "第一章　总体要求", HeadingKind.CHAPTER, 1, "第一章", "总体要求", id="chapter with wide blank"
        ),
        pytest.param(
            "第三节营造良好环境", HeadingKind.SECTION, 3, "第三节", "营造良好环境", id="no blank behind 节"
        ),
        pytest.param("第十二章 保障", HeadingKind.CHAPTER, 12, "第十二章", "保障", id="twelve"),
        pytest.param("第二篇 重点任务", HeadingKind.PART, 2, "第二篇", "重点任务", id="part"),
        pytest.param("一、发展基础", HeadingKind.IDEOGRAPH, 1, "一、", "发展基础", id="ideograph"),
        pytest.param("二十一、其他", HeadingKind.IDEOGRAPH, 21, "二十一、", "其他", id="twenty-one"),
        pytest.param(
            "（一）加强领导", HeadingKind.BRACKETED, 1, "（一）", "加强领导", id="full-width brackets"
        ),
        pytest.param("(二) 加强领导", HeadingKind.BRACKETED, 2, "（二）", "加强领导", id="half-width, blank"),
        pytest.param("（三)加强领导", HeadingKind.BRACKETED, 3, "（三）", "加强领导", id="mixed brackets"),
        pytest.param(
            "（ 四 ）、加强领导",
            HeadingKind.BRACKETED,
            4,
            "（四）",
            "加强领导",
            id="blanks inside, 、 behind",
        ),
        pytest.param("1. 深化改革", HeadingKind.ARABIC, 1, "1.", "深化改革", id="dot"),
        pytest.param("2．深化改革", HeadingKind.ARABIC, 2, "2.", "深化改革", id="full-width dot"),
        pytest.param("13、深化改革", HeadingKind.ARABIC, 13, "13.", "深化改革", id="、 behind"),
        pytest.param("（1）深化改革", HeadingKind.BRACKETED_ARABIC, 1, "（1）", "深化改革", id="（1）"),
        pytest.param("3）深化改革", HeadingKind.BRACKETED_ARABIC, 3, "（3）", "深化改革", id="one bracket"),
        pytest.param("②深化改革", HeadingKind.CIRCLED, 2, "②", "深化改革", id="circled"),
        pytest.param("第三条 支持建设", HeadingKind.ARTICLE, 3, "第三条", "支持建设", id="article"),
        pytest.param("Ⅱ 主要措施", HeadingKind.PART, 2, "Ⅱ", "主要措施", id="Roman"),
        pytest.param("问题二：管护不力", HeadingKind.WORDED, 2, "问题二：", "管护不力", id="a word counts"),
        pytest.param("重点任务3、提速", HeadingKind.WORDED, 3, "重点任务3：", "提速", id="two words count"),
        pytest.param("1.2 规划背景", HeadingKind.DECIMAL, 2, "1.2", "规划背景", id="decimal"),
        pytest.param("3.1.4供水工程", HeadingKind.DECIMAL_DEEP, 4, "3.1.4", "供水工程", id="three decimals"),
        pytest.param("4着力防范", HeadingKind.ARABIC, 4, "4.", "着力防范", id="dot lost"),
    ],
)
def test_numbers_are_read_in_every_form(
    line: str, kind: HeadingKind, number: int, label: str, rest: str
) -> None:
    start = read_number(line)
    assert start is not None
    assert (start.kind, start.number, start.label) == (kind, number, label)
    assert line[start.length :] == rest
    assert start.separator_lost is (line == "4着力防范")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("1.5亿元投资", id="decimal number"),
        pytest.param("11个试点县", id="a count of things"),
        pytest.param("2021年，全县完成", id="a year"),
        pytest.param("3家企业获奖", id="a count of firms"),
        pytest.param("一是完善制度", id="part of a paragraph"),
        pytest.param("一体推进", id="word that begins with a numeral"),
        pytest.param("十四五时期", id="period name"),
        pytest.param("完善制度", id="no number"),
        pytest.param("", id="empty"),
    ],
)
def test_sentences_are_not_numbered(line: str) -> None:
    assert read_number(line) is None


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        pytest.param(
            "加强组织领导。各部门要高度重视。", "加强组织领导", "各部门要高度重视。", id="run-in title"
        ),
        pytest.param(
            "指导思想：以人民为中心。", "指导思想", "以人民为中心。", id="colon behind a short title"
        ),
        pytest.param(
            "加强统筹　各部门要协同。", "加强统筹", "各部门要协同。", id="blank behind a short title"
        ),
    ],
)
def test_run_in_titles_are_split_off(text: str, title: str, rest: str) -> None:
    split = split_title(text)
    assert split is not None
    assert (text[: split.title_end], text[split.rest_start :]) == (title, rest)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("全面完成水库除险加固。", id="one sentence only"),
        pytest.param("完善制度;强化监督。落实责任。", id="a semicolon ends no title"),
        pytest.param("围绕" + "重点领域和薄弱环节" * 5 + "。完善制度。", id="opening sentence too long"),
        pytest.param("按照省、市要求：完善制度。", id="colon behind a list"),
    ],
)
def test_plain_paragraphs_have_no_title(text: str) -> None:
    assert split_title(text) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("营造宽松环境。", True, id="full stop at the very end"),
        pytest.param("完善制度。强化监督。", False, id="two sentences"),
        pytest.param("题" * 61, False, id="too long"),
        pytest.param("题", False, id="one character"),
    ],
)
def test_title_lines(line: str, expected: bool) -> None:
    assert is_title_line(line) is expected


def test_bare_titles_have_words_only() -> None:
    assert is_bare_title("高水平服务体系")
    assert not is_bare_title("总量（万户），其中")
    assert not is_bare_title("2025")
    assert not is_bare_title("预期性目标值 2025")


@pytest.mark.parametrize("line", ["总体要求.....5", "发展基础\t12", "保障措施 …… 30"])
def test_lines_of_a_table_of_contents_end_in_page_numbers(line: str) -> None:
    assert TRAILING_NUMBER.search(line)


def test_headings_compare_by_their_words() -> None:
    assert comparable("第一节 “十三五”时期") == comparable("第一节十三五时期")
    assert comparable("（一）发展 基础.....7") == comparable("(一)发展基础")


def test_numerals_beyond_any_document() -> None:
    assert [chinese_numeral(value) for value in (100, 105, 119, 250, 1000)] == [
        "一百",
        "一百零五",
        "一百一十九",
        "二百五十",
        "1000",
    ]


@given(st.integers(min_value=1, max_value=99))
def test_chinese_numerals_round_trip(value: int) -> None:
    assert numeral_value(chinese_numeral(value)) == value


@given(
    st.sampled_from(
        [
            k
            for k in HeadingKind
            if k
            not in (HeadingKind.ANNEX, HeadingKind.CIRCLED, HeadingKind.DECIMAL, HeadingKind.DECIMAL_DEEP)
        ]
    ),
    st.integers(min_value=1, max_value=40),
)
def test_labels_are_read_back(kind: HeadingKind, number: int) -> None:
    start = read_number(label_of(kind, number) + "完善制度")
    assert start is not None
    assert (start.kind, start.number) == (kind, number)


@given(st.text(max_size=80))
def test_reading_never_fails(text: str) -> None:
    start = read_number(text)
    assert start is None or 0 < start.length <= len(text)
    split = split_title(text)
    assert split is None or 0 < split.title_end < split.rest_start <= len(text)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.repair.clean_characters import CLEANERS, clean, cleaners_for
from ingest.repair.radicals import ordinary_characters
from ingest.source import RepairedText

SIMPLIFIED = "坚持节水优先、空间均衡、系统治理。" * 20
GLOSSED = "監(jiān)管,規(guī)劃,產(chǎn)業(yè),縣區(qū),執(zhí)法"


def cleaned(line: str, document: str | None = None) -> tuple[str, dict[str, int]]:
    repairs: dict[str, int] = {}
    words = clean(RepairedText.of(line), cleaners_for(document or line), repairs)
    return words.text, repairs


@pytest.mark.parametrize(
    ("line", "expected", "repair"),
    [
        pytest.param(
            "云\u200b陵\ufeff市", "云陵市", "invisible_characters", id="zero-width characters of a web page"
        ),
        pytest.param("云陵市\u00a0规划", "云陵市 规划", "odd_spaces", id="no-break space"),
        pytest.param("\ue5e5重点任务\uf0b7", "重点任务", "private_use_glyphs", id="glyphs of a symbol font"),
        pytest.param(
            "⻝品安全、⼈⺠政府",
            "食品安全、人民政府",
            "radical_characters",
            id="radicals of a PDF text layer",
        ),
        pytest.param(
            "２０２５年达到９８．５％", "2025年达到98.5%", "full_width_characters", id="full-width digits"
        ),
        pytest.param(
            "一一、、总总体体要要求求", "一、总体要求", "doubled_glyphs", id="fake bold prints glyphs twice"
        ),
        pytest.param("重 点 任 务 分 工", "重点任务分工", "letter_spacing", id="letter-spaced heading"),
        pytest.param(
            "2 0 2 3 年 抽 检 达 到 4 批 次 / 千 人 。",
            "2023年抽检达到4批次/千人。",
            "letter_spacing",
            id="figures and marks set apart as well",
        ),
        pytest.param("**云陵市水利规划**", "云陵市水利规划", "emphasis_marks", id="Markdown emphasis"),
        pytest.param(
            "落实行政機關责任",
            "落实行政机关责任",
            "stray_traditional_characters",
            id="stray recognised glyphs",
        ),
        pytest.param(
            GLOSSED, "监管,规划,产业,县区,执法", "pinyin_glosses", id="pinyin behind converted characters"
        ),
    ],
)
def test_damage_is_repaired_and_counted(line: str, expected: str, repair: str) -> None:
    text, repairs = cleaned(line, line + SIMPLIFIED)
    assert text == expected
    assert repairs[repair] >= 1


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("乾县位于关中", id="乾 is a character of both scripts"),
        pytest.param("——————————————", id="a rule of dashes is one kind of glyph"),
        pytest.param("高高兴兴上班", id="two doubled characters are a word"),
        pytest.param("建设云平台(PaaS)和手机应用(app)", id="a Latin word in brackets is no gloss"),
        pytest.param("企业满意吗?答案是肯定的", id="a single question mark is a question"),
        pytest.param("到 2025 年，建成 10 家", id="blanks around numbers stay"),
    ],
)
def test_sound_text_stays(line: str) -> None:
    assert cleaned(line) == (line, {})


def test_question_marks_stand_for_blanks_only_in_a_document_full_of_them() -> None:
    document = "通知\n?\n?\n?\n????2021年9月1日\n为什么?"
    assert cleaned("????2021年9月1日", document)[0] == "2021年9月1日"
    assert cleaned("?", document)[0] == ""
    assert cleaned("能否完成?", document)[0] == "能否完成?"


def test_a_traditional_document_is_converted_by_phrases() -> None:
    document = "為深入貫徹落實發展規劃，統籌推進水利設施建設"
    assert cleaned(document)[0] == "为深入贯彻落实发展规划，统筹推进水利设施建设"


def test_positions_point_at_the_damaged_words() -> None:
    words = clean(RepairedText.of("縣區(qū)產業(yè)，" + GLOSSED, 100), cleaners_for(GLOSSED), {})
    at = words.text.index("产业")
    low, high = words.source_range(at, at + 1)
    assert (low, high) == (106, 107)


def test_every_radical_maps_to_one_ordinary_character() -> None:
    for point, character in ordinary_characters().items():
        assert len(character) == 1
        assert not 0x2E80 <= ord(character) <= 0x2FDF, hex(point)


@given(st.text(alphabet="監(jiān)管?？ \u3000ａ９％**—区业⻝\ue000\u200b\n", max_size=60))
def test_cleaning_keeps_positions_inside_the_line(line: str) -> None:
    words = clean(RepairedText.of(line), cleaners_for(line), {})
    assert len(words.text) == len(words.starts) == len(words.ends)
    assert all(0 <= low <= high <= len(line) for low, high in zip(words.starts, words.ends, strict=True))
    assert list(words.starts) == sorted(words.starts)


# Pinyin, lost blanks, emphasis and script are told from how much of it a whole document holds.
BY_PRESENCE = (
    "invisible_characters",
    "radical_characters",
    "private_use_glyphs",
    "odd_spaces",
    "full_width_characters",
)


@given(st.text(alphabet="云９９．５％ａ⻝⼀⻳\u00a0\u2003\ue000\u200b。", max_size=12))
def test_a_cleaner_that_a_document_does_not_need_would_change_nothing(document: str) -> None:
    for cleaner in CLEANERS:
        if cleaner.name in BY_PRESENCE and not cleaner.applies(document):
            assert cleaner.clean(RepairedText.of(document)) == (RepairedText.of(document), 0)

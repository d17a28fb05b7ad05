"""Answers as HTML: marks become links, everything from documents stays text, and the chat's Markdown leaves it alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from assistant.answer import Answer, AnswerStatus, Clarification, UnitInAnswer
from assistant.channels.page.answer_html import answer_html, question_html, working_html
from assistant.channels.page.example_questions import example_questions
from ingest.plan import Basis, Role
from tests.assistant.fakes import MemoryLibrary, units_answer
from tests.assistant.sample_plans import qinghe, yunling


def tree(markup: str) -> html.HtmlElement:
    return html.fragment_fromstring(markup)


def answer_of(text: str) -> Answer:
    return replace(units_answer(), answer=text, id="a1b2")


def test_marks_link_to_their_places() -> None:
    answer = answer_of("由市市场监管局牵头[1][2]。没有的编号[7]不成链接。")
    page = tree(answer_html(answer))
    links = page.xpath(".//div[@class='pa-text']//a")
    assert [link.text for link in links] == ["1", "2"]
    source = answer.citations[0].source
    assert links[0].get("href") == f"/source/yunling?start={source.start}&end={source.end}#quote"
    assert page.xpath(".//div[@class='pa-text']//sup/text()") == ["7"]
    assert page.xpath(".//span[@class='pa-tie']")[0].text_content() == "12。"


def test_the_id_stands_in_a_class() -> None:
    """The script reads it there: Gradio's sanitizer takes ids and data attributes away."""
    assert "pa-id-a1b2" in tree(answer_html(answer_of("好。"))).get("class").split()


def test_task_has_a_column_only_where_there_are_several() -> None:
    one = units_answer()
    assert "<th>任务</th>" not in answer_html(one)
    more = replace(
        one, units=(*one.units, UnitInAnswer("市水利局", Role.RESPONSIBLE, Basis.INFERRED, "另一项", 1))
    )
    page = tree(answer_html(more))
    assert "<th>任务</th>" in answer_html(more)
    assert page.xpath(".//td[@class='pa-inferred']/text()") == ["按顺序推断"]


def test_region_has_a_column_only_where_there_are_several() -> None:
    one = units_answer()
    assert "<th>地区</th>" not in answer_html(one)
    other = replace(one.indicators[0], region="青禾县", values={"2019": "3"})
    page = tree(answer_html(replace(one, indicators=(*one.indicators, other))))
    head = page.xpath(".//table[.//th='指标']//th/text()")
    assert head == ["指标", "地区", "计量单位", "2019年", "2020年", "2025年", "属性", "出处"]


def test_table_of_the_answer_is_not_repeated() -> None:
    text = "| 地区 | 2025年 |\n|---|---|\n| 云陵市 | 18万户[2] |"
    page = tree(answer_html(replace(answer_of(text), units=())))
    assert len(page.xpath(".//table")) == 1
    assert page.xpath(".//td//a/text()") == ["2"]


@pytest.mark.parametrize(
    ("model", "word"),
    [
        pytest.param("builtin", "由系统依据规划原文组织", id="composed"),
        pytest.param("builtin（语言模型 small 的答复未采用：超时）", "未采用", id="fallen back"),
        pytest.param("small<b>", "small<b>", id="a model's name is text too"),
    ],
)
def test_who_worded_it_is_told(model: str, word: str) -> None:
    page = tree(answer_html(replace(answer_of("好[1]。"), model=model)))
    assert word in page.xpath(".//span[@class='pa-maker']")[0].text_content()


ATTACKS = [
    pytest.param('<img src=x onerror="alert(1)">', id="element"),
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("[点我](javascript:alert(1))", id="Markdown link"),
    pytest.param("![x](http://evil.example/a.png)", id="Markdown picture"),
    pytest.param("<http://evil.example>", id="Markdown address"),
    pytest.param('[1]: http://evil.example "x"\n\n看[1]', id="Markdown reference under a mark's number"),
    pytest.param("```[1]\nx\n```", id="code with a mark in its language"),
    pytest.param('"><svg onload=alert(1)>', id="out of an attribute"),
]


@pytest.mark.parametrize("words", ATTACKS)
def test_words_of_a_document_never_become_markup(words: str) -> None:
    base = units_answer()
    citation = replace(base.citations[0], quote=words, plan_title=words, section=(words,), plan_id=words)
    unit = replace(base.units[0], name=words, task=words)
    row = replace(
        base.indicators[0], name=words, values={words: words}, attribute=words, unit=words, region=words
    )
    answer = replace(base, answer=words, citations=(citation,), units=(unit,), indicators=(row,), model=words)
    for markup in (answer_html(answer), question_html(words), working_html(words, words)):
        page = tree(markup)
        assert not page.xpath("//script | //img | //svg | //iframe")
        assert all(link.get("href", "/source/").startswith("/source/") for link in page.xpath("//a"))
        assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]


@given(st.text())
def test_html_is_one_line_and_keeps_the_words(text: str) -> None:
    """A blank line would end the block of HTML, and what follows would be read as Markdown."""
    for markup in (answer_html(answer_of(text)), question_html(text), working_html("", text)):
        assert "\n" not in markup and "\r" not in markup
        assert html.fragments_fromstring(markup)


def test_status_shows_in_the_class() -> None:
    asked = Answer(
        "i", "c", AnswerStatus.CLARIFY, "哪里？", clarification=Clarification("哪里？", ("甲", "乙"))
    )
    assert "pa-clarify" in answer_html(asked)
    assert "pa-not-found" in answer_html(Answer("i", "c", AnswerStatus.NOT_FOUND, "没有找到。"))


def test_examples_name_only_what_the_library_has() -> None:
    questions = example_questions(MemoryLibrary(yunling(), qinghe()))  # type: ignore[arg-type]
    assert questions == (
        "云陵市2025年经营主体总量的目标是多少？",
        "青禾县“培育质量标杆”由谁牵头，谁配合？",
        "云陵市“推行一窗通办”由谁牵头，谁配合？",
        "青禾县工业和信息化局有哪些任务？",
        "云陵市大数据局有哪些任务？",
        "青禾县在“培育质量标杆”方面有什么要求？",
    )
    assert example_questions(MemoryLibrary()) == ()  # type: ignore[arg-type]

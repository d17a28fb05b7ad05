"""Rules that let a question be asked in any wording, without a list of wordings."""

from __future__ import annotations

import pytest

from assistant.answering.matching.name_cover import Said, is_matter, said_of
from assistant.answering.understanding.abbreviate_units import bodies_by_ends, find_abbreviations
from assistant.answering.understanding.question_patterns import (
    PART,
    WITHOUT_UNITS,
    number_of,
    plain_interrogatives,
    role_in,
    role_without,
)
from assistant.answering.vocabulary.place_words import short_names
from ingest.plan import Role


@pytest.mark.parametrize(
    ("region", "name"),
    [
        pytest.param("凉山彝族自治州", "凉山州", id="prefecture of one people"),
        pytest.param("恩施土家族苗族自治州", "恩施", id="of two peoples"),
        pytest.param("西双版纳傣族自治州", "西双版纳", id="long stem"),
        pytest.param("广西壮族自治区", "广西", id="region"),
        pytest.param("内蒙古自治区", "内蒙古", id="region without the word 族"),
        pytest.param("云陵区", "云陵", id="plain"),
    ],
)
def test_regions_as_people_say_them(region: str, name: str) -> None:
    assert name in short_names(region)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("农发委的配合任务", ("农业发展委",), id="first characters"),
        pytest.param("金融中心管什么", ("金融发展事务中心",), id="the middle left out"),
        pytest.param("海洋局", (), id="no such unit"),
        pytest.param("农业办", (), id="another kind of body"),
    ],
)
def test_abbreviations_are_computed(text: str, meant: tuple[str, ...]) -> None:
    bodies = bodies_by_ends(frozenset(("农业发展委", "金融发展事务中心", "市场监管局")))
    assert [names for _, _, names in find_abbreviations(text, bodies)] == ([meant] if meant else [])


@pytest.mark.parametrize(
    ("words", "name", "said"),
    [
        pytest.param(("食品安全", "满意度", "高于"), "公众食品安全满意度", Said.WHOLE, id="a frame left out"),
        pytest.param(("市场主体",), "市场主体总量", Said.THING, id="how it is counted left out"),
        pytest.param(("药品", "满意度"), "公众食品安全满意度", Said.PART, id="another thing"),
    ],
)
def test_how_much_of_a_name_is_said(words: tuple[str, ...], name: str, said: Said) -> None:
    assert said_of(words, name) is said


def test_a_thing_is_matter_and_a_comparison_is_not() -> None:
    assert is_matter("农村") and not is_matter("高于") and not is_matter("水平")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        pytest.param("主责部门", Role.RESPONSIBLE, id="leads in other words"),
        pytest.param("除了牵头的还有谁", Role.COOPERATING, id="all but the lead"),
        pytest.param("责任与配合单位", None, id="both"),
        pytest.param("主责部门跟配合部门", None, id="both in other words"),
    ],
)
def test_roles(text: str, role: Role | None) -> None:
    assert role_in(text) is role


@pytest.mark.parametrize("text", ["哪些任务没有配合单位", "没有配合单位的任务有哪些", "未列配合单位的事项"])
def test_tasks_without_a_unit_in_any_order(text: str) -> None:
    match = WITHOUT_UNITS.search(text)
    assert match is not None and role_without(match) == "配合"


def test_numbered_parts() -> None:
    match = PART.search("专栏12写了什么")
    assert match is not None and number_of(match.group("box")) == 12
    assert number_of("十二") == 12


def test_interrogatives_are_written_out() -> None:
    assert plain_interrogatives("啥时候咋弄") == "什么时候怎么弄"

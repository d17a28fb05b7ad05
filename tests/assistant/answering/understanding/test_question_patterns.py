"""What the wording of a question tells before any plan is looked at."""

from __future__ import annotations

import pytest

from assistant.answering.understanding.question_patterns import (
    ASKS_UNITS,
    plain_interrogatives,
    years_of_period,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("责任落到那些单位", "责任落到哪些单位", id="the one sign typed for the other"),
        pytest.param("临溪是那个部门管防汛", "临溪是哪个部门管防汛", id="before a department"),
        pytest.param("那些单位都有谁", "那些单位都有谁", id="it points: another word asks"),
        pytest.param("那几个任务呢", "那几个任务呢", id="it points back in a follow-up"),
        pytest.param("防汛归啥部门", "防汛归什么部门", id="spoken words that ask"),
    ],
)
def test_words_that_ask(typed: str, meant: str) -> None:
    assert plain_interrogatives(typed) == meant


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        pytest.param("临溪 疏通河道 牵头+配合", True, id="roles alone, as keywords"),
        pytest.param("疏通河道 责任 配合", True, id="roles with a blank between"),
        pytest.param("加强部门协作配合", False, id="a matter"),
    ],
)
def test_roles_as_keywords_ask_for_units(question: str, asks: bool) -> None:
    assert bool(ASKS_UNITS.search(question)) is asks


@pytest.mark.parametrize(
    ("question", "years"),
    [
        pytest.param(
            "“十三五”期间河长增长了多少", ("2015", "2020"), id="from the end of the period before to its own"
        ),
        pytest.param("十四五时期要增加几公里", ("2020", "2025"), id="the period planned"),
        pytest.param("十四五规划里增加多少", (), id="a plan's name is no stretch of time"),
        pytest.param("十三五期间和十四五期间比", (), id="two periods are compared"),
    ],
)
def test_a_period_of_change(question: str, years: tuple[str, ...]) -> None:
    assert years_of_period(question) == years

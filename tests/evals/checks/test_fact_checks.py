"""Metrics of what an answer says: values, units, lists, key facts, what must not be said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.answer import Answer
from evals.checks.check import Check
from evals.checks.forbidden import forbidden
from evals.checks.key_facts import key_facts
from evals.checks.lists import lists
from evals.checks.units import units
from evals.checks.values import values
from evals.questions.gold import Item, QuestionKind, Unit, Value
from ingest.plan import Basis, Role
from tests.evals.checks.cases import MISSING, PLACES, answer, question, row, unit

TARGET = Value(
    value="32.6", unit="万户", year="2025", attribute="预期性", name="经营主体总量", region="云陵市"
)
LEADS, SUPPORTS = Role.RESPONSIBLE, Role.COOPERATING
PAIR = {
    "units": (Unit(name="县应急管理局", role=LEADS), Unit(name="县水利局", role=SUPPORTS)),
    "also_units": (Unit(name="县财政局", role=SUPPORTS),),
}
INFERRED = {"units": (Unit(name="县水利局", role=LEADS, basis=Basis.INFERRED),)}
THREE: dict[str, Any] = {
    "items": (
        Item(words="开展防汛演练"),
        Item(words="加固水库堤坝"),
        Item(words="清理河道", accept=("河道清淤",)),
    )
}


def score(check: Check | None) -> float | None:
    return None if check is None else round(check.score, 6)


def share(expected: float | None) -> float | None:
    return None if expected is None else round(expected, 6)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(answer("2025年32.6万户，预期性", indicators=(row(),)), 1, id="text and field agree"),
        pytest.param(answer("2025年32.6万户，预期性"), 1, id="no fields: the text alone"),
        pytest.param(answer("2025年132.6万户，预期性"), 0, id="part of a longer number"),
        pytest.param(
            answer("2025年32.60万户，预期性"), 0, id="another number of decimals is not what is printed"
        ),
        pytest.param(answer("2025年32.6亿户，预期性"), 0, id="another unit of measure"),
        pytest.param(answer("2025年32.6万户，约束性"), 0, id="another attribute"),
        pytest.param(
            answer("32.6万户，预期性", indicators=(row(year="2020"),)),
            1,
            id="the field speaks of another year",
        ),
        pytest.param(
            answer("32.6万户，预期性", indicators=(row("24.8"),)), 0, id="the field says another value"
        ),
        pytest.param(
            answer("32.6万户，预期性", indicators=(row("24.8", name="企业总量"),)),
            1,
            id="another indicator's field",
        ),
        pytest.param(answer(status=MISSING), None, id="a refusal is judged by answered"),
    ],
)
def test_values(given: Answer, expected: float | None) -> None:
    assert score(values(question(QuestionKind.INDICATOR, values=(TARGET,)), given, PLACES)) == share(expected)


def test_a_measure_stands_before_the_remark() -> None:
    total = {"value": "2000（累计）", "unit": "户", "year": "2025"}
    asked = question(QuestionKind.INDICATOR, values=(total,))
    given = (answer("2025年为2000户（累计）"), answer("2025年为2000户"), answer("2025年为12000户（累计）"))
    assert [score(values(asked, each, PLACES)) for each in given] == [1, 0, 0]


@pytest.mark.parametrize(
    ("value", "text", "said"),
    [
        pytest.param(">98", "大于98%", True, id="a bound in words"),
        pytest.param(">98", "98%", False, id="the bound lost"),
        pytest.param("98", ">98", False, id="a bound made up"),
        pytest.param("7(年均)", "年均增长7%", True, id="a remark in words"),
        pytest.param("—", "表中未列2020年的数值", True, id="an empty cell told as one"),
        pytest.param("1016", "1,016万户", True, id="thousands"),
    ],
)
def test_printed_values_in_other_words(value: str, text: str, said: bool) -> None:
    asked = question(QuestionKind.INDICATOR, values=(Value(value=value),))
    assert score(values(asked, answer(text), PLACES)) == float(said)


@pytest.mark.parametrize(
    ("expect", "given", "expected"),
    [
        pytest.param(
            PAIR,
            answer(units=(unit("县应急管理局"), unit("县水利局", SUPPORTS))),
            1,
            id="both, each in its role",
        ),
        pytest.param(PAIR, answer(units=(unit("县应急管理局"),)), 1 / 2, id="one missing"),
        pytest.param(
            PAIR,
            answer(units=(unit("县应急管理局"), unit("县水利局", SUPPORTS), unit("县教育局", SUPPORTS))),
            2 / 3,
            id="one too many",
        ),
        pytest.param(
            PAIR,
            answer(units=(unit("县应急管理局"), unit("县水利局", SUPPORTS), unit("县财政局", SUPPORTS))),
            1,
            id="one that may be named",
        ),
        pytest.param(
            PAIR, answer(units=(unit("县应急管理局", SUPPORTS), unit("县水利局"))), 0, id="roles swapped"
        ),
        pytest.param(PAIR, answer("由县应急管理局牵头，县水利局配合。"), 1, id="no fields: the text alone"),
        pytest.param(
            INFERRED,
            answer("县水利局（推定）", units=(unit("县水利局", basis=Basis.INFERRED),)),
            1,
            id="inferred, and said so",
        ),
        pytest.param(
            INFERRED, answer("县水利局", units=(unit("县水利局"),)), 0, id="inferred, told as stated"
        ),
        pytest.param({"no_units": True}, answer("规划没有写明。"), 1, id="none to name"),
        pytest.param({"no_units": True}, answer(units=(unit("县水利局"),)), 0, id="one named where none is"),
        pytest.param({}, answer(units=(unit("县水利局"),)), None, id="no units wanted: not judged"),
    ],
)
def test_units(expect: dict[str, Any], given: Answer, expected: float | None) -> None:
    assert score(units(question(QuestionKind.TASK_UNITS, **expect), given, PLACES)) == share(expected)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("共3项：开展防汛演练；加固水库堤坝；清理河道", 1, id="whole, with its count"),
        pytest.param("开展防汛演练；加固水库堤坝；河道清淤", 1, id="another accepted name"),
        pytest.param("开展防汛演练；清理河道", 2 / 3, id="one missing"),
        pytest.param("共4项：开展防汛演练；加固水库堤坝；清理河道", 3 / 4, id="the count is wrong"),
    ],
)
def test_lists_in_words(given: str, expected: float) -> None:
    assert score(lists(question(QuestionKind.UNIT_TASKS, **THREE), answer(given), PLACES)) == share(expected)


def test_an_item_too_many_is_known_where_the_answer_is_structured() -> None:
    names = ("开展防汛演练", "加固水库堤坝", "清理河道", "组织消防培训")
    given = answer("；".join(names), units=tuple(replace(unit("县水利局"), task=name) for name in names))
    check = lists(question(QuestionKind.UNIT_TASKS, **THREE), given, PLACES)
    assert check is not None
    assert (score(check), check.problems) == (0.75, ("extra: 组织消防培训",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("每年汛前演练，演练2次", 1, id="both facts"),
        pytest.param("汛期前演练", 1 / 2, id="one, in another accepted wording"),
        pytest.param("加强管理", 0, id="neither"),
        pytest.param("每年“汛前 演练”，演练两次；2次", 1, id="quotation marks and blanks say nothing"),
    ],
)
def test_key_facts(text: str, expected: float) -> None:
    asked = question(phrases=(("汛前演练", "汛期前演练"), ("2次", "两次")))
    assert score(key_facts(asked, answer(text), PLACES)) == share(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("32.6万户", 1, id="not said"),
        pytest.param("24.8万户", 0, id="said"),
        pytest.param("124.8万户", 1, id="part of another number"),
        pytest.param("由区税务局负责", 0, id="a name"),
    ],
)
def test_forbidden(text: str, expected: float) -> None:
    assert score(forbidden(question(must_not=("24.8", "区税务局")), answer(text), PLACES)) == share(expected)


def test_nothing_forbidden_nothing_judged() -> None:
    assert forbidden(question(), answer("24.8"), PLACES) is None

"""Tasks by the number of their units."""

from __future__ import annotations

import pytest

from assistant.answer import AnswerStatus, Exchange, Question
from assistant.answering.pipeline import AnsweringPipeline, build_pipeline
from assistant.answering.understanding.count_of_units import UnitCount, count_of_units
from ingest.plan import Basis, Role
from tests.assistant.answering.builders import MemoryLibrary, PlanBuilder

LEAD, HELP = Role.RESPONSIBLE, Role.COOPERATING


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("配合单位超过五个的任务有哪些", UnitCount(HELP, least=6), id="more than"),
        pytest.param("配合单位在3个以上的任务", UnitCount(HELP, least=3), id="以上 holds the number itself"),
        pytest.param("至少两个配合单位的任务有几项", UnitCount(HELP, least=2), id="the number first"),
        pytest.param("哪些任务由三个以上单位牵头", UnitCount(LEAD, least=3), id="role behind the units"),
        pytest.param("牵头单位只有一家的有哪些", UnitCount(LEAD, 1, 1), id="exactly, of an unnamed list"),
        pytest.param("责任单位不到两个的事项", UnitCount(LEAD, most=1), id="fewer than"),
        pytest.param("涉及单位不超过12个的任务", UnitCount(None, most=12), id="at most, in any role"),
        pytest.param("配合单位最多的任务是哪项", UnitCount(HELP, edge="多"), id="most"),
        pytest.param("哪项任务涉及单位最少", UnitCount(None, edge="少"), id="fewest"),
        pytest.param("哪个单位牵头的任务最多", None, id="a unit is asked for"),
        pytest.param("哪些任务由两个单位共同牵头", None, id="led by several, a question of its own"),
        pytest.param("配合单位有哪些", None, id="no number"),
        pytest.param("2025年责任单位的任务", None, id="a year is no count"),
        pytest.param("完善登记制度的配合单位有三个吗", None, id="about one task"),
    ],
)  # fmt: skip
def test_the_condition_is_read(question: str, expected: UnitCount | None) -> None:
    assert count_of_units(question) == expected


@pytest.fixture(scope="module")
def pipeline() -> AnsweringPipeline:
    plan = PlanBuilder("shixi", "石溪区工作责任清单", "石溪区")
    plan.task("修桥", "修三座。", ["区交通局"], ["区水利局", "区财政局", "区级有关部门"])
    plan.task("种树", "种一片。", ["区林业局", "区水利局"], ["区财政局"])
    plan.task("办展", "办一次。", ["区文旅委"])
    plan.task("植绿宣传", "年年办。")
    guessed = PlanBuilder("heping", "河坪县工作责任清单", "河坪县")
    guessed.task("疏浚", "两年完成。", ["县水利局"], ["县财政局"], basis=Basis.INFERRED)
    silent = PlanBuilder("linshan", "林山县发展规划", "林山县")
    silent.task("护林", "年年巡护。")
    return build_pipeline(MemoryLibrary(plan.build(), guessed.build(), silent.build()))


@pytest.mark.parametrize(
    ("questions", "status", "says", "does_not_say"),
    [
        pytest.param(["石溪配合单位超过两个的任务"], "answered", ["不少于 3 个的任务共 1 项", "“修桥”：配合单位为区水利局、区财政局、区级有关部门", "统称按一个单位计"], ["种树"], id="with the units"),
        pytest.param(["石溪配合单位不到两个的任务"], "answered", ["共 2 项", "“种树”", "“办展”：未列配合单位"], ["植绿宣传", "统称"], id="none is fewer than two; a task of nobody is not counted"),
        pytest.param(["石溪区水利局参与的任务里单位最多的是哪项"], "answered", ["区水利局", "“修桥”"], ["办展"], id="of one unit's tasks"),
        pytest.param(["石溪区水利局牵头、配合单位只有1个的任务"], "answered", ["“种树”"], ["修桥"], id="the unit's role apart from the role counted"),
        pytest.param(["石溪配合单位超过十个的任务"], "not_found", ["没有配合单位不少于 11 个的任务"], [], id="none"),
        pytest.param(["林山配合单位超过1个的任务"], "not_found", ["没有写明"], [], id="a plan without units"),
        pytest.param(["河坪配合单位最多的任务"], "answered", ["据单位排列顺序推断", "“疏浚”"], [], id="inferred roles are said to be"),
        pytest.param(["石溪修桥谁牵头", "那配合单位最多的任务是哪项"], "answered", ["石溪区", "“修桥”"], ["河坪"], id="in the place of the conversation"),
        pytest.param(["石溪修桥谁牵头", "哪个单位任务最多"], "answered", ["石溪区承担任务最多的是区水利局"], ["河坪"], id="the busiest unit too"),
    ],
)  # fmt: skip
def test_answers(
    questions: list[str], status: str, says: list[str], does_not_say: list[str], pipeline: AnsweringPipeline
) -> None:
    history = tuple(Exchange(question, "") for question in questions[:-1])
    answer = pipeline.invoke(Question(questions[-1], history=history))
    assert [words for words in says if words not in answer.answer] == [], answer.answer
    assert [words for words in does_not_say if words in answer.answer] == [], answer.answer
    assert answer.status is AnswerStatus(status), answer.answer

"""The harness itself: an oracle is right everywhere, and each planted defect is caught by the metrics that should, only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answer import Answer, AnswerStatus, UnitInAnswer
from evals.places import RecordPlaces
from evals.questions.gold import (
    Expectation,
    GoldQuestion,
    Item,
    Place,
    QuestionKind,
    Unit,
    Value,
    load_questions,
)
from evals.run import ask_and_judge, judge
from ingest.plan import Basis, Role
from tests.evals.oracle import Oracle, oracle_answer

PLACES = RecordPlaces({})
TASK = Place(plan="qinghe", anchor="开展防汛演练")
VALUE_QUESTION = GoldQuestion(
    id="value",
    kind=QuestionKind.INDICATOR,
    library="examples",
    question="云陵市2025年经营主体总量目标是多少",
    expect=Expectation(
        values=(
            Value(
                value="32.6",
                unit="万户",
                year="2025",
                attribute="预期性",
                name="经营主体总量",
                region="云陵市",
            ),
        )
    ),
    evidence=(Place(plan="yunling", anchor="经营主体总量"),),
)
UNITS_QUESTION = GoldQuestion(
    id="units",
    kind=QuestionKind.TASK_UNITS,
    library="examples",
    question="青禾县开展防汛演练谁牵头谁配合",
    expect=Expectation(
        units=(
            Unit(name="县应急管理局", role=Role.RESPONSIBLE, basis=Basis.INFERRED),
            Unit(name="县水利局", role=Role.COOPERATING, basis=Basis.INFERRED),
        )
    ),
    evidence=(TASK,),
)
LIST_QUESTION = GoldQuestion(
    id="list",
    kind=QuestionKind.UNIT_TASKS,
    library="examples",
    question="青禾县水利局有哪些任务",
    expect=Expectation(
        items=(Item(words="开展防汛演练"), Item(words="加固水库堤坝"), Item(words="清理河道"))
    ),
    evidence=(TASK, Place(plan="qinghe", anchor="加固水库堤坝"), Place(plan="qinghe", anchor="清理河道")),
)
CONTENT_QUESTION = GoldQuestion(
    id="content",
    kind=QuestionKind.CONTENT,
    library="examples",
    question="青禾县怎么开展防汛演练",
    expect=Expectation(phrases=(("汛前演练", "汛期前演练"),)),
    evidence=(TASK,),
)
REFUSAL_QUESTION = GoldQuestion(
    id="refusal",
    kind=QuestionKind.NOT_IN_PLANS,
    library="examples",
    question="青禾县2030年经营主体总量",
    expect=Expectation(status=(AnswerStatus.NOT_FOUND,), must_not=("32.6",)),
)


UNCLEAR_QUESTION = GoldQuestion(
    id="unclear",
    kind=QuestionKind.UNCLEAR,
    library="examples",
    question="经营主体总量目标是多少",
    expect=Expectation(status=(AnswerStatus.CLARIFY,), options=("云陵市", "青禾县")),
)
TWO_SOURCES = GoldQuestion(
    id="two",
    kind=QuestionKind.CONTENT,
    library="examples",
    question="青禾县怎么防汛",
    expect=Expectation(phrases=(("汛前演练",), ("加固堤坝",))),
    evidence=(TASK, Place(plan="qinghe", anchor="加固水库堤坝")),
)
SEARCHED = RecordPlaces({"t1": ("qinghe", "开展防汛演练"), "t2": ("qinghe", "加固水库堤坝")})


def failed(question: GoldQuestion, answer: Answer) -> set[str]:
    return {check.name for check in judge(question, answer, PLACES) if not check.passed}


@pytest.mark.parametrize("question", list(load_questions()), ids=lambda question: question.id)
def test_the_oracle_is_right_on_every_gold_question(question: GoldQuestion) -> None:
    record = ask_and_judge(question, Oracle())
    assert [(c.name, c.problems) for c in record.checks if not c.passed] == []
    assert record.right


def _swap_roles(answer: Answer) -> Answer:
    other = {Role.RESPONSIBLE: Role.COOPERATING, Role.COOPERATING: Role.RESPONSIBLE}
    return replace(answer, units=tuple(replace(unit, role=other[unit.role]) for unit in answer.units))


def _say(old: str, new: str) -> Callable[[Answer], Answer]:
    def plant(answer: Answer) -> Answer:
        rows = tuple(
            replace(
                row,
                values={year: value.replace(old, new) for year, value in row.values.items()},
                unit=(row.unit or "").replace(old, new),
                attribute=(row.attribute or "").replace(old, new),
            )
            for row in answer.indicators
        )
        return replace(answer, answer=answer.answer.replace(old, new), indicators=rows)

    return plant


def _other_region(answer: Answer) -> Answer:
    moved = tuple(replace(citation, plan_id="lanpu", region="澜浦市") for citation in answer.citations)
    return replace(_say("32.6", "24.8")(answer), citations=moved)


def _neighbour_cited(answer: Answer) -> Answer:
    return replace(answer, citations=tuple(replace(c, quote="组织消防培训") for c in answer.citations))


def _refuse(answer: Answer) -> Answer:
    return replace(
        answer, status=AnswerStatus.NOT_FOUND, answer="没有找到。", citations=(), units=(), indicators=()
    )


def _drop_item(answer: Answer) -> Answer:
    return replace(answer, answer=answer.answer.replace("加固水库堤坝\n", ""))


def _invent_unit(answer: Answer) -> Answer:
    invented = UnitInAnswer("县外星事务局", Role.COOPERATING, Basis.INFERRED, "", 1)
    return replace(answer, units=(*answer.units, invented))


def _state_basis(answer: Answer) -> Answer:
    stated = tuple(replace(unit, basis=Basis.STATED) for unit in answer.units)
    return replace(answer, units=stated)


def _cite_nothing(answer: Answer) -> Answer:
    return replace(answer, citations=(), answer=answer.answer.split("[")[0])


def _offer_nothing(answer: Answer) -> Answer:
    return replace(answer, clarification=None)


def _answer_for_one_place(answer: Answer) -> Answer:
    return replace(answer, status=AnswerStatus.ANSWERED, answer="云陵市的目标写在规划里。")


def _answer_anyway(answer: Answer) -> Answer:
    return replace(answer, status=AnswerStatus.ANSWERED, answer="大约是明年的两倍。")


@pytest.mark.parametrize(
    ("question", "plant", "caught_by"),
    [
        pytest.param(UNITS_QUESTION, _swap_roles, {"units"}, id="leads and supports swapped"),
        pytest.param(UNITS_QUESTION, _invent_unit, {"units", "groundedness"}, id="a unit invented"),
        pytest.param(UNITS_QUESTION, _state_basis, {"units"}, id="an inferred role told as stated"),
        pytest.param(
            VALUE_QUESTION, _say("32.6", "24.8"), {"values"}, id="the other year's value of the row"
        ),
        pytest.param(VALUE_QUESTION, _say("万户", "亿户"), {"values"}, id="万 for 亿"),
        pytest.param(VALUE_QUESTION, _say("预期性", "约束性"), {"values"}, id="expected for binding"),
        pytest.param(
            VALUE_QUESTION, _say("32.6", "99.9"), {"values", "groundedness"}, id="a value that stands nowhere"
        ),
        pytest.param(
            VALUE_QUESTION,
            _other_region,
            {"values", "citation_precision", "citation_recall"},
            id="another region's value, cited there",
        ),
        pytest.param(
            CONTENT_QUESTION,
            _neighbour_cited,
            {"citation_precision", "citation_recall"},
            id="the neighbour cited",
        ),
        pytest.param(CONTENT_QUESTION, _cite_nothing, {"citation_recall"}, id="nothing cited"),
        pytest.param(VALUE_QUESTION, _refuse, {"answered"}, id="refused though answerable"),
        pytest.param(LIST_QUESTION, _drop_item, {"lists"}, id="an item of a list dropped"),
        pytest.param(REFUSAL_QUESTION, _answer_anyway, {"refusal"}, id="answered though not in the plans"),
        pytest.param(
            REFUSAL_QUESTION,
            lambda answer: replace(answer, answer="没有2030年的目标，2025年为32.6万户。"),
            {"forbidden", "groundedness"},
            id="refused, but with another year's value slipped in uncited",
        ),
        pytest.param(CONTENT_QUESTION, _say("汛前演练", "演练"), {"key_facts"}, id="the key fact left out"),
        pytest.param(UNCLEAR_QUESTION, _offer_nothing, {"clarification"}, id="asked back without choices"),
        pytest.param(
            UNCLEAR_QUESTION, _answer_for_one_place, {"clarification"}, id="one place answered for, unasked"
        ),
    ],
)
def test_a_planted_defect_is_caught_by_the_right_metric_only(
    question: GoldQuestion, plant: Callable[[Answer], Answer], caught_by: set[str]
) -> None:
    right = oracle_answer(question, beside="经营主体总量 2020年 24.8")
    assert failed(question, right) == set()
    assert failed(question, plant(right)) == caught_by


def traced(answer: Answer, *records: str, route: str = "content") -> Answer:
    found = [{"record": record} for record in records]
    return replace(answer, trace={"understand_question": {"kind": route}, "retrieve_passages": found})


def failed_on_the_way(answer: Answer) -> set[str]:
    return {check.name for check in judge(TWO_SOURCES, answer, SEARCHED) if not check.passed}


def test_defects_on_the_way_to_the_answer_are_told_from_those_of_the_answer() -> None:
    """Which part is to blame: search that lost a source, an answer that left it out, or a question taken for another kind."""
    right = oracle_answer(TWO_SOURCES)
    one_cited = replace(right, answer=right.answer.replace("[2]", ""), citations=right.citations[:1])
    assert failed_on_the_way(traced(right, "t1", "t2")) == set()
    assert failed_on_the_way(traced(right, "t1")) == {"retrieval_recall", "retrieval_ndcg"}
    assert failed_on_the_way(traced(one_cited, "t1")) == {
        "retrieval_recall",
        "retrieval_ndcg",
        "citation_recall",
    }, "the retriever dropped a source, and so the answer could not cite it"
    assert failed_on_the_way(traced(one_cited, "t1", "t2")) == {"citation_recall"}
    assert failed_on_the_way(traced(right, "x", "t1", "t2")) == {"retrieval_mrr", "retrieval_ndcg"}
    assert failed_on_the_way(traced(right, "t1", "t2", route="task_units")) == {"routing"}

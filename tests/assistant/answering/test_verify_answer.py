"""Injected faults are stopped, true statements pass."""

from __future__ import annotations

import pytest

from assistant.answer import AnswerStatus
from assistant.answering.checking.check_sentence import problem_of
from assistant.answering.composing.refer import ref_to_row, ref_to_units
from assistant.answering.turn import Draft, Ref, Statement, UnitClaim
from assistant.answering.verify_answer import check_draft, supports_of
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import Basis, Passage, RecordType, Role


def _row(catalogue: Catalogue, plan_id: str, name: str) -> Ref:
    index = catalogue.index(plan_id)
    row = next(row for row in index.records.indicators if row.name == name and not row.is_result)
    return ref_to_row(index.plan, row)


def _task(catalogue: Catalogue, plan_id: str, title: str) -> Ref:
    index = catalogue.index(plan_id)
    return ref_to_units(index.plan, next(task for task in index.records.tasks if task.title == title))


def _passage(catalogue: Catalogue) -> Ref:
    index = catalogue.index("qinghe")
    passage: Passage = index.records.passages[0]
    return Ref(index.plan, RecordType.PASSAGE, passage.id, passage.section, passage.text, passage.source)


def _ref(catalogue: Catalogue, key: str) -> Ref:
    kind, plan_id, name = key.split("/")
    if kind == "passage":
        return _passage(catalogue)
    return (_row if kind == "row" else _task)(catalogue, plan_id, name)


SUBJECTS = "row/yunling/市场主体总量"
DRUGS = "row/yunling/药品抽检合格率"
ACCESS = "task/yunling/完善市场准入制度"
LIFTS = "task/yunling/保障电梯运行安全"
EXIT = "完善市场退出制度"
MARKET = "passage/qinghe/1"


def _problem(sentence: str, key: str, catalogue: Catalogue, *, own_words: bool = False) -> str | None:
    places = [(name.word, name.plan_id) for name in catalogue.place_names]
    return problem_of(
        sentence, supports_of([_ref(catalogue, key)], catalogue), places=places, own_words=own_words
    )


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        pytest.param("云陵区市场主体总量2025年目标为5.1万户。", SUBJECTS, id="another region's value"),
        pytest.param("云陵区市场主体总量2020年为9.5万户。", SUBJECTS, id="2025's value for 2020"),
        pytest.param("云陵区市场主体总量由9.5万户（2020年）增长。", SUBJECTS, id="year in brackets behind"),
        pytest.param("云陵区市场主体总量2025年目标为9.5亿户。", SUBJECTS, id="亿 for 万"),
        pytest.param("云陵区市场主体总量2025年目标为9.5户。", SUBJECTS, id="magnitude lost"),
        pytest.param("云陵区市场主体总量2025年目标为9.5万家。", SUBJECTS, id="another measure"),
        pytest.param("云陵区市场主体总量2030年目标为9.5万户。", SUBJECTS, id="another year"),
        pytest.param("云陵区市场主体总量2025年目标为9.5万户，属约束性指标。", SUBJECTS, id="约束性 for 预期性"),
        pytest.param("青禾县市场主体总量2025年目标为9.5万户。", SUBJECTS, id="another place's name"),
        pytest.param("增加2.5万户（由表中两数计算）。", SUBJECTS, id="wrong difference"),
        pytest.param("增长1.5万户。", SUBJECTS, id="computed, but not said to be"),
        pytest.param("药品抽检合格率2025年目标为百分之九十五。", DRUGS, id="number in characters"),
        pytest.param("药品抽检合格率2025年目标为98%。", "row/yunling/食品和农产品抽检量", id="wrong citation"),
        pytest.param("“完善市场准入制度”：责任单位为区政务服务管理办。", ACCESS, id="supporting unit as lead"),
        pytest.param("“完善市场准入制度”由区市场监管局牵头，区教委配合。", ACCESS, id="unit of another task"),
        pytest.param("“完善市场准入制度”：责任单位为区市场监管局；配合单位为区大数据局。", ACCESS, id="invented unit"),
        pytest.param("“保障电梯运行安全”由区政务服务管理办牵头。", LIFTS, id="units of another task"),
        pytest.param("“完善市场退出制度”：责任单位为区市场监管局。", LIFTS, id="another task's title"),
        pytest.param("三年内更新老旧电梯 210 台。", LIFTS, id="amount in a task"),
        pytest.param("2023年建成食品安全规范化农贸市场20家。", MARKET, id="amount in a passage"),
        pytest.param("由县财政局牵头建成食品安全规范化农贸市场10家。", MARKET, id="a lead where no roles are assigned"),
        pytest.param("文件强调“严格落实四个最严要求”。", MARKET, id="invented quote"),
    ],
)  # fmt: skip
def test_faults_are_stopped(sentence: str, key: str, catalogue: Catalogue) -> None:
    assert _problem(sentence, key, catalogue) is not None


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        pytest.param(
            "云陵区“市场主体总量”2025年目标为9.5万户，2020年为8万户，属预期性指标。",
            SUBJECTS,
            id="as composed",
        ),
        pytest.param("云陵区市场主体总量从2020年的8万户提高到2025年的9.5万户。", SUBJECTS, id="other words"),
        pytest.param(
            "市场主体总量由8万户（2020年）提高到9.5万户（2025年）。", SUBJECTS, id="years in brackets"
        ),
        pytest.param(
            "云陵区市场主体总量２０２５年目标为95000户。",
            SUBJECTS,
            id="the same amount written out, full-width",
        ),
        pytest.param("增加1.5万户，增长18.75%（由表中两数计算）。", SUBJECTS, id="computed"),
        pytest.param("药品抽检合格率2025年达到百分之九十八。", DRUGS, id="number in characters"),
        pytest.param(
            "“完善市场准入制度”由区市场监管局牵头，区政务服务管理办、区级有关部门配合。", ACCESS, id="roles"
        ),
        pytest.param("- 推行企业开办一窗通办，压缩办理时限。", ACCESS, id="the source's own words"),
        pytest.param("三年内更新老旧电梯120台。", LIFTS, id="amount in a task"),
        pytest.param(
            "青禾县由经营者负责建立进货台账，建成规范化农贸市场10家。",
            MARKET,
            id="负责 where no roles are assigned",
        ),
        pytest.param("青禾县建成食品安全规范化农贸市场10家。", MARKET, id="amount in a passage"),
    ],
)
def test_true_statements_pass(sentence: str, key: str, catalogue: Catalogue) -> None:
    assert _problem(sentence, key, catalogue) is None


def test_a_models_own_story_is_stopped(catalogue: Catalogue) -> None:
    assert (
        _problem("该县还将举办大型招商活动，吸引投资者前来考察洽谈。", MARKET, catalogue, own_words=True)
        is not None
    )


def test_a_statement_outside_the_scope_is_taken_out(catalogue: Catalogue) -> None:
    ref = _row(catalogue, "qinghe", "药品抽检合格率")
    draft = Draft(AnswerStatus.ANSWERED, (Statement("药品抽检合格率2025年为99.2%。", (ref,)),))
    checked, problems = check_draft(draft, catalogue, ("yunling",))
    assert checked.status is AnswerStatus.NOT_FOUND and problems


def test_a_wrong_unit_claim_is_taken_out(catalogue: Catalogue) -> None:
    ref = _task(catalogue, "yunling", EXIT)
    good = Statement(
        "1. 完善市场退出制度", (ref,), units=(UnitClaim("区税务局", Role.COOPERATING, Basis.INFERRED, EXIT),)
    )
    bad = Statement(
        "2. 完善市场退出制度", (ref,), units=(UnitClaim("区税务局", Role.RESPONSIBLE, Basis.INFERRED, EXIT),)
    )
    checked, problems = check_draft(Draft(AnswerStatus.ANSWERED, (good, bad)), catalogue, ("yunling",))
    assert checked.statements == (good,) and len(problems) == 1


@pytest.mark.parametrize(
    ("sentence", "cited", "right"),
    [
        pytest.param("目标最高的是云陵区：9.5万户。", ("yunling", "qinghe"), True, id="the highest"),
        pytest.param("目标最高的是青禾县：5.1万户。", ("yunling", "qinghe"), False, id="not the highest"),
        pytest.param("目标最低的是青禾县：5.1万户。", ("yunling", "qinghe"), True, id="the lowest"),
        pytest.param(
            "目标最高的是云陵区、青禾县：9.5万户。", ("yunling", "qinghe"), False, id="one too many"
        ),
        pytest.param("目标最高的是云陵区：9.5万户。", ("yunling",), False, id="one row compares nothing"),
    ],
)
def test_which_place_aims_highest(
    sentence: str, cited: tuple[str, ...], right: bool, catalogue: Catalogue
) -> None:
    supports = supports_of([_row(catalogue, plan_id, "市场主体总量") for plan_id in cited], catalogue)
    assert (problem_of(sentence, supports, places=catalogue.places_said(sentence)) is None) is right


@pytest.mark.parametrize(
    ("name", "right"),
    [
        pytest.param("食品安全监管", True, id="the cited row"),
        pytest.param("食品抽检量", False, id="words of the row that are not its name"),
    ],
)
def test_the_years_of_a_row_are_said_of_that_row(name: str, right: bool, catalogue: Catalogue) -> None:
    index = catalogue.index("linxi")
    row = next(row for row in index.records.indicators if row.category == "食品安全监管")
    supports = supports_of([ref_to_row(index.plan, row)], catalogue)
    sentence = f"临溪市“{name}”没有按年份列出数值。"
    problem = problem_of(sentence, supports, places=catalogue.places_said(sentence))
    assert (problem is None) is right

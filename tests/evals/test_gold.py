"""The gold itself: well formed, published schema up to date, and only what the documents say."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from evals.extraction.gold import load_extraction_gold
from evals.gold_documents import Document, open_documents
from evals.questions.gold import (
    GOLD_FOLDER,
    HELD_BACK_FOLDER,
    SCHEMA_FILE,
    GoldFileError,
    GoldQuestion,
    QuestionKind,
    load_libraries,
    load_questions,
    question_schema,
)
from evals.validate_gold import (
    Validation,
    extraction_problems,
    question_problems,
    validate_extraction,
    validate_questions,
)

ROOT = Path(__file__).parents[2]
REAL_PLANS = ROOT.parent / "shared" / "plans"
EXAMPLES = ROOT / "ingest" / "examples"


def folders() -> list[Path]:
    if REAL_PLANS.exists() or "CI" in os.environ:
        return [EXAMPLES, REAL_PLANS]
    return [EXAMPLES]


@pytest.mark.parametrize("plans", folders(), ids=lambda path: path.name)
def test_gold_says_only_what_the_documents_say(plans: Path) -> None:
    assert validate_extraction(plans) == []
    assert validate_questions(plans).problems == ()
    assert validate_questions(plans, HELD_BACK_FOLDER).problems == ()


def test_the_gold_of_other_fields_holds_only_what_its_plans_say() -> None:
    folder = GOLD_FOLDER / "other_fields"
    validation = validate_questions(folder / "plans", folder)
    assert (validation.problems, validation.unchecked) == ((), 0)
    assert validation.checked >= 120


@pytest.mark.skipif(not REAL_PLANS.exists(), reason="the real plans are not here")
def test_the_gold_of_eleven_plans_holds_only_what_they_say(tmp_path: Path) -> None:
    for file in (*REAL_PLANS.glob("*.txt"), *(GOLD_FOLDER / "other_fields" / "plans").iterdir()):
        (tmp_path / file.name).symlink_to(file.resolve())
    validation = validate_questions(tmp_path, GOLD_FOLDER / "eleven_plans")
    assert (validation.problems, validation.unchecked) == ((), 0)
    assert validation.checked >= 230


def test_held_back_questions_are_others() -> None:
    # 四川呢 may follow on anything: what went before belongs to the question
    asked = {(question.question, question.history) for question in load_questions()}
    held_back = [(question.question, question.history) for question in load_questions(HELD_BACK_FOLDER)]
    assert len(held_back) >= 80
    assert not asked & set(held_back)


def test_the_published_schema_is_the_models() -> None:
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == question_schema()


def test_there_are_enough_questions_of_every_kind_and_plan() -> None:
    questions = list(load_questions())
    assert len({question.id for question in questions}) == len(questions)
    by_plan = Counter(plan for question in questions for plan in question.plan_ids)
    real = load_libraries()["five_plans"]
    assert all(by_plan[plan] >= 40 for plan in real)
    assert sum(question.library == "examples" for question in questions) >= 60
    kinds = Counter(question.kind for question in questions)
    assert set(kinds) == set(QuestionKind)
    assert kinds[QuestionKind.ACROSS] >= 50
    assert kinds[QuestionKind.NOT_IN_PLANS] >= 100
    assert sum(question.id.startswith("answerable-") for question in questions) >= 100


def test_the_validator_finds_what_a_document_does_not_say(tmp_path: Path) -> None:
    path = tmp_path / "qinghe.txt"
    path.write_text("一、主要目标\n1\n床位数（张）\n1260\n1900\n预期性\n县民政局\n", encoding="utf-8")
    document = Document(path)
    question = {
        "id": "q-1",
        "kind": "indicator",
        "library": "examples",
        "question": "床位数",
        "expect": {"values": [{"value": "1900"}], "units": [{"name": "县民政局", "role": "responsible"}]},
        "evidence": [{"plan": "qinghe", "anchor": "床位数"}],
    }
    right = GoldQuestion.model_validate(question)
    assert list(question_problems(right, {"qinghe": document})) == []
    question["expect"] = {
        "values": [{"value": "1901"}],
        "units": [{"name": "县财政局", "role": "responsible"}],
    }
    question["evidence"] = [{"plan": "qinghe", "anchor": "护理床位", "section": "二、任务"}]
    wrong = GoldQuestion.model_validate(question)
    assert len(list(question_problems(wrong, {"qinghe": document}))) == 4


def test_the_validator_wants_the_values_of_a_row_behind_its_name(tmp_path: Path) -> None:
    gold = dict(load_extraction_gold())["qinghe-elderly-care-duties"]
    document = Document(EXAMPLES / gold.file)
    row = gold.indicators[0]
    swapped = row.model_copy(
        update={"values": dict(zip(row.values, reversed(row.values.values()), strict=True))}
    )
    problems = list(extraction_problems(gold.model_copy(update={"indicators": (swapped,)}), document))
    assert problems == [f"指标 {row.no} {row.name}：文件里它的名称后面不是这些数值"]


def test_an_answerable_question_needs_evidence() -> None:
    with pytest.raises(ValueError, match="要有依据"):
        GoldQuestion.model_validate(
            {
                "id": "q",
                "kind": "content",
                "library": "examples",
                "question": "?",
                "expect": {"phrases": [["x"]]},
            }
        )


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(GoldFileError, match=r"bad\.jsonl 第 1 行不是一道题：缺少 kind"):
        list(load_questions(file))


def test_a_folder_whose_questions_lie_deeper_is_no_empty_set(tmp_path: Path) -> None:
    assert list(load_questions(tmp_path)) == []
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "own.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(GoldFileError, match="它的子文件夹里有"):
        list(load_questions(tmp_path))


def test_documents_of_every_office_format_are_checked(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["清理河道", "区水务局"])
    book.save(tmp_path / "list.xlsx")
    (tmp_path / "list-2.csv").write_text("清理河道,区水务局\n", encoding="utf-8-sig")
    (tmp_path / "scan.ofd").write_bytes(b"")
    found = open_documents(tmp_path)
    assert sorted(found) == ["list", "list-2"]
    assert all(document.has("区水务局") and not document.has("区教育局") for document in found.values())


def test_questions_without_a_readable_document_are_counted(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    question = {
        "id": "q-1",
        "kind": "content",
        "library": "own",
        "question": "怎么清理河道",
        "expect": {"phrases": [["清淤"]]},
        "evidence": [{"plan": "list", "anchor": "清淤"}],
    }
    gold.write_text(json.dumps(question, ensure_ascii=False) + "\n", encoding="utf-8")
    plans = tmp_path / "plans"
    plans.mkdir()
    assert validate_questions(plans, gold) == Validation((), 0, 1)
    (plans / "list.txt").write_text("疏浚河道", encoding="utf-8")
    assert validate_questions(plans, gold) == Validation(("q-1：锚点“清淤”在 list 里找不到",), 1, 0)

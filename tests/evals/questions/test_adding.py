"""Questions come in by spreadsheet, by JSONL and from users' corrections."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from assistant.answer import Question
from assistant.answer_log import AnswerLog
from evals.cli import app
from evals.questions.add_questions import append_questions, problems_of, question_line, read_questions
from evals.questions.draft_cases import draft_cases
from evals.questions.gold import GoldQuestion, QuestionKind, load_libraries, load_questions
from evals.questions.sheet import COLUMNS, read_sheet, write_template
from tests.evals.oracle import oracle_answer
from tests.evals.test_harness import CONTENT_QUESTION, UNITS_QUESTION

EXAMPLES = Path(__file__).parents[3] / "ingest" / "examples"


def filled(tmp_path: Path, **cells: str) -> Path:
    """The template with a row of the given cells below the example."""
    path = tmp_path / "filled.xlsx"
    write_template(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.append([cells.get(name, "") for name in COLUMNS])
    book.save(path)
    return path


def test_the_template_holds_a_question_that_may_be_added(tmp_path: Path) -> None:
    run, sheet, gold = CliRunner().invoke, str(tmp_path / "t.xlsx"), tmp_path / "gold"
    assert run(app, ["template", "-o", sheet]).exit_code == 0
    options = ["add", sheet, "--gold", str(gold), "--plans", str(EXAMPLES)]
    checked = run(app, [*options, "--check"])
    assert checked.exit_code == 0, checked.output
    assert not gold.exists()
    assert run(app, options).exit_code == 0
    (question,) = load_questions(gold)
    assert [unit.name for unit in question.expect.units] == ["区城市管理局", "区住房城乡建设局"]
    twice = run(app, options)
    assert twice.exit_code == 1
    assert "这个编号已经有了" in twice.output


def test_every_column_is_read(tmp_path: Path) -> None:
    path = filled(
        tmp_path,
        编号="my-002",
        题型="追问",
        规划组="examples",
        问题="那2025年呢",
        地区="云陵市",
        上文="经营主体总量2020年多少｜24.8万户",
        作答方式="作答\n未找到",
        数值="32.6｜万户｜2025｜预期性｜经营主体总量｜云陵市\n7.8|万户|计算",
        单位="市市场监管局｜牵头｜推定",
        可另说的单位="市发展改革委|配合",
        清单="甲任务／甲项任务\n乙任务",
        要点="第一点／另一说法",
        不得出现="24.8\n旧名称",
        应给的选项="云陵市",
        依据="yunling｜（一）主要目标｜经营主体总量\nyunling｜锚点",
        可另引的依据="yunling|另一处",
        备注="说明",
    )
    question = list(read_sheet(path))[1]
    assert question.kind is QuestionKind.FOLLOW_UP
    assert question.history[0].answer == "24.8万户"
    assert [status.value for status in question.expect.status] == ["answered", "not_found"]
    first, second = question.expect.values
    assert (first.value, first.unit, first.year, first.attribute, first.region) == (
        "32.6",
        "万户",
        "2025",
        "预期性",
        "云陵市",
    )
    assert second.computed
    assert second.year is None
    assert question.expect.units[0].basis == "inferred"
    assert question.expect.items[0].accept == ("甲项任务",)
    assert question.expect.phrases == (("第一点", "另一说法"),)
    assert question.expect.must_not == ("24.8", "旧名称")
    assert question.evidence[0].section == "（一）主要目标"
    assert question.evidence[1].section is None
    assert GoldQuestion.model_validate_json(question_line(question)) == question


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        pytest.param({"题型": "不知道的题型"}, "题型“不知道的题型”应当是", id="unknown kind"),
        pytest.param({"单位": "市市场监管局"}, "后面要写 ｜牵头 或 ｜配合", id="a unit without its role"),
        pytest.param({"依据": "只有锚点"}, "应写成 规划编号｜锚点", id="a place without its plan"),
        pytest.param({"编号": "我的题"}, "id", id="an id that is no id"),
        pytest.param({"依据": ""}, "要有依据", id="an answer without evidence"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(tmp_path: Path, cells: dict[str, str], told: str) -> None:
    usual = {"编号": "my-3", "题型": "指标", "规划组": "examples", "问题": "多少", "依据": "yunling｜锚点"}
    path = filled(tmp_path, **{**usual, **cells})
    with pytest.raises(ValueError, match="第 3 行") as error:
        read_questions(path)
    assert told in str(error.value)


def test_a_question_that_no_answer_can_miss_is_refused() -> None:
    empty = CONTENT_QUESTION.model_copy(
        update={"expect": CONTENT_QUESTION.expect.model_copy(update={"phrases": ()})}
    )
    lost = CONTENT_QUESTION.model_copy(update={"id": "lost", "library": "nowhere"})
    problems = list(problems_of([empty, lost], [], load_libraries()))
    assert problems == ["content：没有写什么样的答案算对", "lost：没有叫“nowhere”的规划组"]


def test_anchors_are_looked_for_in_the_documents() -> None:
    question = CONTENT_QUESTION.model_copy(
        update={
            "evidence": (
                CONTENT_QUESTION.evidence[0].model_copy(
                    update={"plan": "linxi-flood-control", "anchor": "不在文件里的话"}
                ),
            )
        }
    )
    (problem,) = problems_of([question], [], load_libraries(), EXAMPLES)
    assert "在 linxi-flood-control 里找不到" in problem


def test_long_words_are_written_in_parts(tmp_path: Path) -> None:
    place = CONTENT_QUESTION.evidence[0].model_copy(update={"anchor": "很长的锚点" * 8})
    question = CONTENT_QUESTION.model_copy(update={"evidence": (place,)})
    file = append_questions([question], tmp_path)
    assert json.loads(file.read_text(encoding="utf-8"))["evidence"][0]["anchor"][0] == "很长的锚点" * 5
    assert list(load_questions(tmp_path)) == [question]


def test_a_thumbs_down_with_a_correction_becomes_a_draft(tmp_path: Path) -> None:
    log = AnswerLog(tmp_path)
    said = oracle_answer(UNITS_QUESTION)
    for name, comment in (("aaa1", "县水利局才是牵头"), ("aaa2", ""), ("aaa3", "不对")):
        trace = {"understand_question": {"kind": "task_units"}}
        answer = replace(said, id=name, conversation_id=f"talk{name}", trace=trace)
        log.keep(Question(UNITS_QUESTION.question, region="青禾县"), answer, "1")
        log.rate(name, "down", comment)
    log.rate("aaa3", "down", "再更正一次")
    drafts = list(draft_cases(log, load_libraries()))
    log.close()
    assert [draft.id for draft in drafts] == ["draft-aaa1", "draft-aaa3"]
    assert drafts[0].kind is QuestionKind.TASK_UNITS
    assert drafts[0].region == "青禾县"
    assert drafts[0].evidence[0].plan == "qinghe"
    assert "县水利局才是牵头" in drafts[0].note
    assert "再更正一次" in drafts[1].note
    result = CliRunner().invoke(app, ["drafts", "--data", str(tmp_path), "-o", str(tmp_path / "d.jsonl")])
    assert "3 条差评，其中 2 条写了更正" in result.output
    assert list(load_questions(tmp_path / "d.jsonl")) == drafts
    added = CliRunner().invoke(app, ["add", str(tmp_path / "d.jsonl"), "--gold", str(tmp_path / "gold")])
    assert added.exit_code == 1
    assert "还是草稿" in added.output

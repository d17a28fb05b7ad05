"""Lists of a document's tasks and units, and of what units do together, over plans of invented places."""

from __future__ import annotations

import re

import pytest

from assistant.answer import AnswerStatus, Question
from assistant.answering.pipeline import AnsweringPipeline


@pytest.mark.parametrize(
    ("question", "says", "does_not_say"),
    [
        pytest.param("列出云陵清单的全部任务", ["共列出 4 项", "（二）守牢安全底线", "保障电梯运行安全"], [], id="all tasks by section"),
        pytest.param("云陵清单一共几项任务", ["共列出 4 项"], ["完善市场准入制度"], id="only how many"),
        pytest.param("云陵改革登记制度部分有哪些任务", ["共列出 2 项", "完善市场退出制度"], ["电梯"], id="tasks of a section"),
        pytest.param("云陵清单涉及哪些单位", ["共 5 个", "1. 区市场监管局：牵头 3 项、配合 1 项", "另有 1 个统称", "区级有关部门"], [], id="units counted, groups apart"),
        pytest.param("云陵清单的配合单位有哪些", ["配合单位共 4 个", "区税务局：配合 1 项"], [], id="units of one role"),
        pytest.param("云陵哪个部门任务最多", ["最多的是区市场监管局，4 项"], [], id="most tasks"),
        pytest.param("云陵牵头任务最多的单位是哪个", ["牵头任务最多的是区市场监管局，3 项"], [], id="leads most"),
        pytest.param("青禾规划涉及哪些单位", ["没有写明"], ["监管局"], id="a plan that names no units"),
        pytest.param("云陵教委和市场监管局共同参与的任务", ["共 1 项", "区教委牵头、区市场监管局配合", "加强校园食品安全"], ["电梯"], id="both units"),
        pytest.param("云陵市场监管局牵头、税务局配合的任务", ["共 1 项", "完善市场退出制度"], ["校园"], id="each in its role"),
        pytest.param("云陵税务局没有参与的任务", ["没有列税务局的任务共 3 项", "保障电梯运行安全"], ["退出"], id="no part in"),
        pytest.param("云陵区教委作为主责单位的事项台账", ["牵头的任务共 1 项", "加强校园食品安全"], [], id="official words"),
        pytest.param("临溪税务部门有哪些工作", ["没有写到"], [], id="a unit of another place"),
        pytest.param("云陵税务部门的任务", ["完善市场退出制度"], [], id="a unit by its matter"),
        pytest.param("临溪哪些任务由两个以上单位牵头", ["共列出 1 项", "推进登记便利化"], ["消费维权"], id="led by several"),
        pytest.param("各规划分别有多少项任务", ["共列出 4 项", "共列出 2 项"], ["完善市场准入制度"], id="several documents are counted"),
        pytest.param("哪份规划的任务最多", ["工作责任清单》共列出 4 项"], ["最多的是"], id="documents, not units"),
        pytest.param("青禾第一章有哪些任务", ["“第一章 基础”没有列出任务"], ["没有写明"], id="a part without tasks"),
        pytest.param("云陵税务局和气象局的任务", ["完善市场退出制度", "没有写到“气象局”"], [], id="one of the units is not there"),
        pytest.param("云陵和青禾税务局的任务", ["完善市场退出制度", "青禾县的文件中没有写到"], [], id="one of the places has none"),
        pytest.param("云陵区教委这边要落实的任务请列个单子", ["加强校园食品安全"], [], id="talk beside the unit"),
        pytest.param("云陵教委牵头、卫健配合的任务", ["共 1 项", "加强校园食品安全"], [], id="a unit by its matter before its role"),
        pytest.param("云陵税务局任务共几项，其中牵头几项", ["共 1 项，为配合"], [], id="of these"),
        pytest.param("临溪县区政府要配合的任务", ["推进登记便利化"], ["消费维权"], id="a group without 各"),
        pytest.param("云陵清单是哪天印发的", ["没有写明成文日期", "2022年7月21日"], [], id="the other date by its name"),
        pytest.param("临溪方案有多少字", ["按读入的文本统计"], [], id="length is counted"),
        pytest.param("临溪方案依据什么文件", ["《“十三五”市场监管规划》"], [], id="basis"),
    ],
)  # fmt: skip
def test_answers(
    question: str, says: list[str], does_not_say: list[str], pipeline: AnsweringPipeline
) -> None:
    answer = pipeline.invoke(Question(question)).answer
    assert [words for words in says if words not in answer] == [], answer
    assert [words for words in does_not_say if words in answer] == [], answer


def test_a_unit_of_another_place_has_no_tasks_here(pipeline: AnsweringPipeline) -> None:
    answer = pipeline.invoke(Question("青禾县教委在云陵清单里的任务"))
    assert answer.status is AnswerStatus.NOT_FOUND
    assert "校园" not in answer.answer


def test_units_that_do_nothing_together_are_said_so(pipeline: AnsweringPipeline) -> None:
    answer = pipeline.invoke(Question("云陵税务局和教委共同承担的任务"))
    assert answer.status is AnswerStatus.NOT_FOUND
    assert "没有同时列有" in answer.answer


def test_every_item_is_cited_and_its_units_are_claimed(pipeline: AnsweringPipeline) -> None:
    answer = pipeline.invoke(Question("云陵教委和市场监管局共同参与的任务"))
    items = [line for line in answer.answer.splitlines() if re.match(r"\d+\. ", line)]
    assert items and all(re.search(r"\[\d+\]$", line) for line in items)
    assert {(unit.name, unit.role.value) for unit in answer.units} == {
        ("区教委", "responsible"),
        ("区市场监管局", "cooperating"),
    }


def test_what_a_document_is_based_on_has_its_number(pipeline: AnsweringPipeline) -> None:
    answer = pipeline.invoke(Question("临溪方案贯彻哪个文件，文号是多少")).answer
    assert "没有写明发文字号" not in answer and "《“十三五”市场监管规划》" in answer

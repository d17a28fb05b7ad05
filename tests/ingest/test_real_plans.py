"""The five real plans, read where they lie: outline, tasks with units, boxes, and lines that nobody claimed."""

import os
from functools import cache
from pathlib import Path

import pytest

from ingest.pipeline import read_plan
from ingest.plan import Basis, PlanRecords, Role, TaskItem, place_of

PLANS = Path(__file__).parents[3] / "shared" / "plans"

pytestmark = pytest.mark.skipif(
    not PLANS.is_dir() and not os.environ.get("CI"), reason="the real plans lie beside the project"
)


@cache
def records(name: str) -> PlanRecords:
    return read_plan(PLANS / f"{name}.txt")


def task(name: str, title: str) -> TaskItem:
    return next(task for task in records(name).tasks if task.title == title)


@pytest.mark.parametrize(
    ("name", "sections", "tasks", "boxes"),
    [
        pytest.param("dazu", 24, 66, 0, id="dazu: every row of the flattened list"),
        pytest.param("haidong", 15, 28, 0, id="haidong: 25 tasks with units and 3 requirements"),
        pytest.param("tongliang", 39, 88, 10, id="tongliang: titled paragraphs"),
        pytest.param("sichuan", 115, 107, 7, id="sichuan: headings with plain text, numbered items"),
        pytest.param("yingkou", 66, 140, 7, id="yingkou: titled paragraphs and boxes"),
    ],
)
def test_counts(name: str, sections: int, tasks: int, boxes: int) -> None:
    found = records(name)
    assert (len(found.sections), len(found.tasks), len(found.boxes)) == (sections, tasks, boxes)


def test_units_of_the_flattened_list_are_inferred_and_in_order() -> None:
    tasks = records("dazu").tasks
    assert all(task.units for task in tasks[:-1])
    assert not tasks[-1].units, "the file breaks off before its units"
    for found in tasks[:-1]:
        assert {unit.basis for unit in found.units} == {Basis.INFERRED}
        assert [unit.role for unit in found.units] == [Role.RESPONSIBLE] + [Role.COOPERATING] * (
            len(found.units) - 1
        )
    assert [unit.name for unit in task("dazu", "打造质量品牌").units] == [
        "区质量品牌领导小组成员单位",
        "各镇街人民政府(办事处)",
    ]
    assert len(task("dazu", "强化重点领域监管").units) == 9
    assert [warning.code for warning in records("dazu").warnings] == ["truncated", "units_inferred"]


def test_stated_roles_stand_apart_in_simplified_chinese() -> None:
    found = task("haidong", "深化行政审批制度改革")
    assert [unit.name for unit in found.units if unit.role is Role.RESPONSIBLE] == ["市编办", "市发展改革委"]
    assert [unit.name for unit in found.units if unit.role is Role.COOPERATING][:2] == [
        "市工业和信息化委",
        "市市场监管局",
    ]
    assert found.units_open
    assert {unit.basis for unit in found.units} == {Basis.STATED}
    assert sum(bool(other.units) for other in records("haidong").tasks) == 25
    assert (
        task("haidong", "推进市场监管机制创新").units[-1].name == "市社会信用体系建设领导小组其他相关成员单位"
    )


@pytest.mark.parametrize("name", ["tongliang", "sichuan", "yingkou"])
def test_plans_that_name_no_units_say_so(name: str) -> None:
    assert not any(found.units for found in records(name).tasks)
    assert "no_units" in {warning.code for warning in records(name).warnings}


def test_lost_numbers_are_put_back() -> None:
    restored = {section.number: section.title for section in records("sichuan").sections if section.restored}
    assert restored["第三章"] == "高标准服务体系"
    assert restored["第四章"] == "高水平监管体系"


@pytest.mark.parametrize("name", ["dazu", "haidong", "tongliang", "sichuan", "yingkou"])
def test_places_point_at_the_words(name: str) -> None:
    found = records(name)
    for item in found.tasks:
        place = place_of(item.origin, 0, 4, item.source)
        assert item.source.start <= place.start < place.end <= item.source.end
        assert item.source.end <= len(found.source_text)
        for unit in item.units:
            assert unit.source is not None
            printed = "".join(found.source_text[unit.source.start : unit.source.end].split())
            assert name == "haidong" or printed == unit.name
    for section in found.sections:
        assert section.source.end - section.source.start < 80


@pytest.mark.parametrize("name", ["dazu", "haidong", "tongliang", "sichuan", "yingkou"])
def test_only_page_furniture_is_left_over(name: str) -> None:
    found = records(name)
    left = [found.source_text[span.start : span.end] for span in found.unclaimed]
    assert len(left) <= 12
    assert all(len(line) < 60 and "。" not in line for line in left)


@pytest.mark.parametrize("name", ["dazu", "haidong", "tongliang", "sichuan", "yingkou"])
def test_passages_hold_whole_sentences(name: str) -> None:
    found = records(name)
    assert len({passage.id for passage in found.passages}) == len(found.passages)
    for passage in found.passages:
        assert passage.text.strip() == passage.text
        if len(passage.text) > 350:
            assert "。" not in passage.text[:-1]

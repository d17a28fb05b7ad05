"""The plans that ship: invented, of several formats, and with the difficulties that users meet."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from ingest.pipeline import read_plan
from ingest.plan import PlanRecords, PlanStatus, Role
from ingest.readers.iter_files import iter_files

EXAMPLES = Path(str(files("ingest.examples")))
REAL = EXAMPLES.parents[2] / "shared" / "plans"
LONGEST_SHARED = 30
IDEOGRAPHS = re.compile(r"[㐀-鿿]")


@pytest.fixture(scope="module")
def plans() -> dict[str, PlanRecords]:
    return {path.stem: read_plan(path) for path in (EXAMPLES / found.name for found in iter_files(EXAMPLES))}


def test_there_is_enough_to_try(plans: dict[str, PlanRecords]) -> None:
    assert len(plans) >= 4
    assert len({Path(records.plan.file).suffix for records in plans.values()}) >= 3
    assert sum(len(records.tasks) for records in plans.values()) >= 50
    assert sum(len(records.indicators) for records in plans.values()) >= 30


@pytest.mark.parametrize(
    ("name", "region", "number", "status", "tasks", "indicators"),
    [
        ("yunling-market-supervision", "云陵市", "云陵府发〔2021〕23号", PlanStatus.IN_FORCE, 41, 18),
        ("qinghe-elderly-care-duties", "青禾县", "青府办发〔2022〕15号", PlanStatus.IN_FORCE, 18, 12),
        ("linxi-flood-control", "临溪区", "临政办发〔2022〕7号", PlanStatus.IN_FORCE, 17, 8),
        ("lanpu-market-supervision-draft", "澜浦市", None, PlanStatus.DRAFT, 13, 15),
    ],
)
def test_what_each_holds(
    plans: dict[str, PlanRecords],
    name: str,
    region: str,
    number: str | None,
    status: PlanStatus,
    tasks: int,
    indicators: int,
) -> None:
    records = plans[name]
    assert (records.plan.region, records.plan.document_number, records.plan.status) == (
        region,
        number,
        status,
    )
    assert (len(records.tasks), len(records.indicators)) == (tasks, indicators)


def test_the_same_indicator_differs_between_table_and_sentence(plans: dict[str, PlanRecords]) -> None:
    yunling = plans["yunling-market-supervision"]
    row = next(row for row in yunling.indicators if row.name == "经营主体总量")
    assert row.values["2025"] == "32.6"
    assert "力争突破33万户" in yunling.source_text


def test_the_same_indicator_has_another_unit_of_measure_and_base(plans: dict[str, PlanRecords]) -> None:
    here = {row.name: row for row in plans["yunling-market-supervision"].indicators}
    there = {row.name: row for row in plans["lanpu-market-supervision-draft"].indicators}
    assert (here["食品检验量"].unit, there["食品检验量"].unit) == ("批次/千人", "批次/万人")
    assert set(here["经营主体总量"].values) == {"2020", "2025"} and set(there["经营主体总量"].values) == {
        "2019",
        "2025",
    }


def test_units_of_the_list_in_both_roles(plans: dict[str, PlanRecords]) -> None:
    tasks = plans["qinghe-elderly-care-duties"].tasks
    roles = Counter(unit.role for task in tasks for unit in task.units)
    assert roles[Role.RESPONSIBLE] == 22 and roles[Role.COOPERATING] == 39
    health = next(task for task in tasks if task.title.startswith("加强老年健康管理"))
    assert [(unit.name, unit.role) for unit in health.units] == [
        ("县卫生健康局", Role.RESPONSIBLE),
        ("县卫生健康局", Role.COOPERATING),
        ("各乡镇卫生院", Role.COOPERATING),
    ]
    assert sum(task.units_open for task in tasks) == 2


def test_no_sentence_of_the_real_plans(plans: dict[str, PlanRecords]) -> None:
    if not REAL.is_dir():
        pytest.skip("no shared plans")
    real = "\n".join("".join(path.read_text("utf-8").split()) for path in sorted(REAL.glob("*.txt")))
    for records in plans.values():
        text = "".join(records.source_text.split())
        shared = [
            text[at : at + LONGEST_SHARED]
            for at in range(len(text))
            if text[at : at + LONGEST_SHARED] in real
        ]
        assert not [piece for piece in shared if len(piece) == LONGEST_SHARED and IDEOGRAPHS.search(piece)]


def test_no_traces_of_a_machine() -> None:
    with zipfile.ZipFile(EXAMPLES / "qinghe-elderly-care-duties.docx") as package:
        core = package.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in core and "2022-05-10" in core

"""Records as files: complete, as printed, and harmless to open."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assistant.channels.export import ExportFailed, write_json, write_workbook
from ingest.plan import PlanRecords
from tests.assistant.sample_plans import qinghe, yunling


def rows_of(sheet: Worksheet) -> list[dict[str, object]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_workbook_holds_every_record_as_printed(tmp_path: Path) -> None:
    path = tmp_path / "records.xlsx"
    write_workbook([yunling(), qinghe()], path)
    book = load_workbook(path)
    counts = {sheet.title: sheet.max_row - 1 for sheet in book.worksheets}
    assert counts == {"规划": 2, "任务": 3, "分工": 6, "指标": 2, "承诺": 1, "章节": 4, "专栏": 1, "告警": 1}
    first = rows_of(book["任务"])[0]
    assert (first["责任（牵头）单位"], first["配合单位"]) == ("市市场监管局", "市财政局、市税务局")
    assert first["章节"] == "二、主要任务 › （一）改进登记服务"
    row = rows_of(book["指标"])[1]
    assert (row["2020"], row["2025"], row["属性"]) == ("97.2", ">98", "约束性")
    assert rows_of(book["分工"])[4]["依据"] == "按排列顺序推断"


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        pytest.param("=1+1", "=1+1", id="a formula is text"),
        pytest.param(
            '=HYPERLINK("http://evil.example")', '=HYPERLINK("http://evil.example")', id="a link too"
        ),
        pytest.param("a\x0bb", "ab", id="a character that the format cannot hold"),
        pytest.param("长" * 40_000, "长" * 32_767, id="longer than a cell may be"),
    ],
)
def test_cells_hold_text_only(tmp_path: Path, words: str, kept: str) -> None:
    records = yunling()
    records = replace(records, tasks=(replace(records.tasks[0], text=words),))
    path = tmp_path / "records.xlsx"
    write_workbook([records], path)
    sheet = load_workbook(path)["任务"]
    cell = sheet.cell(2, [str(cell.value) for cell in sheet[1]].index("正文") + 1)
    assert (cell.value, cell.data_type) == (kept, "s")


@pytest.mark.parametrize(
    ("records", "kind"),
    [
        pytest.param(yunling(), dict, id="one plan: an object"),
        pytest.param([yunling(), qinghe()], list, id="a list"),
    ],
)
def test_json(tmp_path: Path, records: PlanRecords | list[PlanRecords], kind: type) -> None:
    path = tmp_path / "records.json"
    write_json(records, path)
    value = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(value, kind)
    assert "云陵市" in path.read_text(encoding="utf-8")  # readable, not escaped


def test_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    path.write_text("old")
    (tmp_path / "records.json.part").mkdir()
    with pytest.raises(ExportFailed, match=r"directory") as caught:
        write_json(yunling(), path)
    assert str(path) in caught.value.user_message
    assert path.read_text() == "old"

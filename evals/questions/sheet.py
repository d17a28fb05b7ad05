"""Gold questions as a spreadsheet (题目表): one row a question, for evaluators who do not write JSON.

A cell may hold several entries, one a line; the fields of an entry stand between ｜ (or |), other wordings behind ／.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from evals.questions.gold import GoldQuestion
from evals.wording import KINDS, STATUSES

SHEET, GUIDE = "题目", "说明"
ROWS = 500
"""Rows of the template that offer their choices."""
# ｜ and | between fields, ／ between wordings; a plain / stands in measures (件/万人)
FIELD, WORDING = re.compile(r"\s*[｜|]\s*"), re.compile(r"\s*／\s*")

Cell = str
Entry = dict[str, Any]

KIND_BY_NAME = {name: kind for kind, name in KINDS.items()}
STATUS_BY_NAME = {name: status for status, name in STATUSES.items() if status != "error"}
ROLE_BY_NAME = {"牵头": "responsible", "负责": "responsible", "责任": "responsible", "配合": "cooperating"}
BASIS_BY_NAME = {"推定": "inferred", "写明": "stated"}

COLUMNS: Mapping[str, tuple[int, str]] = {
    "编号": (14, "小写字母、数字和 -，不能与已有的题重复，如 my-001"),
    "题型": (14, "从下拉框里选"),
    "规划组": (16, "这道题问的是哪一组规划：examples、five_plans，或自己的 libraries.json 里的名称"),
    "问题": (40, "照用户会问的样子写"),
    "地区": (10, "只在用户先选了地区时填"),
    "上文": (30, "追问才填。每行一轮：问｜答"),
    "作答方式": (12, "不填就是作答；几种都算对时每行一种：作答、问清、未找到"),
    "数值": (36, "每行一个：数值｜计量单位｜年份｜属性｜指标名｜地区。后面的可以不写；算出来的数在末尾加 ｜计算"),
    "单位": (30, "每行一个：单位名称｜牵头 或 配合。文件没有写明、靠次序推定的加 ｜推定"),
    "可另说的单位": (24, "写法同上；说了不算错，不说也不算错"),
    "清单": (36, "完整清单，每行一项；别的说法放在 ／ 后面"),
    "要点": (36, "每行一个要点；可接受的别的说法放在 ／ 后面"),
    "不得出现": (24, "每行一个：出现就算错的数值或话，如相邻一行的数"),
    "应给的选项": (20, "问清时应当给出的选项，每行一个"),
    "依据": (44, "每行一处：规划编号｜章节｜锚点，或 规划编号｜锚点。锚点是原文里 25 字以内的一段"),
    "可另引的依据": (36, "写法同上；引了不算错"),
    "备注": (24, ""),
}  # fmt: skip
EXAMPLE: Mapping[str, str] = {
    "编号": "my-001",
    "题型": "任务由谁负责",
    "规划组": "examples",
    "问题": "临溪提升城区排涝能力由谁负责",
    "单位": "区城市管理局｜牵头\n区住房城乡建设局｜牵头",
    "可另说的单位": "区水利局｜配合",
    "依据": "linxi-flood-control｜（一）完善防洪工程体系｜提升城区排涝能力",
    "备注": "示例，请删去这一行",
}


def write_template(path: Path) -> None:
    """An empty sheet with one example, choices to pick from and a page that explains every column."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has no sheet")
    sheet.title = SHEET
    sheet.append(list(COLUMNS))
    sheet.append([EXAMPLE.get(name, "") for name in COLUMNS])
    letters = {name: get_column_letter(number) for number, name in enumerate(COLUMNS, 1)}
    for cell, (name, (width, _)) in zip(sheet[1], COLUMNS.items(), strict=True):
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DCE6F2")
        sheet.column_dimensions[letters[name]].width = width
    for cell in sheet[2]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    for name, choices in (("题型", KIND_BY_NAME), ("作答方式", STATUS_BY_NAME)):
        offer = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        offer.showErrorMessage = False  # several statuses may be written below one another
        offer.add(f"{letters[name]}2:{letters[name]}{ROWS}")
        sheet.add_data_validation(offer)
    guide = book.create_sheet(GUIDE)
    guide.append(["列", "怎么填"])
    for name, (_, meaning) in COLUMNS.items():
        guide.append([name, meaning])
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 16, 100
    book.save(path)


def read_sheet(path: Path) -> Iterator[GoldQuestion]:
    """The questions of a filled-in sheet; empty rows are passed over. Raises ``ValueError`` naming the row."""
    book = load_workbook(path, data_only=True)
    sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
    rows = sheet.iter_rows(values_only=True)
    head = [str(name or "").strip() for name in next(rows, ())]
    missing = [name for name in ("编号", "题型", "规划组", "问题") if name not in head]
    if missing:
        raise ValueError(f"{path.name}：缺少列 {'、'.join(missing)}")
    for number, cells in enumerate(rows, 2):
        row = {name: _text(cell) for name, cell in zip(head, cells, strict=False)}
        if any(row.values()):
            yield _question(row, f"{path.name} 第 {number} 行")


def _question(row: Mapping[str, Cell], where: str) -> GoldQuestion:
    try:
        return GoldQuestion.model_validate(_fields(row))
    except (ValueError, KeyError) as error:
        raise ValueError(f"{where}：{error}") from error


def _fields(row: Mapping[str, Cell]) -> Entry:
    def entries(column: str, read: Callable[[list[str]], Any]) -> list[Any]:
        return [read(FIELD.split(line.strip())) for line in row.get(column, "").splitlines() if line.strip()]

    def lines(column: str) -> list[str]:
        return [line.strip() for line in row.get(column, "").splitlines() if line.strip()]

    expect: Entry = {
        "values": entries("数值", _value),
        "units": entries("单位", _unit),
        "also_units": entries("可另说的单位", _unit),
        "items": [{"words": words, "accept": accept} for words, *accept in map(WORDING.split, lines("清单"))],
        "phrases": [WORDING.split(line) for line in lines("要点")],
        "must_not": lines("不得出现"),
        "options": lines("应给的选项"),
    }
    if statuses := lines("作答方式"):
        expect["status"] = [_named(STATUS_BY_NAME, status, "作答方式") for status in statuses]
    return {
        "id": row["编号"],
        "kind": _named(KIND_BY_NAME, row["题型"], "题型"),
        "library": row["规划组"],
        "question": row["问题"],
        "region": row.get("地区") or None,
        "history": [
            {"question": asked, "answer": "".join(told)} for asked, *told in map(FIELD.split, lines("上文"))
        ],
        "expect": expect,
        "evidence": entries("依据", _place),
        "also_evidence": entries("可另引的依据", _place),
        "note": row.get("备注", ""),
    }


def _value(fields: list[str]) -> Entry:
    computed = len(fields) > 1 and fields[-1] == "计算"
    names = ("value", "unit", "year", "attribute", "name", "region")
    told = fields[:-1] if computed else fields
    return {**{name: text for name, text in zip(names, told, strict=False) if text}, "computed": computed}


def _unit(fields: list[str]) -> Entry:
    name, role, *basis = fields if len(fields) > 1 else (*fields, "")
    if not role:
        raise ValueError(f"单位“{name}”后面要写 ｜牵头 或 ｜配合")
    entry: Entry = {"name": name, "role": _named(ROLE_BY_NAME, role, "角色")}
    return {**entry, "basis": _named(BASIS_BY_NAME, basis[0], "依据")} if basis else entry


def _place(fields: list[str]) -> Entry:
    if len(fields) < 2:
        raise ValueError(f"依据“{fields[0]}”应写成 规划编号｜锚点")
    plan, *section, anchor = fields
    return {"plan": plan, "anchor": anchor, **({"section": section[0]} if section and section[0] else {})}


def _named(known: Mapping[str, str], name: str, column: str) -> str:
    if name in known:
        return known[name]
    if name in known.values():
        return name
    raise ValueError(f"{column}“{name}”应当是 {'、'.join(known)} 之一")


def _text(cell: object) -> Cell:
    """A cell's words; Excel keeps 2025 as 2025.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()

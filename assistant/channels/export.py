"""The structured records as files: JSON in the public shape, XLSX with one sheet a kind of record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.channels.rendering import BASIS_NAMES, ROLE_NAMES, STATUS_NAMES, period_words, section_line
from assistant.errors import AssistantError
from ingest.plan import PlanRecords, Role, Span, TaskItem

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Row = tuple[str | int | None, ...]

_CELL_CHARACTERS = 32_767  # Excel's limit; a longer text makes the file unreadable
_WIDE, _NARROW = 60, 16
_WIDE_COLUMNS = {"标题", "正文", "原文", "章节", "任务", "说明", "规划", "内容"}


class ExportFailed(AssistantError):
    """The file could not be written, or there is nothing to write."""

    code = "export_failed"


def write_json(records: PlanRecords | Sequence[PlanRecords], path: Path) -> None:
    """One object for one plan, a list for several. Raises :class:`ExportFailed`."""
    from assistant.channels.http.record_schemas import RecordsOut

    if isinstance(records, PlanRecords):
        value: object = RecordsOut.of(records).model_dump(mode="json")
    else:
        value = [RecordsOut.of(one).model_dump(mode="json") for one in records]
    _write(path, json.dumps(value, ensure_ascii=False, indent=2).encode())


def write_workbook(records: Sequence[PlanRecords], path: Path) -> None:
    """A workbook with the sheets 规划, 任务, 分工, 指标, 承诺, 章节, 专栏, 告警. Raises :class:`ExportFailed`."""
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    for title, header, rows in _sheets(records):
        _fill_sheet(book.create_sheet(title), header, rows)
    target = BytesIO()
    book.save(target)
    _write(path, target.getvalue())


def _write(path: Path, content: bytes) -> None:
    """The whole file or none: a half-written export would pass for a complete list."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise ExportFailed(f"不能写入 {path}，请检查文件夹是否存在、是否有权限。", str(error)) from error


def _fill_sheet(sheet: Worksheet, header: tuple[str, ...], rows: Iterable[Row]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet.append(header)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF7")
    for row in rows:
        number = sheet.max_row + 1
        for column, value in enumerate(row, 1):
            if isinstance(value, str):
                cell = sheet.cell(number, column, ILLEGAL_CHARACTERS_RE.sub("", value)[:_CELL_CHARACTERS])
                cell.data_type = "s"  # "=1+1" in a document is text, not a formula
            else:
                cell = sheet.cell(number, column, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for column, name in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDE if name in _WIDE_COLUMNS else _NARROW
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


Sheet = tuple[str, tuple[str, ...], Iterator[Row]]
"""Title, header and rows."""

_PLACE = ("起", "止", "页")


def _sheets(records: Sequence[PlanRecords]) -> Iterator[Sheet]:
    yield _plan_sheet(records)
    yield _task_sheet(records)
    yield _unit_sheet(records)
    yield _indicator_sheet(records)
    yield _commitment_sheet(records)
    yield _section_sheet(records)
    yield _box_sheet(records)
    yield _warning_sheet(records)


def _plan_sheet(records: Sequence[PlanRecords]) -> Sheet:
    header = (
        *("编号", "标题", "地区", "层级", "发布机构", "文号"),
        *("成文日期", "发布日期", "期限", "有效性", "依据", "文件"),
    )
    return "规划", header, (_plan_row(one) for one in records)


def _task_sheet(records: Sequence[PlanRecords]) -> Sheet:
    header = (
        *("规划", "编号", "章节", "序号", "标题", "正文"),
        *("责任（牵头）单位", "配合单位", "名单未尽", "时限", *_PLACE),
    )
    return "任务", header, (_task_row(one, task) for one in records for task in one.tasks)


def _unit_sheet(records: Sequence[PlanRecords]) -> Sheet:
    rows = (
        (one.plan.title, unit.name, ROLE_NAMES[unit.role], BASIS_NAMES[unit.basis], task.id, task.title)
        for one in records
        for task in one.tasks
        for unit in task.units
    )
    return "分工", ("规划", "单位", "角色", "依据", "任务编号", "任务"), rows


def _commitment_sheet(records: Sequence[PlanRecords]) -> Sheet:
    header = ("规划", "编号", "章节", "原文", "对象", "关系", "数值", "单位", "时限", "已完成情况", *_PLACE)
    rows = (
        (
            one.plan.title,
            item.id,
            section_line(item.section),
            item.text,
            item.what,
            item.op,
            item.value,
            item.unit,
            item.deadline,
            _yes(item.is_result),
            *_place(item.source),
        )
        for one in records
        for item in one.commitments
    )
    return "承诺", header, rows


def _section_sheet(records: Sequence[PlanRecords]) -> Sheet:
    rows = (
        (
            one.plan.title,
            s.level,
            s.number,
            s.title,
            section_line(s.path),
            _yes(s.restored),
            *_place(s.source),
        )
        for one in records
        for s in one.sections
    )
    return "章节", ("规划", "级", "序号", "标题", "章节", "序号补回", *_PLACE), rows


def _box_sheet(records: Sequence[PlanRecords]) -> Sheet:
    rows = (
        (one.plan.title, box.no, box.title, section_line(box.section), *_place(box.source))
        for one in records
        for box in one.boxes
    )
    return "专栏", ("规划", "序号", "标题", "章节", *_PLACE), rows


def _warning_sheet(records: Sequence[PlanRecords]) -> Sheet:
    rows = (
        (one.plan.title, warning.code, warning.message, *_place(warning.source))
        for one in records
        for warning in one.warnings
    )
    return "告警", ("规划", "代码", "说明", *_PLACE), rows


def _indicator_sheet(records: Sequence[PlanRecords]) -> Sheet:
    """A column for every year that any row has a value for, in order."""
    years = sorted({year for one in records for row in one.indicators for year in row.values})
    header = (
        "规划",
        "编号",
        "表",
        "序号",
        "类别",
        "指标",
        "计量单位",
        *years,
        "属性",
        "说明",
        "上期结果",
        *_PLACE,
    )
    rows = (
        (
            one.plan.title,
            row.id,
            row.table,
            row.no,
            row.category,
            row.name,
            row.unit,
            *(row.values.get(year) for year in years),
            row.attribute,
            row.text,
            _yes(row.is_result),
            *_place(row.source),
        )
        for one in records
        for row in one.indicators
    )
    return "指标", header, rows


def _plan_row(records: PlanRecords) -> Row:
    plan = records.plan
    return (
        plan.id,
        plan.title,
        plan.region,
        plan.level.value,
        plan.issuer,
        plan.document_number,
        plan.issued,
        plan.published,
        period_words(plan),
        STATUS_NAMES[plan.status],
        "；".join(plan.based_on),
        plan.file,
    )


def _task_row(records: PlanRecords, task: TaskItem) -> Row:
    return (
        records.plan.title,
        task.id,
        section_line(task.section),
        task.number,
        task.title,
        task.text,
        _names(task, Role.RESPONSIBLE),
        _names(task, Role.COOPERATING),
        _yes(task.units_open),
        task.deadline,
        *_place(task.source),
    )


def _names(task: TaskItem, role: Role) -> str:
    return "、".join(unit.name for unit in task.units if unit.role is role)


def _yes(value: bool) -> str:
    return "是" if value else ""


def _place(source: Span | None) -> tuple[int | None, int | None, int | None]:
    return (source.start, source.end, source.page) if source else (None, None, None)

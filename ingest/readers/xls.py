"""Old Excel workbooks (.xls) through python-calamine, which gives stored values without their number formats."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from ingest.errors import FileEmpty, UnsupportedFormat
from ingest.readers.collect_lines import LineCollector, check_cells
from ingest.readers.lay_out_sheet import Merge, add_sheet
from ingest.readers.limits import ReadingLimits
from ingest.readers.number_formats import plain
from ingest.readers.open_package import DAMAGED_MESSAGE
from ingest.source import SourceText


def read_xls(data: bytes, limits: ReadingLimits) -> SourceText:
    """An old Excel workbook. Raises :class:`UnsupportedFormat` (damaged, encrypted), :class:`FileEmpty`, …"""
    lines = LineCollector(limits)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for entry in workbook.sheets_metadata:
            if entry.visible != SheetVisibleEnum.Visible:
                lines.note("hidden_sheet", f"工作表“{entry.name}”已隐藏，未读取。")
                continue
            _add_sheet(lines, workbook, entry.name)
    except (CalamineError, ValueError, OSError) as error:
        if "password" in str(error).lower():
            raise UnsupportedFormat(
                "Excel 文件已用密码加密，无法读取。请先取消密码后再导入。", "encrypted xls"
            ) from error
        raise UnsupportedFormat(DAMAGED_MESSAGE, f"calamine: {error}") from error
    if not lines.position:
        raise FileEmpty("Excel 文件里没有内容。", "no cell with words")
    return lines.build("xls", paragraphs_are_lines=True)


def _add_sheet(lines: LineCollector, workbook: CalamineWorkbook, title: str) -> None:
    sheet = workbook.get_sheet_by_name(title)
    check_cells(sheet.total_height * sheet.total_width, lines.limits)
    texts: dict[tuple[int, int], str] = {}
    fractions = False
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            text = _shown(value)
            if text.strip():
                texts[row, column] = text
                fractions = fractions or (isinstance(value, float) and not value.is_integer())
    if fractions:
        lines.note(
            "number_formats_unknown",
            f"工作表“{title}”的小数和百分比按存储值读取（如 95% 可能读作 0.95），请核对，或另存为 .xlsx 后导入。",
        )
    merges = [
        Merge(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
    ]
    add_sheet(lines, title, texts, merges)


def _shown(value: float | str | bool | datetime | date | time | timedelta) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        return plain(Decimal(repr(value)))
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    return str(value)

"""Old Excel workbooks (.xls) through python-calamine, which gives stored values without their number formats.

calamine runs in a process of its own with bounded memory and time: a few wrong bytes in a .xls make it ask for gigabytes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from ingest.errors import FileEmpty, LimitExceeded, UnsupportedFormat
from ingest.readers.collect_lines import LineCollector
from ingest.readers.lay_out_sheet import Merge, add_sheet
from ingest.readers.limits import ReadingLimits
from ingest.readers.open_package import DAMAGED_MESSAGE
from ingest.source import SourceText

WORKER = "ingest.readers.xls_worker"


def read_xls(data: bytes, limits: ReadingLimits) -> SourceText:
    """An old Excel workbook. Raises :class:`UnsupportedFormat` (damaged, encrypted), :class:`FileEmpty`, …"""
    lines = LineCollector(limits)
    for sheet in _sheets(data, limits):
        title = sheet["title"]
        if not sheet["visible"]:
            lines.note("hidden_sheet", f"工作表“{title}”已隐藏，未读取。")
            continue
        if sheet["fractions"]:
            lines.note(
                "number_formats_unknown",
                f"工作表“{title}”的小数和百分比按存储值读取（如 95% 可能读作 0.95），请核对，或另存为 .xlsx 后导入。",
            )
        texts = {(row, column): text for row, column, text in sheet["cells"]}
        add_sheet(lines, title, texts, [Merge(*merge) for merge in sheet["merges"]])
    if not lines.position:
        raise FileEmpty("Excel 文件里没有内容。", "no cell with words")
    return lines.build("xls", paragraphs_are_lines=True)


def _sheets(data: bytes, limits: ReadingLimits) -> list[dict[str, Any]]:
    """What the worker found; see :mod:`ingest.readers.xls_worker` for the shape."""
    command = [sys.executable, "-m", WORKER, str(limits.cells)]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=limits.external_seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnsupportedFormat(DAMAGED_MESSAGE, "calamine took too long") from error
    if done.returncode != 0:
        raise UnsupportedFormat(DAMAGED_MESSAGE, f"calamine ended with {done.returncode}")
    answer: dict[str, Any] = json.loads(done.stdout)
    match answer["status"]:
        case "encrypted":
            raise UnsupportedFormat(
                "Excel 文件已用密码加密，无法读取。请先取消密码后再导入。", "encrypted xls"
            )
        case "damaged":
            raise UnsupportedFormat(DAMAGED_MESSAGE, f"calamine: {answer['reason']}")
        case "large":
            raise LimitExceeded(
                f"表格单元格数超过上限（{limits.cells} 个）。请删去无关的表格或拆分文件，或调高上限设置。",
                "too many cells",
            )
    sheets: list[dict[str, Any]] = answer["sheets"]
    return sheets

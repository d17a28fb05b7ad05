"""The process that ``xls`` starts: reads a workbook from standard input and writes its cells as JSON.

``{"status": "read", "sheets": [{"title", "visible", "fractions", "cells": [[row, column, text]], "merges": [[top, left,
bottom, right]]}]}``, or a status of "encrypted", "large" or "damaged" with a reason.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from ingest.readers.number_formats import plain

MEMORY_BYTES = 1 << 30
"""A workbook that needs more is damaged: the format ends at 65,536 rows of 256 columns."""


def main() -> None:
    _bound_memory()
    data = sys.stdin.buffer.read()
    json.dump(_read(data, int(sys.argv[1])), sys.stdout)


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _read(data: bytes, most_cells: int) -> dict[str, object]:
    sheets: list[dict[str, object]] = []
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for entry in workbook.sheets_metadata:
            sheet = workbook.get_sheet_by_name(entry.name)
            cells: list[tuple[int, int, str]] = []
            fractions = False
            # calamine begins rows at the first used column, but counts them from the top
            left = sheet.start[1] if sheet.start else 0
            for row, values in enumerate(sheet.iter_rows()):
                for column, value in enumerate(values):
                    text = _shown(value)
                    if text.strip():
                        cells.append((row, left + column, text))
                        fractions = fractions or (isinstance(value, float) and not value.is_integer())
                if len(cells) > most_cells:
                    return {"status": "large"}
            sheets.append(
                {
                    "title": entry.name,
                    "visible": entry.visible == SheetVisibleEnum.Visible,
                    "fractions": fractions,
                    "cells": cells,
                    "merges": [(*first, *last) for first, last in sheet.merged_cell_ranges or []],
                }
            )
    except (CalamineError, ValueError, OSError) as error:
        return {
            "status": "encrypted" if "password" in str(error).lower() else "damaged",
            "reason": str(error),
        }
    return {"status": "read", "sheets": sheets}


def _shown(value: float | str | bool | datetime | date | time | timedelta) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        return plain(Decimal(repr(value)))
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    return str(value)


if __name__ == "__main__":
    main()

"""What a cell of a responsibility list says: units, a date, nothing."""

from __future__ import annotations

import re

from ingest.repair.line_shapes import SENTENCE_END
from ingest.units.unit_lists import split_units
from ingest.units.unit_names import is_collective, is_unit_name

# "2023年12月底前", "持续推进", "6月底前", "2021—2023年", "每季度末"
TIME_CELL = re.compile(
    r"^(?:(?:到|至|截至)?\d{4}\s*年[^，。；、]{0,10}|(?:到|至)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})?\s*(?:年|月|季度|日)[^，。；、]{0,10}|\d{4}\s*[-—–~～至.]+\s*\d{1,4}\s*年?"
    r"|(?:长期|持续|全年|常年|贯穿|即时|立即|分年度|逐年|每[年季月周])[^，。；]{0,10})$"
)
NO_ENTRY = re.compile(r"^[—\-－–/／\\无]{1,4}$")


def is_list_of_units(text: str) -> bool:
    """Whether a cell names units and nothing else."""
    if SENTENCE_END.search(text) and not text.endswith(("）", ")")):
        return False
    names = [listed.name for listed in split_units(text).names]
    return bool(names) and all(is_unit_name(name) or is_collective(name) for name in names)


def is_time_cell(text: str) -> bool:
    """Whether a cell says when: "2023年12月底前", "持续推进"."""
    return bool(TIME_CELL.match(text))


def is_closing_cell(text: str) -> bool:
    """Whether a cell stands in the columns behind the words: units, a date or a dash."""
    return bool(NO_ENTRY.match(text)) or is_time_cell(text) or is_list_of_units(text)

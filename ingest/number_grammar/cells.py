"""Values of table cells: ">98", "7（年均）", "—"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.number_grammar.measures import (
    ABOUT_AFTER,
    AT_LEAST_AFTER,
    AT_LEAST_BEFORE,
    AT_MOST_AFTER,
    AT_MOST_BEFORE,
    LESS_BEFORE,
    MORE_BEFORE,
    UNIT,
    bound_of,
)
from ingest.number_grammar.numerals import ARABIC, HALF_WIDTH, MAGNITUDE, arabic_number

NOTHING = frozenset(
    {
        "—",
        "——",
        "–",
        "-",
        "--",
        "―",
        "－",
        "/",
        "／",
        "\\",
        "无",
        "空",
        "*",
        "…",
        "……",
        "N/A",
        "n/a",
        "NA",
        "暂无",
        "·",
        "~",
    }
)
"""Cells that say "no value"."""
# ">98", "≥95%", "约1.2万", "年均7%左右", "[15]", "7（年均）", "29(含提名奖", "3-5", "98以上", "-0.5", "30*"; "前10名" is not one
CELL = re.compile(
    rf"^(?P<open>[\[［【〔(（])?(?P<lead>累计|年均|约|平均|每年|力争|全国前|[前第])?(?P<before>{AT_LEAST_BEFORE}|{MORE_BEFORE}|{AT_MOST_BEFORE}|{LESS_BEFORE}|达到?|=)?"
    rf"(?P<sign>[-－−+]?)(?P<number>{ARABIC})(?:[-—–~～至](?P<high>{ARABIC}))?(?P<magnitude>{MAGNITUDE})?(?P<unit>{UNIT})?"
    rf"(?P<after>{AT_LEAST_AFTER}|{AT_MOST_AFTER}|{ABOUT_AFTER})?(?P<close>[\]］】〕)）])?(?P<note>[(（\[].*|年均|累计|左右)?[*＊△①-⑳]*$"
)
# "1:2.3", "4∶6", "2/15": two numbers that stand for one value
RATIO_CELL = re.compile(rf"^(?:{AT_LEAST_BEFORE}|{AT_MOST_BEFORE})?\d+(?:\.\d+)?[:：∶/]\d+(?:\.\d+)?$")
LONGEST_NUMBER = 80
YEAR_RANGE_NOTE = "（）()[]［］ "


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a value cell says. ``missing`` marks a dash; ``number`` is ``None`` for words ("达到国家要求").

    ``note`` is what stands in brackets behind the number ("年均", "含提名奖"); ``cumulative`` marks a value in square
    brackets, by which plans mean the sum of all years.
    """

    raw: str
    number: Decimal | None = None
    op: str = "="
    unit: str | None = None
    note: str | None = None
    high: Decimal | None = None
    missing: bool = False
    cumulative: bool = False


def read_cell(text: str) -> CellValue:
    """The value of a table cell. Words that are no number keep ``number`` ``None``."""
    raw = text.strip()
    plain = "".join(raw.translate(HALF_WIDTH).split())
    if not plain or plain in NOTHING or not plain.strip("—-–―/ "):
        return CellValue(raw, missing=True)
    match = CELL.match(plain) if len(plain) <= LONGEST_NUMBER else None
    if match is None or match["lead"] in ("前", "第", "全国前"):
        return CellValue(raw)
    number = arabic_number(match["number"])
    if number is None:
        return CellValue(raw)
    unit = (match["magnitude"] or "") + (match["unit"] or "")
    note = (match["note"] or "").strip(YEAR_RANGE_NOTE) or (
        match["lead"] if match["lead"] in ("累计", "年均", "平均", "每年") else None
    )
    return CellValue(
        raw,
        -number if match["sign"] in ("-", "－", "−") else number,
        bound_of(match["before"] or "", match["after"] or ""),
        unit or None,
        note or None,
        arabic_number(match["high"]) if match["high"] else None,
        cumulative=bool(match["open"] and match["open"] in "[［【〔") or note == "累计",
    )


def is_value(text: str) -> bool:
    """Whether a cell holds a number or a ratio, or says that there is none."""
    value = read_cell(text)
    return value.missing or value.number is not None or RATIO_CELL.match("".join(text.split())) is not None

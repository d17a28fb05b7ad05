"""Numbers with their measures in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
from ingest.number_grammar.numerals import (
    ARABIC,
    CHINESE,
    HALF_WIDTH,
    MAGNITUDE,
    MAGNITUDES,
    arabic_number,
    chinese_number,
)

BEFORE = f"{AT_LEAST_BEFORE}|{AT_MOST_BEFORE}|{MORE_BEFORE}|{LESS_BEFORE}"
# The lookahead says what a match can begin with: most characters begin none, and need not be tried in every way.
QUANTITY = re.compile(
    rf"(?=[{''.join(word[0] for word in BEFORE.split('|'))}到在至达\s\d]|{CHINESE})(?P<before>{BEFORE})?(?:到|在|至|达)?\s*"
    rf"(?:(?P<percent>百分之)(?P<percent_number>{CHINESE})|(?P<number>(?<![\d.]){ARABIC}|{CHINESE})"
    rf"(?:\s?[-—–~～至]\s?(?P<high>{ARABIC})(?=\s?(?:{MAGNITUDE}|{UNIT})))?\s?(?P<more>多|余|几)?(?P<magnitude>{MAGNITUDE})?(?P<more2>多|余)?\s?(?P<unit>{UNIT}))"
    rf"(?P<after>\s?(?:{AT_LEAST_AFTER}|{AT_MOST_AFTER}|{ABOUT_AFTER}))?"
)
# "2025年", "5月", "十四五" and "第一个" are no quantities
ORDINAL_BEFORE = re.compile(r"第\s*$")
CHINESE_NUMBER_MEASURES = frozenset(
    [
        "个",
        "家",
        "户",
        "件",
        "项",
        "人",
        "名",
        "次",
        "所",
        "座",
        "条",
        "台",
        "套",
        "处",
        "倍",
        "批",
        "场",
        "天",
        "日",
        "小时",
        "工作日",
        "个工作日",
        "个月",
        "百分点",
        "个百分点",
    ]
)
"""Measures before which a numeral in characters is a count, not a phrase (一批, 一站式, 三级)."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its measure, as it stands at ``text[start:end]``.

    ``op`` is "=", ">=", "<=", ">", "<" as the words around it say; ``high`` is the upper end of a range. ``unit`` is printed
    ("万户"), ``measure`` without the magnitude ("户"), and ``amount`` the number times the magnitude.
    """

    raw: str
    start: int
    end: int
    number: Decimal
    magnitude: int
    measure: str
    op: str = "="
    high: Decimal | None = None
    approximate: bool = False
    printed: str = ""
    """The number alone as printed, a whole range included: "1,300", "50-100", "一"."""

    @classmethod
    def bare(cls, number: str, start: int, end: int, before: str = "", after: str = "") -> Quantity:
        """A number that stands without a measure."""
        return cls(number, start, end, Decimal(number), 1, "", bound_of(before, after), printed=number)

    @property
    def amount(self) -> Decimal:
        return self.number * self.magnitude

    @property
    def unit(self) -> str:
        word = next((word for word, value in MAGNITUDES.items() if value == self.magnitude), "")
        return word + self.measure if self.measure or word else ""


def find_quantities(text: str) -> list[Quantity]:
    """Every number with a measure in running text, in order. Years, dates, ordinals and bare numbers are left out."""
    return list(_quantities(text))


def _quantities(text: str) -> Iterator[Quantity]:
    for match in QUANTITY.finditer(text):
        number_start = match.start("percent") if match["percent"] else match.start("number")
        if ORDINAL_BEFORE.search(text[max(0, number_start - 4) : number_start]):
            continue
        after = (match["after"] or "").strip()
        op = bound_of(match["before"] or "", after)
        raw = text[number_start : match.end()]
        if match["percent"]:
            percent = chinese_number(match["percent_number"])
            if percent is not None:
                printed = match["percent"] + match["percent_number"]
                yield Quantity(raw, number_start, match.end(), Decimal(percent), 1, "%", op, printed=printed)
            continue
        number = _number(match["number"], match["unit"])
        if number is None:
            continue
        yield Quantity(
            raw,
            number_start,
            match.end(),
            number,
            MAGNITUDES.get(match["magnitude"] or "", 1),
            match["unit"].translate(HALF_WIDTH),
            op,
            arabic_number(match["high"]) if match["high"] else None,
            bool(match["more"] or match["more2"] or after in ABOUT_AFTER.split("|")),
            text[number_start : match.end("high") if match["high"] else match.end("number")],
        )


def _number(text: str, unit: str) -> Decimal | None:
    number = arabic_number(text)
    if number is not None:
        return number
    if unit not in CHINESE_NUMBER_MEASURES or (
        text == "一" and unit in ("个", "批", "次", "条", "家", "人", "处", "项", "件", "名")
    ):
        return None
    value = chinese_number(text)
    return None if value is None else Decimal(value)

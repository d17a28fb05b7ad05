"""Numerals: Arabic and Chinese digits, and the magnitudes that stand behind them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

DIGIT_VALUES = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
SMALL_MAGNITUDES = {"十": 10, "百": 100, "千": 1000}
LARGE_MAGNITUDES = {"万": 10**4, "亿": 10**8}
MAGNITUDES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7, "百万": 10**6,
    "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip

# "1,300", "16763.3", "9.5"
ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"
# "二十五", "两百", "一千三百"; a lone digit counts only before a measure
CHINESE = r"[零〇一二两三四五六七八九十百千]{1,9}"
MAGNITUDE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?!米|克|瓦|卡|赫)|百(?!分)"
HALF_WIDTH = {
    ord(full): ord(half)
    for full, half in zip("０１２３４５６７８９％＞＜＝．－＋／", "0123456789%><=.-+/", strict=True)
}


def chinese_number(text: str) -> int | None:
    """ "二十五" → 25, "一万二千" → 12000, "二〇二五" → 2025; ``None`` for anything else."""
    if not text or any(
        c not in DIGIT_VALUES and c not in SMALL_MAGNITUDES and c not in LARGE_MAGNITUDES for c in text
    ):
        return None
    if all(character in DIGIT_VALUES for character in text):
        return int("".join(str(DIGIT_VALUES[character]) for character in text))
    billions = total = section = digit = 0
    for character in text:
        if character in DIGIT_VALUES:
            digit = DIGIT_VALUES[character]
        elif character in SMALL_MAGNITUDES:
            section += (digit or 1) * SMALL_MAGNITUDES[character]
            digit = 0
        elif character == "万":
            total += (section + digit) * LARGE_MAGNITUDES[character]
            section = digit = 0
        else:
            billions += (total + section + digit) * LARGE_MAGNITUDES[character]
            total = section = digit = 0
    return billions + total + section + digit


def arabic_number(text: str) -> Decimal | None:
    """ "1,300" → 1300, "9.50" → 9.50; full-width digits too; ``None`` for anything else."""
    plain = text.translate(HALF_WIDTH).replace(",", "").replace("，", "").strip()
    if not re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None

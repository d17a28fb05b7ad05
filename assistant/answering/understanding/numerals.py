"""Small numbers as questions and headings write them."""

from __future__ import annotations

CHINESE_DIGITS = {digit: str(index) for index, digit in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "0": "0",
    "○": "0",
    "两": "2",
}


def number_of(words: str) -> int | None:
    """3 for 三 and 3, 12 for 十二, 2 for 两."""
    if words.isdigit():
        return int(words)
    if "十" in words:
        tens, _, ones = words.partition("十")
        return int(CHINESE_DIGITS.get(tens, "1")) * 10 + int(CHINESE_DIGITS.get(ones, "0"))
    return int(CHINESE_DIGITS[words[0]]) if words[:1] in CHINESE_DIGITS else None

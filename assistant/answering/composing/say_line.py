"""The source's own words as one line of an answer: without the number that they have in their list, with one full stop."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"^(?:[①-⑳]|[(（]\d{1,2}[)）]|\d{1,2}[.．](?!\d))\s*")
"""①围绕…, (2) 推行…, 3.加装…; not 3.2万亩…"""
_COUNTED_OUT = re.compile(r"[一二三四五六七八九十]是(?!否)")
"""四是推行…: left out where no other 是 of the list stands in the same line"""
_LEFT_OPEN = "，,、；;：: "
_STOPS = ("。", "！", "？", "…", "”", "）", ")", "!", "?")


def say_line(text: str) -> str:
    """①推行一窗通办； → 推行一窗通办。 The words themselves stay as they are."""
    line = _NUMBER.sub("", text.strip())
    counted = _COUNTED_OUT.findall(line)
    if len(counted) == 1 and line.startswith(counted[0]):
        line = line.removeprefix(counted[0])
    line = line.rstrip(_LEFT_OPEN)
    return line if line.endswith(_STOPS) else f"{line}。"

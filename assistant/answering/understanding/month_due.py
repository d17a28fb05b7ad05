"""By which month something is to be done: 9 for 哪些任务9月底前完成."""

from __future__ import annotations

import re

_MONTH_DUE = re.compile(
    r"(?<!\d)(?P<month>1[0-2]|[1-9])月(?:份|底|末|\d{1,2}日)?(?:之?前|以前|到期|(?:要|应|须|需|就)*(?:全部|全面)?(?:完成|办完|做完|建成))"
)
"""9月底前 · 6月份要完成"""
MONTH_OF_YEAR = re.compile(r"(?P<year>20\d\d)年(?P<month>1[0-2]|[1-9])月")
"""2023年9月底"""


def month_due(text: str) -> int | None:
    """The month of the year, the last that is named; ``None`` where the text names none by which something is due."""
    months = [int(match["month"]) for match in _MONTH_DUE.finditer(text)]
    return months[-1] if months else None

"""Dates and periods (日期、规划期) as documents print them."""

from __future__ import annotations

import re
from datetime import date

from ingest.number_grammar import chinese_number

# "2021年09月24日", "2021 年 9 月 24 日", "2021-09-24", "2021/9/24", "2021.9.24"
ARABIC_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})(?!\d)\s*日?"
)
# "二〇二一年九月二十四日"
CHINESE_DATE = re.compile(
    r"([一二][〇○零O０一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
# "（2021—2025年）", "2021-2025年", "2021年至2025年", "2016年—2020年"
YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年?\s*(?:[-—–－~～─至到]|--)+\s*((?:19|20)\d{2})(?!\d)\s*年?")
# "“十四五”", "十四五", "“十 三 五”", "第十四个五年规划"
FIVE_YEARS = re.compile(
    r"(?:[“\"]?(?P<short>十[一二三四五六七八九]?|二十[一二三四五]?)五[”\"]?(?!年|个|条|项|届|大|周|日|月|号|名)|第(?P<long>[一二三四五六七八九十]{1,3})个五年(?:规划|计划|时期))"
)
# "2022年度", "2023年工作要点"
ONE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
THIRD_PLAN_START = 1966
PLAN_YEARS = 5
LONGEST_PERIOD = 30


def iso_date(text: str) -> str | None:
    """The first whole date in a text as "2021-09-24", or ``None``."""
    arabic = ARABIC_DATE.search(text)
    if arabic:
        return _iso(*(int(part) for part in arabic.groups()))
    chinese = CHINESE_DATE.search(text)
    if chinese:
        year, month, day = (
            chinese_number(part.replace("O", "〇").replace("０", "〇")) for part in chinese.groups()
        )
        return _iso(year or 0, month or 0, day or 0)
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def period_of(text: str) -> tuple[int, int] | None:
    """The years a title or sentence speaks of: "（2021—2025年）", “十三五” (2016–2020), "2022年"."""
    years = YEARS.search(text)
    if years:
        first, last = int(years[1]), int(years[2])
        if first <= last <= first + LONGEST_PERIOD:
            return first, last
    five = FIVE_YEARS.search(text)
    if five:
        number = chinese_number(five["short"] or five["long"])
        if number and number >= 3:
            start = THIRD_PLAN_START + PLAN_YEARS * (number - 3)
            return start, start + PLAN_YEARS - 1
    return None


def single_year(text: str) -> tuple[int, int] | None:
    """ "2023年工作要点" → (2023, 2023)."""
    year = ONE_YEAR.search(text)
    return (int(year[1]), int(year[1])) if year else None

"""Dates that govern a number: to which numbers of a sentence, a paragraph and a list of goals they belong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.number_grammar import Quantity
from ingest.read_dates import period_of
from ingest.tables.column_headings import YEAR

FREQUENCY = "每年度?|每季度|每月|每两年|每三年|每半年"
"""每年新增…: holds for its sentence as a year does"""

# dates that govern a number: "到2025年", "2023年底前", "“十四五”末", "每年"
DEADLINE = re.compile(
    r"(?:到|至|截至|在)?(?P<date>(?<!\d)(?:19|20)\d{2}\s*年(?:上半年|下半年|\d{1,2}月)?(?:年?[底末初])?(?:前|以前|之前)?"
    r"|[“\"]?十[一二三四五六七八九]五[”\"]?(?:期?末|期间|时期|规划期末)|规划期末"
    rf"|{FREQUENCY}|(?<![一二三两四五六七八九十\d])年内|当年)(?!以来|起)"
)
# "食品抽检量年均4批次", "年均增长5%", "年均培训不少于60学时": a yearly number of its own clause
YEARLY = re.compile(r"年均[^，,、]{0,12}$")
# "培训不少于" behind 年均 leaves it a date; "年均浓度控制在" has it in the name of the thing
YEARLY_NAME = re.compile(r"年均(?:浓度|气温|水温|降[水雨]量|径流|直接经济损失|收入|值)")
# "…10家，到2023年全面完成", "总投资5亿元，2021年开工，2024年建成投用": the date by which what was said before is done
LATER_DEADLINE = re.compile(
    r"(?:[到至于]\s*)?(?P<date>(?:19|20)\d{2}\s*年(?:\d{1,2}月)?(?:年?[底末])?前?)"
    r"(?:全面|全部|基本|均|力争)*(?:完成|建成|竣工|投用|投入使用|投产|完工|到位|交付)"
)
# "比2020年下降14%", "较2023年增长25%": that year is the base, not the deadline
COMPARED_WITH = re.compile(r"(?:(?<![占同对])比|较|与|以|从|由)$")
# a paragraph of goals that begins "到2025年，…" means all of its sentences
PARAGRAPH_DEADLINE = re.compile(
    r"^(?:[^，,。：:]{0,16}[。：:])?(?:——)?(?:力争|确保|展望)?(?:到|至|(?<=展望))\s*(?P<date>(?:19|20)\d{2}\s*年(?:年?[底末])?|[“\"]?十[一二三四五六七八九]五[”\"]?(?:期?末))"
)
# "首期2023年建成投用，引进机构20家": what is done by that date is said, it does not reach the next clause
DONE_THEN = re.compile(
    r"(?:19|20)\d{2}\s*年(?:\d{1,2}月)?(?:年?[底末])?前?(?:全面|全部|基本|均|力争)*(?:完成|建成|开工|竣工|投用|投入使用|投产|完工|交付|建设)+(?=[，,；;。]|$)"
)
CLAUSE_MARKS = "，,：:。；;！？"
DATE_REACH = 400


def deadline_of(
    text: str, quantity: Quantity, left: str, carried: str | None, quantities: Sequence[Quantity]
) -> str | None:
    """The date of a number: the last one before it in its sentence, then what the text before set (``carried``), then a date
    behind it by which all is done. ``left`` is the number's clause up to it."""
    yearly = YEARLY.search(left) is not None and YEARLY_NAME.search(left) is None
    if yearly and GROWING.search(left):
        return "年均"
    low = max(0, quantity.start - DATE_REACH)
    dates = [
        match
        for match in DEADLINE.finditer(text, low, quantity.start)
        if not COMPARED_WITH.search(text, low, match.start("date")) and _reaches(text, match, quantity)
    ]
    if dates:
        return dates[-1]["date"]
    if yearly:
        return "年均"
    return carried or _later(text, quantity, quantities)


GROWING = re.compile(
    r"年均(?:复合)?(?:增长|增速|增幅|提高|提升|增加|递增|新增|净增|下降|降低|减少|压减|递减|不少于|不低于|约|\s*$)"
)
"""年均增长5%: a rate a year, whatever date stands before"""


OFTEN = re.compile(r"每月|每季度")
"""每月巡检一次，优先治理水源地，利用的村不少于15个: what is done often is said of its own clause"""


def _reaches(text: str, date: re.Match[str], quantity: Quantity) -> bool:
    """每年开展活动，覆盖率达到80%: a frequency does not reach a rate in a later clause, nor 2023年建成 anything there."""
    rate_each_year = quantity.measure == "%" and re.fullmatch(FREQUENCY, date["date"])
    if (
        not rate_each_year
        and not OFTEN.fullmatch(date["date"])
        and not DONE_THEN.match(text, date.start("date"))
    ):
        return True
    return not any(mark in CLAUSE_MARKS for mark in text[date.end() : quantity.start])


def _later(text: str, quantity: Quantity, quantities: Sequence[Quantity]) -> str | None:
    """The date by which the thing counted is done, unless numbers of its own stand behind that date."""
    for match in LATER_DEADLINE.finditer(text, quantity.end, quantity.end + DATE_REACH):
        end = next((at for at in range(match.end(), len(text)) if text[at] in CLAUSE_MARKS), len(text))
        start = max(text.rfind(mark, 0, match.start()) for mark in CLAUSE_MARKS)
        dates_of_others = "分别" in text[start + 1 : match.start()]  # 甲站、乙站分别于2022年、2024年建成
        if not dates_of_others and not any(
            start < other.start < end and other != quantity for other in quantities
        ):
            return match["date"]
    return None


def year_of(deadline: str | None) -> int | None:
    """The year a date names, the last one of a period; ``None`` for 每年 and the like."""
    years = YEAR.findall(deadline or "")
    if years:
        return int(years[-1])
    period = period_of(deadline or "")
    return period[1] if period else None

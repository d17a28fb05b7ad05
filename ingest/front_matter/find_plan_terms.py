"""Period, status and basis of a plan (规划期、有效性、编制依据), each with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ingest.front_matter.find_title import ISSUED, TRANSMITTAL, FoundTitle, bare_title
from ingest.lay_out_blocks import LabelledFact
from ingest.plan import PlanStatus
from ingest.read_dates import period_of, single_year
from ingest.repair.line_shapes import SENTENCE_END
from ingest.source import RepairedText

Value = TypeVar("Value")

# "本规划期为2021—2025年", "实施期限为三年"
PERIOD_WORDS = re.compile(r"规划期|实施期限|(?:规划|方案|计划)的?(?:期限|年限|时限)")
# "（征求意见稿）", "【草案】", "送审稿"
DRAFT = re.compile(r"草\s*案|征求意见|送审稿|讨论稿|公示稿|审议稿|报批稿|初稿|公开征求|代拟稿")
DRAFT_LINE = re.compile(rf"[（(【]?.{{0,6}}(?:{DRAFT.pattern}).{{0,4}}[)）】]?")
IN_FORCE = re.compile(r"^(?:现行)?有效$|^是$|^现行")
REPEALED = re.compile(r"失效|废止|无效|停止执行")
# "已修改", "部分失效": neither in force as it stands nor repealed
AMENDED = re.compile(r"修改|修订|部分")
# "（本文件已于2021年6月1日废止）", "【已失效】", "此件已停止执行。"
REPEALED_LINE = re.compile(
    r"[（(【\[]?(?!.*同时)(?:[本该此]?(?:文件|规划|方案|通知|意见|件|文))?(?:现?已|业已|已经|自)[^。；]{0,24}(?:失效|废止|停止执行)[。]?[)）】\]]?"
)
BASED_ON = re.compile(r"根据|依据|按照|依照|贯彻|落实|衔接|对接|遵循|结合|围绕|实施")
QUOTED = re.compile(
    r"《(?P<name>[^《》]+(?:《[^《》]+》[^《》]*)*)》(?P<note>[（(]\d{4}\s*[-—–－~至]+\s*\d{4}\s*年?[)）])?"
)
HIGHER_PLAN = re.compile(r"(?:规划|纲要|计划|意见|方案|战略|决定|行动)(?:[”》]|[（(【][^（）()]*[)）】])*$")
# "云陵市人民政府关于印发…的通知" inside quotes: the plan itself is meant
QUOTED_NOTICE = re.compile(r"^.{0,40}?关于(?:印发|转发|公布|发布)[《“]?(?P<name>.+?)[》]?(?:的通知)?$")
SENTENCE = re.compile(r"[^。；]+[。；]?")
STATUS_LINES = 8
LONGEST_LINE = 40
SHORTEST_PROSE = 24
OPENING_LINES = 50
BASIS_PARAGRAPHS = 6


@dataclass(frozen=True, slots=True)
class Stated(Generic[Value]):
    """A value and the words that state it, ``None`` where nothing does."""

    value: Value
    place: RepairedText | None = None


def find_period(
    titles: Sequence[RepairedText], head: Sequence[RepairedText]
) -> Stated[tuple[int, int] | None]:
    """First and last year: by the title, by a sentence about the period, by a single year in the title, by a short line."""
    spoken = [words for words in head if PERIOD_WORDS.search(words.text)]
    short = [words for words in head if len(words.text) <= LONGEST_LINE]
    for lines, read in ((titles, period_of), (spoken, period_of), (titles, single_year), (short, period_of)):
        for words in lines:
            period = read(words.text)
            if period:
                return Stated(period, words)
    return Stated(None)


def find_status(
    validity: LabelledFact | None, title: FoundTitle | None, head: Sequence[RepairedText]
) -> Stated[PlanStatus]:
    """Draft by the title or a note below it; else what the page says, or a line that says it is repealed; else in force where
    a notice issues the plan."""
    lines = [words for words in ((title.words, title.notice) if title else ()) if words]
    for words in lines:
        if DRAFT.search(words.text):
            return Stated(PlanStatus.DRAFT, words)
    for words in head[:STATUS_LINES]:
        short = len(words.text) <= LONGEST_LINE and not SENTENCE_END.search(words.text)
        if short and DRAFT_LINE.fullmatch(words.text):
            return Stated(PlanStatus.DRAFT, words)
    if validity:
        stated = validity.value.text.strip()
        if AMENDED.search(stated):
            return Stated(PlanStatus.UNKNOWN, validity.value)
        if REPEALED.search(stated):
            return Stated(PlanStatus.REPEALED, validity.value)
        if IN_FORCE.search(stated):
            return Stated(PlanStatus.IN_FORCE, validity.value)
    for words in head[:STATUS_LINES]:
        if len(words.text) <= LONGEST_LINE and REPEALED_LINE.fullmatch(words.text):
            return Stated(PlanStatus.REPEALED, words)
    if title and title.is_issued:
        issuing = next((words for words in head if ISSUED.search(words.text)), None)
        return Stated(PlanStatus.IN_FORCE, issuing or title.notice)
    return Stated(PlanStatus.UNKNOWN)


def find_basis(title: RepairedText, lines: Sequence[RepairedText]) -> Stated[tuple[str, ...]]:
    """Higher plans that the title quotes, and those that the opening sentences say it follows. The place is where the first
    of them is named."""
    own = bare_title(title.text)
    found = [(_plan_name(match), title) for match in QUOTED.finditer(title.text)]
    opening = [words for words in lines[:OPENING_LINES] if len(words.text) > SHORTEST_PROSE]
    for words in opening[:BASIS_PARAGRAPHS]:
        for sentence in SENTENCE.finditer(words.text):
            text = sentence.group()
            if BASED_ON.search(text) and not ISSUED.search(text) and not TRANSMITTAL.search(text):
                place = words.slice(*sentence.span())
                found += [(_plan_name(match), place) for match in QUOTED.finditer(text)]
    kept: dict[str, tuple[str, RepairedText]] = {}
    for name, place in found:
        bare = bare_title(name)
        if bare and HIGHER_PLAN.search(name) and bare != own and own not in bare:
            kept.setdefault(bare, (name, place))
    first = next(iter(kept.values()), None)
    return Stated(tuple(name for name, _ in kept.values()), first[1] if first else None)


def _plan_name(match: re.Match[str]) -> str:
    name = match["name"] + (match["note"] or "")
    notice = QUOTED_NOTICE.match(name)
    return notice["name"] if notice else name

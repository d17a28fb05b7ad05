"""The grammar of headings: 第一章 · 第一节 · 一、 · （一） · 1. · （1） · ① · 一是, and 专栏N and 附件N beside them.

Pure functions over one line of repaired text. Which of the matches really are headings, and how deep they stand, is decided
by ``ingest.outline.build_outline`` from the whole document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

MAX_HEADING_LENGTH = 60
"""A heading line is never longer (characters, number included); longer lines are paragraphs that begin with a number."""

MAX_RUN_IN_TITLE = 42
"""The opening sentence of a numbered paragraph is its title up to this length; else the paragraph has no title."""


class HeadingKind(IntEnum):
    """Kinds of numbering, from the widest to the narrowest by convention; a document may use them in another order."""

    ANNEX = 0
    """附件1"""
    PART = 1
    """第一编、第一篇、第一部分"""
    CHAPTER = 2
    """第一章"""
    SECTION = 3
    """第一节"""
    IDEOGRAPH = 4
    """一、"""
    BRACKETED = 5
    """（一）"""
    ARTICLE = 6
    """第一条"""
    WORDED = 7
    """任务一： 问题2："""
    ARABIC = 8
    """1. 1． 1、"""
    DECIMAL = 9
    """1.2"""
    DECIMAL_DEEP = 10
    """1.2.3"""
    BRACKETED_ARABIC = 11
    """（1） 1）"""
    CIRCLED = 12
    """①"""


@dataclass(frozen=True, slots=True)
class NumberedStart:
    """How a numbered line begins: ``text[:length]`` is the number, ``label`` the same in normal form ("（一）", "1.")."""

    kind: HeadingKind
    number: int
    label: str
    length: int
    separator_lost: bool = False
    """True for "1严格落实…": a number without the dot behind it, only believed where it continues a sequence."""


@dataclass(frozen=True, slots=True)
class TitleSplit:
    """The run-in title of a paragraph: ``text[:title_end]`` is the title, ``text[rest_start:]`` what follows it."""

    title_end: int
    rest_start: int


NUMERALS = "〇零一二三四五六七八九十百"
_DIGIT_OF = {"〇": 0, "零": 0, **{c: i for i, c in enumerate("一二三四五六七八九", 1)}}

ORDINAL_HEADING = re.compile(rf"第\s*([{NUMERALS}\d]{{1,4}})\s*(编|篇|部\s*分|章|节)\s*[：:、.．]?\s*")
"""第一章 编制背景 · 第 三 节营造环境 · 第2章"""

ROMAN_HEADING = re.compile(r"([ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ])\s*(?:[、．.]|\s)\s*(?=[\u4e00-\u9fff“])")
"""Ⅱ 主要措施 · Ⅲ、保障措施, but not Ⅲ类水质"""

IDEOGRAPH_HEADING = re.compile(rf"([{NUMERALS}]{{1,3}})\s*[、．.]\s*")
"""一、总体要求 · 十二．保障措施"""

BRACKETED_HEADING = re.compile(rf"[（(〔\[]\s*([{NUMERALS}]{{1,3}})\s*[）)〕\]]\s*[、．.]?\s*")
"""（一）发展基础 · (二) 形势要求 · (三）指导思想"""

ARABIC_HEADING = re.compile(r"(\d{1,3})\s*(?:[、．|｜]|[.](?!\d))\s*")
"""1. 深化改革 · 2．完善制度 · 3、落实责任 · 01 | 算力工程, but not 1.5亿元"""

DOTLESS_HEADING = re.compile(r"([1-9]\d?)\s*(?=[\u4e00-\u9fff])")
"""1严格落实各方责任 · 2 着力防范风险: the dot is lost"""

COUNTED = re.compile(
    r"(?:多|余|几)?[年月日个家项条万亿千百名人次户台套座批倍元吨亩岁件辆%％‰°]|处(?![理置罚])|所(?![有属需在])|公里|公顷|平方|立方"
)
"""What follows a number that counts something (3个 · 12家 · 2020年) and so begins a sentence, not a heading."""

ARTICLE_HEADING = re.compile(rf"第\s*([{NUMERALS}\d]{{1,4}})\s*条\s*[：:、.．]?\s*")
"""第三条 支持建设…"""

WORDED_HEADING = re.compile(
    rf"(?P<word>(?:[\u4e00-\u9fff]{{2}})?(?:任务|问题|事项|行动|措施|举措|工程|项目))\s*(?P<number>[{NUMERALS}]{{1,3}}|\d{{1,2}})\s*[：:、]\s*"
)
"""任务一：提速审批 · 重点问题2：… · 行动三、…"""

DECIMAL_HEADING = re.compile(r"(\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})?)(?![\d.．])\s*(?=[\u4e00-\u9fff“])")
"""1.2 规划背景 · 3.1.4 供水工程; 1.5亿元 is told apart by what surrounds it"""

BRACKETED_ARABIC_HEADING = re.compile(r"(?:[（(]\s*(\d{1,2})\s*[）)]|(\d{1,2})[）)])\s*[、．.]?\s*")
"""（1）推进行动 · (2) 守护行动 · 3）提升"""

CIRCLED_HEADING = re.compile(r"([①-⑳])\s*[、．.]?\s*")
"""①落实要求"""

ANNEX_HEADING = re.compile(
    rf"附\s*(?P<what>件|表|录)\s*([{NUMERALS}\d]{{0,3}})\s*(?:[-—]\s*\d+)?\s*(?:[：:.．、]\s*|\s+|$)"
)
"""附件 · 附件1 · 附表2：任务分解表"""

BOX_HEADING = re.compile(rf"专\s*栏\s*([{NUMERALS}\d]{{0,3}})\s*[：:、.．\-—]?\s*")
"""专栏1 主要指标 · 专栏 2：质量强县 · 专栏三"""

LOST_NUMBER = re.compile(r"[、．](?=[\u4e00-\u9fff“])")
"""、强化保护: the numeral before the separator is lost"""

ORDINAL_WORD = re.compile(r"(?:^|(?<=[。；;：:，,！!？?\n]))\s*([一二三四五六七八九十]{1,2})是(?=[^，。])")
"""一是完善制度。二是强化监督: measures inside a paragraph"""

CIRCLED_MARK = re.compile(r"[①-⑳]")
"""①…②…: measures inside a paragraph"""

FIELD_LABEL = re.compile(
    r"\s*(?:(?:工作|主要|重点|具体|建设|改革|整改|年度|目标)?(?:任务|内容|措施|举措|目标|要求|事项|项目)(?:内容|名称|描述|要求)?"
    r"|(?:完成|办理|办结|实施|整改|推进|建设)?(?:时限|期限|时间|年限|进度)(?:要求|安排|节点)?"
    r"|(?:责任|牵头|配合|参与|实施|主管|主办|承办|协办)(?:单位|部门|领导|人|主体)|责任分工|备\s*注)\s*[：:]\s*"
)
"""任务内容：新改建… · 完成时限：2023年底: names a field of a task, is no title"""

SENTENCE_END = re.compile(r"[。！？；!?;](?:[”’」』）)》]*)")
"""The end of a sentence with the closing marks behind it."""

NOT_WORDS = re.compile(r"[\W_]")
"""Blanks, brackets, quotes and punctuation: "（《》"."""

KEPT_LINES = 4_000
"""Lines of a long plan: several steps ask how each begins."""

TRAILING_NUMBER = re.compile(r"(?:[\s.．·•…‥_]{2,}|\t|\s*[.．·…]{3,}\s*)[-—]?\s*\d{1,3}\s*[-—]?\s*$")
"""总体要求.....5 · 指导思想\t12 · 发展目标 …… 7: a line of a table of contents"""

TITLE_MARK = re.compile("[。！？!?；;：: \u3000\t]")
"""A mark or blank that may end the title of a paragraph."""

_CIRCLED_FIRST = ord("①")
_ROMAN_FIRST = ord("Ⅰ")
_TITLE_STOPS = "。！？!?"
_TITLE_BREAKS = "；;"
_COLONS = "：:"
_DECIMAL_PARTS = 2
_MAX_COLON_TITLE = 16
_MAX_SPACED_TITLE = 22


def numeral_value(text: str) -> int | None:
    """The value of an Arabic or Chinese numeral up to 999 ("十二" → 12, "二十" → 20), ``None`` where it is none."""
    text = text.strip()
    if not text:
        return None
    if text.isdigit():
        return int(text)
    total = 0
    digit: int | None = None
    for character in text:
        if character in "十百":
            total += (1 if digit is None else digit) * (10 if character == "十" else 100)
            digit = None
        elif character in _DIGIT_OF:
            digit = _DIGIT_OF[character] if digit is None else digit * 10 + _DIGIT_OF[character]
        else:
            return None
    return total + (digit or 0)


def chinese_numeral(value: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十, 105 → 一百零五; beyond 999, which no document counts to, in figures."""
    if value > 999:
        return str(value)
    hundreds, rest = divmod(value, 100)
    if hundreds:
        tail = f"{'零' if rest < 10 else ''}{'一' if 10 <= rest < 20 else ''}{chinese_numeral(rest)}"
        return f"{'一二三四五六七八九'[hundreds - 1]}百{tail if rest else ''}"
    tens, ones = divmod(value, 10)
    ones_text = "一二三四五六七八九"[ones - 1] if ones else ""
    if not tens:
        return ones_text
    return ("" if tens == 1 else "一二三四五六七八九"[tens - 1]) + "十" + ones_text


def label_of(kind: HeadingKind, number: int) -> str:
    """The number in the form in which it is shown: "第三章", "三、", "（三）", "3.", "（3）", "③", "附件3"."""
    match kind:
        case HeadingKind.PART:
            return f"第{chinese_numeral(number)}编"
        case HeadingKind.CHAPTER:
            return f"第{chinese_numeral(number)}章"
        case HeadingKind.SECTION:
            return f"第{chinese_numeral(number)}节"
        case HeadingKind.IDEOGRAPH:
            return f"{chinese_numeral(number)}、"
        case HeadingKind.BRACKETED:
            return f"（{chinese_numeral(number)}）"
        case HeadingKind.ARTICLE:
            return f"第{chinese_numeral(number)}条"
        case HeadingKind.ARABIC | HeadingKind.DECIMAL | HeadingKind.DECIMAL_DEEP:
            return f"{number}."
        case HeadingKind.BRACKETED_ARABIC:
            return f"（{number}）"
        case HeadingKind.WORDED:
            return f"任务{chinese_numeral(number)}："
        case HeadingKind.CIRCLED:
            return chr(_CIRCLED_FIRST + number - 1)
        case HeadingKind.ANNEX:
            return f"附件{number}" if number else "附件"


@lru_cache(KEPT_LINES)
def read_number(text: str) -> NumberedStart | None:
    """How the line begins, where it begins with a number of one of the kinds; leading blanks are part of ``length``."""
    body = text.lstrip()
    offset = len(text) - len(body)
    found = _ordinal(body) or _simple(body) or _decimal(body) or _arabic(body)
    if found is None:
        return None
    return NumberedStart(found.kind, found.number, found.label, found.length + offset, found.separator_lost)


def _ordinal(body: str) -> NumberedStart | None:
    if roman := ROMAN_HEADING.match(body):
        return NumberedStart(HeadingKind.PART, ord(roman[1]) - _ROMAN_FIRST + 1, roman[1], roman.end())
    match = ORDINAL_HEADING.match(body)
    if match is None:
        return None
    number = numeral_value(match[1])
    if not number:
        return None
    unit = re.sub(r"\s", "", match[2])
    kind = {"章": HeadingKind.CHAPTER, "节": HeadingKind.SECTION}.get(unit, HeadingKind.PART)
    return NumberedStart(kind, number, f"第{match[1]}{unit}", match.end())


def _simple(body: str) -> NumberedStart | None:
    patterns = ((IDEOGRAPH_HEADING, HeadingKind.IDEOGRAPH), (BRACKETED_HEADING, HeadingKind.BRACKETED))
    for pattern, kind in patterns:
        match = pattern.match(body)
        number = numeral_value(match[1]) if match else None
        if match and number:
            label = f"{match[1]}、" if kind is HeadingKind.IDEOGRAPH else f"（{match[1]}）"
            return NumberedStart(kind, number, label, match.end())
    return None


def _decimal(body: str) -> NumberedStart | None:
    if match := WORDED_HEADING.match(body):
        number = numeral_value(match["number"])
        label = f"{match['word']}{match['number']}："
        return NumberedStart(HeadingKind.WORDED, number, label, match.end()) if number else None
    if match := ARTICLE_HEADING.match(body):
        number = numeral_value(match[1])
        return NumberedStart(HeadingKind.ARTICLE, number, f"第{match[1]}条", match.end()) if number else None
    match = DECIMAL_HEADING.match(body)
    if match is None or COUNTED.match(body, match.end()):
        return None
    parts = match[1].replace("．", ".").split(".")
    kind = HeadingKind.DECIMAL if len(parts) == _DECIMAL_PARTS else HeadingKind.DECIMAL_DEEP
    return NumberedStart(kind, int(parts[-1]), ".".join(parts), match.end()) if int(parts[-1]) else None


def _arabic(body: str) -> NumberedStart | None:
    if match := BRACKETED_ARABIC_HEADING.match(body):
        number = int(match[1] or match[2])
        return NumberedStart(HeadingKind.BRACKETED_ARABIC, number, f"（{number}）", match.end())
    if match := CIRCLED_HEADING.match(body):
        number = ord(match[1]) - _CIRCLED_FIRST + 1
        return NumberedStart(HeadingKind.CIRCLED, number, match[1], match.end())
    if (match := ARABIC_HEADING.match(body)) and int(match[1]):
        return NumberedStart(HeadingKind.ARABIC, int(match[1]), f"{int(match[1])}.", match.end())
    if (match := DOTLESS_HEADING.match(body)) and not COUNTED.match(body, match.end()):
        return NumberedStart(
            HeadingKind.ARABIC, int(match[1]), f"{match[1]}.", match.end(), separator_lost=True
        )
    return None


def split_title(text: str, *, longest: int = MAX_RUN_IN_TITLE) -> TitleSplit | None:
    """The opening sentence as a title, where more text follows it: "加强组织实施。各部门要…" → title 加强组织实施.

    A colon or a blank ends a title only where the title is short and free of commas ("指导思想：以…").
    """
    if FIELD_LABEL.match(text):
        return None
    for mark in TITLE_MARK.finditer(text, 0, longest + 1):
        index, character = mark.start(), mark[0]
        if character in _TITLE_STOPS:
            return _split_at(text, index)
        if character in _TITLE_BREAKS:
            return None
        ends = (character in _COLONS and 2 <= index <= _MAX_COLON_TITLE) or (
            character in " \u3000\t" and 4 <= index <= _MAX_SPACED_TITLE and "。" in text[index:]
        )
        if ends and not any(c in "，,、（(" for c in text[:index]):
            return _split_at(text, index)
    return None


def _split_at(text: str, index: int) -> TitleSplit | None:
    rest = index + 1
    while rest < len(text) and text[rest] in " \u3000\t\n":
        rest += 1
    if index < 2 or len(text) - rest < 2:
        return None
    return TitleSplit(index, rest)


def is_title_line(text: str) -> bool:
    """Whether a line can be a heading that stands alone: short, at most one sentence, its full stop at the very end."""
    body = text.strip()
    if not 2 <= len(body) <= MAX_HEADING_LENGTH:
        return False
    inner = body.rstrip("。.：:")
    return bool(inner) and not any(stop in inner for stop in "。；;！？")


def is_bare_title(text: str) -> bool:
    """Whether an unnumbered line looks like a heading whose number was lost: a few words, no sentence, no list."""
    body = text.strip()
    if not 4 <= len(body) <= 32 or any(mark in body for mark in "。；;：:！？，,/|\t"):
        return False
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in body)
    return chinese >= 4 and chinese * 10 >= len(body) * 6 and not body[-1].isdigit()


def comparable(text: str) -> str:
    """A heading's words without number, blanks, brackets, quotes and punctuation, for recognising it when it comes again."""
    start = read_number(text)
    body = text[start.length :] if start and not start.separator_lost else text
    if body.rstrip().rstrip("-—").rstrip()[-1:].isdecimal():  # Few lines end in a number.
        body = TRAILING_NUMBER.sub("", body)
    return NOT_WORDS.sub("", body)

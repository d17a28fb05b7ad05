"""Automatic list numbers of DOCX files: Word shows 一、（一）1. before a paragraph, the paragraph's text does not have them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

LEVEL_MARK = re.compile(r"%([1-9])")  # %1
SEPARATED = re.compile(
    r"[0-9A-Za-z章节条部分编篇]$"
)  # 第一章, 1.1: a space follows; 一、 and （一） and 1. need none

DIGITS = "零一二三四五六七八九"
ZERO_DIGITS = "〇一二三四五六七八九"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
COUNTED = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "koreanCounting",
    }
)
MAX_FORMATTED = 9999


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: how its number is written and where it starts."""

    number_format: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class ListNumbers:
    """The numbering part of a document, and how far each list has counted."""

    levels: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    """Levels by abstract list."""
    lists: dict[str, str] = field(default_factory=dict)
    """Abstract list by list."""
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    """Numbers at which a list starts anew, by list and level."""
    overrides: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    """Levels that one list writes differently from its abstract list."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next_number(self, list_id: str, level: int) -> str:
        """Counts one paragraph of a list and returns the number that Word shows before it (with a space where one follows)."""
        abstract = self.lists.get(list_id)
        levels = {**self.levels.get(abstract or "", {}), **self.overrides.get(list_id, {})}
        if abstract is None or level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if (list_id, level) not in self._begun and level in self.starts.get(list_id, {}):
            counts[level] = self.starts[list_id][level]
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        self._begun.add((list_id, level))
        for deeper in [other for other in counts if other > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and level < restart):
                del counts[deeper]
        label = self._write(levels, level, counts)
        return label + " " if SEPARATED.search(label) else label

    def _write(self, levels: dict[int, ListLevel], level: int, counts: dict[int, int]) -> str:
        shown = levels[level]
        if shown.number_format in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            written = levels.get(at, ListLevel())
            count = counts.get(at, written.start)
            return format_number(count, "decimal" if shown.legal and at != level else written.number_format)

        return LEVEL_MARK.sub(number, shown.text).strip()


def read_list_numbers(root: etree._Element | None) -> ListNumbers:
    """Reads ``numbering.xml``; ``None`` gives a document without lists."""
    numbers = ListNumbers()
    if root is None:
        return numbers
    for abstract in root.iterchildren(W + "abstractNum"):
        numbers.levels[abstract.get(W + "abstractNumId", "")] = {
            _integer(level.get(W + "ilvl"), 0): _read_level(level)
            for level in abstract.iterchildren(W + "lvl")
        }
    for entry in root.iterchildren(W + "num"):
        list_id = entry.get(W + "numId", "")
        numbers.lists[list_id] = _value(entry, "abstractNumId") or ""
        for override in entry.iterchildren(W + "lvlOverride"):
            level = _integer(override.get(W + "ilvl"), 0)
            own = override.find(W + "lvl")
            if own is not None:
                numbers.overrides.setdefault(list_id, {})[level] = _read_level(own)
            start = _value(override, "startOverride")
            if start is not None:
                numbers.starts.setdefault(list_id, {})[level] = _integer(start, 1)
    return numbers


def _read_level(level: etree._Element) -> ListLevel:
    restart = _value(level, "lvlRestart")
    return ListLevel(
        number_format=_value(level, "numFmt") or "decimal",
        text=_value(level, "lvlText") or "",
        start=_integer(_value(level, "start"), 1),
        legal=level.find(W + "isLgl") is not None,
        restart=None if restart is None else _integer(restart, 0),
    )


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(W + name)
    return None if child is None else child.get(W + "val")


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default


def format_number(count: int, number_format: str) -> str:
    """A list number as Word writes it; an unknown format is written in digits."""
    if not 0 < count <= MAX_FORMATTED:
        return str(count)
    if number_format in COUNTED:
        return count_in_chinese(count)
    if number_format in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(ZERO_DIGITS[int(digit)] for digit in str(count))
    if number_format in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and count <= 20:
        return chr(ord("①") + count - 1)
    if number_format == "decimalEnclosedParen" and count <= 20:
        return chr(ord("⑴") + count - 1)
    if number_format in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if number_format == "upperLetter" else letters
    if number_format in ("lowerRoman", "upperRoman"):
        return _roman(count).upper() if number_format == "upperRoman" else _roman(count)
    if number_format == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(count))
    if number_format == "decimalZero":
        return f"{count:02d}"
    if number_format == "ideographTraditional" and count <= len(STEMS):
        return STEMS[count - 1]
    if number_format == "ideographZodiac" and count <= len(BRANCHES):
        return BRANCHES[count - 1]
    return str(count)


def count_in_chinese(count: int) -> str:
    """1–9999 in words: 十, 十二, 二十, 一百零五."""
    words = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = count // unit % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return words[1:] if words.startswith("一十") else words


def _roman(count: int) -> str:
    words = ""
    for value, letters in ROMAN:
        words += letters * (count // value)
        count %= value
    return words

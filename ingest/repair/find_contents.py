"""The table of contents (目录): it repeats the headings and is no content, but it remembers numbers that the text lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.repair.line_shapes import CHAPTER, DECIMAL, INNER_STOP, NUMBERED
from ingest.repair.split_lines import Line

CONTENTS_TITLE = re.compile(r"^目\s*[录次錄]$")
# "一、总体要求.....5", "第一章 现状……12", "（一）发展基础 · · · 8"
LEADERS = re.compile(r"^(?P<title>.*?\S)\s*(?:[.．…·‥⋯_]\s*){3,}\s*[-—]?\s*\d{0,3}\s*[-—]?$")
# "五、深化区域协同   30"
WITH_PAGE = re.compile(r"^(?P<title>.*[^\d\s年.．,，、第-])\s*\d{1,3}$")
# "附件 重点任务分工", "专栏1 主要指标" among the entries
ANNEX_ENTRY = re.compile(r"^(?:附[件表录]|专栏)\s*\d{0,2}\s*[:：]?\s*\S[^。；]{1,40}$")
LONGEST_TITLE = 60
FEWEST_HEADINGS = 6
FEWEST_BELOW_TITLE = 3
"""Below the word 目录 fewer entries are enough."""
REPEATED_SHARE = 0.5
NEAR_HEAD = 600
PUNCTUATION = re.compile(r"[\W_]+")


def find_contents(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines of a table of contents, its title included."""
    found = _with_leaders(lines)
    for start, end in _heading_runs(lines, found):
        found |= set(range(start, end))
    titles = {
        index
        for index, line in enumerate(lines)
        if CONTENTS_TITLE.match(line.text) and {index + 1, index + 2} & found
    }
    return found | titles


def _with_leaders(lines: Sequence[Line]) -> set[int]:
    led = {
        index
        for index, line in enumerate(lines)
        if len(line.text) <= 3 * LONGEST_TITLE and LEADERS.match(line.text)
    }
    return led if len(led) >= 3 else set()


def _heading_runs(lines: Sequence[Line], led: set[int]) -> list[tuple[int, int]]:
    """Runs of headings without a sentence between them that come again later, or that end in page numbers.

    A document whose text begins at once has a heading of each level in a row, never the second of the same level.
    """
    runs: list[tuple[int, int]] = []
    start = 0
    while start < min(len(lines), NEAR_HEAD):
        end = start
        seen: set[str] = set()
        while end < len(lines) and (
            end in led
            or CONTENTS_TITLE.match(lines[end].text)
            or _is_entry(lines[end])
            or (CONTENTS_TITLE.match(lines[start].text) and ANNEX_ENTRY.match(lines[end].text))
        ):
            title = _title_of(lines[end].text)
            if title in seen and title == _first_title(lines, start):
                break
            seen.add(title)
            end += 1
        titled = bool(CONTENTS_TITLE.match(lines[start].text))
        if end - start >= (FEWEST_BELOW_TITLE + 1 if titled else FEWEST_HEADINGS) and _is_contents(
            lines, start, end, led
        ):
            runs.append((start, end))
        start = max(end, start + 1)
    return runs


def _first_title(lines: Sequence[Line], start: int) -> str:
    """The first entry's title: where it comes again, the text begins."""
    at = start + 1 if CONTENTS_TITLE.match(lines[start].text) else start
    return _title_of(lines[at].text) if at < len(lines) else ""


def _title_of(text: str) -> str:
    match = LEADERS.match(text) or WITH_PAGE.match(text)
    return _bare(match["title"] if match else text)


def _is_entry(line: Line) -> bool:
    text = line.text
    return (
        len(text) <= LONGEST_TITLE
        and not INNER_STOP.search(text)
        and bool(CHAPTER.match(text) or NUMBERED.match(text) or DECIMAL.match(text))
    )


def _is_contents(lines: Sequence[Line], start: int, end: int, led: set[int]) -> bool:
    levels = Counter(_level(lines[index].text) for index in range(start, end))
    if max(levels.values()) < 3:
        return False
    entries = range(start, end)
    paged = sum(index in led or bool(WITH_PAGE.match(lines[index].text)) for index in entries)
    if paged >= (end - start) * REPEATED_SHARE:
        return True
    later = {_bare(line.text) for line in lines[end:]}
    openings = {text[:12] for text in later}
    repeated = sum(
        _bare(lines[index].text) in later or _bare(lines[index].text)[:12] in openings for index in entries
    )
    return repeated >= (end - start) * REPEATED_SHARE


def _level(text: str) -> str:
    chapter = CHAPTER.match(text)
    if chapter:
        return chapter.group()[-1]
    numbered = NUMBERED.match(text)
    return re.sub(r"[\d一二三四五六七八九十百]+", "#", numbered.group()) if numbered else "#.#"


def _bare(text: str) -> str:
    return PUNCTUATION.sub("", text)

"""Issuers and dates below the text (落款): at the end of the document and before its annexes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.outline.heading_grammar import ANNEX_HEADING, HeadingKind
from ingest.outline.headings import Heading
from ingest.source import Block, Paragraph
from ingest.units.unit_lists import split_units
from ingest.units.unit_names import is_collective, is_unit_name

DATE_LINE = re.compile(
    r"[（(]?\s*(?:\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|[〇零○一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)\s*(?:印发)?[）)]?$"
)
"""2022年7月27日 · 二〇二二年七月 · 2022年7月28日印发"""

PUBLICITY_NOTE = re.compile(
    r"[（(]?\s*(?:此件|本件)?.{0,6}公开(?:发布|选项|方式)?.{0,8}[）)]?$|(?:抄送|主送)[：:].*|.*(?:代章|印发)[）)]?$"
)
"""（此件公开发布） · 抄送：… · （云陵市数据局代章）"""

IMPRINT = re.compile(r".{3,30}?[\s\u3000]+\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印发$")
"""云陵市人民政府办公室　　2022年7月28日印发"""

COPIES = re.compile(r"(?:抄送|主送|分送)\s*[：:].*")
"""抄送：市委办公室，市人大办公室。"""

ANNEX_LIST = re.compile(r"附\s*件\s*\d{0,2}\s*[：:]\s*\S[^。；]{2,80}$")
"""附件：重点任务清单: the list of annexes behind the text"""

ADDRESSEES = re.compile(r"(?:各|市|区|县|省|州|有关)[^。；]{3,100}[：:]$")
"""各区县人民政府，市政府各部门、各直属机构：: whom the document is sent to"""

ANNEX_ENTRY = re.compile(r"[\s\u3000]*\d{1,2}\s*[.．、]\s*[^。；，]{2,40}$")
"""2.任务清单: an entry of that list on a line of its own"""

_LONGEST = 40
_FIRST_LINES = 12


def find_signatures(blocks: Sequence[Block], headings: Mapping[int, Heading]) -> set[int]:
    """Numbers of the blocks that only sign: a run of unit names around a date, with nothing but annexes behind it."""
    ends = [len(blocks)]
    ends += [index for index, heading in headings.items() if heading.kind is HeadingKind.ANNEX]
    found: set[int] = set()
    for end in ends:
        run: list[int] = []
        at = end - 1
        while at >= 0 and _signs(blocks[at]) and at not in headings:
            run.append(at)
            at -= 1
        if any(_is_dated(_text(blocks[index])) for index in run):
            found.update(run)
    found |= {
        index
        for index, block in enumerate(blocks[:_FIRST_LINES])
        if index not in headings and _addresses(_text(block))
    }
    found |= {
        index
        for index, block in enumerate(blocks)
        if index not in headings and (ANNEX_LIST.match(_text(block)) or IMPRINT.match(_text(block)))
    }
    return found | (annex_entries(blocks) - headings.keys())


def annex_entries(blocks: Sequence[Block]) -> set[int]:
    """附件：1.主要指标表 and, below it, 2.任务清单: entries of the list of annexes, no items of the text."""
    entries: set[int] = set()
    for index, block in enumerate(blocks):
        text = block.text if isinstance(block, Paragraph) else ""
        if _opens_annex_list(text) or (index - 1 in entries and ANNEX_ENTRY.match(text)):
            entries.add(index)
    return entries


def _opens_annex_list(text: str) -> bool:
    match = ANNEX_HEADING.match(text)
    return match is not None and ANNEX_ENTRY.match(text[match.end() :]) is not None


def _addresses(text: str) -> bool:
    """Names of units only, before a colon."""
    names = split_units(text[:-1]).names if ADDRESSEES.match(text) else ()
    return bool(names) and all(is_unit_name(listed.name) or is_collective(listed.name) for listed in names)


def _is_dated(text: str) -> bool:
    return bool(DATE_LINE.match(text) or IMPRINT.match(text))


def _text(block: Block) -> str:
    return block.text.strip() if isinstance(block, Paragraph) else ""


def _signs(block: Block) -> bool:
    text = _text(block)
    if COPIES.match(text) or IMPRINT.match(text):
        return True
    if not text or len(text) > _LONGEST or "。" in text:
        return False
    return bool(DATE_LINE.match(text) or PUBLICITY_NOTE.match(text)) or is_unit_name(text)

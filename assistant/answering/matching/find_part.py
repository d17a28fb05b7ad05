"""Which part of a plan a question names by its number: 专栏5, 第三章第二节, 三、（二）, （二）."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answering.turn import FOLLOWS
from assistant.answering.understanding.numerals import number_of
from assistant.answering.understanding.question_patterns import PART
from assistant.answering.vocabulary.plan_index import PlanIndex
from ingest.plan import Section

Path = tuple[str, ...]
"""Headings from the top of the outline down."""

_HEADING_NUMBER = re.compile(r"^[第（(]?\s*([一二三四五六七八九十\d]{1,3})\s*([章节篇]|部分|[、.．）)])?")
"""第三章 · 三、 · 3. · （三）"""
_IN_BRACKETS = re.compile(r"^[（(]")
_CHAPTERS = ("章", "部分", "篇", "大部分", "板块")
_CHAPTERS_ONLY = ("章", "篇", "大部分")
"""No plan calls a part of a chapter so."""


def path_of_part(index: PlanIndex, text: str) -> Path:
    """The heading path of the numbered part that a question names; () where it names none that is there, or several."""
    found = paths_of_part(index, text)
    return found[0] if len(found) == 1 else ()


def paths_of_part(index: PlanIndex, text: str) -> list[Path]:
    """The heading paths that a question may mean, in the plan's order; （二） alone stands under many chapters.

    A follow-up is read within the part of the question before it (第三章讲什么 → 第二节呢), or tells which of several was meant.
    """
    found: list[Path] = []
    kinds: set[str] = set()
    for said in text.split(FOLLOWS):
        parts = list(PART.finditer(said))
        if not parts:
            continue
        within = found if _kind_of(parts[0]) not in kinds else []
        below = _narrowed(index, parts, within) if within else []
        anew = below or _narrowed(index, parts, [])
        chosen = [path for path in found if any(path[: len(one)] == one for one in anew)]
        found = chosen if len(found) > 1 and chosen else anew
        kinds = {_kind_of(part) for part in parts}
    return found


def _kind_of(part: re.Match[str]) -> str:
    """章, 节, 专栏 …, the same for all ways to call the highest parts."""
    kind = str(part.group("kind") or part.lastgroup)
    return "章" if kind in _CHAPTERS else kind


def _narrowed(index: PlanIndex, parts: Sequence[re.Match[str]], within: list[Path]) -> list[Path]:
    """Each part within the one said before it; [] where one is not there."""
    found = within
    for part in parts:
        found = _under(index, part, found) if found else _anywhere(index, part)
        if not found:
            return []
    return found


def _anywhere(index: PlanIndex, part: re.Match[str]) -> list[Path]:
    records = index.records
    if part.group("box"):
        return _boxes(index, part.group("box"))
    if part.group("end"):
        return [one.path for one in _top_sections(records.sections) if not one.number.startswith("附")][-1:]
    if part.group("inner"):
        above = _of_chapter(records.sections, number_of(part.group("outer"))) if part.group("outer") else None
        wanted = number_of(part.group("inner"))
        bracketed = [one for one in records.sections if _IN_BRACKETS.match(one.number.strip())]
        paths = [one.path for one in bracketed if _number_of_heading(one) == wanted]
        return paths if above is None else _children(index, above, wanted)
    wanted = number_of(part.group("number"))
    if part.group("kind") in _CHAPTERS:
        return _of_chapter(records.sections, wanted)[:1]
    return [
        section.path
        for section in records.sections
        if section.number.strip().startswith("第") and part.group("kind") in section.number
        if _number_of_heading(section) == wanted
    ][:1]


def _under(index: PlanIndex, part: re.Match[str], above: list[Path]) -> list[Path]:
    """The part among what stands right under the headings said before: a 节 by its own number, else by its place in order."""
    if part.group("box"):
        return _boxes(index, part.group("box"))
    if part.group("end") or part.group("outer") or part.group("kind") in _CHAPTERS_ONLY:
        return []
    return _children(index, above, number_of(part.group("inner") or part.group("number")))


def _children(index: PlanIndex, above: list[Path], wanted: int | None) -> list[Path]:
    under = [one for one in index.records.sections if one.path[:-1] in above]
    by_number = [one.path for one in under if _number_of_heading(one) == wanted]
    return (by_number or [one.path for at, one in enumerate(under, 1) if at == wanted])[:1]


def _boxes(index: PlanIndex, said: str) -> list[Path]:
    wanted = number_of(said)
    boxes = (one for one in index.records.boxes if number_of(one.no) == wanted)
    return [(*box.section, f"专栏{box.no} {box.title}".strip()) for box in boxes][:1]


def _of_chapter(sections: Iterable[Section], wanted: int | None) -> list[Path]:
    """The chapters of a number, else the one that comes as so many in order."""
    top = _top_sections(sections)
    by_number = [section.path for section in top if _number_of_heading(section) == wanted]
    return by_number or [section.path for at, section in enumerate(top, 1) if at == wanted]


def _top_sections(sections: Iterable[Section]) -> list[Section]:
    """The highest level of headings that has more than one."""
    listed = list(sections)
    for level in sorted({section.level for section in listed}):
        own = [section for section in listed if section.level == level]
        if len(own) > 1:
            return own
    return listed


def _number_of_heading(section: Section) -> int | None:
    match = _HEADING_NUMBER.match(section.number.strip())
    return number_of(match.group(1)) if match else None

"""A question for the tasks with so many units: 配合单位超过五个的任务, 牵头单位最多的是哪项任务."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.understanding.document_facts import SEVERAL_LEAD
from assistant.answering.understanding.numerals import number_of
from assistant.answering.understanding.roles_asked import role_in
from ingest.plan import Role

_BODY = r"(?:(?:配合|协办|协助|参与|责任|牵头|主办|主责)的?)?(?:单位|部门|机构)"
_NUMBER = r"(?P<number>[一二两三四五六七八九十]{1,3}|\d{1,2})(?![\d年月%])"
_COMPARES = (
    r"(?P<compares>(?P<most>不超过|至多|最多|不多于|顶多|<=|≤)|(?P<least>至少|不少于|不低于|不下|达到|起码|>=|≥)"
    r"|(?P<over>超过|多于|大于|高于|不止|超出|>)|(?P<under>不到|不足|不满|少于|低于|小于|<)|(?P<exact>只有|仅有|只列|仅列|仅|只|就|恰好|刚好|正好))?"
)
_BEYOND = r"(?P<beyond>[及或]?以[上下内])?"
_LISTS = r"(?:[有在是为由]|列了?)*"
_OF_TASKS = r"(?=[^,，。?]{0,6}?(?:任务|事项|工作|项目|条目|的|[几哪]一?[项条件]))"
_UNITS_FIRST = re.compile(
    rf"{_BODY}的?(?:数量?|个数|家数)?{_LISTS}{_COMPARES}{_LISTS}{_NUMBER}(?:个|家)?{_BEYOND}{_OF_TASKS}"
)
"""配合单位超过五个的任务 · 牵头单位只有一家的"""
_NUMBER_FIRST = re.compile(
    rf"(?:{_LISTS}{_COMPARES}{_LISTS}){_NUMBER}(?:个|家){_BEYOND}的?{_BODY}(?:共同|联合|一起)?(?:牵头|负责|配合|参与|承担|主办)?"
)
"""至少3个配合单位的任务 · 由三个以上单位牵头"""
_EDGE = re.compile(rf"{_BODY}的?(?:数量?|个数)?最(?P<edge>[多少])(?!不|有|列|是?[一二两三四五六七八九十\d])")
"""配合单位最多的任务 · 哪项任务涉及单位最多"""
_TASKS = re.compile(r"任务|事项|条目|(?:[哪几多][一几少]?|一)[项条]|的(?:有|是)?[哪几]")
_UNITS_ASKED = re.compile(r"(?:哪|什么|几)(?:些|几?个|一?家)?(?:单位|部门)|谁")
"""哪个单位牵头的任务最多: a unit is asked for, not tasks"""
_MANY = 99


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Tasks with ``least`` to ``most`` units in ``role`` (in any where ``None``), or with the most or fewest of all (``edge``)."""

    role: Role | None
    least: int = 0
    most: int = _MANY
    edge: str = ""

    @property
    def words(self) -> str:
        """至少 6 个"""
        if self.edge:
            return f"最{self.edge}"
        if self.least == self.most:
            return f"为 {self.least} 个"
        return f"不少于 {self.least} 个" if self.most == _MANY else f"不多于 {self.most} 个"


def count_of_units(text: str) -> UnitCount | None:
    """The condition that a simplified question sets to the number of a task's units; ``None`` where it sets none."""
    match = _condition(text)
    if match is None:
        return None
    role = role_in(match.group(0))
    if match.re is _EDGE:
        return UnitCount(role, edge=match["edge"])
    number, beyond = number_of(match["number"]) or 0, match["beyond"] or ""
    if match["over"] or match["least"] or beyond.endswith("上"):
        return UnitCount(role, least=number + 1 if match["over"] else number)
    if match["under"] or match["most"] or beyond:
        return UnitCount(role, most=number - 1 if match["under"] else number)
    return UnitCount(role, number, number)


def without_count_of_units(text: str) -> str:
    """The question with a gap for that condition."""
    match = _condition(text)
    return text if match is None else f"{text[: match.start()]}\n{text[match.end() :]}"


def _condition(text: str) -> re.Match[str] | None:
    if not _TASKS.search(text):
        return None
    match = _UNITS_FIRST.search(text) or _NUMBER_FIRST.search(text)
    if match is not None and not (SEVERAL_LEAD.search(text) and number_of(match["number"]) == 2):
        return match
    return None if match or _UNITS_ASKED.search(text) else _EDGE.search(text)

"""Units under abbreviations that no list holds: 农发委 for 农业发展委, 金融中心 for 金融发展事务中心."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answering.fold_text import is_subsequence

_TAILS = "成员单位|联席会议|领导小组|中心|银行|[局委办厅院会站所队处校]"
_SHAPED = re.compile(rf"(?=(?P<word>[\u4e00-\u9fff]{{1,12}}?(?P<tail>{_TAILS})))")
"""农发委 in 云陵农发委的任务: candidates at every position, the shortest at each"""
_SHORTEST = 3
"""农委 may be many; 农发委 is one."""

BodiesByEnds = Mapping[tuple[str, str], tuple[str, ...]]
"""(first character, last character) of a unit's body → the bodies with them."""


def bodies_by_ends(bodies: frozenset[str]) -> BodiesByEnds:
    found: dict[tuple[str, str], list[str]] = {}
    for body in sorted(bodies):
        if len(body) > _SHORTEST:
            found.setdefault((body[0], body[-1]), []).append(body)
    return {ends: tuple(names) for ends, names in found.items()}


def find_abbreviations(text: str, bodies: BodiesByEnds) -> list[tuple[int, int, tuple[str, ...]]]:
    """(start, end, the bodies that the word at this place may mean), without overlaps."""
    found: list[tuple[int, int, tuple[str, ...]]] = []
    taken_to = 0
    for match in _SHAPED.finditer(text):
        word, tail = match["word"], match["tail"]
        start, end = match.span("word")
        if start < taken_to or len(word) < _SHORTEST:
            continue
        meant = tuple(
            body
            for body in bodies.get((word[0], word[-1]), ())
            if body.endswith(tail) and _abbreviates(word, body)
        )
        if meant:
            found.append((start, end, meant))
            taken_to = end
    return found


def _abbreviates(word: str, body: str) -> bool:
    """The characters in order, the last of them its kind; what is left out is more than what a slip would leave out."""
    return len(word) < len(body) and is_subsequence(word, body)

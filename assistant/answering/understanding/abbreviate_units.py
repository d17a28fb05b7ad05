"""Units under abbreviations that no list holds: 农发委 for 农业发展委, 金融中心 for 金融发展事务中心."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answering.fold_text import is_subsequence
from ingest.units.unit_names import compact

_TAILS = re.compile(r"成员单位|联席会议|领导小组|中心|银行|公司|[局委办厅院会站所队处校]|部(?!门)")
_LONGEST = 28
"""Characters of the longest names: …工作联席会议成员单位."""
_GROUP_ENDS = re.compile(r"(?:人民政府|政府|行政公署)?(?:街道)?(?:办事处)?(?:[（(].*)?$")
"""各镇街|人民政府（办事处）"""
SHORTEST = 3
"""农委 may be many; 农发委 is one."""

_SEVERAL = {
    "公检法司": ("公安局", "检察院", "法院", "司法局"),
    "公检法": ("公安局", "检察院", "法院"),
    "两院": ("法院", "检察院"),
    "工青妇": ("总工会", "团委", "妇联"),
    "工会团委妇联": ("总工会", "团委", "妇联"),
}
"""One word for several units, as everybody says it."""

BodiesByEnds = Mapping[tuple[str, str], tuple[str, ...]]
"""(first character, last character) of a unit's body → the bodies with them."""


def take_several(text: str, bodies: frozenset[str], gap: str) -> tuple[tuple[str, ...], str]:
    """(the bodies that words for several units mean, the text without these words); a word none of whose units is known stays."""
    found: list[str] = []
    for word, names in _SEVERAL.items():
        if word in text and bodies.intersection(names):
            found.extend(names)
            text = text.replace(word, gap)
    return tuple(found), text


def bodies_by_ends(bodies: frozenset[str]) -> BodiesByEnds:
    found: dict[tuple[str, str], list[str]] = {}
    for body in sorted(bodies):
        if len(body) > SHORTEST:
            found.setdefault((body[0], body[-1]), []).append(body)
    return {ends: tuple(names) for ends, names in found.items()}


def find_abbreviations(text: str, bodies: BodiesByEnds) -> list[tuple[int, int, tuple[str, ...]]]:
    """(start, end, the bodies that the word at this place may mean), without overlaps; the longest word at each place."""
    tails = [(match.end(), match.group(0)) for match in _TAILS.finditer(text)]
    found: list[tuple[int, int, tuple[str, ...]]] = []
    taken_to = 0
    for start in range(len(text)):
        if start < taken_to:
            continue
        for end, tail in reversed(tails):
            if not SHORTEST <= end - start <= _LONGEST:
                continue
            meant = bodies_meant(text[start:end], tail, bodies)
            if meant:
                found.append((start, end, meant))
                taken_to = end
                break
    return found


def bodies_meant(word: str, tail: str, bodies: BodiesByEnds) -> tuple[str, ...]:
    """The bodies that a word abbreviates, which end as it does."""
    ends = bodies.get((word[0], word[-1]), ())
    return tuple(body for body in ends if body.endswith(tail) and _abbreviates(word, body))


def _abbreviates(word: str, body: str) -> bool:
    """The characters in order, the last of them its kind; what is left out is more than what a slip would leave out."""
    return len(word) < len(body) and is_subsequence(word, body)


def group_stem(name: str) -> str:
    """What a collective name calls its units: 镇街 for 各镇街人民政府（办事处）, 县区 for 各县区政府."""
    return _GROUP_ENDS.sub("", compact(name).removeprefix("各"))

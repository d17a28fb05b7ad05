"""How people call the units that plans name, as one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answering.fold_text import fold
from assistant.answering.understanding.abbreviate_units import group_stem
from ingest.units.unit_names import former_names_of, is_collective, names_of_body, unit_parts

_TOO_SHORT = frozenset(("政府", "部门", "单位", "企业", "机构", "有关", "各有关", "相关"))
"""Parts of unit names that are no unit by themselves."""

_GROUP_NAMED = r"(?:(?:人民)?政府|办事处)?(?=要|来|应|需|都|负责|牵头|配合|参与|参加|承担|协助|的?(?:任务|职责|工作|事)|(?:有|是)(?:哪|什么)|在|$)"
"""镇街来配合: a group of units is meant where it does something; 乡镇 in 乡镇敬老院 is none"""
_STEM_NAMED = r"(?=(?:来|要)?(?:牵头|主办|负责|配合|协助|参与))"
"""民政牵头、卫健配合"""
_GROUP_LENGTHS = range(2, 7)


def unit_pattern(names: Iterable[str], stems: Iterable[str]) -> re.Pattern[str]:
    """Every way to say the body of one of these units, longest first, folded; then groups of units, and stems
    (:func:`unit_stems`) where these do something."""
    words: set[str] = set()
    groups: set[str] = set()
    for name in names:
        body = unit_parts(name).body
        if is_collective(name):
            words.add(fold(name).partition("人民政府")[0])
            groups.add(group_stem(name))
        words.update(map(fold, (name, body, *names_of_body(body), *former_names_of(body))))
    known = sorted(
        (word for word in words if len(word) > 1 and word not in _TOO_SHORT),
        key=lambda word: (-len(word), word),
    )
    named = sorted(group for group in groups - words if len(group) in _GROUP_LENGTHS)
    ways = [(word, "(?!门)" if word.endswith("部") else "") for word in known]
    ways += [(group, _GROUP_NAMED) for group in named]
    ways += [(stem, _STEM_NAMED) for stem in stems]
    return re.compile(_by_first_character(ways) or "(?!)")


def _by_first_character(ways: Iterable[tuple[str, str]]) -> str:
    """Alternatives (word, what must follow it) in their order, grouped: of thousands only those that begin right are tried."""
    groups: dict[str, list[str]] = {}
    for word, follows in ways:
        groups.setdefault(word[0], []).append(re.escape(word[1:]) + follows)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in groups.items())


def unit_stems(names: Iterable[str]) -> dict[str, str]:
    """What a unit is called by its matter → its body: 民政 → 民政局, longest first."""
    bodies = {unit_parts(name).body for name in names if not is_collective(name)}
    said = {name: body for body in bodies for name in names_of_body(body)}
    stems = {fold(name)[:-1]: fold(body) for name, body in said.items() if name[-1] in "局委厅办"}
    return {stem: stems[stem] for stem in sorted(stems, key=len, reverse=True) if len(stem) > 1}

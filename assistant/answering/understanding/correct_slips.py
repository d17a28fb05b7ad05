"""An indicator's name with one wrong character: 市场主题总量 for 市场主体总量."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.vocabulary.plan_index import PlanIndex

_SHORTEST = 5
"""In a shorter name one character makes another thing."""
_FIRST = 2
"""What a name begins with says what it is of (药品 and 食品): a slip is looked for behind it."""
_NO_SLIP = frozenset("一二三四五六七八九十百千万第上下高低大小多少新旧前后内外增减")
"""Characters that tell two names apart."""


def slip_of(asked: str, indexes: Sequence[PlanIndex]) -> str:
    """The one name, or end of one, that the folded words say but for a character which no plan in scope prints there; else ""."""
    names = {row.name for index in indexes for row in index.rows if len(row.name) >= _SHORTEST}
    found = {name for name in names if _says_with_slip(asked, name, indexes)}
    if not found and len(asked) >= _SHORTEST:
        ends = {(name[-len(asked) :], len(name) - len(asked)) for name in names if len(asked) < len(name)}
        found = {end for end, before in ends if _says_with_slip(asked, end, indexes, _FIRST - before)}
    return found.pop() if len(found) == 1 else ""


def _says_with_slip(asked: str, name: str, indexes: Sequence[PlanIndex], first: int = _FIRST) -> bool:
    for start in range(len(asked) - len(name) + 1):
        piece = asked[start : start + len(name)]
        wrong = [at for at, (one, other) in enumerate(zip(piece, name, strict=True)) if one != other]
        if len(wrong) == 1 and wrong[0] >= first and not {piece[wrong[0]], name[wrong[0]]} & _NO_SLIP:
            around = piece[max(0, wrong[0] - 1) : wrong[0] + 2]
            return not any(around in index.whole_text for index in indexes)
    return False

"""How much of a name (an indicator's, a task's title) a question says, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

import rjieba

from assistant.answering.understanding.everyday_words import generic_words, ways_to_say
from assistant.answering.understanding.recognise_words import is_noun, says_in_short

_HOW_MUCH = frozenset(("数量", "总量", "总数", "人数", "户数", "家数", "个数", "数", "量"))
"""What a name counts by: people leave it out, and then ask for a count of the thing."""
_FRAME = frozenset(
    ("累计", "新增", "公众", "全省", "全市", "全区", "全县", "全州", "实有", "主要", "年度", "各类", "拥有")
)
"""Words of a name that people leave out without meaning another thing."""
_FRAMING = _FRAME | frozenset(
    ("数量", "总量", "总数", "个数", "数", "量", "拥有量", "保有量", "持有量", "有效")
)
"""Words of a question that make no other thing of what stands beside them: 万户商标拥有量."""
_LEAST_CHARACTERS = 4


class Said(IntEnum):
    """How much of a name is said."""

    PART = 0
    THING = 1
    """All but how it is counted: 市场主体 for 市场主体总量."""
    WHOLE = 2


@lru_cache(maxsize=16_384)
def _name_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in rjieba.cut(name) if len(word) > 1 and word not in _FRAME)


def said_of(words: Sequence[str], name: str) -> Said:
    """How much of a folded name the content words of a question say."""
    own = _name_words(name)
    things = [word for word in own if word not in _HOW_MUCH]
    if (
        not things
        or sum(map(len, things)) < _LEAST_CHARACTERS
        or all(word in generic_words() for word in things)
    ):
        return Said.PART
    asked = "".join(words)
    ways = [way for word in words for way in ways_to_say(word)]
    if not all(word in asked or any(word in way for way in ways) for word in things):
        return Said.PART
    counted = [word for word in own if word in _HOW_MUCH]
    return Said.WHOLE if all(word in asked for word in counted) else Said.THING


def is_framing(word: str) -> bool:
    """Whether a word of a question only says that something is counted."""
    return word in _FRAMING


@lru_cache(maxsize=16_384)
def share_of_words(words: tuple[str, ...], name: str) -> float:
    """How much of a folded name's own words the question says, by characters: 制造业合格率 says six of ten of 制造业产品质量合格率."""
    own = _name_words(name)
    ways = [way for word in words for way in ways_to_say(word)]
    said = sum(len(one) for one in own if any(one in way or says_in_short(way, one) for way in ways))
    return said / max(1, sum(map(len, own)))


def is_matter(word: str) -> bool:
    """Whether a word that stands beside a whole name makes it another thing: 农村 does, 高于 and 水平 do not."""
    return is_noun(word) and word not in generic_words()

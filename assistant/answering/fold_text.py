"""Bringing words into one form for comparison, and cutting text into sentences that keep their offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import opencc

_TO_SIMPLIFIED = opencc.OpenCC("t2s")

_NOT_WORD = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w%.<>]|_")
"""What comparison ignores: “双随机、一公开” and 双随机一公开 are one; the point of 9.5 and the sign of >98 stay."""

_INNER_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])[ \t\u3000]+(?=[\u4e00-\u9fff])")
"""增 加: a blank between two Chinese characters says nothing"""

_CLOSERS = '”’」』）)】》"'

_SENTENCE_END = re.compile(rf"[。！？；!?;]+[{_CLOSERS}]*|\n+")
"""一体推进。 · 做好衔接；"""


_SHORT = 64
"""Longest text whose folded form is remembered: names come again and again, paragraphs do not."""


def fold(text: str) -> str:
    """Comparable form: NFKC, Simplified Chinese, lower case, no blanks, no punctuation."""
    return _fold_name(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    return _NOT_WORD.sub("", _converted(text).lower())


_fold_name = lru_cache(maxsize=65_536)(_fold)


def simplify(text: str) -> str:
    """Half-width Simplified Chinese with its punctuation, for reading patterns in a question."""
    return _INNER_BLANK.sub("", _converted(text)).strip()


def _converted(text: str) -> str:
    simplified: str = _TO_SIMPLIFIED.convert(unicodedata.normalize("NFKC", text))
    return simplified


def bigrams(folded: str) -> frozenset[str]:
    """Pairs of neighbouring characters; a single character stands for itself."""
    if len(folded) < 2:
        return frozenset((folded,)) if folded else frozenset()
    return frozenset(folded[index : index + 2] for index in range(len(folded) - 1))


def is_subsequence(short: str, long: str) -> bool:
    """Whether the characters of ``short`` stand in ``long`` in this order (高价值专利 in 高价值发明专利)."""
    rest = iter(long)
    return all(character in rest for character in short)


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` is ``whole[start:end]`` without surrounding blanks."""

    text: str
    start: int
    end: int


def split_sentences(whole: str) -> tuple[Sentence, ...]:
    """Sentences and 分号 clauses in order; never cut inside a pair of brackets."""
    found: list[Sentence] = []
    start = 0
    for match in _SENTENCE_END.finditer(whole):
        piece = whole[start : match.end()]
        if piece.count("（") + piece.count("(") > piece.count("）") + piece.count(")"):
            continue
        _add(found, whole, start, match.end())
        start = match.end()
    _add(found, whole, start, len(whole))
    return tuple(found)


def _add(found: list[Sentence], whole: str, start: int, end: int) -> None:
    text = whole[start:end]
    left = len(text) - len(text.lstrip())
    stripped = text.strip()
    if stripped:
        found.append(Sentence(stripped, start + left, start + left + len(stripped)))

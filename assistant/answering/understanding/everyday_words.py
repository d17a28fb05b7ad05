"""How people say what plans say otherwise, and which words of a question only ask. Data, read once."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import rjieba

from assistant.answering.fold_text import fold

_AGE = re.compile(r"(?P<years>\d{1,3})岁")
"""60岁, which plans also print as 60周岁"""


def _lines(name: str) -> list[str]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def everyday_words() -> dict[str, tuple[str, ...]]:
    """Folded word of a question → folded words that plans use for it."""
    rows = (line.split("\t") for line in _lines("everyday_words.tsv"))
    return {fold(row[0]): tuple(fold(word) for word in row[1].split("|")) for row in rows}


@cache
def uncut_everyday_words() -> tuple[str, ...]:
    """Those that would lose a character when they are cut into words (个转企), longest first."""
    losing = (word for word in everyday_words() if any(len(piece) == 1 for piece in rjieba.cut(word)))
    return tuple(sorted((word for word in losing if len(word) > 2), key=len, reverse=True))


@cache
def question_words() -> re.Pattern[str]:
    """An alternation of the words that only ask, longest first; two characters and more, or 会 would cut 社会."""
    words = sorted((line.strip() for line in _lines("question_words.txt")), key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words if len(word) > 1))


@cache
def question_characters() -> frozenset[str]:
    """Single characters that only ask or join; they are dropped as whole words."""
    words = (line.strip() for line in _lines("question_words.txt"))
    return frozenset(word for word in words if len(word) == 1)


@cache
def generic_words() -> frozenset[str]:
    """Words that every plan says of everything."""
    return frozenset(line.strip() for line in _lines("generic_words.txt"))


def ways_to_say(word: str) -> tuple[str, ...]:
    """The folded word itself and what plans say for it."""
    age = _AGE.fullmatch(word)
    return (word, *everyday_words().get(word, ()), *((f"{age['years']}周岁",) if age else ()))

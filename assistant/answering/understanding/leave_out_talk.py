"""Taking away what frames a question: greetings, thanks, and clauses that speak of nothing any plan speaks of."""

from __future__ import annotations

import re

import rjieba

from assistant.answering.fold_text import fold
from assistant.answering.matching.name_cover import is_matter
from assistant.answering.understanding import question_patterns as patterns
from assistant.answering.understanding.hear_slips import Slip, correct_slips, hear_slips
from assistant.answering.understanding.recognise_places import recognise_places
from assistant.answering.understanding.recognise_words import topic_words
from assistant.answering.vocabulary.catalogue import Catalogue

_CLAUSE = re.compile(r"[^,，。;；!！?？]+[,，。;；!！?？]*")
_PLANS_READ = 8
"""With no place named, the names of so many plans at most are looked at."""
_PIECE = 3
"""A clause that shares so many characters in a row with a name is about it."""
_ASKS = (
    patterns.STRONG_NUMBER,
    patterns.WEAK_NUMBER,
    patterns.ASKS_UNITS,
    patterns.ASKS_ROLE,
    patterns.ASKS_HOW,
    patterns.RESPONSIBLE,
    patterns.COOPERATING,
    patterns.HIGHEST,
    patterns.LOWEST,
    patterns.CHANGE,
    patterns.LISTS_TASKS,
    patterns.LISTS_INDICATORS,
    patterns.MENTIONS,
    patterns.PLAN_LIST,
    patterns.QUOTED,
    patterns.YEAR,
    *patterns.FACTS.values(),
)
_TOPIC = re.compile(r"^(?:对|关于|针对|至于|围绕|就)")
"""对看不准的新业态，…: a clause that names what the next one asks about"""
_WHOLE = (patterns.PLAN_LIST, patterns.LISTS_TASKS, patterns.LISTS_INDICATORS, *patterns.FACTS.values())
"""Questions that need no matter of their own: 库里有哪些规划"""
_OF_ASKER = re.compile(r"^(?:我|俺|咱)(?!们?[省市区县州乡镇])")
"""我奶奶今年100了: of whom asks, numbers and all; not 我市, 我们县"""
_ASKS_WORD = re.compile(r"谁|哪|什么|怎|如何|几|多少|吗|呢|是否|有没有|是不是|还是|对不对|啥|咋")
_NAMES_TIME = re.compile(r"\d|十[一二三四五六]五")


def leave_out_talk(simple: str, catalogue: Catalogue) -> str:
    """The question itself, without slips of sound; a text that is nothing but talk stays as it is."""
    simple = correct_slips(simple, slips_in(simple, catalogue))
    bare = patterns.FRAME_AFTER.sub("", patterns.FRAME_BEFORE.sub("", simple))
    clauses = _CLAUSE.findall(bare)
    if len(clauses) > 1:
        names = _names_of(simple, catalogue)
        kept = [clause for clause in clauses if not _is_talk(clause, names, catalogue)]
        dropped = "".join(clause for clause in clauses if clause not in kept and not _OF_ASKER.match(clause))
        asks = bool(kept) and not any(is_matter(word) for word in topic_words(fold(dropped), catalogue))
        bare = "".join(kept) if asks or _says_something("".join(kept), catalogue) else bare
    return bare if fold(bare) else simple


def slips_in(simple: str, catalogue: Catalogue) -> tuple[Slip, ...]:
    """Characters of a simplified question typed for others that sound alike, told by the plans that it may be about."""
    folded = fold(simple)
    places, _, _ = recognise_places(folded, folded, catalogue)
    every = tuple(catalogue.plans)
    return hear_slips(simple, places[:_PLANS_READ] or (every if len(every) <= _PLANS_READ else ()), catalogue)


def _says_something(kept: str, catalogue: Catalogue) -> bool:
    """Whether what is left is still a question about something: of 元宇宙，云陵怎么规定 the second half alone is none."""
    _, _, rest = recognise_places(fold(kept), fold(kept), catalogue)
    words = topic_words(rest, catalogue)
    return any(pattern.search(kept) for pattern in _WHOLE) or any(is_matter(word) for word in words)


def _names_of(simple: str, catalogue: Catalogue) -> str:
    """The headings, titles and indicators of the plans that the question names, else of a few."""
    folded = fold(simple)
    places, _, _ = recognise_places(folded, folded, catalogue)
    indexes = catalogue.indexes((places or tuple(catalogue.plans))[:_PLANS_READ])
    return "\n".join(index.names for index in indexes)


def _is_talk(clause: str, names: str, catalogue: Catalogue) -> bool:
    """跟你打听个事 · 马上开会了: asks nothing, names nothing, and is no bare noun (元宇宙，临溪怎么说)."""
    of_asker = _OF_ASKER.match(clause)
    if (
        _TOPIC.match(clause)
        or (_ASKS_WORD.search(clause) or (_NAMES_TIME.search(clause) and not of_asker))
        or any(pattern.search(clause) for pattern in _ASKS)
    ):
        return False
    folded = fold(clause)
    if catalogue.place_words.found_in(folded) or catalogue.unit_words.search(folded):
        return False
    if all(tag.startswith(("n", "x")) for _, tag in rjieba.tag(clause)):
        return False
    return not any(folded[at : at + _PIECE] in names for at in range(len(folded) - _PIECE + 1))

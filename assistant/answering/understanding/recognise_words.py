"""Finding units in the words of a question, and the content words that are left when every name is taken out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import rjieba

from assistant.answering.fold_text import is_subsequence
from assistant.answering.understanding.abbreviate_units import find_abbreviations, take_several
from assistant.answering.understanding.everyday_words import (
    everyday_words,
    question_characters,
    question_words,
    uncut_everyday_words,
    ways_to_say,
)
from assistant.answering.understanding.recognise_places import GAP
from assistant.answering.vocabulary.catalogue import Catalogue

_LEVEL_BEFORE_UNIT = re.compile(r"(?:自治区|自治州|国家|[省市区县州镇])$")
"""区|市场监管局: the level word belongs to the unit's name"""

_STRANGE_UNIT = re.compile(
    r"(?:国家|省|市|区|县|州)?[\u4e00-\u9fff]{2,8}?(?:局|委员会|委|办公室|厅|管委会|银行|法院|检察院|集团|公司)(?=$| |[要有牵配承参负都管是应])"
)
"""区气象局(要做什么): shaped like a unit, but in no plan"""

_UNIT_SUFFIX = re.compile(r"(?:局|委员会|委|办公室|厅|管委会|银行|法院|检察院|集团|公司)$")
"""公安局 is a unit's name, 委员会 alone is none"""
_ASKS_WHICH = re.compile(r"哪|谁|什么|几")
"""河道整治归哪个局: asks for a unit and names none"""
_LISTED_UNIT = re.compile(
    r"(?:^|(?<= ))[和与跟及、](?P<after>[\u4e00-\u9fff]{2,7}?[局委办厅])(?=$| |[的要有牵配承参负都各分共一])"
    r"|(?:^|(?<= ))(?P<before>[\u4e00-\u9fff]{2,7}?[局委办厅])(?=[和与跟及、] )"
)
"""(税务局)和气象局的任务 · 气象局和(税务局)"""
_YEAR_WORDS = re.compile(
    r"(?:20|19)\d\d(?:年底?|年末)?|(?<!\d)[12]\d年|十[一二三四五六]五(?:期间|时期|末|期末)?|二[〇零0○][一二三四][〇零一二三四五六七八九]年?"
)
"""2025年底 · 25年 · 十四五期间"""
_SPAN = re.compile(r"(?<!\d)(?P<number>\d{1,3})(?:周?(?P<age>岁)|(?P<span>[年日])(?![级制度均常]))")
"""60周岁及以上 · 干满5年 · 25日前: an age, day or span of time tells whom a number is about, and is one word"""
_COUNTING_WORDS = re.compile(
    r"(?:哪几|哪些|几|多少|哪)[个家户件项天样种类条点处座所名人批次份张台位门回]|(?:干|做|搞|弄|抓|管)(?:些|点|了)?(?:什么|啥|哪些)|[个家户件项]数(?![据字])"
)
"""几样 · 哪几家 · 干些什么: asks for any of them"""
_LEFT_BEHIND = re.compile(r"(?:[是的了要有]|[干做搞弄抓管][些点了])(?=\s|$)")
"""企业数是: the rest of 是多少户"""
_FUNCTION_TAGS = re.compile(r"^(?:e$|[ryoucp])")
"""Pronouns, particles, conjunctions and prepositions carry no matter: 咱们, 来着."""
_DOMAIN_CHARACTER = re.compile(r"[\u4e00-\u9fff]|[a-z0-9]{2,}")
_UNIT_TAILS = "局委厅办"
OF_UNITS = re.compile(r"(?:主管|监管|行政)?(?:部门|机关|系统)$")
"""税务部门 · 公安机关: the unit by its matter"""
_NOUN_TAGS = ("n", "vn", "an", "j", "l", "i", "eng", "x")
_NAMING_TAGS = ("n", "a", "b", "m", "q", "j")
_NOUN_ENDS = "率量额度值数品口岁"
"""合格率, 抽检量, 老年人口: joined words end in these"""
_NEVER_JOINED = frozenset(
    "一二三四五六七八九十百千万亿几多少个家户件项张条批次人名年月日的和与及等等为在是有到从对把被谁"
)
"""Numerals, measures and joining words: 万户 in 有多少万户 is no word of a name."""
_LOOSE_TAIL = re.compile(r"(?:总数量|数量|总量|总数|情况|水平|规模|数|量)$")
_LOOSE_HEAD = re.compile(r"^(?:全[省市区县]|每|实有|累计|新增)")
"""千人拥有企业数量 ~ 全省每千人拥有企业: how much of what, not what"""
_TWO_WORDS = (4, 5)
"""Characters of a word of the dictionary that is made of two: 社会工作者"""
_LONGEST_NAME = 64
"""Characters of a name or clause; in a paragraph first characters of words meet by chance."""


def recognise_units(rest: str, catalogue: Catalogue) -> tuple[tuple[str, ...], str]:
    """(unit names as the question says them, the rest)."""
    several, rest = take_several(rest, catalogue.all_unit_bodies, GAP)
    found: list[str] = list(several)

    def take(match: re.Match[str]) -> str:
        before = _LEVEL_BEFORE_UNIT.search(rest[: match.start()])
        said = match.group(0)
        found.append((before.group(0) if before else "") + catalogue.unit_stems.get(said, said))
        return GAP

    left = catalogue.unit_words.sub(take, rest)
    for start, end, meant in reversed(find_abbreviations(left, catalogue.unit_bodies)):
        before = _LEVEL_BEFORE_UNIT.search(left[:start])
        found.extend((before.group(0) if before else "") + body for body in meant)
        left = left[:start] + GAP + left[end:]
    return tuple(dict.fromkeys(found)), left


def recognise_listed_units(rest: str) -> tuple[str, ...]:
    """Words shaped like a unit's name that stand in one list with a known unit: 气象局 in  和气象局的任务."""
    found = (match["after"] or match["before"] for match in _LISTED_UNIT.finditer(rest))
    return tuple(dict.fromkeys(found))


def recognise_strange_units(rest: str) -> tuple[str, ...]:
    """Words shaped like a unit's name that no plan names; of a longer run the known word at its end (…食品安全公安局)."""
    found = (
        match.group(0) for match in _STRANGE_UNIT.finditer(rest) if not _ASKS_WHICH.search(match.group(0))
    )
    return tuple(last if _UNIT_SUFFIX.sub("", last := rjieba.cut(one)[-1]) else one for one in found)


def topic_words(
    rest: str, catalogue: Catalogue, quoted: Sequence[str] = (), places: Sequence[str] = ()
) -> tuple[str, ...]:
    """Content words of what is left of a question, in order: names of indicators whole, other words as segmented.

    ``places`` are the plans asked about: a word and a character beside it that they print together are one word (市场监管所).
    """
    protected: list[str] = []
    text = _YEAR_WORDS.sub(GAP, rest)
    for name in (*catalogue.indicator_words.found_in(text), *uncut_everyday_words(), *quoted):
        if (len(name) > 3 or name in quoted or name in everyday_words()) and name in text:
            if name in everyday_words() and _halves_a_word(text, name):
                continue
            protected.append(name)
            text = text.replace(name, GAP)
    protected.extend(f"{match['number']}{match['age'] or match['span']}" for match in _SPAN.finditer(text))
    text = _SPAN.sub(GAP, text)
    text = _LEFT_BEHIND.sub(GAP, _COUNTING_WORDS.sub(GAP, _without_question_words(text)))
    words: list[str] = []
    for stretch in text.split():
        words.extend(
            _segment(_without_preposition(stretch), lambda word: catalogue.prints(word, places), bool(places))
        )
    return tuple(dict.fromkeys((*protected, *words)))


def _halves_a_word(text: str, name: str) -> bool:
    """Whether a name begins or ends inside a word of the text: 办企业 in 开办企业."""
    start = text.find(name)
    end, at = start + len(name), 0
    for word in rjieba.cut(text):
        after = at + len(word)
        if rjieba.has_word(word) and (at < start < after < end or start < at < end < after):
            return True
        at = after
    return False


def _without_question_words(text: str) -> str:
    """The words that only ask, taken out; not where that would cut a noun (增加 in 增加值) or halve a word (创建几个)."""
    nouns: list[tuple[int, int]] = []
    inside: set[int] = set()
    at = 0
    for word in rjieba.cut(text):
        if len(word) > 1 and rjieba.has_word(word):
            if len(word) > 2 and is_noun(word):
                nouns.append((at, at + len(word)))
            if not question_words().search(word) and not question_characters().intersection(word):
                inside.update(range(at + 1, at + len(word)))
        at += len(word)
    kept: list[str] = []
    at = 0
    while at < len(text):
        match = question_words().match(text, at)
        end = match.end() if match else at
        if match and at not in inside and end not in inside and not _cuts(at, end, nouns):
            kept.append(GAP)
            at = end
        else:
            kept.append(text[at])
            at += 1
    return "".join(kept)


def _cuts(start: int, end: int, nouns: Sequence[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last and end - start < last - first for first, last in nouns)


def recognise_bare_unit(word: str, places: Sequence[str], catalogue: Catalogue) -> tuple[str, ...]:
    """民政 for 民政局, where that is all that is asked and no heading or task is about it."""
    stem = OF_UNITS.sub("", word)
    bodies = tuple(
        body for tail in _UNIT_TAILS for body in (stem + tail,) if body in catalogue.all_unit_bodies
    )
    if bodies and stem != word:
        return bodies[:1]
    if not bodies or len(places) != 1 or word in catalogue.index(places[0]).names:
        return ()
    return bodies[:1]


def _without_preposition(stretch: str) -> str:
    """对元宇宙 → 元宇宙, but 对外开放 stays: the cut with fewer unknown words wins."""
    if len(stretch) < 3 or stretch[0] not in "对把将在给让就从向":
        return stretch
    return stretch[1:] if _unknown(stretch[1:]) <= _unknown(stretch) else stretch


def _unknown(stretch: str) -> int:
    return sum(1 for word in rjieba.cut(stretch) if len(word) == 1 or not rjieba.has_word(word))


def _segment(stretch: str, prints: Callable[[str], bool], told: bool) -> list[str]:
    """Words of a stretch; single characters that mean something join the word beside them (合格 + 率, 市场监管 + 所).

    ``told`` says that ``prints`` knows the plans: then a word that these do not print is taken whole (元 + 宇宙).
    """
    functional = question_characters()
    words: list[str] = []
    joined = False
    before = ""
    for word in rjieba.cut(stretch):
        single = len(word) == 1
        if not _DOMAIN_CHARACTER.search(word) or (not single and _is_function_word(word)):
            joined, before = False, ""
        elif not single:
            whole = before + word
            strange = told and before and _may_name(before) and not (word in everyday_words() or prints(word))
            words.append(whole if before and (strange or rjieba.has_word(whole) or prints(whole)) else word)
            joined, before = True, ""
        elif joined and (word in _NOUN_ENDS or (word not in _NEVER_JOINED and prints(words[-1] + word))):
            words[-1] += word
        else:
            joined, before = False, "" if word in functional or word in _NEVER_JOINED else word
    return words


@lru_cache(maxsize=4096)
def _may_name(character: str) -> bool:
    """Whether a character may begin a name: 元 or 新, but not 抓 or 很."""
    return all(tag.startswith(_NAMING_TAGS) for _, tag in rjieba.tag(character))


@lru_cache(maxsize=4096)
def _is_function_word(word: str) -> bool:
    tags = rjieba.tag(word)
    return len(tags) == 1 and _FUNCTION_TAGS.match(tags[0][1]) is not None


@lru_cache(maxsize=4096)
def is_noun(word: str) -> bool:
    """Whether a word names a thing: such a word may not be ignored where it does not fit."""
    tags = rjieba.tag(word)
    return word[-1] in _NOUN_ENDS or any(tag.startswith(_NOUN_TAGS) for _, tag in tags[-1:])


@lru_cache(maxsize=4096)
def is_place(word: str) -> bool:
    """Whether a word is the name of a place: what is said of it is said of no other, wherever it stands in the question."""
    return [tag for _, tag in rjieba.tag(word)] == ["ns"]


@lru_cache(maxsize=4096)
def is_plain_verb(word: str) -> bool:
    """Whether a word is one verb of the dictionary and nothing else (提供, but not 监测)."""
    return [tag for _, tag in rjieba.tag(word)] == ["v"]


@lru_cache(maxsize=4096)
def _loose(word: str) -> str:
    """The word without how much of it: 千人拥有企业数量 → 千人拥有企业."""
    return _LOOSE_HEAD.sub("", _LOOSE_TAIL.sub("", word))


def covers(text: str, word: str) -> bool:
    """Whether folded text says the word: itself, what plans say for it, or its characters in order in a short text."""
    if any(way in text for way in ways_to_say(word)):
        return True
    if word.endswith("量") and len(word) > 2 and "量" in text:
        return covers(text, word[:-1])
    loose = _loose(word)
    if len(loose) > 3 and loose != word and any(way in text for way in ways_to_say(loose)):
        return True
    if len(text) <= _LONGEST_NAME and len(ways_to_say(word)) == 1 and says_in_short(word, text):
        return True
    return len(word) > 3 and _covers_in_parts(text, loose if len(loose) > 3 else word)


@lru_cache(maxsize=16_384)
def says_in_short(word: str, text: str) -> bool:
    """Whether a word shortens what a text says: 地标 for 地方标准 (the first characters of its words), 质量奖 for 质量管理奖,
    社工 for 社会工作者."""
    if len(word) > 2 and re.search(
        re.escape(word[:2]) + "".join(f".{{0,3}}{re.escape(c)}" for c in word[2:]), text
    ):
        return True
    return len(word) > 1 and word in "".join(
        piece[::2] if len(piece) in _TWO_WORDS else piece[0] for piece in rjieba.cut(text)
    )


def _covers_in_parts(text: str, word: str) -> bool:
    """A long word whose halves both stand in the text (食品抽检 in 食品评价性抽检合格率)."""
    for cut in range(2, len(word) - 1):
        head, tail = word[:cut], word[cut:]
        if len(tail) > 1 and any(way in text for way in ways_to_say(head)) and covers(text, tail):
            return True
    return len(word) > 4 and len(text) < 3 * len(word) and is_subsequence(word, text)

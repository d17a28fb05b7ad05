"""Finding the library's own names (places, titles, units, indicators) in the words of a question."""

from __future__ import annotations

import re
from dataclasses import dataclass

import rjieba

from assistant.answering.catalogue import Catalogue
from assistant.answering.everyday_words import question_characters, question_words, ways_to_say
from assistant.answering.fold_text import fold, is_subsequence

_GAP = " "
"""Stands where a recognised name was taken out, so that its neighbours do not grow together."""

_LEVEL_BEFORE_UNIT = re.compile(r"(?:自治区|自治州|国家|[省市区县州镇])$")
"""区|市场监管局: the level word belongs to the unit's name"""

_STRANGE_UNIT = re.compile(
    r"(?:国家|省|市|区|县|州)?[\u4e00-\u9fff]{2,8}?(?:局|委员会|委|办公室|厅|管委会|银行|法院|检察院|集团|公司)(?=$| |[要有牵配承参负都管的])"
)
"""区气象局(要做什么): shaped like a unit, but in no plan"""

_PLACE_WITH_SUFFIX = re.compile(r"^[\u4e00-\u9fff]{2,6}(?:自治区|自治州|自治县|省|市|区|县|州|旗)$")
"""成都市"""

_NO_PLACE = frozenset(
    [
        "中国",
        "我国",
        "全国",
        "国家",
        "国内",
        "国外",
        "国际",
        "西部",
        "东部",
        "中部",
        "长江",
        "全市",
        "全省",
        "全区",
        "全县",
        "城市",
        "本市",
        "本省",
        "本区",
        "本县",
        "外国",
        "欧洲",
        "亚洲",
        "农村",
        "城镇",
    ]
)
"""Words a tagger calls places, though nobody asks for their plan."""

_PLACE_TAGS = frozenset(("ns", "nt"))
_BEFORE_PLACE = re.compile(r"(?:^|[请问那和与及、,，比 ])$")
_AFTER_PLACE = re.compile(
    r"^(?:的|呢|[12]|和|与|、|,|，|\?|？|$|有|市场|规划|关于|对|要|到|由|谁|哪|在|食品|药品|知识)"
)
_YEAR_WORDS = re.compile(
    r"(?:20|19)\d\d(?:年底?|年末)?|(?<!\d)[12]\d年|十[一二三四五六]五(?:期间|时期|末|期末)?|二[〇零0○][一二三四][〇零一二三四五六七八九]年?"
)
"""2025年底 · 25年 · 十四五期间"""
_DOMAIN_CHARACTER = re.compile(r"[\u4e00-\u9fff]|[a-z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Names:
    """What was recognised. ``rest`` is the folded question with the names taken out (blanks in their place)."""

    places: tuple[str, ...]
    place_words: tuple[str, ...]
    units: tuple[str, ...]
    rest: str


def recognise_places(folded: str, catalogue: Catalogue) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """(plan ids, the words that named them, the rest): longer names first, each stretch of text used once."""
    ids: list[str] = []
    words: list[str] = []
    rest = folded
    for name in catalogue.place_names:
        if name.word in rest or name.word in words:
            if name.word not in words:
                words.append(name.word)
                rest = rest.replace(name.word, _GAP)
            ids.append(name.plan_id)
    for word in sorted(catalogue.known_places, key=len, reverse=True):
        if words and len(word) > 1:
            rest = rest.replace(word + _GAP, _GAP)
    ids.sort(
        key=lambda plan_id: folded.find(
            next(n.word for n in catalogue.place_names if n.plan_id == plan_id and n.word in words)
        )
    )
    return tuple(dict.fromkeys(ids)), tuple(words), rest


def recognise_strange_places(
    simplified: str, catalogue: Catalogue, known_words: tuple[str, ...]
) -> tuple[str, ...]:
    """Places that are named and that no plan belongs to. Beside a known place only those with 省/市/区/县 count."""
    strange: list[str] = []
    offset = 0
    for word, tag in rjieba.tag(simplified):
        start, offset = offset, offset + len(word)
        folded = fold(word)
        if tag not in _PLACE_TAGS or len(word) < 2 or word in _NO_PLACE:
            continue
        if any(
            folded in known or known in folded
            for known in (*known_words, *(n.word for n in catalogue.place_names))
        ):
            continue
        suffixed = bool(_PLACE_WITH_SUFFIX.match(word))
        if tag == "nt" and not suffixed:
            continue
        if known_words and not suffixed:
            continue
        if _BEFORE_PLACE.search(simplified[:start]) and _AFTER_PLACE.match(simplified[offset:]):
            strange.append(word)
    return tuple(strange)


def recognise_units(rest: str, catalogue: Catalogue) -> tuple[tuple[str, ...], str]:
    """(unit names as the question says them, the rest)."""
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        before = _LEVEL_BEFORE_UNIT.search(rest[: match.start()])
        found.append((before.group(0) if before else "") + match.group(0))
        return _GAP

    left = catalogue.unit_words.sub(take, rest)
    if found:
        left = re.sub(rf"(?:自治区|自治州|国家|[省市区县州镇]){_GAP}", _GAP, left)
    return tuple(dict.fromkeys(found)), left


def recognise_strange_units(rest: str) -> tuple[str, ...]:
    """Words shaped like a unit's name that no plan names."""
    return tuple(match.group(0) for match in _STRANGE_UNIT.finditer(rest))


def topic_words(rest: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Content words of what is left of a question, in order: names of indicators whole, other words as segmented."""
    protected: list[str] = []
    text = _YEAR_WORDS.sub(_GAP, rest)
    for name in catalogue.longest_indicator_names:
        if len(name) > 3 and name in text:
            protected.append(name)
            text = text.replace(name, _GAP)
    text = question_words().sub(_GAP, text)
    words: list[str] = []
    for stretch in text.split():
        words.extend(_segment(stretch))
    return tuple(dict.fromkeys((*protected, *words)))


def _segment(stretch: str) -> list[str]:
    """Words of a stretch; single characters that mean something join the word before (合格 + 率)."""
    functional = question_characters()
    words: list[str] = []
    joined = False
    for word in rjieba.cut(stretch):
        if len(word) > 1 and _DOMAIN_CHARACTER.search(word):
            words.append(word)
            joined = True
        elif word in functional or not _DOMAIN_CHARACTER.search(word):
            joined = False
        elif joined and words:
            words[-1] += word
        else:
            words.append(word)
            joined = True
    return [word for word in words if len(word) > 1]


def covers(text: str, word: str) -> bool:
    """Whether folded text says the word: itself, what plans say for it, or its characters in order in a short text."""
    if any(way in text for way in ways_to_say(word)):
        return True
    if len(word) > 3:
        return _covers_in_parts(text, word)
    return False


def _covers_in_parts(text: str, word: str) -> bool:
    """A long word whose halves both stand in the text (食品抽检 in 食品评价性抽检合格率)."""
    for cut in range(2, len(word) - 1):
        head, tail = word[:cut], word[cut:]
        if len(tail) > 1 and any(way in text for way in ways_to_say(head)) and covers(text, tail):
            return True
    return len(word) > 4 and len(text) < 3 * len(word) and is_subsequence(word, text)

"""Finding places in a question: those of the library's plans, and those that no plan belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import rjieba

from assistant.answering.fold_text import fold
from assistant.answering.vocabulary.catalogue import Catalogue
from assistant.answering.vocabulary.province_names import province_words

GAP = " "
"""Stands where a recognised name was taken out, so that its neighbours do not grow together."""

_SUFFIXED = re.compile(r"(?=([\u4e00-\u9fff]{2,6}?(?:自治区|自治州|自治县|新区|[省市区县州旗])))")
"""璧山区 in 璧山区市场主体总量: candidates at every position, the shortest at each"""

_WHOLE_SUFFIX = re.compile(r"(?:自治区|自治州|自治县|新区|[省市区县州旗])$")

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
        "城市",
        "外国",
        "欧洲",
        "亚洲",
        "农村",
        "城镇",
        "市场",
    ]
)
"""Words a tagger calls places, though nobody asks for their plan."""

_NO_STEM = frozenset(
    [
        "全",
        "本",
        "各",
        "该",
        "我",
        "这",
        "两",
        "三",
        "几",
        "哪",
        "省",
        "市",
        "区",
        "县",
        "城",
        "园",
        "社",
        "地",
        "小",
        "街",
        "辖",
        "山",
        "郊",
        "牧",
        "库",
        "示范",
        "先行",
        "开发",
        "高新",
        "工业",
        "保税",
        "风景",
        "试验",
        "实验",
        "功能",
        "重点",
        "农牧",
        "贫困",
        "自贸",
        "经开",
        "文创",
        "度假",
        "超",
        "门",
        "夜",
        "早",
        "菜",
        "上",
        "股",
        "楼",
        "都",
        "商",
        "集",
        "农贸",
        "菜",
        "跨省",
        "跨市",
        "区",
        "县",
        "省市",
        "市县",
        "各省",
        "各市",
        "全省",
        "全市",
    ]
)
"""What stands before 省/市/区/县 without being a place: 示范区, 全市, 小区, 超市"""

_BEFORE = re.compile(
    r"(?:^|请问|[问查看][下一]下?|一下|那么?|和|与|及|或|跟|同|比|在|对|看|查|讲|说|[、,，。;； ?:：\"“”省市州年末底])$"
)
_BARE_AFTER = re.compile(
    r"^(?:的|呢|[12二]|和|与|跟|、|,|，|\?|？|$|有|市场|规划|关于|对|要|到|由|谁|哪|在|食品|药品|知识|怎|今)"
)
_JOINERS = tuple("和与、跟比同及")
_HEAD = 8
"""A place without suffix is taken for one only near the beginning of the question."""


def recognise_places(
    folded: str, rest: str, catalogue: Catalogue
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """(plan ids in the order named, the words that named them, ``rest`` without them).

    ``rest`` is the folded question from which other names may have been taken out already. Longer names win.
    """
    found: dict[str, str] = {}
    words: list[str] = []
    left, unread = rest, folded
    for word in catalogue.place_words.found_in(folded):
        if word in unread:
            words.append(word)
            unread = unread.replace(word, GAP)
            for plan_id in catalogue.plans_of_place[word]:
                found.setdefault(plan_id, word)
    stems = frozenset[str]().union(*(catalogue.words_of_place[plan_id] for plan_id in found))
    for word in sorted(stems, key=lambda stem: (-len(stem), stem)):
        left = _take_out(word, left, stems)
    if words:
        for word in (*catalogue.known_place_words.found_in(left), *province_words().found_in(left)):
            left = left.replace(word + GAP, GAP)
    order = sorted(found, key=lambda plan_id: folded.find(found[plan_id]))
    return tuple(order), tuple(words), left


def _take_out(word: str, text: str, stems: frozenset[str]) -> str:
    """The text without a place's word, which takes no 市 from 市场: 云陵市场主体总量 is 市场主体总量 of 云陵."""
    if word.endswith("市") and word[:-1] in stems:
        return re.sub(re.escape(word) + "(?!场)", GAP, text)
    return text.replace(word, GAP)


def recognise_strange_places(simple: str, catalogue: Catalogue, known: tuple[str, ...]) -> tuple[str, ...]:
    """Places that are named and that no plan belongs to; beside a known place only those with 省/市/区/县 count."""
    strange: list[str] = []
    taken_to = -1
    for start, word in (*_suffixed(simple), *_bare(simple)):
        if known and not _WHOLE_SUFFIX.search(word) and not _is_listed(simple, start, word):
            continue
        folded = fold(word)
        if start < taken_to or _is_known(folded, known, catalogue):
            continue
        if _BEFORE.search(simple[:start]):
            strange.append(word)
            taken_to = start + len(word)
    return tuple(dict.fromkeys(strange))


def _is_known(folded: str, known: tuple[str, ...], catalogue: Catalogue) -> bool:
    """Whether a word is a part of a place's or title's words, or they of it."""
    said = (fold(word) for word in known)
    return (
        folded in catalogue.places_text
        or bool(catalogue.place_words.found_in(folded))
        or any(folded in name or name in folded for name in said if len(name) > 1)
    )


def _is_listed(simple: str, start: int, word: str) -> bool:
    """上海和临溪: beside a known place only a place in a list with it counts."""
    return simple[start + len(word) :][:1] in _JOINERS or (start > 0 and simple[start - 1] in _JOINERS)


def _suffixed(simple: str) -> Iterator[tuple[int, str]]:
    """(offset, word) of place names with a suffix: the stem is a place to the tagger, or no word at all (璧山)."""
    for match in _SUFFIXED.finditer(simple):
        word = match.group(1)
        start, end = match.start(1), match.end(1)
        stem = _WHOLE_SUFFIX.sub("", word)
        if (
            stem in _NO_STEM
            or stem[-1:] in "全本各该"
            or word in _NO_PLACE
            or any(stem.startswith(no) for no in "全本各该哪这那几")
        ):
            continue
        follower = simple[end - 1 : end + 1]
        if len(follower) == 2 and follower in (
            "市场",
            "区域",
            "县域",
            "市民",
            "区块",
            "市直",
            "市级",
            "区级",
            "县级",
            "省级",
            "省市",
            "市县",
            "区县",
        ):
            continue
        tags = rjieba.tag(stem)
        named = tags[0][1] in ("ns", "nr", "nz") or not rjieba.has_word(stem) or _is_place_stem(stem)
        if (len(tags) == 1 and named) or (len(tags) > 1 and len(stem) == 2):
            yield start, word


def _bare(simple: str) -> Iterator[tuple[int, str]]:
    """(offset, word) of well-known places without suffix near the beginning: 江苏, 成都."""
    offset = 0
    for word, tag in rjieba.tag(simple[: 3 * _HEAD]):
        start, offset = offset, offset + len(word)
        if (
            (tag == "ns" or _is_place_stem(word))
            and len(word) > 1
            and word not in _NO_PLACE
            and start < _HEAD
            and _BARE_AFTER.match(simple[offset:])
        ):
            yield start, word


def _is_place_stem(word: str) -> bool:
    """大连, which the tagger takes for an adverb, is a place because 大连市 is one."""
    return 1 < len(word) < 5 and any(
        rjieba.has_word(word + suffix) and [tag for _, tag in rjieba.tag(word + suffix)] == ["ns"]
        for suffix in "省市县区州"
    )


def places_above_listed(simple: str, catalogue: Catalogue, known: tuple[str, ...]) -> tuple[str, ...]:
    """Places above plans' regions, without a plan of their own, that stand in one list with a known place: 四川和重庆市的…."""
    folded = fold(simple)
    return tuple(
        word
        for word in catalogue.words_above.found_in(folded)
        if any(
            f"{one}{joiner}{other}" in folded
            for place in known
            for one, other in ((place, word), (word, place))
            for joiner in _JOINERS
        )
    )[:1]


def recognise_places_above(simple: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Places above plans' regions (云陵市 over 临溪区) that have no plan of their own, where the question begins with one.

    Words that only frame a question may stand before it: 麻烦查一下云陵市的….
    """
    folded = fold(simple)
    found = (
        word
        for word in catalogue.words_above.found_in(folded)
        if 0 <= (at := folded.find(word)) <= _HEAD and _BEFORE.search(folded[:at]) is not None
    )
    return tuple(found)[:1]

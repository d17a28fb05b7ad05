"""A question by itself taken apart: its kind, and the places, years, units, indicators and matter in it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.fold_text import fold, simplify
from assistant.answering.matching.labelled_lines import PERSON
from assistant.answering.turn import Kind, Understanding
from assistant.answering.understanding import question_patterns as patterns
from assistant.answering.understanding.count_of_units import count_of_units, without_count_of_units
from assistant.answering.understanding.document_facts import facts_in
from assistant.answering.understanding.leave_out_excepted import EXCEPTED, leave_out_excepted
from assistant.answering.understanding.leave_out_talk import leave_out_talk
from assistant.answering.understanding.rank_asked import rank_asked, without_rank
from assistant.answering.understanding.recognise_duties import units_of_places
from assistant.answering.understanding.recognise_people import recognise_people
from assistant.answering.understanding.recognise_places import (
    GAP,
    places_above_listed,
    recognise_places,
    recognise_places_above,
    recognise_strange_places,
)
from assistant.answering.understanding.recognise_titles import plans_titled, recognise_titles
from assistant.answering.understanding.recognise_words import (
    OF_UNITS,
    recognise_bare_unit,
    recognise_listed_units,
    recognise_strange_units,
    recognise_units,
    topic_words,
)
from assistant.answering.understanding.tell_kind import (
    asks_facts_only,
    matter_beside_duties,
    small_talk_kind,
    tell_kind,
)
from assistant.answering.vocabulary.catalogue import Catalogue
from assistant.answering.vocabulary.province_names import in_full, province_words

LONGEST_QUESTION = 600
"""Characters of a question that are read; what comes after adds noise, not sense."""

_ATTRIBUTES = frozenset(
    ("约束性", "预期性", "约束类", "约束指标", "预期指标", "硬指标", "约束", "预期", "硬性", "刚性")
)

_WHOSE = re.compile(
    r"归(?:哪|什么|谁)[^,，。?]{0,3}?(?:管|抓|负责)|这[一]?[句段条](?:话|内容)?|(?:哪|什么|几)(?:些|几?个|家)?(?:单位|部门)(?:的(?:活|事|责任|任务|职责))?"
)
"""…这句是哪些单位的活: points at the words before and asks whose they are"""

_OF_PROVINCE = re.compile(r"(?:人民)?政府|办公厅|[^,，。?的]{0,8}[厅局委](?![\u4e00-\u9fff]{0,3}规划)")
"""青海省政府的意见: a body of the province, which a plan below it may speak of"""
_NAMING_YEARS = re.compile(r"[(（]\s*20\d\d年?\s*[—–\-~至]+\s*20\d\d年?\s*[)）]|[〔\[]20\d\d[〕\]]")
"""…行动计划（2025—2027年） · 云政发〔2021〕8号: years that only name a document"""


def take_apart(text: str, catalogue: Catalogue) -> tuple[Understanding, bool]:
    """(understanding, whether the wording itself tells the kind)."""
    whole = patterns.plain_interrogatives(in_full(simplify(text)[:LONGEST_QUESTION]))
    simple = leave_out_talk(whole, catalogue)
    folded = fold(simple)
    if not folded:
        return Understanding(Kind.EMPTY, simple), True
    small_talk = small_talk_kind(whole) or small_talk_kind(simple)
    if small_talk is not None:
        return Understanding(small_talk, simple), True
    said = simple
    excepted, simple = leave_out_excepted(simple, catalogue)
    folded = fold(simple)
    places, place_words, _ = recognise_places(folded, folded, catalogue)
    above = () if places else recognise_places_above(simple, catalogue)
    titled, called = ((), ()) if above else recognise_titles(simple, places, catalogue)
    counted = count_of_units(simple)
    rank = rank_asked(simple)
    bare = without_rank(without_count_of_units(simple))
    asked = GAP.join(filter(None, map(fold, patterns.PART.sub("\n", bare).split("\n"))))
    for name in called:
        asked = asked.replace(name, GAP)
    units, rest = recognise_units(asked, catalogue)
    _, _, rest = recognise_places(folded, rest, catalogue)
    places, unknown, named_within = _sort_places(
        simple, _with_untitled(titled, places, catalogue), place_words, called, catalogue
    )
    if excepted:
        places = tuple(plan_id for plan_id in places or catalogue.plans if plan_id not in excepted)
    above = () if places or unknown else above
    unknown = (*unknown, *places_above_listed(simple, catalogue, place_words))
    for place in (*unknown, *above):
        rest = rest.replace(fold(place), GAP)
    units = (*units, *recognise_listed_units(rest)) if units else recognise_strange_units(rest)
    named = (*place_words, *map(fold, (*named_within, *unknown)))
    units = units_of_places(units, asked, named, places, catalogue)
    quoted = tuple(fold(match) for match in (*patterns.QUOTED.findall(simple), *named_within))
    words = topic_words(_without_cues(rest), catalogue, quoted, places or tuple(catalogue.plans))
    words = tuple(
        word
        for word in words
        if word not in _ATTRIBUTES and not any(unit in word or word in unit for unit in units)
    )
    asks_how = patterns.ASKS_HOW.search(simple) is not None
    alone = len(words) == 1 or (len(words) == 2 and OF_UNITS.match(words[1]))
    if not units and alone and (not asks_how or OF_UNITS.search(words[-1])):
        units = recognise_bare_unit("".join(words), places, catalogue)
        words = () if units else words
    if not units:
        units, places, words = recognise_people(simple, words, places, catalogue)
    compare = patterns.comparison_in(_without_names(bare, words, catalogue))
    if rank is not None:
        compare = "lowest" if rank.lowest else "highest"
    years = patterns.years_in(_NAMING_YEARS.sub(" ", simple))
    understood = Understanding(
        Kind.CONTENT,
        said,
        places=places,
        place_words=place_words,
        unknown_places=unknown,
        places_above=above,
        years=years or (patterns.years_of_period(simple) if compare == "change" else ()),
        role=patterns.role_in(bare if counted else simple),
        attribute=_attribute(simple) if simple == said else _other_attribute(said),
        units=units,
        topic="".join(words),
        words=words,
        facts=() if counted else facts_in(simple, of_document=bool(places)),
        compare=compare,
        rank=rank,
        ordinal=patterns.ordinal_in(simple),
        step=1 if patterns.NEXT_ITEM.search(simple) else -1 if patterns.PREVIOUS_ITEM.search(simple) else 0,
    )
    without = _with_gaps(rest, named_within)
    if named_within and not (units or places) and asks_facts_only(without, understood, catalogue):
        rest, understood = without, replace(understood, unknown_places=named_within)
    return _of_its_kind(understood, simple, rest, asked, catalogue)


def _of_its_kind(
    understood: Understanding, simple: str, rest: str, asked: str, catalogue: Catalogue
) -> tuple[Understanding, bool]:
    """The understanding with the kind that the wording tells, and what this kind changes in it; whether it tells one."""
    kind = tell_kind(simple, rest, understood, catalogue)
    if kind is Kind.MENTIONS and _asks_also_of(simple, understood.place_words):
        understood = replace(understood, places=(), place_words=())
    understood = replace(understood, kind=kind or Kind.CONTENT)
    if kind is Kind.TASK_UNITS and PERSON.fullmatch(understood.topic):
        understood = replace(understood, words=(), topic="")
    if kind is Kind.UNIT_TASKS:
        words = matter_beside_duties(understood, catalogue)
        titled = _titled_by(words, understood.places, catalogue)
        words = () if titled else words
        places = titled or understood.places
        understood = replace(understood, places=places, words=words, topic="".join(words))
    if understood.units and understood.kind in (Kind.CONTENT, Kind.INDICATOR, Kind.MENTIONS):
        understood = _with_units_as_words(understood, asked, catalogue)
    return understood, kind is not None


def _asks_also_of(simple: str, place_words: tuple[str, ...]) -> bool:
    """Whether the one place is only named behind a question about all: 提到…的有哪些规划，临溪有没有."""
    match = patterns.MENTIONS.search(simple)
    if match is None or len(place_words) != 1:
        return False
    _, _, behind = simple[match.end() :].partition(",")
    return place_words[0] in fold(behind)


def _with_untitled(titled: tuple[str, ...], places: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """The plans whose titles are said, and those of the other places named: 云陵清单和青禾那份."""
    regions = {catalogue.plans[plan_id].region for plan_id in titled}
    others = tuple(plan_id for plan_id in places if catalogue.plans[plan_id].region not in regions)
    return tuple(sorted((*titled, *others), key=(*places, *titled).index)) if titled else places


def _sort_places(
    simple: str,
    places: tuple[str, ...],
    known: tuple[str, ...],
    called: tuple[str, ...],
    catalogue: Catalogue,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """(plans meant, places that no plan speaks of, places that plans speak of without being theirs).

    A name like a place's may be a title's (综保区), and a place without a plan may stand in one: 青禾县 in a city's table.
    """
    unknown: list[str] = []
    within: list[str] = []
    for place in recognise_strange_places(simple, catalogue, known):
        name = fold(place)
        if any(name in words for words in called):
            continue
        titled = plans_titled(name, catalogue)
        if titled and not places:
            places = titled
        elif _asks_of_province(simple, place):
            unknown.append(place)
        elif catalogue.prints(name, places or catalogue.plans_about(name)):
            within.append(place)
        else:
            unknown.append(place)
    return (places if known or not unknown else ()), tuple(unknown), tuple(within)


def _asks_of_province(simple: str, place: str) -> bool:
    """Whether a question begins with a province that has no plan: plans below it speak of it often, which is no answer."""
    behind = simple.partition(place)[2]
    return simple.startswith(place) and fold(place) in province_words() and not _OF_PROVINCE.match(behind)


def _without_names(simple: str, words: tuple[str, ...], catalogue: Catalogue) -> str:
    """The question without names of indicators: the 增速 of 民营经济增加值增速 asks for no calculation."""
    for word in words:
        if word in catalogue.indicator_names:
            simple = simple.replace(word, " ")
    return simple


def _without_cues(rest: str) -> str:
    """The rest without 第三个 and the like."""
    rest = _WHOSE.sub(GAP, rest)
    rest = patterns.NOT_MENTIONED.sub(GAP, patterns.ASKED_MEASURE.sub(GAP, rest))
    return patterns.NEXT_ITEM.sub(GAP, patterns.PREVIOUS_ITEM.sub(GAP, patterns.ORDINAL.sub(GAP, rest)))


def _with_units_as_words(understood: Understanding, folded: str, catalogue: Catalogue) -> Understanding:
    """Where no unit's work is asked for, the word is matter: 知识产权法院 is no question to the 法院."""
    _, _, rest = recognise_places(folded, folded, catalogue)
    places = understood.places or tuple(catalogue.plans)
    words = topic_words(_without_cues(rest), catalogue, places=places)
    return replace(understood, words=words, topic="".join(words), units=())


def _attribute(simple: str) -> str | None:
    """The attribute asked for; none where the question leaves it open (约束性还是预期性)."""
    binding = any(
        word in simple for word in ("约束性", "约束指标", "约束类", "硬指标", "刚性指标", "硬性指标")
    )
    expected = "预期性" in simple or "预期指标" in simple
    if binding == expected:
        return None
    return "约束性" if binding else "预期性"


def _other_attribute(said: str) -> str | None:
    """预期性 for 除了约束性的还有哪些; where the attribute is said apart from what is left out, that itself."""
    attribute = _attribute(said)
    excepted = EXCEPTED.search(said)
    left_out = _attribute(excepted["what"]) if excepted else None
    if left_out is None:
        return attribute
    return "预期性" if left_out == "约束性" else "约束性"


def _titled_by(words: tuple[str, ...], places: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """Of several documents of the places named those whose titles say all the words: 市公安局在数字政府里做什么."""
    if not words or len(places) < 2:
        return ()
    found = tuple(plan_id for plan_id in places if all(word in catalogue.titles[plan_id] for word in words))
    return found if len(found) < len(places) else ()


def _with_gaps(rest: str, names: tuple[str, ...]) -> str:
    for name in names:
        rest = rest.replace(fold(name), GAP)
    return rest

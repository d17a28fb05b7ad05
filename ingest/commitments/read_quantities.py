"""The numbers of a sentence that may be targets, and which name each belongs to where names and numbers stand in two lists."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.commitments.commitment_words import BUILD_VERB, COMPARISON, MEASURED_NOUN_END, RULE_NOUN
from ingest.commitments.deadline_words import DEADLINE
from ingest.number_grammar import Quantity, find_quantities
from ingest.number_grammar.numerals import DIGIT_VALUES

# "2025", "百分之三"
NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百千]")
DIGIT = re.compile(r"\d")
# a clause ends at a comma or colon; 、 may join names and does not end one
CLAUSE_BORDER = re.compile(r"[，,：:。；;！？]")
QUOTES = re.compile(r"[“《][^”》]*[”》]")
# "控制在0.24以下", "提名奖”5，": a number without a measure, bounded by words or at a clause's end
BARE_NUMBER = re.compile(
    r"(?P<before>控制在|不低于|不高于|不超过|达到|达|为|稳定在|保持在|降至|提高到|超过|突破|低于|高于|小于|大于|不小于|不大于|≥|≤|＜|＞|<|>)?(?<![\d.年月\-—第A-Za-z∶:：表栏图])(?P<number>\d+(?:\.\d+)?)(?P<after>以下|以上|以内|左右)?(?=[，,、。；;）)]|$)"
)
# "创建示范城市2示范县5个": the mark between two members of a list is lost
BARE_MEMBER = re.compile(
    r"(?P<tail>[\u4e00-\u9fff]{2,4})[”’）)]*(?P<number>\d{1,4})(?=[\u4e00-\u9fff“]{2,24}?(?P=tail)\d)"
)
# "最长不超过3年": years are a target only where words bound them
YEAR_LIMIT = re.compile(
    r"(?P<before>不超过|不少于|不低于|至少|缩短至|压缩至|缩短到|压缩到)(?P<number>\d{1,2})年(?!\d)"
)
# "投诉电话12369": a number that is called, not reached
CONTACT = re.compile(r"(?:电话|热线|传真|邮编|邮政编码|号码)[^，,。；;]{0,8}$")
# "翻一番", "翻两番"
DOUBLED = re.compile(r"(?<=翻)(?:了)?(?P<number>[一两二三1-3])番")
# "每千人口床位数", "每百户": what a rate is counted by
RATE_BASE = re.compile(r"每\s*$")
# "普及率、数控化率分别达到90%、75%": names and numbers in the same order
RESPECTIVELY = re.compile(r"(?:(?<=[，,；;：:])|^|(?P<names>[^，,。；：:]{2,80}))(?:将|要|应)?分别")
NAME_JOINT = re.compile(r"、|以及|(?<=[率量数值额度积例])(?:和|与|及)")
LOOSE_JOINT = re.compile(r"、|以及|和|与|及")
# "青禾区、临溪区的城镇标准为…，其农村标准每人每月分别为…": whose things stand at the sentence's head
OWNERS = re.compile(r"(?:^|[。；;\n])(?P<owners>(?:[^，,。；;：:、的]{2,10}、)+[^，,。；;：:、的]{2,10}?)的")
PER_HEAD = re.compile(r"每(?:人|户|生|名|孩|床)(?:每?[年月日天])?$")
# "临溪区、|青禾县的|污水收集率", "临溪区、|青禾县|污水收集率", "临溪、|青禾|城区污水收集率": where the last place of a list ends
PLACE_KIND = re.compile(r"[省市县区旗镇乡村]$")
OF_PLACES = re.compile(r"[^的]{2,10}(?=的)")
PLACE_HEAD = re.compile(r"[^的]{1,8}?[省市县区旗镇乡村](?![区镇级])")
BARE_PLACE_HEAD = re.compile(r"[^的]{2,3}?(?=城区|城市|城镇|县城|农村|乡村|建成区|中心城)")
VALUE_JOINT = re.compile(r"^(?:以上|以下|以内|左右)?(?:、|和|及|与)$")


@dataclass(frozen=True, slots=True)
class InTurn:
    """A number of a list whose names or dates stand in a list before it; ``first`` is the first number of the list, whose
    words of reaching hold for all."""

    name: str
    date: str | None
    first: Quantity
    thing: str = ""
    """What all of them have, where it stands behind 分别: 临溪、青禾分别建成综合体3个和2个."""


def quantities_of(text: str) -> list[Quantity]:
    """Quantities with a measure, and bare numbers where the source lost it or the sentence bounds one (控制在0.24以下). Numbers in
    quotation marks are slogans or names (“3个100%”) and left out."""
    if not NUMERAL.search(text):  # Half of all sentences.
        return []
    measured = [
        quantity
        for quantity in find_quantities(text)
        if not RATE_BASE.search(text, 0, quantity.start) or not _is_round(quantity)
    ]
    taken = [(quantity.start, quantity.end) for quantity in measured]
    for pattern in (BARE_NUMBER, BARE_MEMBER) if DIGIT.search(text) else ():
        for match in pattern.finditer(text):
            low, high = match.span("number")
            if any(start < high and low < end for start, end in taken) or CONTACT.search(text, 0, low):
                continue
            found = match.groupdict()
            bare = Quantity.bare(
                match["number"], low, match.end(), found.get("before") or "", found.get("after") or ""
            )
            measured.append(bare)
            taken.append((low, high))
    for match in YEAR_LIMIT.finditer(text):
        low, _ = match.span("number")
        bounded = Quantity.bare(match["number"], low, match.end(), match["before"])
        measured.append(replace(bounded, measure="年"))
    measured += _doublings(text)
    quoted = [match.span() for match in QUOTES.finditer(text)]
    measured = [quantity for quantity in measured if not _is_inside(quantity, quoted)]
    return sorted(measured, key=lambda quantity: quantity.start)


def _is_round(quantity: Quantity) -> bool:
    """每千人, 每千名, 每万户: a rate's base is printed in characters."""
    return not any(character.isdigit() for character in quantity.raw)


def _doublings(text: str) -> Iterator[Quantity]:
    for match in DOUBLED.finditer(text):
        number = DIGIT_VALUES.get(match["number"]) or int(match["number"])
        low, high = match.start("number"), match.end()
        yield Quantity(match[0], low, high, Decimal(number), 1, "番", printed=match["number"])


def _is_inside(quantity: Quantity, quoted: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(quoted, (quantity.start, 0)) - 1
    return at >= 0 and quoted[at][0] < quantity.start and quantity.end < quoted[at][1]


def in_turn(text: str, quantities: Sequence[Quantity], before: Sequence[str] = ()) -> dict[int, InTurn]:
    """By the place of a number: which of the names or dates before 分别 it belongs to. Empty where the counts do not match.
    ``before`` are the things of the clauses before a semicolon: …；到2025年，分别达到60%和50%."""
    found: dict[int, InTurn] = {}
    for match in RESPECTIVELY.finditer(text):
        if RULE_NOUN.search(match["names"] or ""):
            continue
        listed = [quantity for quantity in quantities if quantity.start >= match.end()]
        if not listed or CLAUSE_BORDER.search(text, match.end(), listed[0].start):
            continue
        count = 1
        while count < len(listed) and VALUE_JOINT.match(text[listed[count - 1].end : listed[count].start]):
            count += 1
        named = COMPARISON.sub("", match["names"] or "")
        names = _as_many(named, count) or _owned_by_many(text[: match.start()], named, count)
        if not named and len(before) == count:
            names = list(before)
        thing = _thing_of_all(text, match.end(), listed[0].start, listed[count - 1].end)
        for name, quantity in zip(names, listed[: len(names)], strict=True):
            date = DEADLINE.search(name)
            dated = date is not None and date.end() == len(name)
            found[quantity.start] = InTurn(
                "" if dated else name,
                date["date"] if date and dated else None,
                listed[0],
                "" if MEASURED_NOUN_END.search(name) else thing,
            )
    return found


def _thing_of_all(text: str, start: int, first: int, end: int) -> str:
    """What is built everywhere, before the first number (分别建成|综合体|3个和2个) or behind the last (分别新建3座和5座|水厂)."""
    verb = BUILD_VERB.match(text, start, first)
    if verb is None:
        return ""
    border = CLAUSE_BORDER.search(text, end)
    return text[verb.end() : first].strip() or text[end : border.start() if border else len(text)].strip(
        "的 "
    )


def _owned_by_many(before: str, name: str, count: int) -> list[str]:
    """其农村标准 behind 青禾区、临溪区的…: the same of each of them, empty where there are not ``count`` of them."""
    owners = OWNERS.search(before) if name.startswith("其") else None
    listed = owners["owners"].split("、") if owners else []
    return [owner + PER_HEAD.sub("", name[1:]) for owner in listed] if len(listed) == count > 1 else []


def _as_many(words: str, count: int) -> list[str]:
    """The names of a list of ``count`` members, empty where it has another number of members."""
    for joint in (NAME_JOINT, LOOSE_JOINT):
        names = [name.strip() for name in joint.split(words)]
        if count > 1 and len(names) == count and all(names):
            return _with_tail(names)
    return []


def _with_tail(names: list[str]) -> list[str]:
    """临溪、青禾城区污水收集率: what is measured stands behind the last place and holds for all of them. Where the last place
    ends is told by 的, by the sign of its kind (区, 县) or by the word behind it."""
    *others, last = names
    if not MEASURED_NOUN_END.search(last) or any(MEASURED_NOUN_END.search(name) for name in others):
        return names
    places = all(PLACE_KIND.search(name) for name in others)
    head = OF_PLACES.match(last) or (PLACE_HEAD.match(last) if places else BARE_PLACE_HEAD.match(last))
    return [*(name + last[head.end() :] for name in others), last] if head else names

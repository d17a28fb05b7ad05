"""Names of government units (单位): their parts, their normal form, and whether two names mean the same unit.

A name is read as *place or level* + *body*: 区市场监管局 = 区 + 市场监管局, 云陵市财政局 = 云陵市 + 财政局. Bodies that the alias file
knows are compared by what they are (发改委 = 发展和改革委员会), others by their own words. Units themselves always come from the
documents; the file ``unit_aliases.tsv`` only helps people's words to meet the document's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path


class UnitMatch(StrEnum):
    """How an asked name fits a printed one; earlier members are closer."""

    SAME = "same"
    """The same name, blanks and width aside."""
    ALIAS = "alias"
    """Another name of the same body at the same level: 区发改委 – 区发展改革委."""
    RELATIVE = "relative"
    """The asked name leaves the level or place out: 市场监管局 – 区市场监管局."""
    FORMER = "former"
    """A body that a reorganisation merged into the other: 工商局 – 市场监管局. An answer must say so."""


@dataclass(frozen=True, slots=True)
class UnitParts:
    """A unit name taken apart. ``place`` is a place name ("云陵市") or "", ``level`` its last word ("市") or a bare level
    word ("省", "区", "国家"), ``body`` the rest as printed."""

    place: str
    level: str
    body: str


LEVEL_WORD = re.compile(r"国家|全国|中央|自治区|自治州|自治县|新区|[省市区县州盟旗](?![场域级直])")
"""区市场监管局 · 省发展改革委 · 自治区财政厅; not 市场监管局, 区域…, 市级有关部门, 省直机关"""

PLACE_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,7}?(?:自治区|自治州|自治县|新区|[省市区县州盟旗])(?=[\u4e00-\u9fff]{2})"
)
"""云陵市财政局 · 临溪区发展改革委 · 青禾县人民政府"""

UNIT_TAIL = re.compile(
    r"(?:[局委厅办部院署处所站馆行社队司]|科室|中心|政府|管委会|委员会|小组|工作组|指挥部|专班|联席会议|单位|部门|公司|集团|中支|协会|学会|商会"
    r"|联合会|工商联|[妇残文侨]联|科协|社科联|总工会|工会|法院|检察院|街道|海关|[新园景区]区|开发区|园区|文创园|产业园|科技园|保税区"
    r"|功能区|示范区|大学|学院|学校|医院|联社|主体|机构|社区|镇街|乡镇|街镇|实验室|基地|军区|军分区|武警|党校|电视台|报社|媒体|[市县区州乡镇旗盟]"
    r"|各地|各地方|地方|红十字会|银保监会|证监会|基金会|合作社|企业|理事会|人大|政协|党委|党组|专委会|安委会|食安委|食药安委|总站|总台"
    r"|研究室|督[查导察]室|团中央|团[省市区县州]委|办公室|办公厅|事务所|教研室|调查队)(?:[（(][^（()）]{1,30}[）)])?$"
)
"""How names of units end: …局 …委 …管委会 …领导小组成员单位 …人民政府（办事处）"""

COLLECTIVE = re.compile(
    r"^(?:各|有关|相关|所有|其他)|(?:有关|相关|各|所属|各有关|各相关|主管)(?:责任)?(?:部门|单位|区县|地区|方面)|成员单位|^[省市区县州]?(?:直|级)(?:各|有关|相关)?(?:部门|单位|机关)"
)
"""Names that stand for many units: 区级有关部门 · 各镇街人民政府（办事处） · 联席会议成员单位 · 市直各相关部门"""

GOVERNMENTS_OF = re.compile(
    r"^各(?P<places>(?:(?:省|自治区|直辖市|计划单列市|自治州|自治县|自治旗|功能区|新区|开发区|园区|乡镇|街道|镇街|[市州盟地县区旗乡镇](?![委办局级直]))[、，]?)+)"
    r"(?:人民政府|行政公署|政府|办事处|管委会)?(?:[（(][^（）()]{1,12}[)）])?$"
)
"""各省、自治区、直辖市人民政府 · 各市、州 · 各镇、街道办事处: one name for many governments"""

IN_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
"""各县（市、区）人民政府: what is in brackets belongs to the name"""

BANK_BRANCH = re.compile(
    r"(?:中国)?人(?:民银)?行([\u4e00-\u9fff]{2,8}?)(?:中心支行|中支|分行|支行|营业管理部)$"
)
"""人行云陵中支 · 中国人民银行云陵市分行"""

GOVERNMENT_BEFORE_BODY = re.compile(r"^(?:人民)?政府(?!$|办公|办$|研究)")
"""市政府法制办 → 法制办, but 市政府办公室 and 市政府 stay"""

_ALIASES = Path(__file__).with_name("unit_aliases.tsv")
_MAX_NAME = 42
_MIN_KNOWN = 2


def compact(name: str) -> str:
    """The name with blanks removed and widths unified (NFKC), brackets full-width."""
    text = "".join(unicodedata.normalize("NFKC", name).split())
    return text.replace("(", "（").replace(")", "）")


def unit_parts(name: str) -> UnitParts:
    """The name's place or level, and its body."""
    text = compact(name)
    if bank := BANK_BRANCH.match(text):
        return UnitParts(bank[1], bank[1][-1] if bank[1][-1] in "省市区县州" else "", "人民银行")
    if text in _body_index():
        return UnitParts("", "", text)
    if (level := LEVEL_WORD.match(text)) and len(text) - level.end() >= _MIN_KNOWN:
        return UnitParts("", level[0], _strip_government(text[level.end() :]))
    place = PLACE_NAME.match(text)
    if place and len(text) - place.end() >= _MIN_KNOWN:
        found = place[0]
        rest = unit_parts(text[place.end() :]) if PLACE_NAME.match(text, place.end()) else None
        if rest and rest.place:
            return UnitParts(found + rest.place, rest.level, rest.body)
        level_word = next(w for w in ("自治区", "自治州", "自治县", "新区", found[-1]) if found.endswith(w))
        return UnitParts(found, level_word, _strip_government(text[place.end() :]))
    for cut in range(2, len(text) - 2):
        if text[cut:] in _body_index():
            return UnitParts(text[:cut], "", text[cut:])
    return UnitParts("", "", text)


def _strip_government(body: str) -> str:
    return GOVERNMENT_BEFORE_BODY.sub("", body)


@dataclass(frozen=True, slots=True)
class _Body:
    """What a known name means: the body's current name, and for a former body the first of its names, else ""."""

    current: str
    former: str = ""


@cache
def _body_index() -> dict[str, _Body]:
    index: dict[str, _Body] = {}
    table = _ALIASES.read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line or line.startswith("#"):
            continue
        current, others, former_bodies = line.split("\t")
        for name in filter(None, [current, *others.split("|")]):
            index[name] = _Body(current)
        for names in filter(None, former_bodies.split(";")):
            first = names.split("|")[0]
            for name in names.split("|"):
                index.setdefault(name, _Body(current, first))
    return index


def is_known_body(body: str) -> bool:
    """Whether the alias file knows this name of a body (without level or place): 财政局, 卫健委, 工商局."""
    return compact(body) in _body_index()


def former_names_of(body: str) -> tuple[str, ...]:
    """Names of former bodies that were merged into the one that this name means ("市场监管局" → 工商局, 质监局, …)."""
    known = _body_index().get(compact(body))
    if known is None:
        return ()
    return tuple(
        name for name, other in _body_index().items() if other.former and other.current == known.current
    )


def names_of_body(body: str) -> tuple[str, ...]:
    """Every name of the same body, the given one included; a body that is not known has only its own name."""
    text = compact(body)
    known = _body_index().get(text)
    if known is None:
        return (text,)
    return tuple(name for name, other in _body_index().items() if other == known)


def is_collective(name: str) -> bool:
    """Whether the name stands for many units (各镇街…, …有关部门, …成员单位)."""
    return COLLECTIVE.search(compact(name)) is not None


def is_unit_name(name: str) -> bool:
    """Whether words have the shape of a unit's name. Shape only: whether such a unit exists is not known."""
    text = compact(name)
    if not _MIN_KNOWN <= len(text) <= _MAX_NAME:
        return False
    outside = IN_BRACKETS.sub("", text)
    if any(mark in outside for mark in "。；;：:！？，,、《》"):
        return GOVERNMENTS_OF.match(text) is not None or _joins_governments(outside)
    if text in _body_index():
        return True
    return len(text) > _MIN_KNOWN and UNIT_TAIL.search(text) is not None


def _joins_governments(text: str) -> bool:
    """各市、州安委会 · 各县党委、政府: one body of governments that are listed, or of party and government."""
    *before, last = text.split("、")
    listed = all(
        GOVERNMENTS_OF.match(f"各{part.removeprefix('各')}") or part.endswith("党委") for part in before
    )
    return text.startswith("各") and listed and UNIT_TAIL.search(last) is not None


def matches(asked: str, printed: str, region: tuple[str, ...] = ()) -> UnitMatch | None:
    """Whether the asked name means the printed one, and how; ``None`` where it does not.

    ``region`` is the region path of the plan that prints the name ("云陵市", "临溪区"), or just its short name: it tells that
    云陵市财政局 means the 市财政局 of a plan of 云陵市, and that 临溪区财政局 does not.
    """
    wanted, found = compact(asked), compact(printed)
    if wanted == found:
        return UnitMatch.SAME
    left, right = unit_parts(wanted), unit_parts(found)
    body = _match_bodies(left.body, right.body)
    if body is None:
        return None
    place = _match_places(left, right, region)
    if place is None:
        return None
    if UnitMatch.FORMER in (body, place):
        return UnitMatch.FORMER
    return UnitMatch.RELATIVE if place is UnitMatch.RELATIVE else UnitMatch.ALIAS


def _match_bodies(asked: str, printed: str) -> UnitMatch | None:
    if asked == printed:
        return UnitMatch.SAME
    left, right = _body_index().get(asked), _body_index().get(printed)
    if left is None or right is None or left.current != right.current:
        return None
    if left.former == right.former:
        return UnitMatch.ALIAS
    return None if left.former and right.former else UnitMatch.FORMER


def _match_places(asked: UnitParts, printed: UnitParts, region: tuple[str, ...]) -> UnitMatch | None:
    if (asked.place, asked.level) == (printed.place, printed.level):
        return UnitMatch.SAME
    if not asked.place and not asked.level:
        return UnitMatch.RELATIVE
    if asked.place and printed.place:
        near = asked.place.endswith(printed.place) or printed.place.endswith(asked.place)
        return UnitMatch.ALIAS if near or _same_stem(asked.place, printed.place) else None
    if not printed.place and not printed.level:
        return UnitMatch.RELATIVE if not asked.place or _in_region(asked.place, region) else None
    if asked.place:
        return UnitMatch.ALIAS if asked.level == printed.level and _in_region(asked.place, region) else None
    return UnitMatch.ALIAS if asked.level == printed.level else None


def _same_stem(left: str, right: str) -> bool:
    return re.sub(r"[省市区县州盟旗]$", "", left) == re.sub(r"[省市区县州盟旗]$", "", right)


def _in_region(place: str, region: tuple[str, ...]) -> bool:
    """Whether a place that stands before a name is the plan's own region, or one above it."""
    return any(part and (place.endswith(part) or part.endswith(place)) for part in region)

"""The place (地区) a document belongs to, from its title and its issuer: "云陵市青禾县人民政府" → 云陵市, 青禾县."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.plan import Level

MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})
"""Cities with the rank of a province: the constitution's closed list."""
WHOLE_COUNTRY = "全国"

_NAME = r"(?:(?!贯彻|落实|推进|实施|加快|促进)[^\W\d_的和与及在对为等于以是关局厅院府办委《》“”、，。])"
"""A character of a place's name: 青禾县贯彻落实省… names no province."""
_DIVISION = r"(?:新疆生产建设兵团)?第[一二三四五六七八九十]{1,3}师"
"""第十五师塔里河市: the division and its city are one place, called by the city's name"""
_PROVINCE = r"(?:省(?![级会直委域内属])|自治区|特别行政区)"
_CITY = r"(?:市(?![场级容值直长]|民(?!政)|政(?![府务协法]))|自治州|地区(?!生产|性|总)|盟(?!约))"
_DISTRICT = r"(?:自治县|自治旗|新区|开发区|高新区|园区|林区|区(?![域划块位级间])|县(?![域级城乡])|旗(?!舰)|市(?![场级容值直长]|民(?!政)|政(?![府务协法])))"
# "质量强市", "海绵城市", "生态文明示范区", "历史文化街区": aims and areas, no places of their own; but "盐城市" is one
AIM = re.compile(
    r".*强[省市县区]|(?:..+)?(?:城|都)市|.*(?:示范|试点|贫困|先进|文明|创新)[市县区]|.*[社景片校灾辖街]区"
    r"|.*(?:试验|实验|先行|先导|功能|集聚|聚集|保护|引领|生态|主城|中心城)区"
)
# "江岚省", "云陵市临溪区", "青禾县", "云陵市临溪区"
PLACE = re.compile(
    rf"^(?:20\d{{2}}年度?)?(?:中共|关于(?:印发|公布|发布)?|印发)?(?:{_DIVISION})?(?P<province>(?![省市县区我本全各该]){_NAME}{{2,8}}?{_PROVINCE})?(?P<city>(?![省市县区我本全各该]){_NAME}{{1,9}}?{_CITY})?(?P<district>(?![省市县区我本全各该]){_NAME}{{1,9}}?{_DISTRICT})?"
)
# "国务院…", "国家发展改革委", "农业农村部", "市场监管总局": bodies of the whole country
NATIONAL = re.compile(
    r"^(?:中共中央|国务院|国家|中华人民共和国|全国|中央)|^[^\W\d]{2,8}?(?:部(?![门分署队])|总局|总署)(?:$|办公厅|关于|等|、|印发)"
)
LONGEST_NAME = 11


@dataclass(frozen=True, slots=True)
class Region:
    """``path`` from the largest place down; ``name`` is its last part, "全国" for the whole country, "" when not known."""

    path: tuple[str, ...] = ()
    level: Level = Level.UNKNOWN

    @property
    def name(self) -> str:
        return self.path[-1] if self.path else ""


def place_path(text: str) -> tuple[str, ...]:
    """The places a title or a unit's name begins with."""
    match = PLACE.match("".join(text.split()))
    if match is None:
        return ()
    parts = [match["province"], match["city"], match["district"]]
    places = takewhile(lambda part: not part or not AIM.fullmatch(part), parts)
    return tuple(part for part in places if part and len(part) <= LONGEST_NAME)


def find_region(titles: Sequence[str], issuers: Sequence[str], texts: Sequence[str]) -> Region:
    """The region by title first, then by issuer. A longer path from any of them that ends in the same place wins, so that
    "大城区" in the title and "云陵市大城区人民政府" as issuer give both places. ``texts`` are paragraphs near the head, looked
    at only for the place above one that is known."""
    paths = [path for text in (*titles, *issuers) if (path := place_path(text))]
    if not paths:
        national = any(NATIONAL.match("".join(text.split())) for text in (*issuers, *titles))
        return Region((WHOLE_COUNTRY,), Level.NATIONAL) if national else Region()
    chosen = paths[0]
    for path in paths:
        if len(path) > len(chosen) and chosen[-1] in path:
            chosen = path[: path.index(chosen[-1]) + 1] if path.index(chosen[-1]) >= len(chosen) else chosen
    if len(chosen) == 1:
        chosen = (*_above(chosen[0], texts), *chosen)
    return Region(chosen, _level(chosen))


def _above(place: str, texts: Sequence[str]) -> tuple[str, ...]:
    """ "…青禾县" is found as "云陵市青禾县" somewhere near the head."""
    pattern = re.compile(
        rf"(?<=[据照在为实由和与及对至到\W])(?P<above>{_NAME}{{2,6}}(?:{_PROVINCE}|{_CITY}))$"
    )
    for text in texts:
        for match in re.finditer(re.escape(place), text):
            before = " " + text[max(0, match.start() - LONGEST_NAME) : match.start()]
            found = [above["above"] for at in range(len(before)) if (above := pattern.search(before, at))]
            if found:
                return place_path(min(found, key=len))
    return ()


def _level(path: tuple[str, ...]) -> Level:
    last = path[-1]
    if last in MUNICIPALITIES or last.endswith(("省", "自治区", "特别行政区")):
        return Level.PROVINCE
    if last.endswith(("市", "自治州", "盟", "地区")):
        above_is_city = len(path) > 1 and (path[-2].endswith(("市", "州", "盟")))
        return Level.COUNTY if above_is_city else Level.CITY
    return Level.COUNTY

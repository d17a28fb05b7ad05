"""Lists of unit names taken apart: 市编办、市发展改革委等相关部门 → names with their places, and whether the list is open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.units.unit_names import (
    GOVERNMENTS_OF,
    LEVEL_WORD,
    is_collective,
    is_known_body,
    is_unit_name,
    unit_parts,
)

SEPARATORS = "、，,；;\n\t\u3000 /"
"""Between names of a list; the slash of 文化/旅游 only separates whole names."""

OPEN_END = re.compile(
    r"(?:等(?:相关|有关|[省市区县州](?:级|直)|各|部门|单位|相关各|有关各|负有|责任|其他|的)*(?:部门|单位|区县|地区|方面|机构|成员单位)?(?:和单位)?)$"
)
"""…市安监局等相关部门 · …财政局等 · …等有关单位 · …等省直有关部门"""

JOINED_NAMES = re.compile(r"以及|及其|及|和|与|会同")
"""市司法局及市领导小组成员单位, but the 和 of 工业和信息化局 joins words of one name."""

PARTY_AND_GOVERNMENT = re.compile(r"党委[、，]\s*(?:人民)?政府(?!办)")
"""各县（市、区）党委、政府: one name"""

BARE_PLACE = re.compile(
    r"^(?!各|有关|相关)[\u4e00-\u9fff]{2,6}(?:[省市县州]|(?<!新)(?<!园)(?<!发)(?<!税)(?<!景)(?<!范)(?<!能)(?<!验)区)$"
)
"""云陵市 at a line's end, its 财政局 on the next line"""

_OPENING = "（(《〔[【“"
_CLOSING = "）)》〕]】”"
_LEVELS_THAT_CARRY = ("省", "市", "区", "县", "州", "旗", "盟", "自治区", "自治州", "自治县")


@dataclass(frozen=True, slots=True)
class ListedName:
    """A unit's name, and the characters of the list that name it. A prefix carried over from the name before
    (省科技厅、财政厅 → 省财政厅) is in ``name`` but not among those characters."""

    name: str
    start: int
    end: int


KEPT_LISTS = 1_000


@dataclass(frozen=True, slots=True)
class UnitList:
    """The names of a list in its order; ``is_open`` where it ends in words such as 等相关部门."""

    names: tuple[ListedName, ...]
    is_open: bool = False


# A plan names the same units again and again, and each list is read by several steps.
@lru_cache(KEPT_LISTS)
def split_units(text: str) -> UnitList:
    """Names in a list such as 市编办、市发展改革委及市财政局等相关部门. Collective names stay whole."""
    names: list[ListedName] = []
    is_open = False
    level = ""
    for start, end in _parts(text):
        start, end, opened = _without_open_end(text, start, end)
        is_open = is_open or opened
        if end <= start:
            continue
        for low, high in _split_joined(text, start, end):
            low, high, opened = _without_open_end(text, low, high)
            is_open = is_open or opened
            if not any(character.isalnum() for character in text[low:high]):
                continue
            name = "".join(text[low:high].split())
            carried = _with_level(name, level)
            level = _level_of(name) or level
            names.append(ListedName(carried, low, high))
    return UnitList(tuple(names), is_open)


def _parts(text: str) -> list[tuple[int, int]]:
    """Parts between separators outside of brackets, without blanks at their ends."""
    parts: list[tuple[int, int]] = []
    depth = 0
    start = 0
    for index, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif (
            depth == 0
            and character in SEPARATORS
            and _separates(text, start, index)
            and not _names_governments(text, start, index)
            and not PARTY_AND_GOVERNMENT.match(text, max(0, index - 2))
        ):
            parts.append((start, index))
            start = index + 1
    parts.append((start, len(text)))
    trimmed = []
    for low, high in parts:
        piece = text[low:high]
        low += len(piece) - len(piece.lstrip(" \u3000\t\n。.:："))
        piece = text[low:high].rstrip(" \u3000\t\n。.:：")
        if piece:
            trimmed.append((low, low + len(piece)))
    return trimmed


def _separates(text: str, start: int, index: int) -> bool:
    """A blank or line break separates only behind a whole name: a narrow cell breaks names anywhere."""
    if text[index] not in " \u3000\t\n/":
        return True
    before = re.sub(r"\s", "", text[start:index])
    after = _first_part(text[index + 1 :].lstrip())
    if not is_unit_name(before) or not after or (BARE_PLACE.search(before) and not _level_of(after)):
        return False
    if after.startswith(("各", "有关", "相关")) and len(after) > 2:  # 各通信运营商
        return True
    whole = is_unit_name(after) and (bool(_level_of(after)) or is_collective(after) or is_known_body(after))
    return whole or (is_unit_name(after) and not _continues_name(after))


def _names_governments(text: str, start: int, index: int) -> bool:
    """Whether 、 joins levels of government in one collective name: 各市、州人民政府 · 各市、州安委会."""
    if text[index] != "、" or not text.startswith("各", start):
        return False
    following = _first_part(text[index + 1 :])
    body = re.sub(r"^[市州盟地县区旗](?![委办局级直])", "", following)
    if GOVERNMENTS_OF.match(text[start:index]) and body != following:
        return not is_known_body(body) and (not body or is_unit_name("各" + body))
    return GOVERNMENTS_OF.match(text[start : index + 1] + _first_part(text[index + 1 :])) is not None


def _first_part(text: str) -> str:
    """Up to the first separator outside of brackets and quotes."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth <= 0 and character in SEPARATORS:
            return text[:index]
    return text


def _continues_name(text: str) -> bool:
    """小组成员单位, 办公室, 委员会: the second half of a name rather than a name."""
    return bool(
        re.match(
            r"(?:小组|领导小组|成员|办公室|委员会|管委会|工作|会议|联席|人民政府|管理局|监管局|发展|单位|中心|有关|相关)",
            text,
        )
    )


def _without_open_end(text: str, start: int, end: int) -> tuple[int, int, bool]:
    piece = text[start:end]
    match = OPEN_END.search(piece)
    if match is None:
        return start, end, False
    return start, start + len(piece[: match.start()].rstrip()), True


def _split_joined(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split at 和, 及, 以及 where both sides are whole names (财政局和审计局), not inside one (工业和信息化局)."""
    if is_known_body(unit_parts(text[start:end]).body):
        return [(start, end)]
    for match in JOINED_NAMES.finditer(text, start, end):
        left, right = text[start : match.start()], text[match.end() : end]
        if match[0] in "和与" and not (_level_of(right) or is_collective(right) or is_known_body(right)):
            continue
        if is_unit_name(left) and is_unit_name(right) and not _inside_brackets(text, start, match.start()):
            return [(start, match.start()), *_split_joined(text, match.end(), end)]
    return [(start, end)]


def _inside_brackets(text: str, start: int, index: int) -> bool:
    piece = text[start:index]
    return sum(piece.count(c) for c in _OPENING) > sum(piece.count(c) for c in _CLOSING)


def _level_of(name: str) -> str:
    match = LEVEL_WORD.match(name)
    return match[0] if match and match[0] in _LEVELS_THAT_CARRY and len(name) > match.end() + 1 else ""


def _with_level(name: str, level: str) -> str:
    """省科技厅、工业和信息化厅: the second is the province's as well. Only for bodies that are known by name, since places
    and companies in such a list stand on their own, as does the 公安分局 of a district, which is its city's."""
    if level and is_known_body(name) and not is_collective(name) and not name.endswith("分局"):
        return level + name
    return name

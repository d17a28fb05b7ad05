"""What the words of a clause say: units with their roles, from labels (责任单位：…), verbs (…牵头，…配合) or a plain list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from ingest.plan import Basis, Role
from ingest.units.duty_words import (
    COOPERATING_WORDS,
    DUTY_VERB,
    LEAD_RULE,
    LEAD_WORDS,
    OWN_ROLE,
    ROLE_LABEL,
    SAME_BELOW,
    TIME_BEFORE,
    TIME_NOTE,
    TOGETHER_WITH,
    WITH_OTHERS,
)
from ingest.units.unit_lists import ListedName, split_units
from ingest.units.unit_names import LEVEL_WORD, is_collective, is_known_body, is_unit_name, unit_parts


class Part(Enum):
    """What a stretch of a clause says about the units in it."""

    LEAD = auto()
    """牵头、主办: leads even beside others that are 责任单位"""
    RESPONSIBLE = auto()
    COOPERATING = auto()
    UNSTATED = auto()
    OTHER = auto()
    """责任人、完成时限: no units"""


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit with its role; ``start``/``end`` count characters of the text that was parsed."""

    name: str
    role: Role
    basis: Basis
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class UnitClause:
    """``text[start:end]`` says who does it. ``outer_start``/``outer_end`` include brackets and what introduces them."""

    units: tuple[NamedUnit, ...]
    is_open: bool
    start: int
    end: int
    outer_start: int
    outer_end: int
    states_lead: bool = False
    """True where the words 牵头 or 主办 tell the lead: a rule about the first of a list does not bind then."""


SENTENCE_MARK = re.compile(r"[。！？]")
VERBAL = re.compile(r"自行|依法|应当|可以|必须|进行|开展|推进|加强")
"""企业自行: words of a sentence, not of a name"""

GIVEN_BY = re.compile(r"^\s*(?:(?:(?:此|该|本|上述|以上|各)项?(?:工作|任务|事项|措施|内容)?)?由)?\s*")
"""由市水利局… · 此项工作由县民政局…"""

_SHORTEST_LISTED = 3
_LONGEST_UNKNOWN = 12
LONGEST_CLAUSE = 600


def has_lead_rule(text: str) -> bool:
    """Whether the text says that the unit listed first leads."""
    # Every wording of the rule has these words, which few texts have.
    return "为牵头" in text and LEAD_RULE.search(text) is not None


def with_first_leading(clause: UnitClause) -> UnitClause:
    """The clause under the rule 列第一位的为牵头单位: the first of those responsible leads, the others cooperate, both stated."""
    if clause.states_lead:
        return clause
    ruled: list[NamedUnit] = []
    led = False
    for unit in clause.units:
        follows = unit.role is Role.RESPONSIBLE and led
        led = led or unit.role is Role.RESPONSIBLE
        ruled.append(replace(unit, role=Role.COOPERATING if follows else unit.role, basis=Basis.STATED))
    return replace(clause, units=tuple(ruled))


def last_mark(text: str, at: int) -> str:
    """The last character before a place that is not blank, "" where there is none."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return text[at - 1] if at else ""


def read_clause(text: str, start: int, end: int, *, alone: bool, trusted: bool = False) -> UnitClause | None:
    """What ``text[start:end]`` says, ``None`` where it names no units. ``alone`` allows a list without any role word behind a
    finished sentence, ``trusted`` anywhere."""
    if end - start > LONGEST_CLAUSE or end <= start:
        return None
    stop = end
    for pattern in (LEAD_RULE, SAME_BELOW, TIME_NOTE):
        if match := pattern.search(text, start, stop):
            stop = match.start()
    while stop > start and text[stop - 1] in "（( ":
        stop -= 1
    parts = _labelled(text, start, stop) or _with_verbs(text, start, stop)
    if (
        parts is None
        and alone
        and (trusted or is_plain_list(text[start:stop], _closes_sentence(text, start)))
    ):
        parts = [(Part.UNSTATED, start, stop)]
    if not parts:
        return None
    units, is_open = _assign(text, parts)
    if not units:
        return None
    states_lead = any(part is Part.LEAD for part, _, _ in parts)
    clause = UnitClause(units, is_open, start, end, start, end, states_lead)
    return with_first_leading(clause) if has_lead_rule(text[start:end]) else clause


def _closes_sentence(text: str, start: int) -> bool:
    return last_mark(text, max(0, start - 1)) in ("", *"。；;！？")


def _labelled(text: str, start: int, end: int) -> list[tuple[Part, int, int]] | None:
    """Parts that begin with a label: 责任单位：… 配合单位：…; the verbs behind one label count (责任单位：A牵头，B配合)."""
    labels = _believed(text, list(ROLE_LABEL.finditer(text, start, end)), end)
    if not labels or TIME_BEFORE.sub("", text[start : labels[0].start()]).strip(" \n，,；;"):
        return None
    leads = any(_part_of_label(label) is Part.LEAD for label in labels)
    parts: list[tuple[Part, int, int]] = []
    for label, (_, stop) in zip(labels, _behind(labels, end), strict=True):
        part = _part_of_label(label)
        inner = _with_verbs(text, label.end(), stop) if part is Part.RESPONSIBLE else None
        if inner and inner[0][0] is Part.LEAD:
            parts += inner
        else:
            # 牵头单位：A；责任单位：B: two labels state that B takes part beside the lead
            taking_part = Part.COOPERATING if leads and part is Part.RESPONSIBLE else part
            parts.append((taking_part, label.end(), _before_duty(text, label.end(), stop)))
    return parts


def _believed(text: str, labels: Sequence[re.Match[str]], end: int) -> list[re.Match[str]]:
    """Labels that are weak by themselves are believed by the units behind them: not （市级：300万元；县级：100万元）,
    责任单位市场意识增强."""
    return [
        label
        for label, (low, high) in zip(labels, _behind(labels, end), strict=True)
        if not (label["level"] or label["bare"]) or _are_doers(text[low:high])
    ]


def _are_doers(text: str) -> bool:
    names = split_units(text).names
    return bool(names) and all(_is_doer(name) for name in names)


def _behind(labels: Sequence[re.Match[str]], end: int) -> list[tuple[int, int]]:
    """What stands behind each label, up to the next."""
    stops = [*(label.start() for label in labels[1:]), end]
    return [(label.end(), stop) for label, stop in zip(labels, stops, strict=False)]


def _before_duty(text: str, start: int, end: int) -> int:
    """责任单位：A、B按职责分工负责: the verb behind a labelled list is no part of the last name."""
    body = text[start:end].rstrip(" \n，,；;。")
    verb = DUTY_VERB.search(body)
    return start + verb.start() if verb and verb.start() else end


def _part_of_label(label: re.Match[str]) -> Part:
    if label["other"] or label["boxed_other"]:
        return Part.OTHER
    if label["level"]:
        return Part.RESPONSIBLE
    word = label["word"] or label["boxed"] or label["bare"]
    if re.fullmatch(LEAD_WORDS, word):
        return Part.LEAD
    return Part.COOPERATING if re.fullmatch(COOPERATING_WORDS, word) else Part.RESPONSIBLE


def _with_verbs(text: str, start: int, end: int) -> list[tuple[Part, int, int]] | None:
    """Parts that end with a verb: A牵头，B、C配合. A comma inside a list does not end its part."""
    parts: list[tuple[Part, int, int]] = []
    begun = at = start
    pieces = re.split(r"([，,；;。])", text[start:end])
    for piece in pieces:
        stop = at + len(piece)
        body = piece.rstrip()
        match = DUTY_VERB.search(body)
        if match and at + match.start() > begun:
            parts += _verb_parts(text, begun, at + match.start(), match["verb"])
            begun = stop
        elif piece in tuple("，,；;。") and begun == at:
            begun = stop
        at = stop
    if not parts or text[begun:end].strip(" \n，,；;。"):
        return None
    named = [split_units(text[low:high]) for _, low, high in parts]
    if not all(listed.names for listed in named):
        return None
    names = [name for listed in named for name in listed.names]
    unknown = [name for name in names if not _is_doer(name)]
    # one name of an unusual shape among many (残联理事会、某某公益服务社) does not make a list of units a remark
    few = len(unknown) * 4 <= len(names) and all(len(name.name) <= _LONGEST_UNKNOWN for name in unknown)
    return parts if not unknown or (few and not any(VERBAL.search(name.name) for name in unknown)) else None


def _verb_parts(text: str, start: int, end: int, verb: str) -> list[tuple[Part, int, int]]:
    lead = GIVEN_BY.sub("", text[start:end], count=1)
    start = end - len(lead)
    if "配合" in verb or verb in ("参与", "参加", "协助", "协办", "支持"):
        part = Part.COOPERATING
    else:
        part = Part.LEAD if "牵头" in verb else Part.RESPONSIBLE
    if opening := WITH_OTHERS.match(lead):
        return [(Part.COOPERATING, start + opening.end(), end)]
    if together := TOGETHER_WITH.search(text, start + 1, end):
        return [(Part.LEAD, start, together.start()), (Part.COOPERATING, together.end(), end)]
    return [(part, start, end)]


def _is_doer(listed: ListedName) -> bool:
    """A name of a unit, for brackets that no label marks (（由企业自行负责） names none)."""
    return len(listed.name) >= 2 and is_unit_name(listed.name) and not VERBAL.search(listed.name)


def is_plain_list(text: str, closes_sentence: bool) -> bool:
    """Names only, behind a finished sentence: （市教育局、市财政局）."""
    if not closes_sentence or SENTENCE_MARK.search(text):
        return False
    return are_units([listed.name for listed in split_units(text).names])


def are_units(names: Sequence[str]) -> bool:
    """Whether all names are shaped like units, and most are known or carry their level."""
    certain = sum(_is_certain_unit(name) for name in names)
    return certain * 2 > len(names) and all(is_unit_name(name) for name in names)


def _is_certain_unit(name: str) -> bool:
    if len(name) < _SHORTEST_LISTED or not is_unit_name(name):
        return False
    parts = unit_parts(name)
    government = bool(parts.place) and parts.body.startswith(("人民政府", "政府"))
    return bool(is_known_body(parts.body) or LEVEL_WORD.match(name) or is_collective(name) or government)


def _assign(text: str, parts: list[tuple[Part, int, int]]) -> tuple[tuple[NamedUnit, ...], bool]:
    """Roles of all units. Beside a part that 牵头, other responsible units only take part, and that is inferred."""
    parts = [own for part in parts for own in _own_roles(text, part)]
    has_lead = any(part is Part.LEAD for part, _, _ in parts)
    units: list[NamedUnit] = []
    is_open = False
    seen: set[tuple[str, Role]] = set()
    for part, start, end in parts:
        if part is Part.OTHER:
            continue
        listed = split_units(text[start:end])
        is_open = is_open or listed.is_open
        for position, name in enumerate(listed.names):
            if "：" in name.name or ":" in name.name:
                continue  # 技术支撑：县大数据中心: a label that is not known says no role
            role, basis = _role(part, position, has_lead)
            if (name.name, role) not in seen:
                seen.add((name.name, role))
                units.append(NamedUnit(name.name, role, basis, start + name.start, start + name.end))
    return tuple(units), is_open


def _own_roles(text: str, part: tuple[Part, int, int]) -> list[tuple[Part, int, int]]:
    """市教育局（牵头）、市财政局: a role in brackets behind a name is that name's, and no part of it."""
    kind, start, end = part
    found: list[tuple[Part, int, int]] = []
    if kind is not Part.OTHER:
        for match in OWN_ROLE.finditer(text, start, end):
            names = split_units(text[start : match.start()]).names
            low = start + names[-1].start if names else start
            own = Part.LEAD if "牵头" in match[0] or "主办" in match[0] else Part.COOPERATING
            found += [(kind, start, low), (own, low, match.start())]
            start = match.end()
    found.append((kind, start, end))
    return [(kind, low, high) for kind, low, high in found if text[low:high].strip(" 、，,；;。\n")]


def _role(part: Part, position: int, has_lead: bool) -> tuple[Role, Basis]:
    if part is Part.UNSTATED and has_lead:
        return Role.COOPERATING, Basis.INFERRED
    if part is Part.UNSTATED:
        return (Role.COOPERATING if position else Role.RESPONSIBLE), Basis.INFERRED
    if part is Part.COOPERATING:
        return Role.COOPERATING, Basis.STATED
    if part is Part.RESPONSIBLE and has_lead:
        return Role.COOPERATING, Basis.INFERRED
    return Role.RESPONSIBLE, Basis.STATED

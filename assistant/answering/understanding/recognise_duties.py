"""How a question speaks of units' tasks: words that only ask for them, units asked for together, units left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.answering.fold_text import fold
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import Role

_DUTY_TALK = re.compile(
    r"(?:本职|具体|全部|所有|共同|相关|有关|主要|重点|承担|涉及|参与|参加|牵涉|牵头|负责|配合|协助|主办|协办|主责|主抓|主管|责任|牵头单位|责任单位|配合单位|参与单位)?"
    r"(?:任务|事项|事|事情|职责|责任|职能|台账|清单|工作|活|活儿|分工|条目|项目|内容|要求|一览|列表|角色|身份|部分)"
    r"|(?:本职|具体|全部|所有|主要|重点)|[一二两三几这哪]?[项条件]|(?:共同|一起|一同|联合|同时|作为|列为|列明|列|当|当作|身为|属于|被|归|名下|在内|出现|露面|点名|点到|提名|相干|关联|关系|牵涉|牵扯|涉及|承担|参与|参加|汇总|梳理|统计|罗列|分开|区分|分别"
    r"|(?:主责|主办|协办|主抓|牵头|责任|配合|参与)(?:单位|部门)?|主角|配角|挑头|单独|不含|不算|不包括|列(?:出来?|一?下|一列|全)|仅|只|只是|不是|单位|部门|我们|咱们|本单位|本部门|贯彻|落实|实施|全|都|会同|联手|共担|交叉|重合|重叠)"
)
"""台账 · 配合事项 · 作为: with a unit beside them they ask for its tasks and tell no matter"""

DUTY_NOUN = re.compile(r"任务|事项|条目|职责|工作|台账|分工")
"""…的任务请列个单子: beside a unit its tasks are asked for, whatever else is said"""

_TOGETHER = re.compile(
    r"共同|一起|一道|一同|一块|联合|联手|会同|共担|同时|交叉|重合|重叠|都(?:要|是|有份|参与|参加|牵头|配合|负责|承担|涉及|出现|在)"
)
"""发改委和经信委共同负责的任务; not 都有哪些任务"""

_LEADS = re.compile(r"牵头|主办|主责|主抓|领头|挑头|责任单位|(?<!共同)负责")
_SUPPORTS = re.compile(r"配合|协助|协办|参与|支持")
_SUPPORTS_NEXT = re.compile(r"(?:要|应|需要?|得|去|来|来?给)?(?:配合|协助|支持)(?:好|着)?$")
"""公安局要配合|市场监管局: the next unit leads"""
_ALONE = re.compile(r"(?:单独|独自|独立|独家|只由|仅由|一家)[^,，。?]{0,8}?(?:牵头|负责|承担)")
"""哪些任务由市场监管局单独负责"""
_BREAK = re.compile(r"[,，、;；。]")

_NOT_INVOLVED = re.compile(
    r"(?:没有?|未|不)(?:被)?(?P<role>参与|参加|涉及|承担|牵头|配合|负责|列入|提到|出现)(?:的|(?:在)?(?:哪|什么))"
    r"|(?<!是)(?:不是|不由|并非|非)(?!只|仅|单)[^,，。?]{2,14}?(?P<led>牵头|配合|负责|参与|承担)的"
)
"""市场监管局没有参与的任务 · 不是市场监管局牵头的任务; not 是不是市场监管局牵头的"""


def beside_duties(words: Iterable[str], titles: Sequence[str]) -> tuple[str, ...]:
    """The content words that tell a matter, where a unit's tasks are asked for. ``titles`` are folded titles of the plans meant."""
    return tuple(
        word
        for word in words
        if not _DUTY_TALK.fullmatch(word) and not (titles and all(word in title for title in titles))
    )


def asks_together(text: str, units: Sequence[str]) -> bool:
    """Whether tasks are meant that name all of several units, not those of each."""
    return len(units) > 1 and (bool(_TOGETHER.search(text)) or bool(roles_apart(text, units)))


def asks_alone(text: str) -> bool:
    """Whether tasks are meant that a unit leads without another: 单独负责."""
    return _ALONE.search(text) is not None


def roles_apart(text: str, units: Sequence[str]) -> Mapping[str, Role]:
    """The role of each of several units where the question gives them different ones (甲牵头、乙配合; 甲配合乙); else empty."""
    folded = _fold_keeping_breaks(text)
    starts = sorted((folded.find(unit), unit) for unit in units)
    if len(units) < 2 or starts[0][0] < 0:
        return {}
    roles: dict[str, Role] = {}
    ends = [*(start for start, _ in starts[1:]), len(folded)]
    for (start, unit), end in zip(starts, ends, strict=True):
        between = folded[start + len(unit) : end]
        if unit in roles:
            continue
        if end < len(folded) and _SUPPORTS_NEXT.search(between) and not _LEADS.search(between):
            roles[unit] = Role.COOPERATING
            roles.update((other, Role.RESPONSIBLE) for at, other in starts if at == end)
        elif _LEADS.search(between) or _SUPPORTS.search(between):
            leads, supports = _LEADS.search(between), _SUPPORTS.search(between)
            first = leads if supports is None or (leads and leads.start() < supports.start()) else supports
            roles[unit] = Role.RESPONSIBLE if first is leads else Role.COOPERATING
    return roles if len(roles) == len(units) and len(set(roles.values())) > 1 else {}


def _fold_keeping_breaks(text: str) -> str:
    """Folded, with one comma where the question has a break: 区发改委（临溪） keeps its neighbours apart."""
    return ",".join(fold(part) for part in _BREAK.split(text))


def units_of_places(
    units: Sequence[str], folded: str, said: Sequence[str], places: Sequence[str], catalogue: Catalogue
) -> tuple[str, ...]:
    """The units with the place that the question sets right before them, where that is not the place asked about.

    云陵区财政局在临溪清单里的任务: no 区财政局 of 临溪. ``said`` are the folded place words of the question.
    """
    own = frozenset().union(*(catalogue.words_of_place.get(plan_id, frozenset()) for plan_id in places))
    others = [word for word in said if word not in own]
    return tuple(
        next(filter(None, (_of_place(unit, word, folded, own) for word in others)), unit) for unit in units
    )


def _of_place(unit: str, place: str, folded: str, own: frozenset[str]) -> str:
    """The unit with the place, where this stands right before it; "" where not, or in a list with a place asked about."""
    named = place + unit[1:] if place.endswith(unit[:1]) else place + unit
    before, found, _ = folded.partition(named)
    listed = before.endswith(("和", "与", "及", "跟", *own))
    return named if found and not listed else ""


def left_out(text: str) -> str:
    """参与 where the tasks are asked for that a unit has no part in; else ""."""
    match = _NOT_INVOLVED.search(text)
    return match["role"] or match["led"] if match else ""

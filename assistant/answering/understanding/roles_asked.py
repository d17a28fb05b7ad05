"""Which role of a task's units a question asks for: of those who lead, those who support, or both."""

from __future__ import annotations

import re

from ingest.plan import Role

RESPONSIBLE = re.compile(
    r"牵头|打头|排在?(?:第一|首)|(?<!主体)责任(单位|部门|主体(?!责任)|方(?!面|式|案)|(?=[与和、跟及]配合))|主责|主管|主办|主角|主抓|领头|挑头"
)
"""牵头单位"""
_TAKES_CARE = re.compile(r"负责|谁(来|在)?(管|抓|做)|(?:归|哪)[^,，。?？]{0,6}?[管抓](?![理控制住紧好])")
"""谁负责 · 归哪个局管: everybody who does it; those who lead only where 配合 stands beside it (谁负责、谁配合; 负责的，不含配合)"""
_SPEAKS_OF_SUPPORT = re.compile(r"配合|协助|协办|参与")
COOPERATING = re.compile(r"配合|帮衬|打下手|搭把手|配角|参与(单位|部门)|协助|协办|支持(单位|部门)")
"""配合单位"""
_ROLE_DENIED = re.compile(
    r"(?<![是有合头责与助办负牵配参])(?P<not>不(?:是|含|算|包括|包含|要)?|非|而非|没有?|除了?)(?:第一|首要|主要)?(?:牵头|负责|主办|主责|配合|协助|协办|参与|责任)(?:单位|部门)?(?:的|外|以外|之外)?"
)
"""只要负责的（不含配合） · 不是牵头、只是配合; not 是不是牵头, 配合不配合"""
_LEAD = r"(?:牵头|主办|主责|(?<!主体)责任|负责)"
_SUPPORT = r"(?:参与|参加|配合|协助|协办)"
_AND = r"(?:单位|部门)?[^,，。?;；]{0,2}?(?:[和与及跟、+/&\s]+|还是|或者?)(?:是|只是)?"
_WHICH = r"(?:谁|哪[^,，。?？;；]{0,4}?)(?:来|在|去)?"
BOTH_ROLES = re.compile(
    rf"{_LEAD}{_AND}{_SUPPORT}|{_SUPPORT}{_AND}{_LEAD}|(?<!主体)责任配合|配合责任"
    rf"|{_WHICH}{_LEAD}[^。;；]{{0,6}}?{_WHICH}{_SUPPORT}"
    r"|牵头[^。;；]{0,8}?[和与及跟、+/,，。?？;；\s](?:其他|其它|哪些|具体)?(?:的)?(?:责任(?:单位|部门|[都也全])|负责(?:单位|部门))"
    r"|(?:牵头|主办|负责)[^。;；]{0,8}?[,，。?？;；](?:还|另外|其他)[^,，。?？]{0,6}?(?:谁|哪|什么|几)"
)
"""牵头和参与的任务 · 责任还是配合 · 责任 配合都算上 · 哪家牵头哪家参与 · 哪个单位牵头,哪些责任单位 · 由谁牵头?还有谁参加"""

_OF_THESE = re.compile(r"(?<=[\u4e00-\u9fff,，])其中[^,，。?]{0,6}(?:牵头|配合|负责|参与)")
"""任务共几项，其中牵头几项: all are asked for"""


def role_in(text: str) -> Role | None:
    """The role asked for; ``None`` where both or none are."""
    stated = _OF_THESE.sub(" ", _ROLE_DENIED.sub(" ", text))
    if BOTH_ROLES.search(stated):
        return None
    lead, support = bool(RESPONSIBLE.search(stated)), bool(COOPERATING.search(stated))
    lead = lead or bool(_TAKES_CARE.search(stated) and _SPEAKS_OF_SUPPORT.search(text))
    if not lead and not support:
        denied = "".join(match.group(0) for match in _ROLE_DENIED.finditer(text))
        lead, support = bool(COOPERATING.search(denied)), bool(RESPONSIBLE.search(denied))
    if lead == support:
        return None
    return Role.RESPONSIBLE if lead else Role.COOPERATING


_TAKES_PART = re.compile(r"参与|参加")


def role_beside(text: str, before: Role | None) -> Role | None:
    """The role asked for after a question for ``before``: 参与 is any part by itself, after 牵头 the other one (那它参与的呢)."""
    asked = role_in(text)
    if asked is None and before is Role.RESPONSIBLE and _TAKES_PART.search(text):
        return None if BOTH_ROLES.search(text) else Role.COOPERATING
    return asked


def roles_named(text: str) -> frozenset[Role]:
    """The roles that a question names: of 由谁负责,有没有配合单位 the second, though both are told."""
    named = ((Role.RESPONSIBLE, RESPONSIBLE), (Role.COOPERATING, COOPERATING))
    return frozenset(role for role, pattern in named if pattern.search(text))

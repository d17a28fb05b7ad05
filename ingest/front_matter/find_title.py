"""The document's title (标题): its own, or the one that the notice around it quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.front_matter.find_region import place_path
from ingest.repair.join_lines import DOCUMENT_TITLE_END, DOCUMENT_TYPES
from ingest.repair.line_shapes import ANNEX, INNER_STOP, SENTENCE_END, has_marker
from ingest.source import Block, Paragraph, RepairedText, Table

# "云陵市水利局关于印发《云陵市“十四五”水利规划》的通知", also without the quotes
NOTICE = re.compile(
    r"^(?P<issuer>[^《》，。]{0,40}?)(?:关于)?(?:印发|转发|公布|发布|下发)(?P<quoted>《?.+?》?)的(?:通知|公告|通告|函|决定)$"
)
# "现将《…规划》印发给你们", "《…实施方案》已经市政府同意"
TRANSMITTAL = re.compile(
    r"(?:现将?《(?P<now>[^《》]+(?:《[^《》]+》[^《》]*)*)》[^。]{0,20}?印发|^《(?P<approved>[^《》]+(?:《[^《》]+》[^《》]*)*)》(?:已经?|业经).{0,40}?(?:同意|通过|审定|批准))"
)
ISSUED = re.compile(r"现(?:予以?|将.{2,80})?(?:印发|公布|发布|下发)(?:给你们)?")
HEAD_BLOCKS = 40
LONGEST_TITLE = 110
# "关于公开征求《云陵市水利规划（征求意见稿）》意见的公告", which the plan itself follows
ABOUT_ANOTHER = re.compile(
    r"^(?:.{2,20})?关于.{0,10}(?:征求|公示|公布|征集|发布).*(?:公告|通告|公示|通知|函|启事)$"
)
# "20212035年实施方案": what a blank line cut off a title
TITLE_CUT = re.compile(r"^(?:\d{8}年?)\S{2,10}$")
LONGEST_SHEET_NAME = 12
"""A sheet is often named by the last words of the title in its first row ("任务分解表")."""
# "云陵市交通运输局  |  规划计划", "首页 > 规划计划": where a page stands on its site
PAGE_PATH = re.compile(r"\s[|｜>»›]\s")
SHORTEST_TITLE = 5
PUNCTUATION = re.compile(r"[\W_]+")
# "（2022年7月27日云陵市人大常委会通过）" and like notes below a title are no part of it
TITLE_TYPE = re.compile(rf"(?:{DOCUMENT_TYPES})(?:[》”\s]|[（(【〔][^（）()]*[)）】〕]|\d{{4}}.*)*$")


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """The title and its place in the blocks; ``notice`` is the notice that carries the document, ``issuer`` the unit before
    its 关于印发, ``quoted`` the title it quotes."""

    words: RepairedText
    notice: RepairedText | None = None
    notice_issuer: RepairedText | None = None
    is_issued: bool = False


def find_title(blocks: Sequence[Block], stated: Sequence[RepairedText] = ()) -> FoundTitle | None:
    """The title, or ``None`` where nothing near the head looks like one. ``stated`` are titles that the page states."""
    head = [block for block in blocks[:HEAD_BLOCKS] if isinstance(block, Paragraph)]
    head = head[: next((i for i, block in enumerate(head) if i and _begins_content(block)), len(head))]
    notice: RepairedText | None = None
    quoted: RepairedText | None = None
    issuer: RepairedText | None = None
    for line in [*(block.words for block in head), *stated]:
        match = NOTICE.match(line.text) if len(line.text) <= 2 * LONGEST_TITLE else None
        if match:
            notice = line
            inside = line.slice(*match.span("quoted"))
            quoted = inside.strip("《》") if inside.text.startswith("《") or _is_title(inside.text) else None
            issuer = line.slice(*match.span("issuer")) if match["issuer"] else None
            break
    is_issued = any(ISSUED.search(block.text) for block in head)
    transmitted = _transmitted(head)
    own = [block.words for block in head if _is_own_title(block)]
    own += [words for words in stated if _is_title(words.text) and not NOTICE.match(words.text)]
    words = (
        _choose(own, quoted or transmitted, transmitted)
        or quoted
        or transmitted
        or notice
        or _caption(blocks)
        or _fallback(head, stated)
    )
    if words is None:
        return None
    return FoundTitle(words, notice, issuer, is_issued or notice is not None)


def _caption(blocks: Sequence[Block]) -> RepairedText | None:
    """The title over the first table that has one, of a workbook that opens with notes on how to fill it in."""
    captions = (block.caption for block in blocks[:HEAD_BLOCKS] if isinstance(block, Table))
    return next(
        (words for words in captions if words and _is_title(words.text) and place_path(words.text)), None
    )


def _begins_content(block: Paragraph) -> bool:
    return has_marker(block.text) and not block.text.startswith(("附件", "附：")) and "专栏" not in block.text


def _transmitted(head: Sequence[Paragraph]) -> RepairedText | None:
    for block in head:
        match = TRANSMITTAL.search(block.text)
        if match:
            return block.words.slice(*match.span("now" if match["now"] else "approved"))
    return None


def _is_own_title(block: Paragraph) -> bool:
    return _is_title(block.text) and not NOTICE.match(block.text)


def _is_title(text: str) -> bool:
    if (
        not SHORTEST_TITLE <= len(text) <= LONGEST_TITLE
        or INNER_STOP.search(text)
        or SENTENCE_END.search(text)
        or PAGE_PATH.search(text)
    ):
        return False
    return (
        bool(DOCUMENT_TITLE_END.search(text) or TITLE_TYPE.search(text))
        and not has_marker(text)
        and not text.startswith(("现将", "根据", "为"))
    )


def bare_title(text: str) -> str:
    """A title without punctuation, for telling whether two are the same."""
    return PUNCTUATION.sub("", text)


def _choose(
    own: Sequence[RepairedText], quoted: RepairedText | None, transmitted: RepairedText | None
) -> RepairedText | None:
    """The own title that the notice quotes, else the first; where the quoted copy has more of its punctuation left, that."""
    if not own:
        return None
    named = bare_title(quoted.text) if quoted else ""
    chosen = next((words for words in own if named and bare_title(words.text).startswith(named)), own[0])
    if len(chosen.text) <= LONGEST_SHEET_NAME:
        chosen = next((words for words in own[1:3] if words.text.endswith(chosen.text)), chosen)
    if ABOUT_ANOTHER.match(chosen.text):
        chosen = next(
            (words for words in own[1:] if bare_title(words.text) in bare_title(chosen.text)), chosen
        )
    if transmitted and TITLE_CUT.match(bare_title(transmitted.text).removeprefix(bare_title(chosen.text))):
        chosen = transmitted
    same = [
        words
        for words in (chosen, *own, quoted)
        if words and bare_title(words.text) == bare_title(chosen.text)
    ]
    return max(same, key=lambda words: len(words.text))


def _fallback(head: Sequence[Paragraph], stated: Sequence[RepairedText]) -> RepairedText | None:
    for words in stated:
        if words.text:
            return words
    headings = [block.words for block in head if block.heading_level == 1]
    short = [
        block.words
        for block in head[:5]
        if len(block.text) <= LONGEST_TITLE // 2
        and not SENTENCE_END.search(block.text)
        and not ANNEX.match(block.text)
    ]
    placed = [words for words in short if place_path(words.text)]
    return next(iter(headings or placed or short), None)

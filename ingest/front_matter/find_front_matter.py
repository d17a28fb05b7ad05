"""Front matter (文件要素): title, issuer, number, dates, region, period, status and the plans it is based on.

Every field is looked for in an order of trust: what the page states, then the notice around the document, then the words
near its head and its signature. What is stated nowhere stays ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.front_matter.find_plan_terms import find_basis, find_period, find_status
from ingest.front_matter.find_region import find_region
from ingest.front_matter.find_title import FoundTitle, bare_title, find_title
from ingest.lay_out_blocks import LabelledFact, LaidOut
from ingest.plan import Plan, Span
from ingest.read_dates import iso_date
from ingest.repair.join_lines import UNIT_END
from ingest.repair.line_shapes import DATE_LINE, INNER_STOP, SENTENCE_END, has_marker
from ingest.source import Block, Paragraph, RepairedText, SourceText, Table

ISSUER_LABELS = (
    "发文机关",
    "发布机关",
    "发文机构",
    "发文单位",
    "制发机关",
    "发布机构",
    "发布单位",
    "公开机构",
    "公开主体",
    "发布人",
)
ISSUED_LABELS = ("成文日期", "成文时间", "发文日期", "发文时间", "印发日期", "生成日期")
PUBLISHED_LABELS = ("发布日期", "发布时间", "公开日期", "公开时间", "公布日期", "时间", "日期")
NUMBER_LABELS = ("发文字号", "文号", "文件编号", "文件字号")
VALIDITY_LABELS = ("有效性", "效力状态", "时效性", "是否有效", "文件状态")
TITLE_LABELS = ("标题", "信息名称", "名称")
METADATA_LABELS = {
    "articletitle": "标题",
    "pubdate": "发布日期",
    "contentsource": "来源",
    "title": "标题",
}
"""Names of an HTML page's meta elements (the standard of government sites) and the labels they correspond to."""

# "云水发〔2021〕74号", "云政办发[2022]11号", "国发〔2021〕 36 号"
DOCUMENT_NUMBER = re.compile(
    r"^[（(]?(?P<number>[^\W\d_]{1,14}[〔\[［【（(]\s*\d{4}\s*[〕\]］】）)]\s*(?:第|增)?\s*\d{1,4}\s*号)"
)
# "云陵市水利局　2021年9月", "（云陵市委农办  2023年2月16日印发）", "制表单位：云陵市督查室　2025年1月2日" below a title
UNIT_AND_DATE = re.compile(
    r"^[（(]?(?:(?:制表|编制|印发|发布)单位[：:]\s*)?(?P<unit>[^\s，。：《》]{3,30}(?:政府|办公厅|办公室|委员会|领导小组|[厅局部委院办室]))[\s\u3000]+(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?(?:印发)?[）)]?$"
)
# "2025-07-18", "2025/7/18 10:21"
PAGE_DATE = re.compile(r"^(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$")
# "云陵市科技局等12部门", "市教育局等五个单位"
SEVERAL_UNITS = re.compile(r"等[\d一二三四五六七八九十]*个?(?:部门|单位|机关)$")
HEAD_BLOCKS = 25
TAIL_BLOCKS = 12
LONGEST_UNIT = 40


@dataclass(frozen=True, slots=True)
class _Found:
    """A value and where it stands."""

    value: str
    span: Span | None


def find_front_matter(laid: LaidOut, source: SourceText, *, plan_id: str, file: str, sha256: str) -> Plan:
    """The plan of a laid-out document. ``region`` is "" and ``level`` unknown where no place can be told."""
    facts = _all_facts(laid, source)
    paragraphs = [block for block in laid.blocks if isinstance(block, Paragraph)]
    stated = [fact.value for fact in facts if fact.label in TITLE_LABELS and fact.value.text]
    title = find_title(laid.blocks, stated)
    words = title.words if title else RepairedText.of("")
    head = paragraphs[:HEAD_BLOCKS]
    issuer = _issuer(facts, title, paragraphs, source)
    names = [words.text, *([title.notice.text] if title and title.notice else [])]
    region = find_region(names, [issuer.value] if issuer else [], [block.text for block in head])
    issued = _labelled_date(facts, ISSUED_LABELS) or _signature_date(paragraphs, source)
    published = _labelled_date(facts, PUBLISHED_LABELS) or _page_date(head, source)
    number = _document_number(facts, head, source)
    fields = {"issuer": issuer, "issued": issued, "published": published, "document_number": number}
    title_lines = [line for line in (words, title.notice if title else None) if line and line.text]
    lines = [block.words for block in head]
    period = find_period(title_lines, lines)
    status = find_status(_fact(facts, VALIDITY_LABELS), title, lines)
    basis = find_basis(words, [block.words for block in paragraphs])
    places = {name: found.span for name, found in fields.items() if found and found.span}
    for name, place in (("period", period.place), ("status", status.place), ("based_on", basis.place)):
        if place:
            places[name] = source.span(*place.source_range())
    return Plan(
        id=plan_id,
        title=_one_line(words.text) or file,
        region=region.name,
        level=region.level,
        issuer=issuer.value if issuer else None,
        document_number=number.value if number else None,
        issued=issued.value if issued else None,
        published=published.value if published else None,
        period=period.value,
        status=status.value,
        based_on=basis.value,
        file=file,
        sha256=sha256,
        region_path=region.path,
        title_source=source.span(*words.source_range()) if words.text else None,
        field_sources=places,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _all_facts(laid: LaidOut, source: SourceText) -> list[LabelledFact]:
    stated = [
        LabelledFact(METADATA_LABELS[name.lower()], RepairedText.of(value), Span(0, 0))
        for name, value in source.metadata
        if name.lower() in METADATA_LABELS and value.strip()
    ]
    return [*laid.facts, *stated]


def _fact(facts: Iterable[LabelledFact], labels: Sequence[str]) -> LabelledFact | None:
    filled = {fact.label: fact for fact in reversed(list(facts)) if fact.value.text.strip()}
    return next((filled[label] for label in labels if label in filled), None)


def _place(fact: LabelledFact) -> Span | None:
    return fact.span if fact.span.end > fact.span.start else None


def _issuer(
    facts: Sequence[LabelledFact],
    title: FoundTitle | None,
    paragraphs: Sequence[Paragraph],
    source: SourceText,
) -> _Found | None:
    fact = _fact(facts, ISSUER_LABELS)
    if fact:
        return _Found(_one_line(fact.value.text), _place(fact))
    if title and title.notice_issuer and _is_unit(title.notice_issuer.text):
        words = title.notice_issuer
        return _Found(_one_line(words.text), source.span(*words.source_range()))
    signature = _signature(paragraphs)
    if signature:
        return _Found(_one_line(signature.text), source.span(*signature.source_range()))
    if title:
        before = re.match(r"^(?P<unit>[^《》“”，。]{3,30}?)关于", title.words.text)
        if before and UNIT_END.search(before["unit"]):
            words = title.words.slice(0, before.end("unit"))
            return _Found(words.text, source.span(*words.source_range()))
    source_fact = _fact(facts, ("来源", "信息来源"))
    if source_fact and UNIT_END.search(source_fact.value.text.strip()):
        return _Found(_one_line(source_fact.value.text), _place(source_fact))
    return None


def _is_unit(text: str) -> bool:
    return bool(UNIT_END.search(text) or SEVERAL_UNITS.search(text))


def _signature(paragraphs: Sequence[Paragraph]) -> RepairedText | None:
    """A unit on a line of its own right above a date: the signature of a notice or of the document, or its cover."""
    for index in _near_edges(paragraphs):
        text = paragraphs[index].text
        same_line = UNIT_AND_DATE.match(text)
        if same_line:
            return paragraphs[index].words.slice(*same_line.span("unit"))
        above = paragraphs[index - 1] if index else None
        is_date = iso_date(text) is not None or (index < HEAD_BLOCKS and DATE_LINE.match(text) is not None)
        if above is None or not is_date or len(text) > LONGEST_UNIT or INNER_STOP.search(text):
            continue
        if UNIT_END.search(above.text) and len(above.text) <= LONGEST_UNIT and not has_marker(above.text):
            return above.words
    return None


def _near_edges(paragraphs: Sequence[Paragraph]) -> list[int]:
    count = len(paragraphs)
    return [index for index in range(count) if index < HEAD_BLOCKS or index >= count - TAIL_BLOCKS]


def _labelled_date(facts: Sequence[LabelledFact], labels: Sequence[str]) -> _Found | None:
    dated = [fact for fact in facts if iso_date(fact.value.text)]
    fact = _fact(dated, labels)
    return _Found(iso_date(fact.value.text) or "", _place(fact)) if fact else None


def _signature_date(paragraphs: Sequence[Paragraph], source: SourceText) -> _Found | None:
    """A whole date on a line of its own near the head or the foot."""
    for index in _near_edges(paragraphs):
        words = paragraphs[index].words
        day = None if PAGE_DATE.match(words.text) else iso_date(words.text)
        if (
            day
            and len(words.text) <= LONGEST_UNIT
            and not INNER_STOP.search(words.text)
            and _is_mostly_date(words.text)
        ):
            return _Found(day, source.span(*words.source_range()))
    return None


def _page_date(head: Sequence[Paragraph], source: SourceText) -> _Found | None:
    """A date in figures on a line of its own near the head: a web page prints it, no official signs like that."""
    for block in head:
        if PAGE_DATE.match(block.text) and iso_date(block.text):
            return _Found(iso_date(block.text) or "", source.span(*block.words.source_range()))
    return None


def _is_mostly_date(text: str) -> bool:
    if UNIT_AND_DATE.match(text):
        return True
    rest = re.sub(r"印发$|[\d年月日〇○零一二三四五六七八九十\s（()）./-]", "", text)
    return len(rest) <= 12 and (not rest or bool(UNIT_END.search(rest)))


def _document_number(
    facts: Sequence[LabelledFact], head: Sequence[Paragraph], source: SourceText
) -> _Found | None:
    """The number as a fact of the page, else on a line of its own. A damaged copy ("〔202174") matches nothing."""
    for fact in facts:
        match = DOCUMENT_NUMBER.match(fact.value.text.strip()) if fact.label in NUMBER_LABELS else None
        if match:
            return _Found("".join(match["number"].split()), _place(fact))
    for block in head:
        match = DOCUMENT_NUMBER.match(block.text.strip())
        if match and len(block.text.strip(" ()（）")) <= match.end("number") + 1:
            return _Found("".join(match["number"].split()), source.span(*block.words.source_range()))
    return None


def restating_lines(plan: Plan, blocks: Sequence[Block], source: SourceText) -> list[Span]:
    """Places near the head and the foot that only say again what the front matter holds: signature, date, a second copy of
    the title or number, damaged or not; and captions, which stand in their tables."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    known = [bare_title(text) for text in (plan.title, plan.document_number, plan.issuer) if text]
    known += [
        "".join(str(int(part)) for part in day.split("-")) for day in (plan.issued, plan.published) if day
    ]
    spans = [
        source.span(*paragraphs[index].words.source_range())
        for index in _near_edges(paragraphs)
        if _restates(paragraphs[index].text, known)
    ]
    captions = [block.caption for block in blocks if isinstance(block, Table) and block.caption is not None]
    return spans + [source.span(*words.source_range()) for words in captions]


def _restates(text: str, known: Sequence[str]) -> bool:
    if has_marker(text) or len(text) > LONGEST_UNIT * 2 or SENTENCE_END.search(text):
        return False
    bare = bare_title(text)
    if DATE_LINE.match(text) or (UNIT_END.search(text) and len(text) <= LONGEST_UNIT):
        return True
    return any(
        bare == value or (len(bare) >= 6 and (value.startswith(bare) or bare in value)) for value in known
    )

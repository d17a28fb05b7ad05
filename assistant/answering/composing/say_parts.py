"""What a document consists of: its headings, boxes, attachments and length."""

from __future__ import annotations

import re

from assistant.answering.composing.refer import ref_to_front, ref_to_sentence, ref_to_task
from assistant.answering.fold_text import fold, split_sentences
from assistant.answering.turn import Evidence, Ref, Statement, StatementKind
from assistant.answering.vocabulary.catalogue import Catalogue, book_title
from assistant.answering.vocabulary.plan_index import PlanIndex
from ingest.plan import Passage, Plan, RecordType, Section, Span, TaskItem
from prompts import reply

_ATTACHMENT = re.compile(
    r"^[ \t\u3000]*附[件表录][ \t]*\d{0,2}[ \t]*[:：.．、]?[^\n。；]{2,60}$", re.MULTILINE
)
"""附件2：重点项目清单"""
_ATTACHMENT_NUMBER = re.compile(r"^附[件表录]\s*\d{0,2}\s*[:：.．、]?")
_IN_EFFECT = re.compile(r"(?:起|之日)(?:开始)?(?:施行|实施|执行|生效)|有效期(?:为|至|限|\s*[\d一二三五十])")
"""自2025年1月1日起执行 · 有效期5年"""

_TAKES_PLACE = re.compile(
    r"(?:同时|即行|予以|相应)废止|停止执行|不再执行|自行失效|(?:文件|通知|办法|规定|方案)[^。]{0,6}废止"
)
"""《……标准的通知》同时废止"""
_INDEX_NUMBER = re.compile(r"索\s*引\s*号\s*[:：]?\s*(?P<number>[A-Za-z0-9][^\s，。；]{4,40})")
"""索 引 号：MB0000000/2021-00001"""


def say_boxes(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
    """The boxes (专栏) of a plan, counted."""
    boxes = index.records.boxes
    if not boxes:
        return ()
    lead = Statement(
        f"{book_title(index.plan)}的专栏，共 {len(boxes)} 项：", kind=StatementKind.COUNT, counted=len(boxes)
    )
    lines = [
        Statement(
            f"- 专栏{box.no} {box.title}",
            (
                Ref(
                    index.plan,
                    RecordType.PASSAGE,
                    f"{index.plan.id}:front",
                    box.section,
                    f"专栏{box.no} {box.title}",
                    box.source,
                ),
            ),
        )
        for box in boxes
    ]
    return (lead, *lines)


def say_structure(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
    """The headings of the highest level that has more than one; of a list without headings the groups of its tasks."""
    sections = index.records.sections
    if not sections:
        return say_task_groups(index, catalogue)
    levels = sorted({section.level for section in sections})
    level = next(
        (level for level in levels if sum(1 for section in sections if section.level == level) > 1), levels[0]
    )
    top = [section for section in sections if section.level == level]
    lead = Statement(
        f"{book_title(index.plan)}的结构，共 {len(top)} 项：", kind=StatementKind.COUNT, counted=len(top)
    )
    return (
        lead,
        *(Statement(f"- {_heading(section)}", (_ref_to_heading(index.plan, section),)) for section in top),
    )


def say_task_groups(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
    """The headings under which a document puts its tasks, each with the place of its first task."""
    groups: dict[str, TaskItem] = {}
    for task in index.records.tasks:
        if task.section:
            groups.setdefault(task.section[-1], task)
    if not groups:
        return ()
    text = f"{book_title(index.plan)}的任务分类，共 {len(groups)} 项："
    lead = Statement(text, kind=StatementKind.COUNT, counted=len(groups))
    lines = (Statement(f"- {name}", (ref_to_task(index.plan, task),)) for name, task in groups.items())
    return (lead, *lines)


def _ref_to_heading(plan: Plan, section: Section) -> Ref:
    return Ref(plan, RecordType.PASSAGE, f"{plan.id}:front", section.path, _heading(section), section.source)


def _heading(section: Section) -> str:
    return section.path[-1] if section.path else f"{section.number}{section.title}"


def say_length(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
    """How many characters the file has, without blanks: counted, not stated anywhere."""
    count = len("".join(index.records.source_text.split()))
    text = reply("characters_counted", plan=book_title(index.plan), count=count)
    return (
        Statement(
            text,
            (ref_to_front(index.plan, "title", index.records.source_text),),
            StatementKind.COUNT,
            counted=count,
        ),
    )


def say_attachments(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
    """The attachments that a line or a heading names (附件1：……), each once."""
    source = index.records.source_text
    found = [
        (" ".join(match.group(0).split()), Span(*match.span())) for match in _ATTACHMENT.finditer(source)
    ]
    headings = (section for section in index.records.sections if section.number.startswith("附"))
    found += [(f"{section.number} {section.title}", section.source) for section in headings]
    named: dict[str, Statement] = {}
    for words, place in found:
        title = fold(_ATTACHMENT_NUMBER.sub("", words))
        ref = Ref(index.plan, RecordType.PASSAGE, f"{index.plan.id}:front", (), words, place)
        named.setdefault(title, Statement(f"- {words}", (ref,)))
    if not named:
        return ()
    lead = f"{book_title(index.plan)}的附件，共 {len(named)} 项："
    return (Statement(lead, kind=StatementKind.COUNT, counted=len(named)), *named.values())


def say_effect(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
    """The sentences that say from when the document is in force, and for how long."""
    place = catalogue.place_word(index.plan)
    return tuple(
        Statement(f"{place}：{sentence.text}", (ref_to_sentence(evidence, sentence),))
        for record, kind in _written(index)
        for evidence in (Evidence(index.plan, record, kind, 1.0, 1.0),)
        for sentence in split_sentences(record.text)
        if _IN_EFFECT.search(sentence.text)
    )


def say_replaced(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
    """The sentences that say which document this one takes the place of."""
    place = catalogue.place_word(index.plan)
    return tuple(
        Statement(f"{place}：{sentence.text}", (ref_to_sentence(evidence, sentence),))
        for record, kind in _written(index)
        for evidence in (Evidence(index.plan, record, kind, 1.0, 1.0),)
        for sentence in split_sentences(record.text)
        if _TAKES_PLACE.search(sentence.text)
    )


def say_index_number(index: PlanIndex, catalogue: Catalogue) -> tuple[Statement, ...]:
    """The number in the head of a published document, as printed."""
    label = _INDEX_NUMBER.search(index.records.source_text)
    if label is None:
        return ()
    quote = " ".join(label.group(0).split())
    ref = Ref(index.plan, RecordType.PASSAGE, f"{index.plan.id}:front", (), quote, Span(*label.span()))
    return (Statement(f"{book_title(index.plan)}的索引号：{label['number']}。", (ref,)),)


def _written(index: PlanIndex) -> list[tuple[TaskItem | Passage, RecordType]]:
    """Tasks and the passages that are no part of one."""
    tasks: list[tuple[TaskItem | Passage, RecordType]] = [
        (one, RecordType.TASK) for one in index.records.tasks
    ]
    return tasks + [(one, RecordType.PASSAGE) for one in index.records.passages if not one.task_id]

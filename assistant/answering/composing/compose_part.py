"""What stands in a numbered part of a plan: 专栏5写了什么, 第三章讲什么."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer import AnswerStatus
from assistant.answering.composing.refer import ref_to_sentence, ref_to_task
from assistant.answering.fold_text import split_sentences
from assistant.answering.turn import Draft, Evidence, Ref, Statement, StatementKind, Turn
from assistant.answering.understanding.question_patterns import PART, number_of
from assistant.answering.vocabulary.catalogue import Catalogue
from assistant.answering.vocabulary.plan_index import PlanIndex
from ingest.plan import Passage, RecordType, Section, TaskItem
from prompts import reply

_HEADING_NUMBER = re.compile(r"^第?\s*([一二三四五六七八九十\d]{1,3})\s*([章节篇]|部分|[、.．])?")
"""第三章 · 三、 · 3."""
_LINES_SHOWN = 12
_CHAPTERS = ("章", "部分", "篇", "大部分", "板块")


def compose_part(turn: Turn, catalogue: Catalogue) -> Draft:
    """The headings or sentences of the part asked for, of each plan in scope that has it."""
    named = list(PART.finditer(turn.asked.text))
    plans = turn.scope.plan_ids if turn.scope else ()
    statements: list[Statement] = []
    for plan_id in plans:
        index = catalogue.index(plan_id)
        path = path_of_part(index, turn.asked.text)
        if path:
            statements.extend(say_part(index, path, catalogue, turn.asked.page))
    if statements:
        return Draft(AnswerStatus.ANSWERED, tuple(statements))
    if turn.asked.page:
        return Draft(AnswerStatus.ANSWERED, (Statement(reply("nothing_more"), kind=StatementKind.LEAD),))
    places = catalogue.place_list(plans)
    part = "".join(match.group(0) for match in named)
    text = reply("part_not_found", places=places, part=part)
    return Draft(AnswerStatus.NOT_FOUND, (Statement(text, kind=StatementKind.LEAD),))


def path_of_part(index: PlanIndex, text: str) -> tuple[str, ...]:
    """The heading path of the numbered part that a question names (第三章第二节); () where it names none that is there."""
    path: tuple[str, ...] = ()
    for match in PART.finditer(text):
        paths = (
            _last_path(index)
            if match.group("end")
            else _paths(index, match.group("box"), match.group("number"), match.group("kind"))
        )
        path = next((one for one in paths if one[: len(path)] == path or match.group("box")), ())
    return path


def _last_path(index: PlanIndex) -> list[tuple[str, ...]]:
    """The path of the last chapter; an annex is none."""
    top = [one.path for one in _top_sections(index.records.sections) if not one.number.startswith("附")]
    return top[-1:]


def _paths(index: PlanIndex, box: str | None, number: str | None, kind: str | None) -> list[tuple[str, ...]]:
    """Heading paths of the part: of a box by its number, of a chapter by its number or its place in order."""
    records = index.records
    if box is not None:
        wanted = number_of(box)
        return [
            (*found.section, _box_heading(found.no, found.title))
            for found in records.boxes
            if number_of(found.no) == wanted
        ]
    wanted = number_of(number or "")
    top = _top_sections(records.sections)
    if kind in _CHAPTERS:
        by_number = [section.path for section in top if _number_of_heading(section) == wanted]
        in_order = [section.path for at, section in enumerate(top, 1) if at == wanted]
        return by_number or in_order
    return [
        section.path
        for section in records.sections
        if section.number.strip().startswith("第") and kind is not None and kind in section.number
        if _number_of_heading(section) == wanted
    ]


def _box_heading(no: str, title: str) -> str:
    return f"专栏{no} {title}".strip()


def _top_sections(sections: Iterable[Section]) -> list[Section]:
    """The highest level of headings that has more than one."""
    listed = list(sections)
    for level in sorted({section.level for section in listed}):
        own = [section for section in listed if section.level == level]
        if len(own) > 1:
            return own
    return listed


def _number_of_heading(section: Section) -> int | None:
    match = _HEADING_NUMBER.match(section.number.strip())
    return number_of(match.group(1)) if match else None


def say_part(index: PlanIndex, path: tuple[str, ...], catalogue: Catalogue, page: int = 0) -> list[Statement]:
    """Its heading, then its sub-headings, or its tasks and paragraphs where it has none; of a long list one page."""
    place = catalogue.place_word(index.plan)
    lines = _headings_under(index, path) or _records_under(index, path)
    heading = Statement(
        f"{place}“{path[-1]}”共 {len(lines)} 项：", kind=StatementKind.COUNT, counted=len(lines)
    )
    if not lines:
        return []
    end = (page + 1) * _LINES_SHOWN
    shown = lines[page * _LINES_SHOWN : end]
    if not shown:
        return []
    if end < len(lines):
        shown.append(Statement(reply("more_left_out", count=len(lines) - end), kind=StatementKind.LEAD))
    return [heading, *shown]


def _headings_under(index: PlanIndex, path: tuple[str, ...]) -> list[Statement]:
    under = [
        section
        for section in index.records.sections
        if len(section.path) == len(path) + 1 and section.path[: len(path)] == path
    ]
    return [
        Statement(
            f"- {section.path[-1]}",
            (
                Ref(
                    index.plan,
                    RecordType.PASSAGE,
                    f"{index.plan.id}:front",
                    section.path,
                    section.path[-1],
                    section.source,
                ),
            ),
        )
        for section in under
    ]


def _records_under(index: PlanIndex, path: tuple[str, ...]) -> list[Statement]:
    records: list[TaskItem | Passage] = [*index.records.tasks, *index.records.passages]
    own = [record for record in records if stands_under(record.section, path)]
    own = [record for record in own if not (isinstance(record, Passage) and record.task_id)]
    own.sort(key=lambda record: record.source.start)
    if len(own) == 1:
        return _all_words(index, own[0])
    return [statement for record in own for statement in _first_words(index, record)]


def stands_under(section: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Whether a record's headings hold the part's; a box may be written under another chapter's path."""
    return section[: len(path)] == path or path[-1] in section


def _all_words(index: PlanIndex, record: TaskItem | Passage) -> list[Statement]:
    """A part of one record in its sentences."""
    kind = RecordType.TASK if isinstance(record, TaskItem) else RecordType.PASSAGE
    evidence = Evidence(index.plan, record, kind, 1.0, 1.0)
    return [
        Statement(f"- {sentence.text}", (ref_to_sentence(evidence, sentence),))
        for sentence in split_sentences(record.text)
    ]


def _first_words(index: PlanIndex, record: TaskItem | Passage) -> list[Statement]:
    if isinstance(record, TaskItem):
        return [Statement(f"- {record.title}", (ref_to_task(index.plan, record),))]
    sentences = split_sentences(record.text)
    if not sentences:
        return []
    evidence = Evidence(index.plan, record, RecordType.PASSAGE, 1.0, 1.0)
    return [Statement(f"- {sentences[0].text}", (ref_to_sentence(evidence, sentences[0]),))]

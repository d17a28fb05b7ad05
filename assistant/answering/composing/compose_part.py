"""What stands in a numbered part of a plan: 专栏5写了什么, 第三章讲什么."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import AnswerStatus, Clarification
from assistant.answering.composing.refer import ref_to_sentence, ref_to_task
from assistant.answering.composing.say_line import say_line
from assistant.answering.fold_text import split_sentences
from assistant.answering.matching.find_part import paths_of_part
from assistant.answering.turn import Draft, Evidence, Ref, Statement, StatementKind, Turn
from assistant.answering.understanding.question_patterns import PART
from assistant.answering.vocabulary.catalogue import Catalogue
from assistant.answering.vocabulary.plan_index import PlanIndex
from ingest.plan import Passage, RecordType, TaskItem
from prompts import reply

_LINES_SHOWN = 12
_PARTS_OFFERED = 8


def compose_part(turn: Turn, catalogue: Catalogue) -> Draft:
    """The headings or sentences of the part asked for, of each plan in scope that has it."""
    named = list(PART.finditer(turn.asked.text))
    plans = turn.scope.plan_ids if turn.scope else ()
    statements: list[Statement] = []
    several = False
    for plan_id in plans:
        index = catalogue.index(plan_id)
        paths = paths_of_part(index, turn.asked.text)
        several = several or len(paths) > 1
        if len(paths) > 1 and len(plans) == 1:
            return _ask_which_part(index, paths, catalogue)
        if len(paths) == 1:
            statements.extend(say_part(index, paths[0], catalogue, turn.asked.page))
    if statements:
        return Draft(AnswerStatus.ANSWERED, tuple(statements))
    if several:
        options = tuple(catalogue.place_word(catalogue.plans[plan_id]) for plan_id in plans)
        lead = Statement(reply("which_place"), kind=StatementKind.LEAD)
        return Draft(AnswerStatus.CLARIFY, (lead,), Clarification(lead.text, options[:_PARTS_OFFERED]))
    if turn.asked.page:
        return Draft(AnswerStatus.ANSWERED, (Statement(reply("nothing_more"), kind=StatementKind.LEAD),))
    places = catalogue.place_list(plans)
    part = "".join(match.group(0) for match in named)
    text = reply("part_not_found", places=places, part=part)
    return Draft(AnswerStatus.NOT_FOUND, (Statement(text, kind=StatementKind.LEAD),))


def _ask_which_part(index: PlanIndex, paths: Sequence[tuple[str, ...]], catalogue: Catalogue) -> Draft:
    """The choice between parts of the same number under several chapters."""
    place = catalogue.place_word(index.plan)
    question = reply("which_part", place=place, count=len(paths))
    options = tuple(f"{path[-1]}（“{path[-2]}”中）" if len(path) > 1 else path[-1] for path in paths)
    source = {section.path: section.source for section in index.records.sections}
    lines: list[Statement] = []
    for number, path in enumerate(paths, 1):
        if path[:-1] and (number == 1 or path[:-1] != paths[number - 2][:-1]):
            lines.append(Statement(f"\n**{path[-2]}**", kind=StatementKind.LEAD))
        ref = Ref(index.plan, RecordType.PASSAGE, f"{index.plan.id}:front", path, path[-1], source[path])
        lines.append(Statement(f"{number}. {path[-1]}", (ref,)))
    lead = Statement(question, kind=StatementKind.LEAD)
    return Draft(AnswerStatus.CLARIFY, (lead, *lines), Clarification(question, options[:_PARTS_OFFERED]))


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
        Statement(f"- {say_line(sentence.text)}", (ref_to_sentence(evidence, sentence),))
        for sentence in split_sentences(record.text)
    ]


def _first_words(index: PlanIndex, record: TaskItem | Passage) -> list[Statement]:
    if isinstance(record, TaskItem):
        return [Statement(f"- {record.title}", (ref_to_task(index.plan, record),))]
    sentences = split_sentences(record.text)
    if not sentences:
        return []
    evidence = Evidence(index.plan, record, RecordType.PASSAGE, 1.0, 1.0)
    return [Statement(f"- {say_line(sentences[0].text)}", (ref_to_sentence(evidence, sentences[0]),))]

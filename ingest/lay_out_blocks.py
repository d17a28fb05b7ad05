"""From a file as it was read to repaired paragraphs and tables in reading order.

The steps are one list in :func:`lay_out_blocks`: clean characters, set furniture, labels and the table of contents apart,
recover tables, join lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.plan import ReadingWarning, Span
from ingest.repair.clean_characters import cleaners_for
from ingest.repair.find_contents import find_contents
from ingest.repair.find_furniture import find_furniture
from ingest.repair.find_labels import find_labels, labelled_values, values_below
from ingest.repair.join_lines import Setting, join_lines, setting_of
from ingest.repair.split_lines import Line, split_lines
from ingest.source import Block, Paragraph, RepairedText, SourceText
from ingest.tables.caption_tables import caption_tables
from ingest.tables.continue_tables import join_continued
from ingest.tables.recover_tables import find_tables, is_fact_table, restore_table, table_facts
from ingest.tables.split_measure import join_measures
from ingest.tables.tidy_tables import tidy_table


@dataclass(frozen=True, slots=True)
class LabelledFact:
    """A fact that a page states about its document: label ("发布机构") and value, which may be empty."""

    label: str
    value: RepairedText
    span: Span


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document ready for reading: ``blocks`` in reading order, and what was set apart.

    ``repairs`` counts each named repair, ``furniture`` the places of lines that are no part of the document, ``contents`` the
    entries of its table of contents, ``facts`` what the page says about the document.
    """

    blocks: tuple[Block, ...]
    repairs: Mapping[str, int] = field(default_factory=dict)
    furniture: tuple[Span, ...] = ()
    contents: tuple[Paragraph, ...] = ()
    facts: tuple[LabelledFact, ...] = ()
    fact_tables: tuple[Span, ...] = ()
    """Places of the tables that ``facts`` stand in, labels included."""
    notes: tuple[ReadingWarning, ...] = ()


def lay_out_blocks(source: SourceText) -> LaidOut:
    """Repair a source and arrange it as blocks. Never raises: what cannot be repaired stays as it is."""
    repairs: dict[str, int] = {}
    cleaners = cleaners_for(source.text)
    gaps, emptied = split_lines(source, cleaners, repairs)
    tables = [restore_table(source, table, cleaners, repairs) for table in source.tables]
    lines = [line for gap in gaps for line in gap]
    labels = find_labels(lines)
    below = values_below(lines, labels)
    labels |= set(below.values())
    furniture = find_furniture(
        lines, labels=labels, paged=len(source.page_starts) > 1, web=source.format == "html"
    )
    contents = find_contents(lines) - labels - furniture
    facts = [fact for index in sorted(labels) for fact in _facts_of(lines[index], lines, below.get(index))]
    setting = setting_of(
        [line for index, line in enumerate(lines) if index not in labels | furniture | contents],
        lines_are_paragraphs=source.paragraphs_are_lines,
    )
    blocks: list[Block] = []
    fact_tables: list[Span] = []
    index = 0
    for number, gap in enumerate(gaps):
        kept = [
            line for offset, line in enumerate(gap) if index + offset not in labels | furniture | contents
        ]
        blocks += _blocks_of(kept, setting, repairs, len(blocks))
        index += len(gap)
        if number < len(tables):
            table = tables[number]
            if is_fact_table(table):
                fact_tables.append(source.span(source.tables[number].start, source.tables[number].end))
                facts += [
                    LabelledFact(label, value, _span(source, value)) for label, value in table_facts(table)
                ]
            else:
                blocks += tidy_table(table) if table.cells else []
    blocks = caption_tables(join_continued(blocks, repairs))
    _count(repairs, "furniture_lines", len(furniture))
    _count(repairs, "contents_lines", len(contents))
    return LaidOut(
        blocks=tuple(blocks),
        repairs=repairs,
        furniture=tuple(
            sorted([lines[i].span for i in furniture | contents] + emptied, key=lambda span: span.start)
        ),
        contents=tuple(Paragraph(lines[i].words) for i in sorted(contents)),
        facts=tuple(facts),
        fact_tables=tuple(fact_tables),
        notes=tuple(ReadingWarning(code, message) for code, message in source.notes),
    )


def _blocks_of(lines: Sequence[Line], setting: Setting, repairs: dict[str, int], before: int) -> list[Block]:
    lines = join_measures(lines)
    blocks: list[Block] = []
    done = 0
    for found in find_tables(lines):
        blocks += join_lines(lines[done : found.start], setting, repairs, first_index=before + done)
        blocks += tidy_table(found.table)
        _count(repairs, found.shape, 1)
        done = found.end
    blocks += join_lines(lines[done:], setting, repairs, first_index=before + done)
    return blocks


def _facts_of(line: Line, lines: Sequence[Line], below: int | None) -> list[LabelledFact]:
    """The facts of a label line; where its value stands on the line ``below``, that one."""
    if below is not None:
        return [LabelledFact(labelled_values(line.text)[0][0], lines[below].words, lines[below].span)]
    return [
        LabelledFact(label, line.words.slice(start, end), line.span)
        for label, start, end in labelled_values(line.text)
    ]


def _span(source: SourceText, words: RepairedText) -> Span:
    return source.span(*words.source_range())


def _count(repairs: dict[str, int], name: str, count: int) -> None:
    if count:
        repairs[name] = repairs.get(name, 0) + count

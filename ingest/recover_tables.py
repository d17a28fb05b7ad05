"""Tables: those that the format states, and those that lines still show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.repair.clean_characters import Cleaner, clean
from ingest.repair.find_labels import LABEL_WORDS
from ingest.repair.split_lines import Line
from ingest.source import RepairedText, SourceTable, SourceText, Table, TableCell

FACT_LABELS = frozenset(LABEL_WORDS.split("|"))


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table recovered from ``lines[start:end]``; ``shape`` names how, for the report."""

    start: int
    end: int
    table: Table
    shape: str


def find_tables(lines: Sequence[Line]) -> list[FoundTable]:
    """Tables among lines, in order, not overlapping."""
    return []


def restore_table(
    source: SourceText, table: SourceTable, cleaners: tuple[Cleaner, ...], repairs: dict[str, int]
) -> Table:
    """A table that the format states, its cells cleaned; line breaks inside a cell are kept."""
    cells: list[TableCell] = []
    for cell in table.cells:
        lines = [
            clean(words, cleaners, repairs).strip()
            for words in _cell_lines(source.text, cell.start, cell.end)
        ]
        words = RepairedText.join([line for line in lines if line.text], "\n")
        cells.append(TableCell(words, cell.row, cell.column, cell.row_span, cell.column_span))
    return Table(tuple(cells))


def _cell_lines(text: str, start: int, end: int) -> list[RepairedText]:
    words: list[RepairedText] = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        words.append(RepairedText.of(line, at))
        at += len(line)
    return words


def is_fact_table(table: Table) -> bool:
    """A table of facts about the document: "索引号 | … | 发文机关 | …"."""
    labels = sum(_label(cell) in FACT_LABELS for cell in table.cells)
    return labels >= 2 and labels * 3 >= len(table.cells)


def table_facts(table: Table) -> list[tuple[str, RepairedText]]:
    """Label and value of each fact: the value stands right of its label, or in the label's own cell behind a colon."""
    facts: list[tuple[str, RepairedText]] = []
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        label = _label(cell)
        if label in FACT_LABELS:
            value = (
                following
                if following and following.row == cell.row and _label(following) not in FACT_LABELS
                else None
            )
            facts.append((label, value.words if value else cell.words.slice(len(cell.words))))
    return facts


def _label(cell: TableCell) -> str:
    return "".join(cell.text.split()).rstrip("：:").strip("【】[]")

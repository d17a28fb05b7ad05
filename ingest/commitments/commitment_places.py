"""Where numeric commitments are looked for: paragraphs, cells that are sentences, and columns that say what is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.cell_text import cell_paragraphs
from ingest.commitments.commitment_words import SETTING_HEADING
from ingest.extract_indicators import RESULT_WORDS
from ingest.outline.build_outline import BlockKind, Outline
from ingest.plan import IndicatorRow, Plan
from ingest.source import Paragraph, RepairedText, Table, TableCell
from ingest.tables.column_headings import YEAR, ColumnKind
from ingest.tables.read_columns import read_columns

LONGEST_LABEL = 30
"""Longer cells are sentences."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Words to look through, with what their place tells."""

    words: RepairedText
    section: tuple[str, ...]
    is_result: bool
    deadline: str | None = None


def statements_of(
    outline: Outline, sentence_rows: dict[int, IndicatorRow], plan: Plan
) -> Iterator[Statement]:
    for piece in outline.pieces:
        result = any(
            RESULT_WORDS.search(heading) or SETTING_HEADING.search(heading) for heading in piece.path
        )
        if isinstance(piece.content, Paragraph):
            if piece.kind in (BlockKind.TEXT, BlockKind.RUN_IN):
                yield Statement(piece.content.words, piece.path, result)
            elif piece.is_sentence and piece.heading is not None:
                yield Statement(piece.content.words.slice(piece.heading.title_start), piece.path[:-1], result)
            continue
        yield from _cells(piece.content, piece.path, result, sentence_rows, plan)


def _cells(
    table: Table, path: tuple[str, ...], result: bool, sentence_rows: dict[int, IndicatorRow], plan: Plan
) -> Iterator[Statement]:
    """Cells of tables that hold sentences, and all cells of columns that say what is done (建设内容, 具体举措). A target of an
    indicator table without a date of its own is due at the end of the plan's period, a task at its row's date."""
    row_starts = {cell.row: cell.words.source_range()[0] for cell in reversed(table.cells) if len(cell.words)}
    duties = () if sentence_rows.keys() & set(row_starts.values()) else _duty_columns(table)
    due = _dates_of_rows(table, duties)
    for cell in table.cells:
        row = sentence_rows.get(row_starts.get(cell.row, -1))
        kind = duties[cell.column] if cell.column < len(duties) else None
        if row is not None and cell.text.replace("\n", "") in row.text:
            deadline = f"{plan.period[1]}年" if plan.period and not row.is_result else None
            yield from _in_cell(cell, path, row.is_result, deadline)
        elif kind is ColumnKind.TASK or (len(cell.text) > LONGEST_LABEL and kind is not ColumnKind.UNITS):
            yield from _in_cell(cell, path, result, due.get(cell.row))


def _in_cell(
    cell: TableCell, path: tuple[str, ...], result: bool, deadline: str | None
) -> Iterator[Statement]:
    """The paragraphs of a cell, whose lines a narrow column may have cut inside a number."""
    for words in cell_paragraphs(cell.words):
        yield Statement(words, path, result, deadline)


def _duty_columns(table: Table) -> tuple[ColumnKind | None, ...]:
    """The columns of a table of tasks or projects, empty for other tables."""
    kinds = tuple(column.kind for column in read_columns(table)) if table.columns_known else ()
    described = {ColumnKind.UNITS, ColumnKind.DEADLINE, ColumnKind.NAME} & set(kinds)
    return kinds if ColumnKind.TASK in kinds and described and ColumnKind.ATTRIBUTE not in kinds else ()


def _dates_of_rows(table: Table, kinds: Sequence[ColumnKind | None]) -> dict[int, str]:
    """What the column 完成时限 says of each row, where it names a year."""
    if ColumnKind.DEADLINE not in kinds:
        return {}
    column = kinds.index(ColumnKind.DEADLINE)
    cells = [row[column] for row in table.grid()]
    return {
        row: "".join(cell.text.split())
        for row, cell in enumerate(cells)
        if cell is not None and YEAR.search(cell.text) and len(cell.text) <= LONGEST_LABEL
    }

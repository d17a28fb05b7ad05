"""Where numeric commitments are looked for: paragraphs, cells that are sentences, and columns that say what is done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.cell_text import cell_paragraphs
from ingest.commitments.deadline_words import PARAGRAPH_DEADLINE
from ingest.extract_indicators import RESULT_WORDS
from ingest.outline.build_outline import BlockKind, Outline, Piece
from ingest.plan import IndicatorRow, Plan
from ingest.source import Paragraph, RepairedText, Table, TableCell
from ingest.tables.column_headings import YEAR, ColumnKind
from ingest.tables.read_columns import read_columns
from ingest.tasks.section_roles import ACTION, is_past_title

TARGET_HEADING = re.compile(r"目标")
"""（二）发展目标: a date that opens one of its paragraphs holds for the next ones"""

LONGEST_LABEL = 30
"""Longer cells are sentences."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Words to look through, with what their place tells."""

    words: RepairedText
    section: tuple[str, ...]
    is_result: bool
    deadline: str | None = None
    sets_targets: bool = False
    """True below headings that do not report: what is counted there is to be done."""


@dataclass(slots=True)
class _Goals:
    """A date that a paragraph sets for those after it (到2025年，主要目标如下：), and the path below which it holds."""

    path: tuple[str, ...] = ()
    deadline: str | None = None

    def read(self, text: str, path: tuple[str, ...]) -> str | None:
        """The date that was set for a paragraph at this place. One that opens with a date of its own may set it for the next."""
        if path[: len(self.path)] != self.path:
            self.path, self.deadline = (), None
        own = PARAGRAPH_DEADLINE.match(text)
        if own is None:
            return self.deadline
        introduces = text.rstrip().endswith(("：", ":")) or any(TARGET_HEADING.search(h) for h in path)
        self.path, self.deadline = (path, own["date"]) if introduces else ((), None)
        return None


def statements_of(
    outline: Outline, sentence_rows: dict[int, IndicatorRow], plan: Plan
) -> Iterator[Statement]:
    goals = _Goals()
    for piece in outline.pieces:
        path = piece.path
        result = _reports(path)
        sets = bool(path) and not result
        if isinstance(piece.content, Paragraph):
            words = piece.content.words
            if piece.kind in (BlockKind.TEXT, BlockKind.RUN_IN):
                yield Statement(words, path, result, goals.read(_body(piece), path), sets)
            elif piece.is_sentence and piece.heading is not None:
                due = goals.read(_body(piece), path)
                yield Statement(words.slice(piece.heading.title_start), path[:-1], result, due, sets)
            continue
        yield from _cells(piece.content, path, result, sentence_rows, plan)


def _reports(path: tuple[str, ...]) -> bool:
    """Whether a place reports what was reached: the innermost heading that tells, for goals may stand below a background."""
    for heading in reversed(path):
        if "，" not in heading and (is_past_title(heading) or _tells_results(heading)):
            return True
        if TARGET_HEADING.search(heading):
            return False
    return False


def _tells_results(heading: str) -> bool:
    """“十三五”规划实施情况, but not 夯实产业发展基础."""
    told = RESULT_WORDS.search(heading)
    return told is not None and not ACTION.search(heading, 0, told.start())


def _body(piece: Piece) -> str:
    """A paragraph's words behind its number."""
    return piece.text[piece.heading.title_start :] if piece.heading is not None else piece.text


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
        elif kind in (ColumnKind.TASK, ColumnKind.TARGET) or (
            len(cell.text) > LONGEST_LABEL and kind is not ColumnKind.UNITS
        ):
            yield from _in_cell(cell, path, result, due.get(cell.row))


def _in_cell(
    cell: TableCell, path: tuple[str, ...], result: bool, deadline: str | None
) -> Iterator[Statement]:
    """The paragraphs of a cell, whose lines a narrow column may have cut inside a number."""
    for words in cell_paragraphs(cell.words):
        yield Statement(words, path, result, deadline, sets_targets=not result)


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

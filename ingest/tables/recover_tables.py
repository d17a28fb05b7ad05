"""Tables: those that the format states, and those that lines still show."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.number_grammar import is_value, read_cell
from ingest.repair.clean_characters import Cleaner, clean
from ingest.repair.find_labels import LABEL_WORDS
from ingest.repair.line_shapes import NUMBERED
from ingest.repair.split_lines import Line
from ingest.repair.substitute import substitute
from ingest.source import RepairedText, SourceTable, SourceText, Table, TableCell
from ingest.tables.align_ragged_rows import align_ragged_rows
from ingest.tables.caption_tables import (
    CAPTION_NUMBERED_TABLE,
    CAPTION_WITHOUT_WORD,
    LONGEST_CAPTION,
    is_caption,
    is_measure_line,
    measure_of,
)
from ingest.tables.column_headings import ColumnKind, column_kind
from ingest.tables.flat_cells import ATTRIBUTE, is_group
from ingest.tables.flat_header import read_header
from ingest.tables.number_header import read_number_header
from ingest.tables.recover_flat_tables import recover_flat_table
from ingest.tables.split_measure import is_measure

FACT_LABELS = frozenset(LABEL_WORDS.split("|"))
# "| 序号 | 指标 |" and "|---|:--:|" below it
PIPE_ROW = re.compile(r"^\|.*\|$")
PIPE_RULE = re.compile(r"^\|(?:\s*:?-+:?\s*\|)+$")
PIPE_CELL = re.compile(r"(?<=\|)[^|]*(?=\|)")
LINE_BREAK_TAG = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
TAB_CELL = re.compile(r"(?<![^\t])[^\t]*")
WORD = re.compile(r"\S+")
# "1", "2." in front of a tab is the number of a list in a text document, not a column
LIST_NUMBER = re.compile(r"^[（(]?[\d一二三四五六七八九十]{1,3}[)）]?[.．、]?$|^[•·●◆■]$")
FEWEST_COLUMNS = 2
LONGEST_END = 4
"""Characters of a name that a line's end cut off."""
# "持续提升", "完成上级下达任务", "与GDP同步"
VALUE_IN_WORDS = re.compile(r"^(?!预期|约束)[^\d\s，。；、]{2,12}$")


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table recovered from ``lines[start:end]``; ``shape`` names how, for the report."""

    start: int
    end: int
    table: Table
    shape: str


def find_tables(lines: Sequence[Line]) -> list[FoundTable]:
    """Tables among lines, in order, not overlapping. A caption that lost its word 表 is taken into its table: it is no
    numbered heading."""
    found: list[FoundTable] = []
    at = 0
    while at < len(lines):
        table = _table_at(lines, at)
        if table is None:
            at = _end_of_run(lines, at)
            continue
        found.append(_with_caption(lines, table, found[-1].end if found else 0))
        at = max(table.end, at + 1)
    return found


def _end_of_run(lines: Sequence[Line], at: int) -> int:
    """Behind a line that begins no table: a whole list with tabs is passed over at once."""
    end = at + 1
    listed = "\t" in lines[at].text.strip("\t")  # not a title before a table whose line ends with a tab
    while listed and end < len(lines) and "\t" in lines[end].text:
        end += 1
    return end


def _table_at(lines: Sequence[Line], at: int) -> FoundTable | None:
    text = lines[at].text
    if PIPE_ROW.match(text):
        return _separated_table(lines, at, PIPE_CELL, lambda line: bool(PIPE_ROW.match(line)), "pipe_tables")
    if "\t" in text.strip("\t"):
        return _separated_table(lines, at, TAB_CELL, lambda line: "\t" in line, "tab_tables")
    for header in filter(None, (read_header(lines, at), read_number_header(lines, at))):
        flat = recover_flat_table(lines, header)
        if flat is not None:
            shape = "flattened_tables" if flat.table.columns_known else "tables_without_columns"
            titles = set(header.lines(lines))
            repeated = tuple(line.words for line in lines[header.end : flat.end] if line.text in titles)
            return FoundTable(at, flat.end, replace(flat.table, repeated=repeated), shape)
    return _spaced_table(lines, at)


def _separated_table(
    lines: Sequence[Line], start: int, cell: re.Pattern[str], belongs: Callable[[str], bool], shape: str
) -> FoundTable | None:
    """Rows whose cells a sign separates. A line without the sign inside the run ends it."""
    end = start
    while end < len(lines) and (belongs(lines[end].text) or _is_group_between(lines, start, end, belongs)):
        end += 1
    rows = [_cut(lines[i].words, cell) for i in range(start, end) if not PIPE_RULE.match(lines[i].text)]
    width = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or width < FEWEST_COLUMNS:
        return None
    if width == FEWEST_COLUMNS and all(LIST_NUMBER.match(row[0].text) for row in rows if row[0].text):
        return None
    aligned = align_ragged_rows(rows) if cell is TAB_CELL else None
    table = Table(aligned) if aligned is not None else _grid_table(rows, width)
    return FoundTable(start, end, table, shape)


def _is_group_between(lines: Sequence[Line], start: int, at: int, belongs: Callable[[str], bool]) -> bool:
    """ "一、市场环境" on a line of its own between two rows of as many cells: a heading over the rows below it."""
    if at <= start or at + 1 >= len(lines) or not belongs(lines[at + 1].text):
        return False
    following = lines[at + 1].text
    headed = all(column_kind(word) is not None for word in lines[start].text.split("\t"))
    fewest = 1 if headed else FEWEST_COLUMNS
    return (
        is_group(lines[at].text)
        and column_kind(following.split("\t")[0]) is None
        and any(line.text.count("\t") == following.count("\t") >= fewest for line in lines[start:at])
    )


def _cut(words: RepairedText, cell: re.Pattern[str]) -> list[RepairedText]:
    cells = [words.slice(*match.span()).strip() for match in cell.finditer(words.text)]
    return [substitute(part, LINE_BREAK_TAG, "\n")[0] for part in cells] if cell is PIPE_CELL else cells


def _grid_table(rows: list[list[RepairedText]], width: int) -> Table:
    """Cells on a grid. A row with words in its first cell only is a heading over the whole width."""
    cells: list[TableCell] = []
    headed = all(column_kind(words.text) is not None for words in rows[0])
    for number, row in enumerate(rows):
        filled = [column for column, words in enumerate(row) if words.text]
        if filled == [0] and (width > FEWEST_COLUMNS or headed) and number:
            cells.append(TableCell(row[0], number, 0, 1, width))
        else:
            cells += [TableCell(row[column], number, column) for column in filled]
    return Table(tuple(cells))


def _spaced_table(lines: Sequence[Line], start: int) -> FoundTable | None:
    """Rows set with blanks: the header's words are all headings, and each row is read from its right end."""
    headings = _cut(lines[start].words, WORD)
    kinds = [column_kind(words.text) for words in headings]
    if (
        len(kinds) < 3
        or None in kinds
        or not {ColumnKind.NAME, ColumnKind.TARGET, ColumnKind.TASK} & set(kinds)
    ):
        return None
    if ColumnKind.VALUE not in kinds:
        return None
    rows = [headings]
    end = start + 1
    while end < len(lines):
        found = _spaced_row_at(lines, end, kinds)
        if found is not None:
            rows.append(found[0])
            end = found[1]
        elif len(lines[end].text) <= LONGEST_CAPTION and _spaced_row_at(lines, end + 1, kinds) is not None:
            rows.append([lines[end].words])
            end += 1
        else:
            break
    if sum(len(row) == len(kinds) for row in rows) < 3:
        return None
    return FoundTable(start, end, _grid_table(rows, len(kinds)), "spaced_tables")


def _spaced_row_at(
    lines: Sequence[Line], at: int, kinds: Sequence[ColumnKind | None]
) -> tuple[list[RepairedText], int] | None:
    """The row that begins at a line, and where it ends: the beginning of its name may stand on a line of its own."""
    row = _spaced_row(lines[at].words, kinds) if at < len(lines) else None
    if row is not None:
        return row, at + 1
    below = _spaced_row(lines[at + 1].words, kinds) if at + 1 < len(lines) else None
    wide = _wide_column(kinds)
    if below is None or not _is_cut_name(lines[at].text, below[wide].text):
        return None
    return [*below[:wide], RepairedText.join([lines[at].words, below[wide]]), *below[wide + 1 :]], at + 2


def _spaced_row(words: RepairedText, kinds: Sequence[ColumnKind | None]) -> list[RepairedText] | None:
    """Cells of a row by kind: one word each, but the name takes what is left."""
    wide = _wide_column(kinds)
    parts = _cut(words, WORD)
    behind = len(kinds) - wide - 1
    if len(parts) < len(kinds):
        return None
    left, middle, right = parts[:wide], parts[wide : len(parts) - behind], parts[len(parts) - behind :]
    cells = list(zip([part.text for part in right], kinds[wide + 1 :], strict=True))
    if not all(_fits_spaced(text, kind) for text, kind in cells):
        return None
    if not any(kind is ColumnKind.VALUE and is_value(text) for text, kind in cells):
        return None
    return [*left, RepairedText.join(middle), *right]


def _wide_column(kinds: Sequence[ColumnKind | None]) -> int:
    """The column whose cells may hold blanks."""
    return next(
        i for i, kind in enumerate(kinds) if kind in (ColumnKind.NAME, ColumnKind.TARGET, ColumnKind.TASK)
    )


def _is_cut_name(line: str, rest: str) -> bool:
    """Whether a line is the beginning of the next row's name, of which only its end ("比重") stands in the row."""
    return len(rest) <= LONGEST_END < len(line) // 2 and not NUMBERED.match(line)


def _fits_spaced(text: str, kind: ColumnKind | None) -> bool:
    """Whether a word may stand in a column. A value in words ("持续提升") is no measure, else a blank inside a name would have
    moved the row's cells by one."""
    if kind is ColumnKind.VALUE:
        return is_value(text) or (bool(VALUE_IN_WORDS.match(text)) and not is_measure(text))
    if kind is ColumnKind.MEASURE:
        return is_measure(text) or read_cell(text).missing
    return kind is not ColumnKind.ATTRIBUTE or bool(ATTRIBUTE.match(text))


def _with_caption(lines: Sequence[Line], found: FoundTable, floor: int) -> FoundTable:
    at = found.start - 1
    table = found.table
    if at > floor and is_measure_line(lines[at].text):
        table = replace(table, measure=measure_of(lines[at].words))
        at -= 1
    if at < floor:
        return found
    text = lines[at].text
    table = replace(table, caption=lines[at].words) if is_caption(text) else table
    swallowed = table.caption is not None and bool(
        CAPTION_WITHOUT_WORD.match(text) or CAPTION_NUMBERED_TABLE.match(text)
    )
    return replace(found, start=at, table=table) if swallowed else replace(found, table=table)


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
        words, _ = substitute(words, LINE_BREAK_TAG, "\n")
        cells.append(TableCell(words, cell.row, cell.column, cell.row_span, cell.column_span))
    return Table(tuple(cells), cut_top=table.cut_top, cut_bottom=table.cut_bottom)


def _cell_lines(text: str, start: int, end: int) -> list[RepairedText]:
    words: list[RepairedText] = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        words.append(RepairedText.of(line, at))
        at += len(line)
    return words


def is_fact_table(table: Table) -> bool:
    """A table of facts about the document: "索引号 | … | 发文机关 | …"."""
    filled = [cell for cell in table.cells if cell.text]
    labels = sum(_label(cell) in FACT_LABELS for cell in filled)
    return labels * 3 >= len(filled) and labels >= min(2, len(filled) - 1) and labels > 0


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

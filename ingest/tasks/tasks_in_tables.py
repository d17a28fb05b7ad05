"""Responsibility tables with their columns: 序号 / 主要任务 / 责任单位 / 配合单位, merged cells counted for every row they span."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.cell_text import cell_paragraphs
from ingest.outline.heading_grammar import read_number
from ingest.outline.headings import heading_of_text
from ingest.outline.outline import Outline, Piece
from ingest.plan import Basis, Role, Section, UnitAssignment
from ingest.source import RepairedText, SourceText, Table, TableCell
from ingest.tasks.task_columns import UNIT_COLUMNS, TaskColumn
from ingest.tasks.task_draft import TaskDraft, clip_title, run_in_title
from ingest.tasks.task_header import Row, TaskHeader, last_line, read_task_header
from ingest.units.unit_clauses import (
    NamedUnit,
    UnitClause,
    has_lead_rule,
    parse_unit_clause,
    with_first_leading,
)

_LONGEST_NAME = 60
_UNNUMBERED = 99
_LONGEST_LABEL = 14
"""A longer heading is a sentence of its own and labels no cell."""

TIME_WORDS = re.compile(
    r"20[1-5]\d(?!\d)|[年月日季旬周底前末]|长期|持续|常态|立即|立行|适时|随时|[近中远]期|十[二三四五]五|^[\d./—-]+$"
)
"""2025.6 · 12月底 · 长期坚持; 完成40个 below 进度安排 is a stage, no deadline"""

TOTAL = re.compile(r"^(?:总|合|小|共)\s*计(?:[（(].*)?$")
"""合计: the row of sums below a list of projects"""


@dataclass(frozen=True, slots=True)
class TableTasks:
    """Drafts of all tasks in tables, and the sections whose numbered headings stand in cells of the tables."""

    drafts: tuple[TaskDraft, ...]
    sections: tuple[Section, ...]


def tasks_in_tables(outline: Outline, source: SourceText) -> TableTasks:
    """Tasks of every table that has a column of units. A table that goes on without a header keeps the one before it."""
    drafts: list[TaskDraft] = []
    sections: dict[tuple[str, ...], Section] = {}
    header: TaskHeader | None = None
    width = 0
    for number, piece in enumerate(outline.pieces):
        if not isinstance(piece.content, Table):
            continue
        grid = piece.content.grid()
        found = read_task_header(grid)
        if found is None and (header is None or not grid or len(grid[0]) != width):
            header = None
            continue
        header = found or replace(header, first_row=0) if header else found
        assert header is not None
        if any(cell is not None and has_lead_rule(cell.text) for row in grid for cell in row):
            header = replace(header, first_leads=True)  # 备注：列第一位的为牵头单位
        width = len(grid[0])
        drafts += _drafts(grid, header, number, piece, source, sections)
    return TableTasks(tuple(drafts), tuple(sections.values()))


def _drafts(
    grid: Sequence[Row],
    header: TaskHeader,
    number: int,
    piece: Piece,
    source: SourceText,
    sections: dict[tuple[str, ...], Section],
) -> list[TaskDraft]:
    drafts: list[TaskDraft] = []
    place = _Place(piece.path, source, sections)
    for row in grid[header.first_row :]:
        distinct = list({id(cell): cell for cell in row if cell and cell.text.strip()}.values())
        if not distinct or _is_repeated_header(row, header):
            continue
        if len(distinct) == 1 and len(row) > 1 and _covers_row(row):
            place.enter(distinct[0], is_row=True)
            continue
        draft = _draft(row, header, place, source)
        if draft is None:
            continue
        if drafts and _continues(draft, row, header):
            _append(drafts[-1], draft)
            continue
        draft.pieces.add(number)
        drafts.append(draft)
    return drafts


@dataclass(slots=True)
class _Place:
    """Where a row stands: the path of the table, then the headings in its own cells (rows of one cell, merged categories)."""

    table_path: tuple[str, ...]
    source: SourceText
    sections: dict[tuple[str, ...], Section]
    opened: list[tuple[int, str]] = field(default_factory=list)
    """Kind of number (0 for a row without one, 99 for a category without one) and name of each open heading."""

    def enter(self, cell: TableCell, *, is_row: bool) -> None:
        """Open the heading that a cell holds, closing what it ends."""
        text = _flat(cell.text)
        heading = heading_of_text(text)
        numbered = heading is not None and heading.kind is not None and heading.is_line
        rank = int(heading.kind or 0) if numbered and heading else (0 if is_row else _UNNUMBERED)
        name = heading.name if numbered and heading else text
        if (rank, name) in self.opened:
            return
        self.opened = [entry for entry in self.opened if entry[0] < rank]
        self.opened.append((rank, name))
        if self.path in self.sections:
            return
        span = self.source.span(*cell.words.source_range())
        if numbered and heading:
            self.sections[self.path] = Section(
                heading.label, heading.title, len(self.path), self.path, span, restored=heading.restored
            )
        else:
            self.sections[self.path] = Section("", name, len(self.path), self.path, span)

    @property
    def path(self) -> tuple[str, ...]:
        return (*self.table_path, *(name for _, name in self.opened))


def _covers_row(row: Row) -> bool:
    first = next(cell for cell in row if cell)
    return first.column_span >= max(2, len(row) // 2)


def _is_repeated_header(row: Row, header: TaskHeader) -> bool:
    texts = [re.sub(r"\s", "", cell.text) if cell else "" for cell in row]
    return texts == [last_line(heading) for heading in header.headings]


def _flat(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text.strip())


def _cells(row: Row, header: TaskHeader, kind: TaskColumn) -> list[tuple[str, TableCell]]:
    """Heading and cell of the row's columns of a kind, each merged cell once, empty ones left out."""
    found: list[tuple[str, TableCell]] = []
    for at, cell in enumerate(row):
        if at >= len(header.kinds) or header.kinds[at] is not kind or cell is None or not cell.text.strip():
            continue
        if all(cell is not other for _, other in found):
            found.append((last_line(header.headings[at]), cell))
    return found


def _draft(row: Row, header: TaskHeader, place: _Place, source: SourceText) -> TaskDraft | None:
    tasks = _cells(row, header, TaskColumn.TASK)
    others = _cells(row, header, TaskColumn.OTHER)
    if not tasks and not others:
        return None
    parts = tasks or others[:1]
    for _, cell in _cells(row, header, TaskColumn.CATEGORY):
        place.enter(cell, is_row=False)
    words = RepairedText.join(
        [RepairedText.join(cell_paragraphs(cell.words), "\n") for _, cell in parts], "\n"
    )
    dated = _cells(row, header, TaskColumn.DEADLINE)
    timed = [entry for entry in dated if TIME_WORDS.search(entry[1].text)]
    stages = [entry for entry in dated if entry not in timed]
    persons = _cells(row, header, TaskColumn.PERSON)
    for column, cell in [*(o for o in others if o not in parts), *persons, *stages]:
        words = _with_named_cell(words, column, cell)
    first = RepairedText.join(cell_paragraphs(parts[0][1].words), "\n").text.strip()
    numbers = [_flat(cell.text) for _, cell in _cells(row, header, TaskColumn.NUMBER)]
    if any(TOTAL.match(text) for text in (first, *numbers)):
        return None
    start = read_number(first) if not numbers else None
    if start is not None:  # 1.整治占道经营: the number stands in the cell
        numbers = [start.label]
        words, first = words.slice(start.length), first[start.length :]
    heading = run_in_title(first)
    if heading is not None:
        title = heading[0]
    else:
        title = first if len(first) <= _LONGEST_NAME and "。" not in first else clip_title(first)
    draft = TaskDraft(place.path, numbers[0] if numbers else None, title.rstrip("。"), words)
    deadlines = [cell.words.strip() for _, cell in timed]
    draft.deadline = RepairedText.join(deadlines, "；") if deadlines else None
    _add_units(draft, row, header, source)
    return draft


def _with_named_cell(words: RepairedText, heading: str, cell: TableCell) -> RepairedText:
    """The words of a task and, on a line of its own, what another column says of it: 牵头领导：张三. What a cell says that is
    merged with the rows above stands for the end of the words: its own place is theirs."""
    said = RepairedText.join(cell_paragraphs(cell.words), "\n").strip()
    label = f"{heading}：" if 0 < len(heading) <= _LONGEST_LABEL else ""
    if said.source_range()[0] < words.source_range()[0]:
        end = words.source_range()[1]
        said = RepairedText(said.text, (end,) * len(said), (end,) * len(said))
    return RepairedText.join([words, said.replace_range(0, 0, label)], "\n")


def _add_units(draft: TaskDraft, row: Row, header: TaskHeader, source: SourceText) -> None:
    named: list[tuple[str, RepairedText]] = []
    known: set[tuple[str, Role]] = set()
    draft.roles_by_column = cooperating = TaskColumn.COOPERATING in header.kinds
    for kind in UNIT_COLUMNS:
        for heading, cell in _cells(row, header, kind):
            clause = parse_unit_clause(cell.text)
            if clause is None:
                continue
            clause = _under_header(clause, kind, heading, header, cooperating)
            draft.units_open = draft.units_open or clause.is_open
            named.append((heading, cell.words))
            for unit in clause.units:
                if (unit.name, unit.role) not in known:
                    known.add((unit.name, unit.role))
                    place = source.span(*cell.words.source_range(unit.start, unit.end))
                    draft.units.append(UnitAssignment(unit.name, unit.role, unit.basis, place))
    draft.units_words = _names_by_column(named)


def _names_by_column(named: Sequence[tuple[str, RepairedText]]) -> RepairedText | None:
    """The words that name the units; where several columns do, each with its heading: 牵头单位：区水利局；责任单位：…"""
    if len(named) == 1:
        return named[0][1]
    parts = [words.replace_range(0, 0, f"{heading}：") for heading, words in named]
    return RepairedText.join(parts, "；") if parts else None


def _under_header(
    clause: UnitClause, kind: TaskColumn, heading: str, header: TaskHeader, cooperating: bool
) -> UnitClause:
    """Roles by the column, unless the cell itself states them (牵头单位：A；配合单位：B)."""
    if any(unit.basis is Basis.STATED for unit in clause.units):
        return clause
    if kind is TaskColumn.ALL_UNITS:
        return with_first_leading(clause) if header.first_leads else clause
    both = (
        kind is TaskColumn.RESPONSIBLE
        and "牵头" not in heading
        and not cooperating
        and header.has_lead_column
    )
    role = Role.COOPERATING if kind is TaskColumn.COOPERATING or both else Role.RESPONSIBLE
    units = tuple(NamedUnit(u.name, role, Basis.STATED, u.start, u.end) for u in clause.units)
    ruled = replace(clause, units=units)
    return with_first_leading(ruled) if header.first_leads and role is Role.RESPONSIBLE else ruled


def _continues(draft: TaskDraft, row: Row, header: TaskHeader) -> bool:
    """The rest of a row that a page border cut: no number where rows are numbered, and no units of its own."""
    if TaskColumn.NUMBER not in header.kinds or draft.number is not None or draft.units:
        return False
    return bool(_cells(row, header, TaskColumn.TASK))


def _append(draft: TaskDraft, rest: TaskDraft) -> None:
    draft.words = RepairedText.join([draft.words, rest.words])

"""Responsibility lists (责任清单) whose column borders are lost: each cell is a line, units follow their task.

Which column a unit stood in is gone. Where the list had one column for those responsible and one for those cooperating, the
first unit is by convention the lead and the roles are inferred.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.outline.outline import BlockKind, Outline, Piece
from ingest.plan import Basis, ReadingWarning, Role, UnitAssignment
from ingest.source import Paragraph, RepairedText, SourceText
from ingest.tasks.task_columns import UNIT_COLUMNS, TaskColumn, task_column
from ingest.tasks.task_draft import TaskDraft, clip_title, run_in_title
from ingest.units.unit_lists import split_units
from ingest.units.unit_names import is_unit_name

SHORTEST_TASK = 36
"""A line of at least this length, or with a full stop, is a task's text; shorter ones name units."""

ROW_NUMBER = re.compile(r"^[（(]?\d{1,3}[）)]?[.．、]?$")
"""12 alone on its line: a row's number"""

TIME_CELL = re.compile(
    r"^(?:(?:到|至)?\d{4}年.{0,12}|长期(?:坚持)?|持续(?:推进|实施)?|全年|常年|每年.{0,6}|\d{4}[-—–]\d{4}年?)$"
)
"""2023年底前 · 长期坚持: a cell of the column for deadlines"""

NO_UNIT = re.compile(r"^[—\-－/／无]+$")


@dataclass(slots=True)
class _Row:
    path: tuple[str, ...]
    task: list[RepairedText]
    number: str | None = None
    units: list[RepairedText] = field(default_factory=list)
    deadline: RepairedText | None = None
    pieces: set[int] = field(default_factory=set)
    title: RepairedText | None = None
    """Set where a column of short names stands before the column of texts."""


@dataclass(frozen=True, slots=True)
class ListTasks:
    """Drafts of a flattened list and the numbers of its pieces that are headings of columns or rows, no content."""

    drafts: tuple[TaskDraft, ...]
    labels: frozenset[int]
    warnings: tuple[ReadingWarning, ...] = ()


def tasks_in_lists(outline: Outline, source: SourceText) -> ListTasks:
    """Tasks of all flattened lists of the document."""
    drafts: list[TaskDraft] = []
    labels: set[int] = set()
    warnings: list[ReadingWarning] = []
    blocks = sorted({piece.block for piece in outline.pieces if piece.flat})
    for block in blocks:
        members = [(number, piece) for number, piece in enumerate(outline.pieces) if piece.block == block]
        columns = _columns(members)
        rows = _rows(members, columns, labels)
        found = [_draft(row, columns, source) for row in rows]
        drafts += found
        warnings += _warnings(found, source, is_last=members[-1][0] == len(outline.pieces) - 1)
    return ListTasks(tuple(drafts), frozenset(labels), tuple(warnings))


def _columns(members: Sequence[tuple[int, Piece]]) -> tuple[TaskColumn, ...]:
    """The columns that the first lines name."""
    columns: list[TaskColumn] = []
    for _, piece in members:
        column = task_column(piece.text)
        if column is None:
            break
        columns.append(column)
    return tuple(columns)


def _rows(
    members: Sequence[tuple[int, Piece]], columns: tuple[TaskColumn, ...], labels: set[int]
) -> list[_Row]:
    rows: list[_Row] = []
    number: str | None = None
    named: list[tuple[int, RepairedText]] | None = None
    for at, piece in members:
        text = piece.text.strip()
        row = rows[-1] if rows else None
        if not isinstance(piece.content, Paragraph) or not text:
            continue
        if task_column(text) is not None or piece.kind in (BlockKind.REPEATED, BlockKind.HEADING):
            labels.add(at)
        elif ROW_NUMBER.match(text) or NO_UNIT.match(text):
            if not NO_UNIT.match(text):
                number, named = text, []
            labels.add(at)
        elif named is not None and not _is_task_text(text):
            named.append((at, piece.content.words))
        elif row is not None and TIME_CELL.match(text) and TaskColumn.DEADLINE in columns:
            row.deadline = piece.content.words.strip()
            row.pieces.add(at)
        elif _is_task_text(text):
            if row is not None and _goes_on(row):
                row.task.append(piece.content.words)
            else:
                rows.append(_Row(piece.path, [piece.content.words], number))
                if named:
                    rows[-1].title = RepairedText.join([words for _, words in named])
                    rows[-1].pieces.update(place for place, _ in named)
                number = named = None
            rows[-1].pieces.add(at)
        elif row is not None:
            row.units.append(piece.content.words)
            row.pieces.add(at)
    return rows


def _is_task_text(text: str) -> bool:
    return "。" in text or (len(text) >= SHORTEST_TASK and ("，" in text or "," in text))


def _goes_on(row: _Row) -> bool:
    """A task's text that a page border cut goes on in the next line."""
    return not row.units and not row.task[-1].text.rstrip().endswith(("。", "；", "！", ";", "”"))


def _draft(row: _Row, columns: tuple[TaskColumn, ...], source: SourceText) -> TaskDraft:
    words = RepairedText.join(row.task)
    heading = run_in_title(words.text)
    title = heading[0] if heading else clip_title(words.text)
    if row.title is not None:
        title = row.title.text.strip()
        words = RepairedText.join([row.title, words], "\n")
    draft = TaskDraft(row.path, row.number, title, words)
    draft.deadline = row.deadline
    draft.pieces = row.pieces
    if row.units:
        cells = _whole_names(row.units)
        draft.units_words = RepairedText.join(cells, "\n")
        of_units = [column for column in columns if column in UNIT_COLUMNS]
        both = of_units != [TaskColumn.RESPONSIBLE]
        for cell in cells:
            listed = split_units(cell.text)
            draft.units_open = draft.units_open or listed.is_open
            for name in listed.names:
                role = Role.COOPERATING if both and draft.units else Role.RESPONSIBLE
                basis = Basis.INFERRED if both else Basis.STATED
                place = source.span(*cell.source_range(name.start, name.end))
                draft.units.append(UnitAssignment(name.name, role, basis, place))
    return draft


def _whole_names(lines: Sequence[RepairedText]) -> list[RepairedText]:
    """Lines with names that a line's end cut put together: 区质量工作领导 + 小组成员单位."""
    whole: list[RepairedText] = []
    for line in lines:
        if whole and not _ends_name(whole[-1].text):
            whole[-1] = RepairedText.join([whole[-1], line])
        else:
            whole.append(line)
    return whole


def _ends_name(text: str) -> bool:
    last = re.split(r"[、，,；;]", text.strip())[-1]
    return is_unit_name(last) or not last


def _warnings(drafts: Sequence[TaskDraft], source: SourceText, *, is_last: bool) -> list[ReadingWarning]:
    warnings: list[ReadingWarning] = []
    without = [draft for draft in drafts if not draft.units]
    if is_last and drafts and not drafts[-1].units and len(without) * 2 < len(drafts):
        span = source.span(*drafts[-1].words.source_range())
        message = f"文件在“{drafts[-1].title}”处中断，这一项及以后的责任单位未能读到。"
        warnings.append(ReadingWarning("truncated", message, span))
        without = without[:-1]
    for draft in without:
        span = source.span(*draft.words.source_range())
        warnings.append(ReadingWarning("units_missing", f"清单中“{draft.title}”一项没有列出单位。", span))
    return warnings

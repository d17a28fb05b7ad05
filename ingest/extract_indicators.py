"""Indicator rows (指标) from tables: number, category, name, unit of measure, values by year, attribute.

A row is read under the headings of its own table; what a cell does not say stays ``None``. A value under several years at
once stands under all of them, since whose year it is cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.number_grammar import read_cell
from ingest.plan import IndicatorRow, Plan, Span
from ingest.repair.join_lines import UNIT_END
from ingest.repair.line_shapes import DATE_LINE
from ingest.source import Block, Paragraph, RepairedText, SourceText, Table, TableCell
from ingest.tables.caption_tables import is_measure_line
from ingest.tables.column_headings import HEADING_MEASURE, SEVERAL_COLUMNS, ColumnKind, column_kind
from ingest.tables.header_rows import header_height
from ingest.tables.read_columns import Column, read_columns
from ingest.tables.split_measure import is_measure, split_measure
from ingest.tables.turn_table import turn_table

# "1.", "（2）", "①", "★" in front of a name
LEADING_NUMBER = re.compile(r"^(?:\d{1,2}[.．、]\s*(?=\D)|[（(]\d{1,2}[)）]\s*|[①-⑳★*＊▲]\s*)")
# "一、市场环境", "（二）质量提升": the number of a group is not part of its name
GROUP_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])\s*")
# "注：…", "说明：…", "*为全市数据" below a table
NOTE_ROW = re.compile(r"^(?:注|备注|说明|资料来源|数据来源)\s*[:：\d]|^[*＊①]")
# headings and captions over the results of a period that is over
RESULT_WORDS = re.compile(
    r"完成情况|实现情况|执行情况|成就|成效|发展基础|发展回顾|工作回顾|实施情况|发展现状|取得的成绩|发展历程|“?十[一二三四]五”?[^，。]{0,12}(?:完成|回顾|成绩|进展)"
)
# "其中：高速公路": a part of the row above
PART_OF = re.compile(r"^其中\s*[:：]?")
LONGEST_GROUP = 30
FEWEST_FILLED = 3
"""A row with fewer cells with words is a heading over rows, not one that shares the category above."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all rows of one table share."""

    table: str
    section: tuple[str, ...]
    is_result: bool
    columns: tuple[Column, ...]
    measure: str | None = None
    """The unit of measure that the table states for all its values."""


def extract_indicators(
    blocks: Sequence[Block], paths: Sequence[tuple[str, ...]], plan: Plan, source: SourceText
) -> tuple[IndicatorRow, ...]:
    """All indicator rows in document order. ``paths[i]`` is the heading path of ``blocks[i]``."""
    rows: list[IndicatorRow] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Table) or not block.columns_known:
            continue
        table = turn_table(block)
        columns = read_columns(table)
        if not is_indicator_table(columns):
            continue
        caption = _caption(blocks, index)
        path = paths[index] if index < len(paths) else ()
        is_result = _is_result(caption, path, columns, plan)
        setting = _Setting(" ".join(caption.split()), path, is_result, columns, _measure(table))
        rows += _rows_of(table, setting, plan, source, len(rows))
    return tuple(rows)


def is_indicator_table(columns: Sequence[Column]) -> bool:
    """Names with values, or fields with targets in words. A list of tasks with units is none."""
    kinds = {column.kind for column in columns}
    if ColumnKind.NAME in kinds:
        return bool(kinds & {ColumnKind.VALUE, ColumnKind.TARGET, ColumnKind.ATTRIBUTE})
    if ColumnKind.UNITS in kinds and ColumnKind.VALUE not in kinds:
        return False
    if ColumnKind.TARGET in kinds:
        return bool(kinds & {ColumnKind.CATEGORY, ColumnKind.NUMBER}) and ColumnKind.DEADLINE not in kinds
    return ColumnKind.VALUE in kinds and bool(kinds & {ColumnKind.CATEGORY, ColumnKind.TASK})


def _caption(blocks: Sequence[Block], index: int) -> str:
    block = blocks[index]
    if isinstance(block, Table) and block.caption is not None:
        return block.caption.text
    at = index - 1
    while at > 0 and isinstance(line := blocks[at], Paragraph) and is_measure_line(line.text):
        at -= 1
    while (
        at > 0
        and isinstance(line := blocks[at], Paragraph)
        and (DATE_LINE.match(line.text) or UNIT_END.search(line.text))
    ):  # the signature between a title and its table
        at -= 1
    before = blocks[at] if at >= 0 else None
    if isinstance(before, Paragraph) and len(before.text) <= 2 * LONGEST_GROUP and "。" not in before.text:
        return before.text
    return ""


def _measure(table: Table) -> str | None:
    """The unit of measure that stands above a table; ``None`` where it names several ("亿元、%")."""
    words = "".join(table.measure.text.split()) if table.measure is not None else ""
    if not words and table.caption is not None:  # 各区县用水总量控制目标（万立方米）
        return split_measure(table.caption.text)[1]
    return words if words and is_measure(words) else None


def _is_result(caption: str, path: tuple[str, ...], columns: Sequence[Column], plan: Plan) -> bool:
    years = [
        int(column.key) for column in columns if column.kind is ColumnKind.VALUE and column.key.isdigit()
    ]
    if years and plan.period:
        return max(years) < plan.period[0]
    return bool(RESULT_WORDS.search(caption) or any(RESULT_WORDS.search(heading) for heading in path))


def _rows_of(
    table: Table, setting: _Setting, plan: Plan, source: SourceText, before: int
) -> list[IndicatorRow]:
    rows: list[IndicatorRow] = []
    category: str | None = None
    parent: str | None = None
    above: TableCell | None = None
    grid = table.grid()
    header = grid[: header_height(table)]
    for printed in grid[len(header) :]:
        above, cells = _with_category(printed, above, setting.columns)
        group = _group_heading(cells, setting.columns)
        if group is not None:
            category = None if NOTE_ROW.match(group) else GROUP_NUMBER.sub("", group)
            continue
        row = _read_row(cells, setting, category, parent, f"{plan.id}:i{before + len(rows) + 1}", source)
        if row is not None:
            rows.append(row)
            parent = parent if PART_OF.match(row.name) else row.name
    return rows


def _with_category(
    cells: Sequence[TableCell | None], above: TableCell | None, columns: Sequence[Column]
) -> tuple[TableCell | None, Sequence[TableCell | None]]:
    """A row with the category that holds for it, which stands in the first row only where text lost the merged cell."""
    at = next((i for i, column in enumerate(columns) if column.kind is ColumnKind.CATEGORY), len(cells))
    if at >= len(cells) or sum(cell is not None and bool(cell.text) for cell in cells) < FEWEST_FILLED:
        return None, cells
    own = cells[at]
    if above is None or (own is not None and own.text):
        return own, cells
    return above, [*cells[:at], above, *cells[at + 1 :]]


def _group_heading(cells: Sequence[TableCell | None], columns: Sequence[Column]) -> str | None:
    """The words of a row that is a heading over the rows below it: one cell over (nearly) the whole width, or a first
    cell with nothing in any value column."""
    present = {id(cell): cell for cell in cells if cell is not None and cell.text}
    texts = [cell.text.replace("\n", "") for cell in present.values()]
    if len(texts) == 1 and len(columns) > 1:
        only = next(iter(present.values()))
        return texts[0] if only.row_span == 1 or only.column_span > 1 else ""
    if len(texts) == 2 and GROUP_NUMBER.match(texts[0] + "、") and len(texts[1]) <= LONGEST_GROUP:
        filled = {
            column.kind
            for column, cell in zip(columns, cells, strict=False)
            if cell is not None and cell.text
        }
        if filled <= {ColumnKind.NUMBER, ColumnKind.NAME, ColumnKind.CATEGORY} and not texts[0].isdigit():
            return texts[1]
    return None


def _read_row(
    cells: Sequence[TableCell | None],
    setting: _Setting,
    group: str | None,
    parent: str | None,
    row_id: str,
    source: SourceText,
) -> IndicatorRow | None:
    """``group`` is the heading over the rows, ``parent`` the name of the last row that is no part of another."""
    columns = setting.columns

    def words_of(*kinds: ColumnKind) -> list[str]:
        texts: list[str] = []
        for column, cell in zip(columns, cells, strict=False):
            if (
                cell is not None
                and column.kind in kinds
                and cell.text
                and cell.text.replace("\n", "") not in texts
            ):
                texts.append(cell.text.replace("\n", ""))
        return texts

    names = words_of(ColumnKind.NAME) or words_of(ColumnKind.TASK)
    categories = words_of(ColumnKind.CATEGORY)
    targets = words_of(ColumnKind.TARGET)
    if not names and not categories:
        return None
    if names and [column_kind(name) for name in names] == [ColumnKind.NAME]:
        return None
    values = _values(cells, columns)
    attributes = words_of(ColumnKind.ATTRIBUTE)
    if not values and not targets and not attributes and ColumnKind.TARGET not in {c.kind for c in columns}:
        return None
    name, unit = split_measure(LEADING_NUMBER.sub("", (names or categories)[-1]))
    numbers = words_of(ColumnKind.NUMBER)
    measures = words_of(ColumnKind.MEASURE)
    own = categories if names else categories[:1]
    category = own[-1] if own else (names[0] if len(names) > 1 else group)
    if not own and PART_OF.match(name) and parent:
        category = parent
    return IndicatorRow(
        id=row_id,
        table=setting.table,
        no=numbers[0] if numbers else None,
        category=GROUP_NUMBER.sub("", category) if category else None,
        name=name,
        unit=(measures[0] if measures and not read_cell(measures[0]).missing else None)
        or unit
        or _year_measure(columns)
        or _table_measure(setting, values),
        values=values,
        attribute=attributes[0] if attributes and not read_cell(attributes[0]).missing else None,
        text="；".join(targets),
        source=_row_span(cells, source),
        section=setting.section,
        is_result=setting.is_result,
        header=tuple(column.heading for column in columns),
        cells=tuple(cell.text.replace("\n", "") if cell is not None else "" for cell in cells),
    )


def _year_measure(columns: Sequence[Column]) -> str | None:
    """The measure that the headings of all years state: "2020年（微克/立方米）"."""
    stated = [HEADING_MEASURE.search(column.heading) for column in columns if column.key.isdigit()]
    measures = {match["measure"] if match else "" for match in stated}
    only = measures.pop() if len(measures) == 1 else ""
    return only if is_measure(only) else None


def _table_measure(setting: _Setting, values: Mapping[str, str]) -> str | None:
    """The measure stated above the table, unless a value of the row brings its own ("12%")."""
    return None if any(read_cell(value).unit for value in values.values()) else setting.measure


def _values(cells: Sequence[TableCell | None], columns: Sequence[Column]) -> dict[str, str]:
    """The row's values by the keys of their columns. One cell over several columns has one key of them all ("2020／2025"):
    whose value it is, or that it is both's, the table does not say."""
    keys: dict[int, list[str]] = {}
    found: dict[int, TableCell] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column.kind is ColumnKind.VALUE and cell is not None and cell.text:
            keys.setdefault(id(cell), []).append(column.key)
            found[id(cell)] = cell
    return {SEVERAL_COLUMNS.join(keys[at]): cell.text.replace("\n", "") for at, cell in found.items()}


def _row_span(cells: Sequence[TableCell | None], source: SourceText) -> Span:
    """The row in the source: from its first word to its last. A merged cell that began in a row above is left out."""
    here = [cell for cell in cells if cell is not None and len(cell.words)]
    top = max(cell.row for cell in here)
    own = [cell for cell in here if cell.row == top] or here
    ranges = [RepairedText.source_range(cell.words) for cell in own]
    return source.span(min(low for low, _ in ranges), max(high for _, high in ranges))

"""Tables whose rows are years or places and whose columns are the indicators, turned so that each indicator has a row."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.source import RepairedText, Table, TableCell
from ingest.tables.column_headings import BARE_YEAR, ColumnKind
from ingest.tables.header_rows import header_height
from ingest.tables.read_columns import read_columns
from ingest.tables.split_measure import is_measure
from ingest.units.unit_names import is_collective, is_unit_name

# "临溪区", "青禾县（含开发区）", "城东街道"
PLACE_LABEL = re.compile(
    r"^[^，。；]{1,12}(?:省|市|州|盟|县|区|旗|镇|乡|街道|办事处|管委会|[农林牧]场)(?:[（(][^（）()]{1,10}[)）])?$"
)
# "合计", "全市合计", "市本级", "2021年", "2021—2025年", "“十四五”合计"
TOTAL_LABEL = re.compile(r"^(?:.{0,6}(?:合计|总计|小计|累计)|全[国省市州县区]|.{0,3}本级)$")
YEAR_LABEL = re.compile(r"^(?:19|20)\d{2}\s*年?(?:度|末|底)?$")
FEWEST_LABELS = 2
SIDE_KINDS = frozenset({ColumnKind.NUMBER, ColumnKind.NOTE, ColumnKind.VALUE})
"""What else such a table has beside the column that names its rows."""


def turn_table(table: Table) -> Table:
    """The table with rows for columns where its rows are years, places or units, else the table itself."""
    columns = read_columns(table)
    labels = [at for at, column in enumerate(columns) if column.kind not in SIDE_KINDS]
    values = [at for at, column in enumerate(columns) if column.kind is ColumnKind.VALUE]
    if len(labels) != 1 or not values or labels[0] > values[0]:
        return table
    height = header_height(table)
    grid = table.grid()
    body = [row for row in grid[height:] if row[labels[0]] is not None and any(row[at] for at in values)]
    names = [cell for row in body if (cell := row[labels[0]]) is not None]
    if len(set(map(id, names))) < len(body) or not _are_years_or_places([cell.text for cell in names]):
        return table
    if all(columns[at].key.isdigit() for at in values):
        return table
    corner = next((row[labels[0]] for row in grid[:height] if row[labels[0]] is not None), None)
    cells = [replace(cell, row=0, column=at, row_span=1, column_span=1) for at, cell in enumerate(names, 1)]
    if corner is not None:
        cells.append(replace(corner, row=0, column=0, row_span=1, column_span=1))
    for number, at in enumerate(values, 1):
        cells.append(TableCell(_heading_words([row[at] for row in grid[:height]]), number, 0))
        for place, row in enumerate(body, 1):
            cell = row[at]
            if cell is not None and cell.column_span == 1:
                cells.append(replace(cell, row=number, column=place, row_span=1))
    return replace(table, cells=tuple(cells))


def _are_years_or_places(labels: list[str]) -> bool:
    plain = ["".join(label.split()) for label in labels]
    named = [label for label in plain if not TOTAL_LABEL.match(label)]
    if len(named) < FEWEST_LABELS:
        return False
    return all(YEAR_LABEL.match(label) or BARE_YEAR.match(label) for label in named) or all(
        PLACE_LABEL.match(label) or is_unit_name(label) or is_collective(label) for label in named
    )


def _heading_words(cells: list[TableCell | None]) -> RepairedText:
    """The words of a heading over all its rows; a measure below it comes behind it in brackets."""
    distinct = list({id(cell): cell for cell in cells if cell is not None and cell.text}.values())
    words = [cell.words for cell in distinct]
    if len(words) > 1 and is_measure(words[-1].text):
        words[-1] = _in_brackets(words[-1])
    return RepairedText.join(words)


def _in_brackets(words: RepairedText) -> RepairedText:
    starts = (words.starts[0], *words.starts, words.starts[-1])
    return RepairedText(f"（{words.text}）", starts, (words.ends[0], *words.ends, words.ends[-1]))

"""Adds a page of placed characters to a text: its lines and ruled tables from top to bottom, columns one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.collect_lines import GridCell, LineCollector
from ingest.readers.fill_cells import fill_cells
from ingest.readers.lay_out_page import Glyph, PrintedLine, RuledTable, find_lines, place_boxes
from ingest.readers.split_columns import split_columns

INDENT_BLANK = "\u3000"
WIDEST_INDENT = 12
FEWEST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class _FilledTable:
    table: RuledTable
    cells: list[GridCell]


def add_page(lines: LineCollector, glyphs: Sequence[Glyph], tables: Sequence[RuledTable]) -> None:
    """Lines are indented by full-width blanks as on the page."""
    rest = list(glyphs)
    blocks: list[tuple[float, _FilledTable]] = []
    for table in tables:
        cells, outside = fill_cells(place_boxes(table.boxes), rest)
        if _has_columns(cells) or (lines.position and not blocks and _is_rest_of_row(cells, table, outside)):
            rest = outside
            blocks.append((min(box.top for box in table.boxes), _FilledTable(table, cells)))
    if not blocks:
        for part in split_columns(rest):
            for line in find_lines(part.glyphs):
                _add_line(lines, line, part.margin)
        return
    printed = find_lines(rest)
    margin = min((line.left for line in printed), default=0.0)
    placed: list[tuple[float, _FilledTable | PrintedLine]] = [*blocks]
    placed.extend((line.top, line) for line in printed)
    for _, block in sorted(placed, key=lambda pair: pair[0]):
        if isinstance(block, PrintedLine):
            _add_line(lines, block, margin)
        else:
            lines.add_table(block.cells, cut_top=block.table.cut_top, cut_bottom=block.table.cut_bottom)


def _has_columns(cells: Sequence[GridCell]) -> bool:
    """A frame around paragraphs is no table: words in one column only."""
    return len({cell.column for cell in cells if cell.text}) > 1


def _is_rest_of_row(cells: Sequence[GridCell], table: RuledTable, outside: Sequence[Glyph]) -> bool:
    """A single row at the head of a page, its other columns empty: the page before has the row's beginning."""
    top = min(box.top for box in table.boxes)
    return (
        len(cells) >= FEWEST_COLUMNS
        and {cell.row for cell in cells} == {0}
        and any(cell.text for cell in cells)
        and all(glyph.box.top > top for glyph in outside)
    )


def _add_line(lines: LineCollector, line: PrintedLine, margin: float) -> None:
    blanks = round((line.left - margin) / line.size) if line.size else 0
    lines.add_line(line.text, indent=INDENT_BLANK * max(0, min(blanks, WIDEST_INDENT)))

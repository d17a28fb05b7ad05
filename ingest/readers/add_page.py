"""Adds a page of placed characters to a text: its lines and ruled tables from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.collect_lines import GridCell, LineCollector
from ingest.readers.fill_cells import fill_cells
from ingest.readers.lay_out_page import Glyph, PrintedLine, RuledTable, find_lines, place_boxes

INDENT_BLANK = "\u3000"
WIDEST_INDENT = 12


@dataclass(frozen=True, slots=True)
class _FilledTable:
    table: RuledTable
    cells: list[GridCell]


def add_page(lines: LineCollector, glyphs: Sequence[Glyph], tables: Sequence[RuledTable]) -> None:
    """Lines are indented by full-width blanks as on the page."""
    rest = list(glyphs)
    placed: list[tuple[float, _FilledTable | PrintedLine]] = []
    for table in tables:
        cells, outside = fill_cells(place_boxes(table.boxes), rest)
        # A frame around paragraphs is no table: words in one column only.
        if len({cell.column for cell in cells if cell.text}) > 1:
            rest = outside
            placed.append((min(box.top for box in table.boxes), _FilledTable(table, cells)))
    printed = find_lines(rest)
    margin = min((line.left for line in printed), default=0.0)
    placed.extend((line.top, line) for line in printed)
    for _, block in sorted(placed, key=lambda pair: pair[0]):
        if isinstance(block, PrintedLine):
            blanks = round((block.left - margin) / block.size) if block.size else 0
            lines.add_line(block.text, indent=INDENT_BLANK * min(blanks, WIDEST_INDENT))
        else:
            lines.add_table(block.cells, cut_top=block.table.cut_top, cut_bottom=block.table.cut_bottom)

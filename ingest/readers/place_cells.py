"""Places the cells of rows with spans on a grid, as browsers do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.collect_lines import GridCell, check_cells
from ingest.readers.limits import ReadingLimits


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell as a row states it; a row span of 0 reaches to the last row."""

    text: str
    row_span: int = 1
    column_span: int = 1


def place_cells(rows: Sequence[Iterable[RowCell]], limits: ReadingLimits) -> list[GridCell]:
    """Rows of cells with their spans resolved. Raises :class:`ingest.errors.LimitExceeded` for absurd spans."""
    taken: dict[tuple[int, int], bool] = {}
    placed: list[GridCell] = []
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            rest = len(rows) - row
            row_span = rest if cell.row_span == 0 else max(1, min(cell.row_span, rest))
            column_span = max(1, cell.column_span)
            check_cells(len(taken) + row_span * column_span, limits)
            for below in range(row_span):
                for beside in range(column_span):
                    taken[row + below, column + beside] = True
            placed.append(GridCell(cell.text, row, column, row_span, column_span))
            column += column_span
    return placed

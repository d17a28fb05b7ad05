"""Builders of outlines and tasks for tests: each line of a text is a paragraph, tables are given as rows."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.outline.build_outline import Outline, build_outline
from ingest.source import Block, Paragraph, RepairedText, SourceText, Table, TableCell
from ingest.tasks.extract_tasks import ExtractedTasks, extract_tasks

Rows = Sequence[Sequence[str]]


class Document:
    """A document built from lines and tables, with its source text."""

    def __init__(self, *parts: str | Rows, flat: bool = False) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        for part in parts:
            if isinstance(part, str):
                lines = [self._words(line) for line in part.split("\n") if line.strip()]
                if flat:
                    cells = tuple(TableCell(words, row, 0) for row, words in enumerate(lines))
                    self.blocks.append(Table(cells, columns_known=False))
                else:
                    self.blocks += [Paragraph(words) for words in lines]
            else:
                self.blocks.append(self._table(part))
        self.source = SourceText(self.text, "txt")

    def _words(self, text: str) -> RepairedText:
        words = RepairedText.of(text, len(self.text))
        self.text += text + "\n"
        return words

    def _table(self, rows: Rows) -> Table:
        """Equal neighbours below each other whose text begins with "^" are merged with the cell above."""
        cells: list[TableCell] = []
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                if text == "^":
                    at = next(i for i, c in reversed(list(enumerate(cells))) if c.column == column)
                    above = cells[at]
                    cells[at] = TableCell(above.words, above.row, above.column, above.row_span + 1)
                elif text == "<":
                    left = cells[-1]
                    cells[-1] = TableCell(
                        left.words, left.row, left.column, left.row_span, left.column_span + 1
                    )
                else:
                    cells.append(TableCell(self._words(text), number, column))
        return Table(tuple(cells))

    def outline(self, contents: Sequence[str] = ()) -> Outline:
        return build_outline(self.blocks, self.source, contents)

    def tasks(self) -> ExtractedTasks:
        return extract_tasks(self.outline(), self.source, "plan")


def headings(outline: Outline) -> list[str]:
    """Each section as its path, joined with " > "."""
    return [" > ".join(section.path) for section in outline.sections]

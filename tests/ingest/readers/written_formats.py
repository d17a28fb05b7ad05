"""The same document written as every format: what a plan says must not depend on the program that saved it."""

from __future__ import annotations

import html
import io
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import docx
import openpyxl

from ingest.source import SourceText
from tests.ingest.readers.sources import ofd_pages, ofd_rule, ofd_text

CHROMIUM = Path("/usr/bin/chromium")
STYLE = (
    "@page{size:A4;margin:25mm}body{font:16px/1.8 'WenQuanYi Micro Hei';margin:0}p{margin:0;text-indent:2em}"
    "p.title{text-align:center;text-indent:0}table{border-collapse:collapse;width:100%}"
    "td{border:1px solid #000;padding:2px 4px}"
)
TITLE_LINES = ("云陵市人民政府", "关于印发", "云陵市“十四五”", "（2021—", "青禾县贯彻", "工作责任清单")
"""How lines begin that a writer would centre."""


@dataclass(frozen=True)
class Cell:
    """A table cell; ``text`` may hold several lines."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


Document = tuple["str | tuple[Cell, ...]", ...]
"""Paragraphs and tables in reading order."""


def document_of(source: SourceText) -> Document:
    """What a source holds, to be written down again. Lines with tabs are a table's rows, except in a table of contents."""
    parts: list[str | tuple[Cell, ...]] = []
    done = 0
    for table in source.tables:
        parts += _of_lines(source.text[done : table.start].splitlines())
        parts.append(
            tuple(
                Cell(source.text[c.start : c.end], c.row, c.column, c.row_span, c.column_span)
                for c in table.cells
            )
        )
        done = table.end
    return (*parts, *_of_lines(source.text[done:].splitlines()))


def _of_lines(lines: Iterable[str]) -> list[str | tuple[Cell, ...]]:
    parts: list[str | tuple[Cell, ...]] = []
    for tabbed, group in groupby((line for line in lines if line.strip()), lambda line: line.count("\t") > 1):
        if not tabbed:
            parts += group
            continue
        rows = [line.split("\t") for line in group]
        parts.append(
            tuple(
                # A category over the whole row, as a word processor shows it
                Cell(text, at, column, 1, 1 if any(row[1:]) else len(row))
                for at, row in enumerate(rows)
                for column, text in enumerate(row)
                if any(row[1:]) or column == 0
            )
        )
    return parts


def as_text(document: Document) -> bytes:
    """Plain text with tabs between columns; the lines of a cell are parted by 、."""
    lines: list[str] = []
    for part in document:
        if isinstance(part, str):
            lines.append(part)
            continue
        width = max(cell.column + cell.column_span for cell in part)
        for _, row in groupby(part, lambda cell: cell.row):
            words = [""] * width
            for cell in row:
                words[cell.column] = cell.text.replace("\n", "、")
            lines.append("\t".join(words))
    return "\n".join(lines).encode()


def as_html(document: Document) -> bytes:
    body = []
    for part in document:
        if isinstance(part, str):
            kind = ' class="title"' if part.startswith(TITLE_LINES) and "，" not in part else ""
            body.append(f"<p{kind}>{html.escape(part)}</p>")
            continue
        rows = (
            "".join(
                f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">{html.escape(cell.text).replace(chr(10), "<br>")}</td>'
                for cell in row
            )
            for _, row in groupby(part, lambda cell: cell.row)
        )
        body.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><style>{STYLE}</style></head>'
        f"<body>{''.join(body)}</body></html>"
    ).encode()


def as_docx(document: Document) -> bytes:
    written = docx.Document()
    for part in document:
        if isinstance(part, str):
            written.add_paragraph(part)
            continue
        table = written.add_table(
            max(cell.row + cell.row_span for cell in part),
            max(cell.column + cell.column_span for cell in part),
        )
        for cell in part:
            last = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
            table.cell(cell.row, cell.column).merge(last).text = cell.text
    data = io.BytesIO()
    written.save(data)
    return data.getvalue()


def as_xlsx(document: Document) -> bytes:
    """One sheet: a paragraph a row, tables as they are, a blank row before and behind."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    at = 1
    for part in document:
        if isinstance(part, str):
            sheet.cell(at, 1, part)
            at += 1
            continue
        at += 1
        for cell in part:
            sheet.cell(at + cell.row, 1 + cell.column, cell.text)
            sheet.merge_cells(
                start_row=at + cell.row,
                start_column=1 + cell.column,
                end_row=at + cell.row + cell.row_span - 1,
                end_column=cell.column + cell.column_span,
            )
        at += max(cell.row + cell.row_span for cell in part) + 1
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def as_pdf(document: Document, folder: Path) -> bytes:
    """Printed by Debian's chromium."""
    page, printed = folder / "plan.html", folder / "plan.pdf"
    page.write_bytes(as_html(document))
    subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={printed}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return printed.read_bytes()


LEFT, TOP, BOTTOM, SIZE, LEADING = 26.0, 30.0, 267.0, 5.6, 9.0
CHARACTERS = 28
CELL_SIZE, CELL_LEADING = 4.0, 5.6
"""Millimetres of an OFD page as offices set it: 28 characters a line."""


class _OfdPages:
    def __init__(self) -> None:
        self.pages: list[str] = [""]
        self.y = TOP

    def need(self, height: float) -> bool:
        """Turns the page where so much does not fit; true where it did."""
        if self.y + height <= BOTTOM:
            return False
        self.pages.append("")
        self.y = TOP
        return True

    def paragraph(self, text: str) -> None:
        centred = text.startswith(TITLE_LINES) and "，" not in text
        indent = "" if centred else "\u3000\u3000"
        for number, line in enumerate(wrapped(indent + text, CHARACTERS)):
            self.need(LEADING)
            shift = 2 * SIZE if number == 0 and not centred else 0.0
            if centred:
                shift = (CHARACTERS - len(line)) * SIZE / 2
            self.pages[-1] += ofd_text(html.escape(line.strip("\u3000")), LEFT + shift, self.y, SIZE)
            self.y += LEADING

    def table(self, cells: Sequence[Cell]) -> None:
        """Rows go to the next page whole; a cell over a page break is empty on the second page."""
        width = max(cell.column + cell.column_span for cell in cells)
        height = max(cell.row + cell.row_span for cell in cells)
        longest = [
            min(12, max((len(c.text) for c in cells if c.column == column and c.column_span == 1), default=3))
            for column in range(width)
        ]
        room = CHARACTERS * SIZE - 2.0 * width
        edges = [LEFT]
        for share in longest:
            edges.append(edges[-1] + 2.0 + room * max(3, share) / sum(max(3, share) for share in longest))
        heights = [CELL_LEADING + 1.5] * height
        words: dict[Cell, list[str]] = {}
        for cell in cells:
            across = edges[cell.column + cell.column_span] - edges[cell.column] - 2.0
            words[cell] = [
                piece
                for line in cell.text.splitlines()
                for piece in wrapped(line, max(2, int(across / CELL_SIZE)))
            ]
            if cell.row_span == 1:
                heights[cell.row] = max(heights[cell.row], CELL_LEADING * len(words[cell]) + 1.5)
        for cell in cells:
            missing = (
                CELL_LEADING * len(words[cell]) + 1.5 - sum(heights[cell.row : cell.row + cell.row_span])
            )
            heights[cell.row + cell.row_span - 1] += max(0.0, missing)
        for row in range(height):
            turned = self.need(heights[row])
            ends = row + 1 < height and self.y + heights[row] + heights[row + 1] > BOTTOM
            for cell in cells:
                if cell.row <= row < cell.row + cell.row_span:
                    last = ends or row == cell.row + cell.row_span - 1
                    self._cell_row(
                        cell,
                        row,
                        words[cell],
                        edges,
                        heights[row],
                        first=turned or row == cell.row,
                        last=last,
                    )
            self.y += heights[row]

    def _cell_row(
        self,
        cell: Cell,
        row: int,
        words: Sequence[str],
        edges: Sequence[float],
        height: float,
        *,
        first: bool,
        last: bool,
    ) -> None:
        left, right = edges[cell.column], edges[cell.column + cell.column_span]
        page = self.pages[-1]
        page += ofd_rule(left, self.y, left, self.y + height) + ofd_rule(
            right, self.y, right, self.y + height
        )
        if first:
            page += ofd_rule(left, self.y, right, self.y)
        if last:
            page += ofd_rule(left, self.y + height, right, self.y + height)
        if row == cell.row:
            for number, line in enumerate(words):
                page += ofd_text(
                    html.escape(line), left + 1.0, self.y + 0.8 + number * CELL_LEADING, CELL_SIZE
                )
        self.pages[-1] = page


def wrapped(text: str, characters: int) -> list[str]:
    """A paragraph's lines; Latin letters count half, and a closing mark takes the letter before it to the next line."""
    lines: list[str] = [""]
    used = 0.0
    for letter in text:
        wide = 0.5 if letter.isascii() else 1.0
        if used + wide > characters:
            carried = lines[-1][-1:] if letter in "，。；：、）》”" else ""
            lines[-1] = lines[-1].removesuffix(carried)
            lines.append(carried)
            used = float(len(carried))
        lines[-1] += letter
        used += wide
    return lines


def as_ofd(document: Document) -> bytes:
    pages = _OfdPages()
    for part in document:
        if isinstance(part, str):
            pages.paragraph(part.replace("\t", "  "))
        else:
            pages.table(part)
    return ofd_pages(pages.pages)


WRITERS: dict[str, Callable[[Document], bytes]] = {
    "txt": as_text,
    "html": as_html,
    "docx": as_docx,
    "xlsx": as_xlsx,
    "ofd": as_ofd,
}

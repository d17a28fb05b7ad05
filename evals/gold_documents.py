"""The words of a plan file for checking gold against it, read by other ways than ``ingest`` reads it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import docx
import openpyxl
import pypdfium2
from bs4 import BeautifulSoup
from docx.table import Table, _Cell

from evals.words import fold, fold_title
from ingest.pipeline import plan_id_of


class Document:
    """A document's text, folded in the two ways in which gold is compared with it."""

    def __init__(self, path: Path) -> None:
        text = document_text(path)
        self.folded = fold(text)
        self.letters = fold_title(text)

    def has(self, text: str | None) -> bool:
        """Whether the text stands in the document, punctuation included or at least letter by letter."""
        return not text or fold(text) in self.folded or fold_title(text) in self.letters


def open_documents(plans: Path) -> Mapping[str, Document]:
    """The documents of a folder whose format can be read here, by plan id."""
    files = (path for path in sorted(plans.iterdir()) if path.suffix.lower() in _READ)
    return {plan_id_of(path.name): Document(path) for path in files}


def document_text(path: Path) -> str:
    """All words of a document in reading order, cells of a table one after another."""
    return _READ[path.suffix.lower()](path)


def _plain(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _markdown(path: Path) -> str:
    return _plain(path).replace("|", "\n")


def _html(path: Path) -> str:
    return BeautifulSoup(path.read_bytes(), "lxml").get_text("\n")


def _word(path: Path) -> str:
    parts: list[str] = []
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            parts += [cell.text for row in block.rows for cell in _each_once(row.cells)]
        else:
            parts.append(block.text)
    return "\n".join(parts)


def _each_once(cells: Iterable[_Cell]) -> list[_Cell]:
    """A row's cells; python-docx names a merged one once for every column that it spans."""
    return list({id(cell._tc): cell for cell in cells}.values())


def _workbook(path: Path) -> str:
    book = openpyxl.load_workbook(path, data_only=True)
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


def _csv(path: Path) -> str:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return "\n".join(cell for row in csv.reader(lines) for cell in row)


def _pdf(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


_READ: Mapping[str, Callable[[Path], str]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".html": _html,
    ".htm": _html,
    ".docx": _word,
    ".xlsx": _workbook,
    ".csv": _csv,
    ".pdf": _pdf,
}

"""The elements of a Word document's XML in reading order: blocks, rows, cells, words."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.readers.number_lists import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

LEFT_OUT = frozenset(
    {
        W + "del",
        W + "moveFrom",
        W + "delText",
        W + "instrText",
        W + "rt",
        W + "pPr",
        W + "rPr",
        W + "delInstrText",
        MC + "Fallback",
    }
)
SPECIAL = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}


def blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, through content controls, custom XML and accepted insertions."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag == MC + "AlternateContent":
            for choice in child.iterchildren(MC + "Choice"):
                yield from blocks(choice)
                break
        elif child.tag in (
            W + "sdt",
            W + "sdtContent",
            W + "customXml",
            W + "smartTag",
            W + "ins",
            W + "moveTo",
        ):
            yield from blocks(child)


def rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of this table (not of one inside it), without those that a tracked change deleted."""
    for child in table:
        if child.tag == W + "tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from rows(child)


def row_cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, merged ones too."""
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from row_cells(child)


def is_frame(table: etree._Element) -> bool:
    """A table of one column frames paragraphs (专栏); what is inside is read as paragraphs and tables."""
    return all(sum(1 for _ in row_cells(row)) <= 1 for row in rows(table))


def owner(cell: etree._Element) -> etree._Element | None:
    """The table that a cell belongs to."""
    return next(cell.iterancestors(W + "tbl"), None)


def words(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """The words below an element; text boxes met on the way are added to ``boxes``."""
    for child in element:
        tag = child.tag
        if tag in LEFT_OUT:
            continue
        if tag == W + "txbxContent":
            boxes.append(child)
        elif tag in (W + "t", M + "t"):
            yield child.text or ""
        elif tag in SPECIAL:
            yield SPECIAL[tag]
        elif tag == W + "br":
            if child.get(W + "type") in (None, "textWrapping"):
                yield "\n"
        elif tag == W + "r" and is_hidden(child):
            continue
        else:
            yield from words(child, boxes)


def is_hidden(run: etree._Element) -> bool:
    """True for a run of hidden text."""
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(W + "val", "1") not in ("0", "false")


def value(element: etree._Element | None, name: str) -> str | None:
    """The ``w:val`` of a child."""
    child = None if element is None else element.find(W + name)
    return None if child is None else child.get(W + "val")


def row_value(row: etree._Element, name: str) -> str | None:
    """A row's property."""
    return value(row.find(W + "trPr"), name)


def cell_value(cell: etree._Element, name: str) -> str | None:
    """A cell's property."""
    return value(cell.find(W + "tcPr"), name)


def integer(text: str | None) -> int | None:
    """A number from an attribute, ``None`` where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None

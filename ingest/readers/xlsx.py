"""Excel workbooks (.xlsx): what the cells show, straight from the file's XML, sheet by sheet.

Formulas give their stored values and are never computed; hidden sheets are left out and named.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.errors import FileEmpty, UnsupportedFormat
from ingest.readers.collect_lines import LineCollector, check_cells
from ingest.readers.lay_out_sheet import Merge, add_sheet
from ingest.readers.limits import ReadingLimits
from ingest.readers.name_unread_parts import name_unread_parts
from ingest.readers.number_formats import BUILT_IN, show_number
from ingest.readers.open_package import DAMAGED_MESSAGE, Package, parse_xml
from ingest.source import SourceText

STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
TRANSITIONAL_NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION_ID = re.compile(r"\}id$")  # r:id, in whichever namespace
CELL_NAME = re.compile(r"^\$?([A-Z]{1,3})\$?([0-9]{1,7})$")  # B12
WORKBOOK = "xl/workbook.xml"
TRUE_WORDS = {"1": "TRUE", "0": "FALSE"}


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share."""

    strings: list[str]
    formats: list[str]
    from_1904: bool


def read_xlsx(data: bytes, limits: ReadingLimits) -> SourceText:
    """An Excel workbook. Raises :class:`UnsupportedFormat` (damaged), :class:`FileEmpty`, ``LimitExceeded``, …"""
    package = Package(data, limits)
    workbook = _part(package, WORKBOOK)
    targets = _targets(package)
    properties = workbook.find(S + "workbookPr")
    book = _Book(
        _shared_strings(package),
        _formats(package),
        properties is not None and properties.get("date1904") in ("1", "true"),
    )
    lines = LineCollector(limits)
    for sheet in workbook.iter(S + "sheet"):
        title = sheet.get("name", "")
        if sheet.get("state", "visible") != "visible":
            lines.note("hidden_sheet", f"工作表“{title}”已隐藏，未读取。")
            continue
        target = next(
            (targets.get(sheet.get(name, "")) for name in map(str, sheet.keys()) if RELATION_ID.search(name)),
            None,
        )
        if target is not None and target in package:
            _add_sheet(lines, package, target, title, book)
    name_unread_parts(lines, package)
    if not lines.position:
        raise FileEmpty("Excel 文件里没有内容。", "no cell with words")
    return lines.build("xlsx", paragraphs_are_lines=True)


def _add_sheet(lines: LineCollector, package: Package, part: str, title: str, book: _Book) -> None:
    root = _part(package, part)
    texts: dict[tuple[int, int], str] = {}
    uncomputed = 0
    for row, column, cell in _cells(root):
        text = _shown(cell, book)
        if text.strip():
            texts[row, column] = text
            check_cells(len(texts), lines.limits)
        elif cell.find(S + "f") is not None and cell.find(S + "v") is None:
            uncomputed += 1
    if uncomputed:
        lines.note(
            "formula_without_value",
            f"工作表“{title}”有 {uncomputed} 个公式没有保存结果，未能读取。请用 Excel 或 WPS 打开并保存一次后再导入。",
        )
    merges = [
        merge for entry in root.iter(S + "mergeCell") if (merge := _merge(entry.get("ref", ""))) is not None
    ]
    add_sheet(lines, title, texts, merges)


def _cells(root: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Cells with row and column; files may leave the names of cells out, then they follow one another."""
    row = -1
    for row_element in root.iter(S + "row"):
        number = row_element.get("r", "")
        row = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 8 else row + 1
        column = -1
        for cell in row_element.iterchildren(S + "c"):
            place = _place(cell.get("r", ""))
            column = column + 1 if place is None else place[1]
            yield row, column, cell


def _shown(cell: etree._Element, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(S + "is")
        return "" if inline is None else _rich_text(inline)
    value = cell.findtext(S + "v") or ""
    if kind == "s":
        return (
            book.strings[int(value)]
            if value.isascii() and value.isdigit() and int(value) < len(book.strings)
            else ""
        )
    if kind == "b":
        return TRUE_WORDS.get(value, value)
    if kind in ("str", "e", "d"):
        return value
    style = cell.get("s", "0")
    index = int(style) if style.isascii() and style.isdigit() else 0
    code = book.formats[index] if index < len(book.formats) else ""
    return show_number(value, code, from_1904=book.from_1904) if value else ""


def _shared_strings(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package:
        return []
    return [_rich_text(item) for item in _part(package, "xl/sharedStrings.xml").iterchildren(S + "si")]


def _rich_text(item: etree._Element) -> str:
    """Text and runs; the reading aids over characters (rPh) are left out."""
    parts = [item.findtext(S + "t") or ""]
    parts.extend(run.findtext(S + "t") or "" for run in item.iterchildren(S + "r"))
    return "".join(parts)


def _formats(package: Package) -> list[str]:
    """Number format codes by cell style."""
    if "xl/styles.xml" not in package:
        return []
    root = _part(package, "xl/styles.xml")
    own = {entry.get("numFmtId", ""): entry.get("formatCode", "") for entry in root.iter(S + "numFmt")}
    codes: list[str] = []
    for styles in root.iterchildren(S + "cellXfs"):
        for style in styles.iterchildren(S + "xf"):
            number = style.get("numFmtId", "0")
            built_in = BUILT_IN.get(int(number), "") if number.isascii() and number.isdigit() else ""
            codes.append(own.get(number, built_in))
    return codes


def _targets(package: Package) -> dict[str, str]:
    """Parts by relation id."""
    name = "xl/_rels/workbook.xml.rels"
    if name not in package:
        raise UnsupportedFormat(DAMAGED_MESSAGE, "no workbook relations")
    targets: dict[str, str] = {}
    for relation in package.read_xml(name):
        target = relation.get("Target", "")
        targets[relation.get("Id", "")] = target if target.startswith("/") else posixpath.join("xl", target)
    return targets


def _part(package: Package, name: str) -> etree._Element:
    return parse_xml(package.read(name).replace(STRICT_NAMESPACE, TRANSITIONAL_NAMESPACE), name)


def _place(name: str) -> tuple[int, int] | None:
    match = CELL_NAME.match(name)
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match.group(2)) - 1, column - 1


def _merge(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last or first)
    if start is None or end is None:
        return None
    return Merge(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))

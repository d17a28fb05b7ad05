"""Word documents (.docx): paragraphs and tables in the order of the page's body, straight from the file's XML.

Automatic list numbers are restored (``number_lists``), deletions of tracked changes, hidden text, footnotes, headers and
footers are left out, text boxes follow the paragraph that anchors them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from ingest.errors import FileEmpty, LimitExceeded, UnsupportedFormat
from ingest.readers.collect_lines import GridCell, LineCollector, check_cells
from ingest.readers.limits import ReadingLimits
from ingest.readers.name_unread_parts import name_unread_parts
from ingest.readers.number_lists import ListNumbers, W, read_list_numbers
from ingest.readers.open_package import DAMAGED_MESSAGE, Package, parse_xml
from ingest.readers.word_xml import (
    blocks,
    cell_value,
    integer,
    is_frame,
    owner,
    row_cells,
    row_value,
    rows,
    value,
    words,
)
from ingest.source import SourceText

STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL_NAMESPACE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

MAIN_PART = "word/document.xml"
MAIN_TYPE = "/officeDocument"
MAX_HEADING = 9


@dataclass(slots=True)
class ParagraphStyle:
    """What a paragraph style says about outline and lists, inherited values filled in."""

    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None


@dataclass(slots=True)
class WordDocument:
    """The parts that reading needs."""

    body: etree._Element
    numbers: ListNumbers
    styles: dict[str, ParagraphStyle] = field(default_factory=dict)
    default_style: str = ""


def read_docx(data: bytes, limits: ReadingLimits) -> SourceText:
    """A Word document. Raises :class:`UnsupportedFormat` (damaged), :class:`FileEmpty`, :class:`LimitExceeded`, …"""
    package = Package(data, limits)
    document = _open(package)
    reader = _BodyReader(document, limits)
    reader.read_blocks(document.body)
    lines = reader.lines
    name_unread_parts(lines, package)
    if not lines.position:
        raise FileEmpty(
            "Word 文件里没有文字（内容可能全是图片，请先用文字识别软件转换后再导入）。", "no text in body"
        )
    return lines.build("docx", paragraphs_are_lines=True)


def _open(package: Package) -> WordDocument:
    part = _main_part(package)
    folder = part.rpartition("/")[0]
    root = _read_part(package, part)
    body = root.find(W + "body")
    if body is None:
        raise UnsupportedFormat(DAMAGED_MESSAGE, "no w:body")
    numbering = f"{folder}/numbering.xml"
    numbers = read_list_numbers(_read_part(package, numbering) if numbering in package else None)
    styles = f"{folder}/styles.xml"
    document = WordDocument(body, numbers)
    if styles in package:
        _read_styles(document, _read_part(package, styles))
    return document


def _main_part(package: Package) -> str:
    if MAIN_PART in package:
        return MAIN_PART
    if "_rels/.rels" in package:
        for relation in package.read_xml("_rels/.rels").iter(RELATIONSHIP):
            if relation.get("Type", "").endswith(MAIN_TYPE):
                return relation.get("Target", "").lstrip("/")
    return MAIN_PART


def _read_part(package: Package, name: str) -> etree._Element:
    return parse_xml(package.read(name).replace(STRICT_NAMESPACE, TRANSITIONAL_NAMESPACE), name)


def _read_styles(document: WordDocument, root: etree._Element) -> None:
    elements = {
        style.get(W + "styleId", ""): style
        for style in root.iterchildren(W + "style")
        if style.get(W + "type") == "paragraph"
    }
    for style_id, element in elements.items():
        if element.get(W + "default") in ("1", "true"):
            document.default_style = style_id
        style = ParagraphStyle()
        seen: set[str] = set()
        current: etree._Element | None = element
        while current is not None and current.get(W + "styleId", "") not in seen:
            seen.add(current.get(W + "styleId", ""))
            _inherit(style, current)
            current = elements.get(value(current, "basedOn") or "")
        document.styles[style_id] = style


def _inherit(style: ParagraphStyle, element: etree._Element) -> None:
    properties = element.find(W + "pPr")
    if properties is None:
        return
    if style.outline is None:
        style.outline = integer(value(properties, "outlineLvl"))
    numbering = properties.find(W + "numPr")
    if numbering is not None:
        style.list_id = style.list_id or value(numbering, "numId")
        if style.list_level is None:
            style.list_level = integer(value(numbering, "ilvl"))


class _BodyReader:
    """One pass over a body; tables inside cells become lines of the cell."""

    def __init__(self, document: WordDocument, limits: ReadingLimits) -> None:
        self.document = document
        self.limits = limits
        self.lines = LineCollector(limits)

    def read_blocks(self, parent: etree._Element, nesting: int = 0) -> None:
        for block in blocks(parent):
            if block.tag == W + "p":
                text, boxes = self._paragraph(block)
                self.lines.add_line(text, self._heading(block))
                for box in boxes:
                    self.read_blocks(box, nesting)
            else:
                self._read_table(block, nesting)

    def _read_table(self, table: etree._Element, nesting: int) -> None:
        self._check_nesting(nesting)
        if is_frame(table):
            for cell in table.iter(W + "tc"):
                if owner(cell) is table:
                    self.read_blocks(cell, nesting + 1)
            return
        self.lines.add_table(self._cells(table, nesting))

    def _cells(self, table: etree._Element, nesting: int) -> list[GridCell]:
        placed: list[GridCell] = []
        open_merges: dict[int, int] = {}
        count = 0
        for row, element in enumerate(rows(table)):
            column = integer(row_value(element, "gridBefore")) or 0
            for cell in row_cells(element):
                span = max(1, integer(cell_value(cell, "gridSpan")) or 1)
                count += span
                check_cells(count + column, self.limits)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                above = open_merges.get(column)
                if merge is not None and merge.get(W + "val", "continue") != "restart" and above is not None:
                    top = placed[above]
                    placed[above] = GridCell(
                        top.text, top.row, top.column, row - top.row + 1, top.column_span
                    )
                else:
                    placed.append(GridCell(self._cell_text(cell, nesting), row, column, 1, span))
                    open_merges.pop(column, None)
                    if merge is not None:
                        open_merges[column] = len(placed) - 1
                column += span
        return placed

    def _cell_text(self, cell: etree._Element, nesting: int) -> str:
        parts: list[str] = []
        for block in blocks(cell):
            if block.tag == W + "p":
                text, boxes = self._paragraph(block)
                parts.append(text)
                parts.extend(self._cell_text(box, nesting) for box in boxes)
            else:
                self._check_nesting(nesting + 1)
                parts.extend(inner.text for inner in self._cells(block, nesting + 1))
        return "\n".join(part for part in parts if part.strip())

    def _check_nesting(self, nesting: int) -> None:
        if nesting > self.limits.nesting:
            raise LimitExceeded(
                f"表格嵌套超过 {self.limits.nesting} 层。请简化表格后再导入，或调高上限设置。",
                f"tables nested {nesting} deep",
            )

    def _paragraph(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        """The words of a paragraph with its list number, and the text boxes that it anchors."""
        boxes: list[etree._Element] = []
        text = "".join(words(paragraph, boxes)).strip()
        number = self._list_number(paragraph)
        return (number + text if text else ""), boxes

    def _list_number(self, paragraph: etree._Element) -> str:
        style = self._style(paragraph)
        numbering = paragraph.find(f"{W}pPr/{W}numPr")
        list_id, level = style.list_id, style.list_level
        if numbering is not None:
            list_id = value(numbering, "numId") or list_id
            own = integer(value(numbering, "ilvl"))
            level = level if own is None else own
        if not list_id or list_id == "0":
            return ""
        return self.document.numbers.next_number(list_id, level or 0)

    def _heading(self, paragraph: etree._Element) -> int | None:
        own = integer(value(paragraph.find(W + "pPr"), "outlineLvl"))
        outline = own if own is not None else self._style(paragraph).outline
        return outline + 1 if outline is not None and outline < MAX_HEADING else None

    def _style(self, paragraph: etree._Element) -> ParagraphStyle:
        name = value(paragraph.find(W + "pPr"), "pStyle") or self.document.default_style
        return self.document.styles.get(name) or ParagraphStyle()

"""Word documents (.docx): paragraphs and tables in the order of the page's body, straight from the file's XML.

Automatic list numbers are restored (``number_lists``), deletions of tracked changes, hidden text, footnotes, headers and
footers are left out, text boxes follow the paragraph that anchors them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.errors import FileEmpty, LimitExceeded, UnsupportedFormat
from ingest.readers.collect_lines import GridCell, LineCollector, check_cells
from ingest.readers.limits import ReadingLimits
from ingest.readers.number_lists import ListNumbers, W, read_list_numbers
from ingest.readers.open_package import DAMAGED_MESSAGE, Package, parse_xml
from ingest.source import SourceText

STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL_NAMESPACE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

MAIN_PART = "word/document.xml"
MAIN_TYPE = "/officeDocument"
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
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        lines.note("macros_ignored", "文件含有宏，已忽略，未执行。")
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
            current = elements.get(_value(current, "basedOn") or "")
        document.styles[style_id] = style


def _inherit(style: ParagraphStyle, element: etree._Element) -> None:
    properties = element.find(W + "pPr")
    if properties is None:
        return
    if style.outline is None:
        style.outline = _integer(_value(properties, "outlineLvl"))
    numbering = properties.find(W + "numPr")
    if numbering is not None:
        style.list_id = style.list_id or _value(numbering, "numId")
        if style.list_level is None:
            style.list_level = _integer(_value(numbering, "ilvl"))


class _BodyReader:
    """One pass over a body; tables inside cells become lines of the cell."""

    def __init__(self, document: WordDocument, limits: ReadingLimits) -> None:
        self.document = document
        self.limits = limits
        self.lines = LineCollector(limits)

    def read_blocks(self, parent: etree._Element, nesting: int = 0) -> None:
        for block in _blocks(parent):
            if block.tag == W + "p":
                text, boxes = self._paragraph(block)
                self.lines.add_line(text, self._heading(block))
                for box in boxes:
                    self.read_blocks(box, nesting)
            else:
                self._read_table(block, nesting)

    def _read_table(self, table: etree._Element, nesting: int) -> None:
        self._check_nesting(nesting)
        if _is_frame(table):
            for cell in table.iter(W + "tc"):
                if _owner(cell) is table:
                    self.read_blocks(cell, nesting + 1)
            return
        self.lines.add_table(self._cells(table, nesting))

    def _cells(self, table: etree._Element, nesting: int) -> list[GridCell]:
        placed: list[GridCell] = []
        open_merges: dict[int, int] = {}
        count = 0
        for row, element in enumerate(_rows(table)):
            column = _integer(_row_value(element, "gridBefore")) or 0
            for cell in _row_cells(element):
                span = max(1, _integer(_cell_value(cell, "gridSpan")) or 1)
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
        for block in _blocks(cell):
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
        text = "".join(_words(paragraph, boxes)).strip()
        number = self._list_number(paragraph)
        return (number + text if text else ""), boxes

    def _list_number(self, paragraph: etree._Element) -> str:
        style = self._style(paragraph)
        numbering = paragraph.find(f"{W}pPr/{W}numPr")
        list_id, level = style.list_id, style.list_level
        if numbering is not None:
            list_id = _value(numbering, "numId") or list_id
            own = _integer(_value(numbering, "ilvl"))
            level = level if own is None else own
        if not list_id or list_id == "0":
            return ""
        return self.document.numbers.next_number(list_id, level or 0)

    def _heading(self, paragraph: etree._Element) -> int | None:
        own = _integer(_value(paragraph.find(W + "pPr"), "outlineLvl"))
        outline = own if own is not None else self._style(paragraph).outline
        return outline + 1 if outline is not None and outline < MAX_HEADING else None

    def _style(self, paragraph: etree._Element) -> ParagraphStyle:
        name = _value(paragraph.find(W + "pPr"), "pStyle") or self.document.default_style
        return self.document.styles.get(name) or ParagraphStyle()


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, through content controls, custom XML and accepted insertions."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag == MC + "AlternateContent":
            for choice in child.iterchildren(MC + "Choice"):
                yield from _blocks(choice)
                break
        elif child.tag in (
            W + "sdt",
            W + "sdtContent",
            W + "customXml",
            W + "smartTag",
            W + "ins",
            W + "moveTo",
        ):
            yield from _blocks(child)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == W + "tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from _rows(child)


def _row_cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from _row_cells(child)


def _is_frame(table: etree._Element) -> bool:
    """A table of one column frames paragraphs (专栏); what is inside is read as paragraphs and tables."""
    return all(sum(1 for _ in _row_cells(row)) <= 1 for row in _rows(table))


def _owner(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(W + "tbl"), None)


def _words(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
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
        elif tag == W + "r" and _is_hidden(child):
            continue
        else:
            yield from _words(child, boxes)


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(W + "val", "1") not in ("0", "false")


def _value(element: etree._Element | None, name: str) -> str | None:
    child = None if element is None else element.find(W + name)
    return None if child is None else child.get(W + "val")


def _row_value(row: etree._Element, name: str) -> str | None:
    return _value(row.find(W + "trPr"), name)


def _cell_value(cell: etree._Element, name: str) -> str | None:
    return _value(cell.find(W + "tcPr"), name)


def _integer(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None

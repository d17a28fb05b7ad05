"""PDF files: visual lines by their place on the page, ruled tables cell by cell, page starts; pictures are recognised.

Text comes from PDFium, the rules of tables from pdfplumber (only on pages that draw lines, since it is slow). Lines stay as
printed, indented by full-width blanks as on the page: the repair joins them and sets page numbers apart.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ingest.errors import LimitExceeded, UnsupportedFormat
from ingest.readers.add_page import add_page
from ingest.readers.close_tables import find_open_ends
from ingest.readers.collect_lines import LineCollector
from ingest.readers.find_drawn_rules import Picture
from ingest.readers.lay_out_page import Box, Glyph, RuledTable
from ingest.readers.limits import ReadingLimits
from ingest.readers.open_package import DAMAGED_MESSAGE
from ingest.readers.page_progress import PageProgress
from ingest.readers.recognise_pages import LONGEST_SIDE, PicturePages
from ingest.source import SourceText

PASSWORD_ERROR = 4
"""PDFium's code for a file that needs a password."""
FEWEST_SEGMENTS = 8
"""A page's background is one rectangle of five segments; a table has more lines."""
MOST_SEGMENTS = 30_000
FEWEST_CURVES = 500
"""A letter has twenty segments or more."""
FORM_DEPTH = 4
BROKEN_PDF_ERRORS = (
    PDFException,
    PSException,
    PdfminerException,
    MalformedPDFException,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
    ArithmeticError,
    OSError,
)
"""What pdfminer is known to raise on damaged pages."""
STAMP_GLYPHS = 40
"""Scanning programs print their name on each page, and copiers a number: so few letters on a picture are no text layer."""
STAMPED_SHARE = 0.6
"""Of the page, which a scan covers."""


def read_pdf(data: bytes, limits: ReadingLimits, on_page: PageProgress | None = None) -> SourceText:
    """A PDF file. Raises :class:`UnsupportedFormat` (encrypted, damaged), ``MissingReader`` (scanned, and nothing to
    recognise it with), :class:`LimitExceeded`."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == PASSWORD_ERROR:
            raise UnsupportedFormat(
                "PDF 文件已用密码加密，无法读取。请先取消密码后再导入。", "encrypted PDF"
            ) from error
        raise UnsupportedFormat(DAMAGED_MESSAGE, f"PDFium: {error}") from error
    tables = _TableFinder(data)
    try:
        return _read_pages(document, tables, limits, on_page)
    except pypdfium2.PdfiumError as error:
        raise UnsupportedFormat(DAMAGED_MESSAGE, f"PDFium: {error}") from error
    finally:
        document.close()


def _read_pages(
    document: pypdfium2.PdfDocument,
    tables: _TableFinder,
    limits: ReadingLimits,
    on_page: PageProgress | None,
) -> SourceText:
    if len(document) > limits.pages:
        raise LimitExceeded(
            f"PDF 共 {len(document)} 页，超过上限 {limits.pages} 页。请拆分文件，或调高上限设置。",
            f"{len(document)} pages",
        )
    lines = LineCollector(limits)
    pictures = PicturePages(lines, len(document), on_page)
    for number in range(len(document)):
        page = document[number]
        lines.start_page()
        glyphs = _glyphs(page)
        if _is_picture(page, glyphs):
            pictures.add(number + 1, partial(_picture, page), page.get_width())
        elif glyphs:
            add_page(lines, glyphs, tables.find(number, lines) if _draws_lines(page) else [])
        page.close()
    pictures.finish()
    attached = document.count_attachments()
    if attached:
        lines.note("objects_ignored", f"PDF 附带 {attached} 个附件，未读取，如有需要请单独导入。")
    return lines.build("pdf", paragraphs_are_lines=False)


def _glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    """The page's characters with their boxes as displayed, measured from the top left corner."""
    text = page.get_textpage()
    width, height = page.get_size()
    turn = page.get_rotation()
    left, bottom, right, top = page.get_bbox()
    glyphs: list[Glyph] = []
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if pdfium.FPDFText_IsGenerated(text, index) or not _is_shown(code):
            continue
        x0, y0, x1, y1 = text.get_charbox(index, loose=True)
        across, down = (x0 - left, x1 - left), (top - y1, top - y0)
        if turn == 90:
            across, down = (y0 - bottom, y1 - bottom), (x0 - left, x1 - left)
        elif turn == 180:
            across, down = (right - x1, right - x0), (y0 - bottom, y1 - bottom)
        elif turn == 270:
            across, down = (top - y1, top - y0), (right - x1, right - x0)
        if across[0] < width and across[1] > 0 and down[0] < height and down[1] > 0:
            glyphs.append(Glyph(chr(code), Box(across[0], down[0], across[1], down[1])))
    text.close()
    return glyphs


def _is_shown(code: int) -> bool:
    return code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code not in (0x7F, 0xFFFE, 0xFFFF)


def _draws_lines(page: pypdfium2.PdfPage) -> bool:
    """True for a page with rules; a page with very many lines is a map or a chart, in which tables are not looked for."""
    return FEWEST_SEGMENTS <= _segments(page) <= MOST_SEGMENTS


def _segments(page: pypdfium2.PdfPage) -> int:
    """How many lines and curves the page draws, counted up to a few more than any table has."""
    segments = 0
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=FORM_DEPTH):
        segments += max(0, pdfium.FPDFPath_CountSegments(thing))
        if segments > MOST_SEGMENTS:
            break
    return segments


def _is_picture(page: pypdfium2.PdfPage, glyphs: Sequence[Glyph]) -> bool:
    """A scan, perhaps with a stamp; or words that are drawn as curves."""
    if len(glyphs) >= STAMP_GLYPHS:
        return False
    share = _picture_share(page)
    return share > STAMPED_SHARE or (not glyphs and (share > 0 or _segments(page) >= FEWEST_CURVES))


def _picture_share(page: pypdfium2.PdfPage) -> float:
    """How much of the page pictures cover together (scanners cut a page into stripes); more than 1 where they overlap."""
    covered = 0.0
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=FORM_DEPTH):
        left, bottom, right, top = thing.get_bounds()
        covered += (right - left) * (top - bottom)
    return float(covered / max(1.0, page.get_width() * page.get_height()))


def _picture(page: pypdfium2.PdfPage) -> Picture:
    """The page as it is shown, red, green and blue."""
    scale = LONGEST_SIDE / max(page.get_size())
    pixels: Picture = page.render(scale=scale, rev_byteorder=True).to_numpy()
    return pixels


class _TableFinder:
    """pdfplumber, opened when a page first needs it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: pdfplumber.PDF | None = None
        self._broken = False

    def find(self, number: int, lines: LineCollector) -> list[RuledTable]:
        """The cells of each table of a page; none where the page cannot be analysed, which is noted."""
        if self._broken:
            return []
        # pdfminer logs every odd font of a file
        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        try:
            if self._document is None:
                self._document = pdfplumber.open(io.BytesIO(self._data))
            return list(self._tables(self._document.pages[number]))
        except BROKEN_PDF_ERRORS:
            self._broken = self._document is None
            lines.note("tables_unreadable", f"第 {number + 1} 页的表格线无法分析，表格按文字行读取。")
            return []

    def _tables(self, page: pdfplumber.page.Page) -> Iterator[RuledTable]:
        left, top = page.bbox[0], page.bbox[1]
        ends = find_open_ends(page.edges)
        settings = {"explicit_horizontal_lines": list(ends.rules)}
        for found in page.find_tables(settings):
            if len(found.cells) > 1:
                table = ends.table_of([Box(*cell) for cell in found.cells])
                yield replace(table, boxes=tuple(box.moved(-left, -top) for box in table.boxes))
        page.close()

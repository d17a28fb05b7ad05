"""Files that tests make, and what they ask of what was read."""

from __future__ import annotations

import html
import io
import os
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from ingest.readers import ReadingLimits, read_source
from ingest.source import SourceTable, SourceText

ROOT = Path(__file__).parents[3]
OFFICE = ROOT.parent / "shared" / "office"
PLANS = ROOT.parent / "shared" / "plans"
EXAMPLES = ROOT / "ingest" / "examples"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Row = list[tuple[str, int, int]]
"""Cells of a row: words (lines joined by /), rows and columns covered."""


def office_file(name: str) -> SourceText:
    """A real office file as read; skipped where the shared folder is not there, except in CI."""
    path = OFFICE / name
    if not path.is_file() and not os.environ.get("CI"):
        pytest.skip(f"{path} is not here")
    return read_source(name, path.read_bytes())


def words(source: SourceText, table: SourceTable) -> list[Row]:
    """The table row by row."""
    rows: dict[int, Row] = {}
    for cell in sorted(table.cells, key=lambda one: (one.row, one.column)):
        text = source.text[cell.start : cell.end].replace("\n", "/")
        rows.setdefault(cell.row, []).append((text, cell.row_span, cell.column_span))
    return [rows[row] for row in sorted(rows)]


def bare(source: SourceText, table: SourceTable) -> list[list[str]]:
    """The words only, without spans."""
    return [[text for text, _, _ in row] for row in words(source, table)]


def zip_of(parts: Mapping[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def docx_of(
    body: str, *, numbering: str = "", styles: str = "", more: Mapping[str, str] | None = None
) -> bytes:
    """A .docx with this XML inside its body."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}</w:body></w:document>",
    }
    if numbering:
        parts["word/numbering.xml"] = f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>'
    if styles:
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    return zip_of({**parts, **(more or {})})


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraph(part) for part in text.split('/'))}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def xlsx_of(
    rows: str, *, merges: str = "", styles: str = "", state: str = "visible", title: str = "Sheet1"
) -> bytes:
    """A .xlsx of one sheet with these rows."""
    merged = f"<mergeCells>{merges}</mergeCells>" if merges else ""
    return zip_of(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="{title}" sheetId="1" state="{state}" r:id="rId1"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{S}"><sheetData>{rows}</sheetData>{merged}</worksheet>',
            **({"xl/styles.xml": f'<styleSheet xmlns="{S}">{styles}</styleSheet>'} if styles else {}),
        }
    )


def sheet_rows(*rows: Sequence[str | float | None]) -> str:
    """Rows of inline words and numbers, from A1 on."""
    written = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, value in enumerate(row):
            name = f"{chr(ord('A') + column)}{number}"
            if isinstance(value, str):
                cells.append(f'<c r="{name}" t="inlineStr"><is><t>{value}</t></is></c>')
            elif value is not None:
                cells.append(f'<c r="{name}"><v>{value}</v></c>')
        written.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(written)


OFD_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd_of(
    content: str,
    *,
    folder: str = "Doc_0",
    location: str = "Pages/Page_0/Content.xml",
    root: str | None = None,
) -> bytes:
    """An .ofd of one page with this content."""
    return zip_of(
        {
            "OFD.xml": f"<ofd:OFD {OFD_SPACE}><ofd:DocBody><ofd:DocRoot>{root or f'{folder}/Document.xml'}</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            f"{folder}/Document.xml": f'<ofd:Document {OFD_SPACE}><ofd:Pages><ofd:Page ID="1" BaseLoc="{location}"/></ofd:Pages></ofd:Document>',
            f"{folder}/Pages/Page_0/Content.xml": ofd_content(content),
        }
    )


def ofd_pages(
    contents: Sequence[str], more: Mapping[str, str | bytes] | None = None, resources: str = ""
) -> bytes:
    """An .ofd of several pages; ``resources`` are elements of the document's CommonData."""
    pages = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        for number in range(len(contents))
    )
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {OFD_SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD_SPACE}><ofd:CommonData>{resources}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
    }
    for number, content in enumerate(contents):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = ofd_content(content)
    return zip_of({**parts, **(more or {})})


def ofd_content(content: str) -> str:
    return (
        f'<ofd:Page {OFD_SPACE}><ofd:Content><ofd:Layer ID="2">{content}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def ofd_text(text: str, x: float, y: float, size: float = 4.0) -> str:
    """Characters in a line, ASCII ones half as wide."""
    deltas = " ".join(str(size / 2 if letter.isascii() else size) for letter in html.unescape(text)[:-1])
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 {size}" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size * 0.88}" DeltaX="{deltas}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def ofd_rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {x1 - x0 + 0.1} {y1 - y0 + 0.1}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def small(**limits: int) -> ReadingLimits:
    return ReadingLimits(**limits)


def pdf_of(*pages: str, box: str = "0 0 595 842", extra: str = "") -> bytes:
    """A .pdf whose pages have these content streams; /F is a Chinese font that is named, not embedded."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
    ]
    for number, content in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]{extra}/Resources<</Font<</F 3 0 R>>>>/Contents {6 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    data = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table_at = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{at:010d} 00000 n \n" for at in places
    )
    return (data + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{table_at}\n%%EOF").encode(
        "ascii"
    )


def pdf_text(text: str, x: float, y: float, size: float = 12) -> str:
    return f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"


def pdf_grid(columns: list[float], rows: list[float]) -> str:
    """Rules at these places."""
    across = "".join(f"{columns[0]} {y} m {columns[-1]} {y} l S\n" for y in rows)
    return across + "".join(f"{x} {rows[0]} m {x} {rows[-1]} l S\n" for x in columns)

"""Old Word documents (.doc): LibreOffice or antiword, whichever is installed, turns them into something readable."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from ingest.errors import FileEmpty, MissingReader, UnsupportedFormat
from ingest.readers.collect_lines import LineCollector
from ingest.readers.docx import read_docx
from ingest.readers.limits import ReadingLimits
from ingest.readers.open_package import DAMAGED_MESSAGE, parse_xml
from ingest.readers.place_cells import RowCell, place_cells
from ingest.source import SourceText

OFFICE_PROGRAMS = ("soffice", "libreoffice")
DOCTYPE = re.compile(rb"<!DOCTYPE.*?>", re.DOTALL)  # antiword names the DocBook DTD
PICTURE = "[pic]"
"""What antiword writes for a picture."""
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
MISSING_MESSAGE = (
    "读取 .doc（Word 97–2003）需要 LibreOffice 或 antiword，本机均未找到。"
    "请安装其一（如 apt install antiword，或 apt install libreoffice-writer），或用 Word、WPS 另存为 .docx 后再导入。"
)
SLOW_MESSAGE = "转换 .doc 超时。请用 Word 或 WPS 另存为 .docx 后再导入。"


def read_doc(data: bytes, limits: ReadingLimits) -> SourceText:
    """An old Word document. Raises :class:`MissingReader` where neither program is installed, :class:`UnsupportedFormat`."""
    for program in OFFICE_PROGRAMS:
        if shutil.which(program):
            return _through_office(program, data, limits)
    if shutil.which("antiword"):
        return _through_antiword(data, limits)
    raise MissingReader(MISSING_MESSAGE, "neither LibreOffice nor antiword on PATH")


def _through_office(program: str, data: bytes, limits: ReadingLimits) -> SourceText:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        _run(
            [
                program,
                f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                "docx",
                "--outdir",
                folder,
                str(source),
            ],
            limits,
        )
        converted = Path(folder, "source.docx")
        if not converted.is_file():
            raise UnsupportedFormat(DAMAGED_MESSAGE, f"{program} made no .docx")
        return read_docx(converted.read_bytes(), limits)


def _through_antiword(data: bytes, limits: ReadingLimits) -> SourceText:
    """antiword's DocBook keeps paragraphs and tables apart."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        output = _run(["antiword", "-m", "UTF-8.txt", "-x", "db", str(source)], limits)
    root = parse_xml(CONTROL.sub(b"", DOCTYPE.sub(b"", output)), "DocBook")
    lines = LineCollector(limits)
    _add_blocks(lines, root, limits)
    if not lines.position:
        raise FileEmpty("Word 文件里没有文字。", "antiword gives no text")
    return lines.build("doc", paragraphs_are_lines=True)


def _add_blocks(lines: LineCollector, parent: etree._Element, limits: ReadingLimits) -> None:
    for child in parent:
        if child.tag in ("informaltable", "table"):
            rows = [
                [RowCell(_words(entry)) for entry in row.iterchildren("entry")] for row in child.iter("row")
            ]
            lines.add_table(place_cells(rows, limits))
        elif child.find(".//informaltable") is not None:
            lines.add_line(child.text or "")
            _add_blocks(lines, child, limits)
        elif child.tag in ("para", "title", "subtitle"):
            # The book's own title repeats the file's properties, in a broken encoding.
            if parent.tag != "book":
                lines.add_line(_words(child))
        elif child.tag != "bookinfo":
            _add_blocks(lines, child, limits)
        lines.add_line(child.tail or "")


def _words(element: etree._Element) -> str:
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False)).replace(
        PICTURE, ""
    )


def _run(command: Sequence[str], limits: ReadingLimits) -> bytes:
    try:
        done = subprocess.run(command, capture_output=True, timeout=limits.external_seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnsupportedFormat(SLOW_MESSAGE, f"{command[0]} took too long") from error
    except OSError as error:
        raise MissingReader(MISSING_MESSAGE, f"{command[0]}: {error}") from error
    if done.returncode != 0:
        raise UnsupportedFormat(
            DAMAGED_MESSAGE, f"{command[0]}: {done.stderr.decode('utf-8', 'replace').strip()[:200]}"
        )
    return done.stdout

"""Old Word documents (.doc): LibreOffice or antiword, whichever is installed, turns them into something readable."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from lxml import etree

from ingest.errors import FileEmpty, MissingReader, ReadError, UnsupportedFormat
from ingest.readers.collect_lines import LineCollector
from ingest.readers.docx import read_docx
from ingest.readers.limits import ReadingLimits
from ingest.readers.open_package import DAMAGED_MESSAGE, parse_xml
from ingest.readers.place_cells import RowCell, place_cells
from ingest.readers.text import is_common_chinese
from ingest.source import SourceText

OFFICE_PROGRAMS = ("soffice", "libreoffice")
DOCTYPE = re.compile(rb"<!DOCTYPE.*?>", re.DOTALL)  # antiword names the DocBook DTD
PICTURE = "[pic]"
"""What antiword writes for a picture."""
CHINESE_RUN = re.compile(r"[一-鿿]{5,}")  # "每千名老年人口养老床位"
FEWEST_LOST = 30
MOST_LOST_SHARE = 0.02
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
CELL_MARK = re.compile(r"[一-鿿]\x07")  # Word ends every cell of a table with the bell character
MISSING_MESSAGE = (
    "读取 .doc（Word 97–2003）需要 LibreOffice 或 antiword，本机均未找到。"
    "请安装其一（如 apt install antiword，或 apt install libreoffice-writer），或用 Word、WPS 另存为 .docx 后再导入。"
)
TABLES_LOST_MESSAGE = (
    "文件里有表格，但转换后只剩连在一起的文字，行列关系不明。请用 Word 或 WPS 另存为 .docx 后再导入。"
)
SLOW_MESSAGE = "转换 .doc 超时。请用 Word 或 WPS 另存为 .docx 后再导入。"


def read_doc(data: bytes, limits: ReadingLimits) -> SourceText:
    """An old Word document. Raises :class:`MissingReader` where neither program is installed, :class:`UnsupportedFormat`."""
    for program in OFFICE_PROGRAMS:
        if shutil.which(program):
            return _with_tables(_through_office(program, data, limits), data, limits)
    if shutil.which("antiword"):
        return _through_antiword(data, limits)
    raise MissingReader(MISSING_MESSAGE, "neither LibreOffice nor antiword on PATH")


def _with_tables(read: SourceText, data: bytes, limits: ReadingLimits) -> SourceText:
    """LibreOffice was seen to run all cells of a table together into one line; antiword then reads the table, where it is
    there and reads everything."""
    if read.tables or not CELL_MARK.search(data.decode("utf-16-le", "replace")):
        return read
    if shutil.which("antiword"):
        with suppress(ReadError):
            other = _through_antiword(data, limits)
            if other.tables:
                return other
    return replace(read, notes=(*read.notes, ("tables_lost", TABLES_LOST_MESSAGE)))


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
        return replace(read_docx(converted.read_bytes(), limits), format="doc")


def _through_antiword(data: bytes, limits: ReadingLimits) -> SourceText:
    """antiword's DocBook keeps paragraphs and tables apart. Raises :class:`MissingReader` where it loses words."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        output = _run(["antiword", "-m", "UTF-8.txt", "-x", "db", str(source)], limits)
    root = parse_xml(CONTROL.sub(b"", DOCTYPE.sub(b"", output)), "DocBook")
    lines = LineCollector(limits)
    _add_blocks(lines, root, limits)
    if not lines.position:
        raise FileEmpty("Word 文件里没有文字。", "antiword gives no text")
    read = lines.build("doc", paragraphs_are_lines=True)
    lost = _lost_characters(data, read.text)
    if lost:
        raise MissingReader(
            f"antiword 没有读全这份 .doc，至少缺 {lost} 个字（多为列数多的表格）。"
            "请安装 LibreOffice（如 apt install libreoffice-writer）后重试，或用 Word、WPS 另存为 .docx 后再导入。",
            f"antiword lost {lost} characters",
        )
    return read


def _lost_characters(data: bytes, text: str) -> int:
    """How many Chinese characters the file holds that are not in the text; 0 for so few that fast saving explains them.

    antiword 0.37 was seen to drop a table of seven columns and the heading behind it, without a word. Word keeps Chinese text
    as UTF-16 at even offsets; what pictures and formats hold is hardly ever a run of common characters.
    """
    flat = "".join(text.split())
    runs = [run for run in CHINESE_RUN.findall(data.decode("utf-16-le", "replace")) if is_common_chinese(run)]
    lost = sum(len(run) for run in runs if run not in flat)
    return lost if lost > max(FEWEST_LOST, MOST_LOST_SHARE * sum(map(len, runs))) else 0


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

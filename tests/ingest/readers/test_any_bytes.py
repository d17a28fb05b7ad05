"""Whatever the bytes: a source whose places lie inside its text, or a ReadError that tells a user what to do."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import LimitExceeded, MissingReader, ReadError
from ingest.readers import doc, read_source
from ingest.readers.detect_format import Format, detect_format
from tests.ingest.readers.sources import (
    EXAMPLES,
    cell,
    docx_of,
    ofd_of,
    ofd_text,
    office_file,
    paragraph,
    pdf_grid,
    pdf_of,
    pdf_text,
    sheet_rows,
    small,
    table,
    xlsx_of,
    zip_of,
)

CHINESE = re.compile(r"[一-鿿]")
SEEDS = {
    "a.txt": "云陵市水利发展规划\n一、目标".encode("gbk"),
    "a.md": b"# a\n\n| a | b |\n|--|--|\n| 1 | 2 |\n",
    "a.csv": b'a,"b ""c""",\r\n1,2,3\n',
    "a.html": "<html><table><tr><td rowspan=2>甲<td>乙<tr><td>丙</table><ol><li>丁</ol></html>".encode(),
    "a.docx": docx_of(paragraph("甲") + table(cell("甲") + cell("乙"))),
    "a.xlsx": xlsx_of(sheet_rows(["甲", 1.5]), merges='<mergeCell ref="A1:B2"/>'),
    "a.ofd": ofd_of(ofd_text("云陵市", 20, 20)),
    "a.pdf": pdf_of(pdf_text("云陵市", 100, 700) + pdf_grid([90, 200, 300], [720, 690, 650])),
}


def check(name: str, data: bytes) -> None:
    try:
        source = read_source(name, data)
    except ReadError as error:
        assert CHINESE.search(error.user_message) and error.user_message.endswith(("。", "）"))
        assert error.file == name
        return
    assert source.text.strip()
    end = 0
    for found in source.tables:
        assert end <= found.start <= found.end <= len(source.text)
        assert all(found.start <= one.start <= one.end <= found.end for one in found.cells)
        end = found.end
    assert list(source.page_starts) == sorted(source.page_starts)


@given(
    st.binary(max_size=3000),
    st.sampled_from(["a.txt", "a.csv", "a.md", "a.html", "a.docx", "a.pdf", "a.ofd", "a.xls", "a", "a.wps"]),
)
def test_any_bytes_under_any_name(data: bytes, name: str) -> None:
    check(name, data)


@given(st.sampled_from(sorted(SEEDS)), st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
def test_damaged_files(name: str, data: st.DataObject) -> None:
    seed = bytearray(SEEDS[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(seed) - 1))
        seed[at : at + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
        if not seed:
            return
    check(name, bytes(seed))


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_the_seeds_themselves_are_read(name: str) -> None:
    assert read_source(name, SEEDS[name]).text.strip()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        pytest.param("规划.txt", b"junk%PDF-1.4", Format.PDF, id="a PDF by its content"),
        pytest.param("规划.doc", docx_of(paragraph("甲")), Format.DOCX, id="a .docx that is called .doc"),
        pytest.param(
            "规划.xls",
            b"<html><table></table></html>",
            Format.HTML,
            id="a web page that is called .xls, as portals export",
        ),
        pytest.param("规划.doc", b"{\\rtf1", Format.RTF, id="RTF that is called .doc"),
        pytest.param(
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Format.ENCRYPTED_OFFICE,
            id="a password",
        ),
        pytest.param("a.png", b"\x89PNG\r\n\x1a\n\x00", Format.IMAGE, id="a picture"),
        pytest.param("a.txt", "BM方案".encode(), Format.TEXT, id="text that begins like a picture"),
        pytest.param(
            "a.pptx",
            zip_of({"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
            Format.OTHER_OFFICE,
            id="slides",
        ),
        pytest.param(
            "a.mht",
            b"From: <Saved>\r\nContent-Type: multipart/related",
            Format.WEB_ARCHIVE,
            id="a web archive",
        ),
        pytest.param("a.rar", b"Rar!\x1a\x07", Format.ARCHIVE, id="another archive"),
        pytest.param("a.zip", zip_of({"a.txt": "x"}), Format.ZIP, id="a zip"),
        pytest.param("a.odt", zip_of({"mimetype": "x", "content.xml": "x"}), Format.OTHER_OFFICE, id="ODF"),
        pytest.param("规划", "一、目标".encode(), Format.TEXT, id="no ending"),
    ],
)
def test_formats_by_content_first(name: str, data: bytes, kind: Format) -> None:
    assert detect_format(name, data) is kind
    if kind not in (Format.PDF, Format.DOCX, Format.HTML, Format.TEXT):
        with pytest.raises(ReadError) as raised:
            read_source(name, data)
        assert (
            "再导入" in raised.value.user_message
            or "导入命令" in raised.value.user_message
            or "提供" in raised.value.user_message
        )


def test_a_file_that_is_too_large() -> None:
    with pytest.raises(LimitExceeded) as raised:
        read_source("a.txt", b"a" * 11, small(bytes=10))
    assert raised.value.file == "a.txt"


def test_an_old_word_file_needs_a_program_or_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("antiword") or any(map(shutil.which, doc.OFFICE_PROGRAMS)):
        source = office_file("legacy.doc")
        assert "亞太：亞洲" in source.text and len(source.tables) == 1
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(MissingReader) as raised:
        office_file("legacy.doc")
    assert "antiword" in raised.value.user_message and "LibreOffice" in raised.value.user_message


def test_examples_are_found_where_the_package_is() -> None:
    assert Path(EXAMPLES, "README.md").is_file()

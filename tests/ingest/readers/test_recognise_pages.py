"""Pages that are pictures: what is recognised is laid out like print, and what cannot be read is named."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from ingest.errors import LimitExceeded, MissingReader, ReadError, UnsupportedFormat
from ingest.readers import read_source, recognise_pages
from ingest.readers.find_drawn_rules import Picture, find_drawn_rules
from ingest.readers.lay_out_page import Box
from ingest.readers.recognise_pages import RecognisedLine, with_chinese_marks
from ingest.source import SourceText
from tests.ingest.readers.sources import (
    OFFICE,
    bare,
    ofd_pages,
    ofd_text,
    office_file,
    pdf_of,
    pdf_text,
    small,
)

SCAN = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID A EI Q\n"
"""A page that is one picture."""
STAMP = pdf_text("扫描程序", 400, 20)


def line(text: str, left: float, top: float, size: float = 40) -> RecognisedLine:
    """A line of letters of so many pixels."""
    return RecognisedLine(text, Box(left, top, left + size * len(text), top + size))


PAGE = [line("一、总体目标", 280, 100), line("到二〇二五年", 280, 160), line("全部建成。", 200, 220)]


def reads(monkeypatch: pytest.MonkeyPatch, found: Sequence[RecognisedLine] | None) -> None:
    """What the recogniser finds on every page; ``None`` where the extra is not installed."""
    monkeypatch.setattr(
        recognise_pages, "open_recogniser", lambda: None if found is None else (lambda picture: found)
    )


def png(picture: Picture | None = None, kind: str = "PNG", pages: int = 1) -> bytes:
    pixels = np.full((842, 595, 3), 255, dtype=np.uint8) if picture is None else picture
    data = io.BytesIO()
    images = [Image.fromarray(pixels) for _ in range(pages)]
    more = {"save_all": True, "append_images": images[1:]} if pages > 1 else {}
    images[0].save(data, kind, **more)
    return data.getvalue()


def scanned_ofd(media: str = "Res/scan.png", data: bytes | None = None) -> bytes:
    image = '<ofd:ImageObject ID="9" ResourceID="7" Boundary="0 0 210 297"/>'
    return ofd_pages(
        [image, ofd_text("二、重点任务", 20, 20)],
        {
            "Doc_0/DocumentRes.xml": '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:MultiMedias>'
            '<ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>',
            f"Doc_0/{media}": png() if data is None else data,
        },
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
    )


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        pytest.param("a.pdf", pdf_of(SCAN), "由扫描件识别，请核对。", id="a scanned PDF"),
        pytest.param("a.pdf", pdf_of(SCAN + STAMP), "由扫描件识别，请核对。", id="a scan with a stamp"),
        pytest.param(
            "a.pdf",
            pdf_of(SCAN, pdf_text("二、重点任务", 100, 700)),
            "第 1 页由扫描件识别，请核对。",
            id="a cover that is a picture",
        ),
        pytest.param(
            "a.ofd", scanned_ofd(), "第 1 页由扫描件识别，请核对。", id="an OFD page that is a picture"
        ),
        pytest.param("a.png", png(), "由扫描件识别，请核对。", id="a picture"),
        pytest.param("a.jpg", png(kind="JPEG"), "由扫描件识别，请核对。", id="a photograph"),
    ],
)
def test_pictures_are_recognised(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, note: str) -> None:
    reads(monkeypatch, PAGE)
    source = read_source(name, data)
    assert source.text.splitlines()[:3] == ["　　一、总体目标", "　　到二〇二五年", "全部建成。"]
    assert source.notes == (("ocr", note),)
    assert source.page_starts[0] == 0


def test_every_picture_of_a_tiff_is_a_page_and_progress_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, PAGE)
    told: list[tuple[int, int]] = []
    source = read_source(
        "a.tif", png(kind="TIFF", pages=3), on_page=lambda page, pages: told.append((page, pages))
    )
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert len(source.page_starts) == 3 and source.page_at(len(source.text) - 2) == 3


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.pdf", pdf_of(SCAN), id="a scanned PDF"),
        pytest.param("a.pdf", pdf_of(SCAN + STAMP), id="a stamp is no text layer"),
        pytest.param("a.png", png(), id="a picture"),
        pytest.param("a.ofd", ofd_pages(['<ofd:ImageObject ID="9"/>']), id="a picture that is not there"),
    ],
)
def test_without_the_extra_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    reads(monkeypatch, None)
    with pytest.raises(ReadError) as raised:
        read_source(name, data)
    if name != "a.ofd":
        assert isinstance(raised.value, MissingReader)
        assert "plan-assistant[ocr]" in raised.value.user_message


def test_without_the_extra_pages_that_are_pictures_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, None)
    source = read_source("a.pdf", pdf_of(pdf_text("二、重点任务", 100, 700), SCAN))
    [(code, message)] = source.notes
    assert code == "pages_without_text" and "第 2 页" in message and "plan-assistant[ocr]" in message


def test_a_real_scan_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, None)
    with pytest.raises(MissingReader) as raised:
        office_file("scanned.pdf")
    assert "扫描件" in raised.value.user_message and "OCR" in raised.value.user_message


def test_a_scan_without_words_is_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, [])
    with pytest.raises(UnsupportedFormat) as raised:
        read_source("a.pdf", pdf_of(SCAN))
    assert "没有读出文字" in raised.value.user_message


def test_a_picture_that_cannot_be_decoded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, PAGE)
    source = read_source("a.ofd", scanned_ofd(data=b"\x97JB2\r\n\x1a\n"))
    assert source.notes == (("pages_unreadable", "第 1 页的图片无法解码，未能读取。"),)
    with pytest.raises(UnsupportedFormat):
        read_source("a.png", png()[:60])


def test_too_many_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, PAGE)
    with pytest.raises(LimitExceeded):
        read_source("a.tif", png(kind="TIFF", pages=3), small(pages=2))


def ruled_picture(lean: int = 0) -> Picture:
    """Two rows of three columns; rules may step by a pixel ``lean`` times."""
    picture = np.full((1684, 1190, 3), 255, dtype=np.uint8)
    for y in (400, 480, 560):
        for part in range(lean + 1):
            left = 200 + part * 600 // (lean + 1)
            picture[y + part : y + part + 2, left : 200 + (part + 1) * 600 // (lean + 1)] = 0
    for x in (200, 400, 600, 799):
        picture[400 : 562 + lean, x : x + 2] = 0
    picture[300:340, 200:240] = 0
    return picture


@pytest.mark.parametrize("lean", [pytest.param(0, id="straight"), pytest.param(4, id="leaning")])
def test_rules_on_a_picture_make_a_table(monkeypatch: pytest.MonkeyPatch, lean: int) -> None:
    words = [("指标", 220), ("单位", 420), ("目标", 620)]
    found = [line(text, left, 420, 30) for text, left in words]
    found += [line(text, left, 500, 30) for text, left in (("供水", 220), ("万吨", 420), ("九十", 620))]
    reads(monkeypatch, [line("表一主要指标", 200, 340, 30), *found])
    source = read_source("a.png", png(ruled_picture(lean)))
    [table] = source.tables
    assert bare(source, table) == [["指标", "单位", "目标"], ["供水", "万吨", "九十"]]


def test_letters_and_dark_edges_are_no_rules() -> None:
    picture = np.full((1684, 1190, 3), 255, dtype=np.uint8)
    picture[:, :60] = 0
    picture[200:204, 300:330] = 0
    assert not find_drawn_rules(picture)


@pytest.mark.parametrize(
    ("read", "written"),
    [
        pytest.param("各县（区)政府", "各县（区）政府", id="brackets of two widths"),
        pytest.param("主要目标:到2025年,达到98%", "主要目标：到2025年，达到98%", id="stops behind Chinese"),
        pytest.param("GB/T 33190 (2016)", "GB/T 33190 (2016)", id="no Chinese"),
    ],
)
def test_marks_between_chinese_are_full_width(read: str, written: str) -> None:
    assert with_chinese_marks(read) == written


def one_page(name: str, number: int) -> bytes:
    path = OFFICE / name
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    whole, part = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    part.import_pages(whole, [number])
    data = io.BytesIO()
    part.save(data)
    part.close()
    whole.close()
    return data.getvalue()


needs_ocr = pytest.mark.skipif(
    find_spec("rapidocr") is None, reason="the extra ocr (rapidocr) is not installed"
)


@needs_ocr
def test_a_real_scan() -> None:
    source = read_source("a.pdf", one_page("scanned.pdf", 1))
    assert "我们再拿两种商品例如小麦和铁来说。不管二者的交换比例" in source.text
    assert [code for code, _ in source.notes] == ["ocr"]


@needs_ocr
def test_a_real_cover() -> None:
    assert "文化" in read_source("a.pdf", one_page("plan-founder-digits.pdf", 0)).text


def test_a_real_plan_whose_cover_is_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, PAGE)
    source: SourceText = office_file("plan-founder-digits.pdf")
    assert source.notes == (("ocr", "第 1 页由扫描件识别，请核对。"),)
    assert source.text.startswith("　　一、总体目标")

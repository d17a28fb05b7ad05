"""Tells a file's format, from its content first and its name's ending second."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath


class Format(StrEnum):
    """What a file is."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    XLS = "xls"
    DOC = "doc"
    OFD = "ofd"
    ZIP = "zip"
    ENCRYPTED_OFFICE = "encrypted office file"
    OTHER_OFFICE = "other office file"
    IMAGE = "image"
    MEDIA = "media"
    ARCHIVE = "other archive"
    RTF = "rtf"
    WEB_ARCHIVE = "web archive"
    UNKNOWN = "unknown"


READABLE = (".txt", ".md", ".html", ".docx", ".doc", ".pdf", ".xlsx", ".xls", ".csv", ".ofd", ".zip")
"""The endings that are named to users."""

ENDINGS = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".shtml": Format.HTML,
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".dotx": Format.DOCX,
    ".pdf": Format.PDF,
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".xls": Format.XLS,
    ".et": Format.XLS,
    ".doc": Format.DOC,
    ".wps": Format.DOC,
    ".ofd": Format.OFD,
    ".zip": Format.ZIP,
}
SIGNATURES = (
    (b"\x89PNG", Format.IMAGE),
    (b"\xff\xd8\xff", Format.IMAGE),
    (b"GIF8", Format.IMAGE),
    (b"BM", Format.IMAGE),
    (b"II*\x00", Format.IMAGE),
    (b"MM\x00*", Format.IMAGE),
    (b"RIFF", Format.MEDIA),
    (b"ID3", Format.MEDIA),
    (b"Rar!", Format.ARCHIVE),
    (b"7z\xbc\xaf", Format.ARCHIVE),
    (b"\x1f\x8b", Format.ARCHIVE),
    (b"{\\rtf", Format.RTF),
)
BINARY_ONLY = frozenset({Format.MEDIA, Format.IMAGE})
"""Signatures so short that text may begin with them: believed only where the content has zero bytes."""
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF_SIGNATURE = re.compile(rb"%PDF-\d")  # %PDF-1.7, at times behind a few stray bytes
HTML_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)  # <!DOCTYPE html>
MHTML_START = re.compile(rb"^\s*(?:From:[^\n]*\n|MIME-Version:)", re.IGNORECASE)  # From: <Saved by WebKit>
HEAD_BYTES = 4096
STREAM_NAMES = tuple(
    (name, name.encode("utf-16-le")) for name in ("EncryptedPackage", "WordDocument", "Workbook", "Book")
)


def detect_format(name: str, data: bytes) -> Format:
    """The format of a file, :attr:`Format.UNKNOWN` where neither its content nor its name tells."""
    head = data[:HEAD_BYTES]
    if PDF_SIGNATURE.search(head[:1024]):
        return Format.PDF
    if head.startswith(ZIP_SIGNATURES):
        return _zip_format(data, name)
    if head.startswith(OLE_SIGNATURE):
        return _ole_format(data)
    for signature, kind in SIGNATURES:
        if head.startswith(signature) and (kind not in BINARY_ONLY or b"\x00" in head):
            return kind
    if HTML_START.match(head) or HTML_START.match(head.lstrip(b"\xff\xfe").replace(b"\x00", b"")):
        return Format.HTML
    ending = PurePath(name).suffix.lower()
    if ending in (".mht", ".mhtml") or (MHTML_START.match(head) and b"multipart/related" in head):
        return Format.WEB_ARCHIVE
    by_name = ENDINGS.get(ending, Format.UNKNOWN)
    return by_name if by_name in (Format.MARKDOWN, Format.CSV, Format.HTML) else Format.TEXT


def _zip_format(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {entry.replace("\\", "/").lstrip("/").lower() for entry in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError):
        return ENDINGS.get(PurePath(name).suffix.lower(), Format.ZIP)
    if "ofd.xml" in names:
        return Format.OFD
    if "[content_types].xml" in names:
        for folder, kind in (("word/", Format.DOCX), ("xl/", Format.XLSX)):
            if any(entry.startswith(folder) for entry in names):
                return kind
        return Format.OTHER_OFFICE
    if "mimetype" in names and "content.xml" in names:
        return Format.OTHER_OFFICE
    return Format.ZIP


def _ole_format(data: bytes) -> Format:
    kinds = {
        "EncryptedPackage": Format.ENCRYPTED_OFFICE,
        "WordDocument": Format.DOC,
        "Workbook": Format.XLS,
        "Book": Format.XLS,
    }
    for name, stored in STREAM_NAMES:
        if stored in data:
            return kinds[name]
    return Format.OTHER_OFFICE

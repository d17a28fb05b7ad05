"""Opens zip-based files (DOCX, XLSX, OFD, archives) within limits, and parses their XML without entities or network."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from ingest.errors import LimitExceeded, UnsafeContent, UnsupportedFormat
from ingest.readers.limits import MEGABYTE, ReadingLimits

ENCRYPTED_FLAG = 0x1
DOCTYPE_MARKS = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)

DAMAGED_MESSAGE = "文件已损坏或不完整，无法打开。请用原软件打开并另存一份后再试。"


class Package:
    """The parts of a zip file by name; names are compared without case and leading slash, as producers differ."""

    def __init__(self, data: bytes, limits: ReadingLimits) -> None:
        """Raises :class:`UnsupportedFormat` (damaged, encrypted) and :class:`LimitExceeded` (zip bomb)."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
            raise UnsupportedFormat(DAMAGED_MESSAGE, f"bad zip: {error}") from error
        check_zip(self._zip, len(data), limits)
        self._entries = {_key(info.filename): info for info in self._zip.infolist() if not info.is_dir()}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts, as stored."""
        return tuple(info.filename for info in self._entries.values())

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises :class:`UnsupportedFormat` where it is missing, damaged or encrypted."""
        info = self._entries.get(_key(name))
        if info is None:
            raise UnsupportedFormat(DAMAGED_MESSAGE, f"part {name} is missing")
        return read_entry(self._zip, info)

    def read_xml(self, name: str) -> etree._Element:
        """The root of an XML part. Raises as :meth:`read`, and :class:`UnsafeContent` where it declares entities."""
        return parse_xml(self.read(name), name)


def _key(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()


def check_zip(archive: zipfile.ZipFile, packed: int, limits: ReadingLimits) -> None:
    """Raises :class:`LimitExceeded` for a zip bomb and :class:`UnsupportedFormat` for an encrypted zip."""
    entries = archive.infolist()
    if any(info.flag_bits & ENCRYPTED_FLAG for info in entries):
        raise UnsupportedFormat("文件已加密，无法读取。请先解除密码后再导入。", "encrypted zip entry")
    unpacked = sum(info.file_size for info in entries)
    if len(entries) > limits.archive_files:
        raise LimitExceeded(
            f"压缩包内文件数超过上限（{limits.archive_files} 个）。请拆分后再导入，或调高上限设置。",
            f"{len(entries)} entries",
        )
    if unpacked > limits.unzipped_bytes:
        raise LimitExceeded(
            f"解压后大小超过上限（{limits.unzipped_bytes / MEGABYTE:.0f} MB）。请拆分文件，或调高上限设置。",
            f"{unpacked} bytes unpacked",
        )
    if unpacked > limits.ratio_free_bytes and unpacked > packed * limits.compression_ratio:
        raise LimitExceeded(
            "文件的压缩比异常（疑似压缩炸弹），已拒绝读取。如确为正常文件，请用原软件另存后再试。",
            f"{unpacked} from {packed} bytes",
        )


def read_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry. Raises :class:`UnsupportedFormat` where it is damaged or encrypted."""
    try:
        return archive.read(info)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        raise UnsupportedFormat(DAMAGED_MESSAGE, f"cannot unpack {info.filename}: {error}") from error


def parse_xml(data: bytes, name: str = "") -> etree._Element:
    """The root of an XML document. Raises :class:`UnsafeContent` for DTDs and entities, :class:`UnsupportedFormat` if broken."""
    if any(mark in data for mark in DOCTYPE_MARKS):
        raise UnsafeContent("文件内含有 DTD 或实体声明（可能是恶意构造），已拒绝读取。", f"DTD in {name}")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnsupportedFormat(DAMAGED_MESSAGE, f"bad XML in {name}: {error}") from error

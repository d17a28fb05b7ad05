"""The files that a path stands for: a file, a folder's readable files, an archive's, and those of archives inside.

Nothing is unpacked to disk. What cannot be read is still named, so that one bad file never stops the others.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ingest.errors import FileMissing, LimitExceeded, NoPlanFound, ReadError, UnsafeContent, UnsupportedFormat
from ingest.readers.detect_format import ENDINGS, READABLE, Format, detect_format
from ingest.readers.limits import MEGABYTE, ReadingLimits
from ingest.readers.open_package import DAMAGED_MESSAGE, check_zip, read_entry

UTF8_NAMES_FLAG = 0x800
DRIVE = re.compile(r"^[A-Za-z]:")  # C:\plans
FURNITURE = re.compile(
    r"^(?:\.|~\$|__MACOSX$|Thumbs\.db$|desktop\.ini$|README(?:\.|$))", re.IGNORECASE
)  # ~$规划.docx


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read. ``name`` is its own name, ``origin`` its whole path (with "!/" behind an archive), ``content`` gives
    its bytes or raises :class:`ReadError` or ``OSError``."""

    name: str
    origin: str
    content: Callable[[], bytes] = field(compare=False, repr=False)


@dataclass(slots=True)
class _Budget:
    """What all archives inside one file may still unpack to."""

    unpacked: int = 0


def iter_files(path: Path, limits: ReadingLimits = ReadingLimits()) -> Iterator[FoundFile]:  # noqa: B008  frozen value
    """The files of a path in the order of their names.

    Raises :class:`FileMissing` where there is nothing, and :class:`NoPlanFound` where a folder or an archive holds no file of
    a readable kind. What is wrong with one file is raised by its ``content``.
    """
    if not path.exists():
        raise FileMissing(f"找不到“{path}”，请检查路径。", f"no such path: {path}", file=path.name)
    empty = True
    for found in _of_folder(path, limits) if path.is_dir() else _of_file(path, limits):
        empty = False
        yield found
    if empty:
        raise NoPlanFound(
            f"“{path}”里没有可以读取的文件。可以读取：{'、'.join(READABLE)}。",
            f"nothing readable in {path}",
            file=path.name,
        )


def _of_folder(folder: Path, limits: ReadingLimits) -> Iterator[FoundFile]:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if (
            not any(FURNITURE.match(part) for part in inner.parts)
            and _is_readable(path.name)
            and path.is_file()
        ):
            yield from _of_file(path, limits)


def _of_file(path: Path, limits: ReadingLimits) -> Iterator[FoundFile]:
    origin = str(path.resolve())
    if path.suffix.lower() != ".zip":
        yield FoundFile(path.name, origin, lambda: _read_path(path, limits))
        return
    try:
        data = _read_path(path, limits, limits.unzipped_bytes)
        yield from _of_zip(path.name, origin, data, limits, depth=1, budget=_Budget())
    except (ReadError, OSError) as error:
        yield _failing(path.name, origin, error)


def _read_path(path: Path, limits: ReadingLimits, most: int | None = None) -> bytes:
    """The file's bytes, unless it is larger than ``most`` (asked before it is read)."""
    allowed = limits.bytes if most is None else most
    size = path.stat().st_size
    if size > allowed:
        raise LimitExceeded(
            f"文件大小为 {size / MEGABYTE:.1f} MB，超过上限 {allowed / MEGABYTE:.1f} MB。请拆分文件，或调高上限设置。",
            f"{size} bytes > {allowed}",
            file=path.name,
        )
    return path.read_bytes()


def _of_zip(
    name: str, origin: str, data: bytes, limits: ReadingLimits, *, depth: int, budget: _Budget
) -> Iterator[FoundFile]:
    if detect_format(name, data) is not Format.ZIP:
        # An office file that is called .zip.
        yield FoundFile(name, origin, lambda: data)
        return
    if depth > limits.nesting:
        raise LimitExceeded(
            f"压缩包嵌套超过 {limits.nesting} 层。请解压后再导入，或调高上限设置。",
            f"zip nested {depth} deep",
            file=name,
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
        raise UnsupportedFormat(DAMAGED_MESSAGE, f"bad zip: {error}", file=name) from error
    check_zip(archive, len(data), limits)
    entries = [(_name_of(info), info) for info in archive.infolist() if not info.is_dir()]
    for inner, info in sorted(entries, key=lambda entry: entry[0]):
        yield from _of_entry(archive, inner, info, origin, limits, depth=depth, budget=budget)


def _of_entry(
    archive: zipfile.ZipFile,
    inner: str,
    info: zipfile.ZipInfo,
    origin: str,
    limits: ReadingLimits,
    *,
    depth: int,
    budget: _Budget,
) -> Iterator[FoundFile]:
    name = posixpath.basename(inner) or inner
    place = f"{origin}!/{inner}"
    if inner.startswith("/") or DRIVE.match(inner) or ".." in PurePosixPath(inner).parts:
        yield _failing(
            name,
            place,
            UnsafeContent(
                f"压缩包内的路径“{inner}”指向包外，已拒绝读取。", f"path traversal: {inner}", file=name
            ),
        )
        return
    if any(FURNITURE.match(part) for part in PurePosixPath(inner).parts) or not _is_readable(name):
        return
    budget.unpacked += info.file_size
    if budget.unpacked > limits.unzipped_bytes:
        raise LimitExceeded(
            f"解压后大小超过上限（{limits.unzipped_bytes / MEGABYTE:.0f} MB）。请拆分文件，或调高上限设置。",
            f"{budget.unpacked} bytes unpacked",
            file=name,
        )
    if not name.lower().endswith(".zip"):
        yield FoundFile(name, place, lambda: read_entry(archive, info))
        return
    try:
        yield from _of_zip(name, place, read_entry(archive, info), limits, depth=depth + 1, budget=budget)
    except ReadError as error:
        yield _failing(name, place, error)


def _name_of(info: zipfile.ZipInfo) -> str:
    """An entry's name; Chinese Windows writes GBK without saying so, which Python reads as code page 437."""
    name = info.filename
    if not info.flag_bits & UTF8_NAMES_FLAG:
        try:
            stored = name.encode("cp437")
        except UnicodeEncodeError:
            stored = b""
        for encoding in ("utf-8", "gb18030"):
            try:
                name = stored.decode(encoding) or name
            except UnicodeDecodeError:
                continue
            break
    return name.replace("\\", "/")


def _is_readable(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in ENDINGS


def _failing(name: str, origin: str, error: ReadError | OSError) -> FoundFile:
    def fail() -> bytes:
        raise error

    return FoundFile(name, origin, fail)

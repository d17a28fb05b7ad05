"""Readers: bytes of one file become a :class:`ingest.source.SourceText`. One module a format.

The format is told from the content first and from the name's ending second.
"""

from __future__ import annotations

from ingest.errors import FileEmpty, LimitExceeded
from ingest.readers.limits import MEGABYTE, ReadingLimits
from ingest.readers.text import read_text
from ingest.source import SourceText

__all__ = ["ReadingLimits", "read_source"]


def read_source(name: str, data: bytes, limits: ReadingLimits = ReadingLimits()) -> SourceText:  # noqa: B008  frozen value
    """The text, tables and pages of one file. Raises subclasses of :class:`ingest.errors.ReadError`."""
    if not data:
        raise FileEmpty(f"文件“{name}”是空的，没有可读的内容。", "zero bytes", file=name)
    if len(data) > limits.bytes:
        raise LimitExceeded(
            f"文件“{name}”大小为 {len(data) / MEGABYTE:.0f} MB，超过上限 {limits.bytes / MEGABYTE:.0f} MB。请拆分文件，或调高上限设置。",
            f"{len(data)} bytes > {limits.bytes}",
            file=name,
        )
    source = read_text(data, limits)
    if not source.text.strip():
        raise FileEmpty(f"文件“{name}”里没有文字。", "only white space", file=name)
    return source

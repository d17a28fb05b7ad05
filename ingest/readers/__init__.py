"""Readers: bytes of one file become a :class:`ingest.source.SourceText`. One module a format.

The format is told from the content first and from the name's ending second. Readers of office formats are imported when
they are first needed, as their libraries are slow to load.
"""

from __future__ import annotations

from ingest.errors import FileEmpty, LimitExceeded, ReadError, UnsupportedFormat
from ingest.readers.detect_format import READABLE, Format, detect_format
from ingest.readers.limits import MEGABYTE, ReadingLimits
from ingest.readers.page_progress import PageProgress
from ingest.source import SourceText

__all__ = ["READABLE", "PageProgress", "ReadingLimits", "read_source"]


REFUSED = {
    Format.ENCRYPTED_OFFICE: "文件已用密码加密，无法读取。请在 Office 或 WPS 中取消密码后另存再导入。",
    Format.OTHER_OFFICE: "不支持这种 Office 文件（如演示文稿、ODF）。请另存为 .docx、.xlsx 或 .pdf 后再导入。",
    Format.MEDIA: "这是音视频文件，无法读取。请提供文字版文件。",
    Format.ARCHIVE: "不支持这种压缩格式。请解压或改用 .zip 后再导入。",
    Format.RTF: "不支持 RTF 格式。请用 Word 或 WPS 另存为 .docx 后再导入。",
    Format.WEB_ARCHIVE: "不支持单文件网页（.mht）。请用浏览器另存为 .html 后再导入。",
    Format.ZIP: "压缩包要先展开再读取。请直接把压缩包或文件夹交给导入命令。",
}


def read_source(
    name: str,
    data: bytes,
    limits: ReadingLimits = ReadingLimits(),  # noqa: B008  frozen value
    *,
    on_page: PageProgress | None = None,
) -> SourceText:
    """The text, tables and pages of one file (not of an archive: see ``iter_files``). ``on_page`` is told of every page that
    has to be recognised, which takes seconds.

    Raises subclasses of :class:`ingest.errors.ReadError`, with ``file`` set to ``name``.
    """
    try:
        _check_size(data, limits)
        source = _read(detect_format(name, data), data, limits, on_page)
        if not source.text.strip():
            raise FileEmpty("文件里没有文字。", "only white space")
        _check_lines(source, limits)
    except ReadError as error:
        error.file = error.file or name
        raise
    return source


def _check_size(data: bytes, limits: ReadingLimits) -> None:
    if not data:
        raise FileEmpty("文件是空的，没有可读的内容。", "zero bytes")
    if len(data) > limits.bytes:
        raise LimitExceeded(
            f"文件大小为 {len(data) / MEGABYTE:.1f} MB，超过上限 {limits.bytes / MEGABYTE:.1f} MB。请拆分文件，或调高上限设置。",
            f"{len(data)} bytes > {limits.bytes}",
        )


def _check_lines(source: SourceText, limits: ReadingLimits) -> None:
    edges = [0, *(edge for table in source.tables for edge in (table.start, table.end)), len(source.text)]
    outside = (source.text[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))
    lines = sum(1 for part in outside for line in part.splitlines() if line.strip())
    if lines > limits.lines:
        raise LimitExceeded(
            f"文件有 {lines} 行文字，超过上限 {limits.lines} 行。请拆分文件，或调高上限设置。",
            f"{lines} lines > {limits.lines}",
        )


def _read(kind: Format, data: bytes, limits: ReadingLimits, on_page: PageProgress | None) -> SourceText:
    match kind:
        case Format.TEXT:
            from ingest.readers.text import read_text

            return read_text(data, limits)
        case Format.MARKDOWN:
            from ingest.readers.markdown import read_markdown

            return read_markdown(data, limits)
        case Format.CSV:
            from ingest.readers.csv import read_csv

            return read_csv(data, limits)
        case Format.HTML:
            from ingest.readers.html import read_html

            return read_html(data, limits)
        case Format.DOCX:
            from ingest.readers.docx import read_docx

            return read_docx(data, limits)
        case Format.PDF:
            from ingest.readers.pdf import read_pdf

            return read_pdf(data, limits, on_page)
        case Format.OFD:
            from ingest.readers.ofd import read_ofd

            return read_ofd(data, limits, on_page)
        case Format.XLSX:
            from ingest.readers.xlsx import read_xlsx

            return read_xlsx(data, limits)
        case Format.XLS:
            from ingest.readers.xls import read_xls

            return read_xls(data, limits)
        case Format.DOC:
            from ingest.readers.doc import read_doc

            return read_doc(data, limits)
        case Format.IMAGE:
            from ingest.readers.picture import read_picture

            return read_picture(data, limits, on_page)
    raise UnsupportedFormat(
        REFUSED.get(kind, f"不支持的文件格式。可以读取：{'、'.join(READABLE)}。请转换后再导入。"),
        f"format: {kind}",
    )

"""Web pages (.html): text in reading order, tables with their spans, headings; nothing is fetched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree, html

from ingest.errors import FileEmpty, LimitExceeded, UnsupportedFormat
from ingest.readers.collect_lines import LineCollector
from ingest.readers.html_elements import (
    BLANKS,
    collapse_blanks,
    is_link_list,
    nested_share,
    number,
    rows,
    words,
)
from ingest.readers.limits import ReadingLimits
from ingest.readers.open_package import DAMAGED_MESSAGE
from ingest.readers.place_cells import RowCell, place_cells
from ingest.readers.text import decode_text
from ingest.source import SourceText

DECLARED_CHARSET = re.compile(
    rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE
)  # <meta charset="gb2312">
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # <?xml version="1.0" encoding="utf-8"?>
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")  # "\x00"
HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE
)  # style="display:none"
ITEM_NUMBER = re.compile(r"^[（(]?[0-9０-９一二三四五六七八九十①-⑳]+[、.．)）]?")  # 1. （一） ①

HEADINGS = {f"h{level}": level for level in range(1, 7)}
SILENT = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "applet",
        "audio",
        "video",
        "canvas",
        "map",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "datalist",
        "nav",
        "footer",
        "aside",
        "dialog",
        "frameset",
    ]
)
BLOCKS = frozenset(
    [
        "html",
        "body",
        "div",
        "p",
        "section",
        "article",
        "main",
        "header",
        "center",
        "form",
        "fieldset",
        "legend",
        "figure",
        "figcaption",
        "address",
        "blockquote",
        "pre",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "details",
        "summary",
        "hgroup",
        "ucapcontent",
    ]
)
MAX_DEPTH = 400
"""Deeper nesting of elements is no page that people write."""
LAYOUT_CELL_CHARACTERS = 3000
"""A cell with more text than this holds an article: the table is a page's layout."""
NESTED_TEXT_SHARE = 0.5
HIDDEN_RESCUE_CHARACTERS = 200


def read_html(data: bytes, limits: ReadingLimits) -> SourceText:
    """A web page. Raises :class:`FileEmpty` where it shows no text, :class:`LimitExceeded` for absurd nesting."""
    root = _parse(data)
    page = _Page(limits, root, drop_hidden=True)
    if page.lines.position < HIDDEN_RESCUE_CHARACTERS:
        # Some sites keep the article hidden until a script shows it.
        whole = _Page(limits, root, drop_hidden=False)
        if whole.lines.position > max(HIDDEN_RESCUE_CHARACTERS, 2 * page.lines.position):
            page = whole
            page.lines.note("hidden_text_used", "网页正文默认隐藏（需脚本显示），已读取隐藏部分。")
    if not page.lines.position:
        advice = "网页中没有文字" + (
            "（正文可能在 iframe 内，请打开正文页面另存后再导入）。" if root.iter("iframe", "frame") else "。"
        )
        raise FileEmpty(advice, "no visible text")
    return page.lines.build("html", paragraphs_are_lines=True, metadata=_metadata(root))


def _parse(data: bytes) -> html.HtmlElement:
    declared = DECLARED_CHARSET.search(data[:4096])
    text, _ = decode_text(data, declared.group(1).decode("ascii") if declared else None)
    text = CONTROL.sub("", XML_DECLARATION.sub("", text))
    parser = html.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnsupportedFormat(DAMAGED_MESSAGE, f"no HTML document: {error}") from error


def _metadata(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    title = root.findtext(".//title")
    if title and title.strip():
        yield "title", BLANKS.sub(" ", title).strip()
    for meta in root.iter("meta"):
        name, content = meta.get("name") or meta.get("property"), meta.get("content")
        if name and content and content.strip():
            yield name, BLANKS.sub(" ", content).strip()


class _Page:
    """One walk over a page: text runs grow until a block begins or ends, then become a line."""

    def __init__(self, limits: ReadingLimits, root: html.HtmlElement, *, drop_hidden: bool) -> None:
        self.limits = limits
        self.lines = LineCollector(limits)
        self.drop_hidden = drop_hidden
        self.dropped_lists = 0
        self._run: list[str] = []
        self._items_seen: Counter[html.HtmlElement] = Counter()
        body = root.find(".//body")
        self._walk(root if body is None else body, None, 0)
        self._flush(None)
        if self.dropped_lists:
            self.lines.note("navigation_dropped", f"已略去网页中 {self.dropped_lists} 处导航链接。")

    def _walk(self, element: html.HtmlElement, heading: int | None, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise LimitExceeded(
                "网页的元素嵌套过深，已拒绝读取。请用浏览器打开后另存为纯文本再导入。", f"depth > {MAX_DEPTH}"
            )
        tag = element.tag
        if not isinstance(tag, str) or tag in SILENT or self._is_hidden(element):
            return
        if tag == "br":
            self._flush(heading)
            return
        if tag in BLOCKS:
            self._flush(heading)
            if is_link_list(element):
                self.dropped_lists += 1
                return
            if tag == "table" and self._is_data_table(element):
                self._add_table(element, depth)
                return
            heading = HEADINGS.get(tag, heading)
        if tag == "li":
            self._number_item(element)
        self._add_text(element.text, keep_breaks=tag == "pre", heading=heading)
        for child in element:
            self._walk(child, heading, depth + 1)
            self._add_text(child.tail, keep_breaks=tag == "pre", heading=heading)
        if tag in BLOCKS:
            self._flush(heading)

    def _is_hidden(self, element: html.HtmlElement) -> bool:
        return self.drop_hidden and (
            element.get("hidden") is not None or bool(HIDDEN_STYLE.search(element.get("style") or ""))
        )

    def _add_text(self, text: str | None, *, keep_breaks: bool, heading: int | None) -> None:
        if not text:
            return
        if not keep_breaks:
            self._run.append(text)
            return
        for line in text.split("\n"):
            self._run.append(line)
            self._flush(heading)

    def _flush(self, heading: int | None) -> None:
        if self._run:
            self.lines.add_line(collapse_blanks("".join(self._run)), heading)
            self._run.clear()

    def _number_item(self, item: html.HtmlElement) -> None:
        """A browser shows the numbers of an ordered list, the text does not have them."""
        parent = item.getparent()
        if (
            parent is None
            or parent.tag != "ol"
            or parent.get("type", "1") != "1"
            or "list-style" in (parent.get("style") or "")
        ):
            return
        before = self._items_seen[parent]
        self._items_seen[parent] += 1
        if ITEM_NUMBER.match("".join(item.itertext()).strip()):
            return
        self._run.append(f"{number(parent.get('start'), 1) + before}.")

    def _is_data_table(self, table: html.HtmlElement) -> bool:
        if nested_share(table) > NESTED_TEXT_SHARE:
            return False
        widths = [len([cell for cell in row if cell.tag in ("td", "th")]) for row in rows(table)]
        if max(widths, default=0) < 2:
            return False
        return all(len(words(cell)) < LAYOUT_CELL_CHARACTERS for row in rows(table) for cell in row)

    def _add_table(self, table: html.HtmlElement, depth: int) -> None:
        for caption in table.iterchildren("caption"):
            self._walk(caption, None, depth + 1)
        placed = [
            [
                RowCell(
                    self._cell_text(cell, depth),
                    number(cell.get("rowspan"), 1),
                    number(cell.get("colspan"), 1),
                )
                for cell in row
                if cell.tag in ("td", "th") and not self._is_hidden(cell)
            ]
            for row in rows(table)
            if not self._is_hidden(row)
        ]
        self.lines.add_table(place_cells([row for row in placed if row], self.limits))

    def _cell_text(self, cell: html.HtmlElement, depth: int) -> str:
        """A cell's lines; a table inside a cell becomes lines, too."""
        parts: list[str] = []
        run: list[str] = []

        def flush() -> None:
            parts.append(collapse_blanks("".join(run)))
            run.clear()

        def visit(element: html.HtmlElement, level: int) -> None:
            if level > MAX_DEPTH:
                raise LimitExceeded(
                    "网页的元素嵌套过深，已拒绝读取。请用浏览器打开后另存为纯文本再导入。",
                    f"depth > {MAX_DEPTH}",
                )
            if not isinstance(element.tag, str) or element.tag in SILENT or self._is_hidden(element):
                return
            breaks = element.tag == "br" or element.tag in BLOCKS
            if breaks:
                flush()
            run.append(element.text or "")
            for child in element:
                visit(child, level + 1)
                run.append(child.tail or "")
            if breaks:
                flush()

        visit(cell, depth)
        return "\n".join(part for part in parts if part)

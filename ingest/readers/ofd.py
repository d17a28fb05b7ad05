"""OFD files (GB/T 33190): the zip's own XML, page by page, characters by their place; nothing is rendered or fetched."""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from lxml import etree

from ingest.errors import LimitExceeded, UnsupportedFormat
from ingest.readers.add_page import add_page
from ingest.readers.collect_lines import LineCollector
from ingest.readers.find_rules import Rule, rules_of_path, tables_between
from ingest.readers.lay_out_page import Box, Glyph
from ingest.readers.limits import ReadingLimits
from ingest.readers.ofd_media import PlacedPicture, media_of, pictures_of
from ingest.readers.open_package import DAMAGED_MESSAGE, Package
from ingest.readers.page_progress import PageProgress
from ingest.readers.recognise_pages import PicturePages
from ingest.source import SourceText

POINTS = 72 / 25.4
"""OFD counts in millimetres."""
ASCENT = 0.88
"""Share of the size that stands above the baseline in Chinese fonts."""
HALF_WIDTH = 0.5
FULL_WIDTH_BLANK = "\u3000"
MAX_BLOCK_DEPTH = 50
IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")  # -237.79
DELTA = re.compile(r"g\s+(\d{1,6})\s+(\S+)|(\S+)")  # "g 3 5.6 2.8": three times 5.6, then 2.8

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class _PageFile:
    """A page's part of the zip, the parts of its templates and those of the document's media by their ids."""

    name: str
    templates: dict[str, str]
    media: dict[str, str]


@dataclass(frozen=True, slots=True)
class _PageContent:
    glyphs: list[Glyph]
    rules: list[Rule]
    pictures: list[PlacedPicture]


def read_ofd(data: bytes, limits: ReadingLimits, on_page: PageProgress | None = None) -> SourceText:
    """An OFD file. Raises :class:`UnsupportedFormat` (drawings only, encrypted, damaged), ``MissingReader`` (scanned, and
    nothing to recognise it with), :class:`LimitExceeded`, …"""
    package = Package(data, limits)
    root = package.read_xml("OFD.xml")
    lines = LineCollector(limits)
    files = list(islice(_pages(package, root), limits.pages + 1))
    pictures = PicturePages(lines, len(files), on_page)
    for count, page in enumerate(files, 1):
        if count > limits.pages:
            raise LimitExceeded(
                f"OFD 页数超过上限 {limits.pages} 页。请拆分文件，或调高上限设置。",
                f"more than {limits.pages} pages",
            )
        lines.start_page()
        content = _page_content(package, page)
        if content.glyphs:
            add_page(lines, content.glyphs, tables_between(content.rules))
            continue
        for picture in content.pictures:
            pictures.add(count, partial(picture.pixels, package, limits), picture.width * POINTS)
    pictures.finish()
    return lines.build("ofd", paragraphs_are_lines=False, metadata=_metadata(root))


def _metadata(root: etree._Element) -> Iterator[tuple[str, str]]:
    for info in _all(root, "DocInfo"):
        for name in ("Title", "Subject", "CreationDate"):
            value = _text(info, name)
            if value:
                yield name, value


def _pages(package: Package, root: etree._Element) -> Iterator[_PageFile]:
    for body in _all(root, "DocBody"):
        if _text(body, "Encryptions"):
            raise UnsupportedFormat("OFD 文件已加密，无法读取。请先取消加密后再导入。", "encrypted OFD")
        location = _text(body, "DocRoot")
        if not location:
            continue
        name = _resolve(package, location, "")
        document = package.read_xml(name)
        folder = posixpath.dirname(name)
        templates = {
            entry.get("ID", ""): _resolve(package, entry.get("BaseLoc", ""), folder)
            for entry in _all(document, "TemplatePage")
        }
        media = media_of(package, document, folder)
        for pages in _children(document, "Pages"):
            for page in _children(pages, "Page"):
                yield _PageFile(_resolve(package, page.get("BaseLoc", ""), folder), templates, media)


def _resolve(package: Package, location: str, folder: str) -> str:
    """A part by a location that is absolute, or relative to the document, or (as some producers write) to the zip."""
    for name in (
        (location, f"{folder}/{location}") if location.startswith("/") else (f"{folder}/{location}", location)
    ):
        if name in package:
            return name
    raise UnsupportedFormat(DAMAGED_MESSAGE, f"part {location} is missing")


def _page_content(package: Package, page: _PageFile) -> _PageContent:
    root = package.read_xml(page.name)
    parts = [root]
    for use in _children(root, "Template"):
        name = page.templates.get(use.get("TemplateID", ""))
        if name is not None:
            parts.append(package.read_xml(name))
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    pictures: list[PlacedPicture] = []
    for part in parts:
        pictures += pictures_of(part, page.media | media_of(package, part, posixpath.dirname(page.name)))
        for content in _children(part, "Content"):
            for shown in _objects(content, 0):
                if _local(shown) == "TextObject":
                    glyphs.extend(_glyphs(shown))
                else:
                    rules.extend(_rules(shown))
    return _PageContent(glyphs, rules, pictures)


def _objects(parent: etree._Element, depth: int) -> Iterator[etree._Element]:
    if depth > MAX_BLOCK_DEPTH:
        return
    for child in parent:
        if child.get("Visible") == "false":
            continue
        if _local(child) in ("TextObject", "PathObject"):
            yield child
        elif _local(child) in ("Layer", "PageBlock"):
            yield from _objects(child, depth + 1)


def _glyphs(shown: etree._Element) -> Iterator[Glyph]:
    """The characters of a text object; a code without a place goes on where the one before stood."""
    left, top = _corner(shown)
    matrix = _matrix(shown)
    size = _number(shown.get("Size"), 0.0)
    across = math.hypot(matrix[0], matrix[1]) * size * _number(shown.get("HScale"), 1.0)
    high = math.hypot(matrix[2], matrix[3]) * size
    x = y = 0.0
    for code in _children(shown, "TextCode"):
        text = (code.text or "").strip("\r\n")
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        offsets_x, offsets_y = _deltas(code.get("DeltaX")), _deltas(code.get("DeltaY"))
        at_x, at_y = x, y
        for index, character in enumerate(text):
            page_x = matrix[0] * at_x + matrix[2] * at_y + matrix[4] + left
            base = matrix[1] * at_x + matrix[3] * at_y + matrix[5] + top
            wide = across * (HALF_WIDTH if character.isascii() else 1.0)
            if (character.isprintable() or character == FULL_WIDTH_BLANK) and math.isfinite(
                page_x + base + wide + high
            ):
                yield Glyph(
                    character,
                    Box(
                        page_x * POINTS,
                        (base - ASCENT * high) * POINTS,
                        (page_x + wide) * POINTS,
                        (base + (1 - ASCENT) * high) * POINTS,
                    ),
                )
            if not offsets_x and not offsets_y:
                at_x += size * (HALF_WIDTH if character.isascii() else 1.0)
            else:
                at_x += offsets_x[index] if index < len(offsets_x) else 0.0
                at_y += offsets_y[index] if index < len(offsets_y) else 0.0


def _deltas(text: str | None) -> list[float]:
    steps: list[float] = []
    for match in DELTA.finditer(text or ""):
        if match.group(1):
            steps.extend([_number(match.group(2), 0.0)] * min(int(match.group(1)), 100_000))
        else:
            steps.append(_number(match.group(3), 0.0))
    return steps


def _rules(shown: etree._Element) -> Iterator[Rule]:
    left, top = _corner(shown)
    a, b, c, d, e, f = _matrix(shown)
    for rule in rules_of_path(_text(shown, "AbbreviatedData") or ""):
        x0, y0 = a * rule.x0 + c * rule.y0 + e + left, b * rule.x0 + d * rule.y0 + f + top
        x1, y1 = a * rule.x1 + c * rule.y1 + e + left, b * rule.x1 + d * rule.y1 + f + top
        yield Rule(x0 * POINTS, y0 * POINTS, x1 * POINTS, y1 * POINTS)


def _corner(shown: etree._Element) -> tuple[float, float]:
    values = _numbers(shown.get("Boundary"))
    return (values[0], values[1]) if len(values) >= 2 else (0.0, 0.0)


def _matrix(shown: etree._Element) -> Matrix:
    values = _numbers(shown.get("CTM"))
    return (
        (values[0], values[1], values[2], values[3], values[4], values[5]) if len(values) == 6 else IDENTITY
    )


def _numbers(text: str | None) -> list[float]:
    return [float(number) for number in NUMBER.findall(text or "")]


def _number(text: str | None, default: float) -> float:
    values = _numbers(text)
    return values[0] if values else default


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in parent if _local(child) == name)


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in root.iter("{*}" + name))


def _text(parent: etree._Element, name: str) -> str | None:
    return next(
        (child.text.strip() for child in _children(parent, name) if child.text and child.text.strip()), None
    )

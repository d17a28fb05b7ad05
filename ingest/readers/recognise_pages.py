"""Pages that are pictures: recognised by RapidOCR (an optional extra) and laid out as printed pages are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from ingest.errors import MissingReader, UnsupportedFormat
from ingest.forbid_telemetry import forbid_telemetry
from ingest.readers.add_page import add_page
from ingest.readers.collect_lines import LineCollector
from ingest.readers.find_drawn_rules import Picture, find_drawn_rules
from ingest.readers.find_rules import Rule, tables_between
from ingest.readers.lay_out_page import Box, Glyph
from ingest.readers.open_package import DAMAGED_MESSAGE
from ingest.readers.page_progress import PageProgress

if TYPE_CHECKING:
    from rapidocr import RapidOCR

CHINESE = re.compile(r"[一-鿿]")
NARROW_MARK = re.compile(r"[()]|(?<=[一-鿿”）》])[,;:?!]")  # "各县(区)", "目标:"
WIDE_MARKS = {"(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
LONGEST_SIDE = 2000
"""Pixels of a page's longer side: 171 dots per inch of an A4 page. The models shrink what is larger."""
NARROW = 0.55
"""Width of an ASCII letter against that of a Chinese one."""
PAGE_WIDTH = 595.0
"""Points of a page whose paper is not known: A4."""
FEWEST_SCORE = 0.5
"""Lines that the model is less sure of are stains and stamps."""
INSTALL = "pip install 'plan-assistant[ocr]'"
MISSING_MESSAGE = (
    "这是扫描件或图片，没有文字层，读取它需要文字识别（OCR）组件，本机未安装。"
    f"请运行 {INSTALL} 后重新导入，或先用其他 OCR 软件转换为可复制文字的 PDF、Word 文件。"
)
NO_WORDS_MESSAGE = "文件没有文字层，也没有图片：各页是空白，或文字已转成图形，无法读取。请提供文字版文件，或打印为图片型 PDF 后再导入。"
BLANK_MESSAGE = (
    "这是扫描件或图片，没有文字层，文字识别（OCR）也没有读出文字。请提供更清晰的扫描件或文字版文件。"
)


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line of text with its box in pixels."""

    text: str
    box: Box


class Recogniser(Protocol):
    """Finds the lines of text in a picture (height × width × 3, 0–255)."""

    def __call__(self, picture: Picture, /) -> Sequence[RecognisedLine]: ...


@cache
def open_recogniser() -> Recogniser | None:
    """The recogniser with its models loaded, ``None`` where the extra is not installed."""
    if find_spec("rapidocr") is None:
        return None
    forbid_telemetry()
    from rapidocr import RapidOCR

    return _RapidRecogniser(RapidOCR(params={"Global.log_level": "error", "Global.text_score": FEWEST_SCORE}))


class _RapidRecogniser:
    """RapidOCR with the models of its package: nothing is fetched."""

    def __init__(self, engine: RapidOCR) -> None:
        self._engine = engine

    def __call__(self, picture: Picture, /) -> list[RecognisedLine]:
        found = self._engine(picture)
        if found.txts is None or found.boxes is None:
            return []
        lines: list[RecognisedLine] = []
        for text, corners in zip(found.txts, found.boxes, strict=True):
            across = sorted(float(x) for x, _ in corners)
            down = sorted(float(y) for _, y in corners)
            # The middle of both corners of a side: a leaning line stays as high as its letters
            box = Box(across[0], (down[0] + down[1]) / 2, across[-1], (down[2] + down[3]) / 2)
            lines.append(RecognisedLine(with_chinese_marks(text), box))
        return lines


def with_chinese_marks(text: str) -> str:
    """Brackets and stops full-width between Chinese: the models tell their widths by chance ("（区)" of one line)."""
    if not CHINESE.search(text):
        return text
    return NARROW_MARK.sub(lambda match: WIDE_MARKS[match.group()], text)


class PicturePages:
    """The pages of one file that are pictures: recognised, or only counted where the extra is not installed."""

    def __init__(self, lines: LineCollector, pages: int, on_page: PageProgress | None = None) -> None:
        self._lines = lines
        self._pages = pages
        self._on_page = on_page
        self._seen = False
        self._recognised: list[int] = []
        self._unread: list[int] = []
        self._broken: list[int] = []

    def add(self, number: int, picture: Callable[[], Picture], width: float = PAGE_WIDTH) -> None:
        """Page ``number`` (from 1), ``width`` points wide. The picture is made only if there is a recogniser."""
        self._seen = True
        recognise = open_recogniser()
        if recognise is None:
            self._unread.append(number)
            return
        if self._on_page is not None:
            self._on_page(number, self._pages)
        try:
            pixels = picture()
        except UnsupportedFormat:
            self._broken.append(number)
            return
        glyphs, rules = _on_paper(recognise(pixels), find_drawn_rules(pixels), width / pixels.shape[1])
        if glyphs:
            add_page(self._lines, glyphs, tables_between(rules))
            self._recognised.append(number)

    def finish(self) -> None:
        """Notes what was recognised. Raises :class:`MissingReader` or :class:`UnsupportedFormat` where no page of the file
        gave any words."""
        if not self._lines.position:
            if self._unread:
                raise MissingReader(MISSING_MESSAGE, "pictures only, and rapidocr is not installed")
            raise UnsupportedFormat(self._reason(), "no text layer and nothing recognised")
        if self._broken:
            self._lines.note("pages_unreadable", f"第 {_numbers(self._broken)} 页的图片无法解码，未能读取。")
        if self._recognised:
            whole = len(self._recognised) == self._pages
            place = "" if whole else f"第 {_numbers(self._recognised)} 页"
            self._lines.note("ocr", f"{place}由扫描件识别，请核对。")
        if self._unread:
            self._lines.note(
                "pages_without_text",
                f"第 {_numbers(self._unread)} 页是图片，没有文字层，未能读取。安装文字识别组件（{INSTALL}）后用 ingest --again 重新导入即可读取。",
            )

    def _reason(self) -> str:
        if self._broken:
            return DAMAGED_MESSAGE
        return BLANK_MESSAGE if self._seen else NO_WORDS_MESSAGE


def _numbers(pages: Sequence[int]) -> str:
    return "、".join(map(str, dict.fromkeys(pages)))


def _on_paper(
    found: Sequence[RecognisedLine], drawn: Sequence[Rule], points: float
) -> tuple[list[Glyph], list[Rule]]:
    """Glyphs and rules in points: a line's letters share its box, Latin ones with half of the width."""
    glyphs: list[Glyph] = []
    for line in found:
        text = line.text.strip()
        widths = [NARROW if letter.isascii() else 1.0 for letter in text]
        share = line.box.width * points / sum(widths) if widths else 0.0
        left = line.box.left * points
        for letter, wide in zip(text, widths, strict=True):
            right = left + wide * share
            glyphs.append(Glyph(letter, Box(left, line.box.top * points, right, line.box.bottom * points)))
            left = right
    rules = [Rule(rule.x0 * points, rule.y0 * points, rule.x1 * points, rule.y1 * points) for rule in drawn]
    return glyphs, rules

"""Pictures of pages (.png, .jpg, .tif): read by recognising them, every picture of a file a page."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ingest.errors import LimitExceeded, UnsupportedFormat
from ingest.readers.collect_lines import LineCollector
from ingest.readers.find_drawn_rules import Picture
from ingest.readers.limits import ReadingLimits
from ingest.readers.page_progress import PageProgress
from ingest.readers.recognise_pages import LONGEST_SIDE, PicturePages
from ingest.source import SourceText

MOST_PIXELS = 80_000_000
"""An A3 page at 600 dots per inch has 70 million."""
BROKEN_MESSAGE = "图片已损坏，或格式不受支持。请另存为 PNG 或 JPEG 后再导入。"
BROKEN_PICTURE_ERRORS = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    TypeError,
)
"""What Pillow is known to raise on damaged pictures."""


def read_picture(data: bytes, limits: ReadingLimits, on_page: PageProgress | None = None) -> SourceText:
    """A picture. Raises ``MissingReader`` without the extra, :class:`UnsupportedFormat` (damaged, without words), …"""
    pictures = list(pixels_of(data, limits))
    lines = LineCollector(limits)
    pages = PicturePages(lines, len(pictures), on_page)
    for number, pixels in enumerate(pictures, 1):
        lines.start_page()
        pages.add(number, lambda pixels=pixels: pixels)  # type: ignore[misc]
    pages.finish()
    return lines.build("picture", paragraphs_are_lines=False)


def pixels_of(data: bytes, limits: ReadingLimits) -> Iterator[Picture]:
    """The pixels of each picture in a file, upright, no longer than recognition needs."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                if number > limits.pages or frame.width * frame.height > MOST_PIXELS:
                    raise LimitExceeded(
                        f"图片超过上限（{limits.pages} 页、每页 {MOST_PIXELS // 1_000_000} 百万像素）。请缩小或拆分后再导入。",
                        f"page {number}: {frame.width} x {frame.height}",
                    )
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                yield np.asarray(upright)
    except BROKEN_PICTURE_ERRORS as error:
        raise UnsupportedFormat(BROKEN_MESSAGE, f"Pillow: {error}") from error

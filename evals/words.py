"""Words of gold files and documents, made comparable. The judge's own few lines, independent of what ingest does."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Annotated, Any

import opencc
from pydantic import BeforeValidator, WithJsonSchema

# 區(qū)  企業(yè)  條(tiáo): a web font's pinyin that a converter left behind a character
PINYIN_ARTEFACT = re.compile(r"\([a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+\)")
# spaces, every kind of quotation mark, stray question marks and Markdown stars say nothing
SILENT = re.compile(r"[\s“”‘’\"'「」『』?*\u3000\u200b\ufeff]+")
# 8 9.5: two cells of a row
BETWEEN_NUMBERS = re.compile(r"(?<=\d)\s+(?=\d)")
# 1,000
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
DASHES = str.maketrans(dict.fromkeys("—–―－−‐‑", "-"))
ZERO = str.maketrans({"〇": "0", "O": "0", "○": "0"})


def _joined(value: Any) -> Any:
    return "".join(value) if isinstance(value, list) else value


Words = Annotated[
    str,
    BeforeValidator(_joined),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""A text; a long one is written in parts (a list of strings), so that gold files hold no long run of a document."""


@cache
def _simplify() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold(text: str | None) -> str:
    """Text for comparing: simplified, half-width, without spaces and quotation marks. ``None`` folds to nothing."""
    if not text:
        return ""
    plain = unicodedata.normalize("NFKC", text)
    simplified: str = _simplify().convert(PINYIN_ARTEFACT.sub("", plain))
    return SILENT.sub("", simplified).translate(DASHES).lower()


def fold_title(text: str | None) -> str:
    """A heading for comparing: folded, without any punctuation, 二〇三五 written like 二O三五."""
    return "".join(c for c in fold((text or "").translate(ZERO)) if c.isalnum())


def fold_value(text: str | None) -> str:
    """A printed value or a text with values for comparing: folded, ``1,000`` as ``1000``, numbers that stood apart kept apart."""
    return THOUSANDS.sub("", fold(BETWEEN_NUMBERS.sub("|", text or "")))


def years_of(text: str | None) -> tuple[str, ...]:
    """The years in a text, "2021" or "“十四五”末" (→ 2025), in order."""
    if not text:
        return ()
    spoken = {"十四五": "2025", "十三五": "2020", "十五五": "2030"}
    return tuple(spoken.get(found, found) for found in re.findall(r"(?:19|20)\d\d|十[三四五]五", fold(text)))

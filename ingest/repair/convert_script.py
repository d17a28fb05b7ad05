"""Traditional to Simplified characters (繁转简), with OpenCC.

A document that a machine turned into Traditional characters is converted as a whole. In a Simplified document only stray
Traditional characters are converted, and only such as the Simplified standard set does not know, so that a name with a
character of both scripts (乾) stays as it is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

import opencc

CJK = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
TRADITIONAL_SHARE = 0.04
"""Above this share of non-standard characters that have a Simplified form, a document counts as Traditional. Measured: a
machine-converted plan has 0.2 to 0.3, a Simplified one with recognition errors 0.0005."""


class Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> Converter:
    converter: Converter = opencc.OpenCC("t2s")
    return converter


def to_simplified(text: str) -> str:
    """The text in Simplified characters, as long as it was: by phrases, or one by one where a phrase changes its length."""
    converted = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(_simplified_character(character) for character in text)


@cache
def _simplified_character(character: str) -> str:
    converted = _converter().convert(character)
    return converted if len(converted) == 1 else character


@cache
def _only_traditional(character: str) -> bool:
    """True for a character that the Simplified standard set (GB 2312) does not have and whose Simplified form it has."""
    simplified = _simplified_character(character)
    return simplified != character and not _in_standard_set(character) and _in_standard_set(simplified)


def _in_standard_set(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def is_traditional(text: str) -> bool:
    """Whether a whole document is written in Traditional characters."""
    # Few lines of a Simplified document hold any character that the standard set does not have.
    unusual = "".join(line for line in text.splitlines() if not _in_standard_set(line))
    traditional = sum(map(_only_traditional, CJK.findall(unusual)))
    return traditional > 0 and traditional / len(CJK.findall(text)) > TRADITIONAL_SHARE


def without_strays(text: str) -> str:
    """A Simplified text with its stray Traditional characters converted: "行政機關" → "行政机关"."""
    if _in_standard_set(text):
        return text
    strays = filter(_only_traditional, set(text))
    return text.translate({ord(character): _simplified_character(character) for character in strays})

"""The form in which every text is indexed and asked for."""

from __future__ import annotations

import re
import unicodedata

NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
"""NUL and lone surrogates, which no encoding of a real file holds: "a\\x00b"."""


def normalise(text: str) -> str:
    """NFKC, so that full width is half width, and without characters that are no text."""
    return unicodedata.normalize("NFKC", NOT_TEXT.sub(" ", text))

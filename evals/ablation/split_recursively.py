"""LangChain's recursive character splitter in its default setting, without the package: the same pieces for the same text.

A text is cut at the coarsest separator that it holds; what is still too long is cut at the next finer one; small neighbours
are put together again until they would be longer than ``size``, each piece beginning with the end of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

SEPARATORS = ("\n\n", "\n", " ", "")
SIZE, OVERLAP = 500, 50
"""Characters; the package's own default of 4000 is meant for English tokens."""


def split_recursively(
    text: str, *, size: int = SIZE, overlap: int = OVERLAP, separators: Sequence[str] = SEPARATORS
) -> list[str]:
    """Pieces of at most ``size`` characters, without blanks at their ends."""
    at = next(i for i, each in enumerate(separators) if not each or each in text)
    pieces: list[str] = []
    small: list[str] = []
    for part in _cut(text, separators[at]):
        if len(part) < size:
            small.append(part)
            continue
        pieces.extend(_put_together(small, size, overlap))
        small = []
        finer = separators[at + 1 :]
        pieces.extend(
            split_recursively(part, size=size, overlap=overlap, separators=finer) if finer else [part]
        )
    pieces.extend(_put_together(small, size, overlap))
    return pieces


def _cut(text: str, separator: str) -> Iterator[str]:
    """The parts of a text, each with the separator in front of it."""
    if not separator:
        yield from text
        return
    cuts = [0, *(found.start() for found in re.finditer(re.escape(separator), text)), len(text)]
    for start, end in pairwise(cuts):
        if end > start:
            yield text[start:end]


def _put_together(parts: Iterable[str], size: int, overlap: int) -> Iterator[str]:
    held: list[str] = []
    length = 0
    for part in parts:
        if length + len(part) > size and held:
            if piece := "".join(held).strip():
                yield piece
            while length > overlap or (length + len(part) > size and length > 0):
                length -= len(held.pop(0))
        held.append(part)
        length += len(part)
    if piece := "".join(held).strip():
        yield piece

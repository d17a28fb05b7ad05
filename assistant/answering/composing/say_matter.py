"""What was asked about, in the words in which it was asked."""

from __future__ import annotations

import re

from assistant.answering.fold_text import fold
from assistant.answering.turn import FOLLOWS, Turn

_LATIN = re.compile(r"[a-z][a-z0-9+.\-]*")
"""gdp"""
_BETWEEN = re.compile(r"^[的之“”\"'‘’·\-\s]*$")
"""公租房|的|标准: what may stand between two words of one matter"""


def say_matter(turn: Turn, matter: str = "") -> str:
    """A folded matter (the question's, where none is given) with its Latin letters as they were typed: GDP, not gdp.

    Words of the question that stand apart from each other are not glued together: 一张99.36、看错, never 一张99.36看错.
    """
    typed = turn.question.text

    def as_typed(match: re.Match[str]) -> str:
        found = re.search(re.escape(match.group(0)), typed, re.IGNORECASE)
        return found.group(0) if found else match.group(0)

    return _LATIN.sub(as_typed, matter or _in_its_place(turn) or turn.asked.topic or turn.asked.text)


def _in_its_place(turn: Turn) -> str:
    """The words of the question in its order, neighbours as they stand there; "" where one of them is not found in it."""
    text = turn.asked.text.rpartition(FOLLOWS)[2].lower()
    spans: list[tuple[int, int]] = []
    for word in turn.asked.words:
        match = re.search(r"\W{0,2}".join(map(re.escape, word)), text)
        if match is None:
            return ""
        spans.append(match.span())
    pieces: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if pieces and _BETWEEN.match(text[pieces[-1][1] : start]):
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    said = (text[start:end] for start, end in pieces)
    return "、".join(piece for piece in said if fold(piece))

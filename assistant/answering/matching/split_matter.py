"""Several indicators in one question: which content words belong to which of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba

from assistant.answering.fold_text import fold
from assistant.answering.matching.name_cover import is_framing
from assistant.answering.understanding.everyday_words import generic_words

_BETWEEN = re.compile(r"([、,，;；/]|以及|还有|和|与|及|跟)")
"""市场主体总量、抽检合格率|和|地方标准"""
_MOST = 8
_SHORT = 3
"""Characters of a word that may leave its end to the next: 食品、药品抽检合格率"""


def split_matter(text: str, words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The words of each thing that a simplified question lists, in order; one group or none where it lists nothing.

    What the last thing says for all (食品、药品抽检合格率) is not added here: see :func:`with_shared_end`.
    """
    pieces = [fold(piece) for piece in _BETWEEN.split(text)]
    for word in words:
        _join_around(word, pieces)
    groups = [tuple(sorted((word for word in words if word in piece), key=piece.index)) for piece in pieces]
    groups = [
        group
        for group in groups
        if any(not is_framing(word) and word not in generic_words() for word in group)
    ]
    return tuple(dict.fromkeys(groups))[:_MOST]


def with_shared_end(group: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    """食品 with what 药品抽检合格率 says behind its first word: 食品抽检合格率; a thing of several words as it is."""
    if len(group) > 1 or len(group[0]) > _SHORT or group == last:
        return group
    return tuple(dict.fromkeys((*group, *rjieba.cut("".join(last))[1:])))


def _join_around(word: str, pieces: list[str]) -> None:
    """Joins the pieces into which a name with 和 in it was cut (食品和农产品抽检量)."""
    if any(word in piece for piece in pieces):
        return
    for length in range(2, len(pieces) + 1):
        for first in range(len(pieces) - length + 1):
            whole = "".join(pieces[first : first + length])
            if word in whole:
                pieces[first : first + length] = [whole]
                return

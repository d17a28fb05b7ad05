"""Plans whose texts are almost the same: the scan beside the text file, the copy with another name.

A text's signature holds, for each of 256 shares of all runs of five characters, the smallest hash among its own. The share
of equal places estimates how many runs two texts have in common (± 0.02 at 0.9), without a look at the texts.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ingest.library.normalise_text import normalise

RUN = 5
SHARE_BITS = 8
SHARES = 1 << SHARE_BITS
NEAR = 0.9
SHORTEST = 200
"""Characters below which texts are alike by accident."""
EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
MIXER = np.uint64(0xBF58476D1CE4E5B9)

Signature = NDArray[np.uint64]
"""(256,), ``EMPTY`` where a text has no run in a share."""


def signature_of(text: str) -> Signature | None:
    """A text's signature; ``None`` for one that is too short. Blanks and punctuation do not count. 10 ms for a long plan."""
    words = "".join(filter(str.isalnum, normalise(text)))
    if len(words) < SHORTEST:
        return None
    characters = np.frombuffer(words.encode("utf-32-le"), np.uint32).astype(np.uint64)
    hashes = np.zeros(len(characters) - RUN + 1, np.uint64)
    for place in range(RUN):
        hashes = hashes * MULTIPLIER + characters[place : place + len(hashes)]
    hashes ^= hashes >> np.uint64(31)
    hashes *= MIXER
    hashes ^= hashes >> np.uint64(29)
    hashes.sort()
    # In order the shares stand one after the other; the first of each is its smallest.
    shares = hashes >> np.uint64(64 - SHARE_BITS)
    first = np.flatnonzero(np.diff(shares, prepend=EMPTY))
    signature = np.full(SHARES, EMPTY, np.uint64)
    signature[shares[first]] = hashes[first]
    return signature


class Signatures:
    """The signatures of a library's plans, by plan id."""

    def __init__(self, signatures: Mapping[str, Signature]) -> None:
        self._rows = {plan_id: row for row, plan_id in enumerate(signatures)}
        self._matrix = np.stack(list(signatures.values())) if signatures else np.empty((0, SHARES), np.uint64)

    def near(self, plan_id: str) -> list[tuple[str, float]]:
        """(plan id, share of runs in common) of the texts that are almost the same as this plan's, most alike first."""
        row = self._rows.get(plan_id)
        if row is None:
            return []
        own = self._matrix[row]
        filled = (self._matrix != EMPTY) | (own != EMPTY)
        equal = (self._matrix == own) & filled
        alike = equal.sum(axis=1) / np.maximum(filled.sum(axis=1), 1)
        found = [(other, float(alike[place])) for other, place in self._rows.items() if alike[place] >= NEAR]
        return sorted((pair for pair in found if pair[0] != plan_id), key=lambda pair: (-pair[1], pair[0]))

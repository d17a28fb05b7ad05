"""The Unigram tokenizer of multilingual-e5-small: the split of a text into pieces whose scores add up to the most.

Written out here because the ``tokenizers`` package needs 1.2 s and 300 MB to build its tree of 250,000 pieces; a
dictionary of them takes 0.1 s and 50 MB, and splitting a paragraph costs a few per cent of embedding it.
"""

from __future__ import annotations

import re
from array import array

from ingest.library.e5_weights import Vocabulary

SPACES = re.compile(" {2,}")
"""Runs of blanks count as one: "a   b"."""
META = "▁"
"""The visible space of SentencePiece, put before every word and before the text."""
UNKNOWN_PENALTY = 10.0
"""How much worse than the worst piece an unknown character scores."""


class E5Tokenizer:
    """Splits text into piece ids, without the begin and end marks."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._unknown = vocabulary.unknown
        self._normalised = vocabulary.normalised
        self._scores = array("f", vocabulary.scores.tobytes())
        self._pieces = {piece: number for number, piece in enumerate(vocabulary.pieces)}
        # The unknown piece is no piece of text, though its name "<unk>" could stand in one.
        self._pieces.pop(vocabulary.pieces[vocabulary.unknown])
        self._unknown_score = min(self._scores) - UNKNOWN_PENALTY
        self._longest: dict[str, int] = {}
        for piece in self._pieces:
            first = piece[:1]
            if len(piece) > self._longest.get(first, 0):
                self._longest[first] = len(piece)

    def split(self, text: str) -> list[int]:
        """Piece ids of a text, in order."""
        words = SPACES.sub(" ", text.translate(self._normalised)).replace(" ", META)
        if not words.startswith(META):
            words = META + words
        return self._best_path(words)

    def _best_path(self, words: str) -> list[int]:
        """Viterbi over the positions of ``words``: the best score up to each, and the piece that leads there."""
        length = len(words)
        best = [float("-inf")] * (length + 1)
        best[0] = 0.0
        came_by = [(0, self._unknown)] * (length + 1)
        pieces, longest, scores = self._pieces, self._longest, self._scores
        for start in range(length):
            base = best[start]
            for stop in range(start + 1, min(start + longest.get(words[start], 0), length) + 1):
                found = pieces.get(words[start:stop])
                if found is not None and base + scores[found] > best[stop]:
                    best[stop] = base + scores[found]
                    came_by[stop] = (start, found)
            if base + self._unknown_score > best[start + 1]:
                best[start + 1] = base + self._unknown_score
                came_by[start + 1] = (start, self._unknown)
        ids = []
        position = length
        while position > 0:
            position, piece = came_by[position]
            ids.append(piece)
        return ids[::-1]

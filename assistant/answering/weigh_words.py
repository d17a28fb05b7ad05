"""How much of a question's content words a text covers, rare words counting more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.catalogue import PlanIndex
from assistant.answering.everyday_words import ways_to_say
from assistant.answering.fold_text import bigrams

_PLANS_COUNTED = 8
"""Word weights are counted on so many plans of the scope at most: enough to tell rare from common, and bounded in time."""

_SYNONYM = 0.9
"""A text that says a word in other words covers it almost as well."""

_PARTIAL = 0.7
"""Share of a word's character pairs counts so much less than the word itself."""


@dataclass(frozen=True, slots=True)
class WeightedWord:
    word: str
    weight: float
    pairs: frozenset[str]
    others: tuple[str, ...]
    seen: bool
    """Whether any text in scope holds the word or what plans say for it."""


class WordWeights:
    """The content words of a question, weighted by how rare they are in the plans in scope."""

    def __init__(self, words: Sequence[str], indexes: Sequence[PlanIndex]) -> None:
        texts = [text for index in indexes[:_PLANS_COUNTED] for text in index.texts]
        self.words = tuple(self._weigh(word, texts) for word in words)
        self.total = sum(word.weight for word in self.words)

    @staticmethod
    def _weigh(word: str, texts: Sequence[str]) -> WeightedWord:
        ways = ways_to_say(word)
        count = sum(1 for text in texts if word in text)
        seen = count > 0 or any(way in text for way in ways[1:] for text in texts)
        weight = math.log((len(texts) + 1.5) / (count + 0.5))
        return WeightedWord(word, max(weight, 0.3), bigrams(word), ways[1:], seen)

    def coverage(self, text: str) -> float:
        """0..1 for a folded text."""
        if not self.words:
            return 0.0
        return sum(word.weight * _covered(word, text) for word in self.words) / self.total

    def covered_words(self, text: str) -> tuple[str, ...]:
        return tuple(word.word for word in self.words if _covered(word, text) >= _SYNONYM)

    @property
    def unseen(self) -> tuple[str, ...]:
        """Words that no text in scope says in any way."""
        return tuple(word.word for word in self.words if not word.seen)


def _covered(word: WeightedWord, text: str) -> float:
    if word.word in text:
        return 1.0
    if any(other in text for other in word.others):
        return _SYNONYM
    if len(word.pairs) < 2:
        return 0.0
    return _PARTIAL * sum(1 for pair in word.pairs if pair in text) / len(word.pairs)

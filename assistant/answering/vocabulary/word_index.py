"""Finding which of very many known words stand in a short text without trying each of them."""

from __future__ import annotations

from collections.abc import Iterable


class WordIndex:
    """Known words by their first character and lengths: a text costs its own length, however many words are known."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if word)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: tuple(sorted(own)) for first, own in lengths.items()}

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def found_in(self, text: str) -> list[str]:
        """The words that stand in a text, also within one another; the longest first, then in the order of characters."""
        found = {
            piece
            for at, first in enumerate(text)
            for length in self._lengths.get(first, ())
            if (piece := text[at : at + length]) in self._words
        }
        return sorted(found, key=lambda word: (-len(word), word))


class CharacterIndex:
    """Named texts by their characters: which of them hold all characters of a word."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """``texts`` are (name, text)."""
        holding: dict[str, set[str]] = {}
        self._order: dict[str, int] = {}
        for name, text in texts:
            self._order[name] = len(self._order)
            for character in text:
                holding.setdefault(character, set()).add(name)
        self._holding = {character: frozenset(names) for character, names in holding.items()}

    def with_all(self, word: str) -> list[str]:
        """The names of the texts that hold every character of a word, in the order given; of an empty word none."""
        sets = sorted((self._holding.get(character, frozenset()) for character in set(word)), key=len)
        found = sets[0].intersection(*sets[1:]) if sets else frozenset[str]()
        return sorted(found, key=lambda name: self._order[name])

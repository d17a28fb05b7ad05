"""How much of a question's content words a text covers, rare words counting more."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from assistant.answering.fold_text import bigrams, fold, simplify
from assistant.answering.understanding.everyday_words import generic_words, ways_to_say
from assistant.answering.understanding.recognise_words import is_noun
from assistant.answering.vocabulary.plan_index import PlanIndex

_PLANS_COUNTED = 8
"""Word weights are counted on so many plans of the scope at most: enough to tell rare from common, and bounded in time."""

_LEAST = 0.3
_GENERIC_SHARE = 0.4
"""建设, 管理, 制度 stand everywhere and in every sense: they count so much less."""

_SYNONYM = 0.9
"""A text that says a word in other words covers it almost as well."""

_ONLY_MEASURES = re.compile(r"^(?:比例|比率|占比|比重|标准|金额|数额|额度|[总数]?[数量额])$")
"""医保报销比 例: a measure is no matter by itself"""
_PART = re.compile(r"[\s,，。;；:：、?？!！]+")
"""开办企业要几个工作日| |花钱不"""
_BETWEEN = 5
"""Characters between two that a short form takes: 消(费者权益)保(护)."""
_SHORT_FORM = re.compile(r"[\u4e00-\u9fff]{2,3}")
_ASKS = re.compile(r"谁|哪|什么|怎|如何|多少|几|吗|是否|有没有|不(?=$|\s)")
"""要几个工作日 花钱不: blanks part what is asked; in 水质 达标率 one stands by chance"""
_LAST_APART = re.compile(r"[\u4e00-\u9fff]{3}")
_ENDS_TOO = 3
_PAIR = 2
_TWO_WORDS = 4
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
    """The content words of a question, weighted by how rare they are in the plans in scope.

    A word that no plan in scope says and that names no thing is talk, and is left out. Of ``text``, the question as it was
    typed, a part that no plan speaks of (花钱不) takes nothing from the parts that one does: its words are left ``aside``.
    """

    def __init__(self, words: Sequence[str], indexes: Sequence[PlanIndex], text: str = "") -> None:
        texts = [text for index in indexes[:_PLANS_COUNTED] for text in index.texts]
        names = "\n".join(index.names for index in indexes[:_PLANS_COUNTED])
        weighed = [self._weigh(word, texts, names) for word in words]
        telling = any(word.seen and word.word not in generic_words() for word in weighed)
        kept = tuple(word for word in weighed if word.seen or not telling or is_noun(word.word))
        self.aside = _apart(kept, text)
        """Unsaid words of parts of the question in which no word is said."""
        self.words = tuple(word for word in kept if word.word not in self.aside)
        self.total = sum(word.weight for word in self.words)

    @staticmethod
    def _weigh(word: str, texts: Sequence[str], names: str = "") -> WeightedWord:
        ways = ways_to_say(word)
        count = sum(1 for text in texts if word in text)
        if not count and len(ways) == 1:
            ways = (
                word,
                *_written_out(word, texts),
                *_with_a_word_left_out(word, texts),
                *_named_in_short(word, names),
                *_taken_apart(word, texts),
                *_with_more_between(word, texts),
            )
        seen = count > 0 or any(way in text for way in ways[1:] for text in texts)
        weight = math.log((len(texts) + 1.5) / (count + 0.5))
        weight = max(weight, _LEAST) * (_GENERIC_SHARE if word in generic_words() else 1.0)
        return WeightedWord(word, weight, bigrams(word), ways[1:], seen)

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
        return (*(word.word for word in self.words if not word.seen), *self.aside)


def _apart(words: Sequence[WeightedWord], text: str) -> tuple[str, ...]:
    """The unsaid words of those parts of a question in which nothing that tells a matter is said; none where all are such."""
    told = [word.word for word in words if word.seen and is_noun(word.word)]
    told = [word for word in told if word not in generic_words() and not _ONLY_MEASURES.search(word)]
    whole = text if _ASKS.search(text) else simplify(text)
    parts = [fold(part) for part in _PART.split(whole)]
    silent = [part for part in parts if not any(word in part for word in told)]
    unsaid = tuple(word.word for word in words if not word.seen and any(word.word in part for part in silent))
    return unsaid if len(silent) < len(parts) else ()


def _written_out(word: str, texts: Sequence[str]) -> list[str]:
    """What texts print for a short form that none prints: 质监 is 质量监管, the first characters of two words; of three words
    also the last: 长护险 is 长期护理保险."""
    if not _SHORT_FORM.fullmatch(word):
        return []
    one_word = (
        (
            f"{re.escape(one)}[\u4e00-\u9fff]"
            if len(word) < _ENDS_TOO
            else f"(?:{re.escape(one)}[\u4e00-\u9fff]|[\u4e00-\u9fff]{re.escape(one)})"
        )
        for one in word
    )
    pattern = re.compile("".join(one_word))
    found = {match for text in texts for match in pattern.findall(text)}
    return sorted(
        one for one in found if all(rjieba.has_word(one[at : at + 2]) for at in range(0, len(one), 2))
    )


def _with_a_word_left_out(word: str, texts: Sequence[str]) -> list[str]:
    """What texts print for a short form of the dictionary that leaves out the middle word: 低保 is 最低生活保障. Only where they
    print one such phrase, and more than once: two characters stand near each other by chance."""
    if len(word) != _PAIR or not _SHORT_FORM.fullmatch(word) or not rjieba.has_word(word):
        return []
    first, last = (f"(?:{one}[\u4e00-\u9fff]|[\u4e00-\u9fff]{one})" for one in word)
    pattern = re.compile(f"(?=({first}[\u4e00-\u9fff]{{2}}{last}))")
    found = Counter(phrase for text in texts for phrase in pattern.findall(text))
    whole = [one for one in found if [len(piece) for piece in rjieba.cut(one)] == [_PAIR] * 3]
    return whole if len(whole) == 1 and found[whole[0]] > 1 else []


def _named_in_short(word: str, names: str) -> list[str]:
    """What headings and titles print for a short form of their first and last words: 商改 is 商事制度改革."""
    if not _SHORT_FORM.fullmatch(word):
        return []
    between = f"[\u4e00-\u9fff]{{1,{_BETWEEN}}}?"
    found = set(re.findall(between.join(map(re.escape, word)) + "[\u4e00-\u9fff]", names))
    cut = ((one, rjieba.cut(one)) for one in found)
    return sorted(
        one
        for one, pieces in cut
        if len(pieces) > 1
        and min(map(len, pieces)) > 1
        and (pieces[0][0], pieces[-1][0]) == (word[0], word[-1])
    )


def _taken_apart(word: str, texts: Sequence[str]) -> list[str]:
    """What texts print for two words that none prints side by side: 危房改造 is 改造农村危房."""
    one, other = word[:2], word[2:]
    if len(word) != _TWO_WORDS or not (rjieba.has_word(one) and rjieba.has_word(other)):
        return []
    between = f".{{1,{_BETWEEN}}}?"
    pattern = re.compile(
        f"{re.escape(one)}{between}{re.escape(other)}|{re.escape(other)}.{{0,{_BETWEEN}}}?{re.escape(one)}"
    )
    return sorted({found for text in texts for found in pattern.findall(text)})


def _with_more_between(word: str, texts: Sequence[str]) -> list[str]:
    """What texts print with another word between a word and its last character: 寄宿生 is 寄宿学生, 培训费 is 培训预收费."""
    if not _LAST_APART.fullmatch(word) or not rjieba.has_word(word[:2]):
        return []
    pattern = re.compile(f"{re.escape(word[:2])}[\u4e00-\u9fff]{{1,2}}{re.escape(word[2])}")
    return sorted({found for text in texts for found in pattern.findall(text)})


def _covered(word: WeightedWord, text: str) -> float:
    if word.word in text:
        return 1.0
    if any(other in text for other in word.others):
        return _SYNONYM
    if len(word.pairs) < 2:
        return 0.0
    return _PARTIAL * sum(1 for pair in word.pairs if pair in text) / len(word.pairs)

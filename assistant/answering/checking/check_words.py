"""Cutting a language model's words into sentences while they arrive, and checking each against what it cites."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from assistant.answering.checking.check_sentence import plain, problem_of
from assistant.answering.fold_text import bigrams, fold, simplify
from assistant.answering.turn import Ref
from assistant.answering.verify_answer import supports_of
from assistant.answering.vocabulary.catalogue import Catalogue

_MARK = re.compile(r"[\[［【](\d{1,3})[\]］】]")
"""[2] ［2］"""
_WHOLE_SENTENCE = re.compile(
    r"\s*[^。！？\n]*[。！？\n]+(?:\s*[\[［【]\d{1,3}[\]］】])*(?=[^\s\[［【。！？])", re.DOTALL
)
"""A sentence with the marks behind its full stop, when the next one has begun."""
_THOUGHT = re.compile(r"^\s*<think>.*?</think>\s*", re.DOTALL)
"""<think>先看材料……</think> — what some models say to themselves before they answer"""
_THINKS = re.compile(r"^\s*<(?:t(?:h(?:i(?:nk?)?)?)?)?(?:>|$)")
"""<think>先看 — a thought that has not ended, or has hardly begun"""
_MARGIN = 0.1
"""A part of a sentence shares so much more of its wording with another place that was handed out: then its mark is wrong."""
_PART = re.compile(r"(?P<words>[^\[［【]+)(?P<marks>(?:[\[［【]\d{1,3}[\]］】])+)")
"""食堂每日公示食材来源[1] — what stands before a mark, or before several"""
_REFUSAL = re.compile(r"^\s*(?:材料中没有|材料没有|材料中未|抱歉|对不起|无法|我不能|作为一)")
"""材料中没有。 — the composed answer has evidence, so it is shown instead."""


class WordsRejected(Exception):
    """A sentence may not be shown; ``reason`` is Chinese and goes into the answer's ``model``."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(f"{reason}: {sentence}")
        self.reason = reason


def checked_sentences(
    chunks: Iterable[str], refs: Sequence[Ref], catalogue: Catalogue, absent: Collection[str] = ()
) -> Iterator[str]:
    """Sentences that stand in what they cite, as they are completed. Raises :class:`WordsRejected` at the first that does not.

    ``absent`` are folded words of the question that no plan in scope says: a model likes to take them over as if one did.
    """
    waiting = ""
    said = False
    for chunk in chunks:
        waiting = _THOUGHT.sub("", waiting + chunk)
        if not said:
            waiting = waiting.lstrip()
        while not _THINKS.match(waiting) and (match := _WHOLE_SENTENCE.match(waiting)):
            yield _checked(match.group(0), refs, catalogue, absent)
            said = True
            waiting = waiting[match.end() :]
    if waiting.strip():
        yield _checked(waiting.rstrip(), refs, catalogue, absent)
        said = True
    if not said:
        raise WordsRejected("没有给出答复", "")


def _checked(sentence: str, refs: Sequence[Ref], catalogue: Catalogue, absent: Collection[str]) -> str:
    reason = rejection_of(sentence, refs, catalogue)
    folded = fold(simplify(sentence))
    if reason is None and any(word in folded for word in absent):
        reason = "写了文件中没有的内容"
    if reason is not None:
        raise WordsRejected(reason, sentence)
    return _MARK.sub(lambda mark: f"[{mark.group(1)}]", sentence)


def rejection_of(sentence: str, refs: Sequence[Ref], catalogue: Catalogue) -> str | None:
    """Why a sentence of the model is not to be shown, in Chinese, or ``None``."""
    if _REFUSAL.match(sentence):
        return "没有给出答复"
    marks = [int(mark) for mark in _MARK.findall(sentence)]
    if not marks:
        return "有语句没有出处"
    if any(not 1 <= mark <= len(refs) for mark in marks):
        return "引用了没有给出的材料"
    places = catalogue.places_said(sentence)
    supports = supports_of([refs[mark - 1] for mark in marks], catalogue)
    words = _MARK.sub("", sentence)
    if problem_of(words, supports, places=places, own_words=True) is not None:
        return "与原文核对不一致"
    return None if _marks_are_nearest(sentence, refs) else "出处与内容不符"


def _marks_are_nearest(sentence: str, refs: Sequence[Ref]) -> bool:
    """Whether each part of a sentence is as near to the places that its own marks stand for as to any other handed out."""
    quotes = [fold(simplify(ref.quote)) for ref in refs]
    for part in _PART.finditer(sentence):
        said = fold(plain(simplify(part.group("words"))))
        own = [quotes[int(mark) - 1] for mark in _MARK.findall(part.group("marks"))]
        best = max(_shared(said, [quote]) for quote in quotes)
        if best > _shared(said, own) + _MARGIN:
            return False
    return True


def _shared(said: str, quotes: Sequence[str]) -> float:
    """The share of a text's character pairs that stand in one of the quotes."""
    pairs = bigrams(said)
    return sum(any(pair in quote for quote in quotes) for pair in pairs) / len(pairs) if pairs else 1.0

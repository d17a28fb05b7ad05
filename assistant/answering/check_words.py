"""Cutting a language model's words into sentences while they arrive, and checking each against what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.answering.catalogue import Catalogue
from assistant.answering.check_sentence import plain, problem_of, shared_wording
from assistant.answering.fold_text import fold, simplify
from assistant.answering.turn import Ref
from assistant.answering.verify_answer import supports_of

_MARK = re.compile(r"[\[［【](\d{1,3})[\]］】]")
"""[2] ［2］"""
_WHOLE_SENTENCE = re.compile(
    r"\s*[^。！？\n]*[。！？\n]+(?:\s*[\[［【]\d{1,3}[\]］】])*(?=[^\s\[［【。！？])", re.DOTALL
)
"""A sentence with the marks behind its full stop, when the next one has begun."""
_MARGIN = 0.1
"""A sentence shares so much more of its wording with another place that was handed out: then its mark is wrong."""
_REFUSAL = re.compile(r"^\s*(?:材料中没有|材料没有|材料中未|抱歉|对不起|无法|我不能|作为一)")
"""材料中没有。 — the composed answer has evidence, so it is shown instead."""


class WordsRejected(Exception):
    """A sentence may not be shown; ``reason`` is Chinese and goes into the answer's ``model``."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(f"{reason}: {sentence}")
        self.reason = reason


def checked_sentences(chunks: Iterable[str], refs: Sequence[Ref], catalogue: Catalogue) -> Iterator[str]:
    """Sentences that stand in what they cite, as they are completed. Raises :class:`WordsRejected` at the first that does not."""
    waiting = ""
    said = False
    for chunk in chunks:
        waiting += chunk
        while match := _WHOLE_SENTENCE.match(waiting):
            yield _checked(match.group(0), refs, catalogue)
            said = True
            waiting = waiting[match.end() :]
    if waiting.strip():
        yield _checked(waiting.rstrip(), refs, catalogue)
        said = True
    if not said:
        raise WordsRejected("没有给出答复", "")


def _checked(sentence: str, refs: Sequence[Ref], catalogue: Catalogue) -> str:
    reason = rejection_of(sentence, refs, catalogue)
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
    own = [refs[mark - 1] for mark in marks]
    places = [(name.word, name.plan_id) for name in catalogue.place_names]
    supports = supports_of(own, catalogue)
    words = _MARK.sub("", sentence)
    if problem_of(words, supports, places=places, own_words=True) is not None:
        return "与原文核对不一致"
    others = supports_of([ref for ref in refs if ref not in own], catalogue)
    said = fold(plain(simplify(words)))
    best = max((shared_wording(said, [other]) for other in others), default=0.0)
    return "出处与内容不符" if best > shared_wording(said, supports) + _MARGIN else None

"""A number asked for beside the one before: after 质量奖评选多少家组织 the question 个人评多少名 is about the same sentence."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.turn import Kind, Understanding
from assistant.answering.vocabulary.catalogue import Catalogue

_FEW_WORDS = 2
"""A question that says more is about a matter of its own."""
_SHARE_SAID = 0.5
"""So much of the earlier matter stands in the sentence that says the new one too."""


def continue_matter(new: Understanding, previous: Understanding, catalogue: Catalogue) -> Understanding:
    """The question with the words of the one before, where one sentence with numbers says both; else as it is."""
    asks_number = new.kind is Kind.INDICATOR is previous.kind
    names_other = bool(new.places or new.units or new.unknown_places) or any(
        word in catalogue.indicator_names for word in new.words
    )
    if not asks_number or names_other or not 0 < len(new.words) <= _FEW_WORDS or not previous.words:
        return new
    earlier = tuple(word for word in previous.words if word not in new.words)
    for index in catalogue.indexes(previous.places[:1]):
        for _, _, text in index.commitments:
            said = sum(1 for word in earlier if word in text)
            if said >= max(1, _SHARE_SAID * len(earlier)) and all(word in text for word in new.words):
                kept = tuple(word for word in earlier if word in text)
                return replace(new, words=(*kept, *new.words), topic="".join((*kept, *new.words)))
    return new

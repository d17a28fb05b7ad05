"""A number asked for beside the one before: after 质量奖评选多少家组织 the question 个人评多少名 is about the same sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.conversation.earlier_items import items_of, record_of
from assistant.answering.fold_text import fold
from assistant.answering.turn import Kind, Turn, Understanding
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import Passage, TaskItem

_LABEL = re.compile(r"(?:^|[,，;；\n])\s*(?P<label>[^,，;；:：。\n]{2,20})[:：]")
"""…，总投资（亿元）：21.4，建设年限：…: what a row of a table says, each under its column's head"""
_OF_ALL = re.compile(r"全[省市区县州]|所有|全部|各[省市区县个]")
"""全市总投资: not that of the project spoken of"""
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


def continue_row(
    new: Understanding, previous: Understanding, earlier: Turn | None, catalogue: Catalogue
) -> Understanding:
    """The question with the thing asked about before, where it only says the head of a column of the row that was shown:
    总投资多少 after 青禾大桥的建设年限 is not the total of the programme."""
    asked = fold("".join(new.words))
    if earlier is None or not asked or not previous.words or new.units or _OF_ALL.search(new.text):
        return new
    for item in items_of(earlier):
        record = record_of(item, catalogue)
        if not isinstance(record, (Passage, TaskItem)):
            continue
        labels = [fold(match["label"]) for match in _LABEL.finditer(record.text)]
        thing = tuple(word for word in previous.words if not any(word in label for label in labels))
        if (
            thing
            and any(asked in label for label in labels)
            and all(word in fold(record.text) for word in thing)
        ):
            words = (*thing, *new.words)
            return replace(new, kind=Kind.CONTENT, words=words, topic="".join(words))
    return new

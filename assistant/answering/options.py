"""Parts of answering that can be switched off, to measure what each is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.answering.turn import Kind, Turn


@dataclass(frozen=True, slots=True)
class AnsweringOptions:
    """Everything is on when users ask.

    Without ``catalogue_facts`` indicators and units are looked for in passages like any content. Without ``verification``
    neither the composed answer nor a language model's words are checked against their places.
    """

    dense_search: bool = True
    keyword_search: bool = True
    catalogue_facts: bool = True
    verification: bool = True


EVERYTHING = AnsweringOptions()

_OF_THE_CATALOGUE = frozenset((Kind.INDICATOR, Kind.INDICATOR_LIST, Kind.TASK_UNITS, Kind.UNIT_TASKS))


def as_content(turn: Turn) -> Turn:
    """A question for a fact of the catalogue as one for content; the unit that it names is what is searched for."""
    asked = turn.understanding
    if turn.draft is not None or asked is None or asked.kind not in _OF_THE_CATALOGUE:
        return turn
    return replace(turn, understanding=replace(asked, kind=Kind.CONTENT, words=(*asked.units, *asked.words)))

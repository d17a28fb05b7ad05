"""What was asked about, in the words in which it was asked."""

from __future__ import annotations

import re

from assistant.answering.turn import Turn

_LATIN = re.compile(r"[a-z][a-z0-9+.\-]*")
"""gdp"""


def say_matter(turn: Turn, matter: str = "") -> str:
    """A folded matter (the question's, where none is given) with its Latin letters as they were typed: GDP, not gdp."""
    typed = turn.question.text

    def as_typed(match: re.Match[str]) -> str:
        found = re.search(re.escape(match.group(0)), typed, re.IGNORECASE)
        return found.group(0) if found else match.group(0)

    return _LATIN.sub(as_typed, matter or turn.asked.topic or turn.asked.text)

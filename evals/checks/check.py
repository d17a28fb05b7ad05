"""What a check returns, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from assistant.answer import Answer, Citation
from evals.questions.gold import GoldQuestion, Place


@dataclass(frozen=True, slots=True)
class Check:
    """``score`` between 0 and 1; ``problems`` says in words what keeps it from 1."""

    name: str
    score: float
    problems: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return self.score >= 1.0


class Places(Protocol):
    """What stands at a cited place."""

    def words_of(self, citation: Citation) -> str:
        """The folded words of the citation: its quote, section and plan title and, where known, the whole record."""
        ...

    def holds(self, record_id: str, place: Place) -> bool:
        """Whether a record of the library is of the place's plan and holds its anchor."""
        ...

    def numbers_of(self, citation: Citation) -> frozenset[str]:
        """The numbers that stand there."""
        ...


CheckFunction = Callable[[GoldQuestion, Answer, Places], Check | None]


def publishes(answer: Answer, part: str) -> bool:
    """Whether the system sends this part ("citations", "units", …) at all; what it never sends is not judged."""
    return part not in answer.trace.get("not_published", ())


def share(name: str, total: int, problems: list[str]) -> Check:
    """A check in which every one of ``total`` parts counts alike and each problem is a part that failed."""
    return Check(name, max(0.0, 1 - len(problems) / total), tuple(problems))

"""What a comparison found: counts, and every miss and extra in words."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Score:
    """Counts of one kind of fact. ``expected`` in the gold, ``found`` in the document, ``correct`` in both and right.

    ``found`` counts only what can be judged, so that precision is defined; ``precision`` and ``recall`` are ``None`` where there
    was nothing to judge.
    """

    kind: str
    expected: int = 0
    found: int = 0
    correct: int = 0
    misses: list[str] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        return self.correct / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.correct / self.expected if self.expected else None

    def judge(self, right: bool, miss: str) -> None:
        """Count one fact that both sides state."""
        self.expected += 1
        self.found += 1
        if right:
            self.correct += 1
        else:
            self.misses.append(miss)

    def miss(self, what: str) -> None:
        """Count a fact of the gold that was not extracted."""
        self.expected += 1
        self.misses.append(what)

    def extra(self, what: str) -> None:
        """Count something extracted that the gold does not hold."""
        self.found += 1
        self.extras.append(what)

    def add(self, other: Score) -> None:
        self.expected += other.expected
        self.found += other.found
        self.correct += other.correct
        self.misses.extend(other.misses)
        self.extras.extend(other.extras)

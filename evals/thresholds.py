"""The gate (门槛): bounds in a file, and what a run misses of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

THRESHOLDS_FILE = Path(__file__).parent / "thresholds.toml"

Part = Literal["answers", "extraction"]


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound on a measure. ``measured`` is ``None`` where the run had no case for it; it then counts as kept."""

    measure: str
    limit: float
    at_least: bool
    measured: float | None

    @property
    def kept(self) -> bool:
        if self.measured is None:
            return True
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit


def check_thresholds(
    measures: Mapping[str, float], part: Part = "answers", path: Path = THRESHOLDS_FILE
) -> tuple[Bound, ...]:
    """Every bound of a part of the file, beside what was measured."""
    content = tomllib.loads(path.read_text(encoding="utf-8")).get(part, {})
    bounds = []
    for side, at_least in (("minimum", True), ("maximum", False)):
        for measure, limit in content.get(side, {}).items():
            bounds.append(Bound(measure, float(limit), at_least, measures.get(measure)))
    return tuple(bounds)

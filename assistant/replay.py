"""Answering a stored question again, and telling what is different from then (重答与比对)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer
from assistant.answer_log import Receipt, plain

COMPARED = ("status", "answer", "citations", "units", "indicators", "clarification", "model")
"""The parts of an answer that are compared. Its time and its id are new each time."""

_MEASURES = ("elapsed_ms", "model_ms", "first_sentence_ms")
"""Times in a step's findings: never the same twice."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was: ``what`` is a name of :data:`COMPARED`, "library_version", "prompts" or a setting."""

    what: str
    before: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Replay:
    """A stored answer, the answer to the same question today, and what differs, as JSON values.

    ``step`` is the first step of the pipeline that found something else; ``None`` where all found the same, or where the
    receipt knows of no steps.
    """

    receipt: Receipt
    answer: Answer
    differences: tuple[Difference, ...]
    step: str | None = None

    @property
    def same(self) -> bool:
        """Whether the answer is the same; library, prompts and settings may differ."""
        return not any(difference.what in COMPARED for difference in self.differences)


def compare(
    receipt: Receipt,
    answer: Answer,
    library_version: str,
    settings: Mapping[str, str | int | float | None],
    steps: tuple[str, ...],
) -> Replay:
    """The stored answer beside the new one. ``steps`` are the pipeline's, in order."""
    before: Mapping[str, Any] = receipt.answer
    now: Mapping[str, Any] = plain(answer)
    pairs = [(name, before.get(name), now[name]) for name in COMPARED]
    pairs.append(("library_version", receipt.library_version, library_version))
    old_trace, new_trace = before.get("trace", {}), now["trace"]
    pairs.append(("prompts", old_trace.get("prompts"), new_trace.get("prompts")))
    names = dict.fromkeys((*receipt.settings, *settings)) if receipt.settings else {}
    pairs.extend((name, receipt.settings.get(name), settings.get(name)) for name in names)
    differences = tuple(Difference(what, old, new) for what, old, new in pairs if old != new)
    step = next(
        (
            name
            for name in steps
            if name in old_trace and _findings(old_trace[name]) != _findings(new_trace.get(name))
        ),
        None,
    )
    return Replay(receipt, answer, differences, step)


def _findings(found: Any) -> Any:
    """What a step left in the trace, without its times."""
    if isinstance(found, Mapping):
        return {name: value for name, value in found.items() if name not in _MEASURES}
    return found

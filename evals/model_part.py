"""The part that a language model has in the answers (语言模型的一份): the same questions without and with it, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.finish_answer import NOT_USED
from evals.run import Record
from evals.summary import Summary, percentile, states_wrong_fact, summarise
from evals.tokens import Prices, model_steps


@dataclass(frozen=True, slots=True)
class Worded:
    """A question whose answer a model was asked to word. ``reason`` says in Chinese why its words were not taken."""

    without: Record
    record: Record
    said: str
    problem: str
    reason: str | None
    first_ms: float
    """Until the user saw a sentence: the model's first, or the composed answer where none of the model's passed."""

    @property
    def kept(self) -> bool:
        return self.reason is None

    @property
    def end_ms(self) -> float:
        return self.record.elapsed_ms


@dataclass(frozen=True)
class ModelPart:
    """``without`` and ``records`` answer the same questions in the same order."""

    name: str
    without: tuple[Record, ...]
    records: tuple[Record, ...]
    prices: Prices | None = None

    @cached_property
    def summaries(self) -> tuple[Summary, Summary]:
        """(without, with the model)."""
        return summarise(self.without), summarise(self.records, self.prices)

    @cached_property
    def worded(self) -> tuple[Worded, ...]:
        pairs = zip(self.without, self.records, strict=True)
        return tuple(each for without, record in pairs if (each := _worded(without, record)) is not None)

    @property
    def kept(self) -> int:
        return sum(each.kept for each in self.worded)

    @property
    def reasons(self) -> Mapping[str, int]:
        """Why words were not taken → answers, the commonest first."""
        return dict(Counter(each.reason for each in self.worded if each.reason).most_common())

    @property
    def rewritten(self) -> tuple[int, int]:
        """(follow-ups that a model was asked to make whole, those of them whose wording was taken)."""
        steps = [s for record in self.records for s in model_steps(record.answer.trace, "rewrite_question")]
        return len(steps), sum(step.get("problem") is None for step in steps)

    @property
    def times(self) -> Mapping[str, tuple[float, float]]:
        """(median, p95) milliseconds of the answers that the model was asked to word: to the first sentence, to the end."""
        spans = {
            "到第一句": [each.first_ms for each in self.worded],
            "到答完": [each.end_ms for each in self.worded],
        }
        return {name: (percentile(ms, 0.5), percentile(ms, 0.95)) for name, ms in spans.items() if ms}

    @property
    def worse(self) -> tuple[str, ...]:
        """Questions that are right, or free of wrong facts, only without the model."""
        pairs = zip(self.without, self.records, strict=True)
        return tuple(
            record.question.id
            for without, record in pairs
            if (without.right and not record.right)
            or (states_wrong_fact(record) and not states_wrong_fact(without))
        )


def model_part(
    name: str, whole: Sequence[Record], records: Sequence[Record], prices: Prices | None = None
) -> ModelPart:
    """The part of ``whole`` that was asked with a model too, beside ``records``."""
    without = {record.question.id: record for record in whole}
    shared = [record for record in records if record.question.id in without]
    return ModelPart(name, tuple(without[record.question.id] for record in shared), tuple(shared), prices)


def _worded(without: Record, record: Record) -> Worded | None:
    step = next(model_steps(record.answer.trace, "word_answer"), None)
    if step is None:
        return None
    refused = NOT_USED.match(record.answer.model)
    first = step.get("first_sentence_ms")
    waited = (
        record.elapsed_ms if first is None else record.elapsed_ms - float(step["model_ms"]) + float(first)
    )
    return Worded(
        without=without,
        record=record,
        said=str(step.get("said") or ""),
        problem=str(step.get("problem") or ""),
        reason=refused.group("reason") if refused else None,
        first_ms=waited,
    )

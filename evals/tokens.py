"""What answers took of a language model (词元与费用): tokens told by the trace or by the system, and their price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer

MODEL_STEPS = ("rewrite_question", "word_answer")
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens read (the prompt) and written (the reply)."""

    prompt: int = 0
    reply: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(self.prompt + other.prompt, self.reply + other.reply)

    @property
    def all(self) -> int:
        return self.prompt + self.reply


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of a million tokens read and written, in whatever currency the evaluator counts in."""

    prompt: float
    reply: float

    def cost(self, tokens: Tokens) -> float:
        return (tokens.prompt * self.prompt + tokens.reply * self.reply) / MILLION


def tokens_of(answer: Answer) -> Tokens | None:
    """Tokens that a language model took for the answer; ``None`` where it was not asked, or nobody counted."""
    told = [Tokens(_number(step, "prompt"), _number(step, "answer")) for step in _counted_steps(answer.trace)]
    usage = answer.trace.get("usage")
    if isinstance(usage, Mapping) and usage:
        told.append(Tokens(_number(usage, "prompt_tokens"), _number(usage, "completion_tokens")))
    return sum(told, Tokens()) if told else None


def model_steps(trace: Mapping[str, Any], step: str) -> Iterator[Mapping[str, Any]]:
    """What the trace tells of a step that a language model was asked in; once for each part of a question of several parts."""
    for part in trace.get("parts") or (trace,):
        found = part.get(step) if isinstance(part, Mapping) else None
        if isinstance(found, Mapping) and "model" in found:
            yield found


def totals(answers: Sequence[Answer], prices: Prices | None = None) -> dict[str, float]:
    """Measures of a run: tokens in all and by answer that took any, and their cost in all and by question; empty where none were
    taken."""
    spent = [tokens for answer in answers if (tokens := tokens_of(answer)) is not None]
    if not spent:
        return {}
    whole = sum(spent, Tokens())
    measures = {
        "tokens_per_answer": whole.all / len(spent),
        "tokens": float(whole.all),
        "prompt_tokens": float(whole.prompt),
        "reply_tokens": float(whole.reply),
    }
    if prices is not None:
        cost = prices.cost(whole)
        measures |= {"cost_per_question": cost / len(answers), "cost": cost}
    return measures


def _counted_steps(trace: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for step in MODEL_STEPS:
        for found in model_steps(trace, step):
            if isinstance(found.get("tokens"), Mapping):
                yield found["tokens"]


def _number(told: Mapping[str, Any], name: str) -> int:
    return int(told.get(name) or 0)

"""Answers labelled by hand (人工标注), and how far a judge agrees with them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from evals.questions.gold import GOLD_FOLDER, GoldQuestion

LABELS_FILE = GOLD_FOLDER / "labels.jsonl"


class Verdict(StrEnum):
    RIGHT = "right"
    """对"""
    PARTLY = "partly"
    """部分对：说的都对，但不全"""
    WRONG = "wrong"
    """错"""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer to a gold question, and what a person says of it."""

    question: GoldQuestion
    answer: str
    label: Verdict


def load_labels(questions: Mapping[str, GoldQuestion], path: Path = LABELS_FILE) -> Iterator[Labelled]:
    """The labelled answers of a file. Raises ``ValueError`` for a question that is not in the gold."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        data = json.loads(line)
        question = questions.get(data["id"])
        if question is None:
            raise ValueError(f"{path.name}:{number}: no question {data['id']!r}")
        yield Labelled(question, data["answer"], Verdict(data["label"]))


def cohens_kappa(pairs: Sequence[tuple[Verdict, Verdict]]) -> float:
    """Agreement beyond chance (Cohen, 1960): 1 is full agreement, 0 what chance would give; 0 of nothing."""
    if not pairs:
        return 0.0
    total = len(pairs)
    agreed = sum(one == other for one, other in pairs) / total
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(first[verdict] * second[verdict] for verdict in Verdict) / total**2
    return 1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)

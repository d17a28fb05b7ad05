"""The labelled answers as a file for judges that live in an environment of their own: question, answer, label, reference, contexts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from evals.judges.labels import Labelled
from evals.questions.gold import Expectation
from evals.reporting.failures import unit_words, value_words

if TYPE_CHECKING:
    from evals.places import RecordPlaces


def case_lines(cases: Iterable[Labelled], places: RecordPlaces) -> Iterator[str]:
    """A line of JSON for every case whose evidence stands in the plans at hand; ``contexts`` are the words around it."""
    for case in cases:
        contexts = [words for place in case.question.evidence if (words := places.excerpt(place))]
        if not contexts:
            continue
        content = {
            "id": case.question.id,
            "question": case.question.question,
            "answer": case.answer,
            "label": case.label.value,
            "reference": "。".join(reference_lines(case.question.expect)),
            "contexts": contexts,
        }
        yield json.dumps(content, ensure_ascii=False)


def reference_lines(expect: Expectation) -> Iterator[str]:
    """What a right answer says, one fact a line."""
    yield from map(value_words, expect.values)
    yield from map(unit_words, expect.units)
    if expect.no_units:
        yield "没有写明单位"
    yield from (item.words for item in expect.items)
    yield from (wordings[0] for wordings in expect.phrases)

"""What stands at the places that an answer cites: the records of the library, as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from assistant.answer import Citation
from evals.checks.numbers import numbers_of
from evals.questions.gold import Place
from evals.words import fold, fold_title
from ingest.plan import PlanRecords


class RecordPlaces:
    """Places by record id. Without records (a system that does not publish them) a citation is only its own quote."""

    def __init__(self, records: Mapping[str, tuple[str, str]]) -> None:
        """``records`` maps a record's id to its plan's id and its words."""
        self._records = records
        self._fold = lru_cache(maxsize=20_000)(fold)
        self._numbers = lru_cache(maxsize=20_000)(lambda words: frozenset(numbers_of(words)))

    def words_of(self, citation: Citation) -> str:
        _, whole = self._records.get(citation.record_id, ("", ""))
        return f"{fold(_own_words(citation))} {self._fold(whole)}"

    def numbers_of(self, citation: Citation) -> frozenset[str]:
        _, whole = self._records.get(citation.record_id, ("", ""))
        return frozenset(numbers_of(_own_words(citation))) | self._numbers(whole)

    def holds(self, record_id: str, place: Place) -> bool:
        plan, whole = self._records.get(record_id, ("", ""))
        return plan == place.plan and fold_title(place.anchor) in fold_title(self._fold(whole))

    def excerpt(self, place: Place, length: int = 240) -> str:
        """The words of the shortest record of the plan in which the place's anchor stands, for a person to compare."""
        anchor = fold_title(place.anchor)
        found = [
            w
            for plan, w in self._records.values()
            if plan == place.plan and anchor in fold_title(self._fold(w))
        ]
        return min(found, key=len)[:length] if found else ""


def _own_words(citation: Citation) -> str:
    return " ".join((citation.quote, *citation.section, citation.plan_title))


def record_words(plans: Iterable[PlanRecords]) -> dict[str, tuple[str, str]]:
    """Every record of the plans as words: title, text and units of a task, headings and cells of a row, …"""
    words: dict[str, tuple[str, str]] = {}
    for records in plans:
        plan = records.plan.id
        for task in records.tasks:
            names = "、".join(unit.name for unit in task.units)
            words[task.id] = (plan, f"{task.title}。{task.text}\n{task.units_text or names}\n{names}")
        for row in records.indicators:
            cells = " ".join((*row.header, *row.cells, *row.values.keys(), *row.values.values()))
            named = f"{row.category or ''} {row.name}（{row.unit or ''}） {row.attribute or ''}"
            words[row.id] = (plan, f"{row.table} {named} {cells} {row.text}")
        for commitment in records.commitments:
            words[commitment.id] = (plan, commitment.text)
        for passage in records.passages:
            words[passage.id] = (plan, passage.text)
    return words

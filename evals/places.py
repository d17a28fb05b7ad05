"""What stands at the places that an answer cites: the records of the library, as words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from assistant.answer import Citation
from evals.checks.numbers import numbers_of
from evals.questions.gold import Place
from evals.words import fold, fold_title
from ingest.plan import PlanRecords


class RecordPlaces:
    """Places by record id. Without records (a system that does not publish them) a citation is only its own quote."""

    def __init__(
        self, records: Mapping[str, tuple[str, str]], sources: Mapping[str, str] | None = None
    ) -> None:
        """``records`` maps a record's id to its plan's id and its words, ``sources`` a plan's id to its file's text."""
        self._records = records
        self._sources = sources or {}
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

    def excerpt(self, place: Place, length: int = 280) -> str:
        """The document's words around the place's anchor, for a person to compare: from the shortest record that holds it,
        or from the file where no record does (the title page, a preamble)."""
        anchor = fold_title(place.anchor)
        found = [
            w
            for plan, w in self._records.values()
            if plan == place.plan and anchor in fold_title(self._fold(w))
        ]
        words = min(found, key=len) if found else self._sources.get(place.plan, "")
        # the file breaks lines where it likes
        here = re.search(r"\s*".join(map(re.escape, place.anchor)), words)
        if not found and here is None:
            return ""
        start = max(0, (here.start() if here else 0) - length // 3)
        end = start + length
        return f"{'…' if start else ''}{words[start:end].strip()}{'…' if end < len(words) else ''}"


def _own_words(citation: Citation) -> str:
    return " ".join((citation.quote, *citation.section, citation.plan_title))


def record_words(plans: Iterable[PlanRecords]) -> dict[str, tuple[str, str]]:
    """Every record of the plans as words: title, text and units of a task, headings and cells of a row, …"""
    words: dict[str, tuple[str, str]] = {}
    for records in plans:
        plan = records.plan.id
        for task in records.tasks:
            names = "、".join(unit.name for unit in task.units)
            words[task.id] = (
                plan,
                f"{task.title}。{task.text}\n{task.units_text or names}\n{names}\n{task.deadline or ''}",
            )
        for row in records.indicators:
            cells = " ".join((*row.header, *row.cells, *row.values.keys(), *row.values.values()))
            named = f"{row.category or ''} {row.name}（{row.unit or ''}） {row.attribute or ''}"
            words[row.id] = (plan, f"{row.table} {named} {cells} {row.text}")
        for commitment in records.commitments:
            words[commitment.id] = (plan, commitment.text)
        for passage in records.passages:
            words[passage.id] = (plan, passage.text)
    return words

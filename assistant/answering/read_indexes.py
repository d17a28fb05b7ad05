"""What is read of the plans in scope: everything of some, of very many only the indicator rows that may be meant."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.fix_scope import PLANS_READ_WHOLE
from assistant.answering.matching.match_indicators import name_share
from assistant.answering.turn import Understanding
from assistant.answering.understanding.recognise_words import covers
from assistant.answering.vocabulary.catalogue import Catalogue
from assistant.answering.vocabulary.plan_index import PlanIndex

_MAY_BE_MEANT = 0.3
"""Share of an indicator's name that the question says, or half of the question that the name says: its rows are compared."""


def read_indexes(asked: Understanding, plan_ids: Sequence[str], catalogue: Catalogue) -> list[PlanIndex]:
    """The plans' folded records, in the order given."""
    if len(plan_ids) <= PLANS_READ_WHOLE:
        return catalogue.indexes(plan_ids)
    names = [name for name, folded in catalogue.printed_indicators.items() if _may_be_meant(asked, folded)]
    return catalogue.indexes_of_rows(names, plan_ids) if names else []


def _may_be_meant(asked: Understanding, name: str) -> bool:
    said = sum(len(word) for word in asked.words if covers(name, word))
    return 2 * said >= len(asked.topic) or name_share(asked.words, name) >= _MAY_BE_MEANT

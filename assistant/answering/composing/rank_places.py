"""Which places stand at the ranks asked for: 市场主体总量第二高的."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from assistant.answering.composing.refer import ref_to_commitment
from assistant.answering.fold_text import fold
from assistant.answering.turn import FoundCommitment, Ref, Statement, StatementKind
from assistant.answering.understanding.rank_asked import Rank
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.number_grammar import read_cell, split_unit
from prompts import reply

_AS_GOOD = 0.05
"""A commitment that says as much of what is asked as the best one, within this, is about the same thing."""
_ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Stated:
    """What a place states: the ``amount`` in the basic measure, its sign, the words that say it and where they stand."""

    place: str
    amount: Decimal
    op: str
    words: str
    ref: Ref


def rank_places(stated: Sequence[Stated], rank: Rank) -> list[Statement]:
    """The places at the ranks; nothing where values are bounds of different kinds (>98 against 98)."""
    if len(stated) < 2 or len({one.op for one in stated}) > 1:
        return []
    if rank.first > len(stated):
        text = reply("no_such_rank", count=len(stated))
        return [Statement(text, tuple(one.ref for one in stated), StatementKind.LEAD)]
    order = sorted(stated, key=lambda one: one.amount, reverse=not rank.lowest)
    told: list[str] = []
    at = 0
    for _, group in groupby(order, key=lambda one: one.amount):
        same = list(group)
        if at < rank.last and at + len(same) >= rank.first:
            tied = "并列" if len(same) > 1 else ""
            told.append(
                f"{tied}第{_ordinal(at + 1)}位是{'、'.join(one.place for one in same)}（{same[0].words}）"
            )
        at += len(same)
    way = "从低到高" if rank.lowest else "从高到低"
    return [Statement(f"按目标值{way}，{'，'.join(told)}。", tuple(one.ref for one in order))]


def rank_commitments(found: Sequence[FoundCommitment], rank: Rank, catalogue: Catalogue) -> list[Statement]:
    """The ranks among what several places commit themselves to; nothing where it is not one thing and one figure in each,
    to be reached by the same date (what has none may be a result, not an aim)."""
    best = max((one.score for one in found), default=0.0)
    same = [one for one in found if one.score >= best - _AS_GOOD]
    stated: list[Stated] = []
    for one in same:
        factor, measure = split_unit(one.commitment.unit or "")
        number = read_cell(one.commitment.value).number
        if number is None or measure != split_unit(same[0].commitment.unit or "")[1]:
            return []
        words = f"{one.commitment.value}{one.commitment.unit or ''}"
        ref = ref_to_commitment(one.plan, one.commitment)
        stated.append(Stated(catalogue.place_word(one.plan), number * factor, one.commitment.op, words, ref))
    things = {fold(one.commitment.what) for one in same}
    alike = all(one in other or other in one for one in things for other in things)
    dates = {one.commitment.deadline for one in same}
    comparable = (
        alike and len(dates) == 1 and None not in dates and len({one.plan.id for one in same}) == len(same)
    )
    return rank_places(stated, rank) if comparable else []


def _ordinal(number: int) -> str:
    return _ORDINALS[number - 1] if number <= len(_ORDINALS) else str(number)

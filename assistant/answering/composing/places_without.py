"""The places asked about by name for which nothing was found, where another has what is asked: half an answer names the gap."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.composing.compose_content import compose_number
from assistant.answering.composing.say_matter import say_matter
from assistant.answering.turn import Draft, Statement, StatementKind, Turn
from assistant.answering.vocabulary.catalogue import Catalogue
from prompts import reply

_MOST_NAMED = 5
"""Of more places a comparison tells how many have it."""


def with_places_without(draft: Draft, turn: Turn, catalogue: Catalogue) -> Draft:
    """The draft with what the text of the other places says of it, or that it says nothing."""
    plan_ids = turn.scope.plan_ids if turn.scope and turn.scope.named else ()
    regions = {plan_id: catalogue.plans[plan_id].region for plan_id in plan_ids}
    told = {ref.plan.region for statement in draft.statements for ref in statement.refs}
    silent = {plan_id: region for plan_id, region in regions.items() if region not in told}
    if not told or not silent or len(set(regions.values())) > _MOST_NAMED:
        return draft
    evidence = tuple(item for item in turn.evidence if item.plan.id in silent)
    number = compose_number(replace(turn, evidence=evidence), catalogue, None)
    found = number.statements if number is not None else ()
    told |= {ref.plan.region for statement in found for ref in statement.refs}
    left = [region for region in dict.fromkeys(silent.values()) if region not in told]
    gap = reply("places_without_value", places="、".join(left), what=say_matter(turn))
    missing = (Statement(gap, kind=StatementKind.LEAD),) if left else ()
    return replace(draft, statements=(*draft.statements, *found, *missing))

"""People that a question names, where a plan's rows say who leads: 周建明牵头的任务."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.matching.labelled_lines import tasks_of_person
from assistant.answering.vocabulary.catalogue import Catalogue

_LEADS = re.compile(r"牵头|负责|分管|包抓|联系|挂帅|主抓|任务|事项|工作")
_PLANS_READ = 8
_RANK = re.compile(r"同志|(?:副?(?:县|市|区|镇|乡|局|主任|书记|部)长?)|领导|重点|主要")
"""Words beside a name that tell no matter: 周建明同志, 周建明副县长"""


def recognise_people(
    simple: str, words: Sequence[str], places: Sequence[str], catalogue: Catalogue
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """(names, ids of the plans whose tasks name them, the words that are left); no names where no plan has one."""
    plan_ids = tuple(places) or tuple(catalogue.plans)
    if not _LEADS.search(simple) or len(plan_ids) > _PLANS_READ:
        return (), tuple(places), tuple(words)
    found = {word: tasks_of_person(word, catalogue.indexes(plan_ids)) for word in words}
    people = tuple(word for word, tasks in found.items() if tasks)
    if not people:
        return (), tuple(places), tuple(words)
    plans = tuple(dict.fromkeys(item.plan.id for word in people for item in found[word]))
    left = tuple(word for word in words if word not in people and not _RANK.fullmatch(word))
    return people, plans, left

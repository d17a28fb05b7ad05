"""Which plans of the library are versions of one plan, and which of them is the latest.

Told from front matter alone, so that it is always true of what the library holds at the moment: when the newer version is
removed, the older one is in force again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.library.normalise_text import normalise
from ingest.plan import Plan, PlanStatus

VERSION_WORDS = r"征求意见稿|意见征求稿|公开征求意见|草案|草稿|送审稿|报批稿|审议稿|讨论稿|公示稿|初稿|代拟稿|修订版?|修订稿|修编|修改稿|修正|调整|印发稿|正式稿|试行"
# "（征求意见稿）", "（2023年修订版）", "(草案)": what tells two versions of one title apart
VERSION_MARK = re.compile(
    rf"[(（【\[][^()（）【】\[\]]{{0,12}}(?:{VERSION_WORDS})[^()（）【】\[\]]{{0,4}}[)）】\]]"
)
# "云陵市养老服务规划征求意见稿"
VERSION_END = re.compile(rf"(?:{VERSION_WORDS})$")
# "云陵市人民政府关于印发《…》的通知"
NOTICE = re.compile(r"^.{0,40}关于(?:印发|发布|公布)《?(?P<title>.+?)》?的通知$")
NOT_IN_TITLE = re.compile(r"[\W_]+")
DRAFT = re.compile(r"征求意见|意见征求|草案|草稿|送审稿|报批稿|审议稿|讨论稿|公示稿|初稿|代拟稿")
REVISED = re.compile(r"修订|修编|修改稿|修正|调整")
# One number may stand on a plan and on its annexes: 规划 and 责任清单 are two documents.
KIND = re.compile(r"规划|纲要|清单|分解表|方案|计划|意见|办法|要点")


@dataclass(frozen=True, slots=True)
class Versions:
    """``superseded_by``: a plan's id → that of the latest version of the same plan. ``supersedes``: the other way round."""

    superseded_by: Mapping[str, str]
    supersedes: Mapping[str, tuple[str, ...]]


def find_versions(plans: Iterable[Plan]) -> Versions:
    """The versions among these plans."""
    superseded_by: dict[str, str] = {}
    supersedes: dict[str, list[str]] = defaultdict(list)
    for group in _same_plans(plans):
        latest = _latest(group)
        for plan in group:
            if latest is not None and plan.id != latest.id and _is_newer(latest, plan):
                superseded_by[plan.id] = latest.id
                supersedes[latest.id].append(plan.id)
    return Versions(superseded_by, {plan_id: tuple(older) for plan_id, older in supersedes.items()})


def title_without_version(title: str) -> str:
    """What all versions of a plan are called: 云陵市养老服务规划 of 《云陵市养老服务规划（征求意见稿）》."""
    name = "".join(normalise(title).split())
    notice = NOTICE.match(name)
    name = VERSION_MARK.sub("", notice["title"] if notice else name)
    return VERSION_END.sub("", NOT_IN_TITLE.sub("", name))


def _same_plans(plans: Iterable[Plan]) -> Iterable[list[Plan]]:
    """Groups of plans with the same title and region, or with the same document number and kind of document."""
    parent: dict[str, str] = {}
    first: dict[tuple[str, ...], str] = {}
    known = {plan.id: plan for plan in plans}

    def root(plan_id: str) -> str:
        while parent.get(plan_id, plan_id) != plan_id:
            plan_id = parent[plan_id]
        return plan_id

    for plan in known.values():
        for key in _keys(plan):
            mate = root(first.setdefault(key, plan.id))
            if mate != root(plan.id):
                parent[root(plan.id)] = mate
    groups: dict[str, list[Plan]] = defaultdict(list)
    for plan in known.values():
        groups[root(plan.id)].append(plan)
    return [group for group in groups.values() if len(group) > 1]


def _keys(plan: Plan) -> Sequence[tuple[str, ...]]:
    title = title_without_version(plan.title)
    keys: list[tuple[str, ...]] = [("title", plan.region, title)] if title else []
    kinds = KIND.findall(title)
    if plan.document_number and kinds:
        number = NOT_IN_TITLE.sub("", normalise(plan.document_number))
        keys.append(("number", plan.region, number, kinds[-1]))
    return keys


def _latest(group: list[Plan]) -> Plan | None:
    """The plan that is newer than some other and older than none."""
    newest = [
        plan
        for plan in group
        if any(_is_newer(plan, other) for other in group)
        and not any(_is_newer(other, plan) for other in group)
    ]
    # The plan before the draft of its revision; of two copies the first by id, the same at every look.
    return min(newest, key=lambda plan: (_is_draft(plan), plan.id), default=None)


def _is_newer(plan: Plan, other: Plan) -> bool:
    """Whether a plan takes the place of the other. Without dates only 印发 after 草案 and 修订 after the first issue count."""
    if plan.id == other.id:
        return False
    dates = _comparable_dates(plan, other)
    if _is_draft(plan) != _is_draft(other):
        # A draft takes nothing's place; one that came after the plan is that of its revision and still open.
        return _is_draft(other) and (dates is None or dates[0] >= dates[1])
    if dates is not None and dates[0] != dates[1]:
        return dates[0] > dates[1]
    return bool(REVISED.search(plan.title)) and not REVISED.search(other.title)


def _is_draft(plan: Plan) -> bool:
    return plan.status is PlanStatus.DRAFT or bool(DRAFT.search(plan.title))


def _comparable_dates(plan: Plan, other: Plan) -> tuple[str, str] | None:
    """Dates of the same kind where both plans have one, else any."""
    for one, another in (
        (plan.issued, other.issued),
        (plan.published, other.published),
        (plan.issued or plan.published, other.issued or other.published),
    ):
        if one and another:
            return one, another
    return None

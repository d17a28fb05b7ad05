"""Step 2: which plans may answer. The caller's limits are hard; a place in the question fixes the plan."""

from __future__ import annotations

import re
from dataclasses import replace

import rjieba

from assistant.answer import AnswerStatus, Clarification, Question
from assistant.answering.fold_text import fold
from assistant.answering.matching.match_tasks import same_rank
from assistant.answering.matching.weigh_words import WordWeights
from assistant.answering.turn import (
    SMALL_TALK,
    Draft,
    Kind,
    Scope,
    Statement,
    StatementKind,
    Turn,
    Understanding,
)
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import Plan
from ingest.units.unit_names import matches
from prompts import reply

PLACES_ANSWERED_APART = 5
"""With no place named, up to so many plans are answered one by one; with more the assistant asks back."""

PLANS_READ_WHOLE = 64
"""Of more plans not all records are read for one question: only what one query or a search can tell of them is answered."""

_OPTIONS_SHOWN = 8
_LEAST_PLACE = 3
_PLANS_LOOKED_INTO = 12
_SAYS_IT = 0.75
"""A plan is about what is asked when one of its records says so much of it …"""
_AS_WELL = 0.1
"""… and as well as any other plan, within this."""
_SAYS_MOST = 0.5
_FAR_AHEAD = 1.6
"""A plan that says less of it is meant where it says so much of it, and so many times as much as any other."""

_DOCUMENT_KIND = re.compile(
    r"责任清单|工作清单|清单|任务分解表|分解表|实施方案|实施意见|计划|草案|征求意见稿|规划"
)
"""Words that tell two documents of one place apart: 云陵市的责任清单"""

_ASKS_FOR_VERSIONS = re.compile(
    r"草案|征求意见|送审稿|公示稿|初稿|[旧老原前]版|上一版|第一版|版本|新旧|修订前|修改前|修编前|调整前"
)
"""征求意见稿里怎么写的 · 和旧版比: else only the latest version answers."""

_LATER_VERSION = re.compile(r"正式[稿版本]|印发[稿版]|定稿|终稿|现行|新版")
"""征求意见稿和正式稿有什么不同: both"""

_VERSION_WORD = re.compile(
    r"草案|征求意见稿?|送审稿|公示稿|初稿|[旧老原前新]版|版本|正式[稿版]?|定稿|终稿|现行"
)

_OVER_ALL = frozenset((Kind.PLAN_LIST, Kind.MENTIONS))


def fix_scope(turn: Turn, catalogue: Catalogue) -> Turn:
    asked = _without_version_words(turn.asked)
    turn = replace(turn, understanding=asked)
    allowed = allowed_plans(turn.question, catalogue)
    if asked.kind is not Kind.PLAN_LIST and not _ASKS_FOR_VERSIONS.search(asked.text):
        allowed = _in_force(allowed, catalogue)
    if asked.kind in SMALL_TALK:
        return turn.grow("fix_scope", "small talk", scope=Scope(tuple(allowed)))
    if not allowed:
        return _end(turn, "empty", _nothing_allowed(turn.question, catalogue))
    named = tuple(plan_id for plan_id in _named(asked, catalogue) if plan_id in allowed)
    if asked.places and not named and not asked.place_taken_over:
        return _end(turn, "outside the caller's limits", _outside_limits(asked, allowed, catalogue))
    if asked.unknown_places and not named:
        return _end(turn, "unknown place", _unknown_place(asked, allowed, catalogue))
    if _leaves_open_which(asked, named, catalogue):
        plans = {plan_id: allowed[plan_id] for plan_id in named}
        return _end(turn, "ask which document", _ask_which(plans, catalogue, reply("which_document")))
    below = _plans_below(asked.places_above, allowed)
    if below and asked.kind not in _OVER_ALL:
        return _end(
            turn,
            "a place above",
            _ask_which(below, catalogue, reply("places_above", place="、".join(asked.places_above))),
        )
    plan_ids = named or tuple(allowed)
    too_many = len(plan_ids) > PLANS_READ_WHOLE and not _told_of_many(asked)
    unclear = not named and len(plan_ids) > PLACES_ANSWERED_APART and not asked.compare
    if asked.kind not in _OVER_ALL and (unclear or too_many):
        about = [] if named else _plans_about(asked, allowed, catalogue)
        if not 0 < len(about) <= PLACES_ANSWERED_APART:
            choices = {plan_id: allowed[plan_id] for plan_id in about or plan_ids}
            return _end(turn, "ask which place", _ask_which(choices, catalogue))
        return turn.grow("fix_scope", {"plans": about, "named": False}, scope=Scope(tuple(about)))
    scope = Scope(plan_ids, named=bool(named) or len(allowed) == 1)
    return turn.grow("fix_scope", {"plans": list(plan_ids), "named": scope.named}, scope=scope)


def _without_version_words(asked: Understanding) -> Understanding:
    """The question without the words that say which version is meant: they tell where to look, not for what."""
    words = tuple(word for word in asked.words if not _VERSION_WORD.fullmatch(word))
    return replace(asked, words=words) if words and _ASKS_FOR_VERSIONS.search(asked.text) else asked


def _told_of_many(asked: Understanding) -> bool:
    """Whether a question can be answered of any number of plans: the same indicator everywhere, which plan has most tasks."""
    if asked.kind is Kind.INDICATOR:
        return asked.compare in ("highest", "lowest", "compare")
    return (
        asked.kind is Kind.PLAN_FACT and asked.facts == ("tasks",) and asked.compare in ("highest", "lowest")
    )


def _leaves_open_which(asked: Understanding, named: tuple[str, ...], catalogue: Catalogue) -> bool:
    """Whether several documents of one place, or several titles, are meant, and nothing says what is asked of them."""
    regions = {catalogue.plans[plan_id].region for plan_id in named}
    open_question = asked.kind in (Kind.CONTENT, Kind.DUE) and not (
        asked.words or asked.units or asked.follows
    )
    return len(named) > 1 and open_question and (len(regions) == 1 or not asked.place_words)


def _plans_about(asked: Understanding, allowed: dict[str, Plan], catalogue: Catalogue) -> list[str]:
    """With no place named in a large library: the plans that alone speak of all that is asked, or none."""
    named = [_plans_naming(unit, catalogue) for unit in asked.units]
    plan_ids = [plan_id for plan_id in allowed if all(plan_id in plans for plans in named)] if named else []
    if not asked.words or 0 < len(plan_ids) <= PLACES_ANSWERED_APART:
        return plan_ids
    near = [plan_id for plan_id in catalogue.plans_about(" ".join(asked.words)) if plan_id in allowed]
    near = [plan_id for plan_id in near if not plan_ids or plan_id in plan_ids][:_PLANS_LOOKED_INTO]
    weights = WordWeights(asked.words, catalogue.indexes(near))
    said = {plan_id: _says_best(plan_id, weights, catalogue) for plan_id in near}
    best, *others = sorted(said.values(), reverse=True) or [0.0]
    if best >= _SAYS_IT:
        return [plan_id for plan_id in near if said[plan_id] >= best - _AS_WELL]
    alone = best >= _SAYS_MOST and best >= _FAR_AHEAD * max(others, default=0.0)
    return [plan_id for plan_id in near if alone and said[plan_id] == best]


def _says_best(plan_id: str, weights: WordWeights, catalogue: Catalogue) -> float:
    """How much of the question's words one record of the plan says, or the plan's title together with one."""
    index = catalogue.index(plan_id)
    title = fold(index.plan.title)
    return max((weights.coverage(text + title) for text in index.words_by_id.values()), default=0.0)


def _plans_naming(unit: str, catalogue: Catalogue) -> frozenset[str]:
    """Plans with a unit that the asked name means."""
    found = (
        plans
        for name, plans in catalogue.unit_names.items()
        if same_rank(unit, name) and matches(unit, name) is not None
    )
    return frozenset().union(*found)


def allowed_plans(question: Question, catalogue: Catalogue) -> dict[str, Plan]:
    """Plans within the caller's limits, by id."""
    region = fold(question.region or "")
    if not question.plans and not region:
        return catalogue.plans
    return {
        plan_id: plan
        for plan_id, plan in catalogue.plans.items()
        if (not question.plans or plan_id in question.plans)
        and (not region or _is_region(region, plan, catalogue))
    }


def _is_region(region: str, plan: Plan, catalogue: Catalogue) -> bool:
    return region in catalogue.words_of_place.get(plan.id, ()) or region == fold(plan.region)


def _in_force(plans: dict[str, Plan], catalogue: Catalogue) -> dict[str, Plan]:
    """Without the versions whose place another of these plans has taken."""
    if len(plans) == len(catalogue.plans):
        return catalogue.in_force
    return {
        plan_id: plan for plan_id, plan in plans.items() if catalogue.superseded_by.get(plan_id) not in plans
    }


def _with_versions(plan_ids: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """The plans with those that took their place, and those whose place they took."""
    newer = catalogue.superseded_by
    kept = {*plan_ids, *(newer[one] for one in plan_ids if one in newer)}
    return tuple(one for one in catalogue.plans if one in kept or newer.get(one) in kept)


def _named(asked: Understanding, catalogue: Catalogue) -> tuple[str, ...]:
    """The plans named; of several of one place those whose kind of document the question says."""
    if _ASKS_FOR_VERSIONS.search(asked.text) and _LATER_VERSION.search(asked.text):
        return _with_versions(asked.places, catalogue)
    kinds = set(_DOCUMENT_KIND.findall(asked.text))
    if asked.kind is Kind.PLAN_LIST:
        kinds.discard("规划")
    fitting = tuple(
        plan_id
        for plan_id in asked.places
        if kinds & set(_DOCUMENT_KIND.findall(catalogue.plans[plan_id].title))
    )
    regions = {catalogue.plans[plan_id].region for plan_id in asked.places}
    fitting_regions = {catalogue.plans[plan_id].region for plan_id in fitting}
    return fitting if fitting and fitting_regions == regions else asked.places


def _end(turn: Turn, why: str, draft: Draft) -> Turn:
    return turn.grow("fix_scope", why, scope=Scope(()), draft=draft)


def _line(name: str, **variables: str | int) -> tuple[Statement, ...]:
    return (Statement(reply(name, **variables), kind=StatementKind.LEAD),)


def _nothing_allowed(question: Question, catalogue: Catalogue) -> Draft:
    if not catalogue.plans:
        return Draft(AnswerStatus.NOT_FOUND, _line("library_empty"))
    limits = "、".join(filter(None, (question.region or "", *question.plans)))
    return Draft(
        AnswerStatus.NOT_FOUND,
        _line("limits_match_nothing", limits=limits, places=place_list(catalogue.plans, catalogue)),
    )


def _outside_limits(asked: Understanding, allowed: dict[str, Plan], catalogue: Catalogue) -> Draft:
    wanted = catalogue.place_list(asked.places)
    return Draft(
        AnswerStatus.NOT_FOUND, _line("outside_limits", wanted=wanted, limits=place_list(allowed, catalogue))
    )


def _slips_of(place: str, allowed: dict[str, Plan]) -> list[str]:
    """Regions that a strange place's name misses by one character, where that name is no word: 铜粱区."""
    word = fold(place)
    if len(word) < _LEAST_PLACE or rjieba.has_word(word) or rjieba.has_word(word[:-1]):
        return []
    regions = {plan.region for plan in allowed.values() if len(fold(plan.region)) == len(word)}
    return sorted(
        region
        for region in regions
        if sum(1 for one, other in zip(word, fold(region), strict=True) if one != other) == 1
    )


def _unknown_place(asked: Understanding, allowed: dict[str, Plan], catalogue: Catalogue) -> Draft:
    meant = tuple(_slips_of(asked.unknown_places[0], allowed)[:_OPTIONS_SHOWN])
    if meant:
        question = reply("place_meant", place=asked.unknown_places[0], meant="、".join(meant))
        lead = Statement(question, kind=StatementKind.LEAD)
        return Draft(AnswerStatus.CLARIFY, (lead,), Clarification(question, meant))
    return Draft(
        AnswerStatus.NOT_FOUND,
        _line(
            "place_not_in_library",
            place="、".join(asked.unknown_places),
            places=place_list(allowed, catalogue),
        ),
    )


def _plans_below(places: tuple[str, ...], plans: dict[str, Plan]) -> dict[str, Plan]:
    return {plan_id: plan for plan_id, plan in plans.items() if _is_below(plan, places)} if places else {}


def _is_below(plan: Plan, places: tuple[str, ...]) -> bool:
    path = [fold(part) for part in plan.region_path]
    return any(part.startswith(place) for place in places for part in path)


def _ask_which(allowed: dict[str, Plan], catalogue: Catalogue, question: str = "") -> Draft:
    options = tuple(dict.fromkeys(catalogue.place_word(plan) for plan in allowed.values()))
    question = question or reply("which_place")
    statements = (
        Statement(
            f"{question}\n" + "\n".join(f"- {option}" for option in options[:_OPTIONS_SHOWN]),
            kind=StatementKind.LEAD,
        ),
    )
    return Draft(AnswerStatus.CLARIFY, statements, Clarification(question, options[:_OPTIONS_SHOWN]))


def place_list(plans: dict[str, Plan], catalogue: Catalogue) -> str:
    """临溪区、江岚省等共 12 份规划"""
    return catalogue.place_list(plans)

"""The library's vocabulary, folded once per version, so that a question needs no walk over all records."""

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from threading import Lock

from assistant.answering.fold_text import fold, simplify
from assistant.answering.library_view import LibraryView
from assistant.answering.understanding.abbreviate_units import BodiesByEnds, bodies_by_ends
from assistant.answering.vocabulary.place_words import PlaceName, short_names
from assistant.answering.vocabulary.plan_index import PlanIndex
from assistant.answering.vocabulary.unit_words import unit_pattern, unit_stems
from assistant.answering.vocabulary.word_index import CharacterIndex, WordIndex
from ingest.plan import IndicatorRow, Plan, PlanRecords, in_title_marks
from ingest.units.unit_names import unit_parts

_HITS_FOR_PLANS = 24
"""Records looked at to see which plans speak of a matter."""

_LEAST_LETTERS = 4
"""Shorter ids may stand in a question by chance: app."""
_PLANS_READ = 8
_PLACES_NAMED = 8
_PLANS_WEIGHED = 64
_CHARACTERS_KEPT = 2_000_000
"""Characters of source text of the plans whose folded records are kept in memory: about 250 MB with the records."""


def book_title(plan: Plan) -> str:
    """The title in 《》; titles within it in 〈〉."""
    return in_title_marks(plan.title)


def _letters_of(plan_id: str) -> frozenset[str]:
    """A plan's id in Latin letters, by which it may be called: linxi-flood-control, folded; of a shorter one nothing."""
    word = fold(plan_id)
    return (
        frozenset((word,))
        if len(word) >= _LEAST_LETTERS and word.isascii() and word.isalpha()
        else frozenset()
    )


class Catalogue:
    """The vocabulary of one version of the library."""

    def __init__(self, library: LibraryView) -> None:
        self._library = library
        self.version = library.version
        cards = library.plans()
        self.plans: dict[str, Plan] = {card.plan.id: card.plan for card in cards}
        self.superseded_by = {card.plan.id: card.superseded_by for card in cards if card.superseded_by}
        """Plans that have a newer version in the library → that version."""
        self.task_counts = {card.plan.id: card.counts.get("tasks", 0) for card in cards}
        self._indexes: OrderedDict[str, PlanIndex] = OrderedDict()
        self._characters = 0
        self._lock = Lock()

    def index(self, plan_id: str) -> PlanIndex:
        """A plan's folded records; the most recently used are kept."""
        with self._lock:
            found = self._indexes.get(plan_id)
            if found is not None:
                self._indexes.move_to_end(plan_id)
                return found
        built = PlanIndex(self._library.records(plan_id))
        with self._lock:
            if plan_id not in self._indexes:
                self._indexes[plan_id] = built
                self._characters += len(built.records.source_text)
            while self._characters > _CHARACTERS_KEPT and len(self._indexes) > 1:
                _, forgotten = self._indexes.popitem(last=False)
                self._characters -= len(forgotten.records.source_text)
        return built

    @staticmethod
    def weighed_on(plan_ids: Sequence[str], found_in: Iterable[str]) -> Sequence[str]:
        """The plans on which the weights of words are counted: all in scope; of very many those in which something was found."""
        return plan_ids if len(plan_ids) <= _PLANS_WEIGHED else tuple(found_in)

    def indexes(self, plan_ids: Sequence[str]) -> list[PlanIndex]:
        return [self.index(plan_id) for plan_id in plan_ids]

    def indexes_of_rows(self, names: Collection[str], plan_ids: Sequence[str]) -> list[PlanIndex]:
        """Some plans with nothing but their indicator rows of these printed names, in the order of ``plan_ids``; those
        without such a row are left out. One query, however many plans."""
        rows: dict[str, list[IndicatorRow]] = {}
        for plan_id, row in self._library.indicators_named(names):
            rows.setdefault(plan_id, []).append(row)
        return [
            PlanIndex(PlanRecords(self.plans[plan_id], "", indicators=tuple(rows[plan_id])))
            for plan_id in plan_ids
            if plan_id in rows
        ]

    @cached_property
    def titles(self) -> dict[str, str]:
        """Plan id → the folded title."""
        return {plan_id: fold(plan.title) for plan_id, plan in self.plans.items()}

    @cached_property
    def titles_by_character(self) -> CharacterIndex:
        """Ids of plans by the characters of their folded titles."""
        return CharacterIndex(self.titles.items())

    @cached_property
    def all_titles(self) -> str:
        """The folded titles, a line each."""
        return "\n".join(dict.fromkeys(self.titles.values()))

    @cached_property
    def in_force(self) -> dict[str, Plan]:
        """The plans that no newer version has taken the place of."""
        return {
            plan_id: plan
            for plan_id, plan in self.plans.items()
            if self.superseded_by.get(plan_id) not in self.plans
        }

    @cached_property
    def place_names(self) -> tuple[PlaceName, ...]:
        """Longest first."""
        found: set[PlaceName] = set()
        for plan in self.plans.values():
            region = fold(plan.region)
            words = {*short_names(region), fold("".join(plan.region_path)), fold(plan.title)}
            words.add(fold(plan.document_number or ""))
            words.update(_letters_of(plan.id))
            found.update(PlaceName(word, plan.id) for word in words if len(word) > 1)
        return tuple(sorted(found, key=lambda name: (-len(name.word), name.word, name.plan_id)))

    @cached_property
    def plans_of_place(self) -> dict[str, tuple[str, ...]]:
        """Folded word for a place or title → ids of its plans, the longest word first."""
        plans: dict[str, list[str]] = {}
        for name in self.place_names:
            plans.setdefault(name.word, []).append(name.plan_id)
        return {word: tuple(own) for word, own in plans.items()}

    @cached_property
    def place_words(self) -> WordIndex:
        return WordIndex(self.plans_of_place)

    @cached_property
    def places_text(self) -> str:
        """Every word for a place or title, a line each."""
        return "\n".join(self.plans_of_place)

    def places_said(self, text: str) -> tuple[tuple[str, str], ...]:
        """(folded word, plan id) of the places and titles that stand in a text, longest first."""
        said = self.place_words.found_in(fold(simplify(text)))
        return tuple((word, plan_id) for word in said for plan_id in self.plans_of_place[word])

    @cached_property
    def known_places(self) -> frozenset[str]:
        """Folded words of every place on the way down to a plan's region: no plan of their own, but no strangers."""
        paths = (part for plan in self.plans.values() for part in (*plan.region_path, plan.region))
        return frozenset(word for part in set(paths) for word in short_names(fold(part)))

    @cached_property
    def known_place_words(self) -> WordIndex:
        return WordIndex(self.known_places)

    @cached_property
    def words_above(self) -> WordIndex:
        """Words for places over those of plans, without a plan of their own."""
        return WordIndex(word for word in self.known_places if word not in self.place_words)

    @cached_property
    def unit_names(self) -> dict[str, frozenset[str]]:
        """Unit name as printed → ids of the plans that name it."""
        return dict(self._library.unit_names())

    @cached_property
    def unit_words(self) -> re.Pattern[str]:
        """Every way to say the body of a unit that some plan names, longest first, folded."""
        return unit_pattern(self.unit_names, self.unit_stems)

    @cached_property
    def unit_stems(self) -> dict[str, str]:
        """What a unit is called by its matter → its body: 民政 → 民政局, longest first."""
        return unit_stems(self.unit_names)

    @cached_property
    def unit_bodies(self) -> BodiesByEnds:
        """Folded bodies of the units that plans name, without place and level."""
        return bodies_by_ends(self.all_unit_bodies)

    @cached_property
    def all_unit_bodies(self) -> frozenset[str]:
        return frozenset(fold(unit_parts(name).body) for name in self.unit_names)

    @cached_property
    def indicator_names(self) -> dict[str, str]:
        """Folded indicator name → the name as printed in one of its plans."""
        return {fold(name): name for name in self._library.indicator_names() if name}

    @cached_property
    def printed_indicators(self) -> dict[str, str]:
        """Indicator name as printed → folded."""
        return {name: fold(name) for name in self._library.indicator_names() if name}

    @cached_property
    def plans_naming_units(self) -> frozenset[str]:
        """Ids of the plans that say of some task which units do it."""
        return frozenset[str]().union(*self.unit_names.values())

    @cached_property
    def indicator_words(self) -> WordIndex:
        """The folded names: 民营经济增加值增速 is found before 民营经济增加值."""
        return WordIndex(self.indicator_names)

    @cached_property
    def names_text(self) -> str:
        """Every name of a place, unit and indicator, folded, a line each."""
        names = (name.word for name in self.place_names)
        return "\n".join((*names, *map(fold, self.unit_names), *self.indicator_names))

    def prints(self, word: str, plan_ids: Sequence[str]) -> bool:
        """Whether one of a few plans prints a folded word."""
        return any(word in self.index(plan_id).whole_text for plan_id in plan_ids[:_PLANS_READ])

    def plans_about(self, words: str) -> tuple[str, ...]:
        """Ids of the plans with the records that say the words best, by falling number of such records; few, and in milliseconds."""
        hits = self._library.search_keyword(words, k=_HITS_FOR_PLANS)
        return tuple(plan_id for plan_id, _ in Counter(hit.plan_id for hit in hits).most_common())

    def place_word(self, plan: Plan) -> str:
        """How an answer names a plan's place: the region, or the title where it has none or shares it with another plan."""
        if plan.id in self.superseded_by:
            return f"{book_title(plan)}（已有更新版本）"
        return plan.region if plan.region and self._plans_of_region[plan.region] == 1 else book_title(plan)

    def place_list(self, plan_ids: Iterable[str]) -> str:
        """临溪区、江岚省; of many the first: 临溪区、…等共 12 份规划 (a place of several plans is told by their titles)"""
        words = list(dict.fromkeys(self.place_word(self.plans[plan_id]) for plan_id in plan_ids))
        shown = "、".join(words[:_PLACES_NAMED])
        return shown if len(words) <= _PLACES_NAMED else f"{shown}等共 {len(words)} 份规划"

    @cached_property
    def _plans_of_region(self) -> Counter[str]:
        """How many plans of each region are in force."""
        return Counter(plan.region for plan in self.plans.values() if plan.id not in self.superseded_by)

    @cached_property
    def words_of_place(self) -> dict[str, frozenset[str]]:
        """Plan id → the folded words for its place or title."""
        words: dict[str, set[str]] = {}
        for name in self.place_names:
            words.setdefault(name.plan_id, set()).add(name.word)
        return {plan_id: frozenset(own) for plan_id, own in words.items()}


class CatalogueCache:
    """Hands out the catalogue of the library's present version."""

    def __init__(self, library: LibraryView) -> None:
        self._library = library
        self._current: Catalogue | None = None
        self._lock = Lock()

    def current(self) -> Catalogue:
        with self._lock:
            if self._current is None or self._current.version != self._library.version:
                self._current = Catalogue(self._library)
            return self._current

"""Plans' records into the indexes: embed what is new, then add all entries, those of each plan as one generation.

The order makes a crash harmless at any point. Vectors are kept as they come. A new generation is entered in the indexes
under a number that no plan has yet, so that searches pass over it; the catalogue's one transaction makes it valid and the
old one invalid; only then is the old one removed. What a crash leaves behind is listed as stale and removed by the next run.

Several plans go together, because each call of an index costs as much as some fifty entries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from time import perf_counter
from typing import TypeVar

from ingest.library.bulk_embedding import BulkEmbedding
from ingest.library.catalogue import Catalogue, Floats, IndexedPlan, StoredEntry
from ingest.library.index_text import IndexText, index_texts
from ingest.library.keyword_index import KeywordEntry
from ingest.library.passage_index import PassageEntry
from ingest.library.progress import RunClock
from ingest.library.search_records import RecordSearch, unit_length
from ingest.plan import PlanRecords

EMBEDDING_BATCH = 128
"""Texts between two reports of progress (a second on two cores); what a crash may cost."""
GROUP_ENTRIES = 1_000
"""Entries after which a group of plans is large enough to be indexed together."""

Item = TypeVar("Item")
Checkpoint = Callable[[str], None]
"""Called with the name of each step that was just done."""


@dataclass
class EmbeddingTime:
    """What embedding has cost so far."""

    texts: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class GatheredTexts:
    """The words of plans' records by plan id; ``meanings``: digest → text of the different ones that are embedded; ``known``:
    digest → row and vector of those that the catalogue has."""

    texts: Mapping[str, tuple[IndexText, ...]]
    meanings: Mapping[bytes, str]
    known: Mapping[bytes, tuple[int, Floats]]


@dataclass(frozen=True, slots=True)
class PreparedPlan:
    """What of a plan goes into the indexes; ``vectors``: digest of a text → its row in the catalogue and its vector (those of
    the plans that were prepared together)."""

    plan_id: str
    texts: tuple[IndexText, ...]
    vectors: Mapping[bytes, tuple[int, Floats]]


class PlanIndexer:
    """Writes a library's vectors and both its indexes. Only who holds the write lock may use it; one thread may gather the
    texts of plans while another embeds those before and a third enters those before that."""

    def __init__(self, catalogue: Catalogue, search: RecordSearch, checkpoint: Checkpoint) -> None:
        self.identity = search.identity
        self.spent = EmbeddingTime()
        self._catalogue = catalogue
        self._search = search
        self._checkpoint = checkpoint
        self._embedding = BulkEmbedding(search.embedder)
        self._embedded_last: Mapping[bytes, tuple[int, Floats]] = {}

    def close(self) -> None:
        self._embedding.close()

    def gather(self, plans: Sequence[PlanRecords]) -> GatheredTexts:
        """What there is to embed of plans, looked up while those before are still being embedded."""
        texts = {records.plan.id: tuple(index_texts(records)) for records in plans}
        every = chain.from_iterable(texts.values())
        meanings = {digest_of(text.meaning): text.meaning for text in every if text.meaning is not None}
        return GatheredTexts(texts, meanings, self._catalogue.vectors(self.identity, list(meanings)))

    def embed(self, gathered: GatheredTexts, clock: RunClock) -> tuple[PreparedPlan, ...]:
        """The plans with the vectors of their texts, embedded now where the catalogue did not have them."""
        vectors = self._embed(gathered, clock)
        return tuple(PreparedPlan(plan_id, words, vectors) for plan_id, words in gathered.texts.items())

    def prepare(self, plans: Sequence[PlanRecords], clock: RunClock) -> tuple[PreparedPlan, ...]:
        """:meth:`gather` and :meth:`embed` at once."""
        return self.embed(self.gather(plans), clock)

    def add_generations(self, plans: Sequence[PreparedPlan]) -> tuple[IndexedPlan, ...]:
        """Enter plans' records in both indexes under new generations, which the caller then makes valid."""
        generations = self._catalogue.begin_generations([plan.plan_id for plan in plans])
        self._checkpoint("generation begun")
        self._add_passages(list(zip(plans, generations, strict=True)))
        self._add_keywords(list(zip(plans, generations, strict=True)))
        return tuple(_indexed(plan, generation) for plan, generation in zip(plans, generations, strict=True))

    def clean(self) -> None:
        """Remove stale generations from the indexes."""
        if stale := self._catalogue.stale():
            self._search.passages.drop(stale)
            self._search.keywords.drop(stale)
            self._checkpoint("stale dropped")
            self._catalogue.forget_stale(stale)

    def mend(self) -> None:
        """Fill an index that has lost entries (a folder that was deleted or damaged), and clean both."""
        passages_whole, keywords_whole = (
            self._search.passages_whole(),
            self._search.keywords_whole(self._catalogue.state()),
        )
        if not passages_whole:
            self._search.passages.start_anew()
        if not keywords_whole:
            self._search.keywords.start_anew()
        if not (passages_whole and keywords_whole):
            stored = map(self._catalogue.load, self._catalogue.state().plans)
            for group in in_groups(stored, lambda loaded: entry_count(loaded[1])):
                generations = [generation for generation, _ in group]
                plans = self.prepare([records for _, records in group], RunClock(None))
                if not passages_whole:
                    self._add_passages(list(zip(plans, generations, strict=True)))
                if not keywords_whole:
                    self._add_keywords(list(zip(plans, generations, strict=True)))
        self.clean()

    def rebuild(self, clock: RunClock) -> None:
        """Give every plan a new generation, with vectors of the present embedder, and make all of them valid at once."""
        if not self._search.passages_whole():
            self._search.passages.start_anew()
        indexed: list[IndexedPlan] = []
        stored = (self._catalogue.load(plan_id)[1] for plan_id in self._catalogue.state().plans)
        for group in in_groups(stored, entry_count):
            for records in group:
                clock.begin_file(records.plan.file)
            indexed.extend(self.add_generations(self.prepare(group, clock)))
            for _ in group:
                clock.end_file()
        self._catalogue.switch_entries(indexed, self.identity)
        self._checkpoint("switched")
        self.clean()
        self._search.passages.drop_other_collections()
        if not self._search.keywords_whole(self._catalogue.state()):
            self.mend()

    def _add_passages(self, plans: Sequence[tuple[PreparedPlan, int]]) -> None:
        self._search.passages.add((generation, _passage_entries(plan)) for plan, generation in plans)
        self._checkpoint("passages added")

    def _add_keywords(self, plans: Sequence[tuple[PreparedPlan, int]]) -> None:
        self._search.keywords.add(
            (plan.plan_id, generation, _keyword_entries(plan)) for plan, generation in plans
        )
        self._checkpoint("keywords added")

    def _embed(self, gathered: GatheredTexts, clock: RunClock) -> dict[bytes, tuple[int, Floats]]:
        """Digest of each text that has a meaning → row and vector."""
        meanings = gathered.meanings
        # What was embedded since these texts were gathered: a library embeds none twice.
        since = {
            digest: self._embedded_last[digest] for digest in meanings.keys() & self._embedded_last.keys()
        }
        vectors = {**gathered.known, **since}
        # Texts of one length together: none keeps the others' thread waiting at the end of a batch.
        missing = sorted(
            meanings.keys() - vectors.keys(), key=lambda digest: (-len(meanings[digest]), digest)
        )
        clock.expect(len(meanings))
        clock.advance(len(vectors))
        for start in range(0, len(missing), EMBEDDING_BATCH):
            batch = missing[start : start + EMBEDDING_BATCH]
            begun = perf_counter()
            embedded = self._embedding.embed([meanings[digest] for digest in batch])
            self.spent.seconds += perf_counter() - begun
            self.spent.texts += len(batch)
            units = (unit_length(vector) for vector in embedded)
            vectors |= self._catalogue.add_vectors(self.identity, dict(zip(batch, units, strict=True)))
            self._checkpoint("batch embedded")
            clock.advance(len(batch))
        self._embedded_last = vectors
        return vectors


def in_groups(items: Iterable[Item], entries: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Items one after the other in groups of at least ``GROUP_ENTRIES`` entries; the first item goes alone, so that embedding
    it need not wait for others to be read."""
    group: list[Item] = []
    gathered, wanted = 0, 1
    for item in items:
        group.append(item)
        gathered += entries(item)
        if gathered >= wanted:
            yield group
            group, gathered, wanted = [], 0, GROUP_ENTRIES
    if group:
        yield group


def entry_count(records: PlanRecords) -> int:
    """How many vectors a plan has."""
    return len(records.tasks) + len(records.indicators) + len(records.passages)


def _indexed(plan: PreparedPlan, generation: int) -> IndexedPlan:
    entries = (
        StoredEntry(text.record_id, text.record_type, plan.vectors[digest_of(text.meaning)][0])
        for text in plan.texts
        if text.meaning is not None
    )
    return IndexedPlan(plan.plan_id, generation, tuple(entries))


def _passage_entries(plan: PreparedPlan) -> Iterator[PassageEntry]:
    for text in plan.texts:
        if text.meaning is not None:
            vector = plan.vectors[digest_of(text.meaning)][1]
            yield PassageEntry(text.record_id, text.record_type, vector, text.metadata)


def _keyword_entries(plan: PreparedPlan) -> Iterator[KeywordEntry]:
    return (KeywordEntry(text.record_id, text.record_type, text.words) for text in plan.texts)


def digest_of(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()

"""A plan's records into the indexes: embed what is new, then add all entries as one generation.

The order makes a crash harmless at any point. Vectors are kept as they come. A new generation is entered in the indexes
under a number that no plan has yet, so that searches pass over it; the catalogue's one transaction makes it valid and the
old one invalid; only then is the old one removed. What a crash leaves behind is listed as stale and removed by the next run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from ingest.library.catalogue import Catalogue, Floats, IndexedPlan, StoredEntry
from ingest.library.index_text import IndexText, index_texts
from ingest.library.keyword_index import KeywordEntry
from ingest.library.passage_index import PassageEntry
from ingest.library.progress import RunClock
from ingest.library.search_records import RecordSearch, unit_length
from ingest.plan import PlanRecords

EMBEDDING_BATCH = 32
"""Texts between two reports of progress; what a crash may cost."""

Checkpoint = Callable[[str], None]
"""Called with the name of each step that was just done."""


@dataclass
class EmbeddingTime:
    """What embedding has cost so far."""

    texts: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class PreparedPlan:
    """What of a plan goes into the indexes; ``vectors``: digest of a text → its row in the catalogue and its vector."""

    plan_id: str
    texts: tuple[IndexText, ...]
    vectors: Mapping[bytes, tuple[int, Floats]]


class PlanIndexer:
    """Writes a library's vectors and both its indexes. Only who holds the write lock may use it; one thread may prepare a
    plan while another enters the one before."""

    def __init__(self, catalogue: Catalogue, search: RecordSearch, checkpoint: Checkpoint) -> None:
        self.identity = search.identity
        self.spent = EmbeddingTime()
        self._catalogue = catalogue
        self._search = search
        self._checkpoint = checkpoint

    def prepare(self, records: PlanRecords, clock: RunClock) -> PreparedPlan:
        """The words of a plan's records, with the vectors of those that have a meaning."""
        texts = tuple(index_texts(records))
        return PreparedPlan(records.plan.id, texts, self._embed(texts, clock))

    def add_generation(self, prepared: PreparedPlan) -> IndexedPlan:
        """Enter a plan's records in both indexes under a new generation, which the caller then makes valid."""
        plan_id, texts, vectors = prepared.plan_id, prepared.texts, prepared.vectors
        generation = self._catalogue.begin_generation(plan_id)
        self._checkpoint("generation begun")
        self._add_passages(plan_id, generation, texts, vectors)
        self._add_keywords(plan_id, generation, texts)
        entries = (
            StoredEntry(text.record_id, text.record_type, vectors[digest_of(text.meaning)][0])
            for text in texts
            if text.meaning is not None
        )
        return IndexedPlan(plan_id, generation, tuple(entries))

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
            for plan_id in self._catalogue.state().plans:
                generation, records = self._catalogue.load(plan_id)
                texts = list(index_texts(records))
                if not passages_whole:
                    self._add_passages(plan_id, generation, texts, self._embed(texts, RunClock(None)))
                if not keywords_whole:
                    self._add_keywords(plan_id, generation, texts)
        self.clean()

    def rebuild(self, clock: RunClock) -> None:
        """Give every plan a new generation, with vectors of the present embedder, and make all of them valid at once."""
        if not self._search.passages_whole():
            self._search.passages.start_anew()
        indexed = []
        for plan_id, stored in self._catalogue.state().plans.items():
            clock.begin_file(stored.card.plan.file)
            indexed.append(self.add_generation(self.prepare(self._catalogue.load(plan_id)[1], clock)))
            clock.end_file()
        self._catalogue.switch_entries(indexed, self.identity)
        self._checkpoint("switched")
        self.clean()
        self._search.passages.drop_other_collections()
        if not self._search.keywords_whole(self._catalogue.state()):
            self.mend()

    def _add_passages(
        self,
        plan_id: str,
        generation: int,
        texts: Sequence[IndexText],
        vectors: Mapping[bytes, tuple[int, Floats]],
    ) -> None:
        entries = [
            PassageEntry(
                text.record_id, text.record_type, vectors[digest_of(text.meaning)][1].tolist(), text.metadata
            )
            for text in texts
            if text.meaning is not None
        ]
        self._search.passages.add(plan_id, generation, entries)
        self._checkpoint("passages added")

    def _add_keywords(self, plan_id: str, generation: int, texts: Sequence[IndexText]) -> None:
        entries = (KeywordEntry(text.record_id, text.record_type, text.words) for text in texts)
        self._search.keywords.add(plan_id, generation, entries)
        self._checkpoint("keywords added")

    def _embed(self, texts: Sequence[IndexText], clock: RunClock) -> dict[bytes, tuple[int, Floats]]:
        """Digest of each text that has a meaning → row and vector, embedded now where it was not before."""
        meanings = {digest_of(text.meaning): text.meaning for text in texts if text.meaning is not None}
        known = self._catalogue.vectors(self.identity, list(meanings))
        missing = [digest for digest in meanings if digest not in known]
        clock.expect(len(meanings))
        clock.advance(len(known))
        for start in range(0, len(missing), EMBEDDING_BATCH):
            batch = missing[start : start + EMBEDDING_BATCH]
            begun = perf_counter()
            vectors = self._search.embedder.embed_documents([meanings[digest] for digest in batch])
            self.spent.seconds += perf_counter() - begun
            self.spent.texts += len(batch)
            units = (unit_length(vector) for vector in vectors)
            known |= self._catalogue.add_vectors(self.identity, dict(zip(batch, units, strict=True)))
            self._checkpoint("batch embedded")
            clock.advance(len(batch))
        return known


def digest_of(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()

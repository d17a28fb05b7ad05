"""Searching: by meaning over the whole library or exactly within some plans, and by words."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from threading import Lock

import numpy as np
from langchain_core.embeddings import Embeddings

from ingest.errors import IndexUnavailable
from ingest.library.catalogue import Catalogue, CatalogueState, Floats
from ingest.library.index_text import TEXT_VERSION
from ingest.library.keyword_index import KeywordHit, KeywordIndex
from ingest.library.passage_index import PassageHit, PassageIndex
from ingest.library.plan_vectors import PlanVectorCache
from ingest.library.results import Hit
from ingest.library.settings import LibrarySettings
from ingest.plan import RecordType

logger = logging.getLogger(__name__)

OVERFETCH = 3
OVERFETCH_OF_A_TYPE = 8
"""How many times more hits are asked of the passage index than are wanted, as those of other types are then left out."""
SPARE_HITS = 10
"""More hits, for entries of stale generations and for equals of the last one."""
KEPT_QUERIES = 64
MODELS_FOLDER, CHROMA_FOLDER, KEYWORDS_FOLDER = "models", "chroma", "keywords"
KEYWORD_TABLES = ("tasks", "indicators", "commitments", "passages")
"""The records that the keyword index holds."""


def open_search(settings: LibrarySettings, catalogue: Catalogue, embedder: Embeddings | None) -> RecordSearch:
    """Search in a library's data folder; ``embedder`` replaces the one that the settings name."""
    if embedder is None and settings.embedding.base_url:
        from ingest.library.embedding_endpoint import EndpointEmbeddings

        embedder = EndpointEmbeddings(settings.embedding)
    elif embedder is None:
        from ingest.library.e5_embeddings import E5Embeddings

        embedder = E5Embeddings(settings.data / MODELS_FOLDER)
    passages = PassageIndex(settings.data / CHROMA_FOLDER, settings.chroma, identity_of(embedder))
    return RecordSearch(catalogue, embedder, passages, KeywordIndex(settings.data / KEYWORDS_FOLDER))


def identity_of(embedder: Embeddings) -> str:
    """What must be the same for vectors to be compared: the embedder, and the words that are embedded of a record."""
    name = getattr(embedder, "identity", None) or f"{type(embedder).__module__}.{type(embedder).__qualname__}"
    return f"{name}/texts-v{TEXT_VERSION}"


class RecordSearch:
    """Both indexes and the vectors behind one face. A hit whose record the catalogue does not know is left out."""

    def __init__(
        self, catalogue: Catalogue, embedder: Embeddings, passages: PassageIndex, keywords: KeywordIndex
    ) -> None:
        self.identity = identity_of(embedder)
        self.embedder = embedder
        self.passages = passages
        self.keywords = keywords
        self._catalogue = catalogue
        self._vectors = PlanVectorCache(catalogue)
        # A question's steps search for the same words more than once.
        self._query_vector = lru_cache(KEPT_QUERIES)(self._embed_query)
        self._lock = Lock()
        self._seen_version: int | None = None
        self._passages_whole: bool | None = None

    def close(self) -> None:
        self.passages.close()

    def warm_up(self) -> None:
        """Load what the first search would have to load."""
        self.dense("规划", 1, None, None)
        self.keyword("规划", 1, None, None)

    def dense(
        self, query: str, k: int, plan_ids: Sequence[str] | None, record_types: Collection[RecordType] | None
    ) -> list[Hit]:
        """Exact within plans; over the whole library by the passage index, exact where that falls short."""
        state = self._catalogue.state()
        plan_ids = _limited(state, plan_ids)
        vector = self._query_vector(query)
        if plan_ids is None:
            hits = self._in_passage_index(state, vector, k, record_types)
            if hits is not None:
                return hits
        generations = _generations(state, plan_ids)
        return _best(self._vectors.search(vector, k + SPARE_HITS, generations, record_types), k)

    def keyword(
        self, query: str, k: int, plan_ids: Sequence[str] | None, record_types: Collection[RecordType] | None
    ) -> list[Hit]:
        state = self._catalogue.state()
        plan_ids = _limited(state, plan_ids)
        known = None if plan_ids is None else [plan_id for plan_id in plan_ids if plan_id in state.plans]
        # Only a run under way, or one that was cut off, leaves more than one generation of a plan in the index.
        wanted = (k + SPARE_HITS) * (2 if self._catalogue.stale() else 1)
        return _best(_valid(state, self.keywords.search(query, wanted, known, record_types)), k)

    def nearness(self, query: str, texts: Sequence[str]) -> list[float]:
        """The cosine of each text with a query."""
        if not texts:
            return []
        vector = self._query_vector(query)
        return [float(unit_length(one) @ vector) for one in self.embedder.embed_documents(list(texts))]

    def see_other_writers(self, state: CatalogueState) -> bool:
        """Open the indexes again when another process has changed them; true when the keyword index lacks entries."""
        with self._lock:
            if self._seen_version == state.version:
                return False
            if self._seen_version is not None:
                self.passages.close()
                self.keywords.refresh()
            self._seen_version = state.version
            self._passages_whole = None
            return not self.keywords_whole(state)

    def written(self, state: CatalogueState) -> None:
        """This process itself has brought the indexes to this state of the catalogue."""
        with self._lock:
            self._seen_version = state.version
            self._passages_whole = None

    def keywords_whole(self, state: CatalogueState) -> bool:
        """Whether the keyword index holds as many entries as the catalogue has records."""
        return self.keywords.count() >= sum(
            stored.card.counts[table] for stored in state.plans.values() for table in KEYWORD_TABLES
        )

    def passages_whole(self) -> bool:
        """Whether the passage index can be used and holds as many entries as the catalogue."""
        try:
            return self.passages.count() >= self._catalogue.entry_count()
        except IndexUnavailable as error:
            logger.warning("the passage index cannot be used: %s", error)
            return False

    def _embed_query(self, query: str) -> Floats:
        return unit_length(self.embedder.embed_query(query))

    def _in_passage_index(
        self, state: CatalogueState, vector: Floats, k: int, record_types: Collection[RecordType] | None
    ) -> list[Hit] | None:
        """Hits of the whole library, or ``None`` where the index cannot give as many as there may be."""
        if self._passages_whole is None:
            self._passages_whole = self.passages_whole()
        if not self._passages_whole:
            return None
        wanted = k * (OVERFETCH if record_types is None else OVERFETCH_OF_A_TYPE) + SPARE_HITS
        try:
            found = self.passages.search(vector.tolist(), wanted)
        except IndexUnavailable as error:
            logger.warning("the passage index cannot be used, searching without it: %s", error)
            return None
        hits = _valid(
            state, (hit for hit in found if record_types is None or hit.record_type in record_types)
        )
        everything = len(found) < wanted
        return _best(hits, k) if everything or len(hits) >= k else None


def _limited(state: CatalogueState, plan_ids: Sequence[str] | None) -> Sequence[str] | None:
    """``None`` where the plans are all there are: a list of two thousand is no limit, and costs seconds."""
    if plan_ids is not None and len(plan_ids) >= len(state.plans) and set(plan_ids) >= state.plans.keys():
        return None
    return plan_ids


def _generations(state: CatalogueState, plan_ids: Sequence[str] | None) -> dict[str, int]:
    wanted = state.plans if plan_ids is None else plan_ids
    return {plan_id: state.plans[plan_id].generation for plan_id in wanted if plan_id in state.plans}


def _valid(state: CatalogueState, found: Iterable[KeywordHit | PassageHit]) -> list[Hit]:
    """The hits whose generation is the one that the catalogue holds."""
    return [
        Hit(hit.plan_id, hit.record_id, hit.record_type, hit.score)
        for hit in found
        if hit.plan_id in state.plans and state.plans[hit.plan_id].generation == hit.generation
    ]


def _best(hits: list[Hit], k: int) -> list[Hit]:
    """The first ``k``; records with the same words come in the order of their ids, whichever index found them."""
    return sorted(hits, key=lambda hit: (-hit.score, hit.record_id))[: max(k, 0)]


def unit_length(numbers: Sequence[float] | Floats) -> Floats:
    """The vector with length 1; one without a direction stays as it is."""
    vector = np.asarray(numbers, dtype=np.float32)
    length = float(np.linalg.norm(vector))
    return vector if length == 0.0 else np.asarray(vector / length, dtype=np.float32)

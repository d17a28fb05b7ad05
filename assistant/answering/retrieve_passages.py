"""Step 4: records that speak of the matter, by hybrid search within the scope; too far from the question means not found."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from assistant.answering.fold_text import split_sentences
from assistant.answering.library_view import LibraryView
from assistant.answering.matching.pick_sentences import LEAST_IN_COMMON, is_relevant
from assistant.answering.matching.weigh_words import WordWeights
from assistant.answering.options import EVERYTHING, AnsweringOptions
from assistant.answering.turn import Evidence, Kind, Turn
from assistant.answering.vocabulary.catalogue import Catalogue
from assistant.answering.vocabulary.plan_index import PlanIndex
from ingest.errors import EmbedderUnavailable, IndexUnavailable
from ingest.library.results import Hit
from ingest.plan import Commitment, IndicatorRow, Passage, RecordType, TaskItem

log = logging.getLogger(__name__)

_SEARCHED = frozenset((Kind.CONTENT, Kind.MENTIONS, Kind.TASK_UNITS, Kind.INDICATOR, Kind.INDICATOR_LIST))
_IN_TEXT = frozenset((RecordType.TASK, RecordType.PASSAGE))
_IN_TABLES_TOO = _IN_TEXT | {RecordType.INDICATOR}
"""What a plan mentions it may mention in a table's row."""
_K = 24
"""Hits asked of each search: the union of twenty of each held the right passage for 39 of 40 questions."""

SURVEYED_PLANS = 40
"""Which plans mention a matter can be said completely for so many: each search is then asked for ``_K`` hits a plan."""

_PLANS_SHOWN = 20
"""Of more plans than are surveyed so many that mention a matter are looked for, by words: a mention prints them."""

_LOOKED_AT = 4
_MOST_SENTENCES = 24
"""So many records and sentences at most are compared with the question by meaning."""

_RRF = 60.0
"""The usual damping of reciprocal rank fusion."""

_DENSE_SHARE = 0.3
_FUSED_SHARE = 0.2
"""Rank = coverage of content words + these shares of the two search signals (scaled to 0..1 within the hits)."""


class HybridRetriever(BaseRetriever):
    """Dense and keyword search fused by weighted reciprocal ranks, within some plans and record types.

    Documents carry ``plan_id``, ``record_id``, ``record_type``, ``score`` (fused) and ``dense`` (the dense score or ``None``).
    A search that is out of order is left out and named in ``missing``; with both out of order the error is raised, because
    "not found" would be untrue.
    """

    library: Any
    plan_ids: tuple[str, ...] | None = None
    record_types: frozenset[RecordType] | None = None
    k: int = _K
    dense_weight: float = 1.0
    keyword_weight: float = 1.0
    missing: list[str] = Field(default_factory=list)
    """What was left out and why, in English for the trace."""

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [_document(hit, score, dense) for hit, score, dense in self.fused(query)]

    def fused(self, query: str) -> list[tuple[Hit, float, float | None]]:
        """(hit, fused score, dense score) by falling fused score."""
        library: LibraryView = self.library
        scope: dict[str, Any] = {"k": self.k, "plan_ids": self.plan_ids, "record_types": self.record_types}
        dense = self._found(partial(library.search_dense, query, **scope)) if self.dense_weight else []
        keyword = self._found(partial(library.search_keyword, query, **scope)) if self.keyword_weight else []
        scores: dict[str, float] = {}
        hits: dict[str, Hit] = {}
        for weight, found in ((self.dense_weight, dense), (self.keyword_weight, keyword)):
            for rank, hit in enumerate(found, 1):
                scores[hit.record_id] = scores.get(hit.record_id, 0.0) + weight / (_RRF + rank)
                hits.setdefault(hit.record_id, hit)
        cosine = {hit.record_id: hit.score for hit in dense}
        order = sorted(hits.values(), key=lambda hit: -scores[hit.record_id])
        return [(hit, scores[hit.record_id], cosine.get(hit.record_id)) for hit in order]

    def _found(self, search: Callable[[], list[Hit]]) -> list[Hit]:
        """The hits of one search; none where it is out of order and no other search is."""
        try:
            return search()
        except (EmbedderUnavailable, IndexUnavailable) as error:
            if self.missing or not (self.dense_weight and self.keyword_weight):
                raise
            log.warning("one search is left out: %s", error)
            self.missing.append(f"{type(error).__name__}: {error}")
            return []


def _document(hit: Hit, score: float, dense: float | None) -> Document:
    metadata = {
        "plan_id": hit.plan_id,
        "record_id": hit.record_id,
        "record_type": hit.record_type.value,
        "score": score,
        "dense": dense,
    }
    return Document(page_content="", metadata=metadata, id=hit.record_id)


def retrieve_passages(
    turn: Turn, catalogue: Catalogue, library: LibraryView, options: AnsweringOptions = EVERYTHING
) -> Turn:
    asked, scope = turn.asked, turn.scope
    if (
        turn.draft is not None
        or scope is None
        or asked.kind not in _SEARCHED
        or turn.facts.any
        or not asked.words
    ):
        return turn.grow("retrieve_passages", "nothing to search")
    words = asked.words
    retriever = HybridRetriever(
        library=library,
        plan_ids=scope.plan_ids,
        record_types=_IN_TABLES_TOO if asked.kind is Kind.MENTIONS else _IN_TEXT,
        dense_weight=float(options.dense_search),
        keyword_weight=float(options.keyword_search),
    )
    if asked.kind is Kind.MENTIONS:
        # one plan that is full of the matter must not crowd out the others
        retriever.k = _K * max(1, min(len(scope.plan_ids), SURVEYED_PLANS))
    many = asked.kind is Kind.MENTIONS and len(scope.plan_ids) > SURVEYED_PLANS
    if many and options.keyword_search:
        retriever.dense_weight = 0.0
    documents = retriever.invoke(" ".join(words))
    found_in = dict.fromkeys(document.metadata["plan_id"] for document in documents)
    if many:
        found_in = dict.fromkeys([*found_in][:_PLANS_SHOWN])
        documents = [document for document in documents if document.metadata["plan_id"] in found_in]
    indexes = catalogue.indexes(catalogue.weighed_on(scope.plan_ids, found_in))
    weights = WordWeights(words, indexes, turn.question.text)
    evidence = rank(documents, weights, {index.plan.id: index for index in indexes})
    if options.dense_search and not any(map(is_relevant, evidence)):
        evidence = in_other_words(evidence, "".join(words), library)
    found: list[dict[str, Any]] = [
        {"record": item.record.id, "score": round(item.score, 3), "relevance": round(item.relevance, 3)}
        for item in evidence[:12]
    ]
    found.extend({"left_out": problem} for problem in retriever.missing)
    return turn.grow("retrieve_passages", found, evidence=evidence)


def in_other_words(evidence: tuple[Evidence, ...], matter: str, library: LibraryView) -> tuple[Evidence, ...]:
    """The evidence with how near the sentences of the few best records are to what is asked. Only where words do not find it:
    each sentence costs as much as embedding the question."""
    looked_at = [item for item in evidence if item.relevance >= LEAST_IN_COMMON][:_LOOKED_AT]
    sentences = [
        (item.record.id, sentence.text)
        for item in looked_at
        if isinstance(item.record, TaskItem | Passage)
        for sentence in split_sentences(item.record.text)
    ][:_MOST_SENTENCES]
    try:
        cosines = library.nearness(matter, [text for _, text in sentences])
    except EmbedderUnavailable as error:
        log.warning("the meaning of sentences is left out: %s", error)
        return evidence
    best: dict[str, float] = {}
    for (record_id, _), cosine in zip(sentences, cosines, strict=True):
        best[record_id] = max(best.get(record_id, 0.0), cosine)
    near = (replace(item, nearness=best.get(item.record.id, 0.0)) for item in evidence)
    return tuple(sorted(near, key=lambda item: not is_relevant(item)))


def rank(
    documents: Sequence[Document], weights: WordWeights, indexes: dict[str, PlanIndex]
) -> tuple[Evidence, ...]:
    """Records by how well they cover the question and how well both searches like them. A cut task counts once."""
    found: dict[str, Evidence] = {}
    cosines = [document.metadata["dense"] for document in documents if document.metadata["dense"] is not None]
    low, high = (min(cosines), max(cosines)) if cosines else (0.0, 1.0)
    order = sorted(cosines, reverse=True)
    top = max((document.metadata["score"] for document in documents), default=1.0)
    for document in documents:
        index = indexes.get(document.metadata["plan_id"])
        record = index.by_id.get(document.metadata["record_id"]) if index else None
        if index is None or record is None:
            continue
        if isinstance(record, Passage) and record.task_id and record.task_id in index.by_id:
            record = index.by_id[record.task_id]
        relevance = weights.coverage(index.words_by_id[record.id])
        dense = document.metadata["dense"]
        near = (dense - low) / (high - low) if dense is not None and high > low else 0.0
        score = relevance + _DENSE_SHARE * near + _FUSED_SHARE * document.metadata["score"] / top
        known = found.get(record.id)
        if known is None or known.score < score:
            rank_here = order.index(dense) if dense is not None else None
            found[record.id] = Evidence(
                index.plan, record, record_type_of(record), score, relevance, rank_here
            )
    return tuple(sorted(found.values(), key=lambda item: -item.score))


def record_type_of(record: TaskItem | Passage | IndicatorRow | Commitment) -> RecordType:
    if isinstance(record, TaskItem):
        return RecordType.TASK
    if isinstance(record, IndicatorRow):
        return RecordType.INDICATOR
    return RecordType.COMMITMENT if isinstance(record, Commitment) else RecordType.PASSAGE

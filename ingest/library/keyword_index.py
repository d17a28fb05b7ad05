"""The keyword index (tantivy): records by the words and character pairs that stand in them, ranked by BM25."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from pathlib import Path
from threading import Lock
from typing import Any

import rjieba
import tantivy

from ingest.library.normalise_text import normalise
from ingest.plan import RecordType

logger = logging.getLogger(__name__)

ANALYSIS_VERSION = 1
"""Part of the folder's name: raise it when the terms below change."""
HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}")
"""Chinese characters in a row: 食品安全."""
MOST_QUERY_TERMS = 256
KEPT_LINES = 1_000
WRITER_BYTES = 30_000_000
WRITER_THREADS = 1


@dataclass(frozen=True, slots=True)
class KeywordEntry:
    record_id: str
    record_type: RecordType
    words: str


@dataclass(frozen=True, slots=True)
class KeywordHit:
    plan_id: str
    generation: int
    record_id: str
    record_type: RecordType
    score: float


def terms(text: str) -> Iterator[str]:
    """What a text is found by: its words, and each pair of neighbouring Chinese characters.

    Words alone miss what is cut differently in question and document (市场主体总量), pairs alone rank longer words too low.
    """
    text = normalise(text).lower()
    for word in rjieba.cut_for_search(text):
        if word.isalnum():
            yield word
        elif any(map(str.isalnum, word)):
            yield "".join(word.split())
    for run in HAN_RUN.findall(text):
        yield from map(add, run, run[1:])


class KeywordIndex:
    """Entries of plan generations on disk. Safe to use from many threads; one process writes at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / f"v{ANALYSIS_VERSION}"
        self._schema = _schema()
        self._writing = Lock()
        self._index = self._open()

    def add(self, generations: Iterable[tuple[str, int, Iterable[KeywordEntry]]]) -> None:
        """Add the entries of generations of plans (plan id, generation, entries), all or none; what these generations had
        before is dropped."""
        # Headings stand in the words of every record below them. No term runs over the end of a line.
        terms_of_line = lru_cache(KEPT_LINES)(lambda line: " ".join(terms(line)))
        with self._writing, self._writer() as writer:
            for plan_id, generation, entries in generations:
                batch = _batch(plan_id, generation)
                writer.delete_documents_by_term("batch", batch)
                for entry in entries:
                    document = tantivy.Document()
                    document.add_text("batch", batch)
                    document.add_text("plan", plan_id)
                    document.add_unsigned("generation", generation)
                    document.add_text("record", entry.record_id)
                    document.add_text("type", entry.record_type.value)
                    document.add_text("terms", " ".join(map(terms_of_line, entry.words.split("\n"))))
                    writer.add_document(document)

    def drop(self, generations: Sequence[tuple[str, int]]) -> None:
        """Forget generations of plans."""
        with self._writing, self._writer() as writer:
            for plan_id, generation in generations:
                writer.delete_documents_by_term("batch", _batch(plan_id, generation))

    def start_anew(self) -> None:
        """Throw the index away and begin an empty one."""
        with self._writing:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._index = self._open()

    def count(self) -> int:
        return int(self._index.searcher().num_docs)

    def refresh(self) -> None:
        """See what another process has written."""
        self._index.reload()

    def search(
        self, query: str, k: int, plan_ids: Sequence[str] | None, record_types: Collection[RecordType] | None
    ) -> list[KeywordHit]:
        """The best entries that hold any term of the query, best first."""
        wanted = list(dict.fromkeys(terms(query)))[:MOST_QUERY_TERMS]
        if not wanted or k <= 0:
            return []
        clauses = [(tantivy.Occur.Must, self._any_of("terms", wanted))]
        if plan_ids is not None:
            clauses.append((tantivy.Occur.Must, self._unscored("plan", plan_ids)))
        if record_types is not None:
            clauses.append((tantivy.Occur.Must, self._unscored("type", sorted(record_types))))
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.boolean_query(clauses), k, count=False)
        return [_hit(score, searcher.doc(address)) for score, address in found.hits]

    def _any_of(self, field: str, values: Iterable[str]) -> Any:
        should = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, field, value, "freq"))
            for value in values
        ]
        return tantivy.Query.boolean_query(should)

    def _unscored(self, field: str, values: Iterable[str]) -> Any:
        return tantivy.Query.const_score_query(self._any_of(field, values), 0.0)

    def _open(self) -> Any:
        """The index in the folder; a damaged one is begun anew, since the catalogue can fill it again."""
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            return tantivy.Index(self._schema, path=str(self._folder), reuse=True)
        except ValueError as error:
            logger.warning("the keyword index is damaged and begun anew: %s", error)
            shutil.rmtree(self._folder)
            self._folder.mkdir()
            return tantivy.Index(self._schema, path=str(self._folder), reuse=True)

    def _writer(self) -> _Commit:
        return _Commit(self._index)


class _Commit:
    """A tantivy writer whose changes are all kept at the end of the block, or none of them."""

    def __init__(self, index: Any) -> None:
        self._index = index

    def __enter__(self) -> Any:
        self._writer = self._index.writer(heap_size=WRITER_BYTES, num_threads=WRITER_THREADS)
        return self._writer

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._writer.commit()
        else:
            self._writer.rollback()
        self._writer.wait_merging_threads()
        self._index.reload()


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("batch", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("plan", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("generation", stored=True)
    builder.add_text_field("record", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("type", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _batch(plan_id: str, generation: int) -> str:
    return f"{plan_id}@{generation}"


def _hit(score: float, document: Any) -> KeywordHit:
    return KeywordHit(
        document["plan"][0],
        document["generation"][0],
        document["record"][0],
        RecordType(document["type"][0]),
        score,
    )

"""The passage index (Chroma): records by the meaning of their words.

Searched over the whole library. A search within some plans reads their vectors from the catalogue instead
(``plan_vectors``): a condition on metadata makes Chroma's search 5 to 40 times slower, and only the exact comparison is
sure to find the best of few entries among many.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any

from ingest.errors import IndexUnavailable
from ingest.library.catalogue import Floats
from ingest.library.index_text import Metadata
from ingest.library.settings import ChromaSettings
from ingest.pause import Pause
from ingest.plan import RecordType

INDEX_VERSION = 1
"""Part of the collection's name: raise it when ids or metadata change their form."""
BATCH = 1_500
"""Entries a call, which costs as much as a hundred entries by itself; small enough that a search need not wait long for it."""
GRAPH = {"space": "cosine", "ef_construction": 64, "ef_search": 200}
"""Looking at fewer neighbours when an entry is added and at more when one is sought (Chroma's own: 100 and 100) is cheaper by a
quarter, and finds 99 of the 100 nearest where the default found 98, by luck 90. A collection keeps what it was made with."""
SERVER_SECONDS = 30.0
"""How long a Chroma server may take for one call; a thousand entries take it about one."""
PAUSE_SECONDS = 30.0
"""How long questions do without a server that did not answer: the vectors in the catalogue stand in."""


@dataclass(frozen=True, slots=True)
class PassageEntry:
    record_id: str
    record_type: RecordType
    vector: Floats
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class PassageHit:
    """``score`` is the cosine of the angle between question and record."""

    plan_id: str
    generation: int
    record_id: str
    record_type: RecordType
    score: float


class PassageIndex:
    """Entries of plan generations in one collection, named after embedder and index version.

    Safe to use from many threads. Chroma is loaded and opened with the first use. What goes wrong inside Chroma becomes
    :class:`IndexUnavailable`.
    """

    def __init__(self, folder: Path, settings: ChromaSettings, embedder: str) -> None:
        self._folder = folder
        self._settings = settings
        self._name = collection_name(embedder)
        self._opening = Lock()
        self._client: Any = None
        self._collection: Any = None
        self._pause = Pause(PAUSE_SECONDS if settings.host is not None else 0.0)

    def add(self, generations: Iterable[tuple[int, Iterable[PassageEntry]]]) -> None:
        """Add the entries of generations of plans (generation, entries); the same ones again change nothing."""
        entries = ((generation, entry) for generation, own in generations for entry in own)
        with self._use() as collection:
            while batch := list(islice(entries, BATCH)):
                collection.upsert(
                    ids=[_entry_id(entry, generation) for generation, entry in batch],
                    embeddings=[entry.vector for _, entry in batch],
                    metadatas=[entry.metadata for _, entry in batch],
                )

    def drop(self, generations: Sequence[tuple[str, int]]) -> None:
        """Forget generations of plans."""
        with self._use() as collection:
            for plan_id, generation in generations:
                # A metadata field for it would make every entry dearer; the id says it as well.
                of_plan = collection.get(where={"plan": plan_id}, include=[])["ids"]
                own = [entry_id for entry_id in of_plan if _hit(entry_id, 0.0).generation == generation]
                for start in range(0, len(own), BATCH):
                    collection.delete(ids=own[start : start + BATCH])

    def drop_other_collections(self) -> None:
        """Forget what other embedders or versions have left in the folder; a server may be shared, it is left alone."""
        with self._use():
            if self._settings.host is None:
                for collection in self._client.list_collections():
                    if collection.name != self._name:
                        self._client.delete_collection(collection.name)

    def count(self) -> int:
        with self._ask() as collection:
            return int(collection.count())

    def search(self, vector: Sequence[float], k: int) -> list[PassageHit]:
        """The nearest entries of the whole library, nearest first."""
        with self._ask() as collection:
            # Metadata would cost four times as much as the search itself; the id says what is needed.
            found = collection.query(query_embeddings=[list(vector)], n_results=k, include=["distances"])
        return [
            _hit(entry_id, 1.0 - distance)
            for entry_id, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def start_anew(self) -> None:
        """Throw the index away; the next use finds an empty one. A folder that cannot even be opened is removed."""
        self.close()
        if self._settings.host is None:
            shutil.rmtree(self._folder, ignore_errors=True)
        else:
            with self._use():
                self._client.delete_collection(self._name)
            self.close()

    def close(self) -> None:
        """Let go of Chroma; the next use opens it again and sees what other processes have written."""
        with self._opening:
            client, self._client, self._collection = self._client, None, None
        if client is not None:
            _close(client)

    @contextmanager
    def _ask(self) -> Iterator[Any]:
        """Use for a question, which does not wait again for a server that has just not answered."""
        rest = self._pause.rest()
        if rest:
            raise IndexUnavailable(self._advice(), rest)
        with self._use() as collection:
            yield collection
        self._pause.worked()

    @contextmanager
    def _use(self) -> Iterator[Any]:
        import httpx
        from chromadb.errors import ChromaError

        try:
            yield self._open()
        # Chroma reports an absent server as ValueError, a damaged folder as ChromaError, RuntimeError or OSError.
        except (ChromaError, ValueError, RuntimeError, OSError, httpx.HTTPError) as error:
            if not isinstance(error, ChromaError):
                self._pause.failed(f"{type(error).__name__}: {error}")
            raise IndexUnavailable(self._advice(), f"{type(error).__name__}: {error}") from error

    def _advice(self) -> str:
        if self._settings.host is None:
            return "语义索引无法使用，请运行 plan-assistant reindex 重建。"
        return f"Chroma 服务（{self._settings.host}:{self._settings.port}）没有应答，请检查该服务及 PLAN_ASSISTANT_CHROMA_* 设置。"

    def _open(self) -> Any:
        with self._opening:
            if self._collection is None:
                self._client = _client(self._folder, self._settings)
                self._collection = self._client.get_or_create_collection(
                    self._name,
                    # Without this Chroma would fetch an embedding model of its own.
                    embedding_function=None,
                    configuration={"hnsw": GRAPH},
                )
            return self._collection


def collection_name(embedder: str) -> str:
    """Chroma allows only ASCII in names; the embedder's name may be anything."""
    return f"plans-v{INDEX_VERSION}-{hashlib.sha256(embedder.encode()).hexdigest()[:16]}"


def _client(folder: Path, settings: ChromaSettings) -> Any:
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    quiet = Settings(anonymized_telemetry=False)
    if settings.host is not None:
        return _client_of_server(settings.host, settings.port, quiet)
    try:
        return chromadb.PersistentClient(str(folder), settings=quiet)
    except Exception:
        # Chroma keeps the half-started system of a damaged folder for the next client of that path.
        SharedSystemClient._identifier_to_system.pop(str(folder), None)
        raise


def _client_of_server(host: str, port: int, settings: Any) -> Any:
    """A client that gives up after a while: Chroma's own waits for ever, already when it is made."""
    import chromadb
    import httpx

    httpx.get(f"http://{host}:{port}/api/v2/heartbeat", timeout=SERVER_SECONDS)
    client = chromadb.HttpClient(host=host, port=port, settings=settings)
    for server in _servers(client):
        server._session.timeout = httpx.Timeout(SERVER_SECONDS)
    return client


def _servers(client: Any) -> tuple[Any, ...]:
    return client._server, client._admin_client._server


def _close(client: Any) -> None:
    servers = _servers(client)
    client.close()
    # Chroma's client of a server leaves its connections open.
    for server in servers:
        if hasattr(server, "_session"):
            server._session.close()


def _entry_id(entry: PassageEntry, generation: int) -> str:
    """yunling:t12 of generation 7: "yunling:t12@7/task"."""
    return f"{entry.record_id}@{generation}/{entry.record_type.value}"


def _hit(entry_id: str, score: float) -> PassageHit:
    record_id, _, rest = entry_id.rpartition("@")
    generation, _, record_type = rest.partition("/")
    return PassageHit(
        record_id.rpartition(":")[0], int(generation), record_id, RecordType(record_type), score
    )

"""The catalogue: all records, source texts and vectors in one SQLite file. It is the truth; the indexes follow it.

A plan's records carry a *generation*, a number that is never used twice. One transaction puts a new generation in the
place of the old one, so that a reader sees the one or the other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from ingest.errors import LibraryReadOnly, PlanNotFound
from ingest.library.find_versions import find_versions
from ingest.library.near_duplicates import Signature
from ingest.library.record_rows import insert_records, select_indicators_named, select_plans, select_records
from ingest.library.results import PlanCard
from ingest.library.schema import corrupt, open_connection
from ingest.plan import IndicatorRow, PlanRecords, RecordType

Floats = NDArray[np.float32]
ASKED_AT_ONCE = 500
"""Values in one question to SQLite, whose older versions take 999."""


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan in the catalogue; ``path`` is where its file stood when it was read."""

    card: PlanCard
    generation: int
    path: str


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """What the catalogue holds at one moment. ``embedder`` is ``None`` as long as nothing was embedded."""

    version: int
    embedder: str | None
    plans: Mapping[str, StoredPlan]


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An indexed record and the row of its vector."""

    record_id: str
    record_type: RecordType
    vector_id: int


@dataclass(frozen=True, slots=True)
class IndexedPlan:
    """A generation of a plan as the indexes hold it."""

    plan_id: str
    generation: int
    entries: tuple[StoredEntry, ...]


@dataclass(frozen=True, slots=True)
class PlanVectors:
    """The vectors of a plan's entries: ``matrix`` is (entries, dimensions), each row of length 1."""

    generation: int
    record_ids: tuple[str, ...]
    record_types: tuple[RecordType, ...]
    matrix: Floats


class Catalogue:
    """Safe to use from many threads: one connection reads, one writes, each by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader = open_connection(path)
        self._writer = open_connection(path)
        self._reading, self._writing = RLock(), RLock()
        self._seen: tuple[int, CatalogueState] | None = None

    def close(self) -> None:
        with self._reading, self._writing:
            self._reader.close()
            self._writer.close()

    # Reading

    def state(self) -> CatalogueState:
        """The present state; cheap while nothing has changed, whoever would have changed it."""
        with self._read() as connection:
            (changes,) = connection.execute("PRAGMA data_version").fetchone()
            if self._seen is None or self._seen[0] != changes:
                self._seen = (changes, self._read_state(connection))
            return self._seen[1]

    def _read_state(self, connection: sqlite3.Connection) -> CatalogueState:
        connection.execute("BEGIN")
        try:
            facts = dict(connection.execute("SELECT name, value FROM facts"))
            plans = {
                card.plan.id: StoredPlan(card, own, path) for card, own, path in select_plans(connection)
            }
        finally:
            connection.execute("COMMIT")
        versions = find_versions(stored.card.plan for stored in plans.values())
        for plan_id in {*versions.superseded_by, *versions.supersedes}:
            card = replace(
                plans[plan_id].card,
                superseded_by=versions.superseded_by.get(plan_id),
                supersedes=versions.supersedes.get(plan_id, ()),
            )
            plans[plan_id] = replace(plans[plan_id], card=card)
        return CatalogueState(int(facts.get("version", 0)), facts.get("embedder"), plans)

    def load(self, plan_id: str) -> tuple[int, PlanRecords]:
        """A plan's generation and records. Raises :class:`PlanNotFound`."""
        with self._read() as connection:
            connection.execute("BEGIN")
            try:
                found = connection.execute("SELECT generation FROM plans WHERE id = ?", (plan_id,)).fetchone()
                if found is None:
                    raise PlanNotFound(f"资料库里没有编号为“{plan_id}”的规划。", plan_id)
                return found[0], select_records(connection, plan_id)
            finally:
                connection.execute("COMMIT")

    def names_by_plan(self, table: str, column: str) -> dict[str, frozenset[str]]:
        """Each different value of a column → the plans in which it stands."""
        found: dict[str, set[str]] = {}
        with self._read() as connection:
            for name, plan_id in connection.execute(f'SELECT DISTINCT "{column}", plan_id FROM {table}'):
                found.setdefault(name, set()).add(plan_id)
        return {name: frozenset(plans) for name, plans in found.items()}

    def indicators_named(self, names: Collection[str]) -> list[tuple[str, IndicatorRow]]:
        """(plan id, row) of the indicators with one of these names, in the order of plans and tables."""
        with self._read() as connection:
            return list(select_indicators_named(connection, names))

    def entry_count(self) -> int:
        with self._read() as connection:
            (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
        return int(count)

    def vectors_of(self, plan_id: str) -> PlanVectors:
        """The vectors of a plan. Raises :class:`PlanNotFound`."""
        with self._read() as connection:
            rows = connection.execute(
                "SELECT plans.generation, record_id, record_type, vector FROM plans"
                " LEFT JOIN entries ON entries.plan_id = plans.id LEFT JOIN vectors ON vectors.id = vector_id"
                " WHERE plans.id = ? ORDER BY position",
                (plan_id,),
            ).fetchall()
        if not rows:
            raise PlanNotFound(f"资料库里没有编号为“{plan_id}”的规划。", plan_id)
        entries = [row for row in rows if row[1] is not None]
        matrix = np.frombuffer(b"".join(row[3] for row in entries), np.float32)
        return PlanVectors(
            rows[0][0],
            tuple(row[1] for row in entries),
            tuple(RecordType(row[2]) for row in entries),
            matrix.reshape(len(entries), -1) if entries else np.empty((0, 0), np.float32),
        )

    def signatures(self) -> dict[str, Signature]:
        """The signature of each plan's text that is long enough to have one."""
        with self._read() as connection:
            rows = connection.execute("SELECT plan_id, signature FROM signatures").fetchall()
        return {plan_id: np.frombuffer(signature, np.uint64) for plan_id, signature in rows}

    def stale(self) -> list[tuple[str, int]]:
        """(plan id, generation) of entries that the indexes may hold and should not."""
        with self._read() as connection:
            return connection.execute("SELECT plan_id, generation FROM stale ORDER BY generation").fetchall()

    # Vectors

    def vectors(self, embedder: str, digests: Sequence[bytes]) -> dict[bytes, tuple[int, Floats]]:
        """Which of these texts were embedded already: digest → row and vector."""
        found = {}
        with self._read() as connection:
            for start in range(0, len(digests), ASKED_AT_ONCE):
                asked = digests[start : start + ASKED_AT_ONCE]
                rows = connection.execute(
                    "SELECT digest, id, vector FROM vectors WHERE embedder = ? AND digest IN"
                    f" ({', '.join('?' * len(asked))})",
                    (embedder, *asked),
                )
                for digest, row, vector in rows:
                    found[digest] = (row, np.frombuffer(vector, np.float32))
        return found

    def add_vectors(self, embedder: str, vectors: Mapping[bytes, Floats]) -> dict[bytes, tuple[int, Floats]]:
        """Keep vectors of texts, so that a run that is cut off goes on where it was: digest → row and vector."""
        rows: dict[bytes, tuple[int, Floats]] = {}
        with self._write() as connection:
            for digest, vector in vectors.items():
                kept = vector.astype(np.float32)
                # The update changes nothing; without one a row that is there would not be returned.
                (row,) = connection.execute(
                    "INSERT INTO vectors (embedder, digest, vector) VALUES (?, ?, ?)"
                    " ON CONFLICT (embedder, digest) DO UPDATE SET vector = vector RETURNING id",
                    (embedder, digest, kept.tobytes()),
                ).fetchone()
                rows[digest] = (row, kept)
        return rows

    # Changing

    def begin_generations(self, plan_ids: Sequence[str]) -> list[int]:
        """A new generation of each plan, stale until :meth:`switch` or :meth:`switch_entries` makes it the plan's own."""
        with self._write() as connection:
            generations = [_count_up(connection, "generation") for _ in plan_ids]
            connection.executemany("INSERT INTO stale VALUES (?, ?)", zip(plan_ids, generations, strict=True))
            return generations

    def switch(
        self,
        records: PlanRecords,
        path: str,
        ingested_at: str,
        indexed: IndexedPlan,
        embedder: str,
        signature: Signature | None = None,
    ) -> None:
        """Put these records in the place of those the plan has; the old generation becomes stale."""
        with self._write() as connection:
            _retire(connection, indexed.plan_id)
            connection.execute("DELETE FROM plans WHERE id = ?", (indexed.plan_id,))
            insert_records(connection, records, indexed.generation, path, ingested_at)
            if signature is not None:
                connection.execute(
                    "INSERT INTO signatures VALUES (?, ?)", (indexed.plan_id, signature.tobytes())
                )
            _insert_entries(connection, indexed)
            _set(connection, "embedder", embedder)
            _count_up(connection, "version")

    def switch_entries(self, plans: Sequence[IndexedPlan], embedder: str) -> None:
        """Give the records of these plans other vectors and generations; the old generations become stale."""
        with self._write() as connection:
            for indexed in plans:
                _retire(connection, indexed.plan_id)
                connection.execute("DELETE FROM entries WHERE plan_id = ?", (indexed.plan_id,))
                connection.execute(
                    "UPDATE plans SET generation = ? WHERE id = ?", (indexed.generation, indexed.plan_id)
                )
                _insert_entries(connection, indexed)
            _set(connection, "embedder", embedder)
            _count_up(connection, "version")

    def remove(self, plan_id: str) -> None:
        """Forget a plan. Raises :class:`PlanNotFound`."""
        with self._write() as connection:
            _retire(connection, plan_id)
            if not connection.execute("DELETE FROM plans WHERE id = ?", (plan_id,)).rowcount:
                raise PlanNotFound(f"资料库里没有编号为“{plan_id}”的规划。", plan_id)
            _count_up(connection, "version")

    def forget_stale(self, cleaned: Sequence[tuple[str, int]]) -> None:
        """The indexes no longer hold these generations."""
        with self._write() as connection:
            connection.executemany("DELETE FROM stale WHERE plan_id = ? AND generation = ?", cleaned)

    def drop_unused_vectors(self) -> None:
        with self._write() as connection:
            connection.execute("DELETE FROM vectors WHERE id NOT IN (SELECT vector_id FROM entries)")

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        with self._reading:
            try:
                yield self._reader
            except sqlite3.DatabaseError as error:
                raise corrupt(self._path, str(error)) from error

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        """A transaction: everything in the block is kept, or nothing."""
        with self._writing:
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                try:
                    yield self._writer
                    self._writer.execute("COMMIT")
                finally:
                    if self._writer.in_transaction:
                        self._writer.execute("ROLLBACK")
            except sqlite3.OperationalError as error:
                raise LibraryReadOnly(
                    f"无法写入资料库“{self._path}”，请检查权限和磁盘空间。", str(error)
                ) from error


def _retire(connection: sqlite3.Connection, plan_id: str) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO stale SELECT id, generation FROM plans WHERE id = ?", (plan_id,)
    )


def _insert_entries(connection: sqlite3.Connection, indexed: IndexedPlan) -> None:
    connection.executemany(
        "INSERT INTO entries (plan_id, position, record_id, record_type, vector_id) VALUES (?, ?, ?, ?, ?)",
        (
            (indexed.plan_id, position, entry.record_id, entry.record_type.value, entry.vector_id)
            for position, entry in enumerate(indexed.entries)
        ),
    )
    own = (indexed.plan_id, indexed.generation)
    connection.execute("DELETE FROM stale WHERE plan_id = ? AND generation = ?", own)


def _count_up(connection: sqlite3.Connection, name: str) -> int:
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    count = int(row[0]) + 1 if row else 1
    _set(connection, name, str(count))
    return count


def _set(connection: sqlite3.Connection, name: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

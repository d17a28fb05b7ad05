"""The catalogue's tables, and opening them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import LibraryCorrupt, LibraryReadOnly
from ingest.library.record_columns import Column, columns_of
from ingest.plan import (
    Box,
    Commitment,
    IndicatorRow,
    Passage,
    Plan,
    ReadingWarning,
    Section,
    TaskItem,
    UnitAssignment,
)

SCHEMA_VERSION = 1
APPLICATION_ID = 0x706C616E
""""plan": tells the catalogue from any other SQLite file."""
BUSY_SECONDS = 10.0
CHECKED_BYTES = 32_000_000
"""A catalogue up to this size is checked page by page when it is opened (0.1 s)."""

PLAN_COLUMNS = columns_of(Plan)
UNIT_COLUMNS = columns_of(UnitAssignment)
RECORD_TABLES: dict[str, tuple[type, tuple[Column, ...]]] = {
    "sections": (Section, columns_of(Section)),
    "tasks": (TaskItem, columns_of(TaskItem, frozenset({"units"}))),
    "indicators": (IndicatorRow, columns_of(IndicatorRow, frozenset({"values"}))),
    "commitments": (Commitment, columns_of(Commitment)),
    "boxes": (Box, columns_of(Box)),
    "passages": (Passage, columns_of(Passage)),
    "warnings": (ReadingWarning, columns_of(ReadingWarning)),
}
"""Table name (as in ``PlanRecords``) → record type and columns. Every table also has ``plan_id`` and ``position``."""

_OWNED = "plan_id TEXT NOT NULL REFERENCES plans(id) ON DELETE CASCADE, position INTEGER NOT NULL"

OWN_TABLES = f"""
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE source_texts (
    plan_id TEXT PRIMARY KEY REFERENCES plans(id) ON DELETE CASCADE, text TEXT NOT NULL, repairs JSON, unclaimed JSON,
    page_starts JSON);
CREATE TABLE indicator_values (
    {_OWNED}, indicator_id TEXT NOT NULL, heading TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (plan_id, position));
CREATE TABLE vectors (
    id INTEGER PRIMARY KEY, embedder TEXT NOT NULL, digest BLOB NOT NULL, vector BLOB NOT NULL, UNIQUE (embedder, digest));
CREATE TABLE entries (
    {_OWNED}, record_id TEXT NOT NULL, record_type TEXT NOT NULL, vector_id INTEGER NOT NULL REFERENCES vectors(id),
    PRIMARY KEY (plan_id, position));
CREATE INDEX entries_by_vector ON entries (vector_id);
CREATE TABLE stale (plan_id TEXT NOT NULL, generation INTEGER NOT NULL, PRIMARY KEY (plan_id, generation));
"""
SIGNATURES_TABLE = """
CREATE TABLE IF NOT EXISTS signatures (plan_id TEXT PRIMARY KEY REFERENCES plans(id) ON DELETE CASCADE, signature BLOB NOT NULL)
"""
"""By which texts are found that are almost the same. A catalogue of before has no such table, nor signatures of its plans."""
"""``facts``: embedder, version, next generation. ``vectors``: by digest of the embedded text, so that nothing is embedded
twice. ``entries``: the indexed records of a plan. ``stale``: generations that the indexes may hold and should not."""


def open_connection(path: Path) -> sqlite3.Connection:
    """A connection to the catalogue, created when missing; may be used by any thread, by one at a time.

    Raises :class:`LibraryCorrupt` (no catalogue, damaged, or of a newer version) and :class:`LibraryReadOnly`.
    """
    try:
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
    except sqlite3.OperationalError as error:
        raise LibraryReadOnly(f"无法打开资料库“{path}”，请检查该位置的读写权限。", str(error)) from error
    try:
        _prepare(connection, path)
    except sqlite3.OperationalError as error:
        connection.close()
        if "readonly" in str(error) or "unable to open" in str(error):
            raise LibraryReadOnly(
                f"资料库“{path}”不可写，请检查权限或换一个数据目录。", str(error)
            ) from error
        raise corrupt(path, str(error)) from error
    except sqlite3.DatabaseError as error:
        connection.close()
        raise corrupt(path, str(error)) from error
    except LibraryCorrupt:
        connection.close()
        raise
    return connection


def corrupt(path: Path, reason: str) -> LibraryCorrupt:
    return LibraryCorrupt(
        f"资料库文件“{path}”已损坏或不是资料库。请从备份恢复；没有备份时，请把它移走后重新导入规划文件。",
        reason,
    )


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 0:
        _create(connection, path)
    elif version > SCHEMA_VERSION:
        raise LibraryCorrupt(
            f"资料库“{path}”由更新版本的程序建立（版本 {version}，本程序支持到 {SCHEMA_VERSION}），请升级程序。",
            f"schema version {version}",
        )
    elif connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise corrupt(path, "application id differs")
    _check_columns(connection, path)
    _add_page_starts(connection)
    connection.execute(SIGNATURES_TABLE)
    if path.stat().st_size <= CHECKED_BYTES:
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise corrupt(path, found)
    # Readers go on while the writer writes.
    connection.execute("PRAGMA journal_mode = WAL")


def _create(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == 0:  # Not created by another process in the meantime.
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
                raise corrupt(path, "an SQLite file of something else")
            for statement in _statements():
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _statements() -> Iterator[str]:
    own = "generation INTEGER NOT NULL, path TEXT NOT NULL, ingested_at TEXT NOT NULL"
    yield f"CREATE TABLE plans ({_definitions(PLAN_COLUMNS)}, {own}, PRIMARY KEY (id))"
    for table, (_, columns) in RECORD_TABLES.items():
        yield f"CREATE TABLE {table} ({_OWNED}, {_definitions(columns)}, PRIMARY KEY (plan_id, position))"
    units = _definitions(UNIT_COLUMNS)
    yield f"CREATE TABLE units ({_OWNED}, task_id TEXT NOT NULL, {units}, PRIMARY KEY (plan_id, position))"
    for table in ("tasks", "indicators", "commitments", "passages"):
        yield f"CREATE UNIQUE INDEX {table}_by_id ON {table} (id)"
    yield from filter(None, map(str.strip, OWN_TABLES.split(";")))


def _definitions(columns: tuple[Column, ...]) -> str:
    return ", ".join(f'"{name}" {column.sql_type}' for column in columns for name in column.names)


def _add_page_starts(connection: sqlite3.Connection) -> None:
    """A catalogue of before has no such column, and pages only where a plan is read again."""
    there = {row[1] for row in connection.execute("PRAGMA table_info(source_texts)")}
    if "page_starts" not in there:
        connection.execute("ALTER TABLE source_texts ADD COLUMN page_starts JSON")


def _check_columns(connection: sqlite3.Connection, path: Path) -> None:
    """A catalogue of the same version whose columns differ was written by a program with other records."""
    expected = {"plans": PLAN_COLUMNS, "units": UNIT_COLUMNS}
    expected |= {table: columns for table, (_, columns) in RECORD_TABLES.items()}
    for table, columns in expected.items():
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        missing = {name for column in columns for name in column.names} - there
        if missing:
            raise LibraryCorrupt(
                f"资料库“{path}”由其他版本的程序建立，请把它移走后重新导入规划文件。",
                f"table {table} lacks {', '.join(sorted(missing))}",
            )

"""Records into the catalogue's tables and out again."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from ingest.errors import PlanNotFound
from ingest.library.record_columns import JSON, Column, Value, from_row, to_row
from ingest.library.results import PlanCard
from ingest.library.schema import PLAN_COLUMNS, RECORD_TABLES, UNIT_COLUMNS
from ingest.plan import IndicatorRow, Plan, PlanRecords, Span, UnitAssignment


def insert_records(
    connection: sqlite3.Connection, records: PlanRecords, generation: int, path: str, ingested_at: str
) -> None:
    """Insert everything of a plan that the catalogue does not hold, inside the caller's transaction."""
    plan_id = records.plan.id
    own = [*to_row(records.plan, PLAN_COLUMNS), generation, path, ingested_at]
    _insert(connection, "plans", [*_names(PLAN_COLUMNS), "generation", "path", "ingested_at"], [own])
    unclaimed = [(span.start, span.end, span.page) for span in records.unclaimed]
    source = [
        plan_id,
        records.source_text,
        json.dumps(dict(records.repairs)),
        json.dumps(unclaimed),
        json.dumps(records.page_starts),
    ]
    _insert(connection, "source_texts", ["plan_id", "text", "repairs", "unclaimed", "page_starts"], [source])
    for table, (_, columns) in RECORD_TABLES.items():
        rows = (
            [plan_id, number, *to_row(record, columns)]
            for number, record in enumerate(getattr(records, table))
        )
        _insert(connection, table, ["plan_id", "position", *_names(columns)], rows)
    units = ((task.id, unit) for task in records.tasks for unit in task.units)
    _insert(
        connection,
        "units",
        ["plan_id", "position", "task_id", *_names(UNIT_COLUMNS)],
        ([plan_id, number, task, *to_row(unit, UNIT_COLUMNS)] for number, (task, unit) in enumerate(units)),
    )
    values = ((row.id, heading, value) for row in records.indicators for heading, value in row.values.items())
    _insert(
        connection,
        "indicator_values",
        ["plan_id", "position", "indicator_id", "heading", "value"],
        ([plan_id, number, *value] for number, value in enumerate(values)),
    )


def select_records(connection: sqlite3.Connection, plan_id: str) -> PlanRecords:
    """Everything of a plan as it was inserted."""
    plan = connection.execute(f"SELECT {_list(PLAN_COLUMNS)} FROM plans WHERE id = ?", (plan_id,)).fetchone()
    if plan is None:
        raise PlanNotFound(f"资料库里没有编号为“{plan_id}”的规划。", plan_id)
    text, repairs, unclaimed, page_starts = connection.execute(
        "SELECT text, repairs, unclaimed, page_starts FROM source_texts WHERE plan_id = ?", (plan_id,)
    ).fetchone()
    parts: dict[str, dict[str, dict[str, Any]]] = {
        "tasks": {"units": _units_by_task(connection, plan_id)},
        "indicators": {"values": _values_by_indicator(connection, plan_id)},
    }
    found: dict[str, Any] = {}
    for table, (kind, columns) in RECORD_TABLES.items():
        found[table] = tuple(
            kind(**cells, **{part: by_id[cells["id"]] for part, by_id in parts.get(table, {}).items()})
            for cells in (from_row(columns, row) for row in _select(connection, table, columns, plan_id))
        )
    return PlanRecords(
        plan=Plan(**from_row(PLAN_COLUMNS, plan)),
        source_text=text,
        repairs=json.loads(repairs),
        unclaimed=tuple(Span(*place) for place in json.loads(unclaimed)),
        page_starts=tuple(json.loads(page_starts)) if page_starts else (),
        **found,
    )


def select_indicators_named(
    connection: sqlite3.Connection, names: Collection[str]
) -> Iterator[tuple[str, IndicatorRow]]:
    """(plan id, row) of every indicator with one of these names."""
    _, columns = RECORD_TABLES["indicators"]
    wanted = "SELECT value FROM json_each(?)"
    given = (JSON.encode(sorted(names)),)
    values: dict[str, dict[str, str]] = defaultdict(dict)
    printed = connection.execute(
        "SELECT indicator_id, heading, value FROM indicator_values"
        f" WHERE indicator_id IN (SELECT id FROM indicators WHERE name IN ({wanted})) ORDER BY plan_id, position",
        given,
    )
    for indicator_id, heading, value in printed:
        values[indicator_id][heading] = value
    rows = connection.execute(
        f"SELECT plan_id, {_list(columns)} FROM indicators WHERE name IN ({wanted}) ORDER BY plan_id, position",
        given,
    )
    for plan_id, *row in rows:
        cells = from_row(columns, row)
        yield plan_id, IndicatorRow(**cells, values=values[cells["id"]])


def select_plans(connection: sqlite3.Connection) -> Iterator[tuple[PlanCard, int, str]]:
    """Every plan's card, generation and path, in the order of the ids."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for table in RECORD_TABLES:
        for plan_id, count in connection.execute(f"SELECT plan_id, count(*) FROM {table} GROUP BY plan_id"):
            counts[plan_id][table] = count
    rows = connection.execute(
        f"SELECT ingested_at, generation, path, {_list(PLAN_COLUMNS)} FROM plans ORDER BY id"
    )
    for ingested_at, generation, path, *row in rows:
        plan = Plan(**from_row(PLAN_COLUMNS, row))
        card = PlanCard(plan, {table: counts[plan.id].get(table, 0) for table in RECORD_TABLES}, ingested_at)
        yield card, generation, path


def _units_by_task(connection: sqlite3.Connection, plan_id: str) -> dict[str, tuple[UnitAssignment, ...]]:
    units: dict[str, tuple[UnitAssignment, ...]] = defaultdict(tuple)
    rows = connection.execute(
        f"SELECT task_id, {_list(UNIT_COLUMNS)} FROM units WHERE plan_id = ? ORDER BY position", (plan_id,)
    )
    for task_id, *row in rows:
        units[task_id] += (UnitAssignment(**from_row(UNIT_COLUMNS, row)),)
    return units


def _values_by_indicator(connection: sqlite3.Connection, plan_id: str) -> dict[str, dict[str, str]]:
    values: dict[str, dict[str, str]] = defaultdict(dict)
    rows = connection.execute(
        "SELECT indicator_id, heading, value FROM indicator_values WHERE plan_id = ? ORDER BY position",
        (plan_id,),
    )
    for indicator_id, heading, value in rows:
        values[indicator_id][heading] = value
    return values


def _select(
    connection: sqlite3.Connection, table: str, columns: tuple[Column, ...], plan_id: str
) -> sqlite3.Cursor:
    return connection.execute(
        f"SELECT {_list(columns)} FROM {table} WHERE plan_id = ? ORDER BY position", (plan_id,)
    )


def _insert(
    connection: sqlite3.Connection,
    table: str,
    names: list[str],
    rows: Iterable[list[Value]] | Iterable[list[Any]],
) -> None:
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _names(columns: tuple[Column, ...]) -> list[str]:
    return [name for column in columns for name in column.names]


def _list(columns: tuple[Column, ...]) -> str:
    return ", ".join(f'"{name}"' for name in _names(columns))

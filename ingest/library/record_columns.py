"""How a record becomes a row and a row a record: one column a field, by the field's declared type.

Words, numbers and flags get a column of their own, a place three (start, end, page); what has parts of its own becomes
JSON. Driven by the types, so that a new field of a record cannot be forgotten in the catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from ingest.plan import Span

Record = TypeVar("Record")
Value = str | int | None
"""What a cell of the catalogue holds."""
WORDS = tuple[str, ...]
"""The headings above a record: the same for many."""
SPAN_PARTS = ("start", "end", "page")


@dataclass(frozen=True, slots=True)
class Column:
    """The column or columns of one field."""

    field: str
    kind: Any
    names: tuple[str, ...]
    sql_type: str


@cache
def columns_of(record: type, without: frozenset[str] = frozenset()) -> tuple[Column, ...]:
    """The columns of a record's fields, in order, but for fields that are kept in a table of their own."""
    hints = _hints(record)
    # ``is_dataclass`` narrows to instances and types alike.
    assert is_dataclass(record)
    return tuple(_column(item.name, hints[item.name]) for item in fields(record) if item.name not in without)


def to_row(record: object, columns: Iterable[Column]) -> list[Value]:
    row: list[Value] = []
    for column in columns:
        value = getattr(record, column.field)
        if len(column.names) > 1:
            row.extend((None, None, None) if value is None else (value.start, value.end, value.page))
        elif column.kind in (str, int):
            row.append(value)
        elif column.kind is bool:
            row.append(int(value))
        elif isinstance(column.kind, type) and issubclass(column.kind, StrEnum):
            row.append(value.value)
        else:
            row.append(None if value is None else JSON.encode(value))
    return row


def from_row(columns: Iterable[Column], row: Iterable[Value]) -> dict[str, Any]:
    """The fields of a record, as its constructor takes them."""
    cells = iter(row)
    found: dict[str, Any] = {}
    for column in columns:
        value: Any = next(cells)
        if len(column.names) > 1:
            end, page = next(cells), next(cells)
            found[column.field] = None if value is None else Span(value, end, page)  # type: ignore[arg-type]
        elif value is None or column.kind in (str, int):
            found[column.field] = value
        elif column.kind == WORDS:
            found[column.field] = _words(value)
        elif column.sql_type == "JSON":
            found[column.field] = _restorer(column.kind)(json.loads(value))
        else:
            found[column.field] = column.kind(value)
    return found


@lru_cache(maxsize=4096)
def _words(value: Value) -> tuple[str, ...]:
    return tuple(json.loads(str(value)))


def _column(name: str, hint: Any) -> Column:
    kind, optional = _without_none(hint)
    null = "" if optional else " NOT NULL"
    if kind is Span:
        return Column(name, Span, tuple(f"{name}_{part}" for part in SPAN_PARTS), "INTEGER")
    if kind in (int, bool):
        return Column(name, kind, (name,), "INTEGER" + null)
    if isinstance(kind, type) and issubclass(kind, str):
        return Column(name, kind, (name,), "TEXT" + null)
    return Column(name, kind, (name,), "JSON")


# Working out the types of a record's fields takes longer than reading the record.
@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record)


@cache
def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, UnionType):
        others = [part for part in get_args(hint) if part is not NoneType]
        if len(others) == 1:
            return others[0], True
    return hint, False


def _plain(value: Any) -> Any:
    """A value that JSON does not know: a record as the list of its fields, a mapping as an object."""
    if is_dataclass(value):
        return [getattr(value, item.name) for item in fields(value)]
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)


# Looking at a type anew for each value takes longer than restoring the value.
@cache
def _restorer(kind: Any) -> Callable[[Any], Any]:
    """What makes of a plain value (:func:`_plain`) one of this declared type."""
    kind, optional = _without_none(kind)
    restore = _restorer_of_some(kind)
    return (lambda value: None if value is None else restore(value)) if optional else restore


def _restorer_of_some(kind: Any) -> Callable[[Any], Any]:
    if kind in (str, int, bool):
        return _as_it_is
    if get_origin(kind) is tuple:
        parts = get_args(kind)
        if parts[-1] is Ellipsis:
            each = _restorer(parts[0])
            return tuple if each is _as_it_is else lambda value: tuple(map(each, value))
        all_parts = tuple(map(_restorer, parts))
        return lambda value: tuple(restore(item) for restore, item in zip(all_parts, value, strict=True))
    if get_origin(kind) is not None and issubclass(get_origin(kind), Mapping):
        of_value = _restorer(get_args(kind)[1])
        return lambda value: {key: of_value(item) for key, item in value.items()}
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        of_fields = tuple(_restorer(hints[item.name]) for item in fields(kind))
        return lambda value: kind(*(restore(part) for restore, part in zip(of_fields, value, strict=True)))
    return lambda value: None if value is None else kind(value)


def _as_it_is(value: Any) -> Any:
    return value

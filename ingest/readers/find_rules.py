"""Ruled lines of a page (OFD paths) and the tables between them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.close_tables import find_open_ends
from ingest.readers.lay_out_page import Box, RuledTable

COMMAND = re.compile(r"([MLCSBQA])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")  # M 0 0 L 156 0 C
ARGUMENTS = {"B": 6, "Q": 4, "A": 7}
STRAIGHT = 1.0
"""Points by which a rule may lean or be thick."""
TOLERANCE = 3.0
SHORTEST = 5.0
MOST_RULES = 4000
"""More lines on a page are a drawing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line between two points."""

    x0: float
    y0: float
    x1: float
    y1: float


def rules_of_path(data: str) -> Iterator[Rule]:
    """The straight lines of an OFD path ("M 0 0 L 156 0 C"); curves are passed over."""
    start = point = (0.0, 0.0)
    command = ""
    arguments: list[float] = []
    for letter, number in COMMAND.findall(data):
        if letter:
            command, arguments = letter, []
            if letter == "C":
                yield Rule(*point, *start)
                point = start
            continue
        arguments.append(float(number))
        if command in ("M", "S", "L") and len(arguments) == 2:
            target = (arguments[0], arguments[1])
            if command == "L":
                yield Rule(*point, *target)
            else:
                start = target
            point, arguments = target, []
        elif command in ARGUMENTS and len(arguments) == ARGUMENTS[command]:
            point, arguments = (arguments[-2], arguments[-1]), []


def tables_between(rules: Sequence[Rule]) -> list[RuledTable]:
    """The tables that horizontal and vertical rules make."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = [edge for rule in rules if (edge := _edge(rule)) is not None]
    if len(edges) < 4 or len(edges) > MOST_RULES:
        return []
    ends = find_open_ends(edges)
    merged = merge_edges([*edges, *ends.rules], TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    cells = intersections_to_cells(edges_to_intersections(merged, TOLERANCE, TOLERANCE))
    tables = cells_to_tables(cells)
    return [ends.table_of([Box(*cell) for cell in table]) for table in tables if len(table) > 1]


def _edge(rule: Rule) -> dict[str, float | str] | None:
    if not all(math.isfinite(value) for value in (rule.x0, rule.y0, rule.x1, rule.y1)):
        return None
    x0, x1 = sorted((rule.x0, rule.x1))
    top, bottom = sorted((rule.y0, rule.y1))
    if bottom - top <= STRAIGHT and x1 - x0 >= SHORTEST:
        orientation = "h"
        bottom = top
    elif x1 - x0 <= STRAIGHT and bottom - top >= SHORTEST:
        orientation = "v"
        x1 = x0
    else:
        return None
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
        "object_type": "line",
    }

"""Tables that a page border cuts in the middle of a row: browsers draw no rule there, so the cells would have no end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.lay_out_page import EDGE_TOLERANCE, Box, RuledTable

SHORTEST = 5.0
FEWEST_VERTICALS = 3
"""Two columns have three vertical rules; fewer are the sides of a frame."""

Edge = Mapping[str, float | str]
"""A rule as pdfplumber keeps it: x0, x1, top, bottom and orientation "h" or "v"."""


@dataclass(frozen=True, slots=True)
class OpenEnds:
    """Where the vertical rules of a page's first and last table end without a horizontal one, in points; ``None`` where they
    are closed. ``rules`` closes them."""

    top: float | None
    bottom: float | None
    rules: tuple[dict[str, float | str], ...]

    def table_of(self, boxes: Sequence[Box]) -> RuledTable:
        """A table with what is known about its ends."""
        top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
        return RuledTable(
            tuple(boxes),
            cut_top=self.top is not None and abs(top - self.top) <= EDGE_TOLERANCE,
            cut_bottom=self.bottom is not None and abs(bottom - self.bottom) <= EDGE_TOLERANCE,
        )


def find_open_ends(edges: Sequence[Edge]) -> OpenEnds:
    """The open ends among all rules of a page."""
    verticals = [
        edge
        for edge in edges
        if edge["orientation"] == "v" and _at(edge, "bottom") - _at(edge, "top") >= SHORTEST
    ]
    if not verticals:
        return OpenEnds(None, None, ())
    horizontals = [
        edge for edge in edges if edge["orientation"] == "h" and _at(edge, "x1") - _at(edge, "x0") >= SHORTEST
    ]
    found: dict[str, float] = {}
    rules: list[dict[str, float | str]] = []
    for side, height in (
        ("top", min(_at(edge, "top") for edge in verticals)),
        ("bottom", max(_at(edge, "bottom") for edge in verticals)),
    ):
        ends = sorted(
            _at(edge, "x0") for edge in verticals if abs(_at(edge, side) - height) <= EDGE_TOLERANCE
        )
        apart = 1 + sum(after - before > EDGE_TOLERANCE for before, after in pairwise(ends))
        closed = any(
            abs(_at(edge, "top") - height) <= EDGE_TOLERANCE
            and _at(edge, "x0") < ends[-1]
            and _at(edge, "x1") > ends[0]
            for edge in horizontals
        )
        if apart >= FEWEST_VERTICALS and not closed:
            found[side] = height
            rules.append(_rule(ends[0], ends[-1], height))
    return OpenEnds(found.get("top"), found.get("bottom"), tuple(rules))


def _at(edge: Edge, side: str) -> float:
    return float(edge[side])


def _rule(left: float, right: float, height: float) -> dict[str, float | str]:
    return {
        "x0": left,
        "x1": right,
        "top": height,
        "bottom": height,
        "width": right - left,
        "height": 0.0,
        "orientation": "h",
        "object_type": "line",
    }

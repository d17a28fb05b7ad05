"""The rules of tables on a page that is a picture: dark runs longer than any stroke of a letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ingest.readers.find_rules import Rule

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Height × width × 3 (red, green, blue), 0–255."""
Mask: TypeAlias = npt.NDArray[np.bool_]
Counts: TypeAlias = npt.NDArray[np.int32]

DARK = 150
"""Grey below which a pixel is ink; rules of copies are paler than letters."""
ACROSS_SHARE = 1 / 18
DOWN_SHARE = 1 / 45
"""The shortest rule as a share of the page's width and height: about three letters, and more than one."""
THICKEST_SHARE = 1 / 150
"""Thicker is a dark edge of a scan, a seal, a bar of a chart."""
GAP_PIXELS = 3
"""Rules that lean step by a pixel; the steps are taken together."""


def find_drawn_rules(picture: Picture) -> list[Rule]:
    """Horizontal and vertical rules in pixels."""
    grey = picture[..., :3].mean(axis=2) if picture.ndim == 3 else picture
    ink: Mask = np.asarray(grey < DARK)
    height, width = ink.shape
    thickest = max(4, round(max(height, width) * THICKEST_SHARE))
    ink &= ~_solid(ink, thickest)
    across = [Rule(x0, y, x1, y) for x0, x1, y in _bars(ink, round(width * ACROSS_SHARE), thickest)]
    down = [Rule(x, y0, x, y1) for y0, y1, x in _bars(ink.T, round(height * DOWN_SHARE), thickest)]
    return across + down


def _bars(ink: Mask, shortest: int, thickest: int) -> Iterator[tuple[float, float, float]]:
    """Begin, end and middle line of each bar along the rows."""
    long = _long_runs(_thickened(ink), shortest)
    rows = np.flatnonzero(long.any(axis=1))
    if not rows.size:
        return
    for band in np.split(rows, np.flatnonzero(np.diff(rows) > GAP_PIXELS) + 1):
        first, last = int(band[0]), int(band[-1])
        columns = np.flatnonzero(long[first : last + 1].any(axis=0))
        for run in np.split(columns, np.flatnonzero(np.diff(columns) > thickest) + 1):
            yield float(run[0]), float(run[-1]), (first + last) / 2


def _thickened(ink: Mask) -> Mask:
    """Each row with its neighbours, so that a leaning rule is one run."""
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    return thick


def _solid(ink: Mask, side: int) -> Mask:
    """The pixels that lie in a dark square of this side."""
    corners = _windows(_windows(ink, side).T, side)
    return _spread(_spread(corners, side).T, side)


def _long_runs(ink: Mask, shortest: int) -> Mask:
    """The pixels that lie in a dark run of at least ``shortest`` pixels of their row."""
    return _spread(_windows(ink, shortest), shortest)


def _windows(ink: Mask, size: int) -> Mask:
    """Where in each row a window of ``size`` pixels begins that is dark throughout; ``size - 1`` columns fewer."""
    if ink.shape[1] < size:
        return np.zeros((ink.shape[0], 1), dtype=np.bool_)
    sums: Counts = np.cumsum(np.pad(ink, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    return np.asarray(sums[:, size:] - sums[:, :-size] == size)


def _spread(begins: Mask, size: int) -> Mask:
    """The pixels of all windows that begin there."""
    marks: Counts = np.zeros((begins.shape[0], begins.shape[1] + size), dtype=np.int32)
    marks[:, : begins.shape[1]] += begins
    marks[:, size:] -= begins
    return np.asarray(np.cumsum(marks, axis=1)[:, :-1] > 0)

"""Plots as inline SVG, drawn without any library, so that the page stands alone and prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

GREEN, RED, AMBER, BLUE, TEAL, PALE = "#2f9e6b", "#d0493a", "#e0a034", "#2f6fb7", "#4aa3a2", "#eef1f5"
WIDTH = 520
ROW, LABEL, VALUE = 30, 134, 104
"""Height of a row of bars; widths of its label and of its figure, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Series:
    """One part of stacked columns: ``counts`` beside the columns' labels."""

    name: str
    colour: str
    counts: Sequence[int]


def share_bars(groups: Mapping[str, tuple[int, int]]) -> str:
    """Right and wrong of each group as one bar; ``groups`` maps its name to (right, all)."""
    most = max((every for _, every in groups.values()), default=1)
    space = WIDTH - LABEL - VALUE
    rows = []
    for index, (name, (right, every)) in enumerate(groups.items()):
        y = index * ROW
        whole = max(2.0, space * every / most)
        good = whole * right / every if every else 0
        rows.append(
            f'<text x="{LABEL - 10}" y="{y + 19}" text-anchor="end">{escape(name)}</text>'
            f'<rect x="{LABEL}" y="{y + 6}" width="{whole:.1f}" height="18" rx="3" fill="{RED}"/>'
            f'<rect x="{LABEL}" y="{y + 6}" width="{good:.1f}" height="18" rx="3" fill="{GREEN}"/>'
            f'<text x="{LABEL + whole + 8:.1f}" y="{y + 19}"><tspan>{right / every if every else 0:.0%}</tspan>'
            f'<tspan fill="#5d6b7e"> {right}/{every}</tspan></text>'
        )
    return _svg("答对与答错的题数", len(groups) * ROW + 4, "".join(rows)) + legend(
        {"答对": GREEN, "未答对": RED}
    )


def stacked_columns(
    title: str, labels: Sequence[str], series: Sequence[Series], unit: str, *, as_shares: bool = False
) -> str:
    """Columns of stacked counts; ``unit`` says what the labels below are. ``as_shares``: all columns of one height."""
    height, bottom, top = 220, 40, 18
    totals = [sum(part.counts[at] for part in series) for at in range(len(labels))]
    most = max(totals, default=0) or 1
    width = WIDTH / max(1, len(labels))
    drawn = [f'<line x1="0" y1="{height - bottom}" x2="{WIDTH}" y2="{height - bottom}" stroke="#c9d2dd"/>']
    for at, label in enumerate(labels):
        x, y = at * width, float(height - bottom)
        for part in series:
            full = totals[at] if as_shares else most
            tall = part.counts[at] / (full or 1) * (height - bottom - top)
            y -= tall
            if tall:
                drawn.append(
                    f'<rect x="{x + 5:.1f}" y="{y:.1f}" width="{width - 10:.1f}" height="{tall:.1f}" fill="{part.colour}">'
                    f"<title>{escape(part.name)} {part.counts[at]}</title></rect>"
                )
        middle = x + width / 2
        drawn.append(
            f'<text x="{middle:.1f}" y="{height - bottom + 16}" text-anchor="middle" class="soft">{escape(label)}</text>'
            f'<text x="{middle:.1f}" y="{y - 5:.1f}" text-anchor="middle">{totals[at] or ""}</text>'
        )
    drawn.append(f'<text x="{WIDTH}" y="{height - 6}" text-anchor="end" class="soft">{escape(unit)}</text>')
    names = {part.name: part.colour for part in series}
    return _svg(title, height, "".join(drawn)) + (legend(names) if len(series) > 1 else "")


def length_bars(title: str, values: Mapping[str, float], unit: str) -> str:
    """A bar for each value, as long as it is."""
    most = max(values.values(), default=0) or 1
    space = WIDTH - LABEL - VALUE
    rows = "".join(
        f'<text x="{LABEL - 10}" y="{at * ROW + 19}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{LABEL}" y="{at * ROW + 7}" width="{max(1.0, space * value / most):.1f}" height="16" rx="3" fill="{BLUE}"/>'
        f'<text x="{LABEL + max(1.0, space * value / most) + 8:.1f}" y="{at * ROW + 19}">{value:.2f} {escape(unit)}</text>'
        for at, (name, value) in enumerate(values.items())
    )
    return _svg(title, len(values) * ROW + 4, rows)


def bullet(share: float, limit: float | None, kept: bool) -> str:
    """A small bar of a share, with a tick where its threshold stands."""
    tick = (
        ""
        if limit is None
        else f'<rect x="{limit * 160 - 1:.1f}" y="0" width="2" height="14" fill="#1b2430"/>'
    )
    fill = BLUE if limit is None else GREEN if kept else RED
    return (
        f'<svg viewBox="0 0 160 14" style="width:160px;display:inline-block" aria-hidden="true"><rect y="3" width="160" height="8" '
        f'rx="4" fill="{PALE}"/><rect y="3" width="{min(1.0, share) * 160:.1f}" height="8" rx="4" fill="{fill}"/>{tick}</svg>'
    )


def legend(names: Mapping[str, str]) -> str:
    parts = "".join(
        f'<span><i style="background:{colour}"></i>{escape(name)}</span>' for name, colour in names.items()
    )
    return f"<div class=legend>{parts}</div>"


def _svg(title: str, height: float, drawn: str) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{escape(title)}">{drawn}</svg>'

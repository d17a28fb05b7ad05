"""The comparison as one self-contained page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from evals.reporting.page import number_heads, page, section, table


def ablation_html(tables: Sequence[tuple[str, list[str], list[list[str]]]]) -> str:
    parts = [
        "<header><h1>消融与基线</h1><p class=muted>同一批问题、同一把尺子：关掉一部分，或换成朴素的做法，各差多少。</p></header>"
    ]
    for title, head, rows in tables:
        body = ("<tr>" + "".join(_cell(at, cell) for at, cell in enumerate(row)) + "</tr>" for row in rows)
        parts.append(section(title, f"<div class=scroll>{table(number_heads(head), body)}</div>"))
    return page("消融与基线", parts)


def _cell(at: int, text: str) -> str:
    return f"<td{' class=n' if at else ''}>{escape(text)}</td>"

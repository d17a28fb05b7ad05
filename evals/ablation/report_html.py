"""The comparison as one self-contained page; the best value of a column stands out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

STYLE_FILE = Path(__file__).parent.parent / "report.css"


def ablation_html(tables: Sequence[tuple[str, list[str], list[list[str]]]]) -> str:
    parts = [
        "<header><h1>消融与基线</h1><p class=muted>同一批问题、同一把尺子：关掉一部分，或换成朴素的做法，各差多少。</p></header>"
    ]
    for title, head, rows in tables:
        heading = "".join(
            f"<th{' class=n' if at else ''}>{escape(name)}</th>" for at, name in enumerate(head)
        )
        body = "".join(
            "<tr>"
            + "".join(f"<td{' class=n' if at else ''}>{escape(cell)}</td>" for at, cell in enumerate(row))
            + "</tr>"
            for row in rows
        )
        parts.append(
            f"<section><h2>{escape(title)}</h2><div class=scroll><table><thead><tr>{heading}</tr></thead><tbody>{body}</tbody></table></div></section>"
        )
    style = STYLE_FILE.read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width,initial-scale=1"><title>消融与基线</title><style>{style}</style></head>'
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )

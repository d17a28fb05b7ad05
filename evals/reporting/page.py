"""The frame of a page: one file in Chinese with its style inside; no script, no font, no address outside."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

STYLE_FILE = Path(__file__).parent / "report.css"


def page(title: str, body: Iterable[str]) -> str:
    style = STYLE_FILE.read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width,initial-scale=1"><title>{escape(title)}</title><style>{style}</style></head>'
        f"<body><main>{''.join(body)}</main></body></html>\n"
    )


def section(title: str, body: str, *, anchor: str = "", note: str = "") -> str:
    name = f' id="{anchor}"' if anchor else ""
    below = f"<p class=note>{escape(note)}</p>" if note else ""
    return f"<section{name}><h2>{escape(title)}</h2>{body}{below}</section>"


def table(head: Iterable[str], rows: Iterable[str], kind: str = "") -> str:
    """``head`` are header cells and ``rows`` whole rows, both as HTML."""
    style = f" class={kind}" if kind else ""
    return f"<table{style}><thead><tr>{''.join(head)}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def number_heads(names: Iterable[str]) -> list[str]:
    """The first heading to the left, the others above numbers."""
    return [f"<th{' class=n' if at else ''}>{escape(name)}</th>" for at, name in enumerate(names)]


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "link", "autolink"])


def rendered(text: str) -> str:
    """An answer's Markdown as HTML; markup inside it is shown, never run, and leads nowhere."""
    return f"<div class=text>{_markdown().render(text)}</div>"

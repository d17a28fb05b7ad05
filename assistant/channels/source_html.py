"""The original text as a self-contained Chinese page. Everything from the document is escaped; there is no script."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Sequence

from assistant.channels.rendering import period_words, section_line
from assistant.channels.source_view import Excerpt

_STYLE = """
:root{--ink:#1f2933;--soft:#5b6b7b;--line:#dfe5ec;--brand:#1d4f91;--paper:#fff;--ground:#f3f5f8;--lit:#ffe9a8;--lit-line:#e0a800}
*{box-sizing:border-box}
html{scroll-padding:30vh 0;background:var(--ground)}
body{margin:0;color:var(--ink);font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif}
header{position:sticky;top:0;background:var(--paper);border-bottom:1px solid var(--line);border-top:3px solid var(--brand);
padding:.7rem 1.2rem .75rem;z-index:1}
.bar{display:flex;gap:1rem;align-items:baseline;justify-content:space-between;max-width:52rem;margin:0 auto}
h1{font-size:1.02rem;line-height:1.45;margin:0;font-weight:600}
.back{color:var(--brand);font-size:.86rem;text-decoration:none;white-space:nowrap}
.back:hover{text-decoration:underline}
.where{max-width:52rem;margin:.25rem auto 0;color:var(--soft);font-size:.84rem;line-height:1.6}
.section{color:var(--ink)}
.jump{color:var(--brand)}
main{max-width:52rem;margin:1.2rem auto 4rem;background:var(--paper);border:1px solid var(--line);border-radius:6px;
padding:2.2rem 2.6rem;font-family:"Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,"WenQuanYi Micro Hei",serif;
font-size:1.03rem;line-height:1.95;white-space:pre-wrap;overflow-wrap:anywhere}
mark{background:var(--lit);color:inherit;box-shadow:0 0 0 2px var(--lit);border-bottom:2px solid var(--lit-line);
-webkit-box-decoration-break:clone;box-decoration-break:clone;outline:none}
.cut{display:block;text-align:center;color:var(--soft);font-size:.85rem;white-space:normal}
.page{display:block;border-top:1px dashed var(--line);margin:1.2rem 0 .4rem;padding-top:.2rem;text-align:right;color:var(--soft);
font-size:.8rem;line-height:1.4;white-space:normal;user-select:none}
.break{display:block;border-top:1px dashed var(--line);margin:1.4rem -2.6rem}
@media(max-width:640px){main{margin:0 0 3rem;border-width:0;border-radius:0;padding:1.1rem 1rem;font-size:1rem}
.break{margin:1.2rem -1rem}header{padding:.6rem 1rem}}
@media print{header{position:static}main{border:0;margin:0;max-width:none}}
"""

POLICY = (
    "default-src 'none'; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""No script, no picture, no other address, and no style but the page's own."""

_PAGE_BREAK = '<span class="break"></span>'


def source_html(found: Excerpt, *, in_panel: bool = False) -> str:
    """The page for an excerpt: heading with plan, section, file, page and line, then the text with the quote in ``<mark>``.

    Shown in a panel beside the chat it has no link back, which would leave the conversation.
    """
    place = found.place
    title = html.escape(place.plan.title or place.plan.file)
    facts = [html.escape(place.plan.file)]
    if period := period_words(place.plan):
        facts.insert(0, period)
    if place.page:
        facts.append(f"第 {place.page} 页")
    facts.append(f"第 {place.line} 行")
    section = section_line(place.section)
    section_words = f'<span class="section">{html.escape(section)}</span><br>' if section else ""
    begin = place.start - len(found.before)
    body = "".join(
        (
            '<span class="cut">（前文略）</span>' if begin > 0 else "",
            _with_pages(found.before, begin, found.pages),
            f'<mark id="quote" tabindex="-1" autofocus>{_with_pages(found.quote, place.start, found.pages)}</mark>'
            if found.quote
            else "",
            _with_pages(found.after, place.end, found.pages),
        )
    )
    back = "" if in_panel else '<a class="back" href="/">返回规划助手</a>'
    jump = ' · <a class="jump" href="#quote">回到引文</a>' if found.quote else ""
    return _page(
        f"原文：{title}",
        f'<header><div class="bar"><h1>{title}</h1>{back}</div>'
        f'<div class="where">{section_words}{" · ".join(facts)}{jump}</div></header><main>{body}</main>',
    )


def failure_html(message: str) -> str:
    """The page for a place that cannot be shown, such as that of a plan taken out of the library since."""
    return _page("打不开原文", f"<main>{html.escape(message)}</main>")


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>{body}</body></html>"
    )


def _with_pages(text: str, offset: int, pages: Sequence[tuple[int, int]]) -> str:
    """Text that begins at an offset of the source, with a mark where each page begins."""
    parts: list[str] = []
    done = 0
    for number, start in pages:
        at = start - offset
        if not 0 <= at < len(text):
            continue
        parts.append(_escaped(text[done:at]))
        parts.append(f'<span class="page">第 {number} 页</span>')
        done = at
    return "".join((*parts, _escaped(text[done:])))


def _escaped(text: str) -> str:
    """Text fit for the page: markup escaped, form feeds as page breaks, other control characters left out."""
    printable = "".join(char for char in text if char >= " " or char in "\n\t\f")
    return html.escape(printable).replace("\f", _PAGE_BREAK)

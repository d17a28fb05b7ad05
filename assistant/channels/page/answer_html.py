"""An answer as HTML for the chat: text with linked marks, units and indicators as tables, citations as cards.

Everything is escaped here, so that words from a document or a question can never become markup. The HTML stands on one line:
the chat runs its messages through a Markdown parser, which leaves a block of HTML alone up to the first blank line.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from markdown_it import MarkdownIt

from assistant.answer import Answer, AnswerStatus, Citation, IndicatorInAnswer, UnitInAnswer
from assistant.channels.rendering import (
    RECORD_NAMES,
    citation_address,
    section_line,
    shortened,
)
from ingest.plan import Basis, Role

_MARK = re.compile(r"\[(\d{1,3})\]")  # 由市财政局牵头[2]
_MARKS = re.compile(r"((?:\[\d{1,3}\])+)([，。；、：！？]?)")  # …牵头[2][3]。
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{3,}", re.MULTILINE)  # |---|---|
_SHORT_BASES = {Basis.STATED: "原文写明", Basis.INFERRED: "按顺序推断"}
_SHORT_ROLES = {Role.RESPONSIBLE: "责任（牵头）", Role.COOPERATING: "配合"}
_OPEN_CARDS = 4
_OPEN_ROWS = 12
_CARD_QUOTE = 110
_TASK_CHARACTERS = 40
_BUILTIN = "builtin"


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    """Paragraphs, lists, emphasis and tables; no HTML, links, pictures or code, which no answer needs."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    return parser.disable(
        ["link", "image", "autolink", "reference", "fence", "code", "backticks", "html_block", "html_inline"]
    )


def question_html(text: str) -> str:
    """A user's question: plain words, line breaks kept."""
    lines = "<br>".join(html.escape(line) for line in text.strip().splitlines())
    return f'<div class="pa-question">{lines}</div>'


def working_html(status: str, text: str) -> str:
    """An answer on its way: what has come so far, and what is being done."""
    sign = f'<div class="pa-working" role="status"><span></span>{html.escape(status)}</div>' if status else ""
    return f'<div class="pa-answer">{_text_html(text, {}) if text else ""}{sign}</div>'


def failure_html(message: str) -> str:
    return f'<div class="pa-answer pa-failed"><p>{html.escape(message)}</p></div>'


def answer_html(answer: Answer) -> str:
    """The whole answer."""
    citations = {citation.n: citation for citation in answer.citations}
    parts = [_text_html(answer.answer, citations)]
    if answer.units:
        parts.append(_units_html(answer.units, citations))
    if answer.indicators and not _TABLE_RULE.search(answer.answer):
        parts.append(_indicators_html(answer.indicators, citations))
    if answer.citations:
        parts.append(_citations_html(answer.citations))
    parts.append(_foot_html(answer))
    kind = {AnswerStatus.NOT_FOUND: " pa-not-found", AnswerStatus.CLARIFY: " pa-clarify"}.get(
        answer.status, ""
    )
    body = " ".join("".join(parts).split())
    # Gradio's sanitizer lets classes through and drops ids and data attributes: the class tells the script what is rated.
    return f'<div class="pa-answer{kind} pa-id-{html.escape(answer.id)}">{body}</div>'


def _text_html(text: str, citations: dict[int, Citation]) -> str:
    rendered = _MARKS.sub(lambda found: _marks_html(found, citations), _markdown().render(text))
    return f'<div class="pa-text">{" ".join(rendered.split())}</div>'


def _marks_html(found: re.Match[str], citations: dict[int, Citation]) -> str:
    """Marks and the punctuation behind them stay on one line."""
    marks = "".join(_mark_html(int(number), citations) for number in _MARK.findall(found.group(1)))
    return f'<span class="pa-tie">{marks}{found.group(2)}</span>'


def _mark_html(number: int, citations: dict[int, Citation]) -> str:
    citation = citations.get(number)
    if citation is None:
        return f'<sup class="pa-mark">{number}</sup>'
    hint = html.escape(f"{citation.plan_title} {section_line(citation.section)}")
    return (
        f'<a class="pa-mark pa-source" href="{html.escape(citation_address(citation))}" target="_blank" '
        f'title="{hint}">{number}</a>'
    )


def _units_html(units: tuple[UnitInAnswer, ...], citations: dict[int, Citation]) -> str:
    """One row a unit. The task has a column where the units belong to several, else it stands above the table.

    The text of an answer about several tasks is a list of them already: the table is then folded away.
    """
    tasks = {unit.task for unit in units}
    several = len(tasks) > 1
    rows = "".join(
        f"<tr><td>{html.escape(unit.name)}</td>"
        f'<td><span class="pa-role pa-{unit.role.value}">{_SHORT_ROLES[unit.role]}</span></td>'
        f'<td class="{"pa-inferred" if unit.basis is Basis.INFERRED else "pa-stated"}">{_SHORT_BASES[unit.basis]}</td>'
        + (f"<td>{html.escape(unit.task)}</td>" if several else "")
        + f"<td>{_mark_html(unit.citation, citations)}</td></tr>"
        for unit in units
    )
    head = (
        f"<tr><th>单位</th><th>角色</th><th>依据</th>{'<th>任务</th>' if several else ''}<th>出处</th></tr>"
    )
    table = f'<table class="pa-table"><thead>{head}</thead><tbody>{rows}</tbody></table>'
    task = "" if several else shortened(next(iter(tasks)), _TASK_CHARACTERS)
    title = f"责任分工：{task}" if task else f"责任分工（{len(units)} 项）"
    return _folded(title, table, opened=not several)


def _indicators_html(rows: tuple[IndicatorInAnswer, ...], citations: dict[int, Citation]) -> str:
    """One row an indicator, a column a year; the region has one where there are several."""
    years = sorted({year for row in rows for year in row.values})
    several = len({row.region for row in rows}) > 1
    head = "".join(f"<th>{html.escape(_year_words(year))}</th>" for year in years)
    body = "".join(
        f"<tr><td>{html.escape(row.name)}</td>"
        + (f"<td>{html.escape(row.region)}</td>" if several else "")
        + f"<td>{html.escape(row.unit or '')}</td>"
        + "".join(f'<td class="pa-value">{html.escape(row.values.get(year, ""))}</td>' for year in years)
        + f"<td>{html.escape(row.attribute or '')}</td><td>{_mark_html(row.citation, citations)}</td></tr>"
        for row in rows
    )
    table = (
        f'<table class="pa-table"><thead><tr><th>指标</th>{"<th>地区</th>" if several else ""}<th>计量单位</th>{head}'
        f"<th>属性</th><th>出处</th></tr></thead><tbody>{body}</tbody></table>"
    )
    title = f"指标（{len(rows)} 项）" if several else f"指标：{rows[0].region}（{len(rows)} 项）"
    return _folded(title, table, opened=len(rows) <= _OPEN_ROWS)


def _year_words(year: str) -> str:
    return f"{year}年" if year.isdigit() else year


def _citations_html(citations: tuple[Citation, ...]) -> str:
    cards = [_card_html(citation) for citation in citations]
    shown, folded = cards[:_OPEN_CARDS], cards[_OPEN_CARDS:]
    rest = (
        _folded(f"其余 {len(folded)} 条出处", f'<ol class="pa-cards">{"".join(folded)}</ol>')
        if folded
        else ""
    )
    return f'<div class="pa-cites"><h4>出处</h4><ol class="pa-cards">{"".join(shown)}</ol>{rest}</div>'


def _card_html(citation: Citation) -> str:
    section = html.escape(section_line(citation.section))
    page = f" · 第{citation.source.page}页" if citation.source.page else ""
    where = f'<span class="pa-where">{section}{page}</span>' if section or page else ""
    return (
        f'<li><a class="pa-card pa-source" href="{html.escape(citation_address(citation))}" target="_blank">'
        f'<span class="pa-number">{citation.n}</span><span class="pa-body">'
        f'<span class="pa-title">{html.escape(citation.plan_title)}<em>{RECORD_NAMES[citation.record_type]}</em></span>'
        f'{where}<span class="pa-quote">{html.escape(shortened(citation.quote, _CARD_QUOTE))}</span></span></a></li>'
    )


def _foot_html(answer: Answer) -> str:
    words = [_maker(answer)] if answer.citations else []
    words.append(f"{max(answer.elapsed_ms / 1000, 0.01):.2f} 秒")
    return (
        f'<div class="pa-foot"><span class="pa-maker">{html.escape(" · ".join(words))}</span>'
        '<span class="pa-tools"><a role="button" tabindex="0" class="pa-tool pa-copy">复制</a>'
        '<a role="button" tabindex="0" class="pa-tool pa-up">有用</a>'
        '<a role="button" tabindex="0" class="pa-tool pa-down">有误</a></span></div>'
    )


def _maker(answer: Answer) -> str:
    if answer.model == _BUILTIN:
        return "由系统依据规划原文组织"
    if answer.model.startswith(_BUILTIN):
        return "由系统依据规划原文组织（语言模型的文字没有通过核对，未采用）"
    return f"由语言模型 {answer.model} 组织文字，已与原文核对"


def _folded(summary: str, content: str, *, opened: bool = False) -> str:
    state = " open" if opened else ""
    return f'<details class="pa-fold"{state}><summary>{html.escape(summary)}</summary>{content}</details>'

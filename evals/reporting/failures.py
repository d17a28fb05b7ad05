"""A question that went wrong: what was expected, the answer, and the words of the document that it should rest on."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from evals.checks import PROCESS
from evals.questions.gold import Unit, Value
from evals.reporting.page import rendered
from evals.reporting.problem_words import BASES, ROLES, problem_words
from evals.run import Record
from evals.wording import kind_name, status_names

SHOWN_PLACES, SHOWN_CITATIONS, QUOTE = 8, 6, 90


def failure(record: Record, *, opened: bool = False) -> str:
    question = record.question
    problems = "".join(f"<li>{escape(problem)}</li>" for problem in problems_of(record))
    history = "".join(f"<p class=note>上文：{escape(turn.question)}</p>" for turn in question.history)
    expected = "".join(f"<li>{escape(line)}</li>" for line in expectation_lines(record))
    return (
        f"<details{' open' if opened else ''}><summary><span class='tag id'>{escape(question.id)}</span>"
        f"<span class=tag>{kind_name(question.kind.value)}</span>{escape(question.question)}</summary><div class=body>"
        f"{history}<ul class=problems>{problems}</ul><div class=pair>"
        f"<div><h3>答案（{status_names(record.answer.status.value)}）</h3>{rendered(record.answer.answer or record.error or '')}{_cited(record)}</div>"
        f"<div><h3>应当</h3><div class=text><ul>{expected}</ul></div><h3>文件里的依据</h3>{_evidence(record)}</div>"
        "</div></div></details>"
    )


def problems_of(record: Record) -> list[str]:
    if record.error:
        return [record.error]
    return [problem_words(problem) for check in record.checks for problem in check.problems]


def weaknesses(record: Record) -> bool:
    """Whether a check of the answer itself found something, apart from the way to it."""
    return any(check.problems for check in record.checks if check.name not in PROCESS)


def expectation_lines(record: Record) -> Iterator[str]:
    expect = record.question.expect
    yield status_names("/".join(status.value for status in expect.status))
    yield from map(value_words, expect.values)
    yield from map(unit_words, expect.units)
    if expect.no_units:
        yield "不写单位"
    if expect.items:
        yield f"清单 {len(expect.items)} 项：" + "；".join(item.words for item in expect.items)
    for wordings in expect.phrases:
        yield "说到：" + " / ".join(wordings[:3])
    if expect.options:
        yield "给出选项：" + "、".join(expect.options)
    if expect.must_not:
        yield "不得出现：" + "、".join(expect.must_not)


def value_words(value: Value) -> str:
    year = f"{value.year}年" if value.year else ""
    return f"{value.region or ''} {value.name or ''} {year} {value.value}{value.unit or ''} {value.attribute or ''}".strip()


def unit_words(unit: Unit) -> str:
    basis = f"，{BASES[unit.basis.value]}" if unit.basis else ""
    return f"{unit.name}（{ROLES[unit.role.value]}{basis}）"


def _evidence(record: Record) -> str:
    places = record.question.evidence[:SHOWN_PLACES]
    if not places:
        return "<p class=note>规划里没有答案。</p>"
    quotes = []
    for number, place in enumerate(places):
        words = record.evidence[number] if number < len(record.evidence) else ""
        where = " · ".join(filter(None, (place.plan, place.section, place.item)))
        quotes.append(
            f"<blockquote><cite>{escape(where)}</cite>{_marked(words or place.anchor, place.anchor)}</blockquote>"
        )
    return "".join(quotes)


def _marked(words: str, anchor: str) -> str:
    before, found, after = words.partition(anchor)
    if not found:
        return escape(words)
    return f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}"


def _cited(record: Record) -> str:
    lines = "".join(
        f"<li>[{c.n}] {escape(c.plan_id)} {escape('/'.join(c.section[-1:]))}：{escape(c.quote[:QUOTE])}</li>"
        for c in record.answer.citations[:SHOWN_CITATIONS]
    )
    more = len(record.answer.citations) - SHOWN_CITATIONS
    rest = f"<p class=note>另有 {more} 处引用</p>" if more > 0 else ""
    return f"<h3>所引</h3><div class=text><ul>{lines}</ul>{rest}</div>" if lines else ""

"""Words that say who does a task: （责任单位：A、B；配合单位：C） · （A牵头，B、C配合） · （A、B按职责分工负责） · （A、B）."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from ingest.units.duty_words import CLAUSE_LABEL, ROLE_LABEL
from ingest.units.read_clause import (
    LONGEST_CLAUSE,
    SENTENCE_MARK,
    NamedUnit,
    UnitClause,
    are_units,
    has_lead_rule,
    is_plain_list,
    last_mark,
    read_clause,
    with_first_leading,
)
from ingest.units.unit_names import is_collective

__all__ = [
    "NamedUnit",
    "UnitClause",
    "find_unit_clauses",
    "has_lead_rule",
    "is_unit_line",
    "parse_unit_clause",
    "with_first_leading",
]

_PAIRS = {"（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕"}
BRACKET = re.compile(r"[（()）【】\[\]〔〕]")
"""（责任单位：市水利局）"""
BULLETS = re.compile(r"(?:^|(?<=\n))[ \t]*[•·●■◆—-]+[ \t]*\Z")
"""• 牵头单位：市水利局"""
DUTY_SENTENCE = re.compile(
    r"(?:^|(?<=[。！？；\n]))(?P<said>[^。！？；：:\n]{4,200}(?:牵头|负责|配合|参与|参加|协助|落实)(?:[，,][^。，；：]{0,24})?)(?:。|$)"
)
"""由市水利局牵头，市财政局参与。 · 市水利局、市财政局分工负责，2025年底前完成。"""

LED_ACTION = re.compile(
    r"(?:^|(?<=[。！？；，\n]))(?P<said>由?[^，。；：:\n]{3,60}牵头(?:，[^，。；：:\n]{3,120}(?:配合|参与|参加|协助))?)(?=，)"
)
"""每年12月底前，由县水利局牵头，县财政局配合，开展考核。: who leads what the sentence goes on to say"""


def find_unit_clauses(text: str) -> tuple[UnitClause, ...]:
    """Every clause in a paragraph that names who does it, in order: bracketed ones, and labelled ones outside brackets."""
    clauses: list[UnitClause] = []
    content_end = len(text.rstrip("。；;. \n"))
    for start, end in _brackets(text):
        close = end - 1 if text[end - 1] in _PAIRS.values() else end
        clause = read_clause(text, start + 1, close, alone=end >= content_end)
        if clause is not None:
            clauses.append(replace(clause, outer_start=start, outer_end=end))
    bracketed = [(clause.outer_start, clause.outer_end) for clause in clauses]
    covered_to = 0
    for match in CLAUSE_LABEL.finditer(text):
        at = match.start()
        if at < covered_to or _is_inside(bracketed, at) or not _opens_clause(text, at):
            continue
        clause = read_clause(text, at, _end_of_open_clause(text, match.end()), alone=False)
        if clause is not None:
            clauses.append(clause)
            covered_to = clause.outer_end
    taken = [(clause.outer_start, clause.outer_end) for clause in sorted(clauses, key=lambda c: c.start)]
    clauses += [clause for clause in _duty_sentences(text) if not _is_inside(taken, clause.start)]
    return tuple(sorted(clauses, key=lambda clause: clause.start))


def _duty_sentences(text: str) -> list[UnitClause]:
    """由市水利局牵头，市财政局参与。: sentences that only say which units do it, each of them known or with its level."""
    found: list[UnitClause] = []
    for sentence in DUTY_SENTENCE.finditer(text):
        start, end = sentence.span("said")
        clause = read_clause(text, start, end, alone=False)
        names = [unit.name for unit in clause.units] if clause is not None else []
        if clause is not None and not is_collective(names[0]) and are_units(names):
            found.append(replace(clause, outer_start=start, outer_end=sentence.end()))
    taken = [(clause.start, clause.end) for clause in found]
    for action in LED_ACTION.finditer(text) if "牵头，" in text else ():
        start, end = action.span("said")
        clause = read_clause(text, start, end, alone=False)
        if clause is not None and not _is_inside(taken, start) and are_units([u.name for u in clause.units]):
            found.append(replace(clause, outer_start=end, outer_end=end))  # the sentence needs its words
    return found


def is_unit_line(text: str) -> bool:
    """Whether a line only lists units: 市应急管理局、各区县政府."""
    return len(text) <= LONGEST_CLAUSE and is_plain_list(text.strip(), closes_sentence=True)


def _is_inside(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether a place lies in one of the spans, which stand in order."""
    following = bisect_right(spans, at, key=lambda span: span[0])
    return following > 0 and at < spans[following - 1][1]


def parse_unit_clause(text: str, *, bare_is_list: bool = True) -> UnitClause | None:
    """The units that a whole text names: the words of a bracket, a line of its own, a table cell. ``None`` where it names none.

    With ``bare_is_list`` a text without any role word is read as a list: its first unit leads by convention (inferred).
    """
    return read_clause(text, 0, len(text), alone=bare_is_list, trusted=bare_is_list)


def _brackets(text: str) -> list[tuple[int, int]]:
    """Outermost brackets; one that is never closed reaches to the end where a role label opens it."""
    found: list[tuple[int, int]] = []
    waiting: list[str] = []
    start = 0
    for match in BRACKET.finditer(text):
        index, character = match.start(), match[0]
        if character in _PAIRS:
            if not waiting:
                start = index
            waiting.append(_PAIRS[character])
        elif waiting:
            waiting.pop()
            if not waiting:
                found.append((start, index + 1))
    if waiting and ROLE_LABEL.match(text, start + 1):
        found.append((start, len(text)))
    return found


def _opens_clause(text: str, at: int) -> bool:
    bullet = BULLETS.search(text, 0, at)
    at = bullet.start() if bullet else at
    return last_mark(text, at) in ("", *"。；;！!？?\n）)") or text[at - 1] in "\n\t\u3000"


def _end_of_open_clause(text: str, at: int) -> int:
    stop = SENTENCE_MARK.search(text, at)
    return stop.start() if stop else len(text)

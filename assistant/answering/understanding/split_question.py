"""Two questions in one: each part that asks for a matter of its own is answered by itself."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import AnswerStatus, Exchange, Question
from assistant.answering.catalogue import Catalogue
from assistant.answering.fold_text import fold, simplify
from assistant.answering.matching.name_cover import is_matter
from assistant.answering.turn import Draft, Statement, StatementKind, Turn
from assistant.answering.understanding import question_patterns as patterns
from assistant.answering.understanding.recognise_places import recognise_places
from assistant.answering.understanding.recognise_words import topic_words

_CLAUSE = re.compile(r"[^,，。;；?？]+[,，。;；?？]*")
"""…目标是多少？|另外…由谁牵头？"""
_JOINS = re.compile(
    r"^(?:另外|还有|再问|再就是|同时|以及|顺便|并且|然后|还想问|其次)[,，\s]*(?:问)?(?:一下)?"
)
_ASKS = (
    patterns.STRONG_NUMBER,
    patterns.ASKS_UNITS,
    patterns.ASKS_WHO,
    patterns.ASKS_HOW,
    patterns.LISTS_TASKS,
    patterns.LISTS_INDICATORS,
)
_MOST_PARTS = 3


def split_question(question: Question, catalogue: Catalogue) -> tuple[Question, ...]:
    """The questions in a question, in order; what a later one leaves out it takes from the one before it."""
    clauses = _CLAUSE.findall(simplify(question.text))
    if len(clauses) < 2:
        return (question,)
    parts: list[str] = []
    for clause in clauses:
        if parts and (not _asks_itself(clause, catalogue) or not _asks_itself(parts[-1], catalogue)):
            parts[-1] += clause
        else:
            parts.append(clause)
    if not 1 < len(parts) <= _MOST_PARTS or not all(_asks_itself(part, catalogue) for part in parts):
        return (question,)
    asked: list[Question] = []
    plans = question.plans
    for part in parts:
        earlier = tuple(Exchange(one.text, "") for one in asked)
        text = _JOINS.sub("", part).rstrip(",，;；。")
        named = _plans_named(part, catalogue)
        plans = (
            plans if not named else tuple(one for one in named if one in question.plans or not question.plans)
        )
        limits = question.plans if named else plans
        asked.append(replace(question, text=text, plans=limits, history=(*question.history, *earlier)))
    return tuple(asked)


def _plans_named(part: str, catalogue: Catalogue) -> tuple[str, ...]:
    folded = fold(part)
    places, _, _ = recognise_places(folded, folded, catalogue)
    return places


def _asks_itself(clause: str, catalogue: Catalogue) -> bool:
    """Whether a clause asks, and says about what."""
    if not any(pattern.search(clause) for pattern in _ASKS):
        return False
    folded = fold(clause)
    _, _, rest = recognise_places(folded, folded, catalogue)
    return any(is_matter(word) for word in topic_words(rest, catalogue))


def merge_turns(question: Question, turns: tuple[Turn, ...]) -> Turn:
    """The answers to the parts as one: answered where one part is; a part without an answer says so itself."""
    drafts = [turn.result for turn in turns if turn.result is not None]
    statements: list[Statement] = []
    for number, draft in enumerate(drafts):
        if number:
            statements.append(Statement("", kind=StatementKind.LEAD))
        statements.extend(draft.statements)
    statuses = {draft.status for draft in drafts}
    status = next(
        status
        for status in (AnswerStatus.ANSWERED, AnswerStatus.CLARIFY, AnswerStatus.NOT_FOUND)
        if status in statuses
    )
    clarification = next((draft.clarification for draft in drafts if draft.clarification is not None), None)
    merged = Draft(status, tuple(statements), None if status is AnswerStatus.ANSWERED else clarification)
    trace = {**turns[0].trace, "parts": [dict(turn.trace) for turn in turns]}
    return replace(turns[0], question=question, result=merged, draft=merged, wording=None, trace=trace)

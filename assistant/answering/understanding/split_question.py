"""Two questions in one: each part that asks for a matter of its own is answered by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import AnswerStatus, Exchange, Question
from assistant.answering.fold_text import fold, simplify
from assistant.answering.matching.name_cover import is_matter
from assistant.answering.turn import Draft, Kind, Statement, StatementKind, Turn
from assistant.answering.understanding import question_patterns as patterns
from assistant.answering.understanding.recognise_places import recognise_places
from assistant.answering.understanding.recognise_words import topic_words
from assistant.answering.understanding.take_apart import take_apart
from assistant.answering.vocabulary.catalogue import Catalogue
from assistant.answering.vocabulary.province_names import in_full

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
    patterns.ASKS_WHEN,
    patterns.LISTS_TASKS,
    patterns.LISTS_INDICATORS,
)
_MOST_PARTS = 3
_ONLY_A_TOPIC = re.compile(r"(?:这块|这一块|这方面|方面|这件事|这个事|这事|的话|问题)[,，]?$")
"""消费纠纷怎么解决这块，哪些单位要配合: says what the next clause asks about"""
_PART_OF_IT = re.compile(r"占(?:了|到|比)?(?:多少|几)")
"""建多少个，城区占多少: a part of the number before"""
_OF_ITEM = re.compile(r"^[,，\s]*(?:那|这|该|此)一?(?:项|条|件|个(?=任务|事项|条目))")
"""…，那项的责任单位有谁"""


def split_question(question: Question, catalogue: Catalogue) -> tuple[Question, ...]:
    """The questions in a question, in order; what a later one leaves out it takes from the one before it."""
    clauses = _CLAUSE.findall(in_full(simplify(question.text)))
    if len(clauses) < 2:
        return (question,)
    parts: list[str] = []
    for clause in clauses:
        if parts and not (
            _asks_further(clause, catalogue) and _asks_further(parts[-1], catalogue, first=len(parts) == 1)
        ):
            parts[-1] += clause
        else:
            parts.append(clause)
    asking = [_asks_further(part, catalogue, first=not at) for at, part in enumerate(parts)]
    if not 1 < len(parts) <= _MOST_PARTS or not all(asking):
        return (question,)
    asked: list[Question] = []
    named_in = [_plans_named(part, catalogue) for part in parts]
    plans = question.plans
    if not named_in[0] and not patterns.MENTIONS.search(parts[0]) and not patterns.PLAN_LIST.search(parts[0]):
        plans = _within(question, next(filter(None, named_in), ()))
    for part, named in zip(parts, named_in, strict=True):
        earlier = tuple(Exchange(one.text, "") for one in asked)
        text = _JOINS.sub("", part).rstrip(",，;；。")
        plans = _within(question, named) if named else plans
        limits = question.plans if named else plans
        asked.append(replace(question, text=text, plans=limits, history=(*question.history, *earlier)))
    return tuple(asked)


def _within(question: Question, named: tuple[str, ...]) -> tuple[str, ...]:
    """The plans named, within the caller's limits; a question that names none keeps these."""
    return tuple(one for one in named if one in question.plans or not question.plans) or question.plans


def _asks_further(clause: str, catalogue: Catalogue, *, first: bool = False) -> bool:
    """Whether a clause is a question: about a matter of its own, a part or fact of a document, or the item of the one before."""
    if _asks_itself(clause, catalogue):
        return True
    if patterns.PART.search(clause) and not patterns.DUE.search(clause):
        return take_apart(clause, catalogue)[0].kind is Kind.PART
    if first:
        return bool(_plans_named(clause, catalogue)) and _counts_parts(clause, catalogue)
    return bool(_OF_ITEM.match(clause)) and any(pattern.search(clause) for pattern in _ASKS)


def _counts_parts(clause: str, catalogue: Catalogue) -> bool:
    """云陵规划一共几章: before a question about one of them."""
    understood, _ = take_apart(clause, catalogue)
    return understood.kind is Kind.PLAN_FACT and understood.facts == ("structure",)


def _plans_named(part: str, catalogue: Catalogue) -> tuple[str, ...]:
    folded = fold(part)
    places, _, _ = recognise_places(folded, folded, catalogue)
    return places


def _asks_itself(clause: str, catalogue: Catalogue) -> bool:
    """Whether a clause asks, and says about what."""
    if (
        _ONLY_A_TOPIC.search(clause)
        or _PART_OF_IT.search(clause)
        or not any(pattern.search(clause) for pattern in _ASKS)
    ):
        return False
    folded = fold(clause)
    _, _, rest = recognise_places(folded, folded, catalogue)
    return any(is_matter(word) for word in topic_words(rest, catalogue))


def _not_said_before(own: Sequence[Statement], before: Sequence[Statement]) -> list[Statement]:
    """What a part says beyond the parts before it; two asks of one matter may end at the same sentence."""
    said = {statement.text.strip() for statement in before if statement.refs}
    kept = [statement for statement in own if not statement.refs or statement.text.strip() not in said]
    if not kept or len(kept) == len(own):
        return kept
    # The line that introduced what is gone (…中提出：) goes with it.
    followed = [*kept[1:], Statement("", kind=StatementKind.LEAD)]
    return [
        statement
        for statement, following in zip(kept, followed, strict=True)
        if following.refs or (statement.text.strip() and not statement.text.endswith("："))
    ]


def merge_turns(question: Question, turns: tuple[Turn, ...]) -> Turn:
    """The answers to the parts as one: answered where one part is; a part without an answer says so itself."""
    drafts = [turn.result for turn in turns if turn.result is not None]
    statements: list[Statement] = []
    for number, draft in enumerate(drafts):
        own = _not_said_before(draft.statements, statements)
        if number and own:
            statements.append(Statement("", kind=StatementKind.LEAD))
        statements.extend(own)
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

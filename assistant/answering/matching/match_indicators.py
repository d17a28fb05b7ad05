"""Which indicator rows are what was asked for: exactly, or only near it.

A row is exact when its name (or category, or the clause that states its target) says every content word of the question;
食品抽检合格率 is not answered by 药品抽检合格率. Among exact rows a name that says nothing more wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.fold_text import bigrams, fold, is_subsequence
from assistant.answering.matching.name_cover import Said, is_framing, is_matter, said_of, share_of_words
from assistant.answering.turn import FoundCommitment, FoundRow
from assistant.answering.understanding.everyday_words import everyday_words, generic_words
from assistant.answering.understanding.recognise_words import covers, is_noun, is_plain_verb
from assistant.answering.vocabulary.plan_index import FoldedRow, PlanIndex

_CLAUSE_END = re.compile(r"[;；。]")
"""… 比例达到100%;…数量达到100%"""

_NEAR = 0.45
"""A row that shares so much with the question is offered as the nearest thing."""

NAME_SAID = 0.6
"""Where the question says so much of a name, what else it says is talk unless it names a thing."""

ABBREVIATED = 0.5
"""How much an abbreviation says of its name, at least: 千人企业 is 千人拥有企业数量."""

_NEARLY_WHOLE = 0.7
"""Where the question says so much of a name, a verb that no name says is talk: 提供…目标."""

_SHARE = re.compile(r"(?:占比|比例|比重|(?<!概)(?<!效)(?<!满意)率)$")
"""新能源公交车占比"""
_STOCK = re.compile(r"(?:保有|拥有|持有|总)量$")
"""新能源公交车保有量"""
_ADDED = 2
_ENOUGH = 3
SAME_NAME = 0.999
_CLOSE_BEHIND = 0.34
"""Exact rows whose names the question covers less than the best by more than this are left out."""


def match_rows(words: Sequence[str], indexes: Sequence[PlanIndex]) -> tuple[list[FoundRow], list[FoundRow]]:
    """(exact rows, near rows) in the order of plans and tables."""
    exact: list[FoundRow] = []
    near: list[FoundRow] = []
    names = [text for index in indexes for text in index.texts]
    for index in indexes:
        found = [_match(words, folded, index, names) for folded in index.rows]
        here = [row for row in found if row is not None and row.exact]
        exact.extend(_closest(here))
        near.extend(row for row in found if row is not None and not row.exact)
    exact.extend(_under_shorter_names(words, exact, indexes))
    near.sort(key=lambda row: -row.score)
    return exact, near


def _under_shorter_names(
    words: Sequence[str], exact: Sequence[FoundRow], indexes: Sequence[PlanIndex]
) -> list[FoundRow]:
    """Of plans and of tables (aims, results) without an exact row the one whose name only shortens that of an exact row.

    一般事项双随机抽查比例 in one plan is what others call 一般事项“双随机、一公开”抽查比例; within one plan it may also be a
    little longer: 食品安全评价性抽检合格率 in the table of results.
    """
    longer = {fold(row.row.name) for row in exact}
    plans = {row.plan.id for row in exact}
    covered = {(row.plan.id, row.row.is_result) for row in exact}
    return [
        FoundRow(index.plan, folded.row, True, name_share(words, folded.name))
        for index in indexes
        for folded in index.rows
        if (index.plan.id, folded.row.is_result) not in covered
        if folded.row.values
        if any(_shortens(folded.name, name) for name in longer)
        or (index.plan.id in plans and any(_lengthens(folded.name, name) for name in longer))
    ]


def _shortens(name: str, longer: str) -> bool:
    return len(name) > _ENOUGH and 2 * len(name) > len(longer) and is_subsequence(name, longer)


def _lengthens(name: str, shorter: str) -> bool:
    """Whether a name only adds a word inside another."""
    added = len(name) - len(shorter)
    same_ends = name[:_ADDED] == shorter[:_ADDED] and name[-_ADDED:] == shorter[-_ADDED:]
    return 0 < added <= _ADDED and same_ends and is_subsequence(shorter, name)


def _match(
    words: Sequence[str], folded: FoldedRow, index: PlanIndex, names: Sequence[str]
) -> FoundRow | None:
    if folded.row.text and not folded.row.values:
        return _match_sentence(words, folded, index, names)
    name = folded.name
    if _other_measure(words[-1], folded):
        return _near(words, folded, index)
    unit = fold(folded.row.unit or "")
    full = f"{name}{unit} {unit}数" if unit else name
    score = name_share(words, name)
    abbreviated = _abbreviates("".join(words), name)
    missing = (
        [] if abbreviated else [word for word in words if not covers(full, word) and not is_framing(word)]
    )
    said = said_of(words, name) if missing else Said.WHOLE
    if missing and said is Said.WHOLE:
        missing = [word for word in missing if is_matter(word)]
        score = max(score, NAME_SAID)
    elif missing and (score >= NAME_SAID or said is Said.THING or _says_much(words, missing)):
        missing = [word for word in missing if blocks(word, names)]
    if score >= _NEARLY_WHOLE:
        missing = [word for word in missing if not is_plain_verb(word) or word in index.names]
    if missing and all(covers(folded.everything, word) for word in missing) and len(missing) < len(words):
        missing = []
    if not missing:
        return FoundRow(index.plan, folded.row, True, max(score, ABBREVIATED) if abbreviated else score)
    return _near(words, folded, index)


def _near(words: Sequence[str], folded: FoldedRow, index: PlanIndex) -> FoundRow | None:
    """The row as something near to what was asked, where it shares enough of it."""
    shared = _shared(words, folded.name + fold(folded.row.unit or ""))
    return FoundRow(index.plan, folded.row, False, shared) if shared >= _NEAR else None


def _other_measure(asked: str, folded: FoldedRow) -> bool:
    """Whether a share is asked and the row counts, or the other way round: 新能源公交车占比 is no 新能源公交车保有量."""
    in_shares = "%" in (folded.row.unit or "") or _SHARE.search(folded.name) is not None
    counts = not in_shares and _STOCK.search(folded.name) is not None
    return (counts and _SHARE.search(asked) is not None) or (in_shares and _STOCK.search(asked) is not None)


def _says_much(words: Sequence[str], missing: Sequence[str]) -> bool:
    """Whether what the row does say of the question is enough to be named by: 药品满意度 of 药品满意度水平."""
    said = [word for word in words if word not in missing and word not in generic_words()]
    return len(said) > 1 and sum(map(len, said)) > _ENOUGH


def _match_sentence(
    words: Sequence[str], folded: FoldedRow, index: PlanIndex, names: Sequence[str]
) -> FoundRow | None:
    """A row without values: the clause of its text that says what was asked."""
    context = folded.name + fold(folded.row.category or "")
    best: FoundRow | None = None
    for clause in filter(None, map(str.strip, _CLAUSE_END.split(folded.row.text))):
        text = fold(clause)
        in_clause = [word for word in words if covers(text, word)]
        exact = _abbreviates("".join(words), text) or (
            bool(in_clause)
            and all(word in in_clause or covers(context, word) or not blocks(word, names) for word in words)
        )
        score = name_share(words, text)
        if (exact or score >= _NEAR) and (best is None or (exact, score) > (best.exact, best.score)):
            best = FoundRow(index.plan, folded.row, exact, score, clause)
    return best


def blocks(word: str, texts: Sequence[str]) -> bool:
    """Whether a word that a row does not say makes it another indicator: a thing, or a word that the plans use.

    Of 市场主体总量比一比谁高 the rest after the name is talk; 化妆品 or 药品 before 抽检合格率 is not.
    """
    return word not in generic_words() and (is_noun(word) or any(word in text for text in texts))


def _abbreviates(asked: str, name: str) -> bool:
    """每万人高价值专利 for 每万人口高价值发明专利拥有量: the characters in order, and no small part of the name."""
    return len(asked) > 3 and 2 * len(asked) >= len(name) and is_subsequence(asked, name)


def name_share(words: Sequence[str], name: str) -> float:
    """How much of an indicator's name the question says: 1.0 where it says all of it."""
    asked = "".join(words)
    if asked == name or name in words:
        return 1.0
    pairs = bigrams(name)
    if not pairs:
        return 0.0
    said = bigrams(asked).union(*(bigrams(way) for word in words for way in everyday_words().get(word, ())))
    in_pairs = sum(1 for pair in pairs if pair in said) / len(pairs)
    return min(0.99, max(in_pairs, share_of_words(tuple(words), name)))


def _shared(words: Sequence[str], text: str) -> float:
    """Share of the question's character pairs that a text holds."""
    pairs = bigrams("".join(words))
    return sum(1 for pair in pairs if pair in text) / len(pairs) if pairs else 0.0


def _closest(rows: list[FoundRow]) -> list[FoundRow]:
    """The rows whose names say least beyond the question; a name that is the question itself stands alone."""
    if not rows:
        return []
    best = max(row.score for row in rows)
    if best >= SAME_NAME:
        return [row for row in rows if row.score >= SAME_NAME]
    return [row for row in rows if row.score >= best - _CLOSE_BEHIND]


def same_thing(commitment: FoundCommitment, rows: Sequence[FoundRow]) -> bool:
    """Whether a commitment measures what one of the rows of its plan measures: one name holds the other."""
    what = fold(commitment.commitment.what)
    names = [fold(row.row.name) for row in rows if row.plan.id == commitment.plan.id and row.row.values]
    return any(
        name and (name in what or _shortens(name, what) or (what in name and 2 * len(what) > len(name)))
        for name in names
    )


def match_commitments(words: Sequence[str], indexes: Sequence[PlanIndex]) -> list[FoundCommitment]:
    """Numeric commitments whose thing measured says every content word of the question."""
    found: list[FoundCommitment] = []
    for index in indexes:
        for commitment, what, text in index.commitments:
            if not what or not words:
                continue
            in_what = sum(len(word) for word in words if covers(what, word))
            asked = sum(len(word) for word in words)
            talk = in_what >= NAME_SAID * asked
            if 2 * in_what >= asked and all(
                covers(what, word) or covers(text, word) or (talk and not blocks(word, index.texts))
                for word in words
            ):
                found.append(
                    FoundCommitment(index.plan, commitment, in_what / asked + name_share(words, what))
                )
    return sorted(found, key=lambda item: -item.score)

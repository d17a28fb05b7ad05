"""Which words of a question belong to an indicator's name that stands in it whole, and which are talk around it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.answering.fold_text import fold
from assistant.answering.matching.name_cover import is_matter
from assistant.answering.understanding.recognise_words import is_place, is_plain_verb

_CLAUSE = re.compile(r"[,，。;；:：!！?？]")
"""…目标92对吗,|比2020年高几个百分点: a word in another clause qualifies no name"""
_COUNTED = r"(?:多少|几)[\u4e00-\u9fff]{0,2}"
"""多少万元|资金: what is counted is what is asked for"""
_BETWEEN = rf"(?:的|了|之|中|里|里面|当中|其中|和|与|及|以及|或|跟|(?:19|20)\d\d年?(?:底|末)?|{_COUNTED})*"
"""What may stand between a name and a word that qualifies it: 农村2025年的居民人均可支配收入, 吊销了多少户市场主体,
市场主体总量里个体户占多少."""
NUMBER = re.compile(r"^\d+(?:\.\d+)?%?$")
"""92 · 99.36: in a question a number to be confirmed, no name"""
_HOW_MANY = re.compile(r"多少|几")
_ASKED_FOR = r"(?:是|为|有|要|能|会|占|达到|到)*(?:多少|几)"
"""投入的|资金要多少: what stands before 多少 is asked for, whatever the name is there for"""
_WHERE = ("里", "里面", "中", "内", "上")
"""两张表里: says where to look"""
_PLACE_OF_FIGURE = re.compile(r"(?:附?表格?|专栏|正文|文字|文件)(?:里面?|中|内|上)?")
"""表里和专栏说的一样吗"""
_GROWTH = ("增长率", "增长幅度", "涨幅", "降幅")
"""市场主体总量的增长率: what may be computed from the row, where no indicator is called so"""
_CHANGES = ("增长", "增加", "提高", "提升", "上升", "下降", "降低", "减少")
"""年均浓度下降多少: a change, where no indicator is called so"""
_SHORTEST = 4
"""Shorter names (食品, 计量) are words of many things."""


def words_about(words: Sequence[str], names: Collection[str], text: str) -> tuple[str, ...]:
    """The words of a question without those that touch none of the ``names`` standing whole in it; all where none does.

    What qualifies a name stands beside it: 农村 before, 增速 after. 老张问…做到 is talk, 3352张 a number to be confirmed.
    ``names`` are folded, ``text`` is the simplified question.
    """
    kept = [word for word in words if word in names and len(word) >= _SHORTEST]
    if not kept:
        return tuple(words)
    clauses = [fold(clause) for clause in _CLAUSE.split(text)]
    left = [word for word in words if word not in kept]
    found = True
    while found:
        found = False
        for word in left:
            if word not in kept and any(_qualifies(word, name, clauses) for name in kept):
                kept.append(word)
                found = True
    return tuple(word for word in words if word in kept)


def without_columns(words: Sequence[str], columns: Collection[str], names: str) -> tuple[str, ...]:
    """The words without those that only say where a figure stands: a column's own word (基值), 表里, 专栏; all where none is left.

    ``columns`` are folded heads of tables, ``names`` what indicators and headings are called.
    """
    left = tuple(
        word
        for word in words
        if not _PLACE_OF_FIGURE.fullmatch(word)
        and (word in names or not any(word in column for column in columns))
    )
    return left or tuple(words)


def without_growth(words: Sequence[str], *, changes: bool) -> tuple[str, ...]:
    """The words without those that ask by how much something grows, with ``changes`` also 下降 and its like; () where none is there."""
    asking = (*_GROWTH, *_CHANGES) if changes else _GROWTH
    left = tuple(word for word in words if word not in asking)
    return left if len(left) < len(words) else ()


def asks_growth(text: str, name: str) -> bool:
    """Whether a question asks for the growth of an indicator that is not itself one: 增长率 of 市场主体总量."""
    return any(word in text and word not in name for word in _GROWTH)


def _asked_for(word: str, clause: str) -> bool:
    return re.search(re.escape(word) + _ASKED_FOR, clause) is not None


def _qualifies(word: str, name: str, clauses: Sequence[str]) -> bool:
    if NUMBER.match(word) or word.endswith(_WHERE):
        return False
    if is_place(word):
        return True
    if any(re.search(_COUNTED + re.escape(word), clause) for clause in clauses):
        return True
    if is_matter(word) and any(
        _HOW_MANY.search(clause) and word in clause and (name not in clause or _asked_for(word, clause))
        for clause in clauses
    ):
        return True
    before, after = re.escape(word) + _BETWEEN + re.escape(name), re.escape(name) + _BETWEEN + re.escape(word)
    return any(
        re.search(before, clause) or (not is_plain_verb(word) and re.search(after, clause))
        for clause in clauses
    )

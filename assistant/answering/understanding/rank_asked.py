"""A place in an order that a question asks for: 第二高的, 排第三的, 前三名, 倒数第一."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.understanding.numerals import number_of

_NUMBER = r"(?P<number>[一二两三四五六七八九十]{1,2}|\d{1,2})"
_RANK = re.compile(
    rf"(?P<behind>倒数)第?{_NUMBER}(?:名|位)?的?"
    rf"|(?:排名?|位列|位居|名列)?在?第{_NUMBER.replace('number', 'single')}(?P<end>[高多大低少小])(?=$|[的是呢在有哪谁?,，。]|地方|地区)的?"
    rf"|(?:排名?|位列|位居|名列)在?(?:第{_NUMBER.replace('number', 'placed')})(?:名|位)?的?|第{_NUMBER.replace('number', 'named')}名的?"
    rf"|(?:最(?P<edge>[高多大低少小])的)?(?P<side>前|后|末){_NUMBER.replace('number', 'count')}(?:名|位|个?(?=地方|地区|区县|省|市|是))(?:的)?"
    rf"|最(?P<most>[高多大低少小])的{_NUMBER.replace('number', 'several')}个(?:地方|地区|区县)?"
)
_NOT_PLACES = re.compile(r"(?:哪|什么)[^,，。?]{0,2}(?:单位|部门|局|委)|牵头|配合|责任|主责|任务(?!完成)")
"""排第二的责任单位 · 任务排第一的是哪个单位: a unit, no place"""
_LOW = "低少小"


@dataclass(frozen=True, slots=True)
class Rank:
    """The places ``first`` to ``last`` of an order (from 1), from the ``lowest`` value up or from the highest down."""

    first: int
    last: int
    lowest: bool = False


def rank_asked(text: str) -> Rank | None:
    """The rank that a simplified question asks for; ``None`` where it asks for none or for the rank of units and tasks."""
    match = _RANK.search(text)
    if match is None or _NOT_PLACES.search(text):
        return None
    low = bool(match["behind"]) or (match["end"] or match["edge"] or match["most"] or "高") in _LOW
    low = low or (match["side"] or "前") in "后末"
    if match["count"] or match["several"]:
        last = number_of(match["count"] or match["several"])
        return Rank(1, last, low) if last else None
    place = number_of(next(filter(None, (match[name] for name in ("number", "single", "placed", "named")))))
    return Rank(place, place, low) if place else None


def without_rank(text: str) -> str:
    """The question with a gap for the rank asked for."""
    match = _RANK.search(text) if rank_asked(text) else None
    return text if match is None else f"{text[: match.start()]}\n{text[match.end() :]}"

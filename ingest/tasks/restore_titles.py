"""Titles of paragraphs that lost their bold type and stand on lines of their own, and items of a box that share one paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.outline.heading_grammar import CIRCLED_MARK, is_bare_title
from ingest.source import RepairedText
from ingest.tasks.task_draft import run_in_title
from ingest.units.unit_clauses import find_unit_clauses

CIRCLED_ITEM = re.compile(r"\s*[①-⑳]\s*[、．.]?\s*")
"""① before an item"""

_FEWEST = 2


def join_bare_titles(words: Sequence[RepairedText]) -> list[tuple[int, RepairedText]]:
    """The paragraphs below a heading with their places, a title on a line of its own joined to the text that it titles.

    消防站建设 / 到2025年，新建…。 becomes 消防站建设。到2025年，新建…。 One such line alone shows no custom and stays.
    """
    titles = {
        at
        for at, (line, following) in enumerate(pairwise(words))
        if is_bare_title(line.text) and not find_unit_clauses(line.text) and "。" in following.text
    }
    if len(titles) < _FEWEST:
        return list(enumerate(words))
    joined: list[tuple[int, RepairedText]] = []
    for at, line in enumerate(words):
        if at in titles:
            continue
        title = [words[at - 1].strip()] if at - 1 in titles else []
        joined.append((at, RepairedText.join([*title, line], "。")))
    return joined


def split_circled_items(words: RepairedText) -> list[RepairedText]:
    """①节水行动。…②绿化行动。…: the titled items of a paragraph, without their marks; else the paragraph as it is."""
    marks = [match.start() for match in CIRCLED_MARK.finditer(words.text)]
    if len(marks) < _FEWEST or words.text[: marks[0]].strip():
        return [words]
    items = [words.slice(low, high) for low, high in zip(marks, [*marks[1:], len(words)], strict=True)]
    items = [item.slice(match.end() if (match := CIRCLED_ITEM.match(item.text)) else 0) for item in items]
    clauses = [bool(find_unit_clauses(item.text)) for item in items]
    titled = all(run_in_title(item.text) is not None for item in items)
    return items if titled and len(set(clauses)) == 1 else [words]

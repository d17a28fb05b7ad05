"""Items of a list that were joined because the source lost the full stop between them."""

from __future__ import annotations

import re

from ingest.outline.heading_grammar import split_title
from ingest.source import RepairedText

ITEM_TITLE_END = re.compile(r"(行动|工程|计划|项目|专项|试点|示范)[”’」）)]*$")
"""节水灌溉行动 · 良种工程: how titles of listed items end"""

_LONGEST_TITLE = 24
_SENTENCE_ENDS = "。！？；"


def split_joined_items(words: RepairedText, source_text: str) -> list[RepairedText]:
    """Paragraphs that are one only because a stop was lost: "高产行动。…平台" + "节水行动。…" becomes two again.

    The second begins on a line of its own in the source, with a title that ends in the same word as the first's.
    """
    ending = _title_ending(words.text)
    if ending is None:
        return [words]
    cuts = [0]
    for index in range(1, len(words.text)):
        gap = source_text[words.ends[index - 1] : words.starts[index]]
        if (
            "\n" in gap
            and words.text[index - 1] not in _SENTENCE_ENDS
            and _title_ending(words.text[index:]) == ending
        ):
            cuts.append(index)
    return [words.slice(low, high) for low, high in zip(cuts, [*cuts[1:], len(words.text)], strict=True)]


def _title_ending(text: str) -> str | None:
    title = split_title(text, longest=_LONGEST_TITLE)
    match = ITEM_TITLE_END.search(text[: title.title_end]) if title else None
    return match[1] if match else None

"""Replacing by pattern in text that remembers where its characters came from."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.source import RepairedText

Replacement = str | Callable[[re.Match[str]], str]


def substitute(
    words: RepairedText, pattern: re.Pattern[str], replacement: Replacement
) -> tuple[RepairedText, int]:
    """Every match replaced; new characters stand for the whole match's source. Returns the text and the number of changes.

    A replacement as long as its match is taken character by character, so that positions stay exact.
    """
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    count = 0
    for match in pattern.finditer(words.text):
        old = match.group()
        new = replacement if isinstance(replacement, str) else replacement(match)
        if new == old or not old:
            continue
        low, high = match.span()
        texts += [words.text[done:low], new]
        starts += words.starts[done:low]
        ends += words.ends[done:low]
        if len(new) == len(old):
            starts += words.starts[low:high]
            ends += words.ends[low:high]
        else:
            starts += [words.starts[low]] * len(new)
            ends += [words.ends[high - 1]] * len(new)
        done = high
        count += 1
    if not count:
        return words, 0
    texts.append(words.text[done:])
    starts += words.starts[done:]
    ends += words.ends[done:]
    return RepairedText("".join(texts), tuple(starts), tuple(ends)), count

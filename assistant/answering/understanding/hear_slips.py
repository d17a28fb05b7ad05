"""A character typed for one that sounds alike (农茂市场, 财正局), told by what the library prints around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import rjieba

from assistant.answering.understanding.document_facts import FACTS
from assistant.answering.understanding.everyday_words import question_characters
from assistant.answering.vocabulary.catalogue import Catalogue

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SOUNDS_ALIKE = 45
"""GB 2312 orders its 3,755 common characters by sound: so near in it, two sound alike or almost (政 and 正 are neighbours)."""
_PAIR = 2
_POINTING = frozenset("哪几每这那")
"""哪天, 几天: what stands behind them needs no word of its own."""
_ROLE_WORDS = ("责任单位", "配合单位", "牵头单位", "参与单位")
_FIRST_ROW, _LAST_ROW, _ROW = 0xB0, 0xD7, 94


@dataclass(frozen=True, slots=True)
class Slip:
    """At ``at`` of a text the character ``meant`` was meant."""

    at: int
    meant: str


def correct_slips(text: str, slips: Sequence[Slip]) -> str:
    characters = list(text)
    for slip in slips:
        characters[slip.at] = slip.meant
    return "".join(characters)


def hear_slips(text: str, plan_ids: Sequence[str], catalogue: Catalogue) -> tuple[Slip, ...]:
    """The slips in a simplified question about some plans. Each meant character is the only one that fits best."""
    slips = _in_role_words(text)
    known = [match.span() for match in catalogue.unit_words.finditer(text)]
    known += [match.span() for pattern in FACTS.values() for match in pattern.finditer(text)]
    suspicious = [at for at in _out_of_place(text) if not any(start <= at < end for start, end in known)]
    if not suspicious:
        return slips
    printed = [catalogue.names_text, *(catalogue.index(plan_id).whole_text for plan_id in plan_ids)]
    found = (_meant(text, at, suspicious, printed) for at in suspicious)
    heard = (Slip(at, meant) for at, meant in zip(suspicious, found, strict=True) if meant)
    return (*slips, *(slip for slip in heard if not _tears_a_word(text, slip)))


def _tears_a_word(text: str, slip: Slip) -> bool:
    """Whether a correction takes a character out of a word that stood whole: 充|电子 for 充电|桩."""
    return not set(_out_of_place(correct_slips(text, (slip,)))) <= set(_out_of_place(text))


def _in_role_words(text: str) -> tuple[Slip, ...]:
    """Slips in the words by which roles are asked for, whose characters may be words by themselves: 配和单位."""
    return tuple(
        Slip(match.start() + at, word[at])
        for word in _ROLE_WORDS
        for at in range(2)
        for match in re.finditer(f"{word[:at]}.{word[at + 1 :]}", text)
        if _sound_alike(match.group(0)[at], word[at])
    )


def _out_of_place(text: str) -> Iterator[int]:
    """Places of characters that are part of no known word."""
    at = 0
    for word in rjieba.cut(text):
        known = len(word) > 1 and rjieba.has_word(word)
        for offset, character in enumerate(word):
            place = at + offset
            asks = character in question_characters() | _POINTING or text[place - 1 : place] in _POINTING
            if not known and _CHINESE.match(character) and not asks:
                yield place
        at += len(word)


def _meant(text: str, at: int, suspicious: Sequence[int], printed: Sequence[str]) -> str:
    """The character that is printed in these surroundings and sounds like the one that is not; "" for none or several.

    ``printed`` are the names and then the texts. In a text it must make a word, too.
    """
    before, after = _neighbours(text, at)
    wrong = text[at]
    for pair in (before[-1:] + wrong, wrong + after[:1]):
        if len(pair) == 2 and any(pair in whole for whole in printed):
            return ""
    patterns = _surroundings(before, after)
    found = [{one for whole in printed for one in re.findall(pattern, whole)} for pattern in patterns]
    in_names = set(re.findall(patterns[0], printed[0])) if before and after else set()
    if len(before) == _PAIR:
        in_names.update(re.findall(f"{before}(.)$", printed[0], re.MULTILINE))
    fitting = Counter(one for here in found for one in here if _sound_alike(one, wrong))
    loose_before = before[-1:] if at - 1 in suspicious else ""
    loose_after = after[:1] if at + 1 in suspicious else ""
    best = [
        one
        for one, _ in fitting.most_common()
        if (one in found[0] and _makes_a_word(before[-1:], one, after[:1]))
        or _makes_a_word(loose_before, one, loose_after)
        or one in in_names
    ]
    return best[0] if best and all(fitting[best[0]] > fitting[one] for one in best[1:]) else ""


def _makes_a_word(before: str, meant: str, after: str) -> bool:
    """Whether the character makes a word with a neighbour: 纠纷 of 消费纠份多元化解."""
    pairs = (before + meant, meant + after)
    return any(len(pair) == 2 and rjieba.has_word(pair) for pair in pairs)


def _surroundings(before: str, after: str) -> list[str]:
    """Patterns of what stands around a character: both neighbours, where there are two, and two on one side."""
    if before and after:
        wider = [f"{before}(.)" if len(before) > 1 else "", f"(.){after}" if len(after) > 1 else ""]
        return [f"{before[-1]}(.){after[0]}", *filter(None, wider)]
    if not before:
        return [f"(?:^|\n)(.){after[0]}" if after else "(?!)"]
    return [f"(?:^|\n){before}(.)" if len(before) == 1 else f"{before[-1]}(.)"]


def _neighbours(text: str, at: int) -> tuple[str, str]:
    """Up to two Chinese characters before and after a place."""
    before = re.search(r"[\u4e00-\u9fff]{0,2}$", text[:at])
    after = re.match(r"[\u4e00-\u9fff]{0,2}", text[at + 1 :])
    return before.group(0) if before else "", after.group(0) if after else ""


def _sound_alike(one: str, other: str) -> bool:
    first, second = _place_by_sound(one), _place_by_sound(other)
    return first is not None and second is not None and 0 < abs(first - second) <= _SOUNDS_ALIKE


def _place_by_sound(character: str) -> int | None:
    """Where a common character stands in the order of sounds; ``None`` for a rare one."""
    code = character.encode("gb2312", errors="ignore")
    if len(code) != 2 or not _FIRST_ROW <= code[0] <= _LAST_ROW:
        return None
    return (code[0] - _FIRST_ROW) * _ROW + code[1] - 0xA1


def words_around(text: str, slips: Sequence[Slip]) -> list[tuple[str, str]]:
    """For each slip the word as typed and as it was read, with a little around it: (财正局, 财政局)."""
    corrected = correct_slips(text, slips)
    found: list[tuple[str, str]] = []
    for slip in slips:
        at = 0
        for word in rjieba.cut(corrected):
            if at <= slip.at < at + len(word):
                start, end = at, at + len(word)
                if end - start == 1:
                    start, end = max(0, at - 1), min(len(text), at + 2)
                found.append((text[start:end], corrected[start:end]))
            at += len(word)
    return found

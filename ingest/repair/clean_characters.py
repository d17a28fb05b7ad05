"""Cleaners that work inside a line, in their order: one list, each with a name that the report counts.

Some damage is told only from the whole document (a lone "?" is a question, a hundred of them are lost blanks), so every
cleaner first says whether it ``applies`` to a document.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.repair.convert_script import is_traditional, to_simplified, without_strays
from ingest.repair.radicals import RADICAL, ordinary_characters
from ingest.repair.substitute import substitute
from ingest.source import RepairedText

Cleaned = tuple[RepairedText, int]

# "\x0c", "\x07", zero-width spaces and joiners, direction marks, soft hyphens, byte order marks, variation selectors
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ufffe]+"
)
# "\xa0" from HTML, en and em spaces from typesetting
ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
# bullets of symbol fonts, ornaments of typesetting systems
PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")
# "２０２５", "％", "＞", and "．" between digits
FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ％＞＜＝＋]|(?<=[0-9０-９])．(?=[0-9０-９])")
ANY_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ％＞＜＝＋．]")
FULL_WIDTH_OFFSET = 0xFEE0
# "一一、、总总则则": at least four neighbouring pairs
DOUBLED = re.compile(r"(?:(\S)\1){4,}")
DOUBLED_KINDS = 3
# "監(jiān)管", "區(qū)": a gloss with a tone mark; "(ji)" without one only in a document full of glosses
TONED_GLOSS = re.compile(
    r"(?<=[㐀-鿿])[(（](?=[a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}[)）]"
)
PLAIN_GLOSS = re.compile(
    r"(?<=[㐀-鿿])[(（](?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[aeiouüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,3})(?:ng|n|r)?[)）]"
)
MANY_GLOSSES = 5
# a line of nothing but "?", or a run of them where blanks stood: "?????2018年7月31日"
LOST_BLANKS_LINE = re.compile(r"(?m)^[ \t\u3000]*[?？]+[ \t\u3000]*$")
LOST_BLANKS = re.compile(r"^[?？\s]*[?？](?=\S)|(?<=\S)[?？]{2,}$|^[?？\s]+$|[?？]{3,}")
MANY_LOST_BLANKS = 3
# "**标题**" and a line of "#### 标题"
EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
EMPHASIS_PAIR = re.compile(r"\*\*[^*]{1,200}\*\*|__[^_]{1,200}__")
# "总 体 要 求": single characters with one blank between, at least four
LETTER_SPACED = re.compile(r"(?<![㐀-鿿])[㐀-鿿](?:[ \u3000][㐀-鿿]){3,}(?![㐀-鿿])")
FEWEST_SPACED = 8
SPACED_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Cleaner:
    """A named repair inside a line. ``clean`` returns the text and how often it changed something."""

    name: str
    applies: Callable[[str], bool]
    clean: Callable[[RepairedText], Cleaned]


def _removing(pattern: re.Pattern[str], replacement: str = "") -> Callable[[RepairedText], Cleaned]:
    return lambda words: substitute(words, pattern, replacement)


def _mapping(convert: Callable[[str], str]) -> Callable[[RepairedText], Cleaned]:
    def clean(words: RepairedText) -> Cleaned:
        converted = convert(words.text)
        if converted == words.text:
            return words, 0
        changed = sum(old != new for old, new in zip(words.text, converted, strict=True))
        return words.map_characters(lambda _: converted), changed

    return clean


def _half_width(words: RepairedText) -> Cleaned:
    return substitute(words, FULL_WIDTH, lambda match: chr(ord(match.group()) - FULL_WIDTH_OFFSET))


def _single_glyphs(words: RepairedText) -> Cleaned:
    """Fake bold prints each glyph twice; a rule of dashes does too, but has only one kind of glyph."""

    def halve(match: re.Match[str]) -> str:
        text = match.group()
        return text[::2] if len(set(text)) >= DOUBLED_KINDS else text

    return substitute(words, DOUBLED, halve)


def _closed_up(words: RepairedText) -> Cleaned:
    spaced = [match.span() for match in LETTER_SPACED.finditer(words.text)]
    if spaced and _is_spaced_throughout(words.text):
        spaced = [(-1, len(words.text))]
    if not spaced:
        return words, 0
    inner = {index for low, high in spaced for index in range(low + 1, high)}
    keep = [
        index for index, character in enumerate(words.text) if index not in inner or not character.isspace()
    ]
    text = "".join(words.text[index] for index in keep)
    closed = RepairedText(text, tuple(words.starts[i] for i in keep), tuple(words.ends[i] for i in keep))
    return closed, len(spaced)


def _is_spaced_throughout(text: str) -> bool:
    """Whether figures and marks of a line are set apart like its words ("达 到 4 批 次 / 千 人 。")."""
    parts = text.split()
    single = sum(len(part) == 1 for part in parts)
    return "\t" not in text and len(parts) >= FEWEST_SPACED and single >= SPACED_SHARE * len(parts)


def _without_glosses(words: RepairedText) -> Cleaned:
    words, toned = substitute(words, TONED_GLOSS, "")
    words, plain = substitute(words, PLAIN_GLOSS, "")
    return words, toned + plain


def _has_glosses(text: str) -> bool:
    return len(TONED_GLOSS.findall(text)) >= MANY_GLOSSES


def _has_lost_blanks(text: str) -> bool:
    return len(LOST_BLANKS_LINE.findall(text)) >= MANY_LOST_BLANKS


def _holding(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.search(text) is not None


def _always(_: str) -> bool:
    return True


CLEANERS: tuple[Cleaner, ...] = (
    # What a whole document does not hold is not looked for in each of its lines.
    Cleaner("invisible_characters", _holding(INVISIBLE), _removing(INVISIBLE)),
    Cleaner(
        "radical_characters", _holding(RADICAL), _mapping(lambda text: text.translate(ordinary_characters()))
    ),
    Cleaner("private_use_glyphs", _holding(PRIVATE_USE), _removing(PRIVATE_USE)),
    Cleaner("odd_spaces", _holding(ODD_SPACE), _removing(ODD_SPACE, " ")),
    Cleaner("full_width_characters", _holding(ANY_FULL_WIDTH), _half_width),
    Cleaner("doubled_glyphs", _always, _single_glyphs),
    Cleaner("pinyin_glosses", _has_glosses, _without_glosses),
    Cleaner("question_marks_for_blanks", _has_lost_blanks, _removing(LOST_BLANKS)),
    Cleaner("traditional_characters", is_traditional, _mapping(to_simplified)),
    Cleaner("stray_traditional_characters", lambda text: not is_traditional(text), _mapping(without_strays)),
    Cleaner("emphasis_marks", lambda text: bool(EMPHASIS_PAIR.search(text)), _removing(EMPHASIS)),
    Cleaner("letter_spacing", _always, _closed_up),
)


def cleaners_for(document: str) -> tuple[Cleaner, ...]:
    """The cleaners that a document needs, judged from its whole text as it was read."""
    return tuple(cleaner for cleaner in CLEANERS if cleaner.applies(document))


def clean(words: RepairedText, cleaners: tuple[Cleaner, ...], repairs: dict[str, int]) -> RepairedText:
    """One line or cell cleaned; what was done is added to ``repairs``."""
    for cleaner in cleaners:
        words, count = cleaner.clean(words)
        if count:
            repairs[cleaner.name] = repairs.get(cleaner.name, 0) + count
    return words

"""The province-level regions, by their names and by the one character that each is called: 川 for 四川省. Data, read once."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from assistant.answering.vocabulary.place_words import short_names
from assistant.answering.vocabulary.word_index import WordIndex

_BEFORE = r"(?:(?<=^)|(?<=[,，。;；:：?？、\s和与跟同及比查问看下]))"
_AFTER = r"(?=$|[的呢?？、,，。都两哪谁]|规划|方案|清单|文件|[“\"]?十[一二三四五]五|20\d\d)"
"""渝的规划 · 四川和渝都…; 川 in 川渝合作 is no place that is asked about"""


@cache
def _table() -> dict[str, tuple[str, str]]:
    """Name of the region → (characters that mean it anywhere, characters that mean it before 省 or 市)."""
    text = resources.files(__package__).joinpath("province_names.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {
        name: (alone, alone + before)
        for name, alone, before in ((row[0], *row[1].split("|")) for row in rows)
    }


@cache
def _called() -> tuple[re.Pattern[str], dict[str, str]]:
    """(pattern of the short names where they mean a place, character → name of the region)."""
    table = _table()
    region_of = {character: name for name, (_, every) in table.items() for character in every}
    alone = "".join(own for own, _ in table.values())
    suffixed = [
        f"[{''.join(every for name, (_, every) in table.items() if name[-1] == end)}]{end}" for end in "省市"
    ]
    return re.compile(rf"{_BEFORE}(?:{'|'.join(suffixed)}|[{alone}]{_AFTER})"), region_of


def in_full(text: str) -> str:
    """A simplified question with the regions' names for the characters that mean them: 川省的目标 → 四川省的目标."""
    pattern, region_of = _called()
    return pattern.sub(lambda match: region_of[match.group(0)[0]], text)


@cache
def province_words() -> WordIndex:
    """The names of the regions with and without suffix: 辽宁省, 辽宁."""
    return WordIndex(word for name in _table() for word in short_names(name))

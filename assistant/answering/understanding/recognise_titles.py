"""Finding the document that a question means by a part of its title: 综保区那个文件, 数据集方案里."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import rjieba

from assistant.answering.fold_text import fold, is_subsequence
from assistant.answering.vocabulary.catalogue import Catalogue

_DOCUMENT = re.compile(
    r"(?:规划纲要|(?:实施|行动|工作|专项|总体|建设|试点|分工)?(?:方案|计划|规划)|(?:实施|指导|若干|工作)?意见|若干措施"
    r"|(?:责任|任务|工作)?清单|分解表|分工表|通知|文件|办法|纲要|决定|细则|通告|公告)"
)
"""综保区的意见 · 数据集行动方案: the words that a document is called by"""

_POINTS = re.compile(r"(?:[的那这该]|[个份]|关于|《|》|“|”|\"|'|\s)+$")
"""综保区那个(文件): what may stand between the title's words and the document's name"""

_BREAKS = re.compile(r"[,，。;；!！?？:：、]")
_LONGEST_TITLE = 40
"""Characters before the document's name that are read."""

_LEAST_SAID = 2
"""Characters of its title that a question says at least to mean a document."""

_WIDEST = 3
"""A shortened name (综保区 for 综合保税区) stands within so many times its length."""

_IN_PASSING = re.compile(
    r"^(?:[的和与及对里]|关于|[那这][个份]|\W+|[“”]?十[一二三四五六]五[“”]?|(?:20)?\d\d年?|十[一二三四五六]|五)$"
)
"""的, 那个, 十四五: words between those of a title that do not say which it is."""


@dataclass(frozen=True, slots=True)
class _Said:
    """Where a question calls a document, and the plans whose titles say most of that."""

    words: str
    plans: tuple[str, ...]


def recognise_titles(
    simple: str, places: Sequence[str], catalogue: Catalogue
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(ids of the plans whose titles a question says, the folded words of the question that say so).

    ``places`` are the plans of the places named: then only these are compared, of each place by itself. Where all of them
    are said equally well no plan is recognised, and where those are all plans of the library no words either.
    """
    found: list[str] = []
    words: list[str] = []
    for group in _by_region(places, catalogue) if places else (tuple(catalogue.titles),):
        for said in _sayings(simple, frozenset(group), catalogue):
            if 1 < len(said.plans) == len(catalogue.titles):
                continue
            if len(said.plans) < len(group) or len(group) == 1:
                found.extend(said.plans)
            words.append(said.words)
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(words))


def plans_titled(name: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Ids of the plans whose title says a folded name or what it shortens: 综保区 for 综合保税区."""
    near = catalogue.titles_by_character.with_all(name)
    return tuple(plan_id for plan_id in near if _explains(catalogue.titles[plan_id], name))


def _by_region(places: Sequence[str], catalogue: Catalogue) -> tuple[tuple[str, ...], ...]:
    region_of = {plan_id: catalogue.plans[plan_id].region for plan_id in places}
    return tuple(
        tuple(plan_id for plan_id in places if region_of[plan_id] == region)
        for region in dict.fromkeys(region_of.values())
    )


def _sayings(simple: str, group: Collection[str], catalogue: Catalogue) -> Iterator[_Said]:
    """Every place where a question calls a document of a group by a word such as 方案 and words of its title before it."""
    titles = catalogue.titles
    taken = 0
    for name in _DOCUMENT.finditer(simple):
        before = simple[max(taken, name.start() - _LONGEST_TITLE) : name.start()]
        window = _BREAKS.split(before)[-1]
        bare = _POINTS.sub("", window)
        taken = name.end()
        words = rjieba.cut(bare)
        last = next((fold(word) for word in reversed(words) if not _says_nothing(word)), "")
        near = [plan_id for plan_id in catalogue.titles_by_character.with_all(last) if plan_id in group]
        read = {plan_id: _read_back(words, titles[plan_id]) for plan_id in near}
        said, count = max(read.values(), default=(0, 0))
        if said >= _LEAST_SAID:
            spoken = "".join(words[len(words) - count :]) + window[len(bare) :] + name.group()
            yield _Said(fold(spoken), tuple(plan_id for plan_id in near if read[plan_id][0] == said))


def _says_nothing(word: str) -> bool:
    return not fold(word) or _IN_PASSING.match(word) is not None


def _read_back(words: Sequence[str], title: str) -> tuple[int, int]:
    """(characters of content, number of words) that a title explains, read from the document's name backwards."""
    said, taken, passing = 0, 0, 0
    for word in reversed(words):
        if _says_nothing(word):
            passing += 1
            continue
        if not _explains(title, fold(word)):
            break
        said += len(fold(word))
        taken += passing + 1
        passing = 0
    return said, taken


def _explains(title: str, word: str) -> bool:
    """Whether a title says a word or what the word shortens."""
    if word in title:
        return True
    return len(word) > 1 and any(
        title[at] == word[0] and is_subsequence(word, title[at : at + _WIDEST * len(word)])
        for at in range(len(title))
    )

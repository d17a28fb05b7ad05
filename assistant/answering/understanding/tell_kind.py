"""What kind of question the wording tells."""

from __future__ import annotations

import re

from assistant.answering.fold_text import fold
from assistant.answering.matching.name_cover import is_matter
from assistant.answering.turn import Kind, Understanding
from assistant.answering.understanding import question_patterns as patterns
from assistant.answering.understanding.count_of_units import count_of_units
from assistant.answering.understanding.document_facts import FACTS, SEVERAL_LEAD, headed, is_about_documents
from assistant.answering.understanding.month_due import month_due
from assistant.answering.understanding.recognise_duties import DUTY_NOUN, beside_duties
from assistant.answering.understanding.recognise_places import GAP
from assistant.answering.understanding.recognise_words import topic_words
from assistant.answering.vocabulary.catalogue import Catalogue

_YES_OR_NO = re.compile(r"(?:吗|(?<![什怎多])么)[?]?$")
"""是约束性吗; not 还有什么"""
_SAME = re.compile(r"一样|相同|一致")
"""约束性指标：甲地和乙地定的一样吗"""
_GOALS = re.compile(r"目标(?:是|有|都|为)*(?:什么|哪些)|(?:什么|哪些)目标")
"""青禾县规划2025年的目标是什么: all that is due by then"""
_PLANS_READ = 8
"""Of so many places at most the headings are compared with the words of a question."""
_SAYS_WHEN = frozenset("年底前末初月之以")
"""Characters of words that only date: 底前"""


def small_talk_kind(simple: str) -> Kind | None:
    checks = (
        (Kind.GREETING, patterns.GREETING),
        (Kind.THANKS, patterns.THANKS),
        (Kind.OUT_OF_SCOPE, patterns.OUT_OF_SCOPE),
        (Kind.CAPABILITIES, patterns.CAPABILITIES),
    )
    return next((kind for kind, pattern in checks if pattern.search(simple)), None)


def tell_kind(simple: str, rest: str, understood: Understanding, catalogue: Catalogue) -> Kind | None:
    """The kind that the wording tells, or ``None``."""
    words, units = understood.words, understood.units
    if patterns.WITHOUT_UNITS.search(simple) or count_of_units(simple):
        return Kind.UNIT_TASKS
    part = patterns.PART.search(simple) and not units and "tasks" not in understood.facts
    if part and _only_about_part(rest, catalogue):
        return Kind.PART
    due = patterns.DUE.search(simple) or (understood.places and _GOALS.search(simple))
    if (understood.years or month_due(simple)) and due and not units and not _matter(words):
        return Kind.DUE
    if patterns.MENTIONS.search(simple) and words and not understood.facts:
        number = "多少" in simple or patterns.ASKS_NUMBER_NOUN.search(simple)
        return Kind.INDICATOR if number else Kind.MENTIONS
    if patterns.PLANS_BY_UNITS.search(simple):
        return Kind.PLAN_LIST
    facts = understood.facts
    of_document = facts and (not units or facts == ("issuer",))
    of_document = of_document and not (
        facts == ("tasks",) and understood.role and not SEVERAL_LEAD.search(simple)
    )
    if of_document and _only_about_plan(rest, understood, catalogue):
        return Kind.PLAN_FACT
    if patterns.PLAN_LIST.search(simple) and not units and _only_about_plan(rest, understood, catalogue):
        return Kind.PLAN_LIST
    only_title = all(word in catalogue.all_titles for word in words)
    attribute_alone = (
        understood.attribute
        and "指标" in simple
        and only_title
        and not (_YES_OR_NO.search(simple) and (words or not _SAME.search(simple)))
    )
    if patterns.LISTS_INDICATORS.search(simple) or attribute_alone:
        return Kind.INDICATOR_LIST
    only_units = not matter_beside_duties(understood, catalogue) and not patterns.COUNTS_NO_TASKS.search(
        simple
    )
    if units and (patterns.LISTS_TASKS.search(simple) or only_units):
        return Kind.UNIT_TASKS
    if patterns.ASKS_UNITS.search(simple) or (
        units and (understood.role or patterns.ASKS_ROLE.search(simple))
    ):
        return Kind.TASK_UNITS
    if units and DUTY_NOUN.search(simple) and not patterns.STRONG_NUMBER.search(simple):
        return Kind.UNIT_TASKS
    if understood.compare in ("highest", "lowest") and words and not patterns.ASKS_HOW_TO.search(simple):
        return Kind.INDICATOR
    if patterns.ASKS_WHO.search(simple) and words:
        return Kind.TASK_UNITS
    return _indicator_or_content(simple, words, catalogue)


def _indicator_or_content(simple: str, words: tuple[str, ...], catalogue: Catalogue) -> Kind | None:
    strong = patterns.STRONG_NUMBER.search(simple)
    how = patterns.ASKS_HOW.search(simple)
    if not words:
        return Kind.INDICATOR if strong else Kind.CONTENT if how else None
    if strong:
        return Kind.INDICATOR
    named = any(word in catalogue.indicator_names for word in words)
    if named and not patterns.ASKS_HOW_TO.search(simple):
        return Kind.INDICATOR
    if patterns.WEAK_NUMBER.search(simple) and not how:
        return Kind.INDICATOR
    return Kind.CONTENT if how else None


def _only_about_part(rest: str, catalogue: Catalogue) -> bool:
    """Whether nothing but the part is asked for (专栏3写了什么, not 专栏3里的目标值)."""
    words = topic_words(patterns.PART.sub(GAP, rest), catalogue)
    return not _matter(tuple(word for word in words if not is_about_documents(word)))


def _matter(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if is_matter(word) and not all(tag in _SAYS_WHEN for tag in word))


def asks_facts_only(rest: str, understood: Understanding, catalogue: Catalogue) -> bool:
    """Whether facts of a document are asked for: of a place without one, even if other documents speak of it."""
    return bool(understood.facts) and _only_about_plan(rest, understood, catalogue)


def _only_about_plan(rest: str, understood: Understanding, catalogue: Catalogue) -> bool:
    """Whether what is left besides the fact's own words is only the plan's title, or the heading whose tasks are asked for."""
    text = rest
    for name in understood.facts:
        text = FACTS[name].sub(GAP, text)
    text = patterns.PART.sub(GAP, patterns.PLAN_LIST.sub(GAP, text))
    left = [word for word in topic_words(text, catalogue) if not is_about_documents(word)]
    if all(word in catalogue.all_titles for word in left):
        return True
    headings = [
        fold(section.title)
        for index in catalogue.indexes(understood.places[:_PLANS_READ])
        for section in index.records.sections
    ]
    return "tasks" in understood.facts and bool(headed("".join(left), headings))


def matter_beside_duties(understood: Understanding, catalogue: Catalogue) -> tuple[str, ...]:
    """The words that tell a matter besides a unit and its tasks."""
    titles = [catalogue.titles[plan_id] for plan_id in understood.places]
    return beside_duties(understood.words, titles)

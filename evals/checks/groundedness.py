"""Groundedness (有据可依): every number and every unit that the answer states stands in a place that it cites.

Deterministic: numbers and names are looked up, nothing is judged by a model. Numbers of the question, of list numbering, of
counts ("共 12 项"), of plan titles and of clauses that say what is absent need no source; a number in a sentence that calls
itself computed may also be the difference, the ratio or the growth of two cited numbers.
"""

from __future__ import annotations

import re

from assistant.answer import Answer
from evals.checks.check import Check, Places, publishes
from evals.checks.numbers import numbers_of
from evals.questions.gold import GoldQuestion
from evals.words import fold_title

MARK = re.compile(r"\[(\d+)\]")
# 1. 开展防汛演练  - 2、清理河道 – but not the 92. of 92.44%
NUMBERING = re.compile(r"^\s*(?:[-*]\s*)?\d+(?:[、)）]|\.(?!\d))\s*", re.MULTILINE)
# 其中牵头 1 项、配合 2 项  另有 41 项任务  提到的有 3 处: how many things the answer lists
COUNTED = re.compile(
    r"(?:共(?:有|列出|部署)?|有|其中|牵头|配合|参与|负责|承担|[，、])\s*\d+\s*(?:项|处|份|章|个部分|个专栏|个地方)"
)
# 《…规划（2021—2025年）》: the name of a document states nothing
TITLE = re.compile(r"《[^》]*》")
# a five-year period by its name says its years
PERIODS = {"十三五": ("2016", "2020"), "十四五": ("2021", "2025"), "十五五": ("2026", "2030")}
# 文件没有给出2020年的数值: names what is absent, and nothing of it stands anywhere
ABSENT = re.compile(r"没有(?:给出|写明|列出|提到|找到)|未(?:给出|写明|列出|提到|找到)|表中未给出")
SENTENCE_END = re.compile(r"[。！？；\n]")
CLAUSE_END = re.compile("，")
COMPUTED = re.compile(
    r"计算|相差|增加|减少|增长|提高|下降|多出|高出|低于|比.{0,20}多|比.{0,20}少|倍|差距|合计|平均"
)


def groundedness(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """Fits answers that state a number or a unit. The score is the share of them that is grounded."""
    if not publishes(answer, "citations"):
        return None
    cited = [places.words_of(citation) for citation in answer.citations]
    known = _free_numbers(question, answer).union(
        *(places.numbers_of(citation) for citation in answer.citations)
    )
    spoken = (years for period, years in PERIODS.items() if any(period in words for words in cited))
    known = known.union(*spoken)
    stated, problems = 0, []
    told = NUMBERING.sub("", COUNTED.sub("", TITLE.sub("", MARK.sub("", answer.answer))))
    for sentence in SENTENCE_END.split(told):
        said = "，".join(clause for clause in CLAUSE_END.split(sentence) if not ABSENT.search(clause))
        for number in numbers_of(said):
            stated += 1
            if number not in known and not (COMPUTED.search(sentence) and _derivable(number, known)):
                problems.append(f"the number {number} stands in no cited place")
    letters = [fold_title(words) for words in cited]
    for unit in dict.fromkeys(unit.name for unit in answer.units):
        stated += 1
        if not any(fold_title(unit) in words for words in letters):
            problems.append(f"the unit {unit} stands in no cited place")
    marks = {citation.n for citation in answer.citations}
    for mark in sorted({int(found) for found in MARK.findall(answer.answer)} - marks):
        stated += 1
        problems.append(f"the mark [{mark}] leads nowhere")
    if not stated:
        return None
    return Check("groundedness", 1 - len(problems) / stated, tuple(problems))


def _free_numbers(question: GoldQuestion, answer: Answer) -> set[str]:
    said = [
        question.question,
        *(turn.question for turn in question.history),
        *(c.plan_title for c in answer.citations),
    ]
    return {number for text in said for number in numbers_of(text)}


def _derivable(number: str, known: set[str]) -> bool:
    """Whether the number is a difference, a ratio or a growth in per cent of two known ones, as rounded as it is printed."""
    decimals = len(number.partition(".")[2])
    wanted = float(number)
    figures = [float(each) for each in known if len(each) < 12]
    tolerance = 0.51 * 10**-decimals
    for a in figures:
        for b in figures:
            results = [abs(a - b), a + b]
            if b:
                results += [a / b, abs(a - b) / b * 100]
            if any(abs(result - wanted) <= tolerance for result in results):
                return True
    return False

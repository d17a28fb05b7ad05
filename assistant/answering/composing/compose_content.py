"""What plans say about a matter: the sentences that answer, each under its heading and with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba

from assistant.answer import AnswerStatus
from assistant.answering.composing.compose_units import ASKS_WHEN
from assistant.answering.composing.refer import (
    in_quotes,
    ref_to_deadline,
    ref_to_sentence,
    ref_to_task,
    section_words,
)
from assistant.answering.composing.say_line import say_line
from assistant.answering.composing.say_matter import say_matter
from assistant.answering.fold_text import fold
from assistant.answering.matching.pick_sentences import Picked, pick_sentences
from assistant.answering.matching.weigh_words import WordWeights
from assistant.answering.turn import Draft, Evidence, Ref, Statement, StatementKind, Turn
from assistant.answering.understanding.everyday_words import generic_words
from assistant.answering.understanding.question_patterns import (
    ASKS_GOALS,
    years_in,
)
from assistant.answering.understanding.recognise_words import is_noun
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.number_grammar import find_quantities, same_measure
from ingest.plan import TaskItem
from prompts import reply

_NEAREST = 0.3
"""Below the floor, a record that covers at least so much is offered as the nearest thing there is."""

_NUMBER_FLOOR = 0.75
"""A sentence with a number answers "how much" only when it says so much of what was asked."""

_CLAUSE = re.compile(r"[，,；;。]")
_CLAUSE_FLOOR = 0.55
_WHOLLY_SAID = 0.9
_CLAUSE_OF_WHOLE = 0.25
"""Where title and sentence say all that is asked, the clause with a number of the asked measure need say only a part."""
_ALL_OF_COUNTED = 0.9
_OWN_OF_COUNTED = 0.6
"""A sentence that counts in words answers where it says so much of the question, with its title and heading and by itself."""
_BESIDE_NUMBER = 0.3
_COUNTED = re.compile(
    r"[一二三四五六七八九十百两](?:个(?:工作日|月|百分点|小时)|倍|成|天|年|次|小时|半)|一半|过半"
)
"""一半以内 · 一个工作日; not 一批, 一个"""
_SLOGAN = re.compile(r"[“\"‘'][^“”\"‘’']{1,12}[”\"’']")
"""“四个最严”: counts nothing"""
_HOW_MUCH = frozenset(("标准", "金额", "数额", "额度", "规模", "投资", "时限", "时间", "期限"))
"""高龄津贴标准是多少: what only says that a number is asked for, need not stand beside it"""
_LONGEST_VERB = 3
"""A longer word names a matter: 强化标准引领"""
_SHARE = "%"
_PLACES_SHOWN = 5
_SENTENCES_A_PLACE = 2
_MANY_PLACES = 3
"""With several places to answer for, so many sentences of each."""


def compose_content(turn: Turn, catalogue: Catalogue) -> Draft:
    """Content of one place, or the best of each place; not found below the floor."""
    if not turn.asked.words:
        return Draft(AnswerStatus.CLARIFY, (Statement(reply("ask_what"), kind=StatementKind.LEAD),))
    weights = weights_of(turn, catalogue)
    groups = by_plan(turn.evidence)
    picked = {plan_id: pick_sentences(items, weights) for plan_id, items in groups.items()}
    picked = {plan_id: choices for plan_id, choices in picked.items() if choices}
    if not picked:
        return nothing_found(turn, catalogue)
    if _says_another_thing(weights):
        return nothing_found(turn, catalogue)
    best = {plan_id: max(choice.evidence.score for choice in choices) for plan_id, choices in picked.items()}
    order = sorted(picked, key=lambda plan_id: -best[plan_id])[:_PLACES_SHOWN]
    alone = len(order) == 1
    statements = [
        statement
        for plan_id in order
        for statement in _of_plan(
            picked[plan_id]
            if alone
            else _fewer(picked[plan_id], 1 if len(order) >= _MANY_PLACES else _SENTENCES_A_PLACE),
            catalogue,
        )
    ]
    if alone and ASKS_WHEN.search(turn.asked.text):
        statements = [*_deadline(picked[order[0]], catalogue), *statements]
    return Draft(AnswerStatus.ANSWERED, (*words_left_out(turn, weights), *statements), may_be_worded=True)


def _deadline(choices: Sequence[Picked], catalogue: Catalogue) -> list[Statement]:
    """When the one task that the sentences are of is to be done, where a cell or a line of its own says so: none of them does."""
    evidence = choices[0].evidence
    task = evidence.record
    if (
        not isinstance(task, TaskItem)
        or not task.deadline
        or len({one.evidence.record.id for one in choices}) > 1
    ):
        return []
    if any(task.deadline in choice.sentence.text for choice in choices):
        return []
    lead = f"{catalogue.place_word(evidence.plan)}{in_quotes(task.title)}的时限是{task.deadline}。"
    return [Statement(lead, (ref_to_deadline(evidence.plan, task),))]


def compose_number(turn: Turn, catalogue: Catalogue, measure: str | None) -> Draft | None:
    """The sentences in which the asked number stands: what is asked and a number of the asked measure in one clause."""
    weights = weights_of(turn, catalogue)
    statements: list[Statement] = []
    for items in by_plan(turn.evidence).values():
        picked = pick_sentences(items, weights, own_floor=_NUMBER_FLOOR, fits=_has_number)
        fitting = [choice for choice in picked if _says_number(choice, measure, turn.asked.years, weights)]
        statements.extend(_of_plan(_fewer(fitting), catalogue))
    return Draft(AnswerStatus.ANSWERED, tuple(statements)) if statements else None


def compose_counted(turn: Turn, catalogue: Catalogue, measure: str | None = None) -> Draft | None:
    """Sentences that say all that is asked and count something, in whatever words (一半以内, 一个工作日), quoted as they stand;
    a share is no answer where pieces are asked for (``measure``: 批次).

    Only where every word that tells the matter is printed in the sentence, its title or its heading: another thing's number
    is no answer. What no plan says is named as the gap.
    """
    weights = weights_of(turn, catalogue, without=_HOW_MUCH)
    if any(not word.seen for word in weights.words):
        return None
    titled = ASKS_GOALS.search(turn.asked.text) is not None and not turn.asked.years
    statements: list[Statement] = []
    for items in by_plan(turn.evidence).values():
        fitting = [
            choice
            for choice in pick_sentences(
                items, weights, fits=_counts_pieces if _is_piece(measure) else _counts
            )
            if _says_all(choice, weights, turn.asked.years, titled=titled)
            and (titled or _counts_beside(choice, weights))
        ]
        statements.extend(_of_plan(_fewer(fitting), catalogue))
    if not statements:
        return None
    return Draft(AnswerStatus.ANSWERED, (*words_left_out(turn, weights), *statements), may_be_worded=True)


def _has_number(sentence: str) -> bool:
    return bool(find_quantities(_SLOGAN.sub("", sentence)))


def _is_piece(measure: str | None) -> bool:
    return measure is not None and not same_measure(measure, _SHARE)


def _counts_pieces(sentence: str) -> bool:
    quantities = find_quantities(_SLOGAN.sub("", sentence))
    return (
        any(not same_measure(one.unit, _SHARE) for one in quantities) or _COUNTED.search(sentence) is not None
    )


def _counts(sentence: str) -> bool:
    return _has_number(sentence) or _COUNTED.search(sentence) is not None


def _counts_beside(choice: Picked, weights: WordWeights) -> bool:
    """Whether a number stands in a clause that says a part of what is asked, or is the only one of a sentence that says all."""
    clauses = [clause for clause in _CLAUSE.split(choice.sentence.text) if _counts(clause)]
    alone = len(clauses) == 1 and weights.coverage(fold(choice.sentence.text)) >= _WHOLLY_SAID
    return alone or any(weights.coverage(fold(clause)) >= _BESIDE_NUMBER for clause in clauses)


def _says_all(choice: Picked, weights: WordWeights, years: Sequence[str], *, titled: bool) -> bool:
    """Whether a sentence with its title and last heading says all that is asked, most of it itself, and for the asked years.

    With ``titled`` its title may say all: 无废城市有什么目标 asks for what stands under that title.
    """
    record = choice.evidence.record
    title = record.title if isinstance(record, TaskItem) else ""
    around = fold(" ".join((*record.section[-1:], title))) + fold(choice.sentence.text)
    return (
        weights.coverage(around) >= _ALL_OF_COUNTED
        and (
            weights.coverage(fold(choice.sentence.text)) >= _OWN_OF_COUNTED
            or (titled and weights.coverage(fold(title)) >= _WHOLLY_SAID)
        )
        and _is_of_years(choice, years)
    )


def _is_of_years(choice: Picked, years: Sequence[str]) -> bool:
    """Whether the sentence names one of the years, or none, where one is that in which the plan ends."""
    named, period = years_in(choice.sentence.text), choice.evidence.plan.period
    return not years or any(
        year in named or (not named and period is not None and year == str(period[1])) for year in years
    )


def _says_number(choice: Picked, measure: str | None, years: Sequence[str], weights: WordWeights) -> bool:
    """Whether a clause of the sentence says what is asked together with a number of the asked measure and year."""
    text = choice.sentence.text
    floor = _CLAUSE_OF_WHOLE if measure and choice.own >= _WHOLLY_SAID else _CLAUSE_FLOOR
    clauses = [clause for clause in _CLAUSE.split(text) if weights.coverage(fold(clause)) >= floor]
    quantities = [quantity for clause in clauses for quantity in find_quantities(clause)]
    if measure is not None:
        quantities = [item for item in quantities if same_measure(item.unit, measure) or measure in item.unit]
    return bool(quantities) and _is_of_years(choice, years)


def weights_of(turn: Turn, catalogue: Catalogue, without: frozenset[str] = frozenset()) -> WordWeights:
    """The words of the question, weighed on the plans in scope; ``without`` some of them, where others are left."""
    words = tuple(word for word in turn.asked.words if word not in without) or turn.asked.words
    found_in = dict.fromkeys(item.plan.id for item in turn.evidence)
    plan_ids = catalogue.weighed_on(turn.scope.plan_ids if turn.scope else (), found_in)
    return WordWeights(words, catalogue.indexes(plan_ids), turn.question.text)


def by_plan(evidence: Sequence[Evidence]) -> dict[str, list[Evidence]]:
    """The evidence of each plan, by its id, in order."""
    groups: dict[str, list[Evidence]] = {}
    for item in evidence:
        groups.setdefault(item.plan.id, []).append(item)
    return groups


def _fewer(choices: list[Picked], most: int = _SENTENCES_A_PLACE) -> list[Picked]:
    kept = sorted(choices, key=lambda choice: -choice.score)[:most]
    return [choice for choice in choices if choice in kept]


def _of_plan(choices: list[Picked], catalogue: Catalogue) -> list[Statement]:
    """A line naming place and section, then the sentences, grouped by record."""
    statements: list[Statement] = []
    heading = ""
    for choice in choices:
        record, plan = choice.evidence.record, choice.evidence.plan
        title = record.title if isinstance(record, TaskItem) else ""
        where = section_words(record.section, 1)
        parts = in_quotes(where) if where else "有关段落"
        own = f"{catalogue.place_word(plan)}在{parts}{f'的{in_quotes(title)}' if title and title not in where else ''}中提出："
        if own != heading:
            statements.append(Statement(own if not statements else f"\n{own}", kind=StatementKind.LEAD))
            heading = own
        statements.append(
            Statement(
                f"- {say_line(choice.sentence.text)}", (ref_to_sentence(choice.evidence, choice.sentence),)
            )
        )
    return [*statements, Statement("", kind=StatementKind.LEAD)] if statements else []


def _says_another_thing(weights: WordWeights) -> bool:
    """Whether no thing that is asked about is named anywhere, only what is done with it: 地铁什么时候开通, where buses are 开通."""
    things = [
        word
        for word in weights.words
        if word.word not in generic_words()
        and word.word not in _HOW_MUCH
        and (is_noun(word.word) or len(word.word) > _LONGEST_VERB)
    ]
    return bool(things) and not any(word.seen for word in things)


def words_left_out(turn: Turn, weights: WordWeights) -> list[Statement]:
    """Words of the question that no plan in scope says at all are named as not found."""
    unseen = [word for word in weights.unseen if all(tag.startswith("n") for _, tag in rjieba.tag(word))]
    if not unseen:
        return []
    return [
        Statement(
            reply("words_not_found", words="、".join(f"“{say_matter(turn, word)}”" for word in unseen)),
            kind=StatementKind.LEAD,
        )
    ]


def nothing_found(turn: Turn, catalogue: Catalogue, *, number: bool = False) -> Draft:
    """Said plainly, with the nearest thing that is there, labelled so. Where a ``number`` was asked for, only that is said to be
    missing: the plan may well speak of the matter."""
    plans = turn.scope.plan_ids if turn.scope else ()
    places = catalogue.place_list(plans)
    what = say_matter(turn)
    lead = (
        reply("places_without_value", places=places, what=what)
        if number
        else reply("not_in_plans", places=places, what=what)
    )
    statements = [Statement(lead, kind=StatementKind.LEAD)]
    nearest = next((item for item in turn.evidence if item.relevance >= _NEAREST), None)
    if nearest is not None:
        statements.append(_nearest(nearest, catalogue))
    return Draft(AnswerStatus.NOT_FOUND, tuple(statements))


def _nearest(item: Evidence, catalogue: Catalogue) -> Statement:
    record = item.record
    place = catalogue.place_word(item.plan)
    where = section_words(record.section, 1)
    title = record.title if isinstance(record, TaskItem) else ""
    what = "的".join(
        filter(
            None,
            (in_quotes(where) if where else "", in_quotes(title) if title and title not in where else ""),
        )
    )
    text = reply("nearest_section", place=place, where=what or "正文有关段落")
    if isinstance(record, TaskItem):
        ref = ref_to_task(item.plan, record)
    else:
        ref = Ref(item.plan, item.record_type, record.id, record.section, record.text[:120], record.source)
    return Statement(text, (ref,))

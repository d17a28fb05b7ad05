"""Step 1: what is asked, about which place, year, unit, indicator or matter. Follow-ups take over what they leave out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, replace

from assistant.answer import Exchange
from assistant.answering.conversation.ask_of_items import (
    as_question,
    ask_of_items,
    picked_plans,
    units_pointed_at,
)
from assistant.answering.conversation.continue_matter import continue_matter, continue_row
from assistant.answering.conversation.earlier_items import asked_back, items_of
from assistant.answering.conversation.point_back import (
    BOTH,
    CHANGE_WORD,
    EVERYWHERE,
    Pointing,
    read_correction,
    read_pointing,
    read_return,
)
from assistant.answering.fold_text import fold, simplify
from assistant.answering.turn import FOLLOWS, SMALL_TALK, Kind, Turn, Understanding
from assistant.answering.understanding import question_patterns as patterns
from assistant.answering.understanding.count_of_units import count_of_units
from assistant.answering.understanding.take_apart import LONGEST_QUESTION, take_apart
from assistant.answering.vocabulary.catalogue import Catalogue
from assistant.answering.vocabulary.province_names import in_full

Recall = Callable[[tuple[Exchange, ...]], Turn | None]
"""The last question of a conversation answered again, from what was asked before it; ``None`` where that is not possible."""

_HISTORY_READ = 10
"""How many earlier questions a follow-up may reach back."""
_OVER_ALL = frozenset((Kind.PLAN_LIST, Kind.MENTIONS))
"""Questions about the library: the place of the conversation is not theirs."""
_OF_OPTION = re.compile(
    r"^(?:我)?(?:要|选|问|看|说)?(?:的是|的)?|(?:的|那|这)?(?:一)?[个份项](?:方案|规划|文件)?的?[呢吧。]?$|[的呢吧。]+$"
)
"""临溪的 · 文化那个 · 要养老那份"""
_SAID_BACK = 0.5
"""So much of what a user returns to must stand in the earlier question."""


def nothing_recalled(history: tuple[Exchange, ...]) -> Turn | None:
    return None


def understand_question(turn: Turn, catalogue: Catalogue, recall: Recall = nothing_recalled) -> Turn:
    question = turn.question
    understood, earlier = _in_conversation(question.text, question.history, catalogue, recall)
    found = {name: value for name, value in asdict(understood).items() if value}
    return turn.grow("understand_question", found, understanding=understood, earlier=earlier)


def understand(
    text: str, history: tuple[Exchange, ...], catalogue: Catalogue, recall: Recall = nothing_recalled
) -> Understanding:
    """A question taken apart, with what it leaves out taken from the questions before it."""
    return _in_conversation(text, history, catalogue, recall)[0]


def _in_conversation(
    text: str, history: tuple[Exchange, ...], catalogue: Catalogue, recall: Recall
) -> tuple[Understanding, Turn | None]:
    """(understanding, the earlier turn that it leans on)."""
    new, _ = take_apart(text, catalogue)
    history = _without_talk(history[-_HISTORY_READ:], catalogue)
    if not history or new.kind in SMALL_TALK - {Kind.EMPTY}:
        return new, None
    simple = patterns.plain_interrogatives(in_full(simplify(text)[:LONGEST_QUESTION]))
    returned = read_return(simple)
    if returned is not None:
        at = _where_said(returned[0], history, catalogue)
        if at is not None and not returned[1]:
            return _in_conversation(history[at].question, history[:at], catalogue, recall)
        if at is not None:
            return _lean(returned[1], history[: at + 1], catalogue, recall, leans=True)
    correction = read_correction(simple)
    if correction is None:
        return _lean(simple, history, catalogue, recall)
    last = simplify(history[-1].question)
    if correction.wrong and correction.wrong in last:
        meant = last.replace(correction.wrong, correction.right)
        return _in_conversation(meant, history[:-1], catalogue, recall)
    return _lean(correction.right, history, catalogue, recall, leans=True)


def _without_talk(history: tuple[Exchange, ...], catalogue: Catalogue) -> tuple[Exchange, ...]:
    """The history up to its last question that is no small talk: 谢谢 ends no topic."""
    while history and take_apart(history[-1].question, catalogue)[0].kind in SMALL_TALK:
        history = history[:-1]
    return history


def _where_said(what: str, history: tuple[Exchange, ...], catalogue: Catalogue) -> int | None:
    """The latest earlier question that says what the user returns to; the one before the last where nothing is said."""
    if not fold(what):
        return len(history) - 2 if len(history) > 1 else None
    wanted, _ = take_apart(what, catalogue)
    words = [*wanted.words, *wanted.units, *wanted.place_words] or [fold(what)]
    said = []
    for exchange in history:
        question = fold(exchange.question)
        characters = sum(len(word) for word in words if word in question)
        share = characters / sum(map(len, words))
        same_fact = bool(wanted.facts) and bool(
            set(wanted.facts) & set(take_apart(exchange.question, catalogue)[0].facts)
        )
        said.append(1.0 if same_fact else share)
    best = max(said)
    return max(at for at, share in enumerate(said) if share == best) if best >= _SAID_BACK else None


def _lean(
    simple: str,
    history: tuple[Exchange, ...],
    catalogue: Catalogue,
    recall: Recall,
    *,
    leans: bool = False,
) -> tuple[Understanding, Turn | None]:
    """A question beside the last one: about its items, in its place, or one of its own in the place of the conversation."""
    earlier = recall(history)
    previous = (
        earlier.asked if earlier is not None else understand(history[-1].question, history[:-1], catalogue)
    )
    pointing = _picks_option(simple, read_pointing(simple), earlier)
    chosen = _option_chosen(pointing, earlier)
    if chosen:
        new, explicit = take_apart(chosen, catalogue)
        return _merge(
            as_question(previous, catalogue), replace(new, kind=Kind.CONTENT), False, catalogue
        ), earlier
    bare = _without_asking(_bare(pointing, simple, catalogue), previous)
    both: tuple[str, ...] = ()
    if BOTH.search(simple) and not bare.places and (bare.compare or pointing.everything):
        both = _places_spoken_of(history, catalogue, recall)
    about = None if both else ask_of_items(simple, pointing, bare, earlier, catalogue)
    if about is not None:
        return about, earlier
    points = pointing.back or pointing.picks or leans
    new, explicit = take_apart(pointing.text if points and fold(pointing.text) else simple, catalogue)
    new = _without_asking(new, previous)
    if both:
        new, leans = replace(new, places=both), True
    plans = picked_plans(pointing, earlier)
    if plans:
        new = replace(
            new,
            places=plans,
            facts=new.facts or ("structure",),
            kind=new.kind if explicit else Kind.PLAN_FACT,
        )
        return _merge(previous, new, True, catalogue), earlier
    units = units_pointed_at(pointing, earlier, catalogue)
    if units:
        kind = Kind.UNIT_TASKS if not new.words else new.kind
        new, explicit = replace(new, units=units, kind=kind), True
    of_row = continue_row(new, previous, earlier, catalogue)
    if of_row is not new:
        return _merge(as_question(previous, catalogue), of_row, True, catalogue), earlier
    completes = earlier is not None and asked_back(earlier) and not explicit
    if leans or pointing.back or completes or _follows(new, explicit):
        return _merge(as_question(previous, catalogue), new, explicit, catalogue), earlier
    return _in_place(continue_matter(new, previous, catalogue), previous, history, catalogue), earlier


def _without_asking(new: Understanding, previous: Understanding) -> Understanding:
    """The question without words that only ask of what was spoken of: 增长率 of an indicator, 做法 of a matter."""
    words = new.words
    if words and all(CHANGE_WORD.fullmatch(word) for word in words):
        if Kind.INDICATOR in (previous.kind, previous.listed_by):
            return replace(new, kind=Kind.INDICATOR, words=(), topic="", compare="change")
    elif words and all(patterns.ASKS_HOW.fullmatch(word) for word in words):
        return replace(new, words=(), topic="")
    return new


def _places_spoken_of(history: tuple[Exchange, ...], catalogue: Catalogue, recall: Recall) -> tuple[str, ...]:
    """The places of the last questions that name different ones; of fewer than two none."""
    places: list[str] = []
    for end in range(len(history), 0, -1):
        turn = recall(history[:end])
        asked = (
            turn.asked
            if turn is not None
            else understand(history[end - 1].question, history[: end - 1], catalogue)
        )
        if len(asked.places) > 1 and not places:
            return asked.places
        places.extend(plan for plan in asked.places if plan not in places)
        if len(places) > 1:
            break
    return tuple(places) if len(places) > 1 else ()


def _bare(pointing: Pointing, simple: str, catalogue: Catalogue) -> Understanding:
    """What is left of a question without the words that point back and those that say what is asked of the items."""
    if not fold(pointing.bare):
        return Understanding(Kind.CONTENT, simple)
    return take_apart(pointing.bare, catalogue)[0]


def _picks_option(simple: str, pointing: Pointing, earlier: Turn | None) -> Pointing:
    """A bare reply that is a part of just one of the options offered, as the pick of it: 临溪 for 临溪区."""
    if earlier is None or earlier.result is None or earlier.result.clarification is None:
        return pointing
    said = fold(_OF_OPTION.sub("", simple))
    meant = [at for at, option in enumerate(earlier.result.clarification.options) if said in fold(option)]
    return Pointing("", picks=((meant[0], meant[0] + 1),)) if said and len(meant) == 1 else pointing


def _option_chosen(pointing: Pointing, earlier: Turn | None) -> str:
    """The options without records of their own that a reply to a question asked back means, joined; empty for none."""
    if earlier is None or earlier.result is None or earlier.result.clarification is None or items_of(earlier):
        return ""
    options = earlier.result.clarification.options
    if pointing.everything:
        return "、".join(options)
    if fold(pointing.text):
        return ""
    return "、".join(
        dict.fromkeys(option for start, stop in pointing.picks for option in options[start:stop])
    )


def _follows(new: Understanding, explicit: bool) -> bool:
    """Whether a question leans on the one before it."""
    if new.kind in _OVER_ALL or count_of_units(new.text):
        return False
    if new.units and not new.words and not new.places and patterns.ASKS_ROLE.search(new.text):
        return True
    if patterns.FOLLOW_UP.search(new.text):
        return True
    if explicit and new.kind is Kind.INDICATOR_LIST and "指标" in new.text:
        return False
    return not new.words and not (
        explicit and (new.units or new.kind in (Kind.INDICATOR_LIST, Kind.PLAN_FACT)) and new.places
    )


def _over_all(new: Understanding, previous: Understanding) -> bool:
    """Whether a question is about every place, whatever the conversation is about."""
    of_the_others = bool(patterns.OTHER_PLACES.search(previous.text.rpartition(FOLLOWS)[2]))
    compares = "busiest_unit" not in new.facts and new.compare in ("highest", "lowest", "compare")
    compares = compares and (len(previous.places) < 2 or of_the_others)
    return new.kind in _OVER_ALL or compares or bool(EVERYWHERE.search(new.text))


def _in_place(
    new: Understanding, previous: Understanding, history: tuple[Exchange, ...], catalogue: Catalogue
) -> Understanding:
    """A question of its own in the place of the conversation, where it names none and is not about all of them."""
    if new.places or new.unknown_places or new.places_above or _over_all(new, previous):
        return new
    while previous.kind in _OVER_ALL and len(history) > 1:
        history = _without_talk(history[:-1], catalogue)
        if not history:
            return new
        previous = understand(history[-1].question, history[:-1], catalogue)
    if not previous.places or previous.kind in _OVER_ALL:
        return new
    return replace(new, places=previous.places, place_words=previous.place_words, place_taken_over=True)


def _hardly_a_number(new: Understanding, previous: Understanding, catalogue: Catalogue) -> bool:
    """Whether only a likeness of names makes 提升运用效能呢 ask for a number, after a question that asked for none."""
    cues = (patterns.STRONG_NUMBER, patterns.WEAK_NUMBER)
    return (
        new.kind is Kind.INDICATOR is not previous.kind
        and not any(cue.search(new.text) for cue in cues)
        and not any(
            word in catalogue.indicator_names and 2 * len(word) > len(new.topic) for word in new.words
        )
    )


def _merge(
    previous: Understanding, new: Understanding, explicit: bool, catalogue: Catalogue
) -> Understanding:
    """The earlier question with what the new one says instead."""
    asks_role = bool(new.units) and not new.words and bool(patterns.ASKS_ROLE.search(new.text))
    if asks_role and previous.words and previous.kind in (Kind.TASK_UNITS, Kind.CONTENT):
        new, explicit = (
            replace(new, kind=Kind.TASK_UNITS, words=previous.words, topic=previous.topic, role=None),
            True,
        )
    if previous.kind is Kind.UNIT_TASKS and not new.words and not new.units:
        new = replace(new, role=patterns.role_beside(new.text, previous.role))
    explicit = explicit and not _hardly_a_number(new, previous, catalogue)
    lists_anew = explicit and new.kind is Kind.INDICATOR_LIST and previous.kind is not Kind.INDICATOR_LIST
    takes_topic = not new.words and not new.units and not lists_anew
    in_role = previous.kind is Kind.UNIT_TASKS and new.role is not None
    units_again = not new.units and (
        in_role or (new.kind is Kind.UNIT_TASKS and previous.kind is Kind.TASK_UNITS)
    )
    picks_item = new.ordinal is not None and takes_topic
    kind = new.kind if explicit and not units_again and not picks_item else previous.kind
    places = new.places or (() if new.unknown_places or _over_all(new, previous) else previous.places)
    if patterns.OTHER_PLACES.search(new.text):
        places = tuple(plan_id for plan_id in catalogue.plans if plan_id not in previous.places)
        takes_topic, kind = True, previous.kind
    return replace(
        new,
        kind=kind,
        text=f"{previous.text}{FOLLOWS}{new.text}",
        places=places,
        place_words=new.place_words or previous.place_words,
        years=new.years or previous.years,
        role=previous.role if picks_item else new.role if new.role or explicit else previous.role,
        attribute=new.attribute or (previous.attribute if picks_item or not explicit else None),
        units=new.units or (previous.units if takes_topic or not new.words else ()),
        topic=previous.topic if takes_topic else new.topic,
        words=previous.words if takes_topic else new.words,
        facts=new.facts or (previous.facts if not explicit else ()),
        compare=new.compare or (previous.compare if not explicit else None),
        rank=new.rank or (previous.rank if not new.compare and not explicit else None),
        step=new.step + (previous.step if takes_topic and new.step else 0),
        follows=True,
        place_taken_over=bool(places) and not new.places,
    )

"""The sentences of found records that answer, instead of whole passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answering.fold_text import Sentence, fold, split_sentences
from assistant.answering.matching.weigh_words import WordWeights
from assistant.answering.turn import Evidence
from ingest.plan import Commitment, IndicatorRow, Passage, TaskItem

RELEVANCE_FLOOR = 0.55
"""A record that covers less of the question's weighted content words does not answer it."""

LEAST_IN_COMMON = 0.36
"""Below it a text is about something else, however near in meaning."""
MEANS_THE_SAME = 0.88
"""A sentence so near to the question answers it in other words, where it shares some of its own. Measured with the built-in
model: of 19 questions on what the five plans say in other words 11 are answered, of 46 on what they do not say none."""
_FLOOR_IN_OTHER_WORDS = 0.42
_DENSE_FIRST = 2

_MOST_CHARACTERS = 380
_MOST_SENTENCES = 8
_SHORT_SENTENCE = 24
_SEVERAL = 3
_MOST_RECORDS = 3
_LONGEST_SENTENCE = 220
_SHORT_RECORD = 240
"""Characters up to which a paragraph may be quoted whole."""
_ALL_HEADED = 0.95
"""The headings say all of the question: every sentence under them answers it."""

_HEADED = 0.75
"""From so much coverage by its headings on, the whole record is about the matter."""

_MUCH_LEFT = 0.25
_MOST_OF_LEFT = 0.7
"""Where the best sentences leave so much of the question unsaid, one that says so much of that is added."""
_BESIDE_BEST = 0.7
"""A sentence is taken when it covers so much of what the best one covers."""

_RECORD_BESIDE_BEST = 0.87
"""A further record is used when it is so nearly as good as the best."""


@dataclass(frozen=True, slots=True)
class Picked:
    """A sentence that answers, and the record it stands in."""

    evidence: Evidence
    sentence: Sentence
    score: float
    own: float
    """What sentence and title alone cover, 0..1."""


def is_relevant(item: Evidence) -> bool:
    """Above the floor; a record that the dense search puts first, or with a sentence that means the same, may say it in
    other words."""
    first = item.dense_rank is not None and item.dense_rank < _DENSE_FIRST
    if item.nearness >= MEANS_THE_SAME and item.relevance >= LEAST_IN_COMMON:
        return True
    return item.relevance >= (_FLOOR_IN_OTHER_WORDS if first else RELEVANCE_FLOOR)


def pick_sentences(
    evidence: Sequence[Evidence],
    weights: WordWeights,
    *,
    own_floor: float = 0.0,
    fits: Callable[[str], bool] | None = None,
) -> list[Picked]:
    """The best sentences, grouped by record in order of relevance, within the answer's length; empty below the floor.

    ``own_floor`` is what a sentence must cover by itself and its title: a number answers only what stands beside it. ``fits``
    tells of a sentence whether it may answer at all (says a number where one is asked).
    """
    relevant = [item for item in evidence if is_relevant(item)]
    if not relevant:
        return []
    headed = _under_one_heading(relevant, weights)
    if headed and fits is None:
        return headed
    best = relevant[0].score
    records = [item for item in relevant if item.score >= _RECORD_BESIDE_BEST * best][:_MOST_RECORDS]
    picked = [
        choice for item in records for choice in _of_record(item, weights, fits) if choice.own >= own_floor
    ]
    if not picked:
        return []
    top = max(choice.score for choice in picked)
    strong = [choice for choice in picked if choice.score >= _BESIDE_BEST * top]
    chosen = _within_length(_without_repeats(_with_the_rest(strong, picked, weights)))
    if fits is None and (whole := _short_record(chosen, picked, weights)):
        return whole
    return _with_what_follows(chosen[0]) if len(chosen) == 1 else chosen


def _short_record(chosen: list[Picked], picked: list[Picked], weights: WordWeights) -> list[Picked]:
    """All sentences of the one record that answers, where its title is what is asked and it is short: each of them answers."""
    records = {choice.evidence.record.id: choice.evidence.record for choice in chosen}
    record, *others = records.values()
    if others or isinstance(record, IndicatorRow | Commitment):
        return []
    whole = [choice for choice in picked if choice.evidence.record.id == record.id]
    short = sum(len(choice.sentence.text) for choice in whole) <= _SHORT_RECORD
    return whole if short and weights.coverage(fold(_heading(record))) >= _HEADED else []


def _heading(record: TaskItem | Passage | IndicatorRow | Commitment) -> str:
    title = record.title if isinstance(record, TaskItem) else ""
    return " ".join((*record.section[-1:], title))


def _with_the_rest(strong: list[Picked], picked: list[Picked], weights: WordWeights) -> list[Picked]:
    """The strong sentences with the one that says most of what they leave unsaid, where that is much: 对甲和乙有什么要求."""
    said = fold("".join(choice.sentence.text for choice in strong))
    left = [word for word in weights.words if word.seen and word.word not in weights.covered_words(said)]
    total = sum(word.weight for word in left)
    if len(left) < _SEVERAL - 1 or total < _MUCH_LEFT * weights.total:
        return strong
    heard = {choice.evidence.record.id for choice in strong}
    others = [choice for choice in picked if choice not in strong and choice.evidence.record.id in heard]

    def says(choice: Picked) -> float:
        text = fold(choice.sentence.text)
        return sum(word.weight for word in left if word.word in text)

    best = max(others, key=says, default=None)
    if best is None or says(best) < _MOST_OF_LEFT * total:
        return strong
    return [choice for choice in picked if choice in strong or choice is best]


def _with_what_follows(choice: Picked) -> list[Picked]:
    """A short sentence that answers alone is as good as a heading: the next one of its paragraph says how."""
    record = choice.evidence.record
    if len(choice.sentence.text) > _SHORT_SENTENCE or isinstance(record, IndicatorRow | Commitment):
        return [choice]
    after = [one for one in split_sentences(record.text) if one.start >= choice.sentence.end][:1]
    return [choice, *(Picked(choice.evidence, one, choice.score, choice.own) for one in after)]


def _under_one_heading(relevant: Sequence[Evidence], weights: WordWeights) -> list[Picked]:
    """Where the question names a heading with several paragraphs under it, the first sentence of each in order."""
    section = relevant[0].record.section
    if not section or weights.coverage(fold(section[-1])) < _ALL_HEADED:
        return []
    under = [
        item
        for item in relevant
        if item.record.section == section and not isinstance(item.record, IndicatorRow)
    ]
    if len(under) < _SEVERAL:
        return []
    under.sort(key=lambda item: item.record.source.start)
    first = [
        sentences[0] for item in under[:_MOST_SENTENCES] if (sentences := split_sentences(item.record.text))
    ]
    return [Picked(item, sentence, item.score, 1.0) for item, sentence in zip(under, first, strict=False)]


def _of_record(
    item: Evidence, weights: WordWeights, fits: Callable[[str], bool] | None = None
) -> list[Picked]:
    record = item.record
    if isinstance(record, IndicatorRow | Commitment):
        whole = record.text
        return [Picked(item, Sentence(whole, 0, len(whole)), item.relevance, item.relevance)] if whole else []
    title = record.title if isinstance(record, TaskItem) else ""
    heading = weights.coverage(fold(_heading(record)))
    picked: list[Picked] = []
    for sentence in split_sentences(record.text):
        folded = fold(sentence.text)
        if not folded or (title and folded == fold(title)) or len(folded) < 6:
            continue
        if fits is not None and not fits(sentence.text):
            continue
        own = weights.coverage(folded)
        score = (
            heading + 0.2 * own
            if heading >= _ALL_HEADED
            else own + (heading if heading >= _HEADED else 0.35 * heading)
        )
        picked.append(Picked(item, sentence, score, weights.coverage(fold(title) + folded)))
    best = sorted(picked, key=lambda choice: -choice.score)[:_MOST_SENTENCES]
    return sorted(best, key=lambda choice: choice.sentence.start)


def _without_repeats(picked: list[Picked]) -> list[Picked]:
    seen: set[str] = set()
    kept: list[Picked] = []
    for choice in picked:
        folded = fold(choice.sentence.text)
        if not any(folded in other or other in folded for other in seen):
            seen.add(folded)
            kept.append(choice)
    return kept


def _within_length(picked: list[Picked]) -> list[Picked]:
    """The best sentences that fit, back in their order."""
    chosen: list[Picked] = []
    used = 0
    for choice in sorted(picked, key=lambda item: -item.score):
        length = len(choice.sentence.text)
        if chosen and (used + length > _MOST_CHARACTERS or len(chosen) == _MOST_SENTENCES):
            continue
        if length > _LONGEST_SENTENCE and chosen:
            continue
        chosen.append(choice)
        used += length
    return [choice for choice in picked if choice in chosen]

"""Step 3: exact facts from the catalogue: indicator rows, commitments, tasks with their units. Nothing is searched here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.fold_text import fold
from assistant.answering.look_up_duties import look_up_duties
from assistant.answering.look_up_tasks import look_up_tasks
from assistant.answering.matching.match_indicators import (
    NAME_SAID,
    SAME_NAME,
    match_commitments,
    match_rows,
    same_thing,
)
from assistant.answering.matching.split_matter import split_matter, with_shared_end
from assistant.answering.matching.words_about import (
    NUMBER,
    without_columns,
    without_growth,
    words_about,
)
from assistant.answering.read_indexes import read_indexes
from assistant.answering.turn import (
    FOLLOWS,
    Facts,
    FoundCommitment,
    FoundRow,
    Kind,
    Turn,
    Understanding,
)
from assistant.answering.understanding import question_patterns as patterns
from assistant.answering.understanding.correct_slips import slip_of
from assistant.answering.understanding.recognise_words import covers
from assistant.answering.vocabulary.catalogue import Catalogue
from assistant.answering.vocabulary.plan_index import PlanIndex

_TITLE_WORD = 4
"""Shorter words of a title (监管, 质量) stand in names of tasks too and tell them apart."""


_SEVERAL = 2
"""So many things listed are several."""

_MEASURES = ("率", "量", "额", "度")
"""核查率 is an indicator's name, though a short one; 食品安全 is not."""
_COMMITMENT_NAMED = 1.3
"""Of several things asked for, a commitment says one with so much of its words and of the commitment's own name (at most 2)."""
_COMMITMENTS_SHOWN = 2
_NEAR_SHOWN = 3
_SHORT_TOPIC = 4
"""食品 alone asks for no clause that holds the word; 广告违法行为行政处罚信息公示率 does."""
_LIST_WORDS = frozenset(("类", "一类", "类的", "名称", "主要", "量化"))
_NAME_ASKED = 0.45
"""Share of an indicator's name from which on a question without a cue is taken to ask for it."""


def look_up_facts(turn: Turn, catalogue: Catalogue, switched_on: bool = True) -> Turn:
    if not switched_on:
        return turn.grow("look_up_facts", "switched off")
    asked, scope = turn.asked, turn.scope
    look_up = _LOOK_UPS.get(asked.kind)
    if turn.draft is not None or scope is None or look_up is None:
        return turn.grow("look_up_facts", "nothing to look up")
    facts = look_up(asked, read_indexes(asked, scope.plan_ids, catalogue))
    found = {
        "rows": [item.row.id for item in facts.rows],
        "commitments": [item.commitment.id for item in facts.commitments],
        "tasks": [item.task.id for item in facts.tasks],
        "near_rows": [item.row.id for item in facts.near_rows],
    }
    return turn.grow("look_up_facts", {name: ids for name, ids in found.items() if ids}, facts=facts)


def matter_words(words: Sequence[str], indexes: Sequence[PlanIndex]) -> tuple[str, ...]:
    """Content words without those that only repeat the title of every plan in scope (市场监管规划的…), where others are left."""
    titles = [fold(index.plan.title) for index in indexes]
    left = tuple(
        word for word in words if len(word) < _TITLE_WORD or not all(word in title for title in titles)
    )
    return left or tuple(words)


def _indicator(asked: Understanding, indexes: list[PlanIndex]) -> Facts:
    columns = {fold(cell) for index in indexes for folded in index.rows for cell in folded.row.header}
    asked_for = without_columns(
        _without_attribute(asked.words), columns, "\n".join(index.names for index in indexes)
    )
    every = _without_numbers(matter_words(asked_for, indexes), indexes)
    words = words_about(every, _names(every, indexes), asked.text.rpartition(FOLLOWS)[2])
    if not words:
        return Facts()
    exact, near = match_rows(words, indexes)
    if not exact and (grown := without_growth(words, changes=asked.compare == "change")):
        floor = 0.0 if asked.compare == "change" else SAME_NAME
        exact = [row for row in match_rows(grown, indexes)[0] if row.score >= floor and row.row.values]
    meant = "" if exact else slip_of(asked.topic, indexes)
    if meant:
        words = (meant,)
        exact, near = match_rows(words, indexes)
    facts = _rows_and_commitments(asked, words, exact, indexes)
    if not facts.rows:
        several = _several(asked, every, indexes, 1 if not facts.any else _SEVERAL)
        facts = several if several.any else facts
    return replace(facts, near_rows=tuple(near[:_NEAR_SHOWN]), meant=meant)


def _without_numbers(words: Sequence[str], indexes: Sequence[PlanIndex]) -> tuple[str, ...]:
    """The words without bare numbers that no name prints (现有3352张, 目标92对吗; not 12315), where others are left."""
    left = tuple(
        word for word in words if not NUMBER.match(word) or any(word in index.names for index in indexes)
    )
    return left or tuple(words)


def _names(words: Sequence[str], indexes: Sequence[PlanIndex]) -> frozenset[str]:
    """Which of the words are whole names of indicators."""
    return frozenset(words).intersection(row.name for index in indexes for row in index.rows)


def _rows_and_commitments(
    asked: Understanding, words: tuple[str, ...], exact: list[FoundRow], indexes: list[PlanIndex]
) -> Facts:
    """The rows of the asked period, and the commitments that say what no row does or something else than the row."""
    exact = _step_rows(_of_period(exact, asked), asked.step, indexes)
    plans_with_row = {row.plan.id for row in exact}
    commitments = [item for item in match_commitments(words, indexes) if _is_of_period(item, asked)]
    about_now = bool(patterns.ABOUT_NOW.search(asked.text))
    if about_now and any(item.commitment.is_result for item in commitments):
        exact = [
            row for row in exact if row.row.is_result or any(_prints([row], year) for year in asked.years)
        ]
        plans_with_row = {row.plan.id for row in exact}
    commitments = [
        item
        for item in commitments
        if item.plan.id not in plans_with_row
        or (
            same_thing(item, exact)
            and (item.commitment.is_result == about_now or _of_base(item, exact, asked))
        )
    ]
    shown = tuple(commitments[: _COMMITMENTS_SHOWN * len(indexes)])
    return Facts(rows=tuple(exact), commitments=shown)


def _of_base(item: FoundCommitment, rows: Sequence[FoundRow], asked: Understanding) -> bool:
    """Whether a result in the text says another figure than the rows do for an asked year before their last: both are shown."""
    here = [row.row.values for row in rows if row.plan.id == item.plan.id]
    figures = [
        values[year] for values in here for year in asked.years if year in values and year != max(values)
    ]
    return (
        item.commitment.is_result
        and bool(figures)
        and all(item.commitment.value not in one for one in figures)
    )


def _several(asked: Understanding, words: tuple[str, ...], indexes: list[PlanIndex], least: int) -> Facts:
    """Of a list of indicators each by itself, and which of them are not there; nothing where fewer than two are
    listed or fewer than ``least`` are there."""
    parts = split_matter(asked.text.rpartition(FOLLOWS)[2], words)
    if len(parts) < _SEVERAL:
        return Facts()
    rows: list[FoundRow] = []
    commitments: list[FoundCommitment] = []
    missing: list[str] = []
    for part in parts:
        found = _one_of_several(asked, with_shared_end(part, parts[-1]), indexes)
        if not found.any:
            found = _one_of_several(asked, part, indexes)
        said = {(row.row.id, row.clause) for row in rows}
        new = (row for row in found.rows if (row.row.id, row.clause) not in said)
        rows.extend(replace(row, asked="".join(part)) for row in new)
        commitments.extend(found.commitments)
        if not found.any:
            missing.append("".join(part))
    if len(parts) - len(missing) < (1 if rows else least):
        return Facts()
    return Facts(rows=tuple(rows), commitments=tuple(commitments), missing=tuple(missing))


def _one_of_several(asked: Understanding, part: tuple[str, ...], indexes: list[PlanIndex]) -> Facts:
    telling = len(part) > 1 or len(part[0]) > _SHORT_TOPIC or part[0].endswith(_MEASURES)
    exact = [row for row in match_rows(part, indexes)[0] if row.score >= NAME_SAID or telling]
    facts = _rows_and_commitments(asked, part, exact, indexes)
    thing = "".join(part)
    named = (
        item
        for item in facts.commitments
        if item.score >= _COMMITMENT_NAMED or fold(item.commitment.what).endswith(thing)
    )
    return replace(facts, commitments=tuple(named))


def _is_of_period(found: FoundCommitment, asked: Understanding) -> bool:
    """A number of the past answers no question for an aim; a year asked for must be the number's own."""
    item = found.commitment
    if patterns.ABOUT_NOW.search(asked.text):
        return True
    own_years = patterns.years_in(item.text) or patterns.years_in(item.deadline or "")
    if item.is_result and (asked.years or patterns.ASKS_NUMBER_NOUN.search(asked.text)):
        before = str(found.plan.period[0] - 1) if found.plan.period else ""
        return not own_years and before in asked.years
    ends = str(found.plan.period[1]) if found.plan.period else ""
    return not asked.years or any(
        year in own_years or (not own_years and year == ends) for year in asked.years
    )


def _content(asked: Understanding, indexes: list[PlanIndex]) -> Facts:
    """Rows whose name the whole question is, where its wording does not ask how something is done."""
    if patterns.ASKS_HOW_TO.search(asked.text) or "tasks" in asked.facts:
        return Facts()
    facts = _indicator(asked, indexes)
    meant = any(
        row.score >= _NAME_ASKED or (row.clause and len(asked.topic) > _SHORT_TOPIC) for row in facts.rows
    )
    rows = facts.rows if meant else ()
    return Facts(rows=rows, near_rows=facts.near_rows, meant=facts.meant if rows else "")


def _of_period(rows: list[FoundRow], asked: Understanding) -> list[FoundRow]:
    """Rows of tables of results only where they are asked for, or nothing else is there; a year that only they print asks for them."""
    about_results = bool(patterns.ABOUT_NOW.search(asked.text))
    wanted = [row for row in rows if row.row.is_result == about_results]
    if asked.years and not all(_prints(wanted, year) for year in asked.years):
        return rows
    if wanted and _differ(rows, asked.years):
        return rows
    if asked.years and rows:
        nearest = max(rows, key=lambda row: row.score)
        if all(row.row.id != nearest.row.id for row in wanted) and all(
            _prints([nearest], year) for year in asked.years
        ):
            return rows
    if not about_results and wanted and not asked.years and not asked.compare:
        return rows
    return wanted or rows


def _differ(rows: Sequence[FoundRow], years: Sequence[str]) -> bool:
    """Whether two tables of one plan print different figures of an asked year: both are shown."""
    printed = {
        (row.plan.id, year, row.row.table, row.row.values[year].strip(" %"))
        for row in rows
        for year in years
        if year in row.row.values
    }
    return any(
        one[:2] == other[:2] and one[2] != other[2] and one[3] != other[3]
        for one in printed
        for other in printed
    )


def _prints(rows: list[FoundRow], year: str) -> bool:
    return any(any(year in column for column in row.row.values) or year in row.row.text for row in rows)


def _step_rows(rows: list[FoundRow], step: int, indexes: list[PlanIndex]) -> list[FoundRow]:
    """The rows so many further in their tables."""
    if not step:
        return rows
    moved: list[FoundRow] = []
    for found in rows:
        index = next(index for index in indexes if index.plan.id == found.plan.id)
        every = index.records.indicators
        at = next((at for at, row in enumerate(every) if row.id == found.row.id), -1) + step
        if 0 <= at < len(every):
            moved.append(replace(found, row=every[at]))
    return moved


def _indicator_list(asked: Understanding, indexes: list[PlanIndex]) -> Facts:
    about_results = bool(patterns.ABOUT_NOW.search(asked.text))
    words = matter_words(_without_attribute(asked.words), indexes)
    titles = [fold(index.plan.title) for index in indexes]
    words = tuple(
        word for word in words if not all(word in title for title in titles) and word not in _LIST_WORDS
    )
    rows = [
        FoundRow(index.plan, folded.row, True, 1.0, folded.row.text)
        for index in indexes
        for folded in index.rows
        if folded.row.is_result == about_results
        or not any(row.row.is_result == about_results for row in index.rows)
        if asked.attribute is None or (folded.row.attribute or "") == asked.attribute
        if all(covers(folded.everything + fold(folded.row.table), word.removesuffix("类")) for word in words)
    ]
    return Facts(rows=tuple(rows))


def _without_attribute(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in ("约束性", "预期性", "硬指标", "约束", "预期", "硬性"))


def _unit_tasks(asked: Understanding, indexes: list[PlanIndex]) -> Facts:
    return look_up_duties(asked, indexes, matter_words(asked.words, indexes))


_LOOK_UPS: dict[Kind, Callable[[Understanding, list[PlanIndex]], Facts]] = {
    Kind.INDICATOR: _indicator,
    Kind.CONTENT: _content,
    Kind.INDICATOR_LIST: _indicator_list,
    Kind.TASK_UNITS: look_up_tasks,
    Kind.UNIT_TASKS: _unit_tasks,
}

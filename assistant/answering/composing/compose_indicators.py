"""Sentences and lists about indicators. Values are said as they are printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answer import AnswerStatus
from assistant.answering.composing.compose_comparison import change_of, claim, compare_rows
from assistant.answering.composing.rank_places import rank_commitments
from assistant.answering.composing.refer import ref_to_commitment, ref_to_row, section_words
from assistant.answering.composing.say_matter import say_matter
from assistant.answering.composing.say_values import YEAR, column_sentence, column_words, value_in
from assistant.answering.fold_text import bigrams, fold
from assistant.answering.matching.words_about import asks_growth
from assistant.answering.turn import (
    Draft,
    FoundCommitment,
    FoundRow,
    Statement,
    StatementKind,
    Turn,
    Understanding,
)
from assistant.answering.understanding.question_patterns import ABOUT_NOW, RELATIVE_YEAR, STRONG_NUMBER
from assistant.answering.understanding.rank_asked import Rank
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.number_grammar import read_cell
from ingest.plan import Commitment, IndicatorRow
from prompts import reply

_CAPTION_NUMBER = re.compile(r"^(?:专栏|表)?\s*\d*\s*")
"""专栏1 “十四五”主要指标 → “十四五”主要指标"""
_PIECE = re.compile(r"[^，,；;]+[，,；;]?")
"""到2025年，|全区…达9家，|…"""
_SHORT_SENTENCE = 40
_NEAR_DATE = 2
"""A date so many clauses away is said with the value."""
_SEVERAL = 2
_TOLD = 0.9
_MANY_ROWS = 6
"""More indicators than this are a list, not sentences."""


def row_sentence(found: FoundRow, place: str, years: Sequence[str] = ()) -> str:
    """One sentence on a row: the years asked for first; without years every value."""
    row = found.row
    attribute = f"，属{row.attribute}指标" if row.attribute else ""
    if not row.values:
        text = found.clause or row.text or row.name
        area = (
            f"“{row.category or row.name}”方面" if row.category or (row.name and row.name not in text) else ""
        )
        return f"{place}{f'{area}的' if area else '提出的'}目标是：{text.rstrip('。；;')}{attribute}。"
    wanted = [column for column in row.values if any(year in column for year in years)]
    rest = [column for column in row.values if column not in wanted]
    parts = [column_sentence(row, column) for column in (*wanted, *rest)]
    return f"{place}“{row.name}”{'，'.join(parts)}{attribute}。"


def row_statement(found: FoundRow, place: str, years: Sequence[str] = ()) -> Statement:
    return Statement(
        row_sentence(found, place, years), (ref_to_row(found.plan, found.row),), indicators=(claim(found),)
    )


def commitment_statement(
    found: FoundCommitment, place: str, first: bool, *, whole: bool = False
) -> Statement:
    """What a sentence of the text says of a number; the ``whole`` sentence where several numbers are asked for."""
    commitment = found.commitment
    where = section_words(commitment.section, 1)
    head = f"{place}在" if first else "正文"
    at = f"“{where}”中" if where else "正文中" if first else "中"
    text = f"{head}{at}{'' if first else '另'}提出：{commitment.text.strip().rstrip('。；;') if whole else _clause(commitment)}。"
    return Statement(text, (ref_to_commitment(found.plan, commitment),))


def _clause(commitment: Commitment) -> str:
    """The part of the sentence that says the value, from the thing measured on."""
    text = commitment.text.strip().rstrip("。；;")
    pieces = _PIECE.findall(text)
    value = commitment.value
    at = next(
        (at for at, piece in enumerate(pieces) if value in piece and _shares(piece, commitment.what)), None
    )
    if at is None or len(text) <= _SHORT_SENTENCE:
        return text
    dated = [place for place, piece in enumerate(pieces) if (commitment.deadline or "\n") in piece]
    nearest = min(dated, key=lambda place: abs(place - at), default=at)
    first, last = sorted((nearest if abs(nearest - at) <= _NEAR_DATE else at, at))
    return "".join(pieces[first : last + 1]).rstrip("，,、；;")


def _shares(piece: str, what: str) -> bool:
    """Whether a clause names the thing measured, or most of it."""
    words, thing = fold(piece), fold(what)
    return thing in words or sum(1 for character in thing if character in words) > 0.7 * len(thing)


def compose_indicator(turn: Turn, catalogue: Catalogue) -> Draft | None:
    """Rows and commitments that are what was asked; ``None`` where there are none."""
    asked, facts = turn.asked, turn.facts
    if not facts.rows and not facts.commitments:
        return None
    missing = [year for year in asked.years if facts.rows and not _any_prints(facts.rows, year)]
    if missing and len(missing) == len(asked.years) and not facts.commitments:
        return _other_years(facts.rows, missing, catalogue)
    statements = _say_rows(turn, catalogue)
    if facts.meant:
        statements.insert(
            0, Statement(reply("name_meant", what=facts.rows[0].row.name), kind=StatementKind.LEAD)
        )
    if RELATIVE_YEAR.search(asked.text) and not asked.years:
        statements.append(Statement(reply("years_as_printed"), kind=StatementKind.LEAD))
    said: set[str] = set()
    several = len(STRONG_NUMBER.findall(asked.text)) > 1
    plans = {row.plan.id for row in facts.rows}
    for commitment in facts.commitments if not (asked.compare and len(plans) > 1) else ():
        words = fold(_clause(commitment.commitment))
        if not _says_again(commitment, facts.rows) and not any(words in other for other in said):
            said.add(words)
            first = commitment.plan.id not in plans
            place = catalogue.place_word(commitment.plan)
            statements.append(commitment_statement(commitment, place, first, whole=several))
    if (
        _asks_target(asked)
        and facts.rows
        and all(row.row.is_result for row in facts.rows)
        and not facts.commitments
    ):
        statements.append(Statement(reply("only_results"), kind=StatementKind.LEAD))
    if not facts.rows and asked.compare in ("highest", "lowest"):
        rank = asked.rank or Rank(1, 1, asked.compare == "lowest")
        statements.extend(rank_commitments(facts.commitments, rank, catalogue))
    if left := [matter for matter in facts.missing if not _is_told(matter, statements)]:
        left_out = "、".join(f"“{say_matter(turn, matter)}”" for matter in left)
        statements.append(Statement(reply("matters_left_out", what=left_out), kind=StatementKind.LEAD))
    if missing:
        gap = reply("year_left_out", years="、".join(f"{year}年" for year in missing))
        statements.append(Statement(gap, kind=StatementKind.LEAD))
    return Draft(AnswerStatus.ANSWERED, tuple(statements))


def _is_told(matter: str, statements: Sequence[Statement]) -> bool:
    """Whether a sentence that was quoted for another matter says this one too: 占地280亩，总投资4.6亿元."""
    pairs = bigrams(matter)
    return bool(pairs) and any(
        len(pairs & bigrams(fold(f"{ref.section} {statement.text}"))) >= _TOLD * len(pairs)
        for statement in statements
        for ref in statement.refs
    )


def _asks_target(asked: Understanding) -> bool:
    return "目标" in asked.text and not asked.years and not ABOUT_NOW.search(asked.text)


def _say_rows(turn: Turn, catalogue: Catalogue) -> list[Statement]:
    """Rows of several places as a table where they are to be compared, many as a list, few as sentences."""
    asked, rows = turn.asked, turn.facts.rows
    if asked.compare and len({row.plan.id for row in rows}) > 1:
        each = [[row for row in rows if row.asked == one] for one in dict.fromkeys(row.asked for row in rows)]
        return [
            statement
            for alike in each
            for statement in compare_rows(alike, catalogue, asked.compare or "", asked.rank)
        ]
    if len(rows) > _MANY_ROWS:
        return _list(rows, catalogue)
    statements: list[Statement] = []
    for row in rows:
        place = catalogue.place_word(row.plan) + (_table_words(row) if _same_name_twice(row, rows) else "")
        statements.append(row_statement(row, place, asked.years))
        grows = asked.compare == "change" or asks_growth(asked.text, row.row.name)
        if grows or (asked.compare == "compare" and not row.asked):
            statements.extend(change_of(row, asked.years))
    return statements


def _other_years(rows: Sequence[FoundRow], missing: Sequence[str], catalogue: Catalogue) -> Draft:
    """The row is there, but not the year: the years that are there are named, their values are not."""
    lead = reply("year_not_printed", years="、".join(f"{year}年" for year in missing))
    statements = [Statement(lead, kind=StatementKind.LEAD)]
    for found in rows:
        years = [match.group(0) for column in found.row.values if (match := YEAR.search(column))]
        name = found.row.name if found.row.values else found.row.category or found.row.name
        given = f"只列有{'、'.join(f'{year}年' for year in years)}的数值" if years else "没有按年份列出数值"
        text = f"{catalogue.place_word(found.plan)}“{name}”{given}。"
        statements.append(Statement(text, (ref_to_row(found.plan, found.row),)))
    return Draft(AnswerStatus.NOT_FOUND, tuple(statements))


def _same_name_twice(row: FoundRow, rows: Sequence[FoundRow]) -> bool:
    return any(
        other is not row and other.plan.id == row.plan.id and other.row.table != row.row.table
        for other in rows
    ) and bool(row.row.table)


def _table_words(found: FoundRow) -> str:
    """（“十四五”主要指标表）: a caption without its number and broken quotation marks."""
    caption = _CAPTION_NUMBER.sub("", found.row.table).strip()
    if caption.count("“") != caption.count("”"):
        caption = caption.strip("“”")
    return f"（{caption}）" if caption else ""


def _any_prints(rows: Sequence[FoundRow], year: str) -> bool:
    """Whether a row has a value for the year. A target in a sentence, or under headings without years ("目标值", "青禾县"), is
    one for the year that the table's caption names, or for the end of the plan's period."""
    return any(
        any(year in column for column in row.row.values)
        or (
            not any(YEAR.search(column) for column in row.row.values)
            and (year in row.clause or year in row.row.table or _ends(row, year))
        )
        for row in rows
    )


def _ends(found: FoundRow, year: str) -> bool:
    return found.plan.period is None or year == str(found.plan.period[1])


def _says_again(found: FoundCommitment, rows: Sequence[FoundRow]) -> bool:
    """Whether a commitment is the very clause of a row that is already said."""
    text = fold(found.commitment.text)
    return any(row.clause and (fold(row.clause) in text or text in fold(row.clause)) for row in rows)


def _list(rows: Sequence[FoundRow], catalogue: Catalogue) -> list[Statement]:
    """Every row, by plan, with its number."""
    statements: list[Statement] = []
    for plan_id in dict.fromkeys(row.plan.id for row in rows):
        own = [row for row in rows if row.plan.id == plan_id]
        statements.append(
            Statement(
                f"**{catalogue.place_word(own[0].plan)}**共 {len(own)} 项：",
                kind=StatementKind.COUNT,
                counted=len(own),
            )
        )
        for number, row in enumerate(own, 1):
            statements.append(
                Statement(
                    f"{number}. {_short(row)}", (ref_to_row(row.plan, row.row),), indicators=(claim(row),)
                )
            )
    return statements


def _short(found: FoundRow) -> str:
    """市场主体总量：2020年8万户，2025年9.5万户（预期性）"""
    row = found.row
    if not row.values:
        text = found.clause or row.text or row.name
        area = f"{row.category}：" if row.category and row.category not in text else ""
        return f"{area}{text}{f'（{row.attribute}）' if row.attribute else ''}"
    values = "，".join(
        f"{column_words(column, row).removesuffix('目标')}{_short_value(row, column)}"
        for column in row.values
    )
    return f"{row.name}：{values}{f'（{row.attribute}）' if row.attribute else ''}"


def _short_value(row: IndicatorRow, column: str) -> str:
    value = row.values[column].strip()
    return "未列数值" if not value or read_cell(value).missing else value_in(row, column)


def compose_indicator_list(turn: Turn, catalogue: Catalogue) -> Draft:
    rows = turn.facts.rows
    asked = turn.asked
    if not rows:
        return Draft(AnswerStatus.NOT_FOUND, (Statement(_no_rows(turn, catalogue), kind=StatementKind.LEAD),))
    if asked.ordinal is not None and asked.ordinal <= len(rows):
        row = rows[asked.ordinal - 1]
        return Draft(AnswerStatus.ANSWERED, (row_statement(row, catalogue.place_word(row.plan)),))
    return Draft(AnswerStatus.ANSWERED, (*_list(rows, catalogue), *_most(rows, catalogue, asked.compare)))


def _most(rows: Sequence[FoundRow], catalogue: Catalogue, compare: str | None) -> list[Statement]:
    """Which place has most of them, where that is asked of several."""
    counts = Counter(row.plan.id for row in rows)
    if compare != "highest" or len(counts) < _SEVERAL:
        return []
    most = max(counts.values())
    places = "、".join(
        catalogue.place_word(catalogue.plans[one]) for one, count in counts.items() if count == most
    )
    return [Statement(f"\n最多的是{places}，{most} 项。", kind=StatementKind.COUNT, counted=most)]


def _no_rows(turn: Turn, catalogue: Catalogue) -> str:
    places = catalogue.place_list(turn.scope.plan_ids if turn.scope else ())
    what = f"{turn.asked.attribute or ''}指标"
    return reply("list_is_empty", places=places, what=what)

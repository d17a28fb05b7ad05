"""Whether the words of one statement stand in the places it cites: numbers with measure and year, attributes, roles, quotes.

Every check returns what is wrong, in English for the trace, or ``None``. A statement that is the source's own words passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from assistant.answering.checking.check_row_claims import row_claim_problem
from assistant.answering.checking.supports import YEAR, Amount, Support
from assistant.answering.composing.say_values import value_in
from assistant.answering.fold_text import bigrams, fold, simplify
from ingest.number_grammar import Quantity, arabic_number, find_quantities
from ingest.plan import IndicatorRow, Role
from ingest.units.unit_names import compact, is_unit_name

_MARKUP = re.compile(r"^\s*(?:[-*]\s+|\d{1,3}\.\s+)|\*\*|^\s*\|\s*|\s*\|\s*$")
"""List marks, bold, the outer bars of a table row."""
_MARK = re.compile(r"\[\d{1,3}\]")
"""[1]"""
_QUOTED = re.compile(r"“([^“”]{2,80})”|「([^「」]{2,80})」")
"""“完善市场准入制度”"""
_BARE_NUMBER = re.compile(r"(?<![\d.A-Za-z])\d+(?:[,，]\d{3})*(?:\.\d+)?(?![\d.])")
"""0.05"""
_NO_FACT_NUMBER = re.compile(
    r"“?十[一二三四五六]五”?|第[\d一二三四五六七八九十]+[章节条项个]|[（(][\d一二三四五六七八九十]+[)）]|20\d\d\s*[—–\-~至]\s*20\d\d\s*年?|专栏\s*\d+"
)
"""Numbers that count headings and periods, not things."""
_CALENDAR = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
"""2021年9月24日"""
_COMPUTED = re.compile(r"计算")
_CLAUSE = re.compile(r"[，,；;。]")
_SIGNED = re.compile(r"(?P<sign>[<>≤≥]?)\s*(?P<rest>\d.*)")
"""<0.2人/10万人"""
_SIGN = re.compile(r"(?P<sign>[<>≤≥])\s*$")
""">98: a sign right before a number"""
_LEAD_WORDS = re.compile(r"责任单位|牵头单位|责任部门|牵头部门|牵头|主管|负责(?![制人任])")
_SUPPORT_WORDS = re.compile(r"配合单位|参与单位|配合部门|配合|参与|协助|支持单位")
_NAME_BREAK = re.compile(
    r"[、和与及：:“”()（）\s]|以及|责任单位|牵头单位|配合单位|参与单位|责任部门|配合部门|牵头|配合|负责|主管|参与|协助|分别|为|是|由|等相关部门|等部门|等单位|相关部门"
)
_ATTRIBUTES = ("约束性", "预期性")
_ABOUT_PLAN = re.compile(r"^(?:[^：:《》]{1,20}[：:])?《》(?:的[^，,。：:]{2,6}[：:].*)?$")
"""《》的发文字号：云府发〔2022〕5号 — the title is taken out before; 云陵市：《》"""
_FRAME = re.compile(r"^(?:.{0,200}?提出[：:]|[^：:，,。《》]{1,16}(?:《》)?[：:])")
"""云陵市在“二、主要任务”中提出： 云陵市： 云陵市《》： — how a composed statement leads into the source's own words"""
_LEAST_SHARED = 0.5
"""A sentence in other words than the source's must share so many of its character pairs with the cited places."""


def plain(statement: str) -> str:
    """The statement without Markdown and citation marks."""
    return _MARK.sub("", _MARKUP.sub("", statement)).strip()


def problem_of(
    statement: str,
    supports: Sequence[Support],
    *,
    places: Sequence[tuple[str, str]] = (),
    own_words: bool = False,
) -> str | None:
    """What is wrong with a statement, or ``None``.

    ``places`` are (folded place word, plan id) of the library; ``own_words`` is true for a language model's sentence, whose
    wording must also be near the source.
    """
    if not supports:
        return "no citation"
    text = _without_titles(simplify(plain(statement)), supports)
    if _ABOUT_PLAN.match(text) and all(support.record is not None for support in supports):
        return "says something of a plan as a whole and cites one of its records"
    folded = fold(text)
    if folded and any(folded in support.folded for support in supports):
        return None
    checks: tuple[Callable[[str, Sequence[Support]], str | None], ...] = (
        _quantities,
        _bare_numbers,
        _years,
        _attributes,
        _quotes,
    )
    found = next((problem for check in checks if (problem := check(text, supports)) is not None), None)
    found = found or _roles(text, supports, places) or row_claim_problem(text, supports, places)
    if found is not None:
        return found
    return _places(folded, supports, places) or (_wording(folded, supports, places) if own_words else None)


def _without_titles(text: str, supports: Sequence[Support]) -> str:
    """The statement with the cited plans' titles as 《》: numbers and quotes in them say nothing about a place in the plan."""
    for support in supports:
        title = simplify(support.plan.title)
        for printed in (title, title.replace("《", "〈").replace("》", "〉")):
            text = text.replace(f"《{printed}》", "《》")
    return text


def strays_from_source(statement: str, supports: Sequence[Support]) -> str | None:
    """What is wrong with a composed statement that gives the source's own words, or ``None``: they must stand there."""
    said = _FRAME.sub("", _without_titles(simplify(plain(statement)), supports))
    title, _, heading = said.partition("(")
    for words in ((fold(said),), (fold(title), fold(heading))):
        if all(any(word in support.folded for support in supports) for word in words):
            return None
    return "not the words of the cited places"


def shared_wording(folded: str, supports: Sequence[Support]) -> float:
    """The share of a text's character pairs that stand in the cited places, 0..1; 1 for a text too short for pairs."""
    pairs = bigrams(folded)
    if not pairs:
        return 1.0
    return sum(1 for pair in pairs if any(pair in support.folded for support in supports)) / len(pairs)


def _quantities(text: str, supports: Sequence[Support]) -> str | None:
    years = _headings(text, supports)
    computed = bool(_COMPUTED.search(text))
    cells = _printed_cells(text, supports, years)
    for quantity in _stated(text):
        if any(start <= quantity.start < end for start, end in cells):
            continue
        amount = (quantity.amount.normalize(), quantity.measure)
        governing = _governing_year(quantity, years, text)
        if any(
            _says_amount(support, amount, governing) and _says_bound(support, quantity.op, governing)
            for support in supports
        ):
            continue
        if computed and _computable(supports, amount):
            continue
        return f"amount {quantity.raw} ({governing or 'no year'}) is not in the cited place"
    return None


def _headings(text: str, supports: Sequence[Support]) -> list[tuple[int, str]]:
    """(offset, word) of years and of the cited rows' other column headings (年均增长) in the order of the text."""
    found = [(match.start(), match.group(0)) for match in YEAR.finditer(text)]
    others = {simplify(key): key for support in supports for key in support.by_column if not YEAR.search(key)}
    found += [
        (match.start(), key) for word, key in others.items() for match in re.finditer(re.escape(word), text)
    ]
    return sorted(found)


def _stated(text: str) -> list[Quantity]:
    skipped = [match.span() for match in (*_NO_FACT_NUMBER.finditer(text), *_CALENDAR.finditer(text))]
    return [
        quantity
        for quantity in find_quantities(text)
        if not any(start <= quantity.start < end for start, end in skipped)
    ]


def _governing_year(quantity: Quantity, years: Sequence[tuple[int, str]], text: str) -> str | None:
    """The year a number belongs to: in brackets right behind it, else the nearest before it."""
    behind = re.match(r"\s*[（(]\s*((?:19|20)\d\d)", text[quantity.end :])
    if behind is not None:
        return behind.group(1)
    before = [year for at, year in years if at < quantity.start]
    return before[-1] if before else None


def _says_amount(support: Support, amount: Amount, year: str | None) -> bool:
    if support.by_column and isinstance(support.record, IndicatorRow):
        if year in support.by_column:
            return amount in support.by_column[year]
        if year is not None and year not in support.years:
            return False
        if year is None:
            return amount in support.amounts
        return amount in support.amounts and not any(amount in cell for cell in support.by_column.values())
    if amount not in support.amounts:
        return False
    return year is None or year in _years_near(support, amount)


def _says_bound(support: Support, op: str, year: str | None) -> bool:
    """Whether a table's cell bounds its value as the statement does: >98 is neither 98 nor <98. Sentences may say it otherwise."""
    bounds = support.bounds_by_column.get(year or "")
    return bounds is None or op[0] in bounds


def _years_near(support: Support, amount: Amount) -> frozenset[str]:
    """Years that may govern an amount in running text: those of its sentence, or of the record where the sentence has none."""
    near: set[str] = set()
    for sentence in re.split(r"[。；;\n]", support.words):
        if any(
            (quantity.amount.normalize(), quantity.measure) == amount
            for quantity in find_quantities(sentence)
        ):
            near |= set(YEAR.findall(sentence)) or (
                set(support.years) | set(map(str, support.plan.period or ()))
            )
    return frozenset(near)


def _computable(supports: Sequence[Support], amount: Amount) -> bool:
    """Whether an amount is the difference of two cited values, or their growth in per cent or points."""
    value, measure = amount
    cells = [cell for support in supports for cell in support.by_column.values()]
    values = [number for cell in cells for number, _ in cell]
    units = {unit for cell in cells for _, unit in cell}
    for first in values:
        for last in values:
            difference = abs(last - first)
            if measure in units and difference == value:
                return True
            if measure in ("个百分点", "百分点") and "%" in units and difference == value:
                return True
            if measure == "%" and first and _rounded(difference / first * 100) == _rounded(value):
                return True
    return False


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _bare_numbers(text: str, supports: Sequence[Support]) -> str | None:
    """Numbers without a measure must at least be printed in the cited place, in the column of their year."""
    taken = [(quantity.start, quantity.end) for quantity in find_quantities(text)]
    taken += [match.span() for match in (*YEAR.finditer(text), *_NO_FACT_NUMBER.finditer(text))]
    years = _headings(text, supports)
    taken += _printed_cells(text, supports, years)
    for match in _CALENDAR.finditer(text):
        numbers = {Decimal(int(group)) for group in match.groups() if group}
        if not any(numbers <= support.front_numbers | support.numbers for support in supports):
            return f"date {match.group(0)} is not in the cited place"
        taken.append(match.span())
    for match in _BARE_NUMBER.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        number = arabic_number(match.group(0))
        if number is None:
            continue
        year = next((year for at, year in reversed(years) if at < match.start()), None)
        if _COMPUTED.search(text) and _computable(supports, (number.normalize(), "")):
            continue
        if not any(_says_number(support, number.normalize(), year) for support in supports):
            return f"number {match.group(0)} is not in the cited place"
    return None


def _printed_cells(
    text: str, supports: Sequence[Support], years: Sequence[tuple[int, str]]
) -> list[tuple[int, int]]:
    """Where cells of the cited rows stand in a text as they are printed, each behind its own year, with its sign and its measure
    (0.21人/10万人, 12千帕): no measure that the grammar does not know makes a right value a wrong one."""
    rows = [support.record for support in supports if isinstance(support.record, IndicatorRow)]
    cells = (
        (column, _SIGNED.fullmatch(simplify(value_in(row, column)))) for row in rows for column in row.values
    )
    spans: list[tuple[int, int]] = []
    for column, cell in cells:
        if cell is None or not YEAR.search(column):
            continue
        for match in re.finditer(rf"(?<![\d.]){re.escape(cell['rest'])}(?![\d.])", text):
            year = next((word for at, word in reversed(years) if at < match.start()), "")
            sign = _SIGN.search(text[: match.start()])
            if year and year in column and (sign["sign"] if sign else "") == cell["sign"]:
                spans.append(match.span())
    return spans


def _says_number(support: Support, number: Decimal, year: str | None) -> bool:
    if year is not None and year in support.by_column:
        return any(value == number and not measure for value, measure in support.by_column[year])
    return number in support.numbers or number in support.front_numbers


def _years(text: str, supports: Sequence[Support]) -> str | None:
    periods = {str(year) for support in supports for year in support.plan.period or ()}
    for year in YEAR.findall(text):
        if year not in periods and not any(year in support.years for support in supports):
            return f"year {year} is not in the cited place"
    return None


def _attributes(text: str, supports: Sequence[Support]) -> str | None:
    for attribute in _ATTRIBUTES:
        if attribute in text and not any(
            support.attribute == attribute or (support.attribute is None and attribute in support.words)
            for support in supports
        ):
            return f"attribute {attribute} is not in the cited place"
    return None


def _roles(text: str, supports: Sequence[Support], places: Sequence[tuple[str, str]]) -> str | None:
    """Each unit named in a clause about roles must have that role in a cited task.

    Where the cited places assign no roles, a name must at least stand in them (学校食堂…由校长负责)."""
    if not (_LEAD_WORDS.search(text) or _SUPPORT_WORDS.search(text)):
        return None
    known = {name for support in supports for name in support.roles}
    says_roles = bool(known)
    role: Role | None = None
    for clause in _CLAUSE.split(_without_quotes(text, known)):
        lead, support_words = _LEAD_WORDS.search(clause), _SUPPORT_WORDS.search(clause)
        if lead and not support_words:
            role = Role.RESPONSIBLE
        elif support_words and not lead:
            role = Role.COOPERATING
        for name in _units_in(clause, known):
            if any(word == fold(name) for word, _ in places):
                continue
            if not says_roles and any(fold(name) in support.folded for support in supports):
                continue
            if role is not None and not any(
                role in support.roles.get(name, frozenset()) for support in supports
            ):
                return f"unit {name} is not {role.value} in the cited place"
    return None


def _without_quotes(text: str, known: set[str]) -> str:
    """The text without what it quotes, but with names that print a quotation: 市“双随机、一公开”联席会议成员单位."""
    return _QUOTED.sub(
        lambda match: match.group(0) if any(match.group(0) in name for name in known) else " ", text
    )


def _units_in(clause: str, known: set[str]) -> list[str]:
    """Names of units in a clause: those of the cited tasks, and whatever else is shaped like one."""
    text = compact(clause)
    found: list[str] = []
    for name in sorted(known, key=len, reverse=True):
        if name in text:
            found.append(name)
            text = text.replace(name, "、")
    pieces = (piece for piece in _NAME_BREAK.split(text) if piece)
    return found + [piece for piece in pieces if len(piece) > 2 and is_unit_name(piece)]


def _quotes(text: str, supports: Sequence[Support]) -> str | None:
    for match in _QUOTED.finditer(text):
        quoted = fold(match.group(1) or match.group(2))
        if quoted and not any(quoted in support.folded for support in supports):
            return f"quote {match.group(0)} is not in the cited place"
    return None


def _places(folded: str, supports: Sequence[Support], places: Sequence[tuple[str, str]]) -> str | None:
    """A place that the statement names must be the place of a cited plan, unless the cited words name it themselves."""
    cited = {support.plan.id for support in supports}
    for word, plan_id in places:
        if word not in folded or plan_id in cited:
            continue
        same_word = any(other == word and other_id in cited for other, other_id in places)
        if not same_word and not any(word in support.folded for support in supports):
            return f"place {word} is not the cited plan's"
    return None


def _wording(folded: str, supports: Sequence[Support], places: Sequence[tuple[str, str]]) -> str | None:
    cited = {support.plan.id for support in supports}
    for word in sorted({word for word, plan_id in places if plan_id in cited}, key=len, reverse=True):
        folded = folded.replace(word, "")
    share = shared_wording(folded, supports)
    return None if share >= _LEAST_SHARED else f"only {share:.2f} of the wording stands in the cited places"

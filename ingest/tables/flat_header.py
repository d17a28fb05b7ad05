"""The header of a table whose cells stand one a line: which lines are headings, and which of them is one heading in two lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.repair.line_shapes import NUMBERED, SENTENCE_END
from ingest.repair.split_lines import Line
from ingest.source import RepairedText
from ingest.tables.column_headings import BARE_YEAR, HEADING_MEASURE, YEAR, ColumnKind, column_kind
from ingest.tables.split_measure import is_measure

# "1", "01", "1.", "（1）"
ROW_NUMBER = re.compile(r"^[（(]?0?(\d{1,3})[)）]?[.．、]?$")
# "（基期）", "（2020年）" below "现状值"
IN_BRACKETS = re.compile(r"^[（(][^（）()]{1,12}[)）]$")
MOST_COLUMNS = 14
LONGEST_PART = 4
LONGEST_UNKNOWN = 14
MOST_UNKNOWN = 4
"""Unknown headings in a row (建设性质, 建设规模, 总投资, 资金来源) before a known one."""
FEWEST_OF_PROJECTS = 3
"""Columns of a table of projects: 项目名称, 建设内容, 建设年限."""
FEWEST_YEARS = 2
REPEATABLE = frozenset(
    {ColumnKind.VALUE, ColumnKind.UNITS, ColumnKind.NAME, ColumnKind.TASK, ColumnKind.CATEGORY}
)
"""Kinds of which a table may have several columns."""
WHOLE_HEADINGS = frozenset({ColumnKind.TASK, ColumnKind.CATEGORY, ColumnKind.UNITS})
"""Kinds whose headings are whole where another heading follows: "具体举措", "牵头单位" are two columns."""


@dataclass(frozen=True, slots=True)
class Header:
    """Headings in ``lines[start:end]``: their words and kinds, ``None`` where a heading is not known."""

    start: int
    end: int
    kinds: tuple[ColumnKind | None, ...]
    titles: tuple[RepairedText, ...]

    @property
    def number_column(self) -> int | None:
        return self.kinds.index(ColumnKind.NUMBER) if ColumnKind.NUMBER in self.kinds else None

    def lines(self, lines: Sequence[Line]) -> list[str]:
        """The header's lines, as a page border may repeat them."""
        return [line.text for line in lines[self.start : self.end]]

    def with_years_in_place(self) -> Header:
        """A heading over years ("指标值") whose years stand behind the headings at its side ("属性") gives its place to them."""
        dated = [
            kind is ColumnKind.VALUE and bool(YEAR.search(title.text))
            for kind, title in zip(self.kinds, self.titles, strict=True)
        ]
        first = next((at for at in range(len(dated)) if all(dated[at:])), len(dated))
        over = [at for at in range(first - 1) if self.kinds[at] is ColumnKind.VALUE]
        if len(dated) - first < FEWEST_YEARS or len(over) != 1 or any(dated[:first]):
            return self
        at = over[0]
        kinds, titles = self.kinds, self.titles
        return replace(
            self,
            kinds=(*kinds[:at], *kinds[first:], *kinds[at + 1 : first]),
            titles=(*titles[:at], *titles[first:], *titles[at + 1 : first]),
        )

    def without_last(self, lines: Sequence[Line]) -> Header:
        """The header without its last heading, which may be the first row's name ("老旧小区改造工程")."""
        taken = 1 if lines[self.end - 1].text == self.titles[-1].text else 2
        return replace(self, end=self.end - taken, kinds=self.kinds[:-1], titles=self.titles[:-1])

    def without_spanning(self) -> Header | None:
        """The header without a heading that may have stood over the next two ("规划目标" over "2022年", "2025年"), or
        ``None`` where there is none such."""
        for index in range(len(self.kinds) - 2):
            spanning, *below = self.titles[index : index + 3]
            values = self.kinds[index : index + 3] == (ColumnKind.VALUE,) * 3
            if values and not YEAR.search(spanning.text) and all(YEAR.search(title.text) for title in below):
                return replace(
                    self,
                    kinds=self.kinds[:index] + self.kinds[index + 1 :],
                    titles=self.titles[:index] + self.titles[index + 1 :],
                )
        return None


def is_row_number(text: str, number: int) -> bool:
    """Whether a line is the number of this row: 3, （3）, 03."""
    match = ROW_NUMBER.match(text)
    return match is not None and int(match[1]) == number


def read_header(lines: Sequence[Line], start: int) -> Header | None:
    """The headings that begin at a line, or ``None`` where no table begins."""
    kinds: list[ColumnKind | None] = []
    titles: list[RepairedText] = []
    end = start
    while end < len(lines) and len(kinds) < MOST_COLUMNS:
        line = lines[end]
        if "\t" in line.text:
            break
        if kinds and IN_BRACKETS.match(line.text) and column_kind(titles[-1].text + line.text) is kinds[-1]:
            titles[-1] = RepairedText.join([titles[-1], line.words])
            end += 1
            continue
        kind, taken = (ColumnKind.VALUE, 2) if _is_year_in_two(lines, end) else _kind_at(lines, end, kinds)
        if kind is None and not _is_unknown_heading(lines, end, kinds):
            break
        if kind is not None and kind in kinds and kind not in REPEATABLE:
            break
        if kind is ColumnKind.NUMBER and kinds == [ColumnKind.TASK]:
            break  # "…三年行动工作清单" over "序号": the document's title, no column
        kinds.append(kind)
        titles.append(RepairedText.join([part.words for part in lines[end : end + taken]]))
        end += taken
    header = Header(start, end, tuple(kinds), tuple(titles)).with_years_in_place()
    return header if _is_header(header) else None


def _kind_at(
    lines: Sequence[Line], at: int, kinds: Sequence[ColumnKind | None]
) -> tuple[ColumnKind | None, int]:
    """The kind of the heading at a line and how many lines it takes: "指标" + "属性" is one heading where the names have
    their column already, "责任" + "单位" always."""
    kind = column_kind(lines[at].text)
    if at + 1 < len(lines) and max(len(lines[at].text), len(lines[at + 1].text)) <= LONGEST_PART:
        both = column_kind(lines[at].text + lines[at + 1].text)
        two = kind in WHOLE_HEADINGS and column_kind(lines[at + 1].text) is not None
        if both is not None and not two and (kind is None or (kind in kinds and both is not kind)):
            return both, 2
    return kind, 1


def _is_year_in_two(lines: Sequence[Line], at: int) -> bool:
    """ "2020年" + "实际" where another such pair stands beside it: "2025年" + "目标"."""
    return _is_year_and_word(lines, at) and (
        _is_year_and_word(lines, at + 2) or _is_year_and_word(lines, at - 2)
    )


def _is_year_and_word(lines: Sequence[Line], at: int) -> bool:
    if not 0 <= at < len(lines) - 1:
        return False
    year, word = lines[at].text, lines[at + 1].text
    return (
        bool(BARE_YEAR.match(year))
        and len(word) <= LONGEST_PART
        and not YEAR.search(word)
        and column_kind(year + word) is ColumnKind.VALUE
    )


def _is_unknown_heading(lines: Sequence[Line], index: int, kinds: Sequence[ColumnKind | None]) -> bool:
    """A short unknown heading between known ones of a numbered table or a table of projects, or one of a few in a row."""
    if not {ColumnKind.NUMBER, ColumnKind.NAME, ColumnKind.TASK} & set(kinds):
        return False
    measured = HEADING_MEASURE.search(lines[index].text)
    if ColumnKind.VALUE not in kinds and measured and is_measure(measured["measure"]):  # 总投资（万元）
        return len(lines[index].text) <= LONGEST_UNKNOWN
    for line in lines[index : index + MOST_UNKNOWN + 1]:
        kind = column_kind(line.text)
        if kind is not None:  # without numbers "2022—2024年" may be the first project's
            return ColumnKind.NUMBER in kinds or kind is not ColumnKind.VALUE
        if not _is_short_heading(line.text):
            return False
    return False


def _is_short_heading(text: str) -> bool:
    return (
        len(text) <= LONGEST_UNKNOWN
        and not ROW_NUMBER.match(text)
        and not NUMBERED.match(text)
        and not SENTENCE_END.search(text)
    )


def _is_header(header: Header) -> bool:
    kinds = set(header.kinds)
    if header.kinds and header.kinds[0] is None:
        return False
    named = kinds & {ColumnKind.NAME, ColumnKind.TASK, ColumnKind.CATEGORY, ColumnKind.TARGET}
    if ColumnKind.NUMBER in kinds:
        return bool(named) and len(header.kinds) >= 2
    if ColumnKind.UNITS in kinds:
        return bool(named)
    if ColumnKind.DEADLINE in kinds:
        return bool(named) and len(header.kinds) >= FEWEST_OF_PROJECTS
    return bool(named) and ColumnKind.VALUE in kinds and len(header.kinds) >= 3

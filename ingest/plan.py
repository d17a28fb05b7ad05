"""The domain: what a plan document says, and where it says it.

Every record keeps the position of its words (``source``) in the text of the file *as it was read*, before any repair,
and beside it the words after repair (``text``, ``quote``). What a document does not say is ``None`` or empty, never a guess.
This module imports no framework.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file: half-open character offsets into its decoded text as it was read.

    ``page`` counts from 1 where the format has pages, else ``None``.
    """

    start: int
    end: int
    page: int | None = None


Origin = tuple[tuple[int, int], ...]
"""Where the characters of a record's text come from: runs of (offset in the text, offset in the source), ascending."""


def place_of(origin: Origin, start: int, end: int, whole: Span) -> Span:
    """The place of ``text[start:end]`` of a record whose text has this origin; ``whole`` where that is not known."""
    if not origin or end <= start:
        return whole
    return Span(_source_offset(origin, start), _source_offset(origin, end - 1) + 1, whole.page)


def _source_offset(origin: Origin, offset: int) -> int:
    run = bisect_right(origin, offset, key=lambda pair: pair[0]) - 1
    text_offset, source_offset = origin[max(run, 0)]
    return source_offset + offset - text_offset


def in_title_marks(title: str) -> str:
    """A title in 《》, titles within it in 〈〉, as the standard for punctuation (GB/T 15834) has it."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


class PlanStatus(StrEnum):
    """有效性 of a document."""

    IN_FORCE = "in_force"
    DRAFT = "draft"
    REPEALED = "repealed"
    """失效、废止、停止执行"""
    UNKNOWN = "unknown"


class Level(StrEnum):
    """Administrative level (行政层级) of the government a plan belongs to."""

    NATIONAL = "国家"
    PROVINCE = "省"
    CITY = "市"
    COUNTY = "区县"
    UNKNOWN = ""


class Role(StrEnum):
    """What a unit does for a task."""

    RESPONSIBLE = "responsible"
    """责任单位、牵头单位"""
    COOPERATING = "cooperating"
    """配合单位、参与单位"""


class Basis(StrEnum):
    """Whether the document states a role, or only its order of names suggests it."""

    STATED = "stated"
    INFERRED = "inferred"


class RecordType(StrEnum):
    """The kinds of record that an answer may cite."""

    TASK = "task"
    INDICATOR = "indicator"
    COMMITMENT = "commitment"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Plan:
    """Front matter of one document (文件要素).

    ``id`` names the plan in the library; ``region`` is the short place name as people say it ("临溪区"), ``region_path``
    the full one from the largest place down as far as the document tells ("云陵市", "临溪区"). ``period`` is the first and
    last year; ``issued`` (成文日期) and ``published`` (发布日期) are ISO dates.
    """

    id: str
    title: str
    region: str
    level: Level
    issuer: str | None
    document_number: str | None
    issued: str | None
    published: str | None
    period: tuple[int, int] | None
    status: PlanStatus
    based_on: tuple[str, ...]
    file: str
    sha256: str
    region_path: tuple[str, ...] = ()
    title_source: Span | None = None
    field_sources: Mapping[str, Span] = field(default_factory=dict)
    """Where a front-matter value stands, by field name: "document_number", "issued", "published", "issuer", …"""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (章、节、一、（一）…). ``path`` ends with this heading itself; ``level`` counts from 1.

    ``restored`` is true where the source lost the heading's number and it was put back from its neighbours.
    """

    number: str
    title: str
    level: int
    path: tuple[str, ...]
    source: Span
    restored: bool = False


@dataclass(frozen=True, slots=True)
class UnitAssignment:
    """A unit (单位) in a role, by the name the document uses; ``source`` is the place of the name."""

    name: str
    role: Role
    basis: Basis
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A task (任务事项): a titled paragraph of a measures section or a row of a responsibility list.

    ``units_open`` is true where the list of units ends in words such as 等相关部门. ``units`` is empty where the document
    names none. ``text`` is the whole text after repair, title included, unit list excluded; ``measures`` are its sentences
    or 一是/二是 parts. ``source`` covers text and units; ``units_source`` the words that name the units.
    """

    id: str
    section: tuple[str, ...]
    number: str | None
    title: str
    text: str
    measures: tuple[str, ...]
    units: tuple[UnitAssignment, ...]
    source: Span
    deadline: str | None = None
    units_open: bool = False
    units_source: Span | None = None
    units_text: str = ""
    """The words that name the units, after repair ("责任单位：…；配合单位：…"), empty where there are none."""
    origin: Origin = ()
    deadline_source: Span | None = None
    """The cell that states the deadline; ``None`` where text or units state it."""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row of an indicator table (指标). Values are strings exactly as printed, by column ("2020", "2025", "属性" apart).

    A row that states its target as a sentence has it in ``text`` and an empty ``values``. ``is_result`` marks tables that
    report the past period instead of setting targets. ``table`` is the table's caption, ``name`` the name without the unit
    of measure in brackets.
    """

    id: str
    table: str
    no: str | None
    category: str | None
    name: str
    unit: str | None
    values: Mapping[str, str]
    attribute: str | None
    text: str
    source: Span
    section: tuple[str, ...] = ()
    is_result: bool = False
    header: tuple[str, ...] = ()
    """The headings over the row's cells, as printed: "序号", "指标名称", "2020年", …"""
    cells: tuple[str, ...] = ()
    """The row's cells under those headings, as printed."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """A numeric commitment in running text or a box: 建成…10家, 压缩至1个工作日以内.

    ``what`` is the thing counted or measured, ``op`` one of "=", ">=", "<=", ">", "<", "+" (increase by), "-" (decrease by),
    ``value`` and ``unit`` as printed, ``deadline`` the year or date words ("2025年", "每年") that govern it. ``is_result`` marks
    figures that report the past.
    """

    id: str
    section: tuple[str, ...]
    text: str
    what: str
    op: str
    value: str
    unit: str | None
    deadline: str | None
    source: Span
    is_result: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """专栏: a numbered side text or table."""

    no: str
    title: str
    source: Span
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text for citing and embedding: one paragraph, or whole sentences of one, with its heading path."""

    id: str
    section: tuple[str, ...]
    text: str
    source: Span
    origin: Origin = ()
    task_id: str | None = None
    """The task whose text this is a piece of, where a long task was cut."""


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something a reader of the report should know; ``code`` is stable and English, ``message`` Chinese."""

    code: str
    message: str
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class PlanRecords:
    """Everything that was read out of one file."""

    plan: Plan
    source_text: str
    """The file's decoded text as it was read: every ``Span`` counts its characters."""
    sections: tuple[Section, ...] = ()
    tasks: tuple[TaskItem, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    boxes: tuple[Box, ...] = ()
    passages: tuple[Passage, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    repairs: Mapping[str, int] = field(default_factory=dict)
    """How often each named repair was applied."""
    unclaimed: tuple[Span, ...] = ()
    """Lines of the source that ended up in no record."""
    page_starts: tuple[int, ...] = ()
    """The offset in ``source_text`` at which each page begins; empty where the format has no pages."""

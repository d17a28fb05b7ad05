"""What the steps hand on: a frozen ``Turn`` that only grows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from assistant.answer import AnswerStatus, Clarification, Question
from assistant.answering.understanding.rank_asked import Rank
from ingest.plan import Basis, Commitment, IndicatorRow, Passage, Plan, RecordType, Role, Span, TaskItem

FOLLOWS = " → "
"""Stands between the questions that a follow-up was put together from."""


class Kind(StrEnum):
    """What is asked for."""

    INDICATOR = "indicator"
    """某指标的数值、属性、变化"""
    INDICATOR_LIST = "indicator_list"
    """有哪些（约束性）指标"""
    TASK_UNITS = "task_units"
    """某任务谁牵头、谁配合"""
    UNIT_TASKS = "unit_tasks"
    """某单位有哪些任务"""
    CONTENT = "content"
    """关于某事怎么规定"""
    MENTIONS = "mentions"
    """哪些地方提到某事"""
    PLAN_FACT = "plan_fact"
    """文号、日期、发布机构、依据、结构"""
    PLAN_LIST = "plan_list"
    """库里有哪些规划"""
    PART = "part"
    """某章、某专栏写了什么"""
    DUE = "due"
    """某年前要完成什么"""
    ITEMS = "items"
    """前面答复里的条目：第三个、它、其中……"""
    GREETING = "greeting"
    THANKS = "thanks"
    CAPABILITIES = "capabilities"
    OUT_OF_SCOPE = "out_of_scope"
    EMPTY = "empty"


SMALL_TALK = frozenset({Kind.GREETING, Kind.THANKS, Kind.CAPABILITIES, Kind.OUT_OF_SCOPE, Kind.EMPTY})


class Aspect(StrEnum):
    """What is asked of items that an earlier answer showed."""

    SHOW = "show"
    """说一说这一项"""
    UNITS = "units"
    """谁负责"""
    DEADLINE = "deadline"
    """什么时候完成"""
    WORDING = "wording"
    """原文怎么写"""
    SOURCE = "source"
    """出处在哪"""
    COUNT = "count"
    """一共几项"""
    REASON = "reason"
    """为什么"""
    MORE = "more"
    """还有吗"""
    NARROW = "narrow"
    """其中哪些"""


@dataclass(frozen=True, slots=True)
class Item:
    """A record that an answer showed, or a heading (``section``), which is no record of its own."""

    plan_id: str
    record_id: str
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question taken apart. Strings are folded words unless said otherwise.

    ``text`` is the question as it was understood, with what a follow-up left out put back. ``places`` are ids of plans whose
    place or title is named, ``unknown_places`` place words that no plan in the library belongs to. ``topic`` is what is
    left when places, years, units and question words are taken away; ``words`` its content words.
    """

    kind: Kind
    text: str
    places: tuple[str, ...] = ()
    place_words: tuple[str, ...] = ()
    unknown_places: tuple[str, ...] = ()
    places_above: tuple[str, ...] = ()
    """Places over those of some plans that have no plan of their own."""
    years: tuple[str, ...] = ()
    role: Role | None = None
    attribute: str | None = None
    units: tuple[str, ...] = ()
    """Unit names as the question says them."""
    topic: str = ""
    words: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    """Names of front-matter facts that are asked for: "document_number", "issued", …"""
    compare: str | None = None
    """"change", "highest", "lowest", "difference" where the question asks for a calculation or comparison."""
    rank: Rank | None = None
    """Which places of an order are asked for, where the question says 第二高的 or 前三名."""
    ordinal: int | None = None
    """Which item of the list (from 1), where the question says 第三个."""
    step: int = 0
    """How many items further than the previous answer's, where the question says 下一项."""
    follows: bool = False
    place_taken_over: bool = False
    """Whether the places are those of the conversation: the question itself names none."""
    aspect: Aspect | None = None
    """What is asked of ``items``; both only where the kind is ``ITEMS``."""
    items: tuple[Item, ...] = ()
    """The items asked about; empty where the earlier list has none so far on."""
    listed: tuple[Item, ...] = ()
    """The list that they were picked from, in the order in which it was shown."""
    listed_by: Kind | None = None
    """The kind of the question that showed the list."""
    page: int = 0
    """Of a long list that part is shown: the first, and with each 还有吗 the next."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which plans may answer. ``named`` is true where the question or the caller fixed a place."""

    plan_ids: tuple[str, ...]
    named: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """A place in a plan that a statement rests on."""

    plan: Plan
    record_type: RecordType
    record_id: str
    section: tuple[str, ...]
    quote: str
    source: Span


@dataclass(frozen=True, slots=True)
class FoundRow:
    """An indicator row, or the clause of a row that states its target as a sentence. ``exact``: it is what was asked for."""

    plan: Plan
    row: IndicatorRow
    exact: bool
    score: float
    clause: str = ""
    asked: str = ""
    """Of several indicators in one question the one that this row answers."""


@dataclass(frozen=True, slots=True)
class FoundCommitment:
    plan: Plan
    commitment: Commitment
    score: float


@dataclass(frozen=True, slots=True)
class FoundTask:
    """A task that fits, with the role and name under which the asked unit stands in it (``None`` where none was asked)."""

    plan: Plan
    task: TaskItem
    score: float
    role: Role | None = None
    basis: Basis | None = None
    unit: str | None = None
    asked: str | None = None
    """The unit's name as the question said it."""
    former: bool = False
    """Whether the asked name is one that a reorganisation ended."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the catalogue gave."""

    rows: tuple[FoundRow, ...] = ()
    commitments: tuple[FoundCommitment, ...] = ()
    tasks: tuple[FoundTask, ...] = ()
    near_rows: tuple[FoundRow, ...] = ()
    """Rows that are close to what was asked, but not it."""
    unit_known: bool = True
    """False where the question names a unit that stands in no plan in scope."""
    meant: str = ""
    """The indicator's name that a name with one wrong character was taken for."""
    about: str = ""
    """The matter to which a list of tasks was narrowed."""
    missing: tuple[str, ...] = ()
    """Of several indicators in one question those that no plan in scope has."""

    @property
    def any(self) -> bool:
        return bool(self.rows or self.commitments or self.tasks)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record found by search. ``relevance`` is 0..1: the share of the question's content words that it covers, weighted."""

    plan: Plan
    record: TaskItem | Passage | IndicatorRow | Commitment
    record_type: RecordType
    score: float
    relevance: float
    dense_rank: int | None = None
    """Place in the dense search, from 0, where it was found there."""
    nearness: float = 0.0
    """How near in meaning its nearest sentence is to the question, as a cosine; 0 where its words suffice to tell."""


@dataclass(frozen=True, slots=True)
class UnitClaim:
    name: str
    role: Role
    basis: Basis
    task: str


@dataclass(frozen=True, slots=True)
class IndicatorClaim:
    name: str
    unit: str | None
    values: Mapping[str, str]
    attribute: str | None
    plan: Plan


class StatementKind(StrEnum):
    FACT = "fact"
    """Says something that stands in its refs; it is checked."""
    LEAD = "lead"
    """A heading, a reply or a line that introduces others: no fact of a plan in it."""
    COUNT = "count"
    """Says how many items follow; ``counted`` says how many."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an answer: Markdown without marks, and what it rests on."""

    text: str
    refs: tuple[Ref, ...] = ()
    kind: StatementKind = StatementKind.FACT
    units: tuple[UnitClaim, ...] = ()
    indicators: tuple[IndicatorClaim, ...] = ()
    counted: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before its marks are numbered."""

    status: AnswerStatus
    statements: tuple[Statement, ...]
    clarification: Clarification | None = None
    may_be_worded: bool = False
    """True for content answers, which a language model may put into better words."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the language model made of the draft: ``text`` are the sentences that passed, with marks, up to the first that
    did not (then ``rejected`` says why, in Chinese)."""

    text: str = ""
    model: str = ""
    rejected: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question on its way to an answer."""

    question: Question
    understanding: Understanding | None = None
    scope: Scope | None = None
    facts: Facts = Facts()
    evidence: tuple[Evidence, ...] = ()
    draft: Draft | None = None
    wording: Wording | None = None
    result: Draft | None = None
    """The draft after the check; set by the last step."""
    earlier: Turn | None = None
    """The answered turn that this one leans on."""
    trace: Mapping[str, Any] = field(default_factory=dict)

    def grow(self, step: str, trace: Any, **found: Any) -> Turn:
        """This turn with what a step found, and its line in the trace."""
        return replace(self, trace={**self.trace, step: trace}, **found)

    @property
    def asked(self) -> Understanding:
        if self.understanding is None:
            raise RuntimeError("understand_question has not run")
        return self.understanding

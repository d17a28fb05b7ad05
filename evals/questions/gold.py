"""A gold question: what is asked, what a right answer says, what it must not say, and where the plan says it.

The models are the schema that ``evals/gold/questions.schema.json`` publishes. One file holds one JSON object a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from assistant.answer import AnswerStatus
from evals.words import Words
from ingest.plan import Basis, Role

GOLD_FOLDER = Path(__file__).parent.parent / "gold"
QUESTION_FOLDER = GOLD_FOLDER / "questions"
HELD_BACK_FOLDER = GOLD_FOLDER / "held_back"
"""Questions in other words that nobody tunes on: they show what the asked ones no longer do."""
SCHEMA_FILE = GOLD_FOLDER / "questions.schema.json"
LIBRARIES_FILE = GOLD_FOLDER / "libraries.json"
_PROBLEMS_NAMED = 3
"""Of one malformed line."""


class QuestionKind(StrEnum):
    """The kinds of question (题型)."""

    INDICATOR = "indicator"
    """指标"""
    TASK_UNITS = "task_units"
    """任务由谁负责"""
    UNIT_TASKS = "unit_tasks"
    """单位有哪些任务"""
    CONTENT = "content"
    """怎么规定的"""
    ACROSS = "across"
    """跨规划比较"""
    ABOUT_PLAN = "about_plan"
    """文件要素"""
    FOLLOW_UP = "follow_up"
    """追问"""
    UNCLEAR = "unclear"
    """需要问清"""
    NOT_IN_PLANS = "not_in_plans"
    """规划里没有"""
    SMALL_TALK = "small_talk"
    """寒暄与范围外"""


class Gold(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Turn(Gold):
    question: str
    answer: str


class Value(Gold):
    """A value that a right answer states. ``value`` as printed in the plan; what is ``None`` is not judged.

    ``name`` is the indicator's, so that a structured answer can be compared field by field. ``computed`` marks a result that
    the plan does not print (a difference, a growth rate).
    """

    value: Words
    unit: str | None = None
    year: str | None = None
    attribute: str | None = None
    name: Words | None = None
    region: str | None = None
    computed: bool = False
    accept: tuple[str, ...] = ()


class Unit(Gold):
    """A unit that a right answer names in this role. ``basis`` is not judged where it is ``None``."""

    name: Words
    role: Role
    basis: Basis | None = None
    accept: tuple[Words, ...] = ()


class Item(Gold):
    """An item of a complete list: words that name it, or any of ``accept``."""

    words: Words
    accept: tuple[Words, ...] = ()


class Place(Gold):
    """A place in a plan: ``anchor`` is a short run of its own words, ``item`` the row's or task's name."""

    plan: str
    section: Words | None = None
    item: Words | None = None
    anchor: Words


class Expectation(Gold):
    """What a right answer is. Empty parts are not judged.

    ``status`` lists every right status. ``units`` must all be named; ``also_units`` may be; any other unit is wrong.
    ``items`` is a complete list: what is missing and what is extra counts, and ``count`` is its length where that may be stated
    ("共 12 项"). ``phrases`` are key facts, each a list of acceptable wordings. ``must_not`` are words or values that make an
    answer wrong. ``options`` should be offered when asking back.
    """

    status: tuple[AnswerStatus, ...] = (AnswerStatus.ANSWERED,)
    values: tuple[Value, ...] = ()
    units: tuple[Unit, ...] = ()
    also_units: tuple[Unit, ...] = ()
    no_units: bool = False
    items: tuple[Item, ...] = ()
    also_items: tuple[Item, ...] = ()
    phrases: tuple[tuple[Words, ...], ...] = ()
    must_not: tuple[Words, ...] = ()
    options: tuple[str, ...] = ()


class GoldQuestion(Gold):
    """One question. ``region`` and ``plans`` are sent as the caller's scope; ``library`` names the set of plans it is made
    for; ``evidence`` are the places to cite, ``also_evidence`` places that may be cited too."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    kind: QuestionKind
    library: str
    question: str
    region: str | None = None
    plans: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    expect: Expectation
    evidence: tuple[Place, ...] = ()
    also_evidence: tuple[Place, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> GoldQuestion:
        if self.kind is QuestionKind.FOLLOW_UP and not self.history:
            raise ValueError("追问要有它所接的上文（history）")
        answered = AnswerStatus.ANSWERED in self.expect.status
        if (
            answered
            and self.kind is not QuestionKind.SMALL_TALK
            and not self.evidence
            and not self.expect.items
        ):
            raise ValueError("能作答的题要有依据（evidence）")
        return self

    @property
    def answerable(self) -> bool:
        """Whether only an answer is right: neither a refusal nor a question back."""
        return self.expect.status == (AnswerStatus.ANSWERED,)

    @property
    def plan_ids(self) -> tuple[str, ...]:
        """The plans that the evidence stands in, each once."""
        return tuple(dict.fromkeys(place.plan for place in self.evidence))


class GoldFileError(ValueError):
    """Questions that cannot be had or asked; the message says in Chinese which file, line and field or question it is."""


def load_questions(path: Path = QUESTION_FOLDER) -> Iterator[GoldQuestion]:
    """The questions of a file, or of every file of a folder, in order. Raises :class:`GoldFileError`."""
    found = [path] if path.is_file() else sorted(path.glob("*.jsonl"))
    if not found and any(path.rglob("*.jsonl")):
        raise GoldFileError(f"文件夹“{path}”里没有题目文件（*.jsonl），它的子文件夹里有：请写明是哪一个。")
    for file in found:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                yield GoldQuestion.model_validate_json(line)
            except ValidationError as error:
                wrong = "；".join(_said(problem) for problem in error.errors()[:_PROBLEMS_NAMED])
                raise GoldFileError(f"{file.name} 第 {number} 行不是一道题：{wrong}") from error


def _said(problem: ErrorDetails) -> str:
    """缺少 expect · 没有 foo 这个字段 · evidence.0.anchor 的值不对"""
    field = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "missing":
        return f"缺少 {field}"
    if problem["type"] == "extra_forbidden":
        return f"没有 {field} 这个字段"
    if problem["type"] == "json_invalid":
        return "不是 JSON"
    return f"{field} 的值不对" if field else str(problem["msg"]).removeprefix("Value error, ")


def load_libraries(path: Path = LIBRARIES_FILE) -> Mapping[str, frozenset[str]]:
    """The ids of the plans that each set of plans holds."""
    content: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return {name: frozenset(ids) for name, ids in content.items()}


def libraries_for(gold: Path) -> Mapping[str, frozenset[str]]:
    """The shipped sets of plans, and those that ``libraries.json`` beside one's own questions names."""
    own = (gold if gold.is_dir() else gold.parent) / LIBRARIES_FILE.name
    return {**load_libraries(), **(load_libraries(own) if own.exists() else {})}


def question_schema() -> dict[str, Any]:
    """The JSON schema of one line."""
    return GoldQuestion.model_json_schema()

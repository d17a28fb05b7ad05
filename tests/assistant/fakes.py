"""A library in memory and a pipeline with set answers: what the doors are tested on, apart from reading and searching."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from assistant.answer import (
    Answer,
    AnswerEvent,
    AnswerStatus,
    Citation,
    Clarification,
    EventKind,
    IndicatorInAnswer,
    Question,
    UnitInAnswer,
)
from assistant.answer_log import AnswerLog
from assistant.answering.turn import Turn
from assistant.service import Assistant
from assistant.settings import QuestionLimits
from ingest.errors import FileMissing, PlanNotFound
from ingest.library.results import FileOutcome, Hit, IngestReport, PlanCard
from ingest.plan import Commitment, IndicatorRow, Passage, Plan, PlanRecords, RecordType, Section, TaskItem
from tests.assistant.sample_plans import qinghe, yunling

if TYPE_CHECKING:
    from ingest.library import Library


class MemoryLibrary:
    """Plans in a dict. Ingesting a file makes a plan out of its first line."""

    def __init__(self, *records: PlanRecords) -> None:
        self._records = {one.plan.id: one for one in records}
        self.closed = False

    @property
    def version(self) -> str:
        return str(len(self._records))

    def plans(self) -> tuple[PlanCard, ...]:
        return tuple(self.plan(plan_id) for plan_id in self._records)

    def plan(self, plan_id: str) -> PlanCard:
        one = self.records(plan_id)
        kinds = ("sections", "tasks", "indicators", "commitments", "boxes", "passages", "warnings")
        return PlanCard(
            one.plan, {kind: len(getattr(one, kind)) for kind in kinds}, "2026-01-01T00:00:00+00:00"
        )

    def records(self, plan_id: str) -> PlanRecords:
        if plan_id not in self._records:
            raise PlanNotFound(f"库里没有编号为 {plan_id} 的规划。")
        return self._records[plan_id]

    def source_text(self, plan_id: str) -> str:
        return self.records(plan_id).source_text

    def _chosen(self, plan_ids: Sequence[str] | None) -> list[PlanRecords]:
        return [one for key, one in self._records.items() if plan_ids is None or key in plan_ids]

    def tasks(self, plan_ids: Sequence[str] | None = None) -> tuple[tuple[Plan, TaskItem], ...]:
        return tuple((one.plan, item) for one in self._chosen(plan_ids) for item in one.tasks)

    def indicators(self, plan_ids: Sequence[str] | None = None) -> tuple[tuple[Plan, IndicatorRow], ...]:
        return tuple((one.plan, item) for one in self._chosen(plan_ids) for item in one.indicators)

    def commitments(self, plan_ids: Sequence[str] | None = None) -> tuple[tuple[Plan, Commitment], ...]:
        return tuple((one.plan, item) for one in self._chosen(plan_ids) for item in one.commitments)

    def passages(self, plan_ids: Sequence[str] | None = None) -> tuple[tuple[Plan, Passage], ...]:
        return tuple((one.plan, item) for one in self._chosen(plan_ids) for item in one.passages)

    def sections(self, plan_ids: Sequence[str] | None = None) -> tuple[tuple[Plan, Section], ...]:
        return tuple((one.plan, item) for one in self._chosen(plan_ids) for item in one.sections)

    def unit_names(self) -> Mapping[str, frozenset[str]]:
        return {unit.name: frozenset({plan.id}) for plan, task in self.tasks() for unit in task.units}

    def indicator_names(self) -> Mapping[str, frozenset[str]]:
        return {row.name: frozenset({plan.id}) for plan, row in self.indicators()}

    def indicators_named(self, names: Collection[str]) -> list[tuple[str, IndicatorRow]]:
        return [(plan.id, row) for plan, row in self.indicators() if row.name in names]

    def search_dense(
        self,
        query: str,
        *,
        k: int,
        plan_ids: Sequence[str] | None = None,
        record_types: Collection[RecordType] | None = None,
    ) -> list[Hit]:
        return []

    search_keyword = search_dense

    def nearness(self, query: str, texts: Sequence[str]) -> list[float]:
        return [0.0 for _ in texts]

    def warm_up(self) -> None:
        """Nothing is loaded."""

    def ingest(self, paths: Sequence[Path], *, progress: object = None, again: bool = False) -> IngestReport:
        outcomes = []
        for path in paths:
            try:
                title = path.read_text(encoding="utf-8").splitlines()[0]
            except (UnicodeDecodeError, IndexError):
                error = FileMissing("读不出文字。")
                outcomes.append(
                    FileOutcome(
                        path.name, "failed", None, None, {}, (), {}, 0, error.user_message, "undecodable_text"
                    )
                )
                continue
            outcomes.append(FileOutcome(path.name, "added", path.stem, title, {"tasks": 0}, (), {}, 0))
        return IngestReport(tuple(outcomes), 0.1, 0.2, 0.3, 0)

    def remove(self, plan_id: str) -> None:
        self.records(plan_id)
        del self._records[plan_id]

    def close(self) -> None:
        self.closed = True


class SetAnswers:
    """A pipeline with three answers: a clarification for "哪里", not found for "没有", the units of a task for the rest.

    "出错" raises; "同时" waits until two such questions are being answered; ``asked`` keeps the questions as they came.
    """

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self._both = threading.Barrier(2, timeout=60)

    def invoke(self, question: Question, /) -> Answer:
        self.asked.append(question)
        if "出错" in question.text:
            raise RuntimeError("a planted failure")
        if "同时" in question.text:
            self._both.wait()
        if "哪里" in question.text:
            return Answer(
                id="",
                conversation_id="",
                status=AnswerStatus.CLARIFY,
                answer="请问是哪个地区？",
                clarification=Clarification("请问是哪个地区？", ("云陵市", "青禾县")),
            )
        if "没有" in question.text:
            return Answer(
                id="", conversation_id="", status=AnswerStatus.NOT_FOUND, answer="规划里没有找到相关内容。"
            )
        return units_answer()

    def run_to(self, question: Question, step: str) -> Turn:
        self.asked.append(question)
        return Turn(question, trace={step: "nothing found"})

    def answer_stream(self, question: Question) -> Iterator[AnswerEvent]:
        yield AnswerEvent(EventKind.STATUS, "正在查找")
        answer = self.invoke(question)
        middle = len(answer.answer) // 2
        yield AnswerEvent(EventKind.DELTA, answer.answer[:middle])
        yield AnswerEvent(EventKind.DELTA, answer.answer[middle:])
        yield AnswerEvent(EventKind.ANSWER, answer=answer)


def units_answer() -> Answer:
    """Who leads the first task of the sample plan, with its citation, and one indicator."""
    records = yunling()
    task, row = records.tasks[0], records.indicators[0]
    return Answer(
        id="",
        conversation_id="",
        status=AnswerStatus.ANSWERED,
        answer="**推行一窗通办**由市市场监管局牵头，市财政局、市税务局配合[1]；2025年经营主体总量为 18 万户[2]。",
        citations=(
            Citation(
                1,
                "yunling",
                records.plan.title,
                records.plan.region,
                RecordType.TASK,
                task.id,
                task.section,
                task.text,
                records.plan.file,
                task.source,
            ),
            Citation(
                2,
                "yunling",
                records.plan.title,
                records.plan.region,
                RecordType.INDICATOR,
                row.id,
                row.section,
                "经营主体总量（万户） 12.5 18 预期性",
                records.plan.file,
                row.source,
            ),
        ),
        units=tuple(UnitInAnswer(u.name, u.role, u.basis, task.title, 1) for u in task.units),
        indicators=(
            IndicatorInAnswer(
                row.name, row.unit, row.values, row.attribute, "yunling", records.plan.region, 2
            ),
        ),
        trace={"route": "units"},
    )


def fake_assistant(data: Path, *, limits: QuestionLimits | None = None) -> tuple[Assistant, SetAnswers]:
    """A service over the sample plans, with its real answer log in ``data``."""
    pipeline = SetAnswers()
    library = cast("Library", MemoryLibrary(yunling(), qinghe()))
    return Assistant(library, pipeline, AnswerLog(data), limits or QuestionLimits()), pipeline

"""Ask every question, apply every check that fits, keep every record."""

from __future__ import annotations

import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from assistant.answer import Answer, AnswerStatus
from assistant.errors import AssistantError
from evals.answer_json import answer_from_json, answer_to_json
from evals.answerers import Answerer
from evals.checks import CHECKS, DECISIVE, PROCESS, Check, Places
from evals.questions.gold import GoldFileError, GoldQuestion, QuestionKind
from ingest.errors import IngestError


@dataclass(frozen=True, slots=True)
class Record:
    """One question asked: the answer, its scores, and the words of its evidence. ``error`` where nothing came back."""

    question: GoldQuestion
    answer: Answer
    checks: tuple[Check, ...]
    elapsed_ms: float
    evidence: tuple[str, ...] = ()
    error: str | None = None

    @property
    def right(self) -> bool:
        return self.error is None and all(check.passed for check in self.checks if check.name in DECISIVE)

    def score(self, name: str) -> Check | None:
        return next((check for check in self.checks if check.name == name), None)


def judge(question: GoldQuestion, answer: Answer, places: Places) -> tuple[Check, ...]:
    """Every check that fits the case."""
    return tuple(check for function in CHECKS if (check := function(question, answer, places)) is not None)


def ask_and_judge(question: GoldQuestion, answerer: Answerer) -> Record:
    """One record. What the system refuses or fails to answer is a record with an error, never an exception."""
    started = time.perf_counter()
    error = None
    try:
        answer = answerer.ask(question)
    except (AssistantError, IngestError, httpx.HTTPError, ValueError) as failure:
        error = f"{type(failure).__name__}: {failure}"
        answer = Answer(id="", conversation_id="", status=AnswerStatus.NOT_FOUND, answer="")
    elapsed = (time.perf_counter() - started) * 1000
    checks = judge(question, answer, answerer.places)
    wrong = error is not None or any(not check.passed for check in checks if check.name not in PROCESS)
    evidence = tuple(answerer.places.excerpt(place) for place in question.evidence[:8]) if wrong else ()
    return Record(question, answer, checks, elapsed, evidence, error)


def run_questions(
    questions: Sequence[GoldQuestion],
    answerer: Answerer,
    *,
    workers: int = 1,
    done: Mapping[str, Record] | None = None,
    on_record: Callable[[Record], None] = lambda record: None,
) -> list[Record]:
    """Records in the order of the questions. ``done`` are records of an interrupted run, which are not asked again."""
    kept = done or {}

    def one(question: GoldQuestion) -> Record:
        if question.id in kept:
            return kept[question.id]
        record = ask_and_judge(question, answerer)
        on_record(record)
        return record

    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(one, questions))


def askable(
    questions: Iterable[GoldQuestion], plan_ids: frozenset[str], libraries: Mapping[str, frozenset[str]]
) -> Iterator[GoldQuestion]:
    """The questions whose set of plans is the one at hand: every plan of the set is there, and no plan of another set. Raises
    :class:`GoldFileError` for a set that nobody has named."""
    for question in questions:
        if question.library not in libraries:
            raise GoldFileError(
                f"{question.id}：没有叫“{question.library}”的规划组，请在题目文件旁边的 libraries.json 里写明它有哪些规划。"
            )
        wanted = libraries[question.library]
        others = (
            frozenset().union(*(ids for name, ids in libraries.items() if name != question.library)) - wanted
        )
        if wanted <= plan_ids and not others & plan_ids:
            yield question


def why_nothing_is_asked(plan_ids: frozenset[str], libraries: Mapping[str, frozenset[str]]) -> str:
    """A Chinese line for a library that no set of questions fits: of each set, what is missing or one too many."""
    reasons = []
    for name, wanted in libraries.items():
        others = frozenset().union(*libraries.values()) - wanted
        missing, foreign = sorted(wanted - plan_ids), sorted(others & plan_ids)
        parts = [f"缺 {'、'.join(missing)}"] if missing else []
        parts += [f"混有别组的 {'、'.join(foreign)}"] if foreign else []
        reasons.append(f"{name} 这一组{'，'.join(parts) or '没有合乎条件的问题'}")
    return f"没有可问的问题：{'；'.join(reasons)}。"


def stratified(questions: Sequence[GoldQuestion], size: int, seed: int) -> list[GoldQuestion]:
    """About ``size`` questions, each kind in proportion and at least once, the same for the same seed, in the given order."""
    if size >= len(questions):
        return list(questions)
    by_kind: dict[QuestionKind, list[GoldQuestion]] = defaultdict(list)
    for question in questions:
        by_kind[question.kind].append(question)
    chosen: set[str] = set()
    generator = random.Random(seed)
    for group in by_kind.values():
        part = max(1, round(size * len(group) / len(questions)))
        chosen.update(question.id for question in generator.sample(group, min(part, len(group))))
    return [question for question in questions if question.id in chosen]


def record_to_json(record: Record) -> dict[str, Any]:
    return {
        "id": record.question.id,
        "kind": record.question.kind.value,
        "question": record.question.question,
        "right": record.right,
        "checks": [{"name": c.name, "score": c.score, "problems": list(c.problems)} for c in record.checks],
        "elapsed_ms": round(record.elapsed_ms, 1),
        "answer": answer_to_json(record.answer),
        "evidence": list(record.evidence),
        "error": record.error,
    }


def load_records(path: Path, questions: Iterable[GoldQuestion]) -> dict[str, Record]:
    """The records of an earlier run by question id; those of questions that are no longer asked are left out, and those that
    ended in an error: they are asked again."""
    asked = {question.id: question for question in questions}
    records = {}
    for data in _whole_lines(path):
        question = asked.get(data["id"])
        if question is None or question.question != data["question"] or data["error"]:
            continue
        checks = tuple(Check(c["name"], c["score"], tuple(c["problems"])) for c in data["checks"])
        answer = answer_from_json(data["answer"])
        records[question.id] = Record(
            question, answer, checks, data["elapsed_ms"], tuple(data["evidence"]), data["error"]
        )
    return records


def _whole_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a records file; the last one may have been cut short where the run was killed."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, 1):
        try:
            yield json.loads(line)
        except ValueError:
            if number < len(lines):
                raise

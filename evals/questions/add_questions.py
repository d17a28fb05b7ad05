"""Adding questions to a gold folder: read, checked as strictly as the shipped ones, appended."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.gold_documents import open_documents
from evals.questions.gold import GoldQuestion, QuestionKind, load_questions
from evals.questions.sheet import read_sheet
from evals.validate_gold import LONGEST_TEXT, question_problems

ADDED_FILE = "added.jsonl"
DRAFT = "草稿"
"""Notes of drafts begin with this until a person has written what a right answer is."""


def read_questions(path: Path) -> list[GoldQuestion]:
    """The questions of an XLSX or a JSONL file. Raises ``ValueError`` naming file and row."""
    return list(read_sheet(path) if path.suffix.lower() == ".xlsx" else load_questions(path))


def problems_of(
    questions: Sequence[GoldQuestion],
    existing: Iterable[GoldQuestion],
    libraries: Mapping[str, frozenset[str]],
    plans: Path | None = None,
) -> Iterator[str]:
    """What stands against adding the questions. With ``plans`` anchors, values and units are looked for in the files."""
    taken = {question.id for question in existing}
    documents = open_documents(plans) if plans else {}
    for question in questions:
        if question.id in taken:
            yield f"{question.id}：这个编号已经有了"
        taken.add(question.id)
        if question.library not in libraries:
            yield f"{question.id}：没有叫“{question.library}”的规划组"
        if question.note.startswith(DRAFT):
            yield f"{question.id}：还是草稿，请写好期望的答案并删去备注开头的“{DRAFT}”"
        if not _expects_something(question):
            yield f"{question.id}：没有写什么样的答案算对"
        if plans:
            yield from question_problems(question, documents)


def _expects_something(question: GoldQuestion) -> bool:
    expect = question.expect
    said = expect.values or expect.units or expect.no_units or expect.items or expect.phrases
    return bool(said) or not question.answerable or question.kind is QuestionKind.SMALL_TALK


def append_questions(questions: Iterable[GoldQuestion], folder: Path) -> Path:
    """Append to the folder's ``added.jsonl``; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / ADDED_FILE
    with file.open("a", encoding="utf-8") as lines:
        for question in questions:
            lines.write(question_line(question) + "\n")
    return file


def question_line(question: GoldQuestion) -> str:
    """One line of JSON, without what is not set; long texts in parts."""
    data = question.model_dump(mode="json", exclude_defaults=True)
    for part in ("expect", "evidence", "also_evidence"):
        if part in data:
            data[part] = _in_parts(data[part])
    data.setdefault("expect", {})
    return json.dumps(data, ensure_ascii=False)


def _in_parts(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return [value[at : at + LONGEST_TEXT] for at in range(0, len(value), LONGEST_TEXT)]
    if isinstance(value, dict):
        return {key: _in_parts(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_in_parts(part) for part in value]
    return value

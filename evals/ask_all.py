"""Asking all questions with a progress bar, every record written at once, so that an interrupted run can go on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.answerers import Answerer
    from evals.questions.gold import GoldQuestion
    from evals.run import Record

RECORDS_FILE = "records.jsonl"
MODEL_RECORDS_FILE = "records-model.jsonl"


def ask_all(
    questions: Sequence[GoldQuestion],
    answerer: Answerer,
    kept: Path,
    *,
    workers: int = 1,
    resume: bool = False,
    title: str = "提问",
) -> list[Record]:
    """Records in the order of the questions; ``kept`` is the file that they are written to as they come.

    With ``resume`` the records that the file holds already are taken over and not asked again.
    """
    from rich.progress import Progress

    from evals.run import load_records, record_to_json, run_questions

    kept.parent.mkdir(parents=True, exist_ok=True)
    done = load_records(kept, questions) if resume and kept.exists() else {}
    with Progress(transient=True) as progress, kept.open("w", encoding="utf-8") as file:
        bar = progress.add_task(title, total=len(questions), completed=len(done))

        def write(record: Record) -> None:
            file.write(json.dumps(record_to_json(record), ensure_ascii=False) + "\n")
            file.flush()

        def keep(record: Record) -> None:
            write(record)
            progress.advance(bar)

        for record in done.values():
            write(record)
        return run_questions(questions, answerer, workers=workers, done=done, on_record=keep)

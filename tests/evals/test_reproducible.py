"""The same questions give the same scores, one after another or side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from evals.cli import app

VARYING = ("elapsed_ms", "id", "conversation_id")


def scores(data: Path, report: Path, *options: str) -> dict[str, Any]:
    """Everything that was kept of a run, by question, without times."""
    run = ["--data", str(data), "--report", str(report), "--sample", "40", *options]
    result = CliRunner().invoke(app, run)
    assert result.exit_code in (0, 1), result.output
    records = {}
    for line in (report / "records.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        answer = {key: part for key, part in record["answer"].items() if key not in (*VARYING, "trace")}
        records[record["id"]] = (record["right"], record["checks"], answer)
    return records


def test_two_runs_and_a_parallel_one_agree(examples_data: Path, tmp_path: Path) -> None:
    first = scores(examples_data, tmp_path / "first")
    assert len(first) >= 35
    assert scores(examples_data, tmp_path / "second") == first
    assert scores(examples_data, tmp_path / "parallel", "--workers", "4") == first
    assert set(scores(examples_data, tmp_path / "other", "--seed", "2")) != set(first)

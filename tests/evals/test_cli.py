"""``plan-assistant eval`` as evaluators type it, over the example plans."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import main
from evals.cli import app
from evals.run import why_nothing_is_asked
from tests.assistant.answering.bad_model_server import model_server, says
from tests.evals.conftest import EXAMPLES


@pytest.fixture
def plan_files(tmp_path: Path) -> Path:
    """The example plans in a folder of their own."""
    folder = tmp_path / "plans"
    folder.mkdir()
    for path in EXAMPLES.iterdir():
        if path.suffix in (".txt", ".md", ".html", ".docx") and path.name != "README.md":
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_answers_are_judged_and_reported(plan_files: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    options = [
        "--plans",
        str(plan_files),
        "--report",
        str(report),
        "--data",
        str(tmp_path / "data"),
        "--sample",
        "20",
    ]
    result = CliRunner().invoke(app, options)
    assert result.exit_code in (0, 1), result.output
    records = [
        json.loads(line) for line in (report / "records.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert 15 <= len(records) <= 30
    assert all(record["error"] is None for record in records)
    assert "问答评测报告" in (report / "report.html").read_text(encoding="utf-8")
    assert "| 指标 | 结果 | 门槛 |" in result.output
    again = CliRunner().invoke(app, ["compare", str(report), str(report)])
    assert f"共同的问题 {len(records)} 个" in again.output


@pytest.mark.parametrize(
    "cut",
    [
        pytest.param("", id="between two questions"),
        pytest.param('{"id": "examples-0', id="while a record was written"),
    ],
)
def test_an_interrupted_run_goes_on(cut: str, examples_data: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    options = ["--report", str(report), "--data", str(examples_data), "--sample", "12"]
    CliRunner().invoke(app, options)
    kept = report / "records.jsonl"
    whole = kept.read_text(encoding="utf-8").splitlines()
    errored = json.dumps({**json.loads(whole[5]), "error": "ConnectError: gone"}, ensure_ascii=False)
    kept.write_text("\n".join([*whole[:5], errored]) + f"\n{cut}", encoding="utf-8")
    before = [json.loads(line)["elapsed_ms"] for line in whole[:5]]
    again = CliRunner().invoke(app, [*options, "--resume"])
    assert again.exit_code in (0, 1), again.output
    records = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert {record["id"] for record in records} == {json.loads(line)["id"] for line in whole}
    assert [record["elapsed_ms"] for record in records[:5]] == before, "what was answered is not asked again"
    assert all(record["error"] is None for record in records), "what failed is"


def test_a_part_is_answered_with_a_model_too(examples_data: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    options = ["--report", str(report), "--data", str(examples_data), "--kinds", "content,indicator"]
    with model_server(says("由区海洋局牵头[1]。")) as address:
        model = ["--llm-base-url", address, "--llm-model", "small"]
        priced = [*options, *model, "--model-part", "15", "--price", "2", "8"]
        result = CliRunner().invoke(app, priced)
    assert result.exit_code in (0, 1), result.output
    whole, part = (
        (report / name).read_text(encoding="utf-8").splitlines()
        for name in ("records.jsonl", "records-model.jsonl")
    )
    assert len(whole) > len(part) >= 10
    assert all(json.loads(line)["answer"]["model"] == "builtin" for line in whole)
    for words in ("## 语言模型：small", "未采用：", "平均每题费用", "用了反而变差的：无"):
        assert words in result.output
    refused = CliRunner().invoke(app, [*options, "--model-part", "5"])
    assert refused.exit_code == 2, "no model is set"


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://127.0.0.1:9/v1/chat/completions"])
def test_an_address_where_nobody_is_is_told(address: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--url", address, "--report", str(tmp_path / "report")])
    assert result.exit_code == 2
    assert f"连不上 {address}" in result.output


def test_a_library_without_the_gold_plans_is_told(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "other.txt").write_text(
        "别处市规划\n\n一、目标\n\n到2025年建成10家。\n", encoding="utf-8"
    )
    result = CliRunner().invoke(
        app, ["--plans", str(tmp_path / "plans"), "--report", str(tmp_path / "report")]
    )
    assert result.exit_code == 2
    assert "没有可问的问题：five_plans 这一组缺 dazu、haidong" in result.output


def test_a_kind_that_is_none_is_told(plan_files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the plans are read, which may take minutes."""
    with pytest.raises(SystemExit) as ended:
        main(["eval", "--plans", str(plan_files), "--kinds", "indicator,units"])
    assert ended.value.code == 2
    assert "没有 units 这种题型，可以用的有 indicator、task_units" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("plans_there", "reason"),
    [
        pytest.param({"a"}, "一 这一组缺 b；二 这一组缺 c，混有别组的 a", id="a plan is missing"),
        pytest.param(
            {"a", "b", "c"}, "一 这一组混有别组的 c；二 这一组混有别组的 a、b", id="two sets at once"
        ),
        pytest.param(
            {"c"}, "二 这一组没有合乎条件的问题", id="the set fits, no question is of the wanted kind"
        ),
    ],
)
def test_why_nothing_is_asked(plans_there: set[str], reason: str) -> None:
    sets = {"一": frozenset("ab"), "二": frozenset("c")}
    assert reason in why_nothing_is_asked(frozenset(plans_there), sets)


def test_reading_is_judged(tmp_path: Path) -> None:
    options = ["extraction", "--plans", str(EXAMPLES), "--report", str(tmp_path)]
    result = CliRunner().invoke(app, options)
    assert result.exit_code in (0, 1), result.output
    assert "| 合计 | 指标字段 | 399 |" in (tmp_path / "extraction.md").read_text(encoding="utf-8")


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["extraction", "--plans", str(tmp_path)]).exit_code == 2


def test_what_reading_makes_of_every_file(plan_files: Path) -> None:
    (plan_files / "empty.txt").write_bytes(b"")
    result = CliRunner().invoke(app, ["reading", str(plan_files), "--lines"])
    _, _, *rows = (line for line in result.output.splitlines() if line.startswith("| "))
    assert result.exit_code == 0
    assert len(rows) == len(list(plan_files.iterdir()))
    assert any("empty.txt | 未能读取" in row for row in rows)


def test_the_gold_is_validated() -> None:
    result = CliRunner().invoke(app, ["validate", "--plans", str(EXAMPLES)])
    assert result.exit_code == 0
    assert "金标准没有问题" in result.output


def test_own_questions_are_validated_instead_of_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text("{}\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["validate", "--plans", str(EXAMPLES), "--gold", str(tmp_path)])
    assert (result.exit_code, "own.jsonl 第 1 行" in result.output) == (2, True)

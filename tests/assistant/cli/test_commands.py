"""Each command once on a real library, in a process of its own."""

from __future__ import annotations

import io
import json
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook
from rich.cells import cell_len

from tests.assistant.cli.conftest import run


def test_help_names_every_command() -> None:
    ran = run("--help")
    assert ran.code == 0
    for command in (
        "ingest",
        "plans",
        "export",
        "ask",
        "trace",
        "replay",
        "serve",
        "eval",
        "reindex",
        "remove",
    ):
        assert command in ran.out


@pytest.mark.parametrize(
    "command",
    [
        *(
            [name]
            for name in ("ingest", "plans", "export", "ask", "trace", "replay", "serve", "reindex", "remove")
        ),
        ["eval"],
        *(["eval", name] for name in ("extraction", "reading", "validate", "compare", "judge", "ablation")),
        *(["eval", name] for name in ("add", "template", "drafts")),
    ],
    ids=" ".join,
)
def test_help_is_chinese_and_whole(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Typer's words are English, and its tables cut Chinese lines short, which have no spaces to break at."""
    from assistant.cli.entry import _run

    assert _run([*command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.lstrip().startswith(f"用法：plan-assistant {' '.join(command)} [选项]")
    assert "显示用法" in shown
    for english in (
        "Usage",
        "Options",
        "Show this",
        "default",
        "required",
        "<bool>",
        "<path>",
        "<str>",
        "int range",
    ):
        assert english not in shown
    assert not re.search(r"…\s*$", shown, re.MULTILINE)


def test_help_folds_long_lines_on_a_narrow_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.console import Console

    from assistant.cli import chinese_help
    from assistant.cli.entry import _run

    written = io.StringIO()
    monkeypatch.setattr(chinese_help, "results", lambda: Console(file=written, width=60, highlight=False))
    assert _run(["eval", "--help"]) == 0
    words = "".join(written.getvalue().split())
    assert "章节、任务、单位、指标、承诺、修复、未归类行和告警。" in words
    assert all(cell_len(line) <= 60 for line in written.getvalue().splitlines())


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom assistant.cli.entry import _run\n_run(['--help'])\n"
        "heavy = {'gradio', 'langchain_core', 'chromadb', 'fastapi', 'onnxruntime', 'numpy', 'pydantic', 'openpyxl'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    finished = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert finished.stderr.strip() == "[]"


def test_ingest_skips_what_has_not_changed(filled: Path, plans_folder: Path) -> None:
    ran = run("ingest", plans_folder, "--json", "--data", filled)
    assert (ran.code, ran.err) == (0, "")
    report = json.loads(ran.out)
    assert [entry["outcome"] for entry in report["files"]] == ["unchanged", "unchanged"]


def test_ingest_again_reads_what_has_not_changed(plans_folder: Path, filled: Path) -> None:
    """After a reader or its optional parts were installed, the same files say more."""
    ran = run("ingest", plans_folder, "--again", "--json", "--data", filled)
    assert {file["outcome"] for file in json.loads(ran.out)["files"]} == {"replaced"}


def test_ingest_shows_a_table_and_keeps_the_good_files(tmp_path: Path, plans_folder: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    ran = run("--data", tmp_path / "data", "ingest", empty, plans_folder)
    assert ran.code == 1
    assert "yunling.txt" in ran.out and "新增" in ran.out and "失败" in ran.out
    assert len(ran.error_lines) == 1 and "empty.txt" in ran.err
    plans = json.loads(run("--data", tmp_path / "data", "plans", "--json").out)
    assert {plan["id"] for plan in plans} == {"yunling", "qinghe"}


def test_plans(filled: Path) -> None:
    ran = run("plans", "--data", filled)
    assert ran.code == 0
    assert "云陵市“十四五”市场服务规划" in ran.out
    plans = json.loads(run("--data", filled, "plans", "--json").out)
    assert {plan["id"]: plan["region"] for plan in plans} == {"yunling": "云陵市", "qinghe": "青禾县"}


def test_data_folder_may_come_from_the_environment(filled: Path) -> None:
    assert len(json.loads(run("plans", "--json", PLAN_ASSISTANT_DATA=str(filled)).out)) == 2


def test_export_of_one_plan_is_its_records(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "yunling.json"
    ran = run("--data", filled, "export", "--plan", "yunling", "--format", "json", "-o", target)
    assert (ran.code, ran.out) == (0, "")
    records = json.loads(target.read_text(encoding="utf-8"))
    assert set(records) == {"plan", "sections", "tasks", "indicators", "commitments", "boxes", "warnings"}
    task = next(task for task in records["tasks"] if "一窗通办" in task["title"])
    assert [(unit["name"], unit["role"]) for unit in task["units"]] == [
        ("市市场监管局", "responsible"),
        ("市财政局", "cooperating"),
        ("市税务局", "cooperating"),
    ]


def test_export_of_all_plans_is_a_list(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.json"
    assert run("--data", filled, "export", "--format", "json", "-o", target).code == 0
    assert {one["plan"]["id"] for one in json.loads(target.read_text(encoding="utf-8"))} == {
        "yunling",
        "qinghe",
    }


def test_export_to_a_workbook(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.xlsx"
    assert run("--data", filled, "export", "--format", "xlsx", "-o", target).code == 0
    book = load_workbook(target)
    assert book.sheetnames == ["规划", "任务", "分工", "指标", "承诺", "章节", "专栏", "告警"]
    names = {row[1] for row in book["分工"].iter_rows(min_row=2, values_only=True)}
    assert {"市市场监管局", "县工业和信息化局"} <= names


def test_ask_answers_with_its_source(filled: Path) -> None:
    question = "云陵市2025年经营主体总量的目标是多少？"
    ran = run("--data", filled, "ask", question, "--json")
    assert (ran.code, ran.err) == (0, "")
    answer = json.loads(ran.out)
    assert answer["status"] == "answered"
    assert "18" in answer["answer"]
    assert answer["citations"][0]["plan_id"] == "yunling"
    shown = run("--data", filled, "ask", question)
    assert "18" in shown.out and "出处" in shown.out and "[1] 《云陵市" in shown.out
    assert "\x1b" not in shown.out


def test_nothing_is_left_outside_of_the_data_folder(tmp_path: Path, plans_folder: Path) -> None:
    """An import of onnxruntime was seen to leave an identity and a database in the home folder, and to report."""
    home, data = tmp_path / "home", tmp_path / "data"
    home.mkdir()
    outside = {"HOME": str(home), "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": "", "ORT_DISABLE_TELEMETRY": "0"}
    assert run("--data", data, "ingest", plans_folder, **outside).code == 0
    assert run("--data", data, "ask", "推行一窗通办由谁牵头？", **outside).code == 0
    assert list(home.iterdir()) == []


def test_ask_keeps_to_its_scope(filled: Path) -> None:
    for scope in (["--region", "青禾县"], ["--plan", "qinghe"]):
        answer = json.loads(run("--data", filled, "ask", "经营主体总量目标是多少？", *scope, "--json").out)
        assert all(citation["plan_id"] == "qinghe" for citation in answer["citations"])
        assert "18" not in answer["answer"]


def test_remove_and_reindex(tmp_path: Path, plans_folder: Path) -> None:
    data = tmp_path / "data"
    assert run("--data", data, "ingest", plans_folder).code == 0
    assert "已移除" in run("--data", data, "remove", "qinghe").err
    assert [plan["id"] for plan in json.loads(run("--data", data, "plans", "--json").out)] == ["yunling"]
    ran = run("--data", data, "reindex")
    assert ran.code == 0 and "已重建索引" in ran.err


def when_ready(address: str) -> httpx.Response:
    """The address's answer, once the program listens; it answers when it is ready."""
    for _ in range(1200):
        try:
            return httpx.get(address, timeout=60)
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError(f"nothing listens on {address}")


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_serve_reads_plans_and_stops_cleanly(
    tmp_path: Path, plans_folder: Path, ending: signal.Signals
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = ["serve", "--port", str(port), "--plans", str(plans_folder), "--data", str(tmp_path / "data")]
    program = [sys.executable, "-c", "from assistant.cli import main; main()", *command]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        try:
            plans = when_ready(f"{address}/v1/plans").json()["plans"]
            assert {plan["id"] for plan in plans} == {"yunling", "qinghe"}
            question = {"question": "推行一窗通办由谁牵头？"}
            assert (
                "市市场监管局" in httpx.post(f"{address}/v1/ask", json=question, timeout=60).json()["answer"]
            )
            page = httpx.get(f"{address}/", timeout=60)
            assert page.status_code == 200 and "规划助手" in page.text
            process.send_signal(ending)
            out, err = process.communicate(timeout=120)
        finally:
            process.kill()
    assert process.returncode == 0, err
    assert out == ""
    assert f"规划助手已就绪：{address}" in err
    assert "Traceback" not in err


def test_pipe_that_closes_early_is_no_failure_to_see(filled: Path, tmp_path: Path) -> None:
    script = (
        f"{sys.executable} -c 'from assistant.cli import main; main()' --data {filled} plans --json | true"
    )
    finished = subprocess.run(["bash", "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in finished.stderr

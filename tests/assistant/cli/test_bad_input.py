"""What goes wrong is told in one Chinese line, ends with a code that is not zero, and loses nothing that was stored."""

from __future__ import annotations

import json
import re
import shutil
import socket
from pathlib import Path

import pytest

from tests.assistant.cli.conftest import Ran, run

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def assert_one_clear_line(ran: Ran, word: str, code: int = 1) -> None:
    assert ran.code == code, ran.err
    assert len(ran.error_lines) == 1, ran.err
    assert word in ran.err
    assert CHINESE.search(ran.err)
    assert "Traceback" not in ran.err


UNREADABLE = {
    "missing.txt": None,
    "empty.txt": b"",
    "noise.txt": bytes(range(256)) * 20,
    "program.exe": b"MZ\x90\x00" + b"\x00\xff" * 500,
}


def test_files_that_cannot_be_read(filled: Path, tmp_path: Path) -> None:
    """Missing, empty, binary under a text name, binary: a line each, and what was stored stays."""
    for name, content in UNREADABLE.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
    before = run("--data", filled, "plans", "--json").out
    ran = run("--data", filled, "ingest", *(tmp_path / name for name in UNREADABLE))
    assert ran.code == 1
    assert len(ran.error_lines) == len(UNREADABLE)
    for name, line in zip(UNREADABLE, ran.error_lines, strict=True):
        assert name in line and CHINESE.search(line), line
    assert run("--data", filled, "plans", "--json").out == before


def test_failed_file_in_json(filled: Path, tmp_path: Path) -> None:
    ran = run("--data", filled, "ingest", tmp_path / "missing.txt", "--json")
    assert ran.code == 1
    outcome = json.loads(ran.out)["files"][0]
    assert (outcome["outcome"], outcome["plan_id"]) == ("failed", None)
    assert CHINESE.search(outcome["error"]) and outcome["error_code"]


def test_gbk_is_no_failure(filled: Path) -> None:
    """The second plan of the library was written in GB 18030."""
    plans = {plan["id"]: plan for plan in json.loads(run("--data", filled, "plans", "--json").out)}
    assert plans["qinghe"]["title"] == "青禾县质量提升实施方案"


def test_folder_without_plans(filled: Path, tmp_path: Path) -> None:
    assert_one_clear_line(run("--data", filled, "ingest", tmp_path), "没有可以读取的文件")


@pytest.mark.parametrize(
    ("question", "word"),
    [
        pytest.param("", "空", id="empty question"),
        pytest.param(" 　", "空", id="only blanks"),
        pytest.param("问" * 10_000, "10000", id="10,000 characters"),
    ],
)
def test_questions_that_are_refused(filled: Path, question: str, word: str) -> None:
    assert_one_clear_line(run("--data", filled, "ask", question), word)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        pytest.param(["ask", "谁牵头？", "--plan", "nope"], "nope", id="ask: unknown plan"),
        pytest.param(["export", "--plan", "nope", "-o", "x.json"], "nope", id="export: unknown plan"),
        pytest.param(
            ["export", "-o", "/nonexistent/x.json"], "/nonexistent/x.json", id="export: no such folder"
        ),
        pytest.param(["remove", "nope"], "nope", id="remove: unknown plan"),
        pytest.param(
            ["serve", "--host", "no.such.host.invalid", "--port", "0"], "--host", id="serve: no such address"
        ),
    ],
)
def test_things_that_are_not_there(filled: Path, arguments: list[str], word: str) -> None:
    assert_one_clear_line(run("--data", filled, *arguments), word)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        pytest.param(["frob"], "frob", id="no such command"),
        pytest.param(["ask"], "问题", id="question left out"),
        pytest.param(["ingest"], "路径", id="path left out"),
        pytest.param(["ask", "谁？", "--nope"], "--nope", id="no such option"),
        pytest.param(["ask", "谁？", "--plan"], "--plan", id="option without its value"),
        pytest.param(["plans", "extra"], "extra", id="one argument too many"),
        pytest.param(["export", "--format", "csv", "-o", "x"], "--format", id="no such format"),
        pytest.param(["serve", "--port", "x"], "--port", id="port that is no number"),
        pytest.param(
            ["serve", "--port", "70000"], "65535", id="port that is too large: the largest is named"
        ),
        pytest.param(
            ["eval", "compare", "no/such/run", "."], "没有 no/such/run", id="no such file: which one"
        ),
        pytest.param(["eval", "add", "."], "文件夹", id="a folder where a file is due"),
        pytest.param(
            ["eval", "--llm-base-url", "http://x"], "--llm-model", id="what a command found out itself"
        ),
        pytest.param([], "命令", id="no command: help, and what is missing"),
    ],
)
def test_command_lines_that_are_wrong(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from assistant.cli.entry import _run

    code = _run(arguments)
    assert_one_clear_line(Ran(code, "", capsys.readouterr().err), word, code=2)


def test_surprise_is_one_line_and_a_traceback_in_the_log(
    filled: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant import wiring
    from assistant.cli.entry import _run
    from assistant.cli.log_file import FILE_NAME

    def fail(_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(wiring, "open_plans", fail)
    code = _run(["--data", str(filled), "plans"])
    assert_one_clear_line(Ran(code, "", capsys.readouterr().err), "ZeroDivisionError")
    log = (filled / FILE_NAME).read_text(encoding="utf-8")
    assert "Traceback" in log and "planted" in log


def test_unknown_setting(filled: Path) -> None:
    ran = run("--data", filled, "plans", PLAN_ASSISTANT_LLM_BASEURL="http://x")
    assert_one_clear_line(ran, "PLAN_ASSISTANT_LLM_BASE_URL")


def test_port_in_use(filled: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert_one_clear_line(run("--data", filled, "serve", "--port", port), f"端口 {port} 已被占用")


@pytest.mark.parametrize(
    ("data", "command"),
    [
        pytest.param("/proc/plan-assistant", ["plans"], id="a file system that takes nothing"),
        pytest.param("/proc/plan-assistant", ["serve", "--port", "0"], id="the same when serving"),
        pytest.param("file", ["ask", "谁牵头？"], id="a file in the folder's place"),
    ],
)
def test_data_folder_that_cannot_be_written(tmp_path: Path, data: str, command: list[str]) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert_one_clear_line(run("--data", tmp_path / data, *command), "不可写")


@pytest.mark.parametrize(
    "command", [["plans"], ["ask", "谁牵头？"], ["serve", "--port", "0"]], ids=lambda one: one[0]
)
def test_corrupt_library(filled: Path, tmp_path: Path, command: list[str]) -> None:
    data = tmp_path / "data"
    shutil.copytree(filled, data)
    catalogue = data / "catalogue.sqlite"
    for leftover in data.glob("catalogue.sqlite-*"):
        leftover.unlink()
    catalogue.write_bytes(b"\x00garbage" * 1000)
    assert_one_clear_line(run("--data", data, *command), "catalogue.sqlite")
    assert catalogue.read_bytes() == b"\x00garbage" * 1000


def test_corrupt_conversations_leave_the_plans_alone(filled: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(filled, data)
    for leftover in data.glob("conversations.sqlite*"):
        leftover.unlink()
    (data / "conversations.sqlite").write_bytes(b"garbage" * 1000)
    assert_one_clear_line(run("--data", data, "ask", "谁牵头？"), "conversations.sqlite")
    assert len(json.loads(run("--data", data, "plans", "--json").out)) == 2

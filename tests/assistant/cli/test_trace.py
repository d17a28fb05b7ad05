"""Looking at how an answer came about, and asking a stored question again, as a user of the command line does."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.answering.pipeline import STEP_NAMES
from tests.assistant.cli.conftest import run

QUESTION = "云陵市2025年经营主体总量的目标是多少？"


def _asked(data: Path, question: str = QUESTION, *scope: str) -> str:
    return str(json.loads(run("--data", data, "ask", question, *scope, "--json").out)["id"])


@pytest.fixture
def copied(filled: Path, tmp_path: Path) -> Path:
    """A library that may be changed."""
    return Path(shutil.copytree(filled, tmp_path / "copied"))


def test_every_step_tells_what_it_found(filled: Path) -> None:
    ran = run("--data", filled, "trace", QUESTION)
    assert (ran.code, ran.err) == (0, "")
    assert [f"{number}. " for number in range(1, 8)] == [
        line[:3] for line in ran.out.splitlines() if line[:1].isdigit()
    ]
    for words in (
        "问的是：指标的数值",
        "年份：2025",
        "可用来回答的规划",
        "yunling",
        "yunling:i1",
        "18万户，2020年",
        "毫秒",
    ):
        assert words in ran.out
    assert "没有用语言模型" in ran.out and "每条陈述都能在所引的地方核对到" in ran.out


def test_a_step_is_the_last_one_shown(filled: Path) -> None:
    ran = run("--data", filled, "trace", QUESTION, "--step", "fix_scope")
    assert ran.code == 0
    assert "2. 确定范围（fix_scope" in ran.out and "3. " not in ran.out and "答复（" not in ran.out


def test_found_passages_are_shown_with_their_words(filled: Path) -> None:
    ran = run("--data", filled, "trace", "云陵市怎么推行一窗通办", "--step", "retrieve_passages")
    assert "yunling:t1" in ran.out and "一窗通办" in ran.out and "覆盖" in ran.out


def test_trace_as_json(filled: Path) -> None:
    ran = run("--data", filled, "trace", QUESTION, "--json")
    told = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert [step["step"] for step in told["steps"]] == list(STEP_NAMES)
    assert all(step["elapsed_ms"] >= 0 for step in told["steps"])
    assert "18万户" in told["answer"]["answer"]
    assert told["library_version"] and told["prompts"]
    short = json.loads(run("--data", filled, "trace", QUESTION, "--step", "look_up_facts", "--json").out)
    assert [step["step"] for step in short["steps"]] == list(STEP_NAMES[:3]) and "answer" not in short


def test_trace_keeps_to_its_scope(filled: Path) -> None:
    for scope in (["--region", "青禾县"], ["--plan", "qinghe"]):
        ran = run("--data", filled, "trace", "经营主体总量目标是多少？", *scope, "--json")
        found = json.loads(ran.out)["steps"][1]["found"]
        assert found == {"plans": ["qinghe"], "named": True}


def test_trace_of_no_such_step(filled: Path) -> None:
    ran = run("--data", filled, "trace", QUESTION, "--step", "guess")
    assert ran.code == 1 and len(ran.error_lines) == 1
    assert "guess" in ran.err and "retrieve_passages" in ran.err


def _kept(data: Path) -> int:
    """How many answers the record holds."""
    with closing(sqlite3.connect(data / "conversations.sqlite")) as connection:
        return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])


def test_trace_leaves_no_record(copied: Path) -> None:
    answer_id = _asked(copied)
    before = _kept(copied)
    assert before >= 1
    run("--data", copied, "trace", QUESTION)
    run("--data", copied, "replay", answer_id)
    assert _kept(copied) == before


def test_an_answer_is_the_same_again(filled: Path) -> None:
    answer_id = _asked(filled)
    ran = run("--data", filled, "replay", answer_id)
    assert (ran.code, ran.err) == (0, "")
    assert QUESTION in ran.out and "与当时相同" in ran.out
    told = json.loads(run("--data", filled, "replay", answer_id, "--json").out)
    assert told["same"] is True and told["differences"] == [] and told["step"] is None
    assert told["answer"]["answer"]


def test_the_number_of_an_answer_is_shown_under_it(filled: Path) -> None:
    shown = run("--data", filled, "ask", QUESTION).out.splitlines()[-1]
    assert shown.startswith("答复编号：")
    assert run("--data", filled, "replay", shown.removeprefix("答复编号：")).code == 0


def test_what_has_changed_is_shown(copied: Path, plans_folder: Path, tmp_path: Path) -> None:
    answer_id = _asked(copied)
    later = tmp_path / "later"
    later.mkdir()
    text = (plans_folder / "yunling.txt").read_text(encoding="utf-8")
    assert text.count("18") >= 1
    (later / "yunling.txt").write_text(text.replace("18", "19"), encoding="utf-8")
    assert run("--data", copied, "ingest", later).code == 0
    ran = run("--data", copied, "replay", answer_id)
    assert ran.code == 0 and "与当时不同" in ran.out and "资料库版本：当时" in ran.out
    lines = ran.out.splitlines()
    assert any(line.startswith("- ") and "18万户" in line for line in lines)
    assert any(line.startswith("+ ") and "19万户" in line for line in lines)
    told = json.loads(run("--data", copied, "replay", answer_id, "--json").out)
    assert told["same"] is False
    assert {"answer", "citations", "indicators", "library_version"} <= {
        one["what"] for one in told["differences"]
    }


def test_settings_that_have_changed_are_shown(filled: Path) -> None:
    ran = run("--data", filled, "replay", _asked(filled), PLAN_ASSISTANT_HISTORY_TURNS="3")
    assert "与当时相同" in ran.out and "HISTORY_TURNS：当时 10，现在 3" in ran.out


def test_the_scope_is_kept(filled: Path) -> None:
    answer_id = _asked(filled, "经营主体总量目标是多少？", "--plan", "qinghe")
    ran = run("--data", filled, "replay", answer_id)
    assert "与当时相同" in ran.out and "限定的范围：qinghe" in ran.out


def test_a_plan_that_is_gone_is_told(copied: Path) -> None:
    answer_id = _asked(copied, "经营主体总量目标是多少？", "--plan", "qinghe")
    assert run("--data", copied, "remove", "qinghe").code == 0
    ran = run("--data", copied, "replay", answer_id)
    assert ran.code == 1 and len(ran.error_lines) == 1 and "qinghe" in ran.err


def test_replay_of_an_unknown_answer(filled: Path) -> None:
    ran = run("--data", filled, "replay", "nope")
    assert (ran.code, len(ran.error_lines)) == (1, 1)

"""The READMEs' commands and code are run: what they promise must be so."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
READMES = ["README.md", "README.zh-CN.md"]
# the command as it was installed beside the interpreter
PROGRAM = Path(sys.executable).with_name("plan-assistant")


def blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [body for kind, body in CODE_BLOCK.findall(text) if kind == language]


def command_lines(readme: str, program: str) -> list[list[str]]:
    lines = [line for body in blocks(readme, "sh") for line in body.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line.startswith(program)]


@pytest.mark.parametrize("readme", READMES)
def test_commands_run_in_their_order(readme: str, tmp_path: Path) -> None:
    commands = command_lines(readme, "plan-assistant")
    assert len(commands) >= 4
    environment = os.environ | {"PLAN_ASSISTANT_DATA": str(tmp_path / "data")}
    for name in ("ingest", "README.md"):
        (tmp_path / name).symlink_to(ROOT / name)
    for command in commands:
        done = subprocess.run(
            [PROGRAM, *command[1:]],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=240,
        )
        assert done.returncode == 0, f"{command}: {done.stderr[-800:]}"
        assert "-o" in command or done.stdout.strip(), command
    assert (tmp_path / "records.xlsx").stat().st_size > 1000


@pytest.mark.parametrize("readme", READMES)
def test_make_targets_exist(readme: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in command_lines(readme, "make"):
        target = command[1]
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_python_code_runs() -> None:
    codes = blocks("README.md", "python")
    assert codes
    for code in codes:
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr[-800:]
        assert done.stdout.strip()


@pytest.mark.parametrize("readme", READMES)
def test_links_lead_somewhere(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target

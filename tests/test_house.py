"""The shape of the house: what a reader may rely on when walking through the folders."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ["assistant", "ingest", "prompts", "evals"]
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "misc"}
MODULE_LINES = 400
FUNCTION_LINES = 80


def modules() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_one_thing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert path.stem not in FORBIDDEN_NAMES
    assert text.count("\n") <= MODULE_LINES, "which two things is it?"
    if text.strip():
        assert ast.get_docstring(tree), "a module says in its first line what it is for"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno
            assert length <= FUNCTION_LINES, f"{node.name} is {length} lines long"


def test_the_domain_loads_no_framework() -> None:
    """A program that only needs the types must not pay for the stack."""
    import sys

    code = (
        "import ingest.plan, ingest.source, ingest.errors, assistant.answer, sys;"
        "heavy={'langchain','langchain_core','chromadb','fastapi','gradio','numpy','onnxruntime'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_no_path_of_a_machine_stands_in_the_project() -> None:
    tracked = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    home = "/" + "root/"
    work = "/" + "work/"
    for name in filter(None, tracked):
        path = ROOT / name
        if not path.is_file():
            continue
        data = path.read_bytes()
        if b"\0" in data:
            continue
        text = data.decode("utf-8", "ignore")
        assert home not in text, name
        assert work not in text, name

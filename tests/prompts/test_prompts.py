"""Prompts and replies: found by name, their variables known to the code that fills them in."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import prompts
from prompts import UnknownPrompt, load_prompt, prompt_hash, replies, reply, variables_of

_ASSISTANT = Path(prompts.__file__).parent.parent / "assistant"


def _calls() -> dict[str, set[str]]:
    """Reply name → keyword arguments, of every call of ``reply`` with a literal name in the assistant."""
    found: dict[str, set[str]] = {}
    for path in _ASSISTANT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("reply", "_line")
            )
            if named and isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                keywords = {keyword.arg for keyword in node.keywords if keyword.arg}
                found.setdefault(str(node.args[0].value), set()).update(keywords)
    return found


def test_every_reply_that_is_said_exists_with_its_variables() -> None:
    for name, variables in _calls().items():
        assert variables_of(replies()[name]) <= variables, name


def test_no_reply_is_left_unused() -> None:
    by_kind = {"greeting", "thanks", "capabilities", "out_of_scope", "empty"}
    assert set(replies()) == set(_calls()) | by_kind


def test_the_question_prompt_has_its_variables() -> None:
    assert variables_of(load_prompt("word_content_question")) == {"evidence", "question"}
    assert not variables_of(load_prompt("word_content"))
    assert variables_of(load_prompt("rewrite_follow_up_question")) == {"earlier", "question"}
    assert not variables_of(load_prompt("rewrite_follow_up"))


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UnknownPrompt):
        load_prompt("no_such_prompt")
    with pytest.raises(UnknownPrompt):
        reply("no_such_reply")


def test_the_hash_tells_prompts_apart() -> None:
    assert prompt_hash("word_content") != prompt_hash("word_content_question")

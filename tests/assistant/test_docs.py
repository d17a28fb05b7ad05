"""The docs name every setting, command and route, and none that is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.channels.http.app import create_app
from assistant.cli.entry import build_app
from assistant.settings import MEGABYTE, PREFIX, VARIABLES, Settings, Variable
from tests.assistant.fakes import fake_assistant

ROOT = Path(__file__).parents[2]
SETTINGS = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
DOORS = (ROOT / "docs/doors.md").read_text(encoding="utf-8")


def _default(variable: Variable) -> str:
    settings = Settings()
    value = getattr(getattr(settings, variable.section) if variable.section else settings, variable.field)
    if value is None:
        return "—"
    if variable.kind == "megabytes":
        value //= MEGABYTE
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_setting_is_documented_as_it_is(variable: Variable) -> None:
    bounds = f"{variable.minimum:g}–{variable.maximum:g}" if variable.maximum else ""
    assert f"| `{variable.full_name}` | {_default(variable)} | {bounds} | {variable.meaning} |" in SETTINGS


def test_no_setting_is_documented_that_is_gone() -> None:
    known = {variable.full_name for variable in VARIABLES}
    for text in (SETTINGS, DOORS):
        assert set(re.findall(PREFIX + r"[A-Z_]*[A-Z]", text)) <= known


def test_commands() -> None:
    app = build_app()
    names = {command.name for command in app.registered_commands} | {
        group.name for group in app.registered_groups
    }
    assert set(re.findall(r"^\| `plan-assistant (\w+)", DOORS, re.MULTILINE)) == names


def test_routes(tmp_path: Path) -> None:
    assistant, _ = fake_assistant(tmp_path)
    with assistant:
        schema = create_app(assistant, Settings(data=tmp_path)).openapi()
    served = {f"{method.upper()} {path}" for path, methods in schema["paths"].items() for method in methods}
    assert set(re.findall(r"^\| `((?:GET|POST|DELETE) [^`]+)`", DOORS, re.MULTILINE)) == served

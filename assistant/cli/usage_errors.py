"""What was wrong with the command line, said in one Chinese line."""

from __future__ import annotations

import re

import typer

_QUOTED = re.compile(r"'([^']*)'")  # No such command 'foo'.
_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)")  # Got unexpected extra argument (foo)


def explain(error: typer.TyperException) -> str:
    """A Chinese sentence for an error of parsing; typer's own words are English."""
    kind = type(error).__name__
    message = error.format_message()
    quoted = _QUOTED.search(message)
    named = quoted.group(1) if quoted else ""
    if kind == "NoSuchOption":
        return f"没有 {getattr(error, 'option_name', named)} 这个选项，用 --help 查看可用的选项。"
    if kind == "MissingParameter":
        parameter = getattr(error, "param", None)
        return f"缺少 {_parameter_name(parameter) or named}，用 --help 查看用法。"
    if kind == "BadParameter":
        parameter = getattr(error, "param", None)
        return f"{_parameter_name(parameter) or '参数'} 的值不对，用 --help 查看用法。"
    if kind == "BadOptionUsage":
        return f"选项 {getattr(error, 'option_name', named)} 后面要给出值。"
    if message.startswith("No such command"):
        return f"没有 {named} 这个命令，用 --help 查看所有命令。"
    if extra := _EXTRA.search(message):
        return f"多出了参数 {extra.group(1)}，用 --help 查看用法。"
    return f"命令写得不对（{message.rstrip('.')}），用 --help 查看用法。"


def _parameter_name(parameter: object) -> str:
    options = [option for option in getattr(parameter, "opts", ()) if option.startswith("-")]
    if options:
        return f"选项 {options[-1]}"
    name = getattr(parameter, "metavar", None) or getattr(parameter, "name", None)
    return f"参数 {str(name).upper().rstrip('.')}" if name else ""

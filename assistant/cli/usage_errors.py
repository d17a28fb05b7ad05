"""What was wrong with the command line, said in one Chinese line."""

from __future__ import annotations

import re

import typer

_QUOTED = re.compile(r"'([^']*)'")  # No such command 'foo'.
_PROBLEMS = (
    (re.compile(r"path '(.*)' does not exist"), r"没有 \1 这个文件或文件夹"),  # path 'a.txt' does not exist.
    (re.compile(r"file '(.*)' is a directory"), r"\1 是文件夹，应当是文件"),  # file 'plans' is a directory.
    (re.compile(r"less than or equal to (\S+)"), r"最大是 \1"),  # Input should be less than or equal to 65535
    (
        re.compile(r"greater than or equal to (\S+)"),
        r"最小是 \1",
    ),  # Input should be greater than or equal to 1
    (re.compile(r"valid integer"), "应当是整数"),  # Input should be a valid integer, unable to parse …
    (re.compile(r"is not one of (.*)\.$"), r"应当是 \1 之一"),  # 'csv' is not one of 'json', 'xlsx'.
)
_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)")  # Got unexpected extra argument (foo)


def explain(error: typer.TyperException) -> str:
    """A Chinese sentence for an error of parsing; typer's own words are English."""
    kind = type(error).__name__
    message = error.format_message()
    quoted = _QUOTED.search(message)
    named = quoted.group(1) if quoted else ""
    if kind == "NoArgsIsHelpError":
        return "缺少命令，上面列出了所有命令。"
    if kind == "NoSuchOption":
        return f"没有 {getattr(error, 'option_name', named)} 这个选项，用 --help 查看可用的选项。"
    if kind == "MissingParameter":
        parameter = getattr(error, "param", None)
        return f"缺少{_parameter_name(parameter) or named}，用 --help 查看用法。"
    if kind == "BadParameter":
        return _explain_value(error)
    if kind == "BadOptionUsage":
        return f"选项 {getattr(error, 'option_name', named)} 后面要给出值。"
    if message.startswith("No such command"):
        return f"没有 {named} 这个命令，用 --help 查看所有命令。"
    if extra := _EXTRA.search(message):
        return f"多出了参数 {extra.group(1)}，用 --help 查看用法。"
    return f"命令写得不对（{message.rstrip('.')}），用 --help 查看用法。"


def _explain_value(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:  # a command's own finding, in Chinese
        return f"{error.message}，用 --help 查看用法。"
    for pattern, words in _PROBLEMS:
        if found := pattern.search(error.message):
            return f"{_parameter_name(parameter)} 的值不对：{found.expand(words)}。"
    return f"{_parameter_name(parameter)} 的值不对，用 --help 查看用法。"


def _parameter_name(parameter: object) -> str:
    options = [option for option in getattr(parameter, "opts", ()) if option.startswith("-")]
    if options:
        return f"选项 {max(options, key=len)}"
    name = getattr(parameter, "metavar", None) or getattr(parameter, "name", None)
    return f"参数 {str(name).upper().rstrip('.')}" if name else ""

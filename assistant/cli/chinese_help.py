"""``--help`` in Chinese.

Typer's own page has English words that no setting reaches ("Usage", the names of types), and its tables cut a line of
Chinese short where they would break one with spaces. So the page is laid out here, from what typer knows of a command.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from assistant.cli.console import results

if TYPE_CHECKING:
    import typer

Parameter = TyperArgument | TyperOption

_COMMAND_PIECES = "命令 …"
_INDENT = "  "


class ChineseCommand(TyperCommand):
    """A command whose ``--help`` is Chinese."""

    def format_help(self, ctx: Any, formatter: object) -> None:
        _print_page(self, ctx)


class ChineseGroup(TyperGroup):
    """A group of commands whose ``--help`` is Chinese."""

    def format_help(self, ctx: Any, formatter: object) -> None:
        _print_page(self, ctx)


def in_chinese(app: typer.Typer) -> typer.Typer:
    """The app, whose own commands show Chinese help; the app itself needs ``cls=ChineseGroup`` where it is added."""
    for command in app.registered_commands:
        command.cls = ChineseCommand
    return app


def _print_page(command: TyperCommand | TyperGroup, context: typer.Context) -> None:
    parameters = [
        one
        for one in command.get_params(context)
        if isinstance(one, TyperArgument | TyperOption) and not one.hidden
    ]
    arguments = [one for one in parameters if isinstance(one, TyperArgument)]
    options = [one for one in parameters if isinstance(one, TyperOption)]
    pieces = [context.command_path, "[选项]", *map(_argument_label, arguments)]
    commands: list[tuple[str, str]] = []
    if isinstance(command, TyperGroup):
        pieces.append(f"[{_COMMAND_PIECES}]" if command.invoke_without_command else _COMMAND_PIECES)
        commands = [(name, one.help or "") for name, one in command.commands.items() if not one.hidden]
    console = results()
    console.print(f"\n用法：{' '.join(pieces)}\n\n{command.help or ''}", markup=False)
    _print_rows("参数", [(_argument_label(one), _remarks(one)) for one in arguments])
    _print_rows("选项", [(_option_label(one), _remarks(one)) for one in options])
    _print_rows("命令", commands)


def _print_rows(title: str, rows: Sequence[tuple[str, str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    # Chinese has no spaces to break at: a line is folded where it is full.
    table.add_column(overflow="fold")
    for label, words in rows:
        table.add_row(Text(_INDENT + label), Text(words))
    console = results()
    console.print(f"\n{title}", markup=False)
    console.print(table)


def _argument_label(argument: TyperArgument) -> str:
    return argument.metavar or (argument.name or "").upper()


def _option_label(option: TyperOption) -> str:
    value = "" if option.is_flag else option.metavar or _kind_of_value(option)
    return f"{', '.join(option.opts)} {value}".rstrip()


def _kind_of_value(option: TyperOption) -> str:
    kind = option.type_descriptor.annotation
    if kind is Path:
        return "路径"
    if kind in (int, float):
        return "数"
    return "|".join(str(one.value) for one in kind) if _is_enum(kind) else "文字"


def _is_enum(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _remarks(parameter: Parameter) -> str:
    """What it is for, and behind it what may be given and what holds when nothing is."""
    if "--help" in parameter.opts:
        return "显示用法"
    remarks = []
    if bounds := _bounds(parameter):
        remarks.append(bounds)
    if parameter.show_default and (words := _default_words(parameter)):
        remarks.append(f"缺省 {words}")
    if parameter.required and isinstance(parameter, TyperOption):
        remarks.append("必须给出")
    if parameter.envvar and parameter.show_envvar:
        remarks.append(f"也可以写在环境变量 {parameter.envvar} 里")
    words = parameter.help or ""
    if not remarks:
        return words
    begun = f"{words[:-1]}；" if words.endswith("）") else f"{words}（"
    return f"{begun}{'；'.join(remarks)}）"


def _bounds(parameter: Parameter) -> str:
    if not isinstance(parameter, TyperOption):
        return ""
    if parameter.min is not None and parameter.max is not None:
        return f"{parameter.min} 至 {parameter.max}"
    return f"至少 {parameter.min}" if parameter.min is not None else ""


def _default_words(parameter: Parameter) -> str:
    if isinstance(parameter.show_default, str):
        return parameter.show_default
    value = parameter.default
    if value is None or isinstance(value, bool):
        return ""
    return str(value.value if isinstance(value, Enum) else value)

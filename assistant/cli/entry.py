"""The program: its commands, those that other packages bring, and how a failure is told."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from importlib.metadata import entry_points, version
from typing import Annotated

import typer

from assistant.cli import ask_command, ingest_command, library_commands, serve_command, trace_command
from assistant.cli.chinese_help import ChineseGroup, in_chinese
from assistant.cli.console import complain
from assistant.cli.log_file import FILE_NAME as LOG_FILE
from assistant.cli.options import CommonOptions, DataOption
from assistant.cli.usage_errors import explain
from assistant.errors import AssistantError
from ingest.errors import IngestError

log = logging.getLogger(__name__)

COMMAND_GROUP = "plan_assistant.commands"
"""Entry points of packages above the assistant; each value is a typer app that becomes one command."""

_INTERRUPTED = 130


def build_app() -> typer.Typer:
    """All commands. Those of other packages are found by their entry points."""
    app = typer.Typer(
        name="plan-assistant",
        cls=ChineseGroup,
        help="规划助手：读规划文件，答责任分工、指标目标和工作要求，每句话都有出处。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_common)
    app.command("ingest")(ingest_command.ingest)
    app.command("plans")(library_commands.plans)
    app.command("export")(library_commands.export)
    app.command("ask")(ask_command.ask)
    app.command("trace")(trace_command.trace)
    app.command("replay")(trace_command.replay)
    app.command("serve")(serve_command.serve)
    app.command("reindex")(library_commands.reindex)
    app.command("remove")(library_commands.remove)
    for point in entry_points(group=COMMAND_GROUP):
        app.add_typer(in_chinese(point.load()), name=point.name, cls=ChineseGroup)
    return in_chinese(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 failed with one line on stderr, 2 for a wrong command line."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        outcome = build_app()(args=arguments, prog_name="plan-assistant", standalone_mode=False)
        sys.stdout.flush()
        # Typer turns Ctrl-C inside a command into this exit code and says nothing.
        if outcome == _INTERRUPTED:
            complain("已中断。")
    except (AssistantError, IngestError) as error:
        complain(error.user_message)
        return 1
    except typer.TyperException as error:
        complain(explain(error))
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        complain("已中断。")
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) went away. What is left in the buffer must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        log.exception("unexpected failure")
        complain(f"程序出了意外（{type(error).__name__}），详情见数据文件夹里的 {LOG_FILE}。")
        return 1
    return outcome if isinstance(outcome, int) else 0


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"plan-assistant {version('plan-assistant')}")
        raise typer.Exit


def _common(
    context: typer.Context,
    data: DataOption = None,
    show_version: Annotated[
        bool, typer.Option("--version", help="显示版本", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    context.obj = CommonOptions(data=data)

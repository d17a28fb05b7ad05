"""Options that all commands take, and the settings that they lead to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.settings import Settings

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="文件夹",
        help="数据文件夹，缺省为 ./data 或 PLAN_ASSISTANT_DATA",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序使用")]
PlanOption = Annotated[
    str | None,
    typer.Option("--plan", metavar="编号", help="只用这一份规划（plans 命令列出编号）", show_default=False),
]


@dataclass(frozen=True, slots=True)
class CommonOptions:
    """What stood before the command; it is the context's ``obj``. An option after the command wins."""

    data: Path | None = None


def settings_of(context: typer.Context, data: Path | None = None) -> Settings:
    """The settings for a command; from here on what is logged goes to its data folder. ``data`` is its own ``--data``.

    Raises :class:`assistant.errors.SettingsInvalid`.
    """
    from assistant import environment
    from assistant.cli.log_file import log_to
    from assistant.settings import Settings

    environment.prepare()
    common = context.find_object(CommonOptions) or CommonOptions()
    settings = Settings.from_environment(data or common.data)
    log_to(settings.data)
    return settings

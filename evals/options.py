"""Options that several commands of the evaluation take."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.settings import Settings

Gold = Annotated[
    Path | None, typer.Option(help="问题文件（JSONL）或文件夹", exists=True, show_default="随附的金标准")
]
Plans = Annotated[
    Path | None,
    typer.Option("--plans", help="规划文件夹；读入临时的库再评测", exists=True, show_default=False),
]
ReportFolder = Annotated[Path, typer.Option("--report", help="报告文件夹")]
Sample = Annotated[int | None, typer.Option("--sample", help="按题型分层抽取的题数", min=1)]
Seed = Annotated[int, typer.Option("--seed", help="抽样的种子")]
Resume = Annotated[bool, typer.Option("--resume", help="接着上次没有问完的评测")]
LlmAddress = Annotated[
    str | None, typer.Option("--llm-base-url", help="大语言模型的地址", show_default="设置里的")
]
LlmModel = Annotated[
    str | None, typer.Option("--llm-model", help="大语言模型的名称", show_default="设置里的")
]


def with_model(settings: Settings, base_url: str | None, model: str | None) -> Settings:
    """The settings with the language model of the options, where they name one."""
    llm = replace(settings.llm, base_url=base_url or settings.llm.base_url, model=model or settings.llm.model)
    if llm.base_url and not llm.model:
        raise typer.BadParameter("给了 --llm-base-url，还要给 --llm-model")
    return replace(settings, llm=llm)


def without_model(settings: Settings) -> Settings:
    from assistant.settings import LlmSettings

    return replace(settings, llm=LlmSettings())

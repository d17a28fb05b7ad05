"""``plan-assistant ingest``: files into the library, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import console
from assistant.cli.options import DataOption, JsonOption, settings_of
from assistant.cli.progress_bar import progress_bar

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from ingest.library import Library
    from ingest.library.results import FileOutcome, IngestReport

_WIDE = 120
_OUTCOMES = {"added": "新增", "replaced": "更新", "unchanged": "未变", "failed": "失败"}
_COUNTED = {
    "sections": "章节",
    "tasks": "任务",
    "indicators": "指标",
    "commitments": "承诺",
    "boxes": "专栏",
    "passages": "段落",
}


def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="路径...", help="文件或文件夹", show_default=False)],
    again: Annotated[bool, typer.Option("--again", help="没有变化的文件也重新读取")] = False,
    as_json: JsonOption = False,
    data: DataOption = None,
) -> None:
    """读入规划文件，列出读到了什么和全部告警。读不了的文件不影响其余的。"""
    from assistant.wiring import open_plans

    with open_plans(settings_of(context, data)) as library:
        report = ingest_with_progress(library, paths, again=again)
    if as_json:
        from assistant.channels.http.register_schemas import IngestReportOut

        console.print_json(IngestReportOut.of(report).model_dump(mode="json"))
    else:
        show_report(report, console.results())
    for outcome in report.failed:
        console.complain(f"{outcome.file}：{outcome.error}")
    if report.failed:
        raise typer.Exit(1)


def ingest_with_progress(library: Library, paths: Sequence[Path], *, again: bool = False) -> IngestReport:
    """Read files into the library with a bar on a terminal; with ``again`` unchanged ones too."""
    with progress_bar() as progress:
        return library.ingest(paths, progress=progress, again=again)


def show_report(report: IngestReport, out: Console) -> None:
    """A table of the files, then every warning under its file."""
    from rich.text import Text

    out.print(_table(report, with_columns=out.width >= _WIDE))
    for outcome in report.files:
        for warning in outcome.warnings:
            place = f"（第 {warning.source.start} 字处）" if warning.source else ""
            out.print(Text(f"告警 {outcome.file}：{warning.message}{place}"), style="yellow")
    seconds = f"用时 {report.seconds_total:.1f} 秒，其中生成向量 {report.seconds_embedding:.1f} 秒"
    out.print(f"共 {len(report.files)} 个文件，失败 {len(report.failed)} 个；{seconds}。")


def _table(report: IngestReport, *, with_columns: bool) -> Table:
    """One row a file; on a narrow terminal the counts stand in one cell."""
    from rich.table import Column, Table
    from rich.text import Text

    words = [Column("文件", overflow="fold"), Column("结果", no_wrap=True), Column("规划", overflow="fold")]
    names = (*_COUNTED.values(), "告警", "未归类行")
    if with_columns:
        table = Table(*words, *(Column(name, justify="right", no_wrap=True) for name in names))
    else:
        table = Table(*words, Column("读到的内容", overflow="fold"))
    for outcome in report.files:
        counts = [str(count) for count in _counts(outcome)] if outcome.plan_id else [""] * len(names)
        if not with_columns:
            counts = [
                "  ".join(f"{name}\u00a0{count}" for name, count in zip(names, counts, strict=True) if count)
            ]
        title = Text(outcome.title or outcome.error or "")
        table.add_row(Text(outcome.file), _OUTCOMES[outcome.outcome], title, *counts)
    return table


def _counts(outcome: FileOutcome) -> tuple[int, ...]:
    counted = (outcome.counts.get(key, 0) for key in _COUNTED)
    return (*counted, len(outcome.warnings) or outcome.counts.get("warnings", 0), outcome.unclaimed_lines)

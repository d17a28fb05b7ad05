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

    from ingest.library import Library
    from ingest.library.results import FileOutcome, IngestReport

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
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="文件或文件夹", show_default=False)],
    as_json: JsonOption = False,
    data: DataOption = None,
) -> None:
    """读入规划文件，列出读到了什么和全部告警。读不了的文件不影响其余的。"""
    from assistant.wiring import open_plans

    with open_plans(settings_of(context, data)) as library:
        report = ingest_with_progress(library, paths)
    if as_json:
        from assistant.channels.http.register_schemas import IngestReportOut

        console.print_json(IngestReportOut.of(report).model_dump(mode="json"))
    else:
        show_report(report, console.results())
    for outcome in report.failed:
        console.complain(f"{outcome.file}：{outcome.error}")
    if report.failed:
        raise typer.Exit(1)


def ingest_with_progress(library: Library, paths: Sequence[Path]) -> IngestReport:
    """Read files into the library with a bar on a terminal."""
    with progress_bar() as progress:
        return library.ingest(paths, progress=progress)


def show_report(report: IngestReport, out: Console) -> None:
    """A table of the files, then every warning under its file."""
    from rich.table import Table
    from rich.text import Text

    table = Table("文件", "结果", "规划")
    for name in (*_COUNTED.values(), "告警", "未归类行"):
        table.add_column(name, justify="right")
    for outcome in report.files:
        counts = (str(outcome.counts.get(key, 0)) if outcome.plan_id else "" for key in _COUNTED)
        table.add_row(
            Text(outcome.file),
            _OUTCOMES[outcome.outcome],
            Text(outcome.title or outcome.error or ""),
            *counts,
            str(_warning_count(outcome)) if outcome.plan_id else "",
            str(outcome.unclaimed_lines) if outcome.plan_id else "",
        )
    out.print(table)
    for outcome in report.files:
        for warning in outcome.warnings:
            place = f"（第 {warning.source.start} 字处）" if warning.source else ""
            out.print(Text(f"告警 {outcome.file}：{warning.message}{place}"), style="yellow")
    seconds = f"用时 {report.seconds_total:.1f} 秒，其中生成向量 {report.seconds_embedding:.1f} 秒"
    out.print(f"共 {len(report.files)} 个文件，失败 {len(report.failed)} 个；{seconds}。")


def _warning_count(outcome: FileOutcome) -> int:
    return len(outcome.warnings) or outcome.counts.get("warnings", 0)

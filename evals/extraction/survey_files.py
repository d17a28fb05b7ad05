"""What reading makes of every file of a folder, one line a file: ``plan-assistant eval reading 文件夹``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from ingest.errors import ReadError
from ingest.pipeline import read_plan_bytes
from ingest.plan import PlanRecords
from ingest.readers import ReadingLimits
from ingest.readers.iter_files import iter_files

_HEAD = (
    "文件",
    "标题",
    "页",
    "章节",
    "专栏",
    "任务",
    "单位",
    "指标",
    "承诺",
    "段落",
    "修复",
    "未归类行",
    "秒",
    "告警",
)
_LONGEST_TITLE = 30


def survey_markdown(folder: Path, *, lines: bool = False) -> str:
    """A Markdown table in Chinese; with ``lines`` every unclaimed line of each file below it. A file that cannot be read has
    the reason in its line."""
    rows = [f"| {' | '.join(_HEAD)} |", f"|{' --- |' * 2}{' ---: |' * (len(_HEAD) - 3)} --- |"]
    unclaimed: list[str] = []
    for name, read, seconds in _read_all(folder):
        if isinstance(read, ReadError):
            cells = [name, "未能读取", *[""] * (len(_HEAD) - 3), read.user_message]
        else:
            cells = [name, *_cells(read, seconds)]
            unclaimed += _unclaimed(name, read) if lines else []
        rows.append(f"| {' | '.join(cell.replace('|', '｜') for cell in cells)} |")
    return "\n".join([*rows, *unclaimed]) + "\n"


def _read_all(folder: Path) -> Iterator[tuple[str, PlanRecords | ReadError, float]]:
    limits = ReadingLimits()
    for file in iter_files(folder, limits):
        begun = perf_counter()
        try:
            read: PlanRecords | ReadError = read_plan_bytes(file.name, file.content(), limits=limits)
        except ReadError as error:
            read = error
        yield file.name, read, perf_counter() - begun


def _cells(read: PlanRecords, seconds: float) -> list[str]:
    counts = (
        len(read.page_starts) or "",
        len(read.sections),
        len(read.boxes),
        len(read.tasks),
        sum(len(task.units) for task in read.tasks),
        len(read.indicators),
        len(read.commitments),
        len(read.passages),
        sum(read.repairs.values()),
        len(read.unclaimed),
    )
    title = read.plan.title[:_LONGEST_TITLE]
    return [
        title,
        *map(str, counts),
        f"{seconds:.1f}",
        "；".join(warning.message for warning in read.warnings),
    ]


def _unclaimed(name: str, read: PlanRecords) -> list[str]:
    words = [" ".join(read.source_text[span.start : span.end].split()) for span in read.unclaimed]
    return ["", f"## {name}", "", *(f"- {line}" for line in words)] if words else []

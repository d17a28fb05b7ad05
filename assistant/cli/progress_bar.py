"""The progress of a long run: a bar on a terminal, nothing when piped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.cli import console

if TYPE_CHECKING:
    from ingest.library.progress import Progress, RunState

_NAME_CHARACTERS = 24


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A listener for the library's runs that draws on stderr; ``None`` where stderr is no terminal."""
    out = console.notices()
    if not out.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[files]} 个文件 · {task.fields[records]} 条记录"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task("准备", total=None, files="0", records="0", left="")

        def show(state: RunState) -> None:
            bar.update(
                task,
                description=_short(state.file) + _page(state),
                total=state.records_total or None,
                completed=state.records_done,
                files=f"{state.files_done}/{state.files_total}",
                records=f"{state.records_done}/{state.records_total}",
                left="" if state.seconds_left is None else f"约剩 {_duration(state.seconds_left)}",
            )

        yield show


def _short(name: str) -> str:
    return name if len(name) <= _NAME_CHARACTERS else "…" + name[-_NAME_CHARACTERS + 1 :]


def _page(state: RunState) -> str:
    return f" 正在识别第 {state.page}/{state.pages} 页" if state.page else ""


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"

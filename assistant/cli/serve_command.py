"""``plan-assistant serve``: the page and the HTTP API in one process."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assistant.cli import console
from assistant.cli.options import DataOption, settings_of
from assistant.errors import PortInUse, SettingsInvalid
from ingest.errors import NoPlanFound

if TYPE_CHECKING:
    from assistant.service import Assistant
    from ingest.library import Library

_BACKLOG = 128
_WARMING_ENDS_SECONDS = 5.0


def serve(
    context: typer.Context,
    host: Annotated[
        str | None,
        typer.Option(
            "--host", metavar="地址", help="监听的地址，缺省 127.0.0.1（只有本机能访问）", show_default=False
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", metavar="端口", help="监听的端口，缺省 7860", min=0, max=65535, show_default=False
        ),
    ] = None,
    plans: Annotated[
        Path | None,
        typer.Option(
            "--plans", metavar="路径", help="先读入这个文件或文件夹（没有变化的跳过）", show_default=False
        ),
    ] = None,
    data: DataOption = None,
) -> None:
    """启动网页和接口。库是空的，先读入自带的示例规划。"""
    settings = settings_of(context, data)
    signal.signal(signal.SIGTERM, _stop)
    # The address is taken before anything slow happens, so that a taken port is told at once.
    with _listen(host or settings.server.host, settings.server.port if port is None else port) as listener:
        from assistant.wiring import open_assistant

        with open_assistant(settings) as assistant:
            _fill(assistant.library, plans)
            with _warming_up(assistant):
                from assistant.channels.server import build_server

                server = build_server(assistant, settings)
                console.notices().print(
                    f"规划助手已就绪：{_address(listener)}（按 Ctrl-C 停止）", soft_wrap=True
                )
                try:
                    server.run(sockets=[listener])
                except KeyboardInterrupt:
                    console.notices().print("已停止。")


@contextmanager
def _warming_up(assistant: Assistant) -> Iterator[None]:
    """What the first question would wait for is loaded meanwhile."""
    warming = Thread(target=assistant.warm_up, name="warm-up", daemon=True)
    warming.start()
    try:
        yield
    finally:
        # Not for long: it may wait for a server that does not answer.
        warming.join(_WARMING_ENDS_SECONDS)


def _stop(*_: object) -> NoReturn:
    """Leave through the ``with`` statements, so that the library is closed."""
    raise SystemExit(0)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(f"端口 {port} 已被占用，请用 --port 换一个。", str(error)) from error
        if error.errno == errno.EACCES:
            raise PortInUse(
                f"没有权限使用端口 {port}，请用 --port 换一个 1024 以上的。", str(error)
            ) from error
        raise SettingsInvalid(f"不能在地址 {host} 上监听，请核对 --host。", str(error)) from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def _fill(library: Library, plans: Path | None) -> None:
    """Read ``plans``, or the shipped examples into an empty library.

    A file that cannot be read does not keep the others from being served; only an empty library does.
    """
    from importlib.resources import as_file, files

    from assistant.cli.ingest_command import ingest_with_progress, show_report

    if plans is None and library.plans():
        return
    with as_file(files("ingest.examples")) as examples:
        if plans is None:
            console.notices().print("库是空的，先读入自带的示例规划。")
        report = ingest_with_progress(library, [plans or examples])
    if any(outcome.outcome != "unchanged" for outcome in report.files):
        show_report(report, console.notices())
    for outcome in report.failed:
        console.complain(f"{outcome.file}：{outcome.error}")
    if not library.plans():
        raise NoPlanFound("库里没有规划，没有可以回答的内容。", "nothing to serve")

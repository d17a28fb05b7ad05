"""Who is asked: an address, or the assistant of this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from assistant.settings import Settings
    from evals.answerers import Answerer


@dataclass(frozen=True, slots=True)
class Target:
    """Who is asked: an address, or this process where ``url`` is ``None``. ``held`` are the plans of a silent system."""

    url: str | None = None
    model: str = ""
    api_key: str | None = field(default=None, repr=False)
    held: frozenset[str] = frozenset()


@contextmanager
def open_answerer(target: Target, settings: Settings) -> Iterator[Answerer]:
    """The system under test. Ends the command with 2 where nobody is at the address."""
    import httpx

    from evals.answerers import HttpAnswerer, InProcessAnswerer
    from evals.chat_answerer import ChatAnswerer, is_chat_address

    if not target.url:
        with InProcessAnswerer(settings) as in_process:
            yield in_process
        return
    try:
        if is_chat_address(target.url):
            over_http: HttpAnswerer = ChatAnswerer(
                target.url, model=target.model, api_key=target.api_key, plan_ids=target.held
            )
        else:
            over_http = HttpAnswerer(target.url, plan_ids=target.held)
    except httpx.HTTPError as error:
        typer.echo(f"连不上 {target.url}：{error}", err=True)
        raise typer.Exit(2) from error
    with over_http:
        yield over_http

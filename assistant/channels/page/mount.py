"""Putting the page into the app at ``/``, with its style and script, and without anything that leaves the machine."""

from __future__ import annotations

import asyncio
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from assistant import environment

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.service import Assistant
    from assistant.settings import Settings

_FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", "sans-serif")
_ASSETS = "assistant.channels.page.assets"


def mount_page(app: FastAPI, assistant: Assistant, settings: Settings) -> FastAPI:
    """The app with the page at ``/``. Loads Gradio, which takes seconds: call it once, when serving."""
    environment.prepare()

    # Outside of an event loop Gradio makes one for every lock that it creates, and never closes them.
    async def mount_in_a_loop() -> FastAPI:
        return _mount(app, assistant, settings)

    return asyncio.run(mount_in_a_loop())


def _mount(app: FastAPI, assistant: Assistant, settings: Settings) -> FastAPI:
    import gradio as gr

    from assistant.channels.page.layout import build_page

    theme = gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=_FONTS,
        font_mono=("Consolas", "monospace"),
    )
    with as_file(files(_ASSETS) / "favicon.svg") as icon:
        mounted: FastAPI = gr.mount_gradio_app(
            app,
            build_page(assistant, concurrency=settings.server.concurrent_answers),
            path="/",
            theme=theme,
            css=_asset("page.css"),
            head=f"<script>{_asset('page.js')}</script>",
            favicon_path=str(icon),
            footer_links=[],
            show_error=False,
            enable_monitoring=False,
            pwa=False,
            ssr_mode=False,
            mcp_server=False,
        )
    return mounted


def _asset(name: str) -> str:
    return (files(_ASSETS) / name).read_text(encoding="utf-8")

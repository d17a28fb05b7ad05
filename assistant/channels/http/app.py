"""The HTTP app: routes, handlers and middleware around one assistant. The page is mounted by ``assistant.channels.page``."""

from __future__ import annotations

import time
from typing import Any

from fastapi import FastAPI

from assistant.channels.http import (
    errors,
    openai_compatible,
    routes_ask,
    routes_health,
    routes_plans,
    routes_registers,
    routes_unknown,
    source_page,
)
from assistant.channels.http.metrics import MeasureRequests, Metrics
from assistant.channels.http.protection import AddSecurityHeaders, LimitRequestSize
from assistant.service import Assistant
from assistant.settings import MEGABYTE, Settings

_OTHER_BYTES = 4 * MEGABYTE
_FAILURES: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": errors.ErrorOut, "description": "请求不能照办，原因见 message"},
    "5XX": {"model": errors.ErrorOut, "description": "服务暂时不能回答"},
}
"""What the description of the API says of failures; FastAPI's own words describe another shape."""


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """The API over an assistant. FastAPI's own ``/docs`` stays off: it loads its scripts from the internet."""
    app = FastAPI(
        title="规划助手",
        description="规划文件问答：责任分工、指标目标、任务台账，每句话都有出处。",
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        responses=_FAILURES,
    )
    app.state.assistant = assistant
    app.state.settings = settings
    app.state.started = int(time.time())
    app.state.metrics = Metrics()
    for routes in (
        routes_ask,
        routes_plans,
        routes_registers,
        openai_compatible,
        routes_health,
        source_page,
        routes_unknown,
    ):
        app.include_router(routes.router)
    errors.install(app)
    app.add_middleware(
        LimitRequestSize,
        upload_path="/v1/plans",
        upload_bytes=settings.server.upload_megabytes * MEGABYTE,
        other_bytes=_OTHER_BYTES,
    )
    app.add_middleware(AddSecurityHeaders)
    app.add_middleware(MeasureRequests, metrics=app.state.metrics)
    return app

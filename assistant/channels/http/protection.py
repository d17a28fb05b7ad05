"""Bounds on what comes in, and headers on what goes out."""

from __future__ import annotations

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.channels.http.errors import error_response

_TOO_LARGE = "请求太大，最多 {} MB。"

# Gradio's page runs inline scripts and compiles templates; what matters is that nothing is loaded from elsewhere.
PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
    "frame-src 'self'; frame-ancestors 'self'; base-uri 'self'; object-src 'none'; form-action 'self'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class LimitRequestSize:
    """ASGI middleware: 413 for a body over the limit, whether it says its length or just keeps coming.

    ``upload_bytes`` holds for ``upload_path`` alone, ``other_bytes`` for the rest.
    """

    def __init__(self, app: ASGIApp, upload_path: str, upload_bytes: int, other_bytes: int) -> None:
        self._app = app
        self._upload_path = upload_path
        self._upload_bytes = upload_bytes
        self._other_bytes = other_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._upload_bytes if scope["path"] == self._upload_path else self._other_bytes
        message = _TOO_LARGE.format(max(1, limit // (1024 * 1024)))
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdigit() or int(declared) > limit:
            await error_response(413, "request_too_large", message)(scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            part = await receive()
            taken += len(part.get("body", b""))
            if taken > limit:
                raise HTTPException(413, message)
            return part

        await self._app(scope, counted, send)


class AddSecurityHeaders:
    """ASGI middleware: the headers that every response carries unless the route set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.setdefault("Content-Security-Policy", PAGE_POLICY)
            await send(message)

        await self._app(scope, receive, dress)

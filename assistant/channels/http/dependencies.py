"""What routes are given: the assistant, the settings, and proof of the admin key."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import Depends, Request

from assistant.channels.http.errors import ApiError
from assistant.service import Assistant
from assistant.settings import Settings


def get_assistant(request: Request) -> Assistant:
    assistant: Assistant = request.app.state.assistant
    return assistant


def get_settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


AssistantDep = Annotated[Assistant, Depends(get_assistant)]
SettingsDep = Annotated[Settings, Depends(get_settings)]


def require_admin(request: Request, settings: SettingsDep) -> None:
    """Refuse a request without the admin key; the comparison takes the same time for every wrong key."""
    expected = settings.server.admin_key
    if not expected:
        raise ApiError(
            403, "admin_closed", "没有设置管理密钥（PLAN_ASSISTANT_ADMIN_KEY），不能通过网络增删规划。"
        )
    given = request.headers.get("x-admin-key", "")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if not given and scheme.lower() == "bearer":
        given = token.strip()
    # Header values arrive as Latin-1; a key with Chinese characters was sent as UTF-8 bytes.
    if not hmac.compare_digest(given.encode("latin-1"), expected.encode()):
        raise ApiError(401, "admin_key_wrong", "管理密钥不对或没有给出。")


AdminDep = Depends(require_admin)

"""The page and the API put together in one server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.channels.http.app import create_app
from assistant.channels.page.mount import mount_page
from assistant.service import Assistant
from assistant.settings import Settings

if TYPE_CHECKING:
    import uvicorn

_GRACE_SECONDS = 5


def build_server(assistant: Assistant, settings: Settings) -> uvicorn.Server:
    """A server that is ready to run on a listening socket. One process: Chroma's folder has one owner."""
    import uvicorn

    app = mount_page(create_app(assistant, settings), assistant, settings)
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,  # to the log file, like everything else
            log_level="warning",
            access_log=False,  # questions and answers are kept in the answer log, not in server output
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )

"""Where warnings and tracebacks go: a file in the data folder. A terminal gets one line, and only of what concerns its user."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_NAME = "plan-assistant.log"

_BYTES = 5 * 1024 * 1024
_KEPT = 3


def log_to(data: Path) -> None:
    """Send what is logged to the file, which is made with its first line; where it cannot be written, nothing is said."""
    logging.raiseExceptions = False
    handler = RotatingFileHandler(
        data / FILE_NAME, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    root = logging.getLogger()
    for former in [one for one in root.handlers if isinstance(one, RotatingFileHandler)]:
        root.removeHandler(former)
        former.close()
    root.addHandler(handler)

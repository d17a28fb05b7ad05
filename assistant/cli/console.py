"""Where output goes: results to stdout, everything else to stderr; nothing is coloured or drawn when piped."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_PIPED_WIDTH = 160


def results() -> Console:
    """The console for results. Piped output gets a fixed width instead of the 80 columns of no terminal."""
    from rich.console import Console

    return Console(
        file=sys.stdout, width=None if sys.stdout.isatty() else _PIPED_WIDTH, highlight=False, soft_wrap=False
    )


def notices() -> Console:
    """The console for progress and remarks."""
    from rich.console import Console

    return Console(file=sys.stderr, highlight=False)


def print_json(value: Any) -> None:
    """One JSON value on stdout and nothing else."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def complain(message: str) -> None:
    """One line on stderr."""
    sys.stderr.write("错误：" + " ".join(message.split()) + "\n")

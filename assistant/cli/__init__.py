"""The command line, ``plan-assistant``. Every command imports what it needs when it runs: ``--help`` stays quick."""

from assistant.cli.entry import main

__all__ = ["main"]

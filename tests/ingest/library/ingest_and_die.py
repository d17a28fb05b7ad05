"""Run by the crash tests in a process of its own: ingests a folder and is killed at a step, or after some time.

Arguments: data folder, source folder, then a step's name and which time it is reached, or "after" and milliseconds. With
"reindex: " before the step it reindexes with another embedder instead.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

from ingest.library import LibrarySettings, open_library
from tests.ingest.library.builders import DigestEmbeddings, NewDigestEmbeddings, read_lines


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_soon(milliseconds: int) -> None:
    time.sleep(milliseconds / 1000)
    die()


def main(data: str, sources: str, step: str, count: str) -> None:
    reached = 0

    def checkpoint(name: str) -> None:
        nonlocal reached
        if name == step.removeprefix("reindex: "):
            reached += 1
            if reached == int(count):
                die()

    reindexes = step.startswith("reindex: ")
    embedder = NewDigestEmbeddings() if reindexes else DigestEmbeddings()
    settings = LibrarySettings(Path(data))
    with open_library(settings, embedder=embedder, read_plan=read_lines, checkpoint=checkpoint) as library:
        if step == "after":
            library.warm_up()
            threading.Thread(target=die_soon, args=[int(count)], daemon=True).start()
        if reindexes:
            library.reindex()
        else:
            library.ingest([Path(sources)])


if __name__ == "__main__":
    main(*sys.argv[1:])

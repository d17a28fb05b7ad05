"""The files that paths stand for: a file itself, the readable files of a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ingest.library.read_ahead import InputFile
from ingest.readers.limits import ReadingLimits


@contextmanager
def find_inputs(paths: Sequence[Path], limits: ReadingLimits) -> Iterator[list[InputFile]]:
    yield [
        InputFile(f, f.name, str(f.resolve()))
        for path in paths
        for f in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])
    ]

"""The files that paths stand for: a file itself, the readable files of a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ingest.library.read_ahead import InputFile
from ingest.readers.limits import ReadingLimits


@contextmanager
def find_inputs(paths: Sequence[Path], limits: ReadingLimits) -> Iterator[list[InputFile]]:
    """The files in the order of the paths, those of a folder by name."""
    files = (file for path in paths for file in (sorted(path.rglob("*.txt")) if path.is_dir() else [path]))
    yield [InputFile(file.name, str(file.resolve()), file.read_bytes) for file in files]

"""The files that paths stand for: a file itself, the readable files of a folder or an archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from ingest.errors import ReadError
from ingest.library.read_ahead import InputFile
from ingest.readers.iter_files import iter_files
from ingest.readers.limits import ReadingLimits


@contextmanager
def find_inputs(paths: Sequence[Path], limits: ReadingLimits) -> Iterator[list[InputFile]]:
    """The files in the order of the paths, those of a folder by name. A path without a file is one that fails when read."""
    yield [file for path in paths for file in _files_of(path, limits)]


def _files_of(path: Path, limits: ReadingLimits) -> list[InputFile]:
    try:
        return [InputFile(found.name, found.origin, found.content) for found in iter_files(path, limits)]
    except ReadError as error:
        return [InputFile(path.name, str(path.resolve()), partial(_fail, error))]


def _fail(error: ReadError) -> bytes:
    raise error

"""The files of a run, found before the first is read, so that progress knows how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from ingest.errors import ReadError
from ingest.readers.iter_files import FoundFile, iter_files
from ingest.readers.limits import ReadingLimits


def find_inputs(paths: Sequence[Path], limits: ReadingLimits) -> list[FoundFile]:
    """The files of all paths in order, each once. A path that holds nothing is a file whose reading says so."""
    found: dict[str, FoundFile] = {}
    for path in paths:
        try:
            for file in iter_files(path, limits):
                found.setdefault(file.origin, file)
        except ReadError as error:
            origin = str(path.resolve())
            found.setdefault(origin, FoundFile(path.name or origin, origin, partial(_fail, error)))
    return list(found.values())


def _fail(error: ReadError) -> bytes:
    raise error

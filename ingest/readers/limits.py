"""How large, long and deep a file may be before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Bounds of one file; what goes over one raises :class:`ingest.errors.LimitExceeded`.

    ``lines`` counts those with words outside tables; a plan of a thousand pages has some thirty thousand. ``nesting`` counts archives inside archives and tables inside table cells. ``compression_ratio`` is how many times larger
    than its packed size an archive may unpack; it is asked only of what unpacks to more than ``ratio_free_bytes``, since
    small office files full of spaces pack very well.
    """

    bytes: int = 100 * MEGABYTE
    pages: int = 2000
    cells: int = 200_000
    lines: int = 50_000
    nesting: int = 3
    unzipped_bytes: int = 500 * MEGABYTE
    compression_ratio: int = 200
    ratio_free_bytes: int = 10 * MEGABYTE
    archive_files: int = 10_000
    external_seconds: float = 60.0
    """How long an external program (antiword, LibreOffice) may take for one file."""

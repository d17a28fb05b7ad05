"""Opening the library of a data folder."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import LibraryReadOnly
from ingest.library.catalogue import Catalogue
from ingest.library.library import Library
from ingest.library.settings import LibrarySettings

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from ingest.library.index_plan import Checkpoint
    from ingest.library.read_plans import ReadPlan

CATALOGUE_FILE = "catalogue.sqlite"


def open_library(
    settings: LibrarySettings,
    *,
    embedder: Embeddings | None = None,
    read_plan: ReadPlan | None = None,
    checkpoint: Checkpoint | None = None,
) -> Library:
    """Open the library in ``settings.data``, an empty one when there is none.

    ``embedder``, ``read_plan`` and ``checkpoint`` (called with the name of each step of writing) replace what the settings
    say, for tests. Raises :class:`LibraryReadOnly` and :class:`LibraryCorrupt`.
    """
    _prepare_folder(settings.data)
    return Library(settings, Catalogue(settings.data / CATALOGUE_FILE), embedder, read_plan, checkpoint)


def _prepare_folder(data: Path) -> None:
    """Make the folder; raises :class:`LibraryReadOnly` when nothing can be written there."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        raise LibraryReadOnly(
            f"数据目录“{data}”不可写，请检查权限，或用 --data 换一个目录。", str(error)
        ) from error

"""Where plans are kept: a catalogue of facts and two indexes. Public API: ``open_library``, ``Library`` and their settings."""

from ingest.library.library import Library
from ingest.library.open_data_folder import open_library
from ingest.library.settings import ChromaSettings, EmbeddingSettings, LibrarySettings

__all__ = ["ChromaSettings", "EmbeddingSettings", "Library", "LibrarySettings", "open_library"]

"""The error tree of reading and keeping plans.

    IngestError
    ├── ReadError                 one file could not be read; the others go on
    │   ├── FileMissing  FileEmpty  UnsupportedFormat  UndecodableText  LimitExceeded  UnsafeContent  MissingReader
    │   └── NoPlanFound           a folder without anything readable
    └── LibraryError              the library could not be used
        └── LibraryLocked  LibraryReadOnly  LibraryCorrupt  EmbedderMismatch  EmbedderUnavailable
            IndexUnavailable  PlanNotFound

Every error carries a Chinese sentence for users (``user_message``) that says what to do, and an English one for developers.
"""

from __future__ import annotations


class IngestError(Exception):
    """Root of the tree. ``user_message`` is Chinese and fit to be shown."""

    def __init__(self, user_message: str, developer_message: str = "") -> None:
        super().__init__(developer_message or user_message)
        self.user_message = user_message


class ReadError(IngestError):
    """One file could not be read. The other files of the same run are kept."""

    def __init__(self, user_message: str, developer_message: str = "", *, file: str = "") -> None:
        super().__init__(user_message, developer_message)
        self.file = file


class FileMissing(ReadError):
    """The path does not exist: check its spelling."""


class FileEmpty(ReadError):
    """The file has no text."""


class NoPlanFound(ReadError):
    """A folder or archive holds no readable file."""


class UnsupportedFormat(ReadError):
    """The file's format is none that can be read: convert it first."""


class UndecodableText(ReadError):
    """The bytes are no text in any known encoding."""


class LimitExceeded(ReadError):
    """The file is larger, longer or deeper than the settings allow: split it or raise the limit."""


class UnsafeContent(ReadError):
    """The file holds something that is refused: an entity bomb, a path out of the archive, …"""


class MissingReader(ReadError):
    """An optional program or package is needed for this format: install what the message names."""


class LibraryError(IngestError):
    """The library in the data folder could not be used."""


class LibraryLocked(LibraryError):
    """Another process writes to the library: wait for it, the message says which."""


class LibraryReadOnly(LibraryError):
    """The data folder cannot be written: choose another or change its rights."""


class LibraryCorrupt(LibraryError):
    """The catalogue cannot be opened: restore it from a copy, or move it away and ingest again."""


class EmbedderMismatch(LibraryError):
    """The library was built with another embedder: use that one again, or run ``plan-assistant reindex``."""


class EmbedderUnavailable(LibraryError):
    """The embeddings server does not answer as it should: check it and its settings. Facts and keywords still work."""


class IndexUnavailable(LibraryError):
    """An index cannot be opened or its server does not answer: check the server, or run ``plan-assistant reindex``."""


class PlanNotFound(LibraryError):
    """There is no plan with that id: ``plan-assistant plans`` lists them."""

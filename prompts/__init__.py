"""Every word that is said to a model, or to a user who gets no answer. Prompts are Markdown files loaded by name."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib import resources
from string import Formatter

_REPLY_HEADING = re.compile(r"^## (\w+)\n", re.MULTILINE)
"""## not_in_library"""


class UnknownPrompt(KeyError):
    """There is no prompt or reply with that name."""


@cache
def load_prompt(name: str) -> str:
    """The text of ``prompts/<name>.md``, without a trailing line break. Raises :class:`UnknownPrompt`."""
    file = resources.files(__package__).joinpath(f"{name}.md")
    if not file.is_file():
        raise UnknownPrompt(name)
    return file.read_text(encoding="utf-8").strip()


@cache
def prompt_hash(*names: str) -> str:
    """A short hash of the prompts' texts, for the trace."""
    digest = hashlib.sha256("\0".join(load_prompt(name) for name in names).encode())
    return digest.hexdigest()[:12]


@cache
def replies() -> dict[str, str]:
    """All replies of ``replies.md`` by name: templates with ``{variables}``."""
    parts = _REPLY_HEADING.split(load_prompt("replies"))
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def reply(name: str, **variables: str | int) -> str:
    """A reply with its variables filled in. Raises :class:`UnknownPrompt` or ``KeyError`` for a missing variable."""
    template = replies().get(name)
    if template is None:
        raise UnknownPrompt(name)
    return template.format(**variables)


def variables_of(template: str) -> frozenset[str]:
    """The names in curly brackets."""
    return frozenset(field for _, field, _, _ in Formatter().parse(template) if field)

"""Builders of sources for tests of repair and reading."""

from __future__ import annotations

from ingest.lay_out_blocks import LaidOut, lay_out_blocks
from ingest.source import Paragraph, SourceText, Table


def text_source(text: str, **changes: object) -> SourceText:
    """A text file's source."""
    return SourceText(text=text, format="txt", **changes)  # type: ignore[arg-type]


def lay_out(text: str) -> LaidOut:
    return lay_out_blocks(text_source(text))


def paragraphs(laid: LaidOut) -> list[str]:
    return [block.text for block in laid.blocks if isinstance(block, Paragraph)]


def tables(laid: LaidOut) -> list[list[list[str]]]:
    """Every table as rows of cell texts; a merged cell's text stands in every place it covers."""
    return [
        [[cell.text if cell else "" for cell in row] for row in block.grid()]
        for block in laid.blocks
        if isinstance(block, Table)
    ]

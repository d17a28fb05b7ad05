"""Builders of sources for tests of repair and reading."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.commitments.extract_commitments import extract_commitments
from ingest.extract_indicators import extract_indicators
from ingest.front_matter.find_front_matter import find_front_matter
from ingest.lay_out_blocks import LaidOut, lay_out_blocks
from ingest.outline.build_outline import build_outline
from ingest.plan import Commitment, IndicatorRow, Plan
from ingest.readers import read_source
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


@dataclass(frozen=True)
class Parts:
    """What layout, front matter, tables and commitments make of a document, without tasks and passages."""

    source: SourceText
    laid: LaidOut
    plan: Plan
    indicators: tuple[IndicatorRow, ...]
    commitments: tuple[Commitment, ...]


def read_parts(text: str, name: str = "plan.txt") -> Parts:
    source = read_source(name, text.encode())
    laid = lay_out_blocks(source)
    plan = find_front_matter(laid, source, plan_id="plan", file=name, sha256="")
    outline = build_outline(laid.blocks, source, [entry.text for entry in laid.contents])
    indicators = extract_indicators(laid.blocks, outline.block_paths, plan, source)
    return Parts(source, laid, plan, indicators, extract_commitments(outline, indicators, plan, source))

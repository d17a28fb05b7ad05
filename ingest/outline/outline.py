"""What an outline is: sections, boxes, and each paragraph or table in its place under them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.outline.headings import Heading
from ingest.plan import Box, ReadingWarning, Section
from ingest.source import Block, Paragraph


class BlockKind(StrEnum):
    """What a block is in the outline."""

    TEXT = "text"
    HEADING = "heading"
    """The whole block is a heading."""
    RUN_IN = "run_in"
    """A paragraph that opens with a numbered heading, or a numbered paragraph without a title."""
    REPEATED = "repeated"
    """A heading printed again at a page break: no content."""
    BOX_TITLE = "box_title"
    TABLE = "table"
    SIGNATURE = "signature"
    """Issuer and date below the text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or table in its place in the outline. Tables whose column borders are lost stand here line by line.

    ``path`` is the heading path that it stands under: a heading's own path ends with itself, the path of what stands in a box
    ends with the box's name ("专栏3 …"). ``box`` numbers the box among ``Outline.boxes``. ``flat`` marks lines of a table
    whose column borders are lost; ``block`` is the number of the laid-out block.
    """

    block: int
    content: Block
    kind: BlockKind
    path: tuple[str, ...]
    heading: Heading | None = None
    box: int | None = None
    flat: bool = False

    @property
    def text(self) -> str:
        """The words of a paragraph, "" for a table."""
        return self.content.text if isinstance(self.content, Paragraph) else ""

    @property
    def is_sentence(self) -> bool:
        """Whether a numbered line is a whole sentence ("2.死亡率控制在8/10万以下。") and so content rather than a heading only."""
        numbered = self.heading is not None and self.heading.kind is not None
        return self.kind is BlockKind.HEADING and numbered and self.text.rstrip().endswith("。")


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections and boxes in document order, the pieces that stand under them, and path and kind of each laid-out block."""

    sections: tuple[Section, ...]
    boxes: tuple[Box, ...]
    block_paths: tuple[tuple[str, ...], ...]
    block_kinds: tuple[BlockKind, ...]
    pieces: tuple[Piece, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()

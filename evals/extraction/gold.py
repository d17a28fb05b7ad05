"""The facts of a document as a person wrote them down: models of ``evals/gold/extraction/*.json``.

``path`` and ``section`` name headings with their numbers, from the outside in, at least the last one. ``optional`` marks what
may be extracted or not, ``run_in`` a heading that opens a paragraph and may be a section, a task or both, ``restored`` a
heading whose number the source lost. ``accept`` lists further right answers. ``complete`` names the kinds of which the file
lists every one, so that anything more is an extra.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.words import Words
from ingest.plan import Basis, Level, PlanStatus, Role

GOLD_FOLDER = Path(__file__).parent.parent / "gold" / "extraction"


class Gold(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AcceptedFrontMatter(Gold):
    title: tuple[Words, ...] = ()
    issuer: tuple[Words | None, ...] = ()
    status: tuple[PlanStatus, ...] = ()
    published: tuple[str | None, ...] = ()
    issued: tuple[str | None, ...] = ()


class FrontMatter(Gold):
    title: Words
    region: str
    level: Level
    issuer: Words | None
    document_number: str | None
    issued: str | None
    published: str | None
    period: tuple[int, int] | None
    status: PlanStatus
    based_on: tuple[Words, ...]
    accept: AcceptedFrontMatter = AcceptedFrontMatter()


class GoldSection(Gold):
    number: str
    title: str
    path: tuple[str, ...]
    accept: tuple[str, ...] = ()
    optional: bool = False
    run_in: bool = False
    restored: bool = False
    anynumber: bool = False


class GoldBox(Gold):
    no: str
    title: str


class GoldUnit(Gold):
    name: Words
    role: Role
    basis: Basis


class GoldTask(Gold):
    section: tuple[str, ...]
    number: str | None
    title: str
    units: tuple[GoldUnit, ...]
    open: bool
    optional: bool = False
    accept: tuple[str, ...] = ()


class GoldIndicator(Gold):
    table: str | None = None
    no: str
    category: str | None
    name: str | None
    unit: str | None
    values: dict[str, str]
    attribute: str | None
    is_result: bool = False
    text_anchor: str | None = None
    figures: tuple[str, ...] = ()
    accept_values: dict[str, tuple[str, ...]] = {}


class GoldCommitment(Gold):
    section: str | None
    anchor: str
    what: str
    op: str
    value: str
    unit: str | None
    deadline: str | None
    is_result: bool
    optional: bool = False


class ExtractionGold(Gold):
    file: str
    front_matter: FrontMatter
    complete: tuple[str, ...]
    sections: tuple[GoldSection, ...]
    boxes: tuple[GoldBox, ...]
    tasks: tuple[GoldTask, ...]
    indicators: tuple[GoldIndicator, ...]
    commitments: tuple[GoldCommitment, ...]


def load_extraction_gold(folder: Path = GOLD_FOLDER) -> Iterator[tuple[str, ExtractionGold]]:
    """(name, gold) of every file in the folder, by name. Raises ``pydantic.ValidationError`` for a malformed file."""
    for path in sorted(folder.glob("*.json")):
        yield path.stem, ExtractionGold.model_validate_json(path.read_text(encoding="utf-8"))

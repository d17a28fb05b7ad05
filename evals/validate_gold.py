"""Does the gold hold only what the documents hold? Every anchor, name and value is looked for in its document.

python -m evals.validate_gold PLANS        # exits with 1 and lists what was not found
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import docx
from bs4 import BeautifulSoup
from docx.table import Table, _Cell

from evals.extraction.gold import GOLD_FOLDER, ExtractionGold, load_extraction_gold
from evals.questions.gold import QUESTION_FOLDER, GoldQuestion, load_questions
from evals.words import fold, fold_title

LONGEST_TEXT = 25
"""Characters that a text of a gold file may have in one piece; longer ones are written in parts."""
READABLE = frozenset({".txt", ".md", ".html", ".docx"})
JSON_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


class Document:
    """A document's text, folded in the two ways in which gold is compared with it."""

    def __init__(self, path: Path) -> None:
        text = document_text(path)
        self.folded = fold(text)
        self.letters = fold_title(text)

    def has(self, text: str | None) -> bool:
        """Whether the text stands in the document, punctuation included or at least letter by letter."""
        return not text or fold(text) in self.folded or fold_title(text) in self.letters


def document_text(path: Path) -> str:
    """All words of a document in reading order, cells of a table one after another; read without the help of ``ingest``."""
    if path.suffix == ".docx":
        parts: list[str] = []
        for block in docx.Document(str(path)).iter_inner_content():
            if isinstance(block, Table):
                parts += [cell.text for row in block.rows for cell in _each_once(row.cells)]
            else:
                parts.append(block.text)
        return "\n".join(parts)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return BeautifulSoup(text, "lxml").get_text("\n")
    return text.replace("|", "\n") if path.suffix == ".md" else text


def _each_once(cells: Iterable[_Cell]) -> list[_Cell]:
    """A row's cells; python-docx names a merged one once for every column that it spans."""
    return list({id(cell._tc): cell for cell in cells}.values())


def _says(document: Document, where: str, *texts: str | None) -> Iterator[str]:
    for text in texts:
        if not document.has(text):
            yield f"{where}: “{text}” does not stand in the document"


def extraction_problems(gold: ExtractionGold, document: Document) -> Iterator[str]:
    """What an extraction gold file states that its document does not say."""
    front = gold.front_matter
    yield from _says(
        document, "front_matter", front.title, front.issuer, front.document_number, *front.based_on
    )
    for date in (front.issued, front.published):
        if date and not any(document.has(form) for form in _date_forms(date)):
            yield f"front_matter: the date {date} does not stand in the document"
    for section in gold.sections:
        yield from _says(document, f"section {section.number}", section.title, *section.path[-1:])
    for task in gold.tasks:
        yield from _says(document, f"task {task.title}", task.title, *(unit.name for unit in task.units))
    for row in gold.indicators:
        yield from _says(
            document, f"indicator {row.no}", row.name, row.category, row.text_anchor, *row.figures
        )
        if row.values and not _row_stands(
            document, row.no, row.name or "", row.unit, tuple(row.values.values())
        ):
            yield f"indicator {row.no} {row.name}: its values do not follow its name in the document"
    for item in gold.commitments:
        yield from _says(document, f"commitment {item.anchor}", item.anchor)
        if fold(item.value) not in fold(item.anchor) and not document.has(item.value):
            yield f"commitment {item.anchor}: the value {item.value} does not stand in the document"
        if fold(item.unit) not in document.folded:
            yield f"commitment {item.anchor}: the unit {item.unit} does not stand in the document"


def _date_forms(date: str) -> list[str]:
    year, month, day = date.split("-")
    plain = f"{int(year)}年{int(month)}月{int(day)}日"
    return [date, plain, f"{year}年{month}月{day}日", f"{year}{int(month)}{int(day)}"]


def _row_stands(document: Document, no: str, name: str, unit: str | None, values: tuple[str, ...]) -> bool:
    """Whether number, name, unit of measure and values follow one another, as cells of a row do."""
    bracket = rf"\(?{re.escape(fold(unit))}\)?" if unit else r"\(?\)?"
    row = re.escape(fold(no)) + re.escape(fold(name)) + bracket + "".join(re.escape(fold(v)) for v in values)
    return re.search(row, document.folded) is not None


def question_problems(question: GoldQuestion, documents: dict[str, Document]) -> Iterator[str]:
    """What a gold question expects that its plans do not say."""
    for place in question.evidence:
        document = documents.get(place.plan)
        if document is None:
            yield f"{question.id}: no document for the plan {place.plan!r}"
            continue
        if not document.has(place.anchor):
            yield f"{question.id}: the anchor “{place.anchor}” does not stand in {place.plan}"
        if place.section and not document.has(place.section):
            yield f"{question.id}: the section “{place.section}” does not stand in {place.plan}"
    cited = [documents[place.plan] for place in question.evidence if place.plan in documents]
    if not cited:
        return
    for value in question.expect.values:
        if not value.computed and not any(document.has(value.value) for document in cited):
            yield f"{question.id}: the value {value.value} does not stand in the plans of its evidence"
    for unit in (*question.expect.units, *question.expect.also_units):
        if not any(document.has(unit.name) for document in cited):
            yield f"{question.id}: the unit {unit.name} does not stand in the plans of its evidence"
    for item in question.expect.items:
        if not any(document.has(words) for document in cited for words in (item.words, *item.accept)):
            yield f"{question.id}: the list item {item.words} does not stand in the plans of its evidence"


def long_texts(path: Path) -> Iterator[str]:
    """Texts of a gold file about a document that are longer than a gold file may hold in one piece."""
    for found in JSON_TEXT.finditer(path.read_text(encoding="utf-8")):
        if len(found.group(1)) > LONGEST_TEXT and not found.group(1).isascii():
            yield f"{path.name}: a text of {len(found.group(1))} characters: {found.group(1)[:30]}…"


def validate_extraction(plans: Path, folder: Path = GOLD_FOLDER) -> list[str]:
    """Every problem of the extraction gold; documents that are not there are passed over."""
    problems: list[str] = []
    for name, gold in load_extraction_gold(folder):
        problems += long_texts(folder / f"{name}.json")
        if (plans / gold.file).exists():
            problems += [f"{name}: {p}" for p in extraction_problems(gold, Document(plans / gold.file))]
    return problems


def validate_questions(plans: Path, folder: Path = QUESTION_FOLDER) -> list[str]:
    """Every problem of the question gold; questions about documents that are not there are passed over."""
    documents = {path.stem: Document(path) for path in sorted(plans.iterdir()) if path.suffix in READABLE}
    problems: list[str] = []
    seen: set[str] = set()
    for question in load_questions(folder):
        if question.id in seen:
            problems.append(f"{question.id}: the id is used twice")
        seen.add(question.id)
        if all(place.plan in documents for place in question.evidence):
            problems += question_problems(question, documents)
    return problems


def main() -> int:
    plans = Path(sys.argv[1])
    problems = validate_extraction(plans) + validate_questions(plans)
    for problem in problems:
        sys.stdout.write(problem + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""Does the gold hold only what the documents hold? Every anchor, name and value is looked for in its document.

Its messages are for evaluators, hence in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.extraction.gold import GOLD_FOLDER, ExtractionGold, load_extraction_gold
from evals.gold_documents import Document, open_documents
from evals.questions.gold import QUESTION_FOLDER, GoldQuestion, load_questions
from evals.words import fold

LONGEST_TEXT = 25
"""Characters that a text of a gold file may have in one piece; longer ones are written in parts."""
JSON_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
"""Any string of a JSON file."""


def _says(document: Document, where: str, *texts: str | None) -> Iterator[str]:
    for text in texts:
        if not document.has(text):
            yield f"{where}：“{text}”在文件里找不到"


def extraction_problems(gold: ExtractionGold, document: Document) -> Iterator[str]:
    """What an extraction gold file states that its document does not say."""
    front = gold.front_matter
    yield from _says(document, "文件要素", front.title, front.issuer, front.document_number, *front.based_on)
    for date in (front.issued, front.published):
        if date and not any(document.has(form) for form in _date_forms(date)):
            yield f"文件要素：日期 {date} 在文件里找不到"
    for section in gold.sections:
        yield from _says(document, f"章节 {section.number}", section.title, *section.path[-1:])
    for task in gold.tasks:
        yield from _says(document, f"任务 {task.title}", task.title, *(unit.name for unit in task.units))
    for row in gold.indicators:
        yield from _says(document, f"指标 {row.no}", row.name, row.category, row.text_anchor, *row.figures)
        if row.values and not _row_stands(
            document, row.no, row.name or "", row.unit, tuple(row.values.values())
        ):
            yield f"指标 {row.no} {row.name}：文件里它的名称后面不是这些数值"
    for item in gold.commitments:
        yield from _says(document, f"承诺 {item.anchor}", item.anchor)
        if fold(item.value) not in fold(item.anchor) and not document.has(item.value):
            yield f"承诺 {item.anchor}：数值 {item.value} 在文件里找不到"
        if fold(item.unit) not in document.folded:
            yield f"承诺 {item.anchor}：计量单位 {item.unit} 在文件里找不到"


def _date_forms(date: str) -> list[str]:
    year, month, day = date.split("-")
    plain = f"{int(year)}年{int(month)}月{int(day)}日"
    return [date, plain, f"{year}年{month}月{day}日", f"{year}{int(month)}{int(day)}"]


def _row_stands(document: Document, no: str, name: str, unit: str | None, values: tuple[str, ...]) -> bool:
    """Whether number, name, unit of measure and values follow one another, as cells of a row do."""
    bracket = rf"\(?{re.escape(fold(unit))}\)?" if unit else r"\(?\)?"
    row = re.escape(fold(no)) + re.escape(fold(name)) + bracket + "".join(re.escape(fold(v)) for v in values)
    return re.search(row, document.folded) is not None


def question_problems(question: GoldQuestion, documents: Mapping[str, Document]) -> Iterator[str]:
    """What a gold question expects that its plans do not say."""
    for place in question.evidence:
        document = documents.get(place.plan)
        if document is None:
            yield f"{question.id}：没有编号为 {place.plan} 的规划文件"
            continue
        if not document.has(place.anchor):
            yield f"{question.id}：锚点“{place.anchor}”在 {place.plan} 里找不到"
        if place.section and not document.has(place.section):
            yield f"{question.id}：章节“{place.section}”在 {place.plan} 里找不到"
    cited = [documents[place.plan] for place in question.evidence if place.plan in documents]
    if not cited:
        return
    for value in question.expect.values:
        if not value.computed and not any(document.has(value.value) for document in cited):
            yield f"{question.id}：数值 {value.value} 在依据所在的文件里找不到"
    for unit in (*question.expect.units, *question.expect.also_units):
        if not any(document.has(unit.name) for document in cited):
            yield f"{question.id}：单位 {unit.name} 在依据所在的文件里找不到"
    for item in question.expect.items:
        if not any(document.has(words) for document in cited for words in (item.words, *item.accept)):
            yield f"{question.id}：清单条目 {item.words} 在依据所在的文件里找不到"


def long_texts(path: Path) -> Iterator[str]:
    """Texts of a gold file about a document that are longer than a gold file may hold in one piece."""
    for found in JSON_TEXT.finditer(path.read_text(encoding="utf-8")):
        if len(found.group(1)) > LONGEST_TEXT and not found.group(1).isascii():
            yield f"{path.name}：一段文字有 {len(found.group(1))} 字，超过 {LONGEST_TEXT} 字，请拆成几段：{found.group(1)[:30]}…"


def validate_extraction(plans: Path, folder: Path = GOLD_FOLDER) -> list[str]:
    """Every problem of the extraction gold; documents that are not there are passed over."""
    problems: list[str] = []
    for name, gold in load_extraction_gold(folder):
        problems += long_texts(folder / f"{name}.json")
        if (plans / gold.file).exists():
            problems += [f"{name}：{p}" for p in extraction_problems(gold, Document(plans / gold.file))]
    return problems


@dataclass(frozen=True, slots=True)
class Validation:
    """``problems`` in Chinese, one a line; ``unchecked`` questions name plans of which there is no readable document."""

    problems: tuple[str, ...]
    checked: int
    unchecked: int


def validate_questions(plans: Path, folder: Path = QUESTION_FOLDER) -> Validation:
    """Every problem of the question gold. Raises :class:`~evals.questions.gold.GoldFileError` for a file that is none."""
    documents = open_documents(plans)
    problems: list[str] = []
    seen: set[str] = set()
    checked = unchecked = 0
    for question in load_questions(folder):
        if question.id in seen:
            problems.append(f"{question.id}：这个编号用了两次")
        seen.add(question.id)
        if all(place.plan in documents for place in question.evidence):
            problems += question_problems(question, documents)
            checked += 1
        else:
            unchecked += 1
    return Validation(tuple(problems), checked, unchecked)

"""Passages for citing and embedding: whole paragraphs, or whole sentences of long ones, with their heading path."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.cell_text import cell_paragraphs
from ingest.outline.outline import BlockKind, Outline, Piece
from ingest.plan import Passage, Span
from ingest.source import RepairedText, SourceText, Table, TableCell
from ingest.tasks.extract_tasks import ExtractedTasks

LONGEST_PASSAGE = 350
"""A longer paragraph is cut between sentences (characters)."""

LONGEST_SENTENCE = 700
"""A sentence or row longer than this is cut at commas or between cells: the embedder sees some 800 characters."""

STOP = re.compile(r"[。！？!?](?:[”’」』）)》]*)|\n")
"""Where a paragraph may be cut"""

FULL_STOP = re.compile(r"[。！？][”’」』）)》]*")
"""The end of a whole sentence"""

HALF_STOP = re.compile(r"[；;]")
"""Where a sentence that is longer than a passage may be cut"""

COMMA = re.compile(r"[，,、]")
"""Where a sentence longer than the embedder's window may be cut"""

PROSE = re.compile(r"[。；：！？;:]|[，,].*[，,]")
"""What a line of content has and a signature, a date or a page's furniture has not"""

ROW_NUMBER_HEADING = re.compile(r"^(?:序号?|编号|项次|No\.?)$", re.I)
"""序号"""

_NO_PASSAGE = (BlockKind.HEADING, BlockKind.REPEATED, BlockKind.BOX_TITLE, BlockKind.SIGNATURE)
_SHORTEST_SENTENCE = 4
_SHORTEST_PROSE = 12
_SHORTEST_PLAIN = 24


@dataclass(frozen=True, slots=True)
class _Draft:
    section: tuple[str, ...]
    words: RepairedText
    task_id: str | None = None
    text: str | None = None
    """Set where the text is put together (a table's row) and has no way back, character by character."""


def cut_passages(
    outline: Outline,
    extracted: ExtractedTasks,
    source: SourceText,
    plan_id: str,
    *,
    row_spans: Sequence[Span] = (),
    title_spans: Sequence[Span] = (),
) -> tuple[Passage, ...]:
    """Passages ``{plan_id}:p1``, … in document order: paragraphs that are no task, rows of tables that are no record, and the
    pieces of long tasks (with ``task_id``).

    ``row_spans`` are the places of table rows that are records already (indicators); ``title_spans`` those of front matter, which
    is not repeated as passages.
    """
    drafts: list[_Draft] = []
    lead: tuple[Piece, RepairedText] | None = None
    done: set[int] = set()
    for number, piece in enumerate(outline.pieces):
        task = extracted.pieces.get(number)
        if task is not None:
            if task not in done:
                done.add(task)
                drafts += _task_pieces(extracted, task)
            lead = None
            continue
        if isinstance(piece.content, Table):
            drafts += _table_rows(piece, piece.content, row_spans)
            continue
        if piece.is_sentence and not _has_text(outline.pieces, number):
            drafts += [_Draft(piece.path[:-1], part) for part in cut_words(piece.content.words)]
            lead = None
            continue
        if number in extracted.labels or piece.kind in _NO_PASSAGE:
            lead = None
            continue
        words = piece.content.words
        if lead is not None and lead[0].path == piece.path:
            words = RepairedText.join([lead[1], words])
        lead = None
        if _introduces(words.text) and _goes_on(outline.pieces, number):
            lead = (piece, words)
            continue
        if _is_content(words, title_spans):
            drafts += [_Draft(piece.path, part) for part in cut_words(words)]
    drafts.sort(key=lambda draft: draft.words.source_range()[0])
    return tuple(_passage(draft, f"{plan_id}:p{n}", source) for n, draft in enumerate(drafts, 1))


def cut_words(words: RepairedText, longest: int = LONGEST_PASSAGE) -> list[RepairedText]:
    """Words in pieces of at most ``longest`` characters, cut between sentences; a longer sentence at its semicolons, one beyond
    :data:`LONGEST_SENTENCE` at its commas."""
    if len(words) <= longest:
        return [words.strip()] if words.text.strip() else []
    ends = [match.end() for match in STOP.finditer(words.text)]
    pieces: list[RepairedText] = []
    start = 0
    while start < len(words):
        rest = len(words) - start
        stop = len(words) if rest <= longest else _cut_behind(words.text, start, ends, longest)
        piece = words.slice(start, stop).strip()
        if piece.text:
            pieces.append(piece)
        start = stop
    return pieces


def _cut_behind(text: str, start: int, ends: Sequence[int], longest: int) -> int:
    fitting = [end for end in ends if start < end <= start + longest]
    if fitting:
        return fitting[-1]
    sentence_end = next((end for end in ends if end > start), len(text))
    halves = [match.end() for match in HALF_STOP.finditer(text, start, sentence_end)]
    fitting = [end for end in halves if end <= start + longest]
    stop = fitting[-1] if fitting else (halves[0] if halves else sentence_end)
    if stop - start <= LONGEST_SENTENCE:
        return stop
    commas = [match.end() for match in COMMA.finditer(text, start, start + LONGEST_SENTENCE)]
    return commas[-1] if commas else start + LONGEST_SENTENCE


def _task_pieces(extracted: ExtractedTasks, number: int) -> list[_Draft]:
    """A task longer than a passage is covered by passages as well, so that every part of it can be found."""
    words = extracted.words[number]
    task = extracted.tasks[number]
    if len(words) <= LONGEST_PASSAGE:
        return []
    return [_Draft(task.section, part, task.id) for part in cut_words(words)]


def _introduces(text: str) -> bool:
    return text.rstrip().endswith(("：", ":")) and len(text) < LONGEST_PASSAGE // 2


def _goes_on(pieces: Sequence[Piece], number: int) -> bool:
    following = pieces[number + 1] if number + 1 < len(pieces) else None
    return (
        following is not None and following.kind is BlockKind.TEXT and following.path == pieces[number].path
    )


def _has_text(pieces: Sequence[Piece], number: int) -> bool:
    """Whether something stands below a heading."""
    path = pieces[number].path
    following = pieces[number + 1] if number + 1 < len(pieces) else None
    return following is not None and following.path[: len(path)] == path


def _is_content(words: RepairedText, titles: Sequence[Span]) -> bool:
    text = words.text.strip()
    if _is_front_matter(words, titles):
        return False
    if text.endswith("。"):
        return len(text) >= _SHORTEST_SENTENCE
    return len(text) >= (_SHORTEST_PROSE if PROSE.search(text) else _SHORTEST_PLAIN)


def _is_front_matter(words: RepairedText, titles: Sequence[Span]) -> bool:
    """Whether words are little else than a title, a date or the plans it rests on; another whole sentence is content:
    本规划依据《…》编制。基准年为2020年。"""
    start, end = words.source_range()
    inside = [span for span in titles if span.start < end and start < span.end]
    if not any(len(words.text.strip()) < 2 * (span.end - span.start) for span in inside):
        return False
    sentence_start = 0
    for stop in FULL_STOP.finditer(words.text):
        sentence = words.slice(sentence_start, stop.end()).strip()
        low, high = sentence.source_range()
        if len(sentence) >= _SHORTEST_PROSE and not any(
            span.start < high and low < span.end for span in inside
        ):
            return False
        sentence_start = stop.end()
    return True


def _table_rows(piece: Piece, table: Table, row_spans: Sequence[Span]) -> list[_Draft]:
    """Each row below the header as "heading：value，…"; a row of one cell over all columns goes before those that follow."""
    grid = table.grid()
    if not grid:
        return []
    if len(grid) == 1 or len(grid[0]) == 1:
        return [
            _Draft(piece.path, part)
            for cell in table.cells
            for part in cell_paragraphs(cell.words)
            if part.text
        ]
    headings = ["".join(cell.text.split()) if cell else "" for cell in grid[0]]
    drafts: list[_Draft] = []
    group = ""
    for row in grid[1:]:
        cells = list({id(cell): cell for cell in row if cell and cell.text.strip()}.values())
        if not cells or [("".join(cell.text.split()) if cell else "") for cell in row] == headings:
            continue
        if len(cells) == 1 and cells[0].column_span > 1:
            group = "".join(cells[0].text.split())
        if _is_claimed(cells, row_spans) or (len(cells) == 1 and row_spans and len(group) < _SHORTEST_PLAIN):
            continue
        text = (f"{group}；" if group and len(cells) > 1 else "") + _row_text(headings, cells)
        if len(text) > LONGEST_SENTENCE:
            drafts += [_Draft(piece.path, part) for cell in cells for part in cut_words(cell.words)]
            continue
        words = RepairedText.join(
            [cell.words for cell in sorted(cells, key=lambda c: (c.row, c.column))], "\n"
        )
        drafts.append(_Draft(piece.path, words, text=text))
    return drafts


def _is_claimed(cells: Sequence[TableCell], spans: Sequence[Span]) -> bool:
    for cell in cells:
        low, high = cell.words.source_range()
        if any(span.start < high and span.end > low for span in spans):
            return True
    return False


def _row_text(headings: Sequence[str], cells: Sequence[TableCell]) -> str:
    """One sentence where no cell has sentences of its own. The number of a row is no part of what it says."""
    parts: list[str] = []
    for cell in cells:
        if cell.column < len(headings) and ROW_NUMBER_HEADING.match(headings[cell.column]):
            continue
        value = RepairedText.join(cell_paragraphs(cell.words), "\n").text
        heading = headings[cell.column] if cell.column < len(headings) else ""
        parts.append(f"{heading}：{value}" if heading and heading != value else value)
    return ("；" if any(mark in part for part in parts for mark in "。；\n") else "，").join(parts)


def _passage(draft: _Draft, passage_id: str, source: SourceText) -> Passage:
    span = source.span(*draft.words.source_range())
    if draft.text is not None:
        return Passage(passage_id, draft.section, draft.text, span, task_id=draft.task_id)
    return Passage(passage_id, draft.section, draft.words.text, span, draft.words.origin(), draft.task_id)

"""A task on its way: the pieces of text that make it up, and how its title, measures and deadline are read from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.outline.heading_grammar import CIRCLED_MARK, ORDINAL_WORD, SENTENCE_END, split_title
from ingest.plan import Span, TaskItem, UnitAssignment
from ingest.source import RepairedText, SourceText
from ingest.units.unit_clauses import NamedUnit

DEADLINE = re.compile(
    r"(?:(?:到|至|截至|力争到?|确保到?|于)\s*)?(?<!\d)20[1-5]\d\s*年(?:\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*月(?:\s*\d{1,2}\s*日)?|[一二三四]季度|上半年|下半年)?"
    r"\s*(?:年?底|年?末|中)?(?:以前|之前|前)?"
)
"""2022年底前 · 到2023年 · 2024年6月底前 · 2025年"""

DEADLINE_MARK = re.compile(r"^(?:到|至|截至|力争|确保|于)|(?:底|末|前)$")
"""What makes a year a deadline: 到… or …底前; a bare 2020年 is only a year"""

DEADLINE_LABEL = re.compile(
    r"(?:完成|实施|推进)?(?:时限|时间|期限)(?:要求)?(?:[：:]|[】〕\]][：:]?)\s*([^，,；;。）)〕】\]\n]{2,24}(?:，(?:长期|持续)[\u4e00-\u9fff]{2})?)"
)
"""完成时限：2023年12月底 · 【完成时限】长期 · 整改时限：立行立改，长期坚持"""

TIME_IN_CLAUSE = re.compile(
    r"(?:^|[，,；;。])\s*(?P<time>(?:长期坚持|持续推进|长期推进|持续实施|立行立改)|(?:到|于|力争)?20[1-5]\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?[底末]|中旬|上旬|下旬|汛期?)?前?)"
    r"(?:全面|全部|基本)?(?:完成|落实|实现)?\s*(?:[，,；;。]|$)"
)
"""（市财政局负责，2024年12月底前完成） · （2023年10月底前完成。责任单位：市水利局） · （…负责，长期坚持）"""

ITEM_MARK = re.compile(r"(?:^|\n)\s*[（(]\d{1,2}[）)]")
"""（1）… at the head of a paragraph inside a task"""

ITEM_DASHES = "—-─–·•● \u3000"
"""——坚持…: what may stand before a titled paragraph"""

_LONGEST_BEFORE_PARTS = 60
"""A title may be longer where ① follows it at once."""

_SHORTEST_TITLE = 4
_SHORTEST_STOPPED = 3
"""清河道。: three characters title a paragraph where a full stop ends them"""
_LONGEST_WITH_COMMA = 26
_LONGEST_CLIPPED_TITLE = 40
_FEWEST_PARTS = 2


@dataclass(slots=True)
class TaskDraft:
    """What was found of a task. ``words`` are title and text without number and unit list, ``units_words`` what names units."""

    section: tuple[str, ...]
    number: str | None
    title: str
    words: RepairedText
    units: list[UnitAssignment] = field(default_factory=list)
    units_open: bool = False
    units_words: RepairedText | None = None
    deadline: RepairedText | None = None
    """The cell of a column for deadlines."""
    roles_by_column: bool = False
    """True where a table has a column for those cooperating: the units of the other column are all responsible."""
    pieces: set[int] = field(default_factory=set)
    """Numbers of the outline's pieces that the task takes up."""

    @property
    def position(self) -> int:
        """Where the task begins in the source, for its place in the order."""
        return self.words.source_range()[0]


def finish_task(draft: TaskDraft, source: SourceText, task_id: str) -> TaskItem:
    """The record of a draft."""
    ranges = [draft.words.source_range()]
    units_span: Span | None = None
    if draft.units_words is not None and draft.units_words.text:
        ranges.append(draft.units_words.source_range())
        units_span = source.span(*ranges[-1])
    text = draft.words.text
    stated = draft.deadline
    return TaskItem(
        id=task_id,
        section=draft.section,
        number=draft.number,
        title=draft.title,
        text=text,
        measures=split_measures(text, draft.title),
        units=tuple(draft.units),
        source=source.span(min(low for low, _ in ranges), max(high for _, high in ranges)),
        deadline=(stated and _on_one_line(stated)) or _deadline_beside(draft) or find_deadline(text),
        deadline_source=source.span(*stated.source_range()) if stated is not None and stated.text else None,
        units_open=draft.units_open,
        units_source=units_span,
        units_text=draft.units_words.text if draft.units_words is not None else "",
        origin=draft.words.origin(),
    )


def _on_one_line(words: RepairedText) -> str:
    return "".join(words.text.split())


def labelled_deadline(words: RepairedText) -> RepairedText | None:
    """完成时限：2024年6月: the words behind the label, where the text has one."""
    label = DEADLINE_LABEL.search(words.text)
    return words.slice(*label.span(1)).strip() if label else None


def _deadline_beside(draft: TaskDraft) -> str | None:
    """What the words that name the units, or a label in the text, say about time."""
    named = draft.units_words.text if draft.units_words is not None else ""
    if label := DEADLINE_LABEL.search(named) or DEADLINE_LABEL.search(draft.words.text):
        return label[1].strip()
    note = TIME_IN_CLAUSE.search(named)
    return note["time"].strip() if note else None


def assignments(
    units: tuple[NamedUnit, ...], words: RepairedText, source: SourceText
) -> list[UnitAssignment]:
    """Units of a clause with the place of each name; ``words`` is the text that the clause was parsed from."""
    return [
        UnitAssignment(
            unit.name, unit.role, unit.basis, source.span(*words.source_range(unit.start, unit.end))
        )
        for unit in units
    ]


def clip_title(text: str) -> str:
    """A title for a task that has none: its first sentence, or as many whole clauses of it as fit."""
    first = SENTENCE_END.split(text.strip(), maxsplit=1)[0].strip()
    if len(first) <= _LONGEST_CLIPPED_TITLE:
        return first
    cut = max(first.rfind(mark, 0, _LONGEST_CLIPPED_TITLE) for mark in "，,、：:")
    return first[:cut] if cut > 0 else first[:_LONGEST_CLIPPED_TITLE]


def split_measures(text: str, title: str) -> tuple[str, ...]:
    """The parts of a task: its 一是/二是 or ①② parts where it has them, else its sentences; the title is no part."""
    body = text[len(title) :] if text.startswith(title) else text
    body = body.lstrip("。：:！；; \n\u3000")
    for pattern in (ORDINAL_WORD, CIRCLED_MARK, ITEM_MARK):
        marks = [match.start() for match in pattern.finditer(body)]
        if len(marks) >= _FEWEST_PARTS:
            parts = [body[low:high] for low, high in zip(marks, [*marks[1:], len(body)], strict=True)]
            return tuple(part.strip() for part in parts if part.strip())
    return tuple(sentences(body))


def sentences(text: str) -> list[str]:
    """Whole sentences, each with its stop; a line break ends one too."""
    found: list[str] = []
    for line in text.split("\n"):
        at = 0
        for match in SENTENCE_END.finditer(line):
            if match[0][0] in "；;":
                continue
            found.append(line[at : match.end()].strip())
            at = match.end()
        found.append(line[at:].strip())
    return [sentence for sentence in found if sentence]


def find_deadline(text: str) -> str | None:
    """The deadline that a text states, as printed; several different ones are joined by "；"."""
    found: list[str] = []
    for match in DEADLINE.finditer(text):
        printed = match[0].strip()
        if DEADLINE_MARK.search(printed) and printed not in found:
            found.append(printed)
    return "；".join(found) or None


def run_in_title(text: str, *, longest: int = 30) -> tuple[str, int] | None:
    """The short opening sentence that titles a paragraph, and where the text goes on; ``None`` for plain paragraphs."""
    lead = len(text) - len(text.lstrip(ITEM_DASHES))
    split = split_title(text[lead:], longest=longest) or split_title(
        text[lead:], longest=_LONGEST_BEFORE_PARTS
    )
    if split is None:
        return None
    if split.title_end > longest and not CIRCLED_MARK.match(text, lead + split.rest_start):
        return None
    title = text[lead : lead + split.title_end].strip()
    commas = title.count("，") + title.count(",")
    shortest = _SHORTEST_STOPPED if text[lead + split.title_end] == "。" else _SHORTEST_TITLE
    if (
        len(title) < shortest
        or commas > 1
        or (commas and len(title) > _LONGEST_WITH_COMMA)
        or DEADLINE.match(title)
    ):
        return None
    return title, lead + split.rest_start

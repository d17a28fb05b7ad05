"""Tasks in running text: titled paragraphs and numbered items of measures sections, with the units named in or behind them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.build_outline import BlockKind, Outline, Piece
from ingest.heading_grammar import HeadingKind
from ingest.section_roles import is_background_title, is_measures_path
from ingest.source import Paragraph, RepairedText, SourceText
from ingest.task_draft import ITEM_DASHES, TaskDraft, assignments, clip_title, run_in_title
from ingest.unit_clauses import (
    UnitClause,
    find_unit_clauses,
    parse_unit_clause,
)

REQUIREMENTS = re.compile(r"(?:工作|有关|相关|几点|具体)要求$")
"""五、有关要求: plain text below it asks for care in general and is no task"""

_TITLED_SHARE = 0.6
_FEWEST_TITLED = 2
_CLOSING_MARKS = "。；;. \n\u3000"


@dataclass(slots=True)
class Body:
    """A paragraph of a group: its words without a run-in heading, and the clauses in them that name units."""

    piece: int
    words: RepairedText
    clauses: tuple[UnitClause, ...]

    @property
    def is_clause_only(self) -> bool:
        """Whether the paragraph only names units and so belongs to the text before it."""
        outside = self.words.text
        for clause in reversed(self.clauses):
            outside = outside[: clause.outer_start] + outside[clause.outer_end :]
        return bool(self.clauses) and not outside.strip(_CLOSING_MARKS)


@dataclass(slots=True)
class Group:
    """A heading (or box title, or nothing at the document's head) and the paragraphs up to the next heading."""

    head: int | None
    piece: Piece | None
    path: tuple[str, ...]
    bodies: list[Body] = field(default_factory=list)
    has_children: bool = False

    @property
    def kind(self) -> str:
        """What groups are compared by when the document's custom is told: the kind of heading, boxes apart."""
        if self.piece is None or self.piece.kind is BlockKind.BOX_TITLE or self.piece.heading is None:
            return "box" if self.piece is not None else ""
        run_in = "run-in" if self.piece.kind is BlockKind.RUN_IN else "line"
        return f"{run_in} {self.piece.heading.kind}"

    @property
    def is_box(self) -> bool:
        """Whether the group stands in a box."""
        return self.piece is not None and self.piece.box is not None

    @property
    def parent(self) -> tuple[str, ...]:
        """The path above the group's own heading."""
        heading = self.piece.heading if self.piece is not None else None
        own = heading is not None and bool(self.path) and self.path[-1] == heading.name
        return self.path[:-1] if own else self.path


def tasks_in_text(outline: Outline, source: SourceText) -> list[TaskDraft]:
    """Drafts of all tasks outside of tables and flattened lists, in document order."""
    groups = _groups(outline.pieces)
    _mark_parents(groups)
    custom = _custom_of(groups)
    drafts: list[TaskDraft] = []
    for group in groups:
        drafts += _tasks_of_group(group, custom, source)
    return drafts


def _groups(pieces: Sequence[Piece]) -> list[Group]:
    """Groups in document order. Text behind a box goes on with the section that the box stands in."""
    groups = [Group(None, None, ())]
    main = group = groups[0]
    for number, piece in enumerate(pieces):
        if piece.flat or not isinstance(piece.content, Paragraph) or piece.kind is BlockKind.REPEATED:
            continue
        if _opens_group(piece, group):
            group = Group(number, piece, piece.path)
            groups.append(group)
            if piece.kind is BlockKind.RUN_IN and piece.heading is not None:
                start = piece.heading.title_start
                group.bodies.append(_body(number, piece.content.words.slice(start)))
        else:
            group = group if piece.box is not None else main
            group.bodies.append(_body(number, piece.content.words))
        main = main if group.is_box else group
    return groups


def _body(number: int, words: RepairedText) -> Body:
    clauses = find_unit_clauses(words.text)
    if not clauses and words.text.strip().startswith(
        ("责任", "牵头", "配合", "参与", "主办", "协办", "主责")
    ):
        whole = parse_unit_clause(words.text, bare_is_list=False)
        clauses = (whole,) if whole else ()
    return Body(number, words, clauses)


def _opens_group(piece: Piece, group: Group) -> bool:
    """Headings and box titles do; ①, and （1） inside an item numbered 1., are parts of the item unless they name units."""
    if piece.kind is BlockKind.TEXT or piece.kind is BlockKind.TABLE:
        return False
    if piece.heading is None or piece.heading.kind is None:
        return True
    if piece.heading.kind is HeadingKind.CIRCLED:
        return False
    inside = group.piece is not None and group.piece.heading is not None and group.piece.box == piece.box
    if piece.heading.kind is HeadingKind.BRACKETED_ARABIC and inside and group.piece is not None:
        assert group.piece.heading is not None
        in_item = group.piece.heading.kind is HeadingKind.ARABIC
        return not in_item or bool(find_unit_clauses(piece.text))
    return True


def _mark_parents(groups: list[Group]) -> None:
    """A heading with narrower headings below it introduces them and is no task itself."""
    for at, group in enumerate(groups):
        following = next((other for other in groups[at + 1 :] if not other.is_box), None)
        if group.piece is None or group.is_box or following is None or following.piece is None:
            continue
        below = following.piece.path
        titled = following.piece.heading is not None and bool(following.piece.heading.title)
        inside = below[: len(group.path)] == group.path and (len(below) > len(group.path) or not titled)
        is_untitled = group.piece.heading is not None and not group.piece.heading.title
        group.has_children = inside and not is_untitled


@dataclass(slots=True)
class _Custom:
    """For each kind of heading, how many paragraphs below such headings have run-in titles, and how many there are."""

    titled: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)

    def share_beside(self, group: Group) -> float:
        """The share of titled paragraphs below other headings of the group's kind, 0 where there are none."""
        titled, total = _count_titled(group)
        others = self.all[group.kind] - total
        return (self.titled[group.kind] - titled) / others if others else 0.0


def _custom_of(groups: Sequence[Group]) -> _Custom:
    custom = _Custom()
    for group in groups:
        if group.piece is not None and not group.has_children and is_measures_path(group.path):
            titled, total = _count_titled(group)
            custom.titled[group.kind] += titled
            custom.all[group.kind] += total
    return custom


def _count_titled(group: Group) -> tuple[int, int]:
    run_in = group.piece is not None and group.piece.kind is BlockKind.RUN_IN
    bodies = [body for body in group.bodies[1 if run_in else 0 :] if not body.is_clause_only]
    return sum(run_in_title(body.words.text) is not None for body in bodies), len(bodies)


def _tasks_of_group(group: Group, custom: _Custom, source: SourceText) -> list[TaskDraft]:
    if group.piece is None or not is_measures_path(group.path) or _is_target_box(group) or _is_annex(group):
        return _with_own_units(group, source)
    if group.piece.kind is BlockKind.RUN_IN:
        return _run_in_tasks(group, source)
    if group.has_children:
        return _with_own_units(group, source)
    if not group.bodies:
        return _bare_item(group)
    if _is_titled(group, custom):
        return _titled_tasks(group, group.bodies, source)
    if REQUIREMENTS.search(group.path[-1]):
        return _with_own_units(group, source)
    return _leaf_tasks(group, source)


def _is_annex(group: Group) -> bool:
    heading = group.piece.heading if group.piece is not None else None
    return heading is not None and heading.kind is HeadingKind.ANNEX


def _is_target_box(group: Group) -> bool:
    return (
        group.piece is not None
        and group.piece.kind is BlockKind.BOX_TITLE
        and is_background_title(group.path[-1])
    )


def _is_titled(group: Group, custom: _Custom) -> bool:
    """Whether paragraphs are tasks with run-in titles: several of the group's own are, or those below its like are."""
    titled, total = _count_titled(group)
    if not titled:
        return False
    if titled >= _FEWEST_TITLED and titled * 2 >= total:
        others = custom.share_beside(group)
        return titled == total or others >= _TITLED_SHARE or titled * 3 >= total * 2
    return custom.share_beside(group) >= _TITLED_SHARE


def _run_in_tasks(group: Group, source: SourceText) -> list[TaskDraft]:
    assert group.piece is not None
    heading = group.piece.heading
    assert heading is not None
    first = group.bodies[0]
    rest = (heading.rest_start or heading.title_start) - heading.title_start
    if heading.title and len(group.bodies) > 1:
        opened = _body(first.piece, first.words.slice(rest))
        bodies = [opened, *group.bodies[1:]]
        if all(run_in_title(body.words.text) is not None for body in bodies if not body.is_clause_only):
            return _titled_tasks(group, bodies, source)
    if group.has_children and not first.clauses:
        return []
    draft = TaskDraft(group.parent, heading.label, heading.title or clip_title(first.words.text), first.words)
    return [_filled(draft, group.bodies, source)]


def _bare_item(group: Group) -> list[TaskDraft]:
    """A numbered line without text below it is an item of one sentence; wider headings without text are only headings."""
    assert group.piece is not None
    heading = group.piece.heading
    words = group.piece.content.words if isinstance(group.piece.content, Paragraph) else None
    if heading is None or words is None or heading.kind is None or group.head is None:
        return []
    if heading.kind < HeadingKind.ARABIC and not words.text.rstrip().endswith("。"):
        return []
    body = words.slice(heading.title_start)
    draft = TaskDraft(group.parent, heading.label, heading.title, body)
    draft.pieces.add(group.head)
    return [draft]


def _titled_tasks(group: Group, bodies: Sequence[Body], source: SourceText) -> list[TaskDraft]:
    """Each titled paragraph begins a task; untitled ones go on with it, and introduce the section where they come first."""
    drafts: list[TaskDraft] = []
    members: list[list[Body]] = []
    for body in bodies:
        title = run_in_title(body.words.text)
        if title is not None and not body.is_clause_only:
            lead = len(body.words.text) - len(body.words.text.lstrip(ITEM_DASHES))
            drafts.append(TaskDraft(group.path, None, title[0], body.words.slice(lead)))
            members.append(
                [Body(body.piece, body.words.slice(lead), find_unit_clauses(body.words.text[lead:]))]
            )
        elif members:
            members[-1].append(body)
        elif body.clauses:
            drafts += _with_own_units(Group(None, None, group.path, [body]), source)
            members += [[] for _ in range(len(drafts) - len(members))]
    return [_filled(draft, own, source) if own else draft for draft, own in zip(drafts, members, strict=True)]


def _leaf_tasks(group: Group, source: SourceText) -> list[TaskDraft]:
    """A heading with plain text below it is one task, unless several paragraphs each name their own units."""
    assert group.piece is not None and group.head is not None
    if sum(bool(body.clauses) and not body.is_clause_only for body in group.bodies) > 1:
        return _with_own_units(group, source)
    heading = group.piece.heading
    words = group.piece.content.words if isinstance(group.piece.content, Paragraph) else group.bodies[0].words
    if heading is None:
        title = group.path[-1] if group.path else ""
        draft = TaskDraft(group.path, None, title.split(" ", 1)[-1], group.bodies[0].words)
        return [_filled(draft, group.bodies, source)]
    draft = TaskDraft(
        group.parent,
        heading.label or None,
        heading.title,
        words.slice(heading.title_start, heading.title_end),
    )
    draft.pieces.add(group.head)
    return [_filled(draft, group.bodies, source, with_heading=True)]


def _with_own_units(group: Group, source: SourceText) -> list[TaskDraft]:
    """Paragraphs that name units are tasks wherever they stand; each takes the clause that follows it on a line of its own."""
    drafts: list[TaskDraft] = []
    at = 0
    while at < len(group.bodies):
        own = [group.bodies[at]]
        at += 1
        while at < len(group.bodies) and group.bodies[at].is_clause_only:
            own.append(group.bodies[at])
            at += 1
        if any(body.clauses for body in own) and not own[0].is_clause_only:
            words = own[0].words
            heading = group.piece.heading if group.piece is not None else None
            run_in = heading is not None and own[0] is group.bodies[0] and group.piece is not None
            if (
                run_in
                and heading is not None
                and group.piece is not None
                and group.piece.kind is BlockKind.RUN_IN
            ):
                draft = TaskDraft(group.parent, heading.label, heading.title or clip_title(words.text), words)
            else:
                title = run_in_title(words.text)
                draft = TaskDraft(group.path, None, title[0] if title else clip_title(words.text), words)
            drafts.append(_filled(draft, own, source))
    return drafts


def _filled(
    draft: TaskDraft, bodies: Sequence[Body], source: SourceText, *, with_heading: bool = False
) -> TaskDraft:
    """The draft with the text of its paragraphs, unit clauses taken out of it and read."""
    parts = [draft.words] if with_heading else []
    named: list[RepairedText] = []
    for body in bodies:
        draft.pieces.add(body.piece)
        at = 0
        kept: list[RepairedText] = []
        for clause in body.clauses:
            kept.append(body.words.slice(at, clause.outer_start))
            named.append(body.words.slice(clause.start, clause.end))
            _add_units(draft, clause, body.words, source)
            at = clause.outer_end
        kept.append(body.words.slice(at))
        text = RepairedText.join(kept).strip(" \n\u3000\t")
        if text.text.strip(_CLOSING_MARKS):
            parts.append(text)
    draft.words = RepairedText.join(parts, "\n") if parts else draft.words
    if named:
        draft.units_words = RepairedText.join(named, "；")
    return draft


def _add_units(draft: TaskDraft, clause: UnitClause, words: RepairedText, source: SourceText) -> None:
    known = {(unit.name, unit.role) for unit in draft.units}
    for unit in assignments(clause.units, words, source):
        if (unit.name, unit.role) not in known:
            known.add((unit.name, unit.role))
            draft.units.append(unit)
    draft.units_open = draft.units_open or clause.is_open

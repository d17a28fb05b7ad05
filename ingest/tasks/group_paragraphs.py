"""Paragraphs grouped under their headings, with the clauses in them that name units, and a document's custom for titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.outline.heading_grammar import ORDINAL_WORD, HeadingKind
from ingest.outline.outline import BlockKind, Piece
from ingest.source import Paragraph, RepairedText
from ingest.tasks.restore_titles import join_bare_titles, split_circled_items
from ingest.tasks.section_roles import is_measures_path
from ingest.tasks.task_draft import run_in_title
from ingest.units.duty_words import OTHER_FIELD
from ingest.units.unit_clauses import UnitClause, find_unit_clauses, is_unit_line, parse_unit_clause

_NO_TEXT = (BlockKind.REPEATED, BlockKind.SIGNATURE)
CLOSING_MARKS = "。；;. \n\u3000•·●"


@dataclass(slots=True)
class Body:
    """A paragraph of a group: its words without a run-in heading, and the clauses in them that name units."""

    piece: int
    words: RepairedText
    clauses: tuple[UnitClause, ...]

    @property
    def is_clause_only(self) -> bool:
        """Whether the paragraph only names units and so belongs to the text before it."""
        outside: list[str] = []
        at = 0
        for clause in self.clauses:
            outside.append(self.words.text[at : clause.outer_start])
            at = clause.outer_end
        outside.append(self.words.text[at:])
        return bool(self.clauses) and not any(
            OTHER_FIELD.sub("", part).strip(CLOSING_MARKS) for part in outside
        )


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
    def names_units(self) -> bool:
        """Whether the heading line itself ends in a bracket that names units."""
        return self.piece is not None and self.piece.heading is not None and self.piece.heading.names_units

    @property
    def parent(self) -> tuple[str, ...]:
        """The path above the group's own heading."""
        heading = self.piece.heading if self.piece is not None else None
        own = heading is not None and bool(self.path) and self.path[-1] == heading.name
        return self.path[:-1] if own else self.path


def group_paragraphs(pieces: Sequence[Piece]) -> list[Group]:
    """Groups in document order. Text behind a box goes on with the section that the box stands in."""
    groups = [Group(None, None, ())]
    main = group = groups[0]
    for number, piece in enumerate(pieces):
        if piece.flat or not isinstance(piece.content, Paragraph) or piece.kind in _NO_TEXT:
            continue
        if _opens_group(piece, group):
            group = Group(number, piece, piece.path)
            groups.append(group)
            if piece.kind is BlockKind.RUN_IN and piece.heading is not None:
                start = piece.heading.title_start
                group.bodies.append(body_of(number, piece.content.words.slice(start)))
        else:
            group = group if piece.box is not None else main
            in_box = group.is_box and piece.box is not None
            items = split_circled_items(piece.content.words) if in_box else [piece.content.words]
            for words in items:
                _add_body(group, body_of(number, words))
        main = main if group.is_box else group
    for group in groups:
        group.bodies = _with_titles(group.bodies)
    _mark_parents(groups)
    return groups


def _add_body(group: Group, body: Body) -> None:
    """责任单位：市教委 / 市应急管理局 / 各区县政府: lines of names go on with the line of units above them."""
    above = group.bodies[-1] if group.bodies else None
    if above is not None and above.is_clause_only and not body.clauses and is_unit_line(body.words.text):
        group.bodies[-1] = body_of(above.piece, RepairedText.join([above.words, body.words.strip()], "、"))
    else:
        group.bodies.append(body)


def _with_titles(bodies: list[Body]) -> list[Body]:
    joined = join_bare_titles([body.words for body in bodies])
    if len(joined) == len(bodies):
        return bodies
    return [
        bodies[at] if words is bodies[at].words else body_of(bodies[at].piece, words) for at, words in joined
    ]


def body_of(number: int, words: RepairedText) -> Body:
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
    following: Group | None = None
    for group in reversed(groups):
        if group.piece is None or group.is_box:
            continue
        group.has_children = following is not None and _stands_below(following, group)
        following = group


def _stands_below(inner: Group, outer: Group) -> bool:
    if inner.piece is None or outer.piece is None:
        return False
    below = inner.piece.path
    titled = inner.piece.heading is not None and bool(inner.piece.heading.title)
    inside = below[: len(outer.path)] == outer.path and (len(below) > len(outer.path) or not titled)
    is_untitled = outer.piece.heading is not None and not outer.piece.heading.title
    return inside and not is_untitled


@dataclass(slots=True)
class Custom:
    """For each kind of heading, how many paragraphs below such headings have run-in titles, and how many there are."""

    titled: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)

    def share_beside(self, group: Group) -> float:
        """The share of titled paragraphs below other headings of the group's kind, 0 where there are none."""
        titled, total = (0, 0) if _is_ordinal(group) else count_titled(group)
        others = self.all[group.kind] - total
        return (self.titled[group.kind] - titled) / others if others else 0.0


def custom_of(groups: Sequence[Group]) -> Custom:
    custom = Custom()
    for group in groups:
        if group.piece is None or _is_ordinal(group):
            continue
        if not group.has_children and is_measures_path(group.path):
            titled, total = count_titled(group)
            custom.titled[group.kind] += titled
            custom.all[group.kind] += total
    return custom


def _is_ordinal(group: Group) -> bool:
    """Paragraphs that begin with 一是, 二是 are parts by their ordinals and show no custom for titles."""
    return any(ORDINAL_WORD.match(body.words.text) for body in group.bodies)


def count_titled(group: Group) -> tuple[int, int]:
    run_in = group.piece is not None and group.piece.kind is BlockKind.RUN_IN
    bodies = [body for body in group.bodies[1 if run_in else 0 :] if not body.is_clause_only]
    return sum(run_in_title(body.words.text) is not None for body in bodies), len(bodies)

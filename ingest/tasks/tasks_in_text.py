"""Tasks in running text: titled paragraphs and numbered items of measures sections, with the units named in or behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.outline.heading_grammar import ORDINAL_WORD, HeadingKind
from ingest.outline.outline import BlockKind, Outline
from ingest.plan import Role
from ingest.source import Paragraph, RepairedText, SourceText
from ingest.tasks.group_paragraphs import (
    CLOSING_MARKS,
    Body,
    Custom,
    Group,
    body_of,
    count_titled,
    custom_of,
    group_paragraphs,
)
from ingest.tasks.section_roles import is_background_title, is_measures_path
from ingest.tasks.share_units import add_units, inherit_units, share_closing_units
from ingest.tasks.task_draft import ITEM_DASHES, TaskDraft, clip_title, run_in_title
from ingest.tasks.units_as_titles import take_unit_of_title, take_units_of_headings
from ingest.units.unit_clauses import UnitClause, find_unit_clauses

REQUIREMENTS = re.compile(r"(?:工作|有关|相关|几点|具体)要求$|目标任务$|任务目标$")
"""五、有关要求 · 一、目标任务: plain text below it asks for care in general, or sets targets, and is no task"""

PROVISION = re.compile(
    r"自(?:发布|印发|公布|\d{4}年\d{1,2}月\d{1,2}日)[^，。]{0,6}起(?:施行|实施|执行)|有效期\s*[\d一二三五]+\s*年|由[^，。]{2,20}负责解释"
)
"""第五条 本措施自发布之日起施行: no task"""

NAME_FIELD = re.compile(
    r"\s*(?P<field>(?:重点|工作|主要|改革|整改)?(?:事项|任务|项目|工程|行动|问题)(?:名称)?)\s*[：:]\s*(?=\S)"
)
"""事项名称：企业开办一件事"""

_TITLED_SHARE = 0.6
_FEWEST_TITLED = 2


def tasks_in_text(outline: Outline, source: SourceText) -> list[TaskDraft]:
    """Drafts of all tasks outside of tables and flattened lists, in document order."""
    groups = group_paragraphs(outline.pieces)
    custom = custom_of(groups)
    found = [(group, _tasks_of_group(group, custom, source)) for group in groups]
    share_closing_units(found, source)
    drafts = [draft for _, drafts in found for draft in drafts]
    take_unit_of_title(drafts, source)
    inherit_units(drafts, groups, source)
    take_units_of_headings(drafts, groups, source)
    return drafts


def _tasks_of_group(group: Group, custom: Custom, source: SourceText) -> list[TaskDraft]:
    if group.piece is not None and _is_provision(group):
        return []
    if len(names := _names_of_blocks(group)) >= _FEWEST_TITLED:
        return _block_tasks(group, names, source)
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


def _names_of_blocks(group: Group) -> list[int]:
    """Bodies that name one item after another by the same field: 事项名称：…"""
    found = [
        (at, match["field"])
        for at, body in enumerate(group.bodies)
        if (match := NAME_FIELD.match(body.words.text))
    ]
    return [at for at, field in found if field == found[0][1]]


def _block_tasks(group: Group, names: Sequence[int], source: SourceText) -> list[TaskDraft]:
    """事项名称：… / 工作内容：… / 牵头单位：…: each such block of fields is a task, called by its name."""
    drafts: list[TaskDraft] = []
    for start, stop in zip(names, [*names[1:], len(group.bodies)], strict=True):
        name = NAME_FIELD.match(group.bodies[start].words.text)
        assert name is not None
        first = body_of(group.bodies[start].piece, group.bodies[start].words.slice(name.end()))
        draft = TaskDraft(group.path, None, clip_title(first.words.text), first.words)
        drafts.append(_filled(draft, [first, *group.bodies[start + 1 : stop]], source))
    return drafts


def _is_provision(group: Group) -> bool:
    return bool(
        PROVISION.search(
            f"{group.path[-1] if group.path else ''} {group.bodies[0].words.text if group.bodies else ''}"
        )
    )


def _is_annex(group: Group) -> bool:
    heading = group.piece.heading if group.piece is not None else None
    return heading is not None and heading.kind is HeadingKind.ANNEX


def _is_target_box(group: Group) -> bool:
    return (
        group.piece is not None
        and group.piece.kind is BlockKind.BOX_TITLE
        and is_background_title(group.path[-1])
    )


def _is_titled(group: Group, custom: Custom) -> bool:
    """Whether paragraphs are tasks with run-in titles: several of the group's own are, or those below its like are."""
    titled, total = count_titled(group)
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
        opened = body_of(first.piece, first.words.slice(rest))
        bodies = [opened, *group.bodies[1:]]
        texts = [body.words.text for body in bodies if not body.is_clause_only]
        if len(texts) >= _FEWEST_TITLED and all(run_in_title(text) is not None for text in texts):
            return _titled_tasks(group, bodies, source)
    if group.has_children and (group.names_units or not first.clauses):
        return []
    if not any(body.words.text.strip(CLOSING_MARKS) for body in group.bodies):
        return []
    title = heading.title or _title_of(group.bodies)
    draft = TaskDraft(group.parent, heading.label, title, first.words)
    return [_filled(draft, group.bodies, source)]


def _title_of(bodies: Sequence[Body]) -> str:
    """The title of the first paragraph with words, or one clipped from it: the number may stand on a line of its own."""
    text = next(body.words.text for body in bodies if body.words.text.strip(CLOSING_MARKS))
    title = run_in_title(text)
    return title[0] if title is not None and bodies[0].words.text != text else clip_title(text)


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
            drafts.append(_titled_draft(group.path, title[0], body.words.slice(lead)))
            members.append(
                [Body(body.piece, body.words.slice(lead), find_unit_clauses(body.words.text[lead:]))]
            )
        elif members:
            members[-1].append(body)
        elif body.clauses:
            drafts += _with_own_units(Group(None, None, group.path, [body]), source)
            members += [[] for _ in range(len(drafts) - len(members))]
    return [_filled(draft, own, source) if own else draft for draft, own in zip(drafts, members, strict=True)]


def _titled_draft(path: tuple[str, ...], title: str, words: RepairedText) -> TaskDraft:
    """一是完善制度。…: the ordinal is the task's number, not part of its title."""
    ordinal = ORDINAL_WORD.match(title)
    if ordinal is None:
        return TaskDraft(path, None, title, words)
    return TaskDraft(path, f"{ordinal[1]}是", title[len(ordinal[1]) + 1 :], words.slice(len(ordinal[1]) + 1))


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
                draft = _titled_draft(group.path, title[0] if title else clip_title(words.text), words)
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
            add_units(draft, _beside_lead(clause, body, bodies), body.words, source)
            at = clause.outer_end
        rest = body.words.slice(at)
        if not at or rest.text.strip(CLOSING_MARKS):
            kept.append(rest)
        text = RepairedText.join(kept).strip(" \n\u3000\t")
        if not parts and draft.number and text.text.startswith(draft.number):
            text = text.slice(len(draft.number))
        if text.text.strip(CLOSING_MARKS):
            parts.append(text)
    draft.words = RepairedText.join(parts, "\n") if parts else draft.words
    if named:
        draft.units_words = RepairedText.join(named, "；")
    return draft


def _beside_lead(clause: UnitClause, body: Body, bodies: Sequence[Body]) -> UnitClause:
    """责任单位：… on the line below 牵头单位：…: those only take part; a line of names alone is inferred to."""
    led = any(other.is_clause_only and any(c.states_lead for c in other.clauses) for other in bodies)
    if clause.states_lead or not led or not body.is_clause_only:
        return clause
    units = tuple(
        replace(unit, role=Role.COOPERATING) if unit.role is Role.RESPONSIBLE else unit
        for unit in clause.units
    )
    return replace(clause, units=units)

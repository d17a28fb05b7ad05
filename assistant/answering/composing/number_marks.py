"""Numbering the citations of an answer in the order in which they are first used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.answering.turn import Ref, Statement

_ENDS = ("。", "；", "：")
_ITEM = re.compile(r"\s*(?:-|\d+\.)\s")
"""- 加强抽检 · 3. 区司法局"""


@dataclass(frozen=True, slots=True)
class Numbered:
    """``text`` with marks; ``refs[n - 1]`` is what [n] stands for; ``marks[i]`` the numbers of statement ``i``."""

    text: str
    refs: tuple[Ref, ...]
    marks: tuple[tuple[int, ...], ...]


def number_marks(statements: Sequence[Statement]) -> Numbered:
    """The statements as lines with marks before their full stop. One place keeps one number."""
    numbers: dict[tuple[str, int, int, str], int] = {}
    refs: list[Ref] = []
    lines: list[str] = []
    marks: list[tuple[int, ...]] = []
    for statement in statements:
        own: list[int] = []
        for ref in statement.refs:
            key = (ref.record_id, ref.source.start, ref.source.end, ref.quote)
            if key not in numbers:
                refs.append(ref)
                numbers[key] = len(refs)
            own.append(numbers[key])
        own = list(dict.fromkeys(own))
        marks.append(tuple(own))
        lines.append(_marked(statement.text, "".join(f"[{n}]" for n in own)))
    return Numbered(_as_blocks(lines), tuple(refs), tuple(marks))


def _as_blocks(lines: Sequence[str]) -> str:
    """The lines as Markdown: a blank line ends a list, else the line behind it would belong to its last item."""
    text = ""
    in_list = False
    for line in "\n".join(lines).splitlines():
        is_item = _ITEM.match(line) is not None
        text += "\n" if in_list and line and not is_item else ""
        text += line + "\n"
        in_list = is_item
    return text.strip()


def _marked(text: str, marks: str) -> str:
    if not marks:
        return text
    if text.rstrip().endswith("|"):
        return f"{text.rstrip()[:-1].rstrip()} {marks} |"
    if text.endswith(_ENDS):
        return f"{text[:-1]}{marks}{text[-1]}"
    return text + marks


def citation(n: int, ref: Ref) -> Citation:
    """A reference as the answer shows it."""
    plan = ref.plan
    return Citation(
        n=n,
        plan_id=plan.id,
        plan_title=plan.title,
        region=plan.region,
        record_type=ref.record_type,
        record_id=ref.record_id,
        section=ref.section,
        quote=ref.quote,
        file=plan.file,
        source=ref.source,
    )

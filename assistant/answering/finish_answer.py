"""The last turn as the public answer."""

from __future__ import annotations

import re
import uuid

from assistant.answer import Answer, IndicatorInAnswer, UnitInAnswer
from assistant.answering.composing.number_marks import Numbered, citation, number_marks
from assistant.answering.turn import Draft, Turn

BUILTIN = "builtin"
NOT_USED = re.compile(r"^builtin（语言模型 (?P<model>.+) 的答复未采用：(?P<reason>.+)）$", re.DOTALL)
"""What ``Answer.model`` says where a language model was asked and the composed answer was shown: see ``_text_and_model``."""
_MARK = re.compile(r"\[(\d{1,3})\]")
"""[1]"""


def finish_answer(turn: Turn, elapsed_ms: float, *, shown: str = "") -> Answer:
    """The answer of a turn that has passed every step. ``shown`` is what a stream has shown of it already."""
    draft = turn.result
    if draft is None:
        raise RuntimeError("verify_answer has not run")
    numbered = number_marks(draft.statements)
    text, model = _text_and_model(turn, numbered, shown)
    used = {int(mark) for mark in _MARK.findall(text)}
    return Answer(
        id=uuid.uuid4().hex,
        conversation_id=turn.question.conversation_id or uuid.uuid4().hex,
        status=draft.status,
        answer=text,
        citations=tuple(citation(n, ref) for n, ref in enumerate(numbered.refs, 1) if n in used),
        units=_units(draft, numbered),
        indicators=_indicators(draft, numbered),
        clarification=draft.clarification,
        model=model,
        elapsed_ms=elapsed_ms,
        question=turn.question.text,
        trace=turn.trace,
    )


def _text_and_model(turn: Turn, numbered: Numbered, shown: str) -> tuple[str, str]:
    """The model's words where all of them passed; else the composed answer, behind what was shown already."""
    wording = turn.wording
    if wording is None:
        return numbered.text, BUILTIN
    if not wording.rejected and wording.text:
        return wording.text, wording.model
    model = f"{BUILTIN}（语言模型 {wording.model} 的答复未采用：{wording.rejected}）"
    return (f"{shown}\n\n{numbered.text}" if shown else numbered.text), model


def _units(draft: Draft, numbered: Numbered) -> tuple[UnitInAnswer, ...]:
    return tuple(
        UnitInAnswer(unit.name, unit.role, unit.basis, unit.task, marks[0])
        for statement, marks in zip(draft.statements, numbered.marks, strict=True)
        for unit in statement.units
        if marks
    )


def _indicators(draft: Draft, numbered: Numbered) -> tuple[IndicatorInAnswer, ...]:
    found = (
        IndicatorInAnswer(
            item.name, item.unit, dict(item.values), item.attribute, item.plan.id, item.plan.region, marks[0]
        )
        for statement, marks in zip(draft.statements, numbered.marks, strict=True)
        for item in statement.indicators
        if marks
    )
    unique: dict[tuple[str, int], IndicatorInAnswer] = {}
    for item in found:
        unique.setdefault((item.name, item.citation), item)
    return tuple(unique.values())

"""Exactness of units (单位准确), role by role: who is missing, who is too many, who stands in the wrong role."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answer import Answer, AnswerStatus
from evals.checks.check import Check, Places
from evals.questions.gold import GoldQuestion, QuestionKind, Unit
from evals.words import fold, fold_title


def units(question: GoldQuestion, answer: Answer, places: Places) -> Check | None:
    """Fits questions that expect units; the score is right ones over right, missing and wrong ones (Jaccard).

    Without structured units only the text is looked at: a name that it lacks is missing.
    """
    expected, also = question.expect.units, question.expect.also_units
    if question.expect.no_units:
        invented = [f"{unit.name} does not belong there" for unit in answer.units]
        return Check("units", 0.0 if invented else 1.0, tuple(invented))
    if not expected or answer.status is not AnswerStatus.ANSWERED:
        return None
    if question.kind is QuestionKind.UNIT_TASKS:
        return None  # there the tasks are the list, and the unit is the question
    if not answer.units:
        text = fold_title(answer.answer)
        missing = [unit.name for unit in expected if not any(name in text for name in _names(unit))]
        problems = [f"{name} is not named" for name in missing]
        return Check("units", 1 - len(missing) / len(expected), tuple(problems))
    got = {(fold_title(unit.name), unit.role.value) for unit in answer.units}
    problems = [f"{unit.name} ({unit.role.value}) is missing" for unit in expected if not _among(unit, got)]
    allowed = {(name, unit.role.value) for unit in (*expected, *also) for name in _names(unit)}
    wrong = sorted(got - allowed)
    problems += [f"{name} ({role}) does not belong there" for name, role in wrong]
    right = len(expected) - (len(problems) - len(wrong))
    stated = {(fold_title(unit.name), unit.basis.value) for unit in answer.units}
    for unit in expected:
        if unit.basis and _among(unit, got) and not _basis_is_told(unit, stated, answer.answer):
            problems.append(f"{unit.name}: that its role is {unit.basis.value} is not told")
            right -= 1
    return Check("units", max(0, right) / (len(expected) + len(wrong)), tuple(problems))


def _names(unit: Unit) -> set[str]:
    return {fold_title(name) for name in (unit.name, *unit.accept)}


def _among(unit: Unit, got: Iterable[tuple[str, str]]) -> bool:
    return any(role == unit.role.value and name in _names(unit) for name, role in got)


def _basis_is_told(unit: Unit, stated: set[tuple[str, str]], text: str) -> bool:
    names = _names(unit)
    if unit.basis is not None and not any(
        name in names and basis == unit.basis.value for name, basis in stated
    ):
        return False
    if unit.basis == "inferred":
        return any(
            word in fold(text)
            for word in ("推定", "推断", "推测", "按惯例", "未明确", "没有标明", "不再标明", "顺序")
        )
    return True

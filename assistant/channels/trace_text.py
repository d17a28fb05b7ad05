"""What each step of an answer found, in Chinese, for whoever wants to know why an answer is as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from assistant.answer import AnswerStatus
from assistant.answering.turn import Draft, Evidence, FoundTask, Kind, StatementKind, Turn
from assistant.channels.rendering import BASIS_NAMES, RECORD_NAMES, ROLE_NAMES, section_line, shortened
from ingest.plan import Plan, TaskItem

STEP_WORDS: Mapping[str, str] = {
    "understand_question": "理解问题",
    "fix_scope": "确定范围",
    "look_up_facts": "查找事实",
    "retrieve_passages": "检索原文",
    "compose_answer": "组织答复",
    "word_answer": "语言模型润色",
    "verify_answer": "与原文核对",
}
ANSWER_STATUS_WORDS = {
    AnswerStatus.ANSWERED: "已回答",
    AnswerStatus.CLARIFY: "反问",
    AnswerStatus.NOT_FOUND: "未找到",
}
_KIND_WORDS = {
    Kind.INDICATOR: "指标的数值",
    Kind.INDICATOR_LIST: "指标清单",
    Kind.TASK_UNITS: "任务由谁负责",
    Kind.UNIT_TASKS: "单位有哪些任务",
    Kind.CONTENT: "规定的内容",
    Kind.MENTIONS: "哪些地方提到",
    Kind.PLAN_FACT: "文件要素",
    Kind.PLAN_LIST: "库里的文件",
    Kind.GREETING: "问候",
    Kind.THANKS: "致谢",
    Kind.CAPABILITIES: "能做什么",
    Kind.OUT_OF_SCOPE: "职责范围以外",
    Kind.EMPTY: "空问题",
}
_SHOWN = 8
_CHARACTERS = 60


def step_lines(turn: Turn, step: str) -> list[str]:
    """What a step that has run found, a line each. Raises ``KeyError`` for a name that is no step."""
    return _STEPS[step](turn)


def step_heading(number: int, turn: Turn, step: str) -> str:
    """ "3. 查找事实（look_up_facts，1.2 毫秒）"."""
    spent = turn.trace.get("elapsed_ms", {}).get(step)
    time = "" if spent is None else f"，{spent:g} 毫秒"
    return f"{number}. {STEP_WORDS[step]}（{step}{time}）"


def _understanding(turn: Turn) -> list[str]:
    asked = turn.asked
    said: list[tuple[str, Iterable[str]]] = [
        ("问的是", [_KIND_WORDS[asked.kind]]),
        ("承接上文，合起来是" if asked.follows else "", [asked.text]),
        ("点名的规划", asked.places),
        ("库里没有的地方", asked.unknown_places),
        ("上级地方", asked.places_above),
        ("年份", asked.years),
        ("单位", asked.units),
        ("角色", [ROLE_NAMES[asked.role]] if asked.role else []),
        ("属性", [asked.attribute] if asked.attribute else []),
        ("内容词", asked.words),
        ("文件要素", asked.facts),
        ("比较或计算", [asked.compare] if asked.compare else []),
        ("第几项", [str(asked.ordinal)] if asked.ordinal else []),
    ]
    lines = [f"{name}：{'、'.join(words)}" for name, words in said if name and list(words)]
    rewritten: Any = turn.trace.get("rewrite_question")
    if rewritten is not None:
        outcome = f"没有采用（{rewritten['problem']}）" if rewritten["problem"] else "采用"
        lines.append(
            f"语言模型把追问补全为“{rewritten['said']}”，{outcome}，用时 {rewritten['model_ms']:g} 毫秒"
        )
    return lines


def _scope(turn: Turn) -> list[str]:
    scope = turn.scope
    if scope is None:
        return ["没有确定范围"]
    why = "（问题或调用者指定）" if scope.named else ""
    lines = [f"可用来回答的规划{why}：{'、'.join(scope.plan_ids)}" if scope.plan_ids else "没有可用的规划"]
    found = turn.trace.get("fix_scope")
    if isinstance(found, str) and found in _ENDS_HERE:
        lines.append(f"到此为止：{_ENDS_HERE[found]}")
    return lines


_ENDS_HERE: Mapping[str, str] = {
    "empty": "限定的范围里没有规划",
    "outside the caller's limits": "问的地方在限定的范围以外",
    "unknown place": "库里没有所问地方的规划",
    "a place above": "所问的地方在库里各地之上，需要反问",
    "ask which place": "能回答的规划太多，需要反问",
}


def _facts(turn: Turn) -> list[str]:
    facts = turn.facts
    lines = [
        f"指标 {row.row.id} {_place(row.plan)} {row.row.name or shortened(row.clause or row.row.text, _CHARACTERS)}"
        f"：{_values(row.row.values)}（贴合 {row.score:.2f}）"
        for row in facts.rows
    ]
    lines += [
        f"承诺 {item.commitment.id} {_place(item.plan)} {shortened(item.commitment.text, _CHARACTERS)}（贴合 {item.score:.2f}）"
        for item in facts.commitments
    ]
    lines += [_task(item) for item in facts.tasks]
    lines += [
        f"相近但不是所问的指标 {row.row.id} {_place(row.plan)} {row.row.name}" for row in facts.near_rows
    ]
    return _some(lines) or ["没有查到，或这类问题不用查"]


def _task(item: FoundTask) -> str:
    role = f"，{item.unit}为{ROLE_NAMES[item.role]}" if item.role and item.unit else ""
    basis = f"（{BASIS_NAMES[item.basis]}）" if item.basis and role else ""
    return f"任务 {item.task.id} {_place(item.plan)} {item.task.title}{role}{basis}"


def _passages(turn: Turn) -> list[str]:
    found: Any = turn.trace.get("retrieve_passages")
    problems = [
        f"有一种检索没有用上：{hit['left_out']}"
        for hit in (found if isinstance(found, list) else ())
        if "left_out" in hit
    ]
    lines = [_evidence(item) for item in turn.evidence]
    return problems + _some(lines) or ["没有检索，或没有找到"]


def _evidence(item: Evidence) -> str:
    record = item.record
    title = f" {record.title}" if isinstance(record, TaskItem) else ""
    words = shortened(record.text, _CHARACTERS)
    near = "" if item.dense_rank is None else f"，语义第 {item.dense_rank + 1}"
    where = section_line(record.section[-1:])
    return f"{RECORD_NAMES[item.record_type]} {record.id} {where}{title}（覆盖 {item.relevance:.2f}{near}）：{words}"


def _composed(turn: Turn) -> list[str]:
    return _draft(turn.draft)


def _draft(draft: Draft | None) -> list[str]:
    if draft is None:
        return ["没有答复"]
    lines = [f"状态：{ANSWER_STATUS_WORDS[draft.status]}"]
    for statement in draft.statements:
        text = statement.text.strip()
        if text:
            places = "、".join(dict.fromkeys(ref.record_id for ref in statement.refs))
            mark = f" ← {places}" if places else ""
            lines.append(f"{'陈述' if statement.kind is StatementKind.FACT else '引语'}：{text}{mark}")
    return lines


def _wording(turn: Turn) -> list[str]:
    if turn.wording is None:
        return ["没有用语言模型"]
    found: Any = turn.trace["word_answer"]
    tokens = found.get("tokens")
    lines = [f"语言模型：{turn.wording.model}，用时 {found['model_ms']:g} 毫秒"]
    if found.get("first_sentence_ms") is not None:
        lines.append(f"第一句通过核对：{found['first_sentence_ms']:g} 毫秒")
    if tokens:
        lines.append(f"词元：提示 {tokens['prompt']}，答复 {tokens['answer']}")
    lines.append(f"通过核对的话：{turn.wording.text or '（无）'}")
    if turn.wording.rejected:
        lines.append(f"没有采用：{turn.wording.rejected}（{found['problem']}）")
    return lines


def _verified(turn: Turn) -> list[str]:
    found: Any = turn.trace.get("verify_answer")
    if isinstance(found, list):
        return ["未通过核对、已删去：", *(f"- {problem}" for problem in found), *_draft(turn.result)]
    return ["每条陈述都能在所引的地方核对到"]


_STEPS: Mapping[str, Callable[[Turn], list[str]]] = {
    "understand_question": _understanding,
    "fix_scope": _scope,
    "look_up_facts": _facts,
    "retrieve_passages": _passages,
    "compose_answer": _composed,
    "word_answer": _wording,
    "verify_answer": _verified,
}


def _place(plan: Plan) -> str:
    return plan.region or plan.id


def _values(values: Mapping[str, str]) -> str:
    return "，".join(f"{column} {value}" for column, value in values.items()) or "以文字表述"


def _some(lines: Sequence[str]) -> list[str]:
    left = len(lines) - _SHOWN
    return [*lines[:_SHOWN], f"……另有 {left} 条"] if left > 0 else list(lines)

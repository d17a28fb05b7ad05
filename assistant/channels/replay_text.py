"""What is different between an answer and the same question's answer today, in Chinese."""

from __future__ import annotations

import difflib
import json
from typing import Any

from assistant.channels.trace_text import ANSWER_STATUS_WORDS, STEP_WORDS
from assistant.replay import Difference, Replay

_NAMES = {
    "status": "状态",
    "answer": "答复的文字",
    "citations": "出处",
    "units": "单位",
    "indicators": "指标",
    "clarification": "反问",
    "model": "语言模型",
    "library_version": "资料库版本",
    "prompts": "提示词版本",
}
"""A difference in a setting goes by the setting's own name."""


def replay_lines(replay: Replay) -> list[str]:
    """A heading, whether the answer is the same, and each difference with what it was and what it is."""
    receipt = replay.receipt
    lines = [f"问题：{receipt.question}", f"答复 {receipt.answer_id}，{receipt.answered_at}"]
    if scope := "、".join(filter(None, (receipt.region, *receipt.plans))):
        lines.append(f"限定的范围：{scope}")
    lines.extend(f"此前问过：{exchange.question}" for exchange in receipt.history)
    lines.append("")
    lines.append("重新回答的结果与当时相同。" if replay.same else "重新回答的结果与当时不同。")
    if replay.step is not None:
        lines.append(f"从“{STEP_WORDS[replay.step]}”（{replay.step}）这一步起有了不同。")
    for difference in replay.differences:
        lines.extend(["", *_difference(difference)])
    return lines


def _difference(difference: Difference) -> list[str]:
    name = _NAMES.get(difference.what, difference.what)
    before, now = difference.before, difference.now
    if difference.what == "answer":
        compared = difflib.ndiff(str(before).splitlines(), str(now).splitlines())
        return [f"{name}（- 当时，+ 现在）：", *(line for line in compared if not line.startswith("?"))]
    if isinstance(before, list) and isinstance(now, list):
        return [
            f"{name}（- 当时，+ 现在）：",
            *(f"- {_item(item)}" for item in before if item not in now),
            *(f"+ {_item(item)}" for item in now if item not in before),
        ]
    if difference.what == "status":
        before, now = (
            next((w for s, w in ANSWER_STATUS_WORDS.items() if s == one), one) for one in (before, now)
        )
    return [f"{name}：当时 {_value(before)}，现在 {_value(now)}"]


def _item(item: Any) -> str:
    """One citation, unit or indicator on a line."""
    if isinstance(item, dict):
        if "quote" in item:
            return f"[{item['n']}] {item['plan_id']} {item['record_id']} “{item['quote']}”"
        if "values" in item:
            values = "，".join(f"{column} {value}" for column, value in item["values"].items())
            return f"{item['region']} {item['name']}（{item['unit'] or '—'}）：{values} [{item['citation']}]"
        if "role" in item:
            return f"{item['name']} {item['role']} {item['basis']} {item['task']} [{item['citation']}]"
    return _value(item)


def _value(value: Any) -> str:
    if value is None:
        return "（无）"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

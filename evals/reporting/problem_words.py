"""What the checks found wrong, in Chinese. The checks themselves speak English; one row of the table a message."""

from __future__ import annotations

import re

from evals.wording import STATUSES

ROLES = {"responsible": "牵头", "cooperating": "配合"}
BASES = {"inferred": "推定的", "stated": "写明的"}

# each message as a check writes it, and how the report says it
MESSAGES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"status (?P<s>\w+) for a question that the plans answer", "规划里有答案，却是“{s}”"),
        (r"status (?P<s>\w+) for a question that the plans do not answer", "规划里没有答案，却是“{s}”"),
        (r"status (?P<s>\w+) instead of asking back", "应当先问清，却是“{s}”"),
        (r"choice (?P<a>.*) not offered", "没有给出选项“{a}”"),
        (r"(?P<a>.*): not stated", "没有说出 {a}"),
        (r"(?P<a>.*): the unit of measure is not stated", "没有说出计量单位：{a}"),
        (r"(?P<a>.*): the attribute (?P<b>.*) is not stated", "没有说出属性“{b}”：{a}"),
        (r"(?P<a>.*): the structured indicator says (?P<b>.*)", "结构化字段不对：应为 {a}，实为 {b}"),
        (r"(?P<a>.*) \((?P<r>\w+)\) is missing", "缺少 {a}（{r}）"),
        (r"(?P<a>.*) \((?P<r>\w+)\) does not belong there", "多出或角色不对：{a}（{r}）"),
        (r"(?P<a>.*) does not belong there", "多出 {a}"),
        (r"(?P<a>.*) is not named", "没有提到 {a}"),
        (r"(?P<a>.*): that its role is (?P<d>\w+) is not told", "没有说明 {a} 的角色是{d}"),
        (r"missing: (?P<a>.*)", "清单缺：{a}"),
        (r"extra: (?P<a>.*)", "清单多：{a}"),
        (r"says (?P<a>\d+) items, there are (?P<b>\d+)", "说共 {a} 项，应为 {b} 项"),
        (r"not said: (?P<a>.*)", "没有说到：{a}"),
        (r"says (?P<a>.*)", "说了不该说的：{a}"),
        (r"not cited: (?P<a>.*)", "没有引用：{a}"),
        (r"the number (?P<a>.*) stands in no cited place", "数字 {a} 不在所引的位置"),
        (r"the unit (?P<a>.*) stands in no cited place", "单位 {a} 不在所引的位置"),
        (r"the mark (?P<a>\[\d+\]) leads nowhere", "{a} 没有对应的出处"),
        (r"taken for (?P<k>\w+)", "当成了“{k}”类问题"),
        (r"(?P<a>\[\d+\] .*)", "引用了别处：{a}"),
    )
)

ROUTES = {
    "indicator": "指标",
    "indicator_list": "指标清单",
    "task_units": "任务由谁负责",
    "unit_tasks": "单位有哪些任务",
    "content": "怎么规定的",
    "mentions": "哪里提到",
    "plan_fact": "文件要素",
    "plan_list": "有哪些规划",
    "greeting": "问候",
    "thanks": "道谢",
    "capabilities": "能做什么",
    "out_of_scope": "范围外",
    "empty": "空问题",
}


def problem_words(problem: str) -> str:
    """The message in Chinese; one that is not in the table stays as it is."""
    for pattern, words in MESSAGES:
        found = pattern.fullmatch(problem)
        if found is None:
            continue
        said = found.groupdict()
        for group, names in (("s", STATUSES), ("r", ROLES), ("d", BASES), ("k", ROUTES)):
            if group in said:
                said[group] = names.get(said[group], said[group])
        return words.format(**said)
    return problem

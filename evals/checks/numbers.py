"""Numbers in running text: found whole, whatever stands around them."""

from __future__ import annotations

import re

from evals.words import fold_value

# 9.5  1016  0.05
NUMBER = re.compile(r"\d+(?:\.\d+)?")
# the 0 of 09, not that of 0.9
LEADING_ZEROS = re.compile(r"^0+(?=\d)")
# >98  ≥99  <0.05
BOUND = re.compile(r"^([<>≥≤]=?)(\d+(?:\.\d+)?)$")
# 7(年均)  300(累计)
REMARKED = re.compile(r"^(\d+(?:\.\d+)?)\((\w+)\)?$")
ABOVE, BELOW = (
    ("大于{}", "高于{}", "超过{}", "多于{}", "{}以上"),
    ("小于{}", "低于{}", "少于{}", "{}以下", "{}以内"),
)
AT_LEAST, AT_MOST = ("不低于{}", "不少于{}", "至少{}"), ("不高于{}", "不超过{}", "至多{}")
SPOKEN = {
    ">": ABOVE,
    "<": BELOW,
    "≥": (*ABOVE, *AT_LEAST, ">={}"),
    "≤": (*BELOW, *AT_MOST, "<={}"),
    ">=": (*ABOVE, *AT_LEAST, "≥{}"),
    "<=": (*BELOW, *AT_MOST, "≤{}"),
}
EMPTY_CELLS = frozenset({"-", "/", ""})
EMPTY_SPOKEN = (
    "-",
    "没有列",
    "未列",
    "未给出",
    "没有给出",
    "未填",
    "没有数值",
    "空",
    "无",
    "未提供",
    "未统计",
    "没有数据",
)


def wordings(value: str) -> list[str]:
    """The ways in which an answer may word a printed value, folded: ``>98`` also as 大于98, ``7(年均)`` as 年均7."""
    printed = fold_value(value)
    if printed in EMPTY_CELLS:
        return list(EMPTY_SPOKEN)
    bound = BOUND.match(printed)
    if bound:
        return [printed, *(form.format(bound.group(2)) for form in SPOKEN[bound.group(1)])]
    remarked = REMARKED.match(printed)
    if remarked:
        number, remark = remarked.groups()
        spoken = (f"{remark}{verb}{number}" for verb in ("", "增长", "增速", "达到", "提高"))
        return [printed, *spoken, f"{number}%({remark})", f"{number}({remark})"]
    return [printed]


def with_measure(value: str, measure: str) -> str:
    """The unit of measure where an answer says it, before the remark: 2000(累计) and 户 as 2000户(累计)."""
    remarked = REMARKED.match(fold_value(value))
    return f"{remarked.group(1)}{measure}({remarked.group(2)})" if remarked else value


def states(text: str, value: str) -> bool:
    """Whether a text states a printed value, as a whole number and not as part of another one."""
    folded = fold_value(text)
    return any(_stands_alone(folded, wording) for wording in wordings(value))


def _stands_alone(text: str, wording: str) -> bool:
    before = r"(?<![\d.])" if wording[:1].isdigit() else ""
    after = r"(?!\d|\.\d)" if wording[-1:].isdigit() else ""
    # 98 must not be found in >98: a bound is another value
    bound = r"(?<![<>≥≤])(?<![<>]=)" if wording[:1].isdigit() else ""
    return re.search(before + bound + re.escape(wording) + after, text) is not None


def numbers_of(text: str) -> list[str]:
    """All numbers of a text without thousands separators, in order; 09 is 9, but 12.0 and 12 stay apart."""
    return [LEADING_ZEROS.sub("", number) for number in NUMBER.findall(fold_value(text))]

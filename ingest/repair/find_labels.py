"""Lines in which a web page states facts about the document: "发布机构：云陵市水利局", "文  号：云水发〔2021〕3号"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.repair.split_lines import Line

LABEL_WORDS = (
    "索引号|信息索引号|统一编号|发布机关|文件状态|公文种类|文件种类|发布机构|发布单位|发文机关|发文机构|发文单位|制发机关|公开机构|公开主体|信息来源|来源|成文日期|成文时间|发文日期|发文时间"
    "|生成日期|发布日期|发布时间|公开日期|公开时间|公布日期|印发日期|文号|发文字号|文件编号|文件字号|有效性|效力状态|时效性|是否有效|有效期|主题分类|主题词|分类|信息分类|体裁分类"
    "|组配分类|服务对象|废止日期|失效日期|生效日期|实施日期|公开方式|公开形式|公开范围|信息名称|标题|名称|内容概述|关键词|时间|作者|发布人|日期"
)
SPACES = "[ \u3000]*"
# "• 索 引 号 : MB169/2021-10019", "发布时间:2022-07-21 16:07 发布单位:…", "【发文字号】 云政发〔2021〕3号"
LABEL = re.compile(
    rf"[•·●\s]*[【\[]?(?P<label>{'|'.join(''.join(c + SPACES for c in word) for word in LABEL_WORDS.split('|'))})[】\]]?\s*[:：]\s*"
)
LABEL_BRACKETED = re.compile(rf"[•·●\s]*[【\[](?P<label>{LABEL_WORDS})[】\]]\s*")
# what a label's value looks like on the line below it: a date, "云水发〔2021〕74号", "云陵市水利局", "现行有效", "LH0012/2021-00087"
VALUE_BELOW = (
    (
        re.compile(r"日期$|时间$"),
        re.compile(r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s+[\d:]+)?$"),
    ),
    (
        re.compile(r"字号$|文号$|编号$"),
        re.compile(r"[^\W\d_]{1,14}[〔\[［【（(]\s*\d{4}\s*[〕\]］】）)]\s*(?:第|增)?\s*\d{1,4}\s*号$"),
    ),
    (
        re.compile(r"机关$|机构$|单位$|主体$"),
        re.compile(r"[^\s，。：《》]{2,30}(?:政府|办公厅|办公室|委员会|领导小组|[厅局部委院办])$"),
    ),
    (re.compile(r"有效|效力|时效|状态"), re.compile(r"(?:现行)?有效|失效|已?废止|部分失效|已修改")),
    (re.compile(r"索引号$|编号$"), re.compile(r"[\w/—-]*\d[\w/—-]*$")),
)
HEAD_LINES = 40
TAIL_LINES = 30
LONGEST = 160
UNSURE = {"标题", "名称", "时间", "日期", "来源", "作者", "分类", "关键词", "信息来源"}
"""Labels that running text uses too: they count only beside others."""


def _label(match: re.Match[str]) -> str:
    return "".join(match["label"].split())


def find_labels(lines: Sequence[Line]) -> set[int]:
    """Indexes of label lines near the head or the foot of the document."""
    near = [index for index in range(len(lines)) if index < HEAD_LINES or index >= len(lines) - TAIL_LINES]
    sure: set[int] = set()
    unsure: set[int] = set()
    for index in near:
        text = lines[index].text
        match = LABEL.match(text) or LABEL_BRACKETED.match(text)
        if match and len(text) <= LONGEST and "。" not in text:
            labels = {_label(match), *(_label(other) for other in LABEL.finditer(text))}
            (unsure if labels <= UNSURE else sure).add(index)
    return sure | {index for index in unsure if any(abs(index - other) <= 8 for other in sure)}


def values_below(lines: Sequence[Line], labels: set[int]) -> dict[int, int]:
    """By label line without a value: the line right below it that has the shape of its value."""
    found: dict[int, int] = {}
    for index in labels:
        values = labelled_values(lines[index].text)
        below = index + 1
        if len(values) != 1 or values[0][1] < values[0][2] or below >= len(lines) or below in labels:
            continue
        text = lines[below].text.strip()
        if any(label.search(values[0][0]) and value.match(text) for label, value in VALUE_BELOW):
            found[index] = below
    return found


def labelled_values(text: str) -> list[tuple[str, int, int]]:
    """The facts of one label line: label without blanks, start and end of its value in ``text``."""
    matches = [*LABEL.finditer(text)] or [*LABEL_BRACKETED.finditer(text)]
    found: list[tuple[str, int, int]] = []
    for number, match in enumerate(matches):
        end = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        value = text[match.end() : end].strip(" \u3000|｜")
        start = match.end() + text[match.end() : end].find(value) if value else match.end()
        found.append((_label(match), start, start + len(value)))
    return found

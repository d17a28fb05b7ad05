"""The unit of measure behind an indicator's name: "发明专利拥有量（件）"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.number_grammar import MAGNITUDE, MEASURE, is_value
from ingest.plan import Span
from ingest.repair.line_shapes import SENTENCE_END
from ingest.repair.split_lines import Line
from ingest.source import RepairedText

# "市场规模（万户）", "合格率(%", "满意度(": the last bracket, closed or cut off
NAME_WITH_BRACKET = re.compile(
    r"^(?P<name>.*?\S)\s*[（(\[［](?P<inside>(?:[^（）()\[\]［］]|[（(][^（）()]{1,4}[)）])*)[)）\]］]?$",
    re.DOTALL,
)
# "万户", "%", "批次/千人", "件/万人", "微克/立方米", "亿立方米", "分", "万吨标准煤", "以年计：年", "册（件）", "/10万", "m³/万元", "℃"
MEASURE_UNIT = re.compile(
    rf"^(?:(?:{MAGNITUDE})?(?:{MEASURE}|%|‰|年|月|元|吨|次|头|人|级|比例|比值|立方|平方|标台|标箱|吨公里|车公里|人公里|人年|位次|分贝)"
    r"(?:标准煤|标煤|油当量|当量|氨氮|二氧化碳|CO2)?(?:[（(].{1,3}[)）])?(?:[/／·每].{1,10})?"
    r"|1?[/／]\d{0,3}[十百千万亿]{1,2}|(?:[TGPE]B|[TGMk]bps|[PE]FLOPS|P|dB|k?m[²³]?)(?:[/／].{1,6})?|[a-zA-Zμ]{1,4}[/／][a-zA-Zm³²\d]{1,4}|[%％‰℃])$"
)
LONGEST_UNIT = 14
# "*", "①" behind a name
TRAILING_MARK = re.compile(r"[*＊①-⑳★▲\s]+$")
# "（%）" on a line of its own
MEASURE_ALONE = re.compile(r"^[（(](?P<inside>[^（）()]{1,14}|[^（）()]{1,8}[（(][^（）()]{1,4}[)）])[)）]$")
LONGEST_NAME = 40


def is_measure(text: str) -> bool:
    """Whether words are a unit of measure: "万户", "批次/千人"."""
    return len(text) <= LONGEST_UNIT and bool(MEASURE_UNIT.match(text))


def split_measure(text: str) -> tuple[str, str | None]:
    """Name and unit of measure: "发明专利拥有量（件）" → "发明专利拥有量", "件". A bracket that holds no measure
    ("（含提名奖）") stays in the name; one that the source cut off before its word gives no unit."""
    text = TRAILING_MARK.sub("", text.strip())
    match = NAME_WITH_BRACKET.match(text)
    if match is None:
        return text.rstrip("（(").rstrip(), None
    inside = "".join(match["inside"].split())
    if not inside:
        return match["name"].strip(), None
    if is_measure(inside):
        return match["name"].strip(), inside
    return text, None


def join_measures(lines: Sequence[Line]) -> list[Line]:
    """Lines with "（%）" behind the name it belongs to, where a web copy set it on a line of its own."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and _is_measure_of(line.text, before.text):
            words = RepairedText.join([before.words, line.words])
            span = Span(before.span.start, line.span.end, before.span.page)
            joined[-1] = replace(before, words=words, span=span)
        else:
            joined.append(line)
    return joined


def _is_measure_of(text: str, name: str) -> bool:
    match = MEASURE_ALONE.match(text)
    if match is None or not is_measure("".join(match["inside"].split())):
        return False
    return len(name) <= LONGEST_NAME and not is_value(name) and not SENTENCE_END.search(name)

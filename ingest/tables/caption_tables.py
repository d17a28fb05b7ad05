"""What stands above a table is given to it: the line that names it, and the unit of measure of all its values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.repair.line_shapes import CAPTION_NUMBERED, FULL_STOP_END
from ingest.source import Block, Paragraph, RepairedText, Table

# "2  “十四五”主要指标": a caption whose first word 表 got lost
CAPTION_WITHOUT_WORD = re.compile(r"^\d{1,2}[\s.．、]+\S.*(?:指标|目标|情况|清单|一览|体系)\S{0,4}$")
CAPTION_NUMBERED_TABLE = re.compile(r"^(?:附?表|图表)\s*[\d一二三四五六七八九十]{1,3}")
# "云陵市“十四五”水利发展主要指标", "重点任务分工表"
CAPTION_WORDS = re.compile(r"(?:指标|目标|清单|分工|分解|情况|一览|任务|项目)\S{0,6}$|表$")
# "单位：亿元", "（计量单位：万人）", "表1 主要指标（单位：万元）", "2024年12月  单位：个"
MEASURE_WORDS = re.compile(
    r"(?:^|[（(\s])(?:计量|数量)?单\s*位\s*[:：]\s*(?P<measure>[^（）()：:，。；\s]{1,12}(?:[（(][^（）()]{1,4}[)）])?)\s*[)）]?$"
)
LONGEST_MEASURE_LINE = 24
LONGEST_CAPTION = 60
MOST_LINES_ABOVE = 2


def caption_tables(blocks: Sequence[Block]) -> list[Block]:
    """Every table with its caption and the statement of measure among the short lines right above it."""
    captioned: list[Block] = []
    for block in blocks:
        captioned.append(_captioned(block, captioned) if isinstance(block, Table) else block)
    return captioned


def _captioned(table: Table, before: Sequence[Block]) -> Table:
    above = []
    for block in reversed(before[-MOST_LINES_ABOVE:]):
        if not isinstance(block, Paragraph) or len(block.text) > LONGEST_CAPTION:
            break
        above.append(block.words)
    stated = filter(None, map(measure_of, [*above, *([table.caption] if table.caption else [])]))
    measure = table.measure or next(stated, None)
    naming = next((words for words in above if not is_measure_line(words.text)), None)
    caption = table.caption or (naming if naming and is_caption(naming.text) else None)
    return replace(table, caption=caption, measure=measure)


def is_caption(text: str) -> bool:
    """Whether a line may name the table below it."""
    if len(text) > LONGEST_CAPTION or FULL_STOP_END.search(text):
        return False
    return bool(
        CAPTION_NUMBERED.match(text) or CAPTION_WITHOUT_WORD.match(text) or CAPTION_WORDS.search(text)
    )


def is_measure_line(text: str) -> bool:
    """Whether a line says nothing but the unit of measure of the table below it."""
    return len(text) <= LONGEST_MEASURE_LINE and bool(MEASURE_WORDS.search(text)) and not is_caption(text)


def measure_of(words: RepairedText) -> RepairedText | None:
    """The unit of measure that a line above a table states, where it does."""
    match = MEASURE_WORDS.search(words.text)
    return words.slice(*match.span("measure")) if match else None

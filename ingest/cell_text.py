"""Paragraphs inside table cells: lines that a narrow column broke are closed up, real paragraphs stay apart."""

from __future__ import annotations

import re

from ingest.outline.find_boxes import read_box_title
from ingest.source import RepairedText

ITEM_START = re.compile(
    r"[（(]?\d{1,2}[）)]?[.．、](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,2}[、是]|[①-⑳●•·◆■]|[—-]{2}|第[一二三四五六七八九十]+[章节]"
)
"""1. · （二） · 三、 · 一是 · ① · ●: a line of a cell that begins a paragraph"""

PARAGRAPH_END = ("。", "；", "：", ";", ":", "！")
# "……。”", "……。（责任单位：市水利局）", but not "“天眼”" + "监测数据集"
CLOSED_END = re.compile(r"[。；！：][^。；！：]*[”）]$")


def cell_paragraphs(words: RepairedText) -> list[RepairedText]:
    """The paragraphs of a cell. A line goes on with the one before it unless that one ended, or it begins an item."""
    parts: list[RepairedText] = []
    at = 0
    for line in words.text.split("\n"):
        piece = words.slice(at, at + len(line)).strip()
        at += len(line) + 1
        if not piece.text:
            continue
        apart = not parts or ITEM_START.match(piece.text) or _is_ended(parts[-1].text)
        if apart:
            parts.append(piece)
        else:
            parts[-1] = RepairedText.join([parts[-1], piece])
    return parts


def _is_ended(text: str) -> bool:
    return text.endswith(PARAGRAPH_END) or bool(CLOSED_END.search(text)) or read_box_title(text) is not None

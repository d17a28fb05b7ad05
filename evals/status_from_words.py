"""The status of an answer from a system that only sends text: refused, asked back, or answered, told by its wording."""

from __future__ import annotations

import re

from assistant.answer import AnswerStatus

OPENING = 60
"""A refusal says so at once; 未提及 deep inside a long answer is a remark about one part of it."""

# 没有找到相关内容  未提及  资料中没有  无法回答  不清楚  抱歉，我不知道  没有2030年的目标值
REFUSES = re.compile(
    r"(?:没有|未能?|没)(?:找到|查到|检索到|提及|提到|涉及|包含|说明|给出|明确|列出|规定)|(?:资料|材料|规划|文件|文档|上下文)(?:中|里)?(?:并)?没有|"
    r"无法(?:回答|确定|得知|判断)|不(?:清楚|知道|在.{0,8}范围)|无相关|抱歉|对不起|not found|cannot answer"
)
# 请问您想了解哪个地区？  请说明是哪里的规划。
ASKS_BACK = re.compile(
    r"(?:请问|请(?:您)?(?:说明|指明|明确|补充)|您(?:想|要|指)|哪(?:个|里|份|一)).{0,40}[？?。]?\s*$"
)


def status_from_words(text: str) -> AnswerStatus:
    """The status that the wording shows; an empty text is a refusal."""
    told = text.strip()
    if not told or REFUSES.search(told[:OPENING]):
        return AnswerStatus.NOT_FOUND
    if len(told) <= 2 * OPENING and ASKS_BACK.search(told):
        return AnswerStatus.CLARIFY
    return AnswerStatus.ANSWERED

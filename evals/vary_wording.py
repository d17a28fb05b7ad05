"""The same questions in other words (换个说法): how far an answer hangs on the wording, measured without new gold.

Each variant is mechanical and keeps the meaning: a polite opening, synonyms of question words, other punctuation, blanks
where hasty typing leaves them. Names of places, units, tasks and indicators are left alone.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from evals.questions.gold import GoldQuestion

OPENINGS = (
    "",
    "请问",
    "麻烦查一下",
    "想问一下，",
    "帮忙看看，",
    "领导要个数，",
    "你好，",
    "跟你打听个事，",
    "写材料要用，",
    "上次没记住，",
)
ENDINGS = ("", "？", "呢", "，谢谢", "。", "??", "，越具体越好", "，急", "，马上开会了")
SYNONYMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("由谁牵头", ("哪家牵头", "谁来牵头", "牵头的是谁")),
    ("由谁负责", ("归谁负责", "谁来负责", "哪个单位负责")),
    ("谁负责", ("谁来负责", "哪个单位负责")),
    ("配合单位有哪些", ("配合单位是哪几家", "有哪些配合单位", "哪些单位配合")),
    ("责任单位", ("牵头单位",)),
    ("有哪些任务", ("都有什么任务", "承担哪些任务", "任务有哪些")),
    ("分别是多少", ("各是多少", "分别多少")),
    ("是多少", ("多少", "为多少", "是几")),
    ("目标", ("目标值", "规划目标")),
    ("有哪些", ("包括哪些", "有什么", "是哪些")),
    ("怎么", ("如何", "怎样")),
    ("什么时候", ("何时", "哪天")),
    ("有什么规定", ("是怎么规定的", "怎么规定")),
    ("要达到", ("得达到", "需要达到")),
    ("提到", ("写到", "说到")),
)
PUNCTUATION = str.maketrans({"，": ",", "？": "?", "“": '"', "”": '"', "（": "(", "）": ")", "、": "，"})


def vary_wording(question: str, generator: random.Random) -> str:
    """The question in other words; the same for the same generator state."""
    words = question.rstrip("？?。 ")
    for usual, others in SYNONYMS:
        if usual in words:
            words = words.replace(usual, generator.choice(others), 1)
            break
    if generator.random() < 0.3:
        words = words.translate(PUNCTUATION)
    if generator.random() < 0.2:
        at = generator.randrange(1, max(2, len(words)))
        # never inside a number or a Latin word, and never in front of 的
        if not (words[at - 1 : at + 1].isascii() or words[at : at + 1] == "的"):
            words = f"{words[:at]} {words[at:]}"
    return generator.choice(OPENINGS) + words + generator.choice(ENDINGS)


def varied(questions: Sequence[GoldQuestion], seed: int) -> list[GoldQuestion]:
    """All questions in other words, ids kept; greetings and follow-ups are short enough to stay as they are."""
    generator = random.Random(seed)
    return [
        question
        if question.history or question.kind == "small_talk"
        else question.model_copy(update={"question": vary_wording(question.question, generator)})
        for question in questions
    ]

"""What a single line looks like: a heading's number, a caption, the end of a sentence. Shared by the steps of repair.

This tells shapes only; which level a heading has is the outline's business.
"""

from __future__ import annotations

import re

NUMERAL = "[一二三四五六七八九十百零〇]"
# "第三章 …", "第二节…", "第一部分 …"
CHAPTER = re.compile(rf"^第(?:{NUMERAL}{{1,4}}|\d{{1,2}})(?:章|节|篇|编|部分|条)")
# "一、…", "（一）…", "(十二) …", "1.…" "2．…" "3、…", "（1）…", "1）…", "①…"
NUMBERED = re.compile(
    rf"^(?:{NUMERAL}{{1,3}}[、.．]|[（(]\s*{NUMERAL}{{1,3}}\s*[)）]|\d{{1,2}}(?:[、．]|[.](?!\d))|[（(]\s*\d{{1,2}}\s*[)）]"
    r"|\d{1,2}[)）]|[①-⑳])"
)
# "1.2 …", "3.1.4 …" of decimal outlines
DECIMAL = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}(?=\s*[^\d\s.%％])")
# "——坚持…", "----市场…", "• …"
DASH_ITEM = re.compile(r"^(?:[—–―-]{2,}|[●•·■◆▪►▲※★☆○◇□]\s*)")
# "一是…", "第二，…" inside or at the head of a paragraph
ENUMERATION = re.compile(r"^(?:[一二三四五六七八九十]{1,2}是(?!否)|第[一二三四五六七八九十]{1,2}[，,])")
# "专栏1 …", "专栏 12：…", "表 3 …", "图2 …", "附件1", "附表：…"
CAPTION_NUMBERED = re.compile(
    rf"^(?:专栏|附?表|附?图|附件|附录|图表)\s*(?:\d{{1,2}}|{NUMERAL}{{1,3}})(?:[-—–.．]\d{{1,2}})?"
)
# "附件", "附件：重点项目表", "附表"; "抄送：市委办公室。"
ANNEX = re.compile(
    r"^附[件表录](?:\s*[\d一二三四五六七八九十]{0,2})\s*(?:[:：]|$)|^(?:抄送|主送|分送)\s*[:：]"
)
# "云水发〔2021〕74号" on a line of its own
NUMBER_LINE = re.compile(r"^[^\W\d_]{1,14}[〔\[［【（(]\s*\d{4}\s*[〕\]］】）)]\s*\d{1,4}\s*号$")
SENTENCE_END = re.compile(r"[。！？!?；;：:…]['\"”’）)】》]*$")
FULL_STOP_END = re.compile(r"[。！？!?；;]['\"”’）)】》]*$")
# "……提高供水保证率。（责任单位：市水利局）": what is said in brackets behind a whole sentence ends its paragraph
BRACKET_END = re.compile(r"[。！？；][（(【〔\[][^。]{2,300}[)）】〕\]]$")
INNER_STOP = re.compile(r"[。；！？]")
# "2022年7月27日", "2021年", "二〇二一年九月"
DATE_LINE = re.compile(
    r"^[（(]?(?:\d{4}|[二〇零○一九][〇零○一二三四五六七八九]{3})\s*年(?:\s*[\d一二三四五六七八九十]{1,3}\s*月)?(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?[)）]?$"
)
# "2025", "(A)": printed half as wide as a Chinese character, as the quotation marks “” are not
NARROW = re.compile("[^\u2e80-\U0010ffff“”‘’—…]")


def has_marker(text: str) -> bool:
    """Whether a line begins like a heading, a numbered item, a bullet or a caption."""
    return bool(
        CHAPTER.match(text)
        or NUMBERED.match(text)
        or DECIMAL.match(text)
        or DASH_ITEM.match(text)
        or ENUMERATION.match(text)
        or CAPTION_NUMBERED.match(text)
        or ANNEX.match(text)
    )


def open_brackets(text: str) -> str:
    """The closing brackets that a text still waits for, innermost last: "印发《云陵市" → "》"."""
    waiting: list[str] = []
    for character in text:
        if character in PAIRS:
            waiting.append(PAIRS[character])
        elif waiting and character == waiting[-1]:
            waiting.pop()
    return "".join(waiting)


PAIRS = {"《": "》", "（": "）", "(": ")", "【": "】", "〔": "〕"}


def width(text: str) -> int:
    """Printed width in half characters."""
    return 2 * len(text) - len(NARROW.findall(text))

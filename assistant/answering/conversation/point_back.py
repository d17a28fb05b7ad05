"""What the wording of a question points back to: an item of the list before, its wording or units, an earlier topic, a slip."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.turn import Aspect
from assistant.answering.understanding import question_patterns as patterns
from assistant.answering.understanding.numerals import number_of

_NUMBER = r"[一二两三四五六七八九十\d]{1,3}"
_MEASURE = r"(?:个|项|条|点|份|家)"
_NOUN = r"(?:指标|任务|事项|规划|方案|文件|清单|单位|部门|工作|举措|内容|事情|事|问题|目标|地方|[省市区县](?![级直场]))"

_BACK = re.compile(
    rf"(?:(?<!其)它们?|其(?=[的中]?(?:牵头|配合|责任|负责|完成|目标|属性|期限|时限)))的?"
    rf"|(?:^|(?<=[,，那问]))(?:刚才|刚刚|上面|前面|之前|上述|以上)(?:你|您)?(?:说|提|讲|问|列)?(?:到|过)?(?:的)?(?:[那这](?:些|几)?)?{_MEASURE}?(?P<noun>{_NOUN})?"
    rf"|(?:(?:这|那)(?:[一两几]?(?:{_MEASURE}|件)|些)|(?:该|此|本){_MEASURE}?|这(?=事))(?P<thing>{_NOUN}(?!单位))"
    rf"|(?:类似|同样|相同|一样)的(?:规定|要求|{_NOUN})?(?=$|[,，。?吗呢])"
    rf"|(?:这|那)(?:[一两几]?{_MEASURE}|些)(?=[的是有由到在还能什为属多几哪怎要呢,，。?]|谁|责任|牵头|配合|$)"
)
"""它的配合单位 · 上面那个的目标 · 该单位还负责什么 · 这项什么时候完成"""
_NTH = re.compile(
    rf"(?P<last>倒数)?第(?P<number>{_NUMBER})(?:{_MEASURE}|(?=$|[,，、和跟与的呢?]))(?:{_NOUN}(?!单位))?"
)
"""第三个 · 倒数第二项 · 第一和第三个"""
_FIRST = re.compile(rf"(?:(?<!之)前|头)(?:面)?(?P<number>{_NUMBER}){_MEASURE}{_NOUN}?")
"""前两项"""
_LAST = re.compile(
    rf"(?:最后|末尾)(?:面)?的?(?:那)?(?P<number>{_NUMBER})?{_MEASURE}{_NOUN}?|(?<!最)后面?的?(?P<tail>[两二三四五]){_MEASURE}"
)
"""最后一个 · 后两项"""
_STEP = re.compile(
    rf"再?(?:(?P<next>下|(?<!最)后面?|接下来的?)|(?P<back>上|前面?))(?:那|的)?一?{_MEASURE}{_NOUN}?"
)
"""下一项 · 再上一个"""
_THESE = re.compile(rf"[这那](?P<number>[两二三四五])(?:{_MEASURE}|件)")
"""这两个任务"""
_BARE_NUMBER = re.compile(rf"^(?:选|就|要|看)?(?P<number>{_NUMBER})(?:号)?[。.!]?$")
"""2"""
_ALL = re.compile(
    r"^(?:我)?(?:两|三|四|几)?(?:个|项|份|处)?(?:地方)?(?:都|全)(?:部|都)?(?:要|看|说|问|行|可以|列|查|给)?(?:一下|看看|出来)?[吧的。!]*$|^(?:全部|所有)(?:都要|的)?[吧。!]*$"
)
"""都要 · 两个都看看 · 全部"""

_NARROWS = re.compile(
    r"^(?:那|那么)?(?:这)?(?:其中|里面|当中|这里面|(?:在)?这些(?:里面?|当中|中)|上面(?:这些|那些|里)?|以上(?:这些)?)"
    r"|^(?:那)?只(?:看|要|说|列|保留)|^(?:那|这)?(?:哪几|哪些|几)[个项条]?(?=[是有没未和跟与由涉属不])"
)
"""其中和食品有关的 · 只看2025年的 · 哪几项是约束性的"""
_NARROWING_WORDS = re.compile(r"有关系?|相关|涉及|关于|属于|方面|跟|有关联|类(?=的|$)|只(?:看|要|说|列|保留)")
_WITHOUT = re.compile(r"(?:没有?|未|无|缺)[^,，。?]{0,4}(?P<role>配合|参与|责任|牵头)")

_ASPECTS: Sequence[tuple[Aspect, re.Pattern[str]]] = (
    (
        Aspect.MORE,
        re.compile(r"^(?:还有(?:吗|么|呢|没有|别的|其他|其它)|还有[?。]?$|其余|剩下|继续|更多|接着说|没列)"),
    ),
    (
        Aspect.COUNT,
        re.compile(
            r"^(?:就|只有?)?这?[一两三四五六七八九十]{1,2}[个项条](?:吗|么)|^(?:那|这)?(?:总共|一共|合计|共计?)?(?:是|有)?(?:几|多少)[个项条家份](?:呢|呀|啊)?[?。]?$|(?:总共|一共|合计)(?:是|有)?(?:几|多少)"
        ),
    ),
    (Aspect.REASON, re.compile(r"为什么|为何|什么原因|什么理由|凭什么")),
    (
        Aspect.DEADLINE,
        re.compile(
            r"(?<!规划)(?<!实施)期限|时限|截止|(?:什么时候|何时|哪年|哪一年|几时|多久|什么时间)[^,，。?]{0,4}?(?:完成|做到|做完|做好|实现|建成|达到|办完|到位|结束|要)|到(?:哪一?年|什么时候|何时|几时)|完成时间|时间要求"
        ),
    ),
    (
        Aspect.SOURCE,
        re.compile(
            r"出处|来源|出自|哪一?[章节页段篇]|哪个(?:章节|部分)|第几[章节页]|哪(?:一)?部分|(?:写|提|说)?在(?:文件|规划)?(?:的)?哪(?:里|儿)?[?。]?$"
        ),
    ),
    (
        Aspect.WORDING,
        re.compile(
            r"原文|原话|原句|怎么(?:写|说|表述|规定)|详细|具体|展开|完整|内容|细说|讲讲|说说|介绍|说一遍|重复"
        ),
    ),
)
_UNITS = (patterns.ASKS_UNITS, patterns.RESPONSIBLE, patterns.COOPERATING, patterns.ASKS_WHO)

_NOT_BUT = re.compile(
    r"^(?:不对[,，。\s]*)?不是(?:问|说|要|看)?(?P<wrong>[^,，。;是]{1,15}?)的?[,，。;\s]*(?:而?是|我?(?:想|要)?(?:问|说|看|要)的是)(?P<right>[^,，。]+)"
)
"""不是2020，是2025年"""
_MEANT = re.compile(
    r"^(?:(?:不对|不是的?|错了|[说搞弄问]错了)[,，。!\s]*(?:应该)?是|(?:(?:不对|不是的?|错了|[说搞弄问]错了)[,，。!\s]*)?(?:我(?:刚才)?(?:是)?(?:想|要)?(?:问|说|指|要|看)的(?:其实)?是|我只(?:想|要)?(?:问|看|要|知道)|改成|换成|改为|换到|同样的?(?:问题|问法)[,，]?(?:再)?(?:问|说|看)?(?:一下|问)?))"
)
"""我问的是牵头单位 · 不对，是临溪的 · 换成临溪"""
_WRONG = re.compile(r"^(?:不对?|不是的?|错了|[说搞弄问]错了)[,，。!\s]+")
_AGAIN = re.compile(r"[,，\s]*(?:再|重新)(?:说|讲|答|问|列|看|查|来)(?:一|1)?(?:遍|次|下)[。!]*$")
"""…再说一遍"""
_RETURNS = re.compile(
    r"^(?:那|我们)?(?:再)?(?:回到|说回|回头(?:再)?(?:说|看|问)|还是(?:说|看|问|回到)|接着(?:说|问))(?:刚才|之前|前面|上面|最初|一开始|最开始|开头)?(?:说|问|讲|提)?(?:到|过)?的?(?:那[个项]|这[个项])?(?P<what>[^,，。;?]*?)(?:的?(?:问题|话题|事))?(?:$|[,，。;?\s]+(?P<rest>.*)$)"
)
"""回到刚才的专利指标，临溪是多少"""
BOTH = re.compile(
    r"(?:这|那)?(?P<number>[两二三四五几])(?:个|地|者|处|份|家|[省市区县])|它们|都(?:说|列|讲|看|给)(?:一下|出来)?"
)
"""两个对比一下 · 两地 · 都说一下: the places spoken of last"""
CHANGE_WORD = re.compile(
    r"(?:年均)?(?:增长|增加|变化|下降)(?:率|量|额|幅度|情况)|增幅|涨幅|降幅|增速|增量|降速"
)
"""增长率是多少, asked of the indicator before"""
EVERYWHERE = re.compile(
    r"各(?:[区县市省地]|省市|区县|市县|个?地方|个?地区|份?规划)(?!级|部门|单位|镇|有关|区政府|县区)|(?:所有|全部|每个)的?(?:地方|地区|规划|区县|文件)"
    r"|哪(?:一?个|些|几个|里)(?:地方|地区|省市|区县|规划|文件|[市区县](?![级场]))|[几两三四五多](?:个|份)(?:地方|地区|区县|规划|文件|[市区县](?![级场]))|库里|全库|别的地方|其他地方"
)
"""各区分别是多少 · 哪个地方最高 · 几个地方对比: over all places"""


@dataclass(frozen=True, slots=True)
class Pointing:
    """``text`` is the question without the words that only point back, ``bare`` also without those that tell the aspect.
    ``picks`` are (start, stop) of the list, as in a slice; ``thing`` is the noun pointed at (该单位: 单位); ``without`` the role that is to be missing (没有配合单位: 配合)."""

    text: str
    bare: str = ""
    back: bool = False
    thing: str = ""
    picks: tuple[tuple[int, int | None], ...] = ()
    step: int = 0
    narrows: bool = False
    without: str = ""
    everything: bool = False
    these: int = 0
    """How many items are pointed at together: 2 for 这两个任务."""
    aspect: Aspect | None = None

    @property
    def at_all(self) -> bool:
        return bool(self.back or self.picks or self.step or self.narrows or self.aspect)


def read_pointing(simple: str) -> Pointing:
    """What a question in simplified half-width text points back to."""
    text = simple
    picks: list[tuple[int, int | None]] = []
    step_match = _STEP.search(text)
    step = 0
    if step_match is not None:
        step = 1 if step_match.group("next") else -1
        text = text.replace(step_match.group(0), " ", 1)
    else:
        for pattern, bounds in ((_NTH, _nth), (_LAST, _last), (_FIRST, _first)):
            picks.extend(
                bounds(match) for match in pattern.finditer(text) if _count(match.group("number") or "一")
            )
            text = pattern.sub(" ", text)
    bare = _BARE_NUMBER.match(simple)
    if bare is not None and _count(bare.group("number")):
        picks, text = [_slice(_count(bare.group("number")))], ""
    things = [match.group("noun") or match.group("thing") or "" for match in _BACK.finditer(text)]
    narrows = bool(_NARROWS.search(simple)) and not picks
    text = _AGAIN.sub("", _BACK.sub(" ", text)).strip(" ,，")
    aspect, bare_text = _aspect(text)
    without = _WITHOUT.search(simple)
    these = _THESE.search(simple)
    return Pointing(
        text,
        _NARROWING_WORDS.sub(" ", bare_text) if narrows else bare_text,
        back=bool(things),
        thing=next(filter(None, things), ""),
        picks=tuple(picks),
        step=step,
        narrows=narrows,
        without=without.group("role") if without else "",
        everything=bool(_ALL.match(simple)),
        these=_count(these.group("number")) if these else 0,
        aspect=aspect,
    )


def _aspect(text: str) -> tuple[Aspect | None, str]:
    """(what is asked of the items, the text without the words that ask it)."""
    found, bare = next(
        ((aspect, pattern.sub(" ", text)) for aspect, pattern in _ASPECTS if pattern.search(text)),
        (None, text),
    )
    if found in (None, Aspect.WORDING) and any(pattern.search(text) for pattern in _UNITS):
        return Aspect.UNITS, text
    return found, bare


def _count(words: str) -> int:
    return number_of(words.replace("两", "二")) or 0


def _slice(number: int) -> tuple[int, int | None]:
    return number - 1, number


def _nth(match: re.Match[str]) -> tuple[int, int | None]:
    number = _count(match.group("number"))
    return (-number, 1 - number or None) if match.group("last") else _slice(number)


def _last(match: re.Match[str]) -> tuple[int, int | None]:
    return -_count(match.group("number") or match.group("tail") or "一"), None


def _first(match: re.Match[str]) -> tuple[int, int | None]:
    return 0, _count(match.group("number"))


@dataclass(frozen=True, slots=True)
class Correction:
    """``wrong`` is what the user did not mean, where it is said; ``right`` what is meant instead."""

    right: str
    wrong: str = ""


def read_correction(simple: str) -> Correction | None:
    """不是2020，是2025年 · 我问的是牵头单位 · 换成临溪再说一遍."""
    swapped = _NOT_BUT.match(simple)
    if swapped is not None:
        return Correction(swapped.group("right").strip(" 。!"), swapped.group("wrong").strip(" 的"))
    meant = _MEANT.match(simple) or _WRONG.match(simple)
    if meant is None or not simple[meant.end() :].strip(" ,，。"):
        return None
    return Correction(_AGAIN.sub("", simple[meant.end() :]).strip(" ,，。的"))


def read_return(simple: str) -> tuple[str, str] | None:
    """(what the user returns to, the rest of the question): 回到刚才的专利指标，临溪是多少."""
    match = _RETURNS.match(simple)
    return (match.group("what").strip(), (match.group("rest") or "").strip()) if match else None

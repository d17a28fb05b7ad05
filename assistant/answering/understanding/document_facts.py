"""Which facts of a document a question asks for: number, dates, issuer, structure, all its tasks and units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_WHEN = r"(?:什么|哪|何|几)个?(?:时候|时间|时|日子|日期|年份|年|月份|月|天|日|号|一年|一天|一日|一月)(?:几月|哪月)?(?:几[日号])?"
"""什么时候 · 哪一天 · 几月几号 · 何时"""
_MADE = r"(?:印发|下发|制发|发文|成文|出台|制定|制订|编制|颁布|签发|形成|出来|落款|印出)"
_SHOWN = r"(?:发布|公布|公开|[挂上]的?网|挂出|挂到网)"
_BODY = r"(?:单位|部门|机构|机关|政府|主体)"
_WHO = rf"(?:谁|哪个?(?:一?级|一?家)?{_BODY}|哪家|什么{_BODY}|哪些?{_BODY})"
_HOW_MANY = r"(?:多少|几|哪些|哪几|什么|哪)"
_TASKS = r"(?:重点|主要|具体|工作|目标)*(?:任务|事项)(?!清单)"
_UNITS = r"(?:(?:责任|牵头|配合|参与|主责|主办|协办)?(?:单位|部门|机构))"

FACTS: Mapping[str, re.Pattern[str]] = {
    "index_number": re.compile(r"索引号"),
    "document_number": re.compile(r"文号|发文(?:字号|号)|文件(?:编号|号)"),
    # 哪天印发的 · 印发是几月几号 · 成文日期 · 谁印发的，什么日期
    "issued": re.compile(
        rf"{_WHEN}[^,，。?]{{0,4}}?(?:{_MADE}|[印发编定出写]的|[印发编]$)|{_MADE}(?:于|的|在|是)*(?:时间)?[,，、]?(?:是|在)?{_WHEN}"
        rf"|{_MADE}(?:或发布|、发布)?的?(?:日期|时间|年份|日子|年月)|[,，、]什么(?:日期|时间|时候)的?[?]?$|[,，、和及](?:日期|时间)(?:[,，、和及都]|$)|(?:^|[,，、的])日期[,，、和及]|落款|(?:发|印)得(?:更|最|比较)?(?:早|晚)|{_MADE}(?:日期|时间)?[和与及跟、]{_SHOWN}|{_SHOWN}(?:日期|时间)?[和与及跟、]{_MADE}|[,，、]{_WHEN}(?:的)?[?。]?$|(?:规划|方案|文件|意见|清单|计划)(?:是|属于)?{_WHEN}的?[?。]?$"
    ),
    # 哪天发布的 · 发布时间 · 哪一天挂网
    "published": re.compile(
        rf"{_SHOWN}的?(?:日期|时间)|{_WHEN}(?:对外|正式)?{_SHOWN}|{_SHOWN}(?:于|的|在|是)*[,，、]?{_WHEN}|{_MADE}(?:日期|时间)?[和与及跟、]{_SHOWN}|{_SHOWN}(?:日期|时间)?[和与及跟、]{_MADE}"
    ),
    # 谁印发的 · 发文机关 · 由哪家单位发布
    "issuer": re.compile(
        rf"谁(?:来)?(?:写|拟|起草)的|{_WHO}来?(?:牵头)?(?:{_MADE}|{_SHOWN}|[印发出]的)|(?:{_MADE}|{_SHOWN})的?{_BODY}|(?:{_MADE}|{_SHOWN})(?:的?是|者是?)(?:谁|哪)|(?:几|多少|哪些?|哪几)个?家?{_BODY}(?:联合|共同|一[起同])?{_MADE}|联合{_MADE}|是(?!正式|不是)[^,，。?]{{2,12}}(?:{_MADE}|{_SHOWN}|[印发编])的(?:还是|吗|么|[?]|$)"
    ),
    "period": re.compile(
        r"规划期|期限|(?:规划|方案|文件|计划|清单)[^,，。?]{0,3}(?:什么时[间候]|何时|哪一?年|几时)(?:到期|结束)|五年规划时期|哪个(?:五年(?:规划)?(?:时期)?|时期|时段|阶段|周期)|(规划|实施|执行|适用)(期|期限|期间|年限|周期)(?!内|间)"
        r"|哪几年|哪些年|管(?:到|几)|起止|从哪年到哪年|几年规划|几年期|覆盖几年|跨几年"
    ),
    # 还有效吗 · 是不是正式稿 · 印发了没有 · 是草案吗
    "status": re.compile(
        r"有效(性|吗|么|不|没|$|[?])|生效|(?:有没有|是否已?经?|已经?)(?:正式)?(?:印发|发布|出台)|还在执行|失效|废止|作废|管用|新版|新的版本|过期|终稿|定稿|草稿|正式稿|哪一步|征求意见|送审稿|草案(吗|还是|么|不是|版?$|版?[?])"
        r"|(?:是|算)(?:不是|不算)?草案|是否草案|(?:是不是|是否|算不算|算是|是|算)(?:个|份)?正式|正式[^,，。?]{0,4}(?:吗|么|没有?|还是)|(?:印发|发布|出台)了?(?:没有?|吗|么)(?:[,，?]|$)"
    ),
    # 依据哪个文件 · 上位规划 · 贯彻的是省里哪个文件 · 对应的上级规划
    "based_on": re.compile(
        r"依据(是|有|什么|哪|的)?|根据(什么|哪)|(?:上位|上级|上面|上头)的?(?:规划|文件|方案|意见|政策|要求|哪)"
        r"|(?:贯彻|落实|根据|依照|按照|参照|对应|衔接|承接|上承|依托|遵循|对接)[^,，。?]{0,8}?(?:哪|什么)[一个份些项]{0,2}(?:上级|上位)?(?:文件|规划|方案|意见|纲要|政策|文|的|[?]|$)"
        r"|贯彻(落实)?(什么|哪)|(?:贯彻|落实|根据|依据)[^,，。?]{0,6}还是"
    ),
    "structure": re.compile(
        r"(几|多少|哪几|哪些)(个)?(章|部分|篇|大部分|板块|大?块)|分(?:为|成)?(?:哪|几|多少)[^,，。?]{0,3}?(?:方面|块|板块)|章节|目录|提纲|(篇章|整体|总体|文件|规划|文本)?(结构|框架)|总结|概括|概述|简介|讲了(些)?什么|主要内容是|大致内容"
    ),
    # 任务分哪几大类
    "task_groups": re.compile(
        r"分(?:为|成)?(?:哪|几|多少)[^,，。?]{0,3}?类|(?:哪|几|多少)个?几?大?类的?(?:任务|事项|工作)"
    ),
    "boxes": re.compile(
        r"(几|多少|哪些|哪几)(个)?专栏|专栏(有|是)?(哪些|几个|哪几个)|所有专栏|有(?:没有?)?专栏(?:吗|么|没有?)?[?。]?$"
    ),
    "length": re.compile(r"(?:多少|几[千万]?)(?:个)?字|字数|篇幅|有多长(?!时间)"),
    "attachments": re.compile(r"附件|附表|附录"),
    # 什么时候起施行 · 有效期多久
    "replaces": re.compile(
        r"(?:替代|取代|代替|废止|替换|接替)了?(?:哪|什么|原|旧)[一个份些]{0,2}(?:旧|原|老)?(?:文件|规定|标准|办法|通知)?|(?:替代|取代|代替|废止)的?(?:是|旧|原)|(?:旧|原)(?:文件|规定|标准|办法|通知)[^,，。?]{0,6}(?:废止|哪|什么)"
    ),
    "effect": re.compile(
        rf"有效期(?:多[长久]|几年|到(?:哪|什么|何)[^,，。?]{{0,3}})?|(?:施行|实施|执行|生效)的?(?:时间|日期|日子)|{_WHEN}起?(?:开始)?(?:施行|实施|执行|生效)"
    ),
    "title": re.compile(r"全称|标题|全名|(规划|文件|方案|正式)名称|叫什么(名字|名称|$|[?])|什么名字"),
    # 一共几项任务 · 列出全部任务 · 任务清单 · 有哪些任务
    "tasks": re.compile(
        rf"{_HOW_MANY}个?[项条类]?{_TASKS}|(?:全部|所有|完整|全)的?{_TASKS}|(?:任务|事项)(?:清单|列表|目录|总表|一览|总数|总共|一共|共)|{_TASKS}(?:都|分别|一共|总共)?(?:有|是)(?:哪|几|多少|什么)"
        rf"|列(?:出|一下|举)?[^,，。?]{{0,6}}{_TASKS}|(?:规划|文件|方案|清单|意见|地方|区县|地区|哪份|哪家)的?{_TASKS}[^,，。?]{{0,4}}最[多少]"
    ),
    # 涉及哪些单位 · 一共多少个部门 · 责任单位都有谁
    "units": re.compile(
        rf"(?:涉及|共|一共|总共|列了?|列出|明确|都?有|提到|包括){_HOW_MANY}[个家]?{_UNITS}|{_UNITS}(?:都|一共|总共|分别)?(?:有|是|包括)(?:哪|多少|几|谁)|(?:所有|全部)的?{_UNITS}"
        rf"|{_HOW_MANY}[个家]?{_UNITS}(?:参与|牵头|配合|承担|参加|被列|列入|有任务|有分工|在列)|按(?:单位|部门)|(?:有|写|列|标|分)(?:没有?|不)?(?:有|明|出|了)*(?:责任|牵头|配合)单位(?:吗|么|没有?|不)|{_UNITS}(?:名单|清单|一览|列表)|(?:规划|方案|计划|清单|文件|意见|分解表)里?的?(?:所有|全部)?(?:责任|牵头|配合)单位[?。]?$"
    ),
    # 哪个部门任务最多 · 牵头最多的是谁
    "busiest_unit": re.compile(
        r"(?:任务|事项|工作|事|事情|活|职责|牵头|负责|配合|承担|参与)[^,，。?]{0,6}?最[多重](?:[^,，。?]{0,6}(?:谁|哪|什么)|的?(?:单位|部门|机构)|的?前[一二两三四五\d]+[个家])|(?:谁|哪[个家一]*)[^,，。?]{0,12}(?:任务|事项|工作|事|活|职责|牵头|负责|配合|承担|参与|担子)[^,，。?]{0,4}最[多重]"
    ),
}
"""Facts of a document by name, each with the wordings that ask for it."""

_OF_DUTIES = frozenset(("tasks", "units", "busiest_unit", "task_groups"))
_NAMES_BODY = re.compile(r"单位|部门|机构|谁|哪个?家?(?:[委局办厅]|承担|牵头|配合|负责)")
_OF_WHOLE = re.compile(r"一共|总共|共[有计多几]|全部|所有|清单|方案|规划|文件|意见|最[多重]")
"""Says that the whole document is meant: 责任单位有哪些 alone asks for those of some task."""

SEVERAL_LEAD = re.compile(
    r"(?<!哪)(?:[两多几三23]个?家?(?:以上)?|不止一个?家?|超过一个?家?)(?:的)?(?:单位|部门|牵头单位|责任单位)[^,，。?]{0,4}(?:牵头|负责|主责|责任|的)|(?:联合|共同)牵头"
)
"""哪些任务由两个单位共同牵头"""

LISTS_THEM = re.compile(
    r"哪|什么|列|所有|全部|(?:任务|事项)(?:清单|总表|列表)|分别|一览|逐[项条一]|都有|详细|完整"
)
"""列出全部任务: the tasks themselves, not only how many"""

_ABOUT_DOCUMENTS = re.compile(
    r"同一[天日]|新版|管用|发得|早|晚|名字|[一二两三四五几多]个|联合|共同|部委|大类|各?类|旧|原|老|分别|[一二三四五六七八九十两几各多]?份(?:文件|规划|方案|清单)?|点名|组成|构成|字样|草案字样|里有|统计|覆盖|处于|目前|状态|进展|标题|题目|内容|对应|共同|同一|时期|编制|制定|制订|印发|发布|公布|出台|成文|发文|时间|日期|日子|全文|正文|名称|依据|根据|文本|文件|通知|正式|草案|草稿|定稿|上面|上级|上头|省里|市里|国家"
    r"|区里|县里|部里|机关|机构|挂网|上网|出来|管用|年份|实施方案|实施意见|实施|方案|意见|清单|规划|纲要|贯彻|落实|贯彻落实|上位|起草|一步|还是|阶段|情况|现行|列|单位|部门|任务|事项|承担|牵头|配合|负责|责任|重点任务"
    r"|工作|一共|总共|数量|总数|涉及|共|多长|几号|几月|叫|参与|事情|部分|章节|章|节"
)
"""Words that may stand beside a fact of the document without making it another matter."""


def facts_in(simple: str, *, of_document: bool) -> tuple[str, ...]:
    """Names of the facts that a question's wording asks for, were it about a document.

    ``of_document``: whether a place or a title is named; else units and tasks are asked for only where all are meant.
    """
    found = [name for name, pattern in FACTS.items() if pattern.search(simple)]
    if "based_on" in found and "title" in found:
        found.remove("title")
    if "tasks" in found and "busiest_unit" in found:
        found.remove("tasks" if _NAMES_BODY.search(simple) else "busiest_unit")
    whole = of_document or _OF_WHOLE.search(simple) is not None
    return tuple(name for name in found if whole or name not in _OF_DUTIES)


def is_about_documents(word: str) -> bool:
    return _ABOUT_DOCUMENTS.fullmatch(word) is not None


_PART_WORDS = re.compile(r"(?:那|这)?(?:部分|一?块|板块|方面|一?类|领域)$")
"""质量强区那部分"""


def headed(topic: str, headings: Sequence[str]) -> tuple[str, ...]:
    """The folded headings that a folded topic says; else the only one that it is a part of (推进医养 of 推进医养结合)."""
    topic = _PART_WORDS.sub("", topic)
    bare = {heading: heading.replace("的", "") for heading in headings}
    topic = topic.replace("的", "")
    said = tuple(heading for heading in headings if len(heading) > 3 and bare[heading] in topic)
    parts = tuple(heading for heading in bare if len(topic) > 3 and topic in bare[heading])
    return said or (parts if len(parts) == 1 else ())

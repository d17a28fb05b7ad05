"""What a section is for, told from its headings: measures to be taken, or background, guiding ideas, principles, targets."""

from __future__ import annotations

import re
from functools import lru_cache

KEPT_HEADINGS = 4096
"""Headings that are judged once: each is asked about for every paragraph below it."""

ACTION = re.compile(
    r"加强|强化|优化|夯实|完善|推进|推动|营造|构建|健全|提升|提高|打造|深化|创新|实施|改善|创建|筑牢|巩固|落实|促进|解决|破解|应对|壮大|培育"
    r"|扩大|畅通|规范|统筹|拓展|引导|保护|保障|守住|严格|开展|支持|服务|激发|增强|建立|措施|举措|工程|行动|防范|化解|打牢|做强|共[建创优护]"
)
"""Words of doing: a title that has one is about measures even where it ends in 基础 or 环境 (夯实发展基础, 优化发展环境)."""

PAST = re.compile(
    r"形势|现状|回顾|机遇|挑战|成就|概况|历程|^.{0,8}背景$|起点|征程"
    r"|(?:发展|工作|建设|现实|实践|良好|改革|产业|规划|前期|现有)基础(?:[与和及].{1,6})?$|(?:发展|区位|基础)条件$|发展(?:需求|态势|趋势)$|资源禀赋|^短板(?:弱项|不足)?$|不足与短板$|^(?:基础|基础条件|基本情况|环境)$"
    r"|(?:发展|外部|内外部|宏观|国际|国内|国内外|面临|政策|时代|内外)的?环境$"
    r"|(?:存在|主要|突出|面临)的?(?:困难|问题|短板|不足|差距|矛盾)|(?:重大|重要|现实)意义$"
)
"""发展基础 · 面临形势 · 主要成就 · 发展环境 · 存在问题: background, unless a word of doing stands there as well"""

RESULTS = re.compile(
    r"成[效绩就果](?:显著|明显|突出|初显|凸显|斐然)|取得.{0,8}成[效绩就果]|(?:主要|工作|建设|显著|突出|发展)成[效绩就果]$"
)
"""商事制度改革成效明显 · “十三五”取得的成就: results of the past, whatever words of doing stand before"""

IDEAS = re.compile(
    r"指导思想|(?:基本|工作|编制|建设|规划|遵循|实施|发展|总体)原则|原则$|总体(?:要求|思路|目标|考虑|构想|战略)|战略定位|发展(?:理念|愿景|思路|定位)|总体布局$"
    r"|适用范围|编制(?:依据|说明|过程|背景|目的|情况)|规划(?:背景|依据|范围|期限|定位)|名词解释|术语|附则|^(?:规划)?总则$|名称解释|^(?:前言|序言|引言|导言|绪论|结语|后记)$|工作思路|基本思路"
)
"""指导思想 · 基本原则 · 总体要求 · 编制依据 · 名词解释"""

TARGETS = re.compile(
    r"(?:发展|主要|规划|工作|远景|预期|战略|总体|阶段性?|具体|行动|建设|总|量化|重点|年度|五年|改革|实施)(?:指标|目标)(?:体系|值|展望|愿景)?$|目标(?:要求|愿景)?$|年(?:远景|发展|愿景)|^愿景"
)
"""主要目标 · 发展目标 · 2035年远景目标 · 规划指标"""

CARRIED_OUT = re.compile(r"落实|分解|考核|监测|完成|实现")
"""落实目标任务, 明确年度目标考核: what is done about targets"""

WORK_WORDS = re.compile(r"(?:任务|措施|举措|工程|行动|分工|清单)(?!目标|指标|总体目标)")
"""发展目标和主要任务 holds tasks as well"""

NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百零〇\d]+[编篇部分章节]+|[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|专栏\s*[\d一二三四五六七八九十]*)\s*"
)
"""第一章 · 一、 · （三） · 专栏2: what stands before a title in a path"""


def is_measures_path(path: tuple[str, ...]) -> bool:
    """Whether what stands under this heading path is a measure, a task: no heading of it is background, ideas or targets."""
    return not any(is_background_title(heading) for heading in path)


@lru_cache(KEPT_HEADINGS)
def is_past_title(heading: str) -> bool:
    """Whether a heading announces what there is or what was reached, rather than ideas, targets or measures."""
    title = _words_of(heading)
    return bool(RESULTS.search(title) or (PAST.search(title) and not ACTION.search(title)))


@lru_cache(KEPT_HEADINGS)
def is_background_title(heading: str) -> bool:
    """Whether a heading announces background, guiding ideas, principles or targets rather than measures."""
    title = _words_of(heading)
    if IDEAS.search(title) or TARGETS.search(title):
        return not WORK_WORDS.search(title) and not CARRIED_OUT.search(title)
    return is_past_title(heading)


def _words_of(heading: str) -> str:
    return re.sub(r"[\s“”\"]", "", NUMBER.sub("", heading, count=1)).rstrip("。：:")

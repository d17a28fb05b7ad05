"""What a section is for, told from its headings: measures to be taken, or background, guiding ideas, principles, targets."""

from __future__ import annotations

import re

ACTION = re.compile(
    r"加强|强化|优化|夯实|完善|推进|推动|建设|营造|构建|健全|提升|提高|打造|深化|创新|实施|改善|创建|筑牢|巩固|落实|促进|解决|破解|应对|壮大|培育|发展壮大"
    r"|扩大|畅通|规范|统筹|拓展|引导|保护|保障|守住|严格|开展|支持|服务|激发|增强|建立|任务|措施|举措|工程|行动"
)
"""Words of doing: a title that has one is about measures even where it ends in 基础 or 环境 (夯实计量基础, 优化营商环境)."""

BACKGROUND = re.compile(
    r"(?:基础|现状|背景|形势|成就|成效|成绩|成果|回顾|机遇|挑战|环境|概况|情况|问题|短板|不足|差距|历程|意义|必要性|起点|征程)$"
    r"|成[效绩就果](?:显著|明显|突出|初显)$|取得.{0,6}成[效绩就果]|面临.{0,8}(?:形势|机遇|挑战|环境)|(?:形势|机遇|挑战).{0,6}(?:挑战|任务|要求|机遇|分析)$"
)
"""发展基础 · 面临形势 · 主要成就 · “十三五”工作成效显著 · 形势、任务与挑战"""

IDEAS = re.compile(
    r"指导思想|(?:基本|工作|编制|建设|规划|遵循|实施|发展|总体)原则|原则$|总体(?:要求|思路|目标|考虑|构想|战略)|战略定位|发展(?:理念|愿景|思路|定位)|总体布局$"
    r"|适用范围|编制(?:依据|说明|过程|背景|目的|情况)|规划(?:背景|依据|范围|期限|定位)|编制背景|名词解释|术语|附则|名称解释|工作思路|基本思路|基本情况"
)
"""指导思想 · 基本原则 · 总体要求 · 编制依据 · 名词解释"""

TARGETS = re.compile(
    r"(?:发展|主要|规划|工作|远景|预期|战略|总体|阶段性?|具体|行动|建设|总|量化|重点|年度|五年|改革|任务)?(?:指标|目标)(?:体系|值|展望|愿景)?$|目标$|年(?:远景|发展|愿景)"
)
"""主要目标 · 发展目标 · 2035年远景目标 · 规划指标"""

WORK_WORDS = re.compile(r"任务|措施|举措|工程|行动|分工|清单")
"""发展目标和主要任务 holds tasks as well"""

_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百零〇\d]+[编篇部分章节]+|[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?|专栏\s*\d*)\s*"
)


def is_measures_path(path: tuple[str, ...]) -> bool:
    """Whether what stands under this heading path is a measure, a task: no heading of it is background, ideas or targets."""
    return not any(is_background_title(heading) for heading in path)


def is_background_title(heading: str) -> bool:
    """Whether a heading announces background, guiding ideas, principles or targets rather than measures."""
    title = re.sub(r"[\s“”\"]", "", _NUMBER.sub("", heading, count=1)).rstrip("。：:")
    if IDEAS.search(title):
        return not WORK_WORDS.search(title)
    if TARGETS.search(title):
        return not re.search(r"落实|分解|考核|监测|完成|实现", title) and not WORK_WORDS.search(title[:-2])
    if BACKGROUND.search(title):
        states = re.search(r"(?:形势|机遇|挑战)", title) or re.search(
            r"成[效绩就果](?:显著|明显|突出|初显)$|成[就]$", title
        )
        return bool(states) or not ACTION.search(title)
    return False

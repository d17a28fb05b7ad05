"""Words that say who does a task: 牵头单位：, 配合, 按职责分工负责, and what stands behind a list without naming anybody."""

from __future__ import annotations

import re

LEAD_WORDS = "牵头|主办|主责|总牵头"
RESPONSIBLE_WORDS = "责任|负责|实施|承办|落实|主管|组织实施|承担|建设|主要责任|主体责任"
COOPERATING_WORDS = "配合|参与|参加|协办|协助|协同|协作|支持|协同配合|配合责任"
OTHER_WORDS = "责任领导|分管领导|包保领导|包联领导|责任人|联系人|牵头领导|牵头人|联系电话|完成时限|整改时限|整改期限|办结时限|办理时限|完成时间|时间节点|时限要求|时限|实施时间|备注|进度安排"

_ROLE_WORDS = f"{LEAD_WORDS}|{COOPERATING_WORDS}|{RESPONSIBLE_WORDS}"
_DOERS = "单位|部门|主体|机构|处室|科室|股室|站所"
_BOXED_END = r"\s*[】〕\]]\s*[：:]?"

_BEFORE_NAME = r"(?:单位|部门)(?:为|是)?(?=国家|[省市区县州镇乡](?![级直])|各[省市区县州镇乡])"
"""牵头单位市水利局: a label whose colon is left out"""

ROLE_LABEL = re.compile(
    rf"[【〔\[]\s*(?:(?P<boxed_other>{OTHER_WORDS})|(?P<boxed>{_ROLE_WORDS})(?:{_DOERS})){_BOXED_END}"
    rf"|(?P<other>{OTHER_WORDS})\s*[：:]"
    r"|(?P<level>[省市州县区镇乡]级)\s*[：:]"
    rf"|(?P<bare>(?:{_ROLE_WORDS})(?={_BEFORE_NAME})|(?<=[，,；;])(?:{_ROLE_WORDS})(?=(?:单位|部门)[\u4e00-\u9fff]))(?:单位|部门)(?:为|是)?"
    rf"|(?P<word>{_ROLE_WORDS})"
    rf"(?:[（(][^（()）]{{1,6}}[）)])?(?:{_DOERS}|地区|市县)?(?:[（(][^（()）]{{1,8}}[）)])?\s*[：:]"
)
"""责任单位： · 【责任单位】 · 市级：…；县级：… · 牵头部门: · 配合单位（部门）： · 牵头：; 责任人： and 完成时限： end a list"""

CLAUSE_LABEL = re.compile(
    rf"(?:{_ROLE_WORDS}){_BEFORE_NAME}|"
    rf"[【〔\[]\s*(?:{_ROLE_WORDS})(?:{_DOERS}){_BOXED_END}"
    rf"|(?:{_ROLE_WORDS})(?:[（(][^（()）]{{1,6}}[）)])?(?:{_DOERS})"
    r"(?:[（(][^（()）]{1,8}[）)])?\s*[：:]"
)
"""What opens a clause outside of brackets: the word 单位 or 部门 must be there (支持： alone may begin any sentence)."""

OTHER_FIELD = re.compile(
    rf"(?:(?:{OTHER_WORDS})\s*[：:]|[【〔\[]\s*(?:{OTHER_WORDS}){_BOXED_END})[^。；;\n]{{1,60}}"
)
"""责任领导：王某某 · 【完成时限】2024年底: a field beside a clause that names no unit"""

LEAD_RULE = re.compile(
    r"[，,；;。]?\s*(?:以上)?(?:责任单位中?)?(?:排|列|位列|排列|排名|名列)?(?:在|于)?(?:第一位?|首位|第一个|第一名|首个|最前)(?:位)?的?(?:单位|部门|者)?(?:的)?(?:均)?为牵头(?:责任)?(?:单位|部门)"
)
"""…，列第一位的为牵头单位 · 排在第一位的部门为牵头部门 · 列第一位者为牵头单位"""

SAME_BELOW = re.compile(
    r"[，,；;。]?\s*(?:以下|下)同\s*[。]?|[，,；;。]\s*以下(?:任务|各项|工作)?(?:均需|均由)[^。]{2,40}(?:不再(?:逐一)?(?:列出|重复|单列))"
)
"""，下同 · ；以下均需各地落实，不再列出: the same holds for what follows"""

TIME_NOTE = re.compile(
    r"[，,；;。]\s*(?:(?:长期|持续|全年|常年|分年度|逐年)[\u4e00-\u9fff]{0,6}|(?:到|于|力争)?(?:\d{4}年|\d{1,2}月(?:\d{1,2}日)?(?:底|末|中旬|上旬|下旬)?前)[^，,；;。]{0,14}(?:完成|落实|前|底|推进|见效|实现)?)\s*[。]?\s*$"
)
"""…负责；持续推进 · …参与，2025年底前完成: when, not who"""

TIME_BEFORE = re.compile(
    r"^\s*(?:到|于|力争)?(?:20\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?[底末]|中旬|上旬|下旬)?前?|长期|持续)[^，,；;。：:]{0,8}[，,；;。]"
)
"""（2023年10月底前完成。责任单位：…）: when, before who"""

OWN_ROLE = re.compile(r"[（(](?:总?牵头|主办|牵头单位|配合|参与|协办|配合单位)[)）]")
"""市教育局（牵头）"""

DUTY_VERB = re.compile(
    r"(?:按(?:照)?(?:各自)?(?:职责|职能|职责任务|分工)(?:分工)?)?(?:分工|共同|分别|具体|联合|协同|统筹|统一|会同|组织|总)*"
    r"(?P<verb>牵头负责|牵头组织|牵头落实|牵头推进|牵头|负责落实|负责实施|负责|组织实施|抓好落实|推进落实|落实|配合落实|配合|参与|参加|协助|协办|支持)"
    r"(?:落实|实施|推进|组织)?$"
)
"""…按职责分工负责 · …牵头 · …参与 · …分别负责"""

TOGETHER_WITH = re.compile(r"会同|商(?=[省市区县国有])|联合(?=[省市区县各有])")
"""省财政厅会同省教育厅负责"""

WITH_OTHERS = re.compile(r"会同|联合(?=[省市区县各有])")
"""…牵头，会同市财政局落实"""

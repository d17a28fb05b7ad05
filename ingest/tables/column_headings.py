"""What a table column holds, read from its heading (表头)."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from ingest.repair.line_shapes import INNER_STOP, has_marker


class ColumnKind(Enum):
    """The kinds of column in tables of plans."""

    NUMBER = auto()
    """序号"""
    CATEGORY = auto()
    """类别、一级指标、领域"""
    NAME = auto()
    """指标名称"""
    MEASURE = auto()
    """计量单位"""
    VALUE = auto()
    """2025年、目标值、年均增长"""
    ATTRIBUTE = auto()
    """属性: 预期性, 约束性"""
    TARGET = auto()
    """量化发展目标: a sentence"""
    TASK = auto()
    """主要任务、工作措施"""
    UNITS = auto()
    """责任单位、牵头单位、配合单位"""
    DEADLINE = auto()
    """完成时限"""
    NOTE = auto()
    """备注"""


# "年均增长（%）", "总投资（亿元）"
HEADING_MEASURE = re.compile(r"[（(](?P<measure>[^（）()\d]{1,8})[)）]$")
# "年均增长[累计]", "2024年计划增速", "占比"; a growth in pieces ("增长量") is measured as the row is
SHARE_HEADING = re.compile(r"(?:增长|增速|增幅|涨幅|降幅|涨跌幅|同比|比重|占比|比例)(?!量|数|额|值)")
SEVERAL_COLUMNS = "／"
"""Between the keys of the columns that one cell covers: "2020／2025"."""
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
BARE_YEAR = re.compile(r"^(?:19|20)\d{2}\s*年?$")

KINDS: tuple[tuple[ColumnKind, re.Pattern[str]], ...] = (
    (ColumnKind.NUMBER, re.compile(r"^(?:序号|编号|项次|NO\.?|No\.?)$")),
    (ColumnKind.ATTRIBUTE, re.compile(r"^(?:指标|目标)?(?:属性|性质|类型)(?:[（(].*)?$")),
    (ColumnKind.MEASURE, re.compile(r"^(?:计量|指标|计算|数量)?单位(?:[（(].*)?$")),
    (
        ColumnKind.UNITS,
        re.compile(
            r"(?:责任|牵头|主责|负责|承办|主办|配合|参与|协办|协同|参加|实施|落实|协作|主管|组织)(?:实施)?(?:单位|部门|机构|主体|科室|处室|领导)|^(?:牵头|配合|责任|分工)$|^责任分工$|^部门分工$"
        ),
    ),
    (ColumnKind.DEADLINE, re.compile(r"^(?:完成|时间|进度|实施|办理|工作|建设|起止|计划|拟|预计|竣工|建成|投产)*(?:时限|期限|时间|年限|周期|时间节点|进度安排|时间安排|安排|节点|进度)(?:要求)?$")),
    (ColumnKind.NOTE, re.compile(r"^(?:备\s*注|说明|指标解释|解释|计算方法|数据来源|来源)$")),
    (
        ColumnKind.VALUE,
        re.compile(
            r"^(?:“?十[一二三四五]+五?”?(?:时期|期间|期末|末)?)?(?:规划|预期|年度|实际|总体|五年)?(?:基期|基准|基础|现状|目标|实际|完成|累计|规划|预期|期末|期初|指标|当前|历史)(?:年)?(?:值|数|量|水平|情况)(?:[（(].*)?$"
            r"|^(?:规划|预期|总体|五年|期末|“?十[一二三四五]+五?”?)?目标(?:[（(]\d{4}.*)?$"
            r"|^(?:年均|年平均|累计|五年)?(?:增长|增速|增幅|增长率|年均|累计|变化)(?:率|值|量|速度|幅度|情况)?(?:\s*[\[［（(].*)?$|^(?:基期|现状|基数|实绩)(?:[（(].*)?$|^\[?累计\]?$"
            r"|^[\[［〔【]?(?:(?:五年|年均|年平均|平均|累计|增长|增速|增幅|变化|率|值|数|量)+[\]］〕】]?[/／、或及和]?[\[［〔【]?){2,}$"
        ),
    ),
    (
        ColumnKind.TARGET,
        re.compile(r"(?:量化|发展|工作|具体|主要|建设|预期|任务)\S{0,4}目标$|^目标(?:任务|要求|内容)$|^(?:评价|考核)标准$|^指标内容$|^目标描述$"),
    ),
    (ColumnKind.NAME, re.compile(r"^(?:主要|具体|核心|监测|评价|二级|三级|考核|关键|发展|规划|量化)?指标(?:名称|项目|项|体系)?(?:[（(](?:计量)?单位[)）])?$|^(?:项目|指标|产品|类目)?名称$")),
    (ColumnKind.CATEGORY, re.compile(r"^(?:.{0,4}(?:类别|分类|领域|方面|维度|板块|类型|大类)|一级指标|类)$")),
    (
        ColumnKind.TASK,
        re.compile(r"(?:任务|事项|措施|举措|工作|项目|行动|工程|要点)(?:内容|名称|清单|安排|要求|分解|及要求)?$|^(?:主要|具体|重点|建设|实施|工作|改革|推进|服务|任务|整改|创建|项目|规模|及|与|和|、)*内容(?:[及与和、](?:建设)?规模)?$|^(?:主要)?建设规模(?:[及与和、].{0,6})?$"),
    ),
)  # fmt: skip
LONGEST_HEADING = 18


def column_kind(text: str) -> ColumnKind | None:
    """The kind of a column, or ``None`` for text that is no known heading."""
    plain = "".join(text.split())
    return _kind_of_words(plain) if 0 < len(plain) <= LONGEST_HEADING else None


# A line is looked at again from each of the lines before it that might begin a header.
@lru_cache(maxsize=4096)
def _kind_of_words(plain: str) -> ColumnKind | None:
    if INNER_STOP.search(plain) or plain.endswith(("：", ":")) or has_marker(plain):
        return None
    if BARE_YEAR.match(plain) or (YEAR.search(plain) and _is_year_heading(plain)):
        return ColumnKind.VALUE
    return next((kind for kind, pattern in KINDS if pattern.search(plain)), None)


# "2025年目标", "目标值（2025年）", "2015年基值", "2020年实际值", "2021-2025年累计", "2025年比2020年增长"
YEAR_HEADING = re.compile(
    r"^(?:到|至)?(?:[（(]?(?:19|20)\d{2}\s*年?[)）]?|[-—–~～至比较末底度上下半]|基期|基准|基础|基数|基值|现值|现状|规划|预期|目标|实际|完成|累计|达到|情况|年均|增长|增速|增幅|率|值|数|水平|预计|[（()）/%％]|\[|\])+$"
)


def _is_year_heading(plain: str) -> bool:
    return bool(YEAR_HEADING.match(plain))


def value_key(heading: str) -> str:
    """The key of a value column in ``IndicatorRow.values``: the year where the heading names one, else its words.

    A heading of two years ("2021—2025年累计", "2025年比2020年增长") is no single year and keeps its words.
    """
    plain = "".join(heading.split())
    years = YEAR.findall(plain)
    if len(years) == 1:
        return str(years[0])
    return plain


def measure_under(column: str, unit: str | None, *, cumulative: bool = False) -> str | None:
    """The measure of a value by the key of its column and the unit of measure of its row.

    A heading states its own ("总投资（亿元）"); growth and shares are not measured as the row is, and where the heading does
    not say in what, that is not known. The sum of all years, set in square brackets, is measured as the row is.
    """
    if cumulative or column.isdigit() or SEVERAL_COLUMNS in column:
        return unit
    own = HEADING_MEASURE.search(column)
    if own is not None:
        return own["measure"]
    return unit if unit in ("%", "％") or not SHARE_HEADING.search(column) else None

"""Printed numbers (数值): reading them from table cells and running text, and telling whether two of them say the same.

Pure functions over strings. "1.5万户" is the number 1.5, the magnitude 10 000 and the measure 户: what was printed stays
beside what it means, so that 1700万户 and 1700亿户 are never taken for one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

# -- the pieces ---------------------------------------------------------------------------------------------------------

DIGIT_VALUES = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
SMALL_MAGNITUDES = {"十": 10, "百": 100, "千": 1000}
LARGE_MAGNITUDES = {"万": 10**4, "亿": 10**8}
MAGNITUDES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7, "百万": 10**6,
    "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip

# "1,300", "16763.3", "9.5"
ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"
# "二十五", "两百", "一千三百"; a lone digit counts only before a measure
CHINESE = r"[零〇一二两三四五六七八九十百千]{1,9}"
MAGNITUDE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?!米|克|瓦|卡|赫)|百(?!分)"

MEASURES = (
    "个百分点|百分点|平方公里|平方千米|平方米|立方米|万千瓦时|千瓦时|千瓦|兆瓦|标准立方米|吨标准煤|标准煤|吨油当量|公里|千米|海里|厘米|毫米|微克|毫克|千克|公斤|公顷|公升|工作日"
    "|个工作日|个小时|小时|分钟|秒钟|个月|天|日|周|周年|周岁|岁|人次|户次|家次|批次|件次|例次|场次|项次|台次|辆次|车次|班次|标准箱|标箱|人日|人年|床位|张床位|课时|学时|学分|美元|欧元|港元|元|角|亩|亩次"
    "|个|家|户|件|项|人|名|次|起|所|座|条|台|套|辆|处|宗|吨|米|分|张|份|部|门|种|类|只|头|羽|尾|株|棵|床|倍|位|批|期|场|届|篇|册|本|幅|枚|块|片|支|队|组|对|艘|架|列|站|点|街|区|县|市|村|镇|乡"
    "|例|层|级|款|轮|幢|栋|间|孔|口|眼|度|升|克|瓦|代|档|卷|斤|担|盏|根|道|股|团|班|节|堂|员|单|票|笔|桩|段|库|路|头次|泊位|车位|个车位|学位|个学位|座次|度电|PFLOPS|P(?![A-Za-z])|TEU|GW|MW|kW|kWh|km|mm|cm|m|kg|mg|μg|t|L"
)
MEASURE = "|".join(sorted(MEASURES.split("|"), key=len, reverse=True))
# "%", "‰", "万户", "批次/千人", "件/万人", "μg/m3", "件（套）", "/10万"
UNIT = rf"(?:[%％‰]|[/／]1?0?[十百千]?万(?![元吨人户亩])|(?:{MEASURE})(?:[（(](?:{MEASURE})[)）])?(?:[/／](?:{MAGNITUDE})?(?:{MEASURE}|m3|m2|m³|m²|立方|平方|年)){{0,2}})"

AT_LEAST_BEFORE = "不低于|不少于|不小于|至少|最低|高于或等于|大于等于|大于或等于|≥|⩾|>=|保持在|稳定在"
MORE_BEFORE = "超过|突破|高于|大于|多于|＞|>"
AT_MOST_BEFORE = "不高于|不超过|不多于|不大于|至多|最多|小于等于|小于或等于|≤|⩽|<=|控制在|压缩至|压减至|缩短至|降至|降低到|下降到|降到|压缩到|缩短到"
LESS_BEFORE = "低于|少于|小于|不足|＜|<"
AT_LEAST_AFTER = "及以上|或以上|以上|起"
AT_MOST_AFTER = "及以下|或以下|以下|以内|之内|内"
ABOUT_AFTER = "左右|上下"

NOTHING = frozenset(
    {
        "—",
        "——",
        "–",
        "-",
        "--",
        "―",
        "－",
        "/",
        "／",
        "\\",
        "无",
        "空",
        "*",
        "…",
        "……",
        "N/A",
        "n/a",
        "NA",
        "暂无",
        "·",
        "~",
    }
)
"""Cells that say "no value"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its measure, as it stands at ``text[start:end]``.

    ``op`` is "=", ">=", "<=", ">", "<" as the words around it say; ``high`` is the upper end of a range. ``unit`` is printed
    ("万户"), ``measure`` without the magnitude ("户"), and ``amount`` the number times the magnitude.
    """

    raw: str
    start: int
    end: int
    number: Decimal
    magnitude: int
    measure: str
    op: str = "="
    high: Decimal | None = None
    approximate: bool = False
    printed: str = ""
    """The number alone as printed, a whole range included: "1,300", "50-100", "一"."""

    @classmethod
    def bare(cls, number: str, start: int, end: int, before: str = "", after: str = "") -> Quantity:
        """A number that stands without a measure."""
        return cls(number, start, end, Decimal(number), 1, "", _op(before, after), printed=number)

    @property
    def amount(self) -> Decimal:
        return self.number * self.magnitude

    @property
    def unit(self) -> str:
        word = next((word for word, value in MAGNITUDES.items() if value == self.magnitude), "")
        return word + self.measure if self.measure or word else ""


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a value cell says. ``missing`` marks a dash; ``number`` is ``None`` for words ("达到国家要求").

    ``note`` is what stands in brackets behind the number ("年均", "含提名奖"); ``cumulative`` marks a value in square
    brackets, by which plans mean the sum of all years.
    """

    raw: str
    number: Decimal | None = None
    op: str = "="
    unit: str | None = None
    note: str | None = None
    high: Decimal | None = None
    missing: bool = False
    cumulative: bool = False


# -- Chinese numerals ---------------------------------------------------------------------------------------------------


def chinese_number(text: str) -> int | None:
    """ "二十五" → 25, "一万二千" → 12000, "二〇二五" → 2025; ``None`` for anything else."""
    if not text or any(
        c not in DIGIT_VALUES and c not in SMALL_MAGNITUDES and c not in LARGE_MAGNITUDES for c in text
    ):
        return None
    if all(character in DIGIT_VALUES for character in text):
        return int("".join(str(DIGIT_VALUES[character]) for character in text))
    billions = total = section = digit = 0
    for character in text:
        if character in DIGIT_VALUES:
            digit = DIGIT_VALUES[character]
        elif character in SMALL_MAGNITUDES:
            section += (digit or 1) * SMALL_MAGNITUDES[character]
            digit = 0
        elif character == "万":
            total += (section + digit) * LARGE_MAGNITUDES[character]
            section = digit = 0
        else:
            billions += (total + section + digit) * LARGE_MAGNITUDES[character]
            total = section = digit = 0
    return billions + total + section + digit


def arabic_number(text: str) -> Decimal | None:
    """ "1,300" → 1300, "9.50" → 9.50; full-width digits too; ``None`` for anything else."""
    plain = text.translate(HALF_WIDTH).replace(",", "").replace("，", "").strip()
    if not re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


HALF_WIDTH = {
    ord(full): ord(half)
    for full, half in zip("０１２３４５６７８９％＞＜＝．－＋／", "0123456789%><=.-+/", strict=True)
}

# -- cells --------------------------------------------------------------------------------------------------------------

# ">98", "≥95%", "约1.2万", "年均7%左右", "[15]", "7（年均）", "29(含提名奖", "3-5", "98以上", "-0.5", "前10名" is not one
CELL = re.compile(
    rf"^(?P<open>[\[［【〔(（])?(?P<lead>累计|年均|约|平均|每年|力争|全国前|[前第])?(?P<before>{AT_LEAST_BEFORE}|{MORE_BEFORE}|{AT_MOST_BEFORE}|{LESS_BEFORE}|达到?|=)?"
    rf"(?P<sign>[-－−+]?)(?P<number>{ARABIC})(?:[-—–~～至](?P<high>{ARABIC}))?(?P<magnitude>{MAGNITUDE})?(?P<unit>{UNIT})?"
    rf"(?P<after>{AT_LEAST_AFTER}|{AT_MOST_AFTER}|{ABOUT_AFTER})?(?P<close>[\]］】〕)）])?(?P<note>[(（\[].*|年均|累计|左右)?$"
)
LONGEST_NUMBER = 80
YEAR_RANGE_NOTE = "（）()[]［］ "


def read_cell(text: str) -> CellValue:
    """The value of a table cell. Words that are no number keep ``number`` ``None``."""
    raw = text.strip()
    plain = "".join(raw.translate(HALF_WIDTH).split())
    if not plain or plain in NOTHING or not plain.strip("—-–―/ "):
        return CellValue(raw, missing=True)
    match = CELL.match(plain) if len(plain) <= LONGEST_NUMBER else None
    if match is None or match["lead"] in ("前", "第", "全国前"):
        return CellValue(raw)
    number = arabic_number(match["number"])
    if number is None:
        return CellValue(raw)
    unit = (match["magnitude"] or "") + (match["unit"] or "")
    note = (match["note"] or "").strip(YEAR_RANGE_NOTE) or (
        match["lead"] if match["lead"] in ("累计", "年均", "平均", "每年") else None
    )
    return CellValue(
        raw,
        -number if match["sign"] in ("-", "－", "−") else number,
        _op(match["before"] or "", match["after"] or ""),
        unit or None,
        note or None,
        arabic_number(match["high"]) if match["high"] else None,
        cumulative=bool(match["open"] and match["open"] in "[［【〔") or note == "累计",
    )


def is_value(text: str) -> bool:
    """Whether a cell holds a number or says that there is none."""
    value = read_cell(text)
    return value.missing or value.number is not None


# -- running text -------------------------------------------------------------------------------------------------------

QUANTITY = re.compile(
    rf"(?P<before>{AT_LEAST_BEFORE}|{AT_MOST_BEFORE}|{MORE_BEFORE}|{LESS_BEFORE})?(?:到|在|至|达)?\s*"
    rf"(?:(?P<percent>百分之)(?P<percent_number>{CHINESE})|(?P<number>(?<![\d.]){ARABIC}|{CHINESE})"
    rf"(?:\s?[-—–~～至]\s?(?P<high>{ARABIC})(?=\s?(?:{MAGNITUDE}|{UNIT})))?\s?(?P<more>多|余|几)?(?P<magnitude>{MAGNITUDE})?(?P<more2>多|余)?\s?(?P<unit>{UNIT}))"
    rf"(?P<after>\s?(?:{AT_LEAST_AFTER}|{AT_MOST_AFTER}|{ABOUT_AFTER}))?"
)
# "2025年", "5月", "十四五" and "第一个" are no quantities
ORDINAL_BEFORE = re.compile(r"第\s*$")
CHINESE_NUMBER_MEASURES = frozenset(
    [
        "个",
        "家",
        "户",
        "件",
        "项",
        "人",
        "名",
        "次",
        "所",
        "座",
        "条",
        "台",
        "套",
        "处",
        "倍",
        "批",
        "场",
        "天",
        "日",
        "小时",
        "工作日",
        "个工作日",
        "个月",
        "百分点",
        "个百分点",
    ]
)
"""Measures before which a numeral in characters is a count, not a phrase (一批, 一站式, 三级)."""


def find_quantities(text: str) -> list[Quantity]:
    """Every number with a measure in running text, in order. Years, dates, ordinals and bare numbers are left out."""
    return list(_quantities(text))


def _quantities(text: str) -> Iterator[Quantity]:
    for match in QUANTITY.finditer(text):
        number_start = match.start("percent") if match["percent"] else match.start("number")
        if ORDINAL_BEFORE.search(text[max(0, number_start - 4) : number_start]):
            continue
        after = (match["after"] or "").strip()
        op = _op(match["before"] or "", after)
        raw = text[number_start : match.end()]
        if match["percent"]:
            percent = chinese_number(match["percent_number"])
            if percent is not None:
                printed = match["percent"] + match["percent_number"]
                yield Quantity(raw, number_start, match.end(), Decimal(percent), 1, "%", op, printed=printed)
            continue
        number = _number(match["number"], match["unit"])
        if number is None:
            continue
        yield Quantity(
            raw,
            number_start,
            match.end(),
            number,
            MAGNITUDES.get(match["magnitude"] or "", 1),
            match["unit"].translate(HALF_WIDTH),
            op,
            arabic_number(match["high"]) if match["high"] else None,
            bool(match["more"] or match["more2"] or after in ABOUT_AFTER.split("|")),
            text[number_start : match.end("high") if match["high"] else match.end("number")],
        )


def _number(text: str, unit: str) -> Decimal | None:
    number = arabic_number(text)
    if number is not None:
        return number
    if unit not in CHINESE_NUMBER_MEASURES or (
        text == "一" and unit in ("个", "批", "次", "条", "家", "人", "处", "项", "件", "名")
    ):
        return None
    value = chinese_number(text)
    return None if value is None else Decimal(value)


def _op(before: str, after: str) -> str:
    if before:
        for words, op in (
            (AT_LEAST_BEFORE, ">="),
            (AT_MOST_BEFORE, "<="),
            (MORE_BEFORE, ">"),
            (LESS_BEFORE, "<"),
        ):
            if before in words.split("|"):
                return op if before not in ("保持在", "稳定在") or not after else _op("", after)
    if after in AT_LEAST_AFTER.split("|"):
        return ">="
    if after in AT_MOST_AFTER.split("|"):
        return "<="
    return "="


# -- comparing ----------------------------------------------------------------------------------------------------------


def same_measure(one: str, other: str) -> bool:
    """Whether two units of measure count the same thing, magnitudes aside: 万户 and 户 do, 万户 and 亿元 do not."""
    return split_unit(one)[1] == split_unit(other)[1]


def split_unit(unit: str) -> tuple[int, str]:
    """Magnitude and measure of a printed unit: "万户" → (10000, "户"), "%" → (1, "%")."""
    plain = "".join(unit.translate(HALF_WIDTH).split()).replace("／", "/")
    for word, value in MAGNITUDES.items():
        if (
            plain.startswith(word)
            and (len(plain) > len(word))
            and not plain.startswith(("千米", "千克", "千瓦", "百分"))
        ):
            return value, plain[len(word) :]
    return 1, plain


def same_amount(number: Decimal, unit: str, other_number: Decimal, other_unit: str) -> bool:
    """Whether two printed amounts are equal: 1.2万户 = 12000户, but 1700万户 ≠ 1700亿户 and 5% ≠ 5个百分点."""
    magnitude, measure = split_unit(unit)
    other_magnitude, other_measure = split_unit(other_unit)
    return measure == other_measure and number * magnitude == other_number * other_magnitude

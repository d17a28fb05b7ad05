"""Units of measure (计量单位), the words for bounds around a number, and whether two amounts are the same."""

from __future__ import annotations

from decimal import Decimal

from ingest.number_grammar.numerals import HALF_WIDTH, MAGNITUDE, MAGNITUDES

MEASURES = (
    "个百分点|百分点|平方公里|平方千米|平方米|立方米|万千瓦时|千瓦时|千瓦|兆瓦|标准立方米|吨标准煤|标准煤|吨油当量|公里|千米|海里|厘米|毫米|微克|毫克|千克|公斤|公顷|公升|工作日"
    "|个工作日|个小时|小时|分钟|秒钟|个月|天|日|周|周年|周岁|岁|人次|户次|家次|批次|件次|例次|场次|项次|台次|辆次|车次|班次|标准箱|标箱|标台|人日|人年|床位|张床位|课时|学时|学分|美元|欧元|港元|元|角|亩|亩次"
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


def bound_of(before: str, after: str) -> str:
    """ "=", ">=", "<=", ">" or "<" as the words before and after a number say."""
    if before:
        for words, op in (
            (AT_LEAST_BEFORE, ">="),
            (AT_MOST_BEFORE, "<="),
            (MORE_BEFORE, ">"),
            (LESS_BEFORE, "<"),
        ):
            if before in words.split("|"):
                return op if before not in ("保持在", "稳定在") or not after else bound_of("", after)
    if after in AT_LEAST_AFTER.split("|"):
        return ">="
    if after in AT_MOST_AFTER.split("|"):
        return "<="
    return "="


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

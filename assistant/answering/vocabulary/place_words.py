"""How people call the place of a plan."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REGION_SUFFIX = re.compile(r"(?<=..)(?:自治区|自治州|自治县|特别行政区|新区|地区|省|市|区|县|州|盟|旗)$")
"""临溪区 → 临溪; 江岚省 → 江岚"""

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔"
    "|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_AUTONOMOUS = re.compile(
    rf"^(?P<stem>[\u4e00-\u9fff]{{2,6}}?)族?(?:(?:{_PEOPLES}|各)族?)*自治(?P<kind>[区州县旗])$"
)
"""凉山彝族自治州 → 凉山, 凉山州; 广西壮族自治区 → 广西"""


def short_names(region: str) -> frozenset[str]:
    """A folded region as people say it: 临溪区 and 临溪, 凉山彝族自治州 also as 凉山州 and 凉山."""
    names = {region, _REGION_SUFFIX.sub("", region)}
    autonomous = _AUTONOMOUS.match(region)
    if autonomous is not None:
        names |= {autonomous["stem"], autonomous["stem"] + autonomous["kind"]}
    return frozenset(name for name in names if len(name) > 1)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A word for a plan: its region with or without suffix, or its title. Longer words win."""

    word: str
    plan_id: str

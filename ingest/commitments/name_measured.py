"""The thing that a number counts or measures (what), told from the words of its clause; ``None`` where the number is no target."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.commitments.commitment_words import (
    ALONE_BEFORE,
    AWARD_CAP,
    BASE_VALUE,
    BASE_VALUE_END,
    BEFORE_GROWTH,
    BOUND_END,
    BOUNDED_LIST,
    BUILD_VERB,
    BUILD_VERB_END,
    CHINESE_DIGITS,
    COMPARISON,
    COUNTING,
    DESCRIBED_BY,
    DESCRIBED_NEXT,
    DESCRIBING_AFTER,
    DONE_WITHIN,
    EACH_END,
    EACH_ONE,
    ENDING_DATE,
    FULFILLING_VERB,
    GOING_BY,
    GRANT,
    GRANT_NEXT,
    GROUP_END,
    GROWTH_END,
    IN_ALL,
    KIND_OF,
    LEADING_WORDS,
    LEAST_PAID,
    MEASURED_NOUN_END,
    MEASURING_VERB,
    NAMED_BEFORE,
    NAMED_LIST,
    NEXT_MEMBER,
    NOUN_NEXT,
    NUMBER_NEXT,
    OBJECT_END,
    OBJECTS,
    REACH_END,
    RULE_NOUN,
    SHARE_OF,
    SINCE_END,
    STANDARD_GOES_ON,
    STANDARD_NEXT,
    STANDARD_OF,
    STATIVE,
    TIME_MEASURES,
    WORKED_OUT,
    WORKED_OUT_BY,
    YEAR_OF_VALUE,
)
from ingest.commitments.deadline_words import DEADLINE, FREQUENCY
from ingest.number_grammar import Quantity

LONGEST_WHAT = 40
KEPT_NAMES = 1_000
"""The same words are asked for by several rules."""
SHORTEST_WHAT = 4
SINCE = "时限"
"""Stands for the thing of 自…之日起7个工作日内, which is named behind the number"""

_SHORTEST_OBJECT = 2
# "4次|上门服务", "10家|以上企业"
ABOUT_NEXT = re.compile(r"^(?:的|以上|左右|余|多|[ 、])+")
_AGES = frozenset({"岁", "周岁"})
_FREQUENCY = re.compile(rf"(?:{FREQUENCY}|年均)")


def what_is_measured(left: str, right: str, quantity: Quantity, *, listed: bool, plain: bool) -> str | None:
    """The thing measured, "" where the clause goes on about the thing before, ``None`` where the number is no target.

    ``left`` and ``right`` are the rest of the number's clause; ``listed`` is true behind another number of the same list. With
    ``plain`` a clause such as 硬化道路12公里 is a target whatever its verb, as it is among measures.
    """
    left = YEAR_OF_VALUE.sub("", left)
    if quantity.measure == "元" and not right.strip("。以上 "):
        if standard := STANDARD_OF.search(left):
            return _without_lead(WORKED_OUT_BY.sub("", standard["name"])).strip()  # places are listed whole
        if STANDARD_GOES_ON.search(left):
            return ""
    if _is_rule(left, right, quantity):
        return None
    bare_left = left.rstrip()
    if STATIVE.search(bare_left) and not BUILD_VERB.match(_without_lead(left)):
        return None
    reached = REACH_END.search(bare_left)
    thing = bare_left[: reached.start()] if reached else bare_left
    growth = GROWTH_END.search(thing)
    thing = BEFORE_GROWTH.sub("", thing[: growth.start()]) if growth else thing
    if _sums_up(bare_left, right):
        return ""
    built = BUILD_VERB_END.search(thing)
    timed = quantity.measure in TIME_MEASURES
    counted = quantity.printed[:1] not in CHINESE_DIGITS or timed or quantity.measure in ("%", "番")
    if not (counted or reached or built):
        return None
    if timed and built and quantity.op == "=" and NOUN_NEXT.match(right) and not DONE_WITHIN.match(right):
        return None  # 设立24小时服务热线
    named = name_before(thing)
    if EACH_ONE.fullmatch(named) and NOUN_NEXT.match(right):
        return name_behind(right)
    if share := SHARE_OF.match(right) if quantity.measure == "%" and not name_before(left) else None:
        return name_behind(share["name"])
    if OBJECT_END.search(bare_left) and right.strip():
        return name_behind(right)
    if (
        right.startswith("的")
        and not reached
        and (built or BUILD_VERB.search(thing) or (named and len(named) < SHORTEST_WHAT))
    ):
        return name_behind(right)
    if (
        built
        and (not reached or BOUND_END.search(bare_left))
        and not (timed and named and DONE_WITHIN.match(right))  # 不动产登记3个工作日内办结
        and (NOUN_NEXT.match(right) or right.startswith("的"))
    ):
        return name_behind(right)
    if reached or growth:
        return named or name_behind(right)
    if built:
        return named
    return _named_behind_number(left, right, thing, quantity, listed=listed, plain=plain) or _named_alone(
        right, thing, quantity, listed=listed, plain=plain, is_first=not left
    )


def _sums_up(left: str, right: str) -> bool:
    """消除四类、五类桥梁，共计67座: the whole of what the clause before names."""
    return IN_ALL.fullmatch(left.strip()) is not None and not right.strip()


def _named_behind_number(
    left: str, right: str, thing: str, quantity: Quantity, *, listed: bool, plain: bool
) -> str | None:
    """The thing behind a number that no verb of building or reaching governs at once, ``None`` where it is not there."""
    timed = quantity.measure in TIME_MEASURES
    if listed and NAMED_LIST.search(left) and NOUN_NEXT.match(right):
        return name_behind(right)
    if NOUN_NEXT.match(right) and BUILD_VERB.search(thing) and NAMED_BEFORE.search(thing) and not timed:
        return name_behind(right)
    if timed and quantity.op == "<=" and SINCE_END.search(thing):
        return SINCE
    if timed and DONE_WITHIN.match(right) and quantity.op in ("<=", "="):
        return name_before(thing) or name_behind(right)
    if (
        plain
        and quantity.measure in OBJECTS
        and NOUN_NEXT.match(right)
        and ALONE_BEFORE.match(_without_lead(left))
    ):
        return name_behind(right)
    return None


def _named_alone(
    right: str, thing: str, quantity: Quantity, *, listed: bool, plain: bool, is_first: bool
) -> str | None:
    """The thing before a number that no verb governs: a measured noun, a bound, a list or a clause of works tells it."""
    named = name_before(thing)
    if DESCRIBING_AFTER.match(right) and not MEASURED_NOUN_END.search(thing):
        return None
    bounded = quantity.op != "=" and not is_first and (quantity.measure == "%" or not right.strip())
    if MEASURED_NOUN_END.search(thing) or BUILD_VERB.search(thing) or bounded:
        return named
    alone = (
        not right.strip() or right[0] in "、（(" or NUMBER_NEXT.match(right) or right.startswith(("和", "及"))
    )
    if listed and alone:
        return named
    return named if plain and alone and len(named) >= SHORTEST_WHAT else None


def describes(left: str, right: str, quantity: Quantity) -> bool:
    """Whether a number only says which things are meant: "年营业收入5000万元以上的机构", "50平方公里以下河流"."""
    left = YEAR_OF_VALUE.sub("", left)
    is_date = quantity.measure == "日" and left.endswith("月")
    if quantity.measure in _AGES and not MEASURING_VERB.search(left):
        return True
    is_class = right.startswith("级") or (quantity.measure == "级" and quantity.magnitude > 1)
    if is_class or (quantity.measure == "倍" and WORKED_OUT.match(right)):  # 5000吨级泊位
        return True
    if is_date or BASE_VALUE_END.search(left) or DESCRIBED_BY.match(right):
        return True
    if STANDARD_NEXT.match(right):
        return bool(GOING_BY.search(left))
    if REACH_END.search(left.rstrip()):
        return bool(BOUND_END.search(left.rstrip())) and right.startswith("的") and quantity.measure != "%"
    bounded = quantity.raw.endswith(("以上", "以下", "以内", "内"))
    if bounded and BOUNDED_LIST.match(right):
        return True
    named = DESCRIBED_NEXT.match(right) and not SHARE_OF.match(right)
    built = quantity.measure in COUNTING and BUILD_VERB_END.search(left.rstrip())
    return bounded and bool(named) and not built and quantity.measure not in TIME_MEASURES


def goes_on_behind(left: str, right: str, quantity: Quantity) -> bool:
    """培育5个以上大模型，|20个以上标杆场景: the next number of a list whose things stand behind their numbers."""
    return quantity.measure in COUNTING and not left.strip(" ，、和及") and bool(DESCRIBED_NEXT.match(right))


def _is_rule(left: str, right: str, quantity: Quantity) -> bool:
    """Whether a number belongs to a rule rather than to a target: what is granted, a cap, a number of kinds."""
    if quantity.measure.endswith(("元", "倍")) and (GRANT.search(left) or GRANT_NEXT.match(right)):
        return not (LEAST_PAID.search(left) and quantity.op in (">=", ">"))
    if quantity.printed == "一" and quantity.measure in ("套", "种"):
        return True  # 打造一套应用, as 一批 and 一系列
    if EACH_END.search(left) or RULE_NOUN.search(left) or KIND_OF.search(left):
        return True
    return quantity.op in ("<=", "<") and bool(AWARD_CAP.search(left))


@lru_cache(KEPT_NAMES)
def name_before(left: str) -> str:
    """What stands before the number, without dates, verbs, comparisons and adverbs in front."""
    left = WORKED_OUT_BY.sub("", left)
    name = _without_lead(COMPARISON.sub("", BASE_VALUE.sub("", GROUP_END.sub("", left))))
    name = ENDING_DATE.sub("", name)
    name = _FREQUENCY.sub("", name)
    dates = [match.end() for match in DEADLINE.finditer(name) if len(name) - match.end() >= SHORTEST_WHAT]
    name = name[dates[-1] :] if dates else name
    verbs = [match for match in BUILD_VERB.finditer(name) if match.end() < len(name)]
    if verbs and verbs[0].start() == 0 and _is_verb(name, verbs[0]):
        name = name[verbs[0].end() :]
    elif verbs and len(name) > LONGEST_WHAT:
        name = name[verbs[-1].end() :]
    return _trimmed(name)


def _without_lead(name: str) -> str:
    while (shorter := LEADING_WORDS.sub("", name)) != name:
        name = shorter
    return name


def _is_verb(name: str, verb: re.Match[str]) -> bool:
    """回收利用率, 竣工验收合格率, 办理时间 begin with a word that is a verb elsewhere."""
    rest = name[verb.end() :].strip(" 的")
    if rest.startswith(("和", "与", "及", "或")):
        return False
    if FULFILLING_VERB.match(verb[0]):
        return True
    return len(rest) >= _SHORTEST_OBJECT and not MEASURED_NOUN_END.search(name)


def _trimmed(name: str) -> str:
    name = name.rsplit("”“", maxsplit=1)[-1]  # “示范城市”“示范区”2个: the joint between two names is lost
    name = BEFORE_GROWTH.sub("", name.strip(" 的、，,:：;；—–-")).rstrip(
        " 的、，,:：;；和与及各均分别约共—–-"
    )
    if len(name) > LONGEST_WHAT:
        name = name[-LONGEST_WHAT:]
        border = name.find("、")
        name = name[border + 1 :] if 0 <= border < len(name) // 2 else name
    if name.count("“") != name.count("”"):
        name = name.replace("“", "").replace("”", "")
    return name


def name_behind(right: str) -> str:
    """What stands behind the number, up to the next number of a list: 1个市级平台、6个县级平台."""
    return NEXT_MEMBER.split(ABOUT_NEXT.sub("", right), maxsplit=1)[0][:LONGEST_WHAT].strip(" 的、。；")

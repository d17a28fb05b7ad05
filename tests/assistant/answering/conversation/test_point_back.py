"""What the wording of a follow-up points back to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.conversation.point_back import read_correction, read_pointing, read_return
from assistant.answering.turn import Aspect


@pytest.mark.parametrize(
    ("text", "picks", "step"),
    [
        pytest.param("第三个详细说说", ((2, 3),), 0, id="the third"),
        pytest.param("第一和第三个", ((0, 1), (2, 3)), 0, id="two of them"),
        pytest.param("倒数第二项", ((-2, -1),), 0, id="from the end"),
        pytest.param("倒数第一个", ((-1, None),), 0, id="the very last, from the end"),
        pytest.param("最后一个是谁负责", ((-1, None),), 0, id="the last"),
        pytest.param("最后两项呢", ((-2, None),), 0, id="the last two"),
        pytest.param("前两项", ((0, 2),), 0, id="the first two"),
        pytest.param("2", ((1, 2),), 0, id="a number alone"),
        pytest.param("下一项呢", (), 1, id="next"),
        pytest.param("再上一个", (), -1, id="previous"),
        pytest.param("前一项", (), -1, id="the one before"),
        pytest.param("打通最后一公里", (), 0, id="a word that only looks so"),
        pytest.param("第一类医疗器械有哪些要求", (), 0, id="a class, no item"),
        pytest.param("第三章讲什么", (), 0, id="a chapter is no item"),
    ],
)
def test_items(text: str, picks: tuple[tuple[int, int | None], ...], step: int) -> None:
    pointing = read_pointing(text)
    assert (pointing.picks, pointing.step) == (picks, step)


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        pytest.param("谁牵头", Aspect.UNITS, id="who leads"),
        pytest.param("配合单位呢", Aspect.UNITS, id="who supports"),
        pytest.param("什么时候完成", Aspect.DEADLINE, id="when"),
        pytest.param("这个到哪年", Aspect.DEADLINE, id="until when"),
        pytest.param("规划期限是哪几年", None, id="the plan's own period is no deadline"),
        pytest.param("原文怎么写的", Aspect.WORDING, id="wording"),
        pytest.param("再具体一点", Aspect.WORDING, id="more of it"),
        pytest.param("出处在哪", Aspect.SOURCE, id="source"),
        pytest.param("一共几项", Aspect.COUNT, id="how many"),
        pytest.param("要建成几家", None, id="a number of the matter, not of items"),
        pytest.param("还有吗", Aspect.MORE, id="more"),
        pytest.param("为什么", Aspect.REASON, id="why"),
    ],
)
def test_aspects(text: str, aspect: Aspect | None) -> None:
    assert read_pointing(text).aspect is aspect


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("它的配合单位", "配合单位", id="it"),
        pytest.param("这个指标是约束性的吗", "是约束性的吗", id="this indicator"),
        pytest.param("上面那个的目标", "的目标", id="the one above"),
        pytest.param("该区的文号", "的文号", id="the place"),
        pytest.param(
            "那地方标准有几项", "那地方标准有几项", id="地方标准 is a thing, not a place pointed at"
        ),
        pytest.param("98%以上的指标", "98%以上的指标", id="a bound points to nothing"),
    ],
)
def test_words_that_only_point_are_taken_away(text: str, left: str) -> None:
    assert read_pointing(text).text == left


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        pytest.param("不是2020，是2025年", "2020", "2025年", id="year"),
        pytest.param("不对，我问的是青禾县", "", "青禾县", id="place"),
        pytest.param("我问的是牵头单位", "", "牵头单位", id="role"),
        pytest.param("换成青禾县再说一遍", "", "青禾县", id="the same of another"),
        pytest.param("同样的问题，问青禾县", "", "青禾县", id="the same question"),
    ],
)
def test_corrections(text: str, wrong: str, right: str) -> None:
    correction = read_correction(text)
    assert correction is not None
    assert (correction.wrong, correction.right) == (wrong, right)


@pytest.mark.parametrize(
    "text", ["是约束性的吗", "换发营业执照怎么办", "不是所有企业都要年报吗", "市场主体总量是多少"]
)
def test_no_correction(text: str) -> None:
    assert read_correction(text) is None


def test_a_return_names_its_topic_and_what_is_asked_of_it() -> None:
    assert read_return("回到刚才的专利指标，青禾县是多少") == ("专利指标", "青禾县是多少")
    assert read_return("还是说食品抽检的问题") == ("食品抽检", "")
    assert read_return("青禾县呢") is None


@given(st.text(alphabet="第三个项前后一两最下上这那它其中只看是不我问的回到刚才，,？0129呢", max_size=40))
def test_any_wording_is_read(text: str) -> None:
    pointing = read_pointing(text)
    assert all(start < stop for start, stop in pointing.picks if stop is not None)
    read_correction(text)
    read_return(text)

"""The source's words as a line of an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.composing.say_line import say_line
from assistant.answering.fold_text import fold


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        pytest.param("①推行一窗通办；", "推行一窗通办。", id="a number in a circle and a clause's end"),
        pytest.param("(2) 加装电梯", "加装电梯。", id="a number in brackets, a cell without a full stop"),
        pytest.param("3.2万亩农田建成", "3.2万亩农田建成。", id="a decimal is no number of a list"),
        pytest.param("四是开展联合抽查。", "开展联合抽查。", id="one item counted out"),
        pytest.param(
            "一是减环节;二是减材料。", "一是减环节;二是减材料。", id="a whole list counted out stays"
        ),
        pytest.param("推行“一件事一次办”", "推行“一件事一次办”", id="a closing quotation mark is an end"),
        pytest.param("目标如下：", "目标如下。", id="a colon leads to nothing here"),
    ],
)
def test_a_line_has_one_end_and_no_number(printed: str, said: str) -> None:
    assert say_line(printed) == said


@given(st.text(alphabet="推行一窗通办二是①(1).。；;：“”", max_size=20))
def test_no_word_is_added(text: str) -> None:
    assert fold(say_line(text)) in fold(text)

"""An answer's lines as Markdown that every door renders alike."""

from __future__ import annotations

import pytest

from assistant.answering.composing.number_marks import number_marks
from assistant.answering.turn import Statement, StatementKind


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param(
            ["青禾县共 2 项：", "1. 修渠", "2. 修路", "临溪区共 1 项：", "1. 修桥"],
            "青禾县共 2 项：\n1. 修渠\n2. 修路\n\n临溪区共 1 项：\n1. 修桥",
            id="a line behind a list is not its last item's",
        ),
        pytest.param(["- 修渠", "- 修路"], "- 修渠\n- 修路", id="items stay together"),
        pytest.param(
            ["- 修渠", "", "注意：", "按年"], "- 修渠\n\n注意：\n按年", id="a blank line that is there"
        ),
        pytest.param(
            ["| 地区 |", "| --- |", "| 青禾县 |"], "| 地区 |\n| --- |\n| 青禾县 |", id="a table is no list"
        ),
        pytest.param(
            ["2025年目标为 8.5万户", "- 修渠"], "2025年目标为 8.5万户\n- 修渠", id="a number is no item"
        ),
    ],
)
def test_a_list_ends_before_the_next_line(lines: list[str], text: str) -> None:
    assert number_marks([Statement(line, kind=StatementKind.LEAD) for line in lines]).text == text

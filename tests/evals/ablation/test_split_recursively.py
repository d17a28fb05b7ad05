"""The splitter cuts as LangChain's does: coarsest separator first, small parts together, ends repeated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.ablation.split_recursively import split_recursively


@pytest.mark.parametrize(
    ("text", "size", "overlap", "pieces"),
    [
        pytest.param("", 10, 0, [], id="nothing"),
        pytest.param("甲乙丙", 10, 0, ["甲乙丙"], id="short enough"),
        pytest.param("甲乙\n\n丙丁", 4, 0, ["甲乙", "丙丁"], id="at blank lines"),
        pytest.param("甲乙\n丙丁\n\n戊己", 4, 0, ["甲乙", "丙丁", "戊己"], id="then at line breaks"),
        pytest.param("甲乙丙丁戊己", 4, 1, ["甲乙丙丁", "丁戊己"], id="by characters, with overlap"),
        pytest.param("甲 乙 丙", 3, 0, ["甲 乙", "丙"], id="small parts put together"),
    ],
)
def test_pieces(text: str, size: int, overlap: int, pieces: list[str]) -> None:
    assert split_recursively(text, size=size, overlap=overlap) == pieces


@given(st.text("甲乙 \n。", max_size=200), st.integers(2, 30))
def test_nothing_is_lost_and_no_piece_is_too_long(text: str, size: int) -> None:
    pieces = split_recursively(text, size=size, overlap=0)
    assert "".join("".join(piece.split()) for piece in pieces) == "".join(text.split())
    assert all(len(piece) <= size for piece in pieces)

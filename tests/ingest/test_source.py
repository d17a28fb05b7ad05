"""Repaired text knows where its characters come from, whether its places are kept as a range or one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.source import RepairedText, SourceText

PLACES = st.integers(0, 12)


def one_by_one(words: RepairedText) -> RepairedText:
    return RepairedText(words.text, tuple(words.starts), tuple(words.ends))


@given(st.text(alphabet="云陵市 \u3000水利", max_size=12), PLACES, PLACES, PLACES)
def test_a_range_of_places_says_the_same_as_its_members(text: str, offset: int, low: int, high: int) -> None:
    words = RepairedText.of(text, offset)
    low, high = sorted((min(low, len(text)), min(high, len(text))))
    for change in (
        lambda kept: kept.slice(low, high),
        lambda kept: kept.strip(),
        lambda kept: kept.replace_range(low, high, "、"),
        lambda kept: RepairedText.join([kept.slice(0, low), kept.slice(high)], "。"),
        lambda kept: RepairedText.join([kept.slice(low, high)]),
    ):
        changed, expected = change(words), change(one_by_one(words))
        assert one_by_one(changed) == one_by_one(expected)
        assert changed.origin() == expected.origin()
        assert changed.source_range() == expected.source_range()


@pytest.mark.parametrize(
    ("offset", "page"),
    [
        pytest.param(3, None, id="before the first page"),
        pytest.param(5, 1, id="where a page begins"),
        pytest.param(9, 3, id="behind a page without words"),
        pytest.param(99, 3, id="the last page"),
    ],
)
def test_the_page_of_a_place(offset: int, page: int | None) -> None:
    assert SourceText("", "pdf", page_starts=(5, 9, 9)).page_at(offset) == page
    assert SourceText("", "text").page_at(offset) is None

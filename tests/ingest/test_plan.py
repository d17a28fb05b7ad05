"""The domain's own small rules."""

from __future__ import annotations

import pytest

from ingest.plan import in_title_marks


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        pytest.param("云陵市质量提升规划", "《云陵市质量提升规划》", id="a plain title"),
        pytest.param(
            "青禾县贯彻《质量强省纲要》实施方案",
            "《青禾县贯彻〈质量强省纲要〉实施方案》",
            id="a title within a title takes single marks",
        ),
    ],
)
def test_titles_stand_in_title_marks(title: str, printed: str) -> None:
    assert in_title_marks(title) == printed

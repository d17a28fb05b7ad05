"""Tables that a page border cuts in the middle of a row."""

from __future__ import annotations

import pytest

from ingest.lay_out_blocks import lay_out_blocks
from ingest.readers import read_source
from ingest.source import Table
from tests.ingest.readers.sources import pdf_of, pdf_text


def page(rules: list[float], top: float, bottom: float, *words: tuple[str, float, float]) -> str:
    """Columns at 100, 200, 300, 400 from ``top`` to ``bottom`` with horizontal rules at these heights."""
    across = "".join(f"100 {y} m 400 {y} l S\n" for y in rules)
    down = "".join(f"{x} {top} m {x} {bottom} l S\n" for x in (100, 200, 300, 400))
    return across + down + "".join(pdf_text(*one) for one in words)


FIRST = page(
    [200, 160],
    200,
    60,
    ("任务", 104, 170),
    ("责任单位", 204, 170),
    ("完成时限", 304, 170),
    ("新建泵站", 104, 140),
    ("县水利局", 204, 140),
    ("2025年", 304, 140),
    ("二座，改造", 104, 80),
)


def cells(*pages: str) -> list[list[tuple[str, int, int]]]:
    """Words, row and span of the cells of each table."""
    source = read_source("a.pdf", pdf_of(*pages))
    return [
        [(cell.text.replace("\n", "/"), cell.row, cell.row_span) for cell in block.cells]
        for block in lay_out_blocks(source).blocks
        if isinstance(block, Table)
    ]


HEADER = [("任务", 0, 1), ("责任单位", 0, 1), ("完成时限", 0, 1)]


@pytest.mark.parametrize(
    ("second", "read"),
    [
        pytest.param(
            page(
                [740, 700], 780, 700, ("渠道一条。", 104, 760), ("县财政局", 204, 720), ("清淤。", 104, 720)
            ),
            [
                *HEADER,
                ("新建泵站二座，改造渠道一条。", 1, 1),
                ("县水利局", 1, 1),
                ("2025年", 1, 1),
                ("清淤。", 2, 1),
                ("县财政局", 2, 1),
                ("", 2, 1),
            ],
            id="both ends are open: one row",
        ),
        pytest.param(
            page([780, 740], 780, 740, ("清淤。", 104, 760), ("县财政局", 204, 760)),
            [
                *HEADER,
                ("新建泵站/二座，改造", 1, 1),
                ("县水利局", 1, 1),
                ("2025年", 1, 1),
                ("清淤。", 2, 1),
                ("县财政局", 2, 1),
                ("", 2, 1),
            ],
            id="the second page begins with a rule: a new row",
        ),
    ],
)
def test_a_row_that_a_page_border_cuts(second: str, read: list[tuple[str, int, int]]) -> None:
    assert [[(text.replace("/", ""), *rest) for text, *rest in table] for table in cells(FIRST, second)] == [
        [(text.replace("/", ""), *rest) for text, *rest in read]
    ]


def test_a_cell_over_several_rows_goes_on_behind_a_page_border() -> None:
    """Its words stand on the first page, and on the second an empty cell over several rows."""
    first = page(
        [200, 160, 120],
        200,
        120,
        ("类别", 104, 170),
        ("指标", 204, 170),
        ("2025年", 304, 170),
        ("安全", 104, 130),
    )
    first += pdf_text("总量", 204, 130) + pdf_text("24", 304, 130)
    second = page([780, 700], 780, 700) + "200 740 m 400 740 l S\n"
    second += "".join(
        pdf_text(*one)
        for one in (("达标率", 204, 750), ("98", 304, 750), ("合格率", 204, 710), ("99", 304, 710))
    )
    [table] = cells(first, second)
    assert ("安全", 1, 3) in table
    assert ("达标率", 2, 1) in table and ("合格率", 3, 1) in table


def test_a_frame_and_a_closed_table_stay_as_they_are() -> None:
    """Two vertical rules are the sides of a frame; a table with all its rules gets none."""
    sides = "100 200 m 100 60 l S\n400 200 m 400 60 l S\n100 200 m 400 200 l S\n" + pdf_text(
        "专栏1", 204, 140
    )
    closed = page([200, 160, 60], 200, 60, ("任务", 104, 170), ("单位", 204, 170), ("清淤。", 104, 100))
    assert not read_source("a.pdf", pdf_of(sides * 2)).tables
    [table] = read_source("a.pdf", pdf_of(closed)).tables
    assert not table.cut_top and not table.cut_bottom

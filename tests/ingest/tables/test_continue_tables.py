"""Rows that a page border cuts though rules are drawn on both sides of it. Two tables behind one another stand for two pages."""

from __future__ import annotations

import pytest

from ingest.lay_out_blocks import lay_out_blocks
from ingest.readers import read_source
from tests.ingest.readers.sources import pdf_grid, pdf_of, pdf_text
from tests.ingest.sources import read_parts, tables

HEAD = ["重点任务", "牵头单位", "完成时限"]
ROWS = [
    ["建设水库，推进前期工作。", "县水利局", "2025年"],
    ["改造灌区，提高用水效率。", "县农业农村局", "2025年"],
    ["治理河道，恢复岸线生态。", "县水利局", "2024年"],
]


def joined(first: list[list[str]], second: list[list[str]]) -> list[list[str]]:
    def table(rows: list[list[str]]) -> str:
        lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
        return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"

    page = f"<html><body><h1>青禾县水利任务分工表</h1>{table([HEAD, *first])}{table(second)}</body></html>"
    (only,) = tables(read_parts(page, "p.html").laid)
    return only[1:]


@pytest.mark.parametrize(
    ("end", "rest", "whole"),
    [
        pytest.param(
            ["巡查堤防，发现隐患", "县应急局", "全年"],
            ["及时处置。", "", ""],
            ["巡查堤防，发现隐患及时处置。", "县应急局", "全年"],
            id="the sentence goes on",
        ),
        pytest.param(
            ["巡查堤防，发现隐患", "县应急局、县", "全年"],
            ["及时处置。", "水利局", ""],
            ["巡查堤防，发现隐患及时处置。", "县应急局、县水利局", "全年"],
            id="the sentence and the list of units go on",
        ),
        pytest.param(
            ["巡查堤防。", "县应急局", "全年"],
            ["发现隐患及时处置。", "", ""],
            ["巡查堤防。发现隐患及时处置。", "县应急局", "全年"],
            id="nothing but a further sentence",
        ),
    ],
)
def test_the_rest_of_a_cut_row(end: list[str], rest: list[str], whole: list[str]) -> None:
    assert joined([*ROWS, end], [rest, ROWS[0]]) == [*ROWS, whole, ROWS[0]]


@pytest.mark.parametrize(
    ("end", "first"),
    [
        pytest.param(
            ["巡查堤防。", "县应急局", "全年"], ["储备物资。", "县应急局", ""], id="a row without a date"
        ),
        pytest.param(
            ["巡查堤防。", "县应急局", "全年"], ["二、节水", "", ""], id="a numbered heading over rows"
        ),
        pytest.param(["巡查堤防", "县应急局", "全年"], ["1.储备物资。", "", ""], id="a numbered item"),
    ],
)
def test_a_row_of_its_own(end: list[str], first: list[str]) -> None:
    assert joined([*ROWS, end], [first, ROWS[0]]) == [*ROWS, end, first, ROWS[0]]


def test_names_without_sentences_do_not_swallow_their_neighbours() -> None:
    names = [
        ["水库", "县水利局", "2025年"],
        ["灌区", "县农业农村局", "2025年"],
        ["河道", "县水利局", "2024年"],
    ]
    assert joined(names, [["堤防", "", ""], names[0]]) == [*names, ["堤防", "", ""], names[0]]


def test_a_page_that_holds_nothing_but_the_rest_of_a_row() -> None:
    def row(cells: list[str], top: float) -> str:
        return "".join(pdf_text(cell, 62 + 150 * at, top, 10) for at, cell in enumerate(cells) if cell)

    columns = [60.0, 210.0, 360.0, 510.0]
    first = pdf_grid(columns, [700, 730, 760, 790, 820]) + "".join(
        row(cells, top)
        for cells, top in zip(
            [HEAD, *ROWS[:2], ["巡查堤防，发现隐患", "县应急局", "全年"]], (800, 770, 740, 710), strict=True
        )
    )
    second = pdf_grid(columns, [790, 820]) + row(["及时处置。", "", ""], 800)
    (only,) = tables(lay_out_blocks(read_source("p.pdf", pdf_of(first, second))))
    assert only[-1] == ["巡查堤防，发现隐患及时处置。", "县应急局", "全年"]

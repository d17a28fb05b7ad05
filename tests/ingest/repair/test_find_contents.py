"""Tables of contents without page numbers, below their title."""

from __future__ import annotations

import pytest

from tests.ingest.sources import lay_out, paragraphs

TEXT = (
    "第一章 规划背景\n供水保障能力明显提升。\n第二章 总体要求\n坚持节水优先。\n第三章 主要任务\n推进节水。\n"
)


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(
            "目录\n第一章 规划背景\n第二章 总体要求\n第三章 主要任务\n", id="few entries without pages"
        ),
        pytest.param(
            "目  录\n第一章 规划背景\n第二章 总体要求\n第三章 主要任务\n附件 任务分工\n",
            id="an annex among them",
        ),
    ],
)
def test_contents_are_no_headings(contents: str) -> None:
    laid = lay_out(f"云陵市水利发展规划\n{contents}\n{TEXT}")
    assert paragraphs(laid)[1:] == TEXT.splitlines()


def test_headings_without_contents_stay() -> None:
    assert paragraphs(lay_out(f"云陵市水利发展规划\n{TEXT}"))[1:] == TEXT.splitlines()

"""No step grows with the square of a file: what a megabyte may hold is read or refused in seconds."""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import pytest

from ingest.errors import ReadError
from ingest.pipeline import read_plan_bytes

LONGEST_SECONDS = 30.0
"""Of the processor: none takes more than four here. What grows with the square takes minutes."""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a.txt", "1.\n" * 40_000, id="numbers without words"),
        pytest.param("a.txt", "1.\n" * 320_000, id="more lines than any document has"),
        pytest.param("a.txt", "第一节 # 。\n" * 30_000, id="the same heading again and again"),
        pytest.param("a.md", "# 一、目标\n## 措施\n" * 15_000, id="levels of the format with and without numbers"),
        pytest.param("a.txt", "（责任单位：市水利局；" * 20_000, id="brackets that nothing closes"),
        pytest.param("a.txt", "到2025年，建成10家，" * 10_000, id="one sentence without an end"),
        pytest.param("a.html", "<table><tr><td>" * 60 + "<table><tr><td>甲<td>乙</table>" * 4000, id="tables in tables"),
        pytest.param("a.html", "<div>" + "<a href=x>栏目" * 30_000 + "</div>", id="links that nothing closes"),
        pytest.param("a.html", "<ol>" + "<li>一项工作\n" * 20_000 + "</ol>", id="one long numbered list"),
        pytest.param("a.html", "<table>" + "<tr><td rowspan=2>甲<td>乙" * 12_000, id="rows that span two"),
        pytest.param("a.csv", "甲,乙,丙\n" * 20_000, id="many rows"),
    ],
)  # fmt: skip
def test_a_file_below_a_megabyte_takes_seconds(name: str, text: str) -> None:
    data = text.encode()
    assert len(data) < 1_000_000
    begun = process_time()
    with suppress(ReadError):  # Refusing is an answer too.
        read_plan_bytes(name, data)
    assert process_time() - begun < LONGEST_SECONDS

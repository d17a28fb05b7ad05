from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.sources import read_parts

SIZE = 40_000


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("建设水库10座", id="one sentence without an end"),
        pytest.param("1\n", id="numbers on lines of their own"),
        pytest.param("1.\t加强\n", id="a list with tabs"),
        pytest.param("序号\n指标\n2020年\n2025年\n", id="headers without rows"),
        pytest.param("一、总体要求\n", id="headings without text"),
        pytest.param(
            "加强水源工程建设推进大中型灌区续建配套与现代化改造完善农村\n", id="wrapped lines without an end"
        ),
        pytest.param("《", id="brackets that never close"),
        pytest.param("一 二 三 ", id="letter spacing throughout"),
        pytest.param("市水利局\n", id="units only"),
    ],
)
def test_time_does_not_explode(unit: str) -> None:
    started = time.process_time()
    read_parts("云陵市水利规划\n" + unit * (SIZE // len(unit)))
    assert time.process_time() - started < 30  # one at most here


@settings(max_examples=60)
@given(
    st.text(
        alphabet="序号指标名称2025年一、（）《》“”1\n\t|—?？#* 市局关于印发通知规划达到%家区(ā)監",
        max_size=300,
    )
)
def test_any_text_is_laid_out(text: str) -> None:
    parts = read_parts("云" + text)
    length = len(parts.source.text)
    for row in parts.indicators:
        assert 0 <= row.source.start < row.source.end <= length
    for commitment in parts.commitments:
        assert 0 <= commitment.source.start < commitment.source.end <= length

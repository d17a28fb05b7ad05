"""In which words records are indexed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.library.index_text import IndexText, index_texts, row_in_words
from ingest.plan import (
    Basis,
    Commitment,
    IndicatorRow,
    Passage,
    PlanRecords,
    RecordType,
    Role,
    Span,
    TaskItem,
    UnitAssignment,
)
from tests.ingest.library.builders import a_plan

PLACE = Span(0, 1)
ROW = IndicatorRow(
    "p:i1", "主要指标", "1", None, "养老床位", "张", {"2020": "800", "2025": "900"}, "预期性", "", PLACE
)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param(
            ROW, "养老床位（张） 2020年 800 2025年 900 预期性", id="years and values under their names"
        ),
        pytest.param(
            replace(ROW, category="养老服务", unit=None),
            "养老服务 养老床位 2020年 800 2025年 900 预期性",
            id="category first",
        ),
        pytest.param(
            replace(ROW, values={"“十三五”末": "—", "2025目标": ">98"}, attribute=None),
            "养老床位（张） “十三五”末 — 2025目标 >98",
            id="headings that are no bare year stay as printed",
        ),
        pytest.param(
            replace(ROW, values={}, text="床位利用率提高到七成以上"),
            "养老床位（张） 床位利用率提高到七成以上 预期性",
            id="a target that is a sentence",
        ),
    ],
)
def test_a_row_is_put_in_words(row: IndicatorRow, words: str) -> None:
    assert row_in_words(row) == words


def texts_of(**records: object) -> list[IndexText]:
    return list(index_texts(PlanRecords(a_plan("p"), "", **records)))  # type: ignore[arg-type]


def a_task(**changes: object) -> TaskItem:
    units = tuple(UnitAssignment(name, Role.RESPONSIBLE, Basis.STATED) for name in ("市民政局", "各区县政府"))
    task = TaskItem(
        "p:t1", ("第二章 任务", "（一）助餐"), None, "建设食堂", "建设食堂。每街一所。", (), units, PLACE
    )
    return replace(task, **changes)  # type: ignore[arg-type]


def test_a_task_is_found_by_title_text_heading_and_units() -> None:
    (text,) = texts_of(tasks=(a_task(),))
    assert text.meaning == "（一）助餐\n建设食堂。每街一所。"
    for word in ("助餐", "任务", "每街一所", "市民政局", "各区县政府"):
        assert word in text.words
    assert text.metadata == {
        "plan": "p",
        "region": "云陵市",
        "record_type": "task",
        "section": "第二章 任务 > （一）助餐",
        "units": "市民政局、各区县政府",
        "year": 2025,
    }


def test_a_title_that_the_text_does_not_begin_with_is_put_before_it() -> None:
    (text,) = texts_of(tasks=(a_task(text="每街一所。"),))
    assert text.meaning == "（一）助餐\n建设食堂。每街一所。"


def test_a_commitment_has_words_but_no_vector_of_its_own() -> None:
    commitment = Commitment("p:c1", ("一、目标",), "新建食堂40家", "食堂", "+", "40", "家", "2025年", PLACE)
    (text,) = texts_of(commitments=(commitment,))
    assert text.meaning is None
    assert text.words == "一、目标\n新建食堂40家"
    assert text.record_type is RecordType.COMMITMENT


def test_a_passage_stands_under_its_heading() -> None:
    with_heading, without = texts_of(
        passages=(Passage("p:p1", ("一、总则",), "坚持统筹。", PLACE), Passage("p:p2", (), "前言。", PLACE))
    )
    assert (with_heading.meaning, without.meaning) == ("一、总则\n坚持统筹。", "前言。")


def test_what_a_record_does_not_have_is_no_metadata() -> None:
    records = PlanRecords(
        replace(a_plan("p"), period=None), "", passages=(Passage("p:p1", (), "前言。", PLACE),)
    )
    (text,) = index_texts(records)
    assert text.metadata == {"plan": "p", "region": "云陵市", "record_type": "passage"}

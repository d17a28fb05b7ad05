import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cut_passages import LONGEST_PASSAGE, LONGEST_SENTENCE, cut_passages, cut_words
from ingest.pipeline import read_plan_bytes
from ingest.plan import Passage, Span
from ingest.source import RepairedText
from tests.ingest.outlines import Document

PROSE = "新建骨干水厂并延伸供水管网，健全水质检测制度，落实管护责任和经费，保障城乡居民喝上放心水。"


def passages(document: Document, **spans: list[Span]) -> tuple[Passage, ...]:
    return cut_passages(
        document.outline(),
        document.tasks(),
        document.source,
        "plan",
        row_spans=spans.get("row_spans", []),
        title_spans=spans.get("title_spans", []),
    )


def test_what_is_no_task_is_a_passage_with_its_path() -> None:
    found = passages(Document(f"一、发展基础\n{PROSE}\n二、任务\n1. 新建水厂。{PROSE}"))
    assert [(passage.id, passage.section, passage.text) for passage in found] == [
        ("plan:p1", ("一、发展基础",), PROSE)
    ]


def test_long_tasks_are_covered_by_passages_too() -> None:
    found = passages(Document(f"一、任务\n1. 新建水厂。{PROSE * 12}"))
    assert {passage.task_id for passage in found} == {"plan:t1"}
    assert len(found) > 1
    assert all(len(passage.text) <= LONGEST_PASSAGE and passage.text.endswith("。") for passage in found)


def test_lead_in_goes_with_what_it_introduces() -> None:
    (found,) = passages(Document(f"一、总体要求\n坚持以下要求：\n{PROSE}"))
    assert found.text == "坚持以下要求：" + PROSE


def test_rows_of_tables_carry_their_headings() -> None:
    document = Document(
        "一、基础",
        [
            ["序号", "水库", "所在地", "库容"],
            ["1", "青溪水库", "青禾镇", "900万立方米"],
            ["2", "白石水库", "石门乡", "120万立方米"],
        ],
    )
    assert [passage.text for passage in passages(document)] == [
        "水库：青溪水库，所在地：青禾镇，库容：900万立方米",
        "水库：白石水库，所在地：石门乡，库容：120万立方米",
    ]


def test_rows_that_are_records_are_not_repeated() -> None:
    document = Document("一、目标", [["指标", "2025年"], ["供水能力", "9"], ["堤防长度", "30"]])
    start = document.text.index("供水能力")
    found = passages(document, row_spans=[Span(start, start + 6)])
    assert [passage.text for passage in found] == ["指标：堤防长度，2025年：30"]


def test_front_matter_and_signatures_are_no_passages() -> None:
    document = Document(f"青禾县“十四五”水利发展规划实施方案\n青禾县人民政府\n2022年3月\n一、基础\n{PROSE}")
    assert [passage.text for passage in passages(document, title_spans=[Span(0, 18)])] == [PROSE]


BASIS = "根据《云陵市养老服务发展规划》和《青禾县国民经济和社会发展纲要》，制定本规划。"


@pytest.mark.parametrize(
    ("text", "is_passage"),
    [
        pytest.param(BASIS, False, id="nothing but what the plan rests on, which the front matter says"),
        pytest.param(BASIS + "规划基准年为2020年，目标年为2025年。", True, id="a sentence that says more"),
        pytest.param("养老是民生大事，关系千家万户。" + BASIS, True, id="a sentence that leads to it"),
    ],
)
def test_front_matter_amid_a_paragraph_hides_none_of_its_sentences(text: str, is_passage: bool) -> None:
    document = Document(text)
    start = text.index("《")
    basis = Span(start, text.index("，制定"))
    found = [passage.text for passage in passages(document, title_spans=[basis])]
    assert found == ([text] if is_passage else [])


@given(st.text(alphabet="水厂管网。；，\n“”！", max_size=900))
def test_cutting_loses_nothing_but_blanks(text: str) -> None:
    pieces = cut_words(RepairedText.of(text))
    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join(text.split())
    for piece in pieces[:-1]:
        whole = piece.text[-1] in "。！；”\n" or len(piece.text) <= LONGEST_PASSAGE
        assert whole or len(text) > LONGEST_SENTENCE


def test_a_sentence_beyond_the_embedders_window_is_cut_at_its_commas() -> None:
    pieces = cut_words(RepairedText.of("新建水厂" + "，改造管网、延伸渠道" * 120 + "。"))
    assert len(pieces) > 1
    assert all(len(piece.text) <= LONGEST_SENTENCE and piece.text[-1] in "，、。" for piece in pieces)


def test_a_row_beyond_the_embedders_window_is_cut_between_its_cells() -> None:
    rows = [["水库", "情况"], ["青溪水库", PROSE * 9], ["白石水库", PROSE * 9 + PROSE * 8]]
    found = passages(Document("一、基础", rows))
    assert all(len(passage.text) <= LONGEST_SENTENCE for passage in found)
    assert "".join(passage.text for passage in found).count(PROSE) == 26


def test_numbered_sentences_are_passages() -> None:
    text = "云陵市水利规划\n\n一、主要目标\n\n1.供水保证率稳步提高。\n\n2.水质合格率达到98%以上。\n\n二、任务\n\n加强管理。\n"
    passages = read_plan_bytes("plan.txt", text.encode()).passages
    assert [passage.text for passage in passages[:2]] == [
        "1.供水保证率稳步提高。",
        "2.水质合格率达到98%以上。",
    ]

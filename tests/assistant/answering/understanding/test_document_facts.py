"""Which facts of a document are asked for, in the words that people use."""

from __future__ import annotations

import pytest

from assistant.answering.understanding.document_facts import facts_in, headed, is_about_documents


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        pytest.param("哪天印发的", ("issued",), id="day before the verb"),
        pytest.param("什么日子印的", ("issued",), id="short verb"),
        pytest.param("印发是几月几号", ("issued",), id="verb before the day"),
        pytest.param("哪年出来的", ("issued",), id="came out"),
        pytest.param("是谁印发的，什么日期", ("issued", "issuer"), id="a date alone behind the issuer"),
        pytest.param("由谁发布、什么时间发布的", ("published", "issuer"), id="publication is no issue"),
        pytest.param("哪一天挂网的", ("published",), id="put on the web"),
        pytest.param("发布于哪天", ("published",), id="published on"),
        pytest.param("由哪一级政府印发", ("issuer",), id="which level"),
        pytest.param("是区政府发的还是区民政局发的", ("issuer",), id="one or the other"),
        pytest.param("是正式印发的还是征求意见的草案", ("status",), id="final or draft"),
        pytest.param("印发了没有", ("status",), id="issued or not"),
        pytest.param("现在还管用吗", ("status",), id="still good"),
        pytest.param("贯彻省里哪个文件(文号)", ("document_number", "based_on"), id="carries out which"),
        pytest.param("对应的上级规划叫什么", ("based_on",), id="the name asked for is the other document's"),
        pytest.param("管的是哪个时期", ("period",), id="period"),
        pytest.param("一共几章几个专栏", ("structure", "boxes"), id="chapters and boxes"),
        pytest.param("有多少字", ("length",), id="length"),
        pytest.param("附件有哪些", ("attachments",), id="attachments"),
        pytest.param("列出全部任务", ("tasks",), id="all tasks"),
        pytest.param("一共涉及多少个单位", ("units",), id="units counted"),
        pytest.param("哪个部门任务最多", ("busiest_unit",), id="most tasks"),
        pytest.param("牵头最多的是谁", ("busiest_unit",), id="leads most"),
        pytest.param("哪份规划的任务最多", ("tasks",), id="documents are compared, not units"),
        pytest.param("什么时候起施行", ("effect",), id="in force from"),
        pytest.param("有效期几年", ("effect",), id="in force for"),
        pytest.param("单位名单", ("units",), id="list of units"),
        pytest.param("由哪些部分组成", ("structure",), id="parts"),
        pytest.param("怎么保障校园食品安全", (), id="no fact of a document"),
    ],
)
def test_facts_by_wording(question: str, facts: tuple[str, ...]) -> None:
    assert facts_in(question, of_document=True) == facts


@pytest.mark.parametrize(
    ("question", "of_document", "facts"),
    [
        pytest.param("责任单位有哪些", False, (), id="of some task: nothing says of which"),
        pytest.param("责任单位有哪些", True, ("units",), id="a place is named"),
        pytest.param("清单的责任单位有哪些", False, ("units",), id="the document is named"),
        pytest.param("哪天印发的", False, ("issued",), id="a date is always a document's"),
    ],
)
def test_units_are_a_documents_only_where_it_is_meant(
    question: str, of_document: bool, facts: tuple[str, ...]
) -> None:
    assert facts_in(question, of_document=of_document) == facts


def test_headings_are_said_with_or_without_particles() -> None:
    headings = ("营造安心的用餐环境", "保障")
    assert headed("营造安心用餐环境部分", headings) == ("营造安心的用餐环境",)
    assert headed("用餐环境", headings) == ("营造安心的用餐环境",)
    assert headed("安心用餐", (*headings, "宣传安心用餐")) == (), "several headings hold it"
    assert headed("保障电梯", headings) == (), "a heading of one word is part of too much"


def test_words_about_documents_are_no_matter() -> None:
    assert is_about_documents("五份文件") and is_about_documents("上级") and not is_about_documents("电梯")

from ingest.plan import Span
from ingest.report import unclaimed_lines
from ingest.source import SourceText


def test_lines_without_any_claimed_word_are_listed() -> None:
    text = "首页 > 政务\n\n一、任务\n  打印本文  \n新建水厂。\n？\n"
    claimed = [Span(text.index("一"), text.index("一") + 3), Span(text.index("新"), text.index("新") + 2)]
    found = unclaimed_lines(SourceText(text, "txt"), claimed)
    assert [text[span.start : span.end] for span in found] == ["首页 > 政务", "打印本文"]


def test_a_span_over_several_lines_claims_them_all() -> None:
    text = "第一行\n第二行\n第三行\n"
    assert unclaimed_lines(SourceText(text, "txt"), [Span(1, 9)]) == ()


def test_nothing_claimed_lists_everything_and_an_empty_text_nothing() -> None:
    assert len(unclaimed_lines(SourceText("甲\n乙\n", "txt"), [])) == 2
    assert unclaimed_lines(SourceText("", "txt"), []) == ()

from __future__ import annotations

from ingest.lay_out_blocks import lay_out_blocks
from ingest.readers import read_source
from tests.ingest.sources import paragraphs


def test_marks_of_a_markdown_list_are_bullets_and_nothing_before_labels() -> None:
    text = "# 云陵市水利意见\n\n1. **新建水厂**。建成水厂2座。\n   - 牵头单位：市水利局\n   - 配合单位：市财政局\n\n* 加强管护。\n* 落实经费。\n"
    laid = lay_out_blocks(read_source("a.md", text.encode()))
    assert paragraphs(laid)[1:] == [
        "1. 新建水厂。建成水厂2座。",
        "牵头单位：市水利局",
        "配合单位：市财政局",
        "•加强管护。",
        "•落实经费。",
    ]

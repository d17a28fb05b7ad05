"""The page that shows the original: everything escaped, the quote marked, nothing fetched."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from lxml import html

from assistant.channels.source_html import source_html
from assistant.channels.source_view import excerpt
from tests.assistant.channels.conftest import Served
from tests.assistant.fakes import MemoryLibrary
from tests.assistant.sample_plans import YUNLING_TEXT, yunling

if TYPE_CHECKING:
    from ingest.library import Library


def page(served: Served, start: int, end: int, query: str = "") -> tuple[str, dict[str, str]]:
    response = served.client.get(f"/source/yunling?start={start}&end={end}{query}")
    assert response.status_code == 200
    return response.text, dict(response.headers)


def test_quote_is_marked_in_the_whole_text(served: Served) -> None:
    words = "承诺一个工作日办结"
    start = YUNLING_TEXT.index(words)
    text, _ = page(served, start, start + len(words))
    tree = html.document_fromstring(text)
    marks = tree.xpath("//mark[@id='quote']")
    assert [mark.text_content() for mark in marks] == [words]
    assert tree.xpath("//main")[0].text_content() == YUNLING_TEXT
    header = tree.xpath("//header")[0].text_content()
    for word in (
        "云陵市“十四五”市场服务规划",
        "（一）改进登记服务",
        "yunling.txt",
        "第 11 行",
        "返回规划助手",
    ):
        assert word in header


def test_markup_in_a_document_is_only_text(served: Served) -> None:
    start = YUNLING_TEXT.index("<script>")
    text, headers = page(served, start, start + 8)
    tree = html.document_fromstring(text)
    assert not tree.xpath("//script")
    assert tree.xpath("//mark")[0].text_content() == "<script>"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy and "unsafe-inline" not in policy


def test_the_panel_has_no_way_out_of_the_conversation(served: Served) -> None:
    text, _ = page(served, 0, 3, "&panel=1")
    assert "返回规划助手" not in text


def test_nothing_is_fetched(served: Served) -> None:
    text, _ = page(served, 0, 3)
    assert not re.findall(r"(?:src|href)=\"(?!/|#)", text)
    assert "url(" not in text


@pytest.mark.parametrize("path", ["/source/nope?start=0&end=1", "/source/yunling?start=0&end=100000"])
def test_places_that_are_not_there(served: Served, path: str) -> None:
    """A citation of an old answer may outlive its plan: the user reads a page, not JSON."""
    response = served.client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert html.document_fromstring(response.text).xpath("//main")[0].text_content().endswith("。")


def test_every_response_is_protected(served: Served) -> None:
    for path in ("/v1/plans", "/source/yunling", "/v1/nothing", "/healthz"):
        headers = served.client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert headers["referrer-policy"] == "same-origin"


def test_no_page_that_loads_from_elsewhere(served: Served) -> None:
    """FastAPI's own documentation pages load their scripts from the internet."""
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert served.client.get(path).status_code == 404
    assert served.client.get("/v1/openapi.json").json()["info"]["title"] == "规划助手"


PAGED = replace(yunling(), page_starts=(0, 40, 40, 90))
"""Of four pages the second is blank."""


@pytest.mark.parametrize(
    ("start", "page"),
    [
        pytest.param(0, 1, id="the first"),
        pytest.param(39, 1, id="before a border"),
        pytest.param(40, 3, id="behind a border and a blank page"),
        pytest.param(len(YUNLING_TEXT) - 1, 4, id="the last"),
    ],
)
def test_the_page_of_a_place(start: int, page: int) -> None:
    library = cast("Library", MemoryLibrary(PAGED))
    found = excerpt(library, "yunling", start, start + 1, context=None)
    assert found.place.page == page
    assert found.pages == ((1, 0), (2, 40), (3, 40), (4, 90))


def test_page_marks_stand_where_pages_begin() -> None:
    library = cast("Library", MemoryLibrary(PAGED))
    tree = html.document_fromstring(source_html(excerpt(library, "yunling", 80, 100, context=None)))
    main = tree.xpath("//main")[0]
    assert [mark.text_content() for mark in main.xpath(".//span[@class='page']")] == [
        f"第 {number} 页" for number in range(1, 5)
    ]
    assert main.xpath(".//mark//span[@class='page']")[0].text_content() == "第 4 页"
    before, _, after = main.text_content().partition("第 4 页")
    assert before.endswith(YUNLING_TEXT[80:90]) and after.startswith(YUNLING_TEXT[90:100])
    around = excerpt(library, "yunling", 50, 60, context=20)
    assert around.pages == ((2, 40), (3, 40))


def test_the_api_tells_where_pages_begin(served: Served) -> None:
    answer = served.client.get("/v1/plans/yunling/source?start=0&end=3").json()
    assert answer["pages"] == []

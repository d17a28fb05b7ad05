"""The page that shows the original: everything escaped, the quote marked, nothing fetched."""

from __future__ import annotations

import re

import pytest
from lxml import html

from tests.assistant.channels.conftest import Served
from tests.assistant.sample_plans import YUNLING_TEXT


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
    assert served.client.get(path).status_code in (404, 422)


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

"""The page in a real browser: ask, read, open the source, rate. Needs Debian's chromium."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, Request, expect, sync_playwright

from assistant.channels.http.app import create_app
from assistant.channels.page.mount import mount_page
from assistant.service import Assistant
from assistant.settings import Settings
from tests.assistant.fakes import SetAnswers, fake_assistant
from tests.assistant.serving import serving

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS = 60
"""What is waited for at most; playwright's own five were not enough beside other programs."""
QUESTION = "推行一窗通办由谁牵头？"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and os.environ.get("CI") != "true", reason="Debian's chromium is not installed"
    ),
]


@dataclass(frozen=True)
class Site:
    address: str
    assistant: Assistant
    pipeline: SetAnswers


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("data")
    settings = Settings(data=data)
    assistant, pipeline = fake_assistant(data)
    app = mount_page(create_app(assistant, settings), assistant, settings)
    with assistant, serving(app) as address:
        # anyio loads its file module with the first file that is served; pytest rewrites it while loading, and CPython 3.11's
        # parser fails when that happens under playwright's greenlets. So it is loaded before the browser starts.
        httpx.get(f"{address}/favicon.ico").raise_for_status()
        yield Site(address, assistant, pipeline)


@pytest.fixture(scope="module")
def tab(site: Site) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        page = browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": 900})
        page.set_default_timeout(SECONDS * 1000)
        expect.set_options(timeout=SECONDS * 1000)
        yield page
        browser.close()


@pytest.fixture
def page(tab: Page, site: Site) -> Page:
    tab.goto(site.address)
    expect(tab.locator(".example").first).to_be_visible()
    return tab


def ask(page: Page, question: str = QUESTION) -> None:
    page.locator("#pa-question textarea").fill(question)
    page.locator("#pa-question textarea").press("Enter")
    expect(page.locator(".pa-foot")).to_be_visible()


def test_ask_and_open_the_source(page: Page) -> None:
    ask(page)
    expect(page.locator(".pa-question")).to_have_text(QUESTION)
    expect(page.locator(".pa-text")).to_contain_text("由市市场监管局牵头")
    rows = page.locator(".pa-table").first.locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text(re.compile("市财政局.*配合.*原文写明"))

    page.locator("a.pa-card").first.click()
    source = page.frame_locator("#pa-panel iframe")
    expect(source.locator("mark")).to_have_text(
        "推行一窗通办。开办企业的各项手续在一个窗口办结，承诺一个工作日办结。"
    )
    expect(source.locator("mark")).to_be_in_viewport()
    expect(source.locator("h1")).to_contain_text("云陵市")
    page.locator(".pa-panel-close").click()
    expect(page.locator("#pa-panel")).to_be_hidden()


def test_the_keyboard_opens_and_closes_the_source(page: Page) -> None:
    """The quote has the focus in the panel, so that the keys go to the frame; closed, it goes back to the citation."""
    ask(page)
    card = page.locator("a.pa-card").nth(1)
    card.focus()
    card.press("Enter")
    quote = page.frame_locator("#pa-panel iframe").locator("mark")
    expect(quote).to_be_in_viewport()
    quote.press("Escape")
    expect(page.locator("#pa-panel")).to_be_hidden()
    expect(page.locator("a.pa-source:focus")).to_have_attribute("href", card.get_attribute("href") or "")


def test_a_mark_in_the_text_opens_its_own_place(page: Page) -> None:
    ask(page)
    page.locator(".pa-text a.pa-mark").nth(1).click()
    source = page.frame_locator("#pa-panel iframe")
    expect(source.locator("mark")).to_have_text("经营主体总量（万户） 12.5 18 预期性")


def test_source_in_a_tab_of_its_own_lies_in_view(page: Page) -> None:
    ask(page)
    page.locator("a.pa-card").nth(1).click()
    with page.context.expect_page() as opened:
        page.locator(".pa-panel-open").click()
    expect(opened.value.locator("mark")).to_be_in_viewport(ratio=1)
    expect(opened.value.get_by_text("返回规划助手")).to_be_visible()
    opened.value.close()


def test_examples_come_from_the_library(page: Page, site: Site) -> None:
    examples = page.locator(".example").all_inner_texts()
    assert any("经营主体总量" in example for example in examples)
    page.locator(".example").first.click()
    expect(page.locator(".pa-foot")).to_be_visible()
    assert site.pipeline.asked[-1].text == examples[0].strip()


def test_choices_of_a_clarification_are_buttons(page: Page, site: Site) -> None:
    ask(page, "哪里的？")
    page.locator("#pa-chat .option", has_text="青禾县").click()
    expect(page.locator(".pa-foot")).to_have_count(2)
    asked = site.pipeline.asked[-1]
    assert asked.text == "青禾县"
    assert asked.history[0].question == "哪里的？"


def test_scope_is_chosen_from_the_library(page: Page, site: Site) -> None:
    page.locator("#pa-region input").click()
    page.get_by_role("option", name="青禾县").click()
    page.locator("#pa-plan input").click()
    expect(page.get_by_role("option")).to_have_count(2)  # all plans of the region, and its only one
    page.get_by_role("option", name="青禾县质量提升实施方案").click()
    ask(page)
    asked = site.pipeline.asked[-1]
    assert (asked.region, asked.plans) == ("青禾县", ("qinghe",))


def test_ratings_reach_the_log(page: Page, site: Site) -> None:
    ask(page)
    page.locator(".pa-up").click()
    expect(page.locator(".pa-up")).to_have_text("已记下，谢谢")
    page.locator(".pa-down").click()
    page.locator(".pa-comment input").fill("少了一个单位")
    page.locator(".pa-comment button").click()
    expect(page.locator(".pa-down")).to_have_text("已记下，谢谢")
    kept = site.assistant.answer_log.feedback()[-2:]
    assert [(item.rating, item.comment) for item in kept] == [("up", ""), ("down", "少了一个单位")]
    assert kept[0].question == QUESTION


@pytest.mark.parametrize(
    ("question", "word"),
    [
        pytest.param("问" * 3000, "最多 2000 个字", id="too long: refused, never cut without a word"),
        pytest.param("出错", "稍后再试", id="failure"),
    ],
)
def test_failures_are_told_in_the_chat(page: Page, question: str, word: str) -> None:
    page.locator("#pa-question textarea").fill(question)
    page.locator("#pa-question textarea").press("Enter")
    expect(page.locator(".pa-failed")).to_contain_text(word)


def test_blanks_ask_nothing(page: Page, site: Site) -> None:
    asked = len(site.pipeline.asked)
    page.locator("#pa-question textarea").fill("　")
    page.locator("#pa-question textarea").press("Enter")
    expect(page.locator("#pa-question textarea")).to_have_value("")
    expect(page.locator(".pa-question")).to_have_count(0)
    assert len(site.pipeline.asked) == asked


def test_two_users_are_answered_at_the_same_time(page: Page, site: Site) -> None:
    """Gradio's default answers one after the other: the first would wait for the second for ever."""
    assert page.context.browser is not None
    other = page.context.browser.new_page(locale="zh-CN")
    other.set_default_timeout(SECONDS * 1000)
    other.goto(site.address)
    expect(other.locator(".example").first).to_be_visible()
    for tab in (page, other):
        tab.locator("#pa-question textarea").fill("同时问")
        tab.locator("#pa-question textarea").press("Enter")
    for tab in (page, other):
        expect(tab.locator(".pa-foot")).to_be_visible()
        expect(tab.locator(".pa-question")).to_have_count(1)
    other.close()


def test_markup_in_a_question_is_only_text(page: Page) -> None:
    words = '<img src=x onerror="document.title=1"> **粗** [链](javascript:alert(1))'
    ask(page, words)
    expect(page.locator(".pa-question")).to_have_text(words)
    assert page.locator(".pa-question").locator("img, a, strong").count() == 0
    assert page.title() == "规划助手"


def test_new_conversation_forgets(page: Page, site: Site) -> None:
    ask(page)
    page.locator("#pa-anew").click()
    expect(page.locator(".pa-foot")).to_have_count(0)
    ask(page, "那配合单位呢？")
    assert site.pipeline.asked[-1].history == ()


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        pytest.param("GET", "/v1/nothing", 404, "not_found", id="no such address"),
        pytest.param("POST", "/v1/plans/a/b/c", 404, "not_found", id="too deep"),
        pytest.param("GET", "/v1/ask", 405, "method_not_allowed", id="a question is posted"),
        pytest.param("PUT", "/v1/plans", 405, "method_not_allowed", id="plans are posted"),
    ],
)
def test_addresses_that_are_not_served(site: Site, method: str, path: str, status: int, code: str) -> None:
    """The page takes every address that is left over, and would answer in English."""
    response = httpx.request(method, site.address + path)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_nothing_leaves_the_machine_and_nothing_is_english(site: Site, tab: Page) -> None:
    addresses: list[str] = []

    def note(request: Request) -> None:
        addresses.append(request.url)

    tab.on("request", note)
    tab.goto(site.address)
    expect(tab.locator(".example").first).to_be_visible()
    tab.remove_listener("request", note)
    assert [url for url in addresses if not url.startswith((site.address, "data:", "blob:"))] == []
    visible = tab.locator("body").inner_text()
    assert not re.search(r"[A-Za-z]{4,}", visible), visible
    read_out = tab.locator("[aria-label]").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )
    assert [words for words in read_out if re.search(r"[A-Za-z]{4,}", words)] == []


def test_a_lost_connection_is_told_in_chinese(page: Page) -> None:
    """Gradio's own message is English."""
    page.route("**/gradio_api/**", lambda route: route.abort())
    page.locator("#pa-question textarea").fill(QUESTION)
    page.locator("#pa-question textarea").press("Enter")
    told = page.locator(".toast-body").first
    expect(told.locator(".toast-message-text")).to_have_text(re.compile("连接断了|服务正忙"))
    assert not re.search(r"[A-Za-z]{4,}", told.inner_text())
    page.unroute("**/gradio_api/**")


def test_fits_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.locator("a.pa-card").first.click()
    panel = page.locator("#pa-panel").bounding_box()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert width <= 390
    assert panel is not None and panel["width"] == 390

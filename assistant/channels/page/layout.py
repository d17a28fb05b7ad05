"""What stands on the page and what happens on a click: one Gradio Blocks over one assistant."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.answer import Question
from assistant.channels.page.conversation import Conversation, Message, converse
from assistant.channels.page.example_questions import example_questions

if TYPE_CHECKING:
    from assistant.service import Assistant
    from ingest.library import Library

ALL = ""
"""The value of "all regions" and "all plans"."""

_MOST_WAITING = 200

_PANEL = (
    '<aside id="pa-panel" aria-label="原文" hidden><div class="pa-panel-bar"><b>原文</b>'
    '<span><a class="pa-panel-open" target="_blank" href="#">新标签页打开</a>'
    '<a role="button" tabindex="0" class="pa-panel-close">关闭</a></span></div>'
    '<iframe name="pa-source" title="原文"></iframe></aside>'
)
_WELCOME = (
    '<div class="pa-welcome"><h2>您想了解规划里的什么？</h2>'
    "<p>责任分工、指标目标、任务台账、工作要求，都可以用平常的话来问。<br>每句话都标明出处，点开就是原文。</p></div>"
)


def build_page(assistant: Assistant, *, concurrency: int) -> gr.Blocks:
    """The page; ``concurrency`` questions are answered at once, the others wait their turn."""
    with gr.Blocks(title="规划助手", analytics_enabled=False, fill_height=True, fill_width=True) as page:
        parts = _lay_out(assistant)
        _connect(page, parts, assistant, concurrency)
    page.queue(default_concurrency_limit=concurrency, max_size=_MOST_WAITING, api_open=False)
    return page


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and write."""

    head: gr.HTML
    chat: gr.Chatbot
    region: gr.Dropdown
    plan: gr.Dropdown
    anew: gr.Button
    text: gr.Textbox
    conversation: gr.State


def _lay_out(assistant: Assistant) -> _Parts:
    library = assistant.library
    conversation = gr.State(Conversation())
    head = gr.HTML(_head_html(library), elem_id="pa-head")
    chat = gr.Chatbot(
        elem_id="pa-chat",
        show_label=False,
        label="对话",
        container=False,
        height="100%",
        scale=1,
        layout="panel",
        autoscroll=False,  # the script keeps the question in view, so that reading begins at the answer's first line
        buttons=[],
        feedback_options=None,
        placeholder=_WELCOME,
        latex_delimiters=[],
        group_consecutive_messages=False,
    )
    with gr.Column(elem_id="pa-ask", scale=0):
        with gr.Row(elem_id="pa-scope"):
            region = gr.Dropdown(
                _region_choices(library), value=ALL, label="地区", container=False, elem_id="pa-region"
            )
            plan = gr.Dropdown(
                _plan_choices(library, ALL), value=ALL, label="规划", container=False, elem_id="pa-plan"
            )
            anew = gr.Button("新对话", size="sm", elem_id="pa-anew", scale=0)
        text = gr.Textbox(
            placeholder="请输入问题，按回车提问",
            show_label=False,
            label="问题",
            container=False,
            lines=1,
            max_lines=6,
            submit_btn="提问",
            autofocus=True,
            elem_id="pa-question",
        )
    gr.HTML(_PANEL, elem_id="pa-panel-holder")
    return _Parts(head, chat, region, plan, anew, text, conversation)


def _connect(page: gr.Blocks, parts: _Parts, assistant: Assistant, concurrency: int) -> None:
    def respond(
        text: str, region: str, plan: str, conversation: Conversation
    ) -> Iterator[tuple[str, list[Message], Conversation]]:
        if not text.strip():
            yield "", list(conversation.messages), conversation
            return
        question = Question(text, region=region or None, plans=(plan,) if plan else ())
        for grown in converse(assistant, conversation, question):
            yield "", list(grown.messages), grown

    def respond_to_choice(
        event: gr.SelectData, region: str, plan: str, conversation: Conversation
    ) -> Iterator[tuple[str, list[Message], Conversation]]:
        text = event.value["text"] if isinstance(event.value, dict) else event.value
        yield from respond(str(text), region, plan, conversation)

    def refresh() -> tuple[Any, Any, Any, str]:
        """A page that is opened shows the library as it is now."""
        library = assistant.library
        return (
            gr.Dropdown(choices=_region_choices(library), value=ALL),
            gr.Dropdown(choices=_plan_choices(library, ALL), value=ALL),
            gr.Chatbot(examples=[{"text": question} for question in example_questions(library)]),
            _head_html(library),
        )

    def narrow(region: str) -> Any:
        return gr.Dropdown(choices=_plan_choices(assistant.library, region), value=ALL)

    def begin_anew() -> tuple[str, list[Message], Conversation]:
        return "", [], Conversation()

    shown = [parts.text, parts.chat, parts.conversation]
    asking = {
        "outputs": shown,
        "concurrency_limit": concurrency,
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    at_once = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    scope = [parts.region, parts.plan, parts.conversation]
    parts.text.submit(respond, [parts.text, *scope], **asking)
    parts.chat.example_select(respond_to_choice, scope, **asking)
    parts.chat.option_select(respond_to_choice, scope, **asking)
    parts.anew.click(begin_anew, None, shown, **at_once)
    parts.region.change(narrow, parts.region, parts.plan, **at_once)
    page.load(
        refresh,
        None,
        [parts.region, parts.plan, parts.chat, parts.head],
        show_progress="hidden",
        api_visibility="private",
    )


def _head_html(library: Library) -> str:
    cards = library.plans()
    tasks = sum(card.counts.get("tasks", 0) for card in cards)
    indicators = sum(card.counts.get("indicators", 0) for card in cards)
    content = f"{len(cards)} 份规划 · {tasks} 项任务 · {indicators} 个指标" if cards else "库里还没有规划"
    return (
        '<header class="pa-head"><div class="pa-name"><span class="pa-logo" aria-hidden="true"></span>'
        "<h1>规划助手</h1><span>问责任分工、指标目标和工作要求，句句有出处</span></div>"
        f'<div class="pa-library">{html.escape(content)}</div></header>'
    )


def _region_choices(library: Library) -> list[tuple[str, str]]:
    regions = dict.fromkeys(card.plan.region for card in library.plans() if card.plan.region)
    return [("全部地区", ALL), *((region, region) for region in regions)]


def _plan_choices(library: Library, region: str) -> list[tuple[str, str]]:
    plans = [card.plan for card in library.plans() if region in (ALL, card.plan.region)]
    return [("全部规划", ALL), *((plan.title or plan.file, plan.id) for plan in plans)]

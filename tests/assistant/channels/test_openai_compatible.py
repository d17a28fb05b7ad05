"""The OpenAI-compatible address, spoken to by the real client."""

from __future__ import annotations

from typing import Any

import openai
import pytest

from assistant.answer import Exchange
from tests.assistant.channels.conftest import Served


@pytest.fixture
def client(served: Served) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{served.base_url}/v1", api_key="none", max_retries=0)


def test_models(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["plan-assistant"]


def test_completion_carries_its_sources(client: openai.OpenAI, served: Served) -> None:
    completion = client.chat.completions.create(
        model="plan-assistant",
        messages=[{"role": "user", "content": "推行一窗通办由谁牵头？"}],
        temperature=0,
    )
    text = completion.choices[0].message.content or ""
    assert "由市市场监管局牵头" in text
    assert "参考来源" in text
    assert f"{served.base_url}/source/yunling?start=" in text
    extra: dict[str, Any] = completion.model_extra or {}
    assert [citation["n"] for citation in extra["citations"]] == [1, 2]
    assert extra["citations"][0]["source"]["file"] == "yunling.txt"
    assert extra["status"] == "answered"
    assert completion.choices[0].finish_reason == "stop"


def test_stream_joins_to_the_same_text(client: openai.OpenAI) -> None:
    messages: list[Any] = [{"role": "user", "content": "推行一窗通办由谁牵头？"}]
    whole = client.chat.completions.create(model="plan-assistant", messages=messages)
    chunks = list(client.chat.completions.create(model="plan-assistant", messages=messages, stream=True))
    assert (
        "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == whole.choices[0].message.content
    )
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert len((chunks[-1].model_extra or {})["citations"]) == 2


def test_earlier_messages_are_history(client: openai.OpenAI, served: Served) -> None:
    answer = "由市市场监管局牵头[1]。\n\n---\n\n**参考来源**\n\n- [1] 《规划》"
    client.chat.completions.create(
        model="anything",
        messages=[
            {"role": "system", "content": "你是诗人。"},
            {"role": "user", "content": "谁牵头？"},
            {"role": "assistant", "content": answer},
            {"role": "user", "content": [{"type": "text", "text": "那配合单位呢？"}]},
        ],
        extra_body={"region": "云陵市", "plans": ["yunling"]},
    )
    asked = served.pipeline.asked[-1]
    assert asked.text == "那配合单位呢？"
    assert asked.history == (Exchange("谁牵头？", "由市市场监管局牵头[1]。"),)
    assert (asked.region, asked.plans) == ("云陵市", ("yunling",))


def test_choices_of_a_clarification_stand_in_the_text(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(model="m", messages=[{"role": "user", "content": "哪里的？"}])
    assert "- 青禾县" in (completion.choices[0].message.content or "")


@pytest.mark.parametrize(
    ("messages", "word"),
    [
        pytest.param([{"role": "user", "content": " "}], "空", id="empty question"),
        pytest.param([{"role": "user", "content": "问" * 10_000}], "2000", id="10,000 characters"),
        pytest.param(
            [{"role": "user", "content": "谁？"}, {"role": "assistant", "content": "。"}],
            "用户",
            id="answer last",
        ),
        pytest.param([], "messages", id="no messages"),
    ],
)
def test_bad_requests(client: openai.OpenAI, messages: list[Any], word: str) -> None:
    for stream in (False, True):
        with pytest.raises(openai.UnprocessableEntityError) as caught:
            client.chat.completions.create(model="m", messages=messages, stream=stream)
        assert word in str(caught.value)


def test_failure_in_a_stream_is_an_error_of_the_client(client: openai.OpenAI) -> None:
    stream = client.chat.completions.create(
        model="m", messages=[{"role": "user", "content": "出错"}], stream=True
    )
    with pytest.raises(openai.APIError, match="稍后再试"):
        list(stream)

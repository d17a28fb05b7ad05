"""Systems behind an OpenAI chat address: what is sent, what is read, what is judged."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from assistant.answer import AnswerStatus
from evals.chat_answerer import ChatAnswerer, is_chat_address
from evals.questions.gold import Turn
from evals.run import run_questions
from evals.status_from_words import status_from_words
from tests.evals.test_harness import CONTENT_QUESTION, REFUSAL_QUESTION, UNITS_QUESTION, VALUE_QUESTION

ADDRESS = "http://test/openai/v1/chat/completions"


def chat_system(reply: dict[str, Any], seen: list[dict[str, Any]]) -> httpx.Client:
    def serve(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/openai/v1/chat/completions":
            return httpx.Response(404)
        seen.append(json.loads(request.content))
        return httpx.Response(200, json=reply)

    return httpx.Client(base_url="http://test", transport=httpx.MockTransport(serve))


def completion(text: str, **extra: Any) -> dict[str, Any]:
    return {"choices": [{"message": {"role": "assistant", "content": text}}], **extra}


def test_a_system_that_only_talks_is_judged_by_its_words_alone() -> None:
    seen: list[dict[str, Any]] = []
    question = VALUE_QUESTION.model_copy(
        update={"region": "云陵市", "history": (Turn(question="你好", answer="您好"),)}
    )
    text = "云陵市2025年经营主体总量目标为32.6万户，属预期性指标。"
    usage = {"prompt_tokens": 900, "completion_tokens": 30}
    client = chat_system(completion(text, usage=usage), seen)
    with ChatAnswerer(ADDRESS, model="some-model", plan_ids=frozenset({"yunling"}), client=client) as system:
        assert system.plan_ids == {"yunling"}
        (record,) = run_questions([question], system)
    assert seen[0]["model"] == "some-model"
    assert [message["content"] for message in seen[0]["messages"]] == [
        "你好",
        "您好",
        "（只看云陵市的规划）云陵市2025年经营主体总量目标是多少",
    ]
    assert {check.name for check in record.checks} == {"answered", "values"}, (
        "no citation is sent, none is judged"
    )
    assert record.right
    assert record.answer.trace["usage"]["prompt_tokens"] == 900


def test_units_are_looked_for_in_the_text() -> None:
    client = chat_system(completion("由县应急管理局牵头。"), [])
    with ChatAnswerer(ADDRESS, client=client) as system:
        (record,) = run_questions([UNITS_QUESTION], system)
    check = record.score("units")
    assert check is not None
    assert check.problems == ("县水利局 is not named",)


def test_extra_fields_are_judged_and_the_list_of_references_is_no_part_of_the_answer() -> None:
    citation = {"n": 1, "plan_id": "qinghe", "quote": "开展防汛演练"}
    text = "每年汛前演练[1]\n\n---\n\n**参考来源**\n\n- [1] 《青禾县防汛规划》第 99 条"
    reply = completion(text, status="answered", citations=[citation])
    with ChatAnswerer(ADDRESS, client=chat_system(reply, [])) as system:
        (record,) = run_questions([CONTENT_QUESTION], system)
    assert record.answer.answer == "每年汛前演练[1]"
    assert {check.name for check in record.checks} >= {"citation_recall", "key_facts"}
    assert [check.name for check in record.checks if not check.passed] == []


def test_a_refusal_in_words_is_a_refusal() -> None:
    client = chat_system(completion("资料中没有提到这一目标。"), [])
    with ChatAnswerer(ADDRESS, client=client) as system:
        (record,) = run_questions([REFUSAL_QUESTION], system)
    assert record.answer.status is AnswerStatus.NOT_FOUND
    assert record.right


def test_a_reply_without_a_message_is_an_error_of_that_question() -> None:
    with ChatAnswerer(ADDRESS, client=chat_system({"error": "busy"}, [])) as system:
        (record,) = run_questions([CONTENT_QUESTION], system)
    assert record.error == "ValueError: the completion holds no message"


def test_chat_addresses_are_told_from_others() -> None:
    assert is_chat_address("http://host/v1/chat/completions/")
    assert not is_chat_address("http://host:7860")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("", AnswerStatus.NOT_FOUND, id="nothing said"),
        pytest.param("抱歉，我无法回答。", AnswerStatus.NOT_FOUND, id="sorry"),
        pytest.param("根据提供的资料，未提及2030年的目标。", AnswerStatus.NOT_FOUND, id="not mentioned"),
        pytest.param("规划中没有这一指标。", AnswerStatus.NOT_FOUND, id="plainly not there"),
        pytest.param("请问您想了解哪个地区？", AnswerStatus.CLARIFY, id="asks which"),
        pytest.param("请说明是哪里的规划。", AnswerStatus.CLARIFY, id="asks to say which"),
        pytest.param("到2025年达到9.5万户。", AnswerStatus.ANSWERED, id="a fact"),
        pytest.param(
            "由区民政局牵头，区财政局、区住房城乡建设局、区卫生健康局配合，分三年推进老旧小区适老化改造，其中第二年完成过半；"
            "各街道负责摸底登记。资料没有说明经费。",
            AnswerStatus.ANSWERED,
            id="an answer that ends with what is not said",
        ),
    ],
)
def test_status_from_words(text: str, status: AnswerStatus) -> None:
    assert status_from_words(text) is status

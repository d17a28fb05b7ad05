"""``POST /v1/ask`` and ``/v1/feedback`` over a real server."""

from __future__ import annotations

import json

import httpx
import pytest

from assistant.answer import Exchange
from tests.assistant.channels.conftest import Served

STREAM = {"Accept": "text/event-stream"}


def events_of(body: str) -> list[tuple[str, dict[str, object]]]:
    """The events of a stream as an SSE client sees them."""
    events = []
    for block in body.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line)
        if fields:
            events.append((fields["event"], json.loads(fields["data"])))
    return events


def test_answer_has_the_public_shape(served: Served) -> None:
    answer = served.client.post("/v1/ask", json={"question": "推行一窗通办由谁牵头？"}).json()
    assert set(answer) == {
        "id",
        "conversation_id",
        "status",
        "answer",
        "citations",
        "units",
        "indicators",
        "clarification",
        "model",
        "elapsed_ms",
        "kind",
        "usage",
    }
    assert answer["usage"] is None, "no language model was asked"
    assert answer["status"] == "answered"
    citation = answer["citations"][0]
    assert set(citation) == {
        "n",
        "plan_id",
        "plan_title",
        "region",
        "record_type",
        "record_id",
        "section",
        "quote",
        "source",
    }
    assert citation["record_type"] == "task"
    source = citation["source"]
    text = served.assistant.library.source_text("yunling")
    assert source["file"] == "yunling.txt" and source["page"] is None
    assert text[source["start"] : source["end"]] == citation["quote"]
    assert answer["units"][1] == {
        "name": "市财政局",
        "role": "cooperating",
        "basis": "stated",
        "task": "推行一窗通办",
        "citation": 1,
    }
    assert answer["indicators"][0]["values"] == {"2020": "12.5", "2025": "18"}


def test_clarification_carries_its_options(served: Served) -> None:
    answer = served.client.post("/v1/ask", json={"question": "哪里的？"}).json()
    assert answer["status"] == "clarify"
    assert answer["clarification"] == {"question": "请问是哪个地区？", "options": ["云陵市", "青禾县"]}


def test_scope_and_history_reach_the_pipeline(served: Served) -> None:
    body = {
        "question": " 那配合单位呢？ ",
        "history": [{"question": "谁牵头？", "answer": "市市场监管局"}],
        "region": "云陵市",
        "plans": ["yunling"],
        "limit": 3,
    }
    assert served.client.post("/v1/ask", json=body).status_code == 200
    asked = served.pipeline.asked[-1]
    assert asked.text == "那配合单位呢？"
    assert asked.history == (Exchange("谁牵头？", "市市场监管局"),)
    assert (asked.region, asked.plans, asked.limit) == ("云陵市", ("yunling",), 3)


def test_conversation_is_remembered(served: Served) -> None:
    first = served.client.post("/v1/ask", json={"question": "一窗通办谁牵头？"}).json()
    follow = {"question": "那配合单位呢？", "conversation_id": first["conversation_id"]}
    second = served.client.post("/v1/ask", json=follow).json()
    assert second["conversation_id"] == first["conversation_id"]
    assert second["id"] != first["id"]
    assert served.pipeline.asked[-1].history == (Exchange("一窗通办谁牵头？", first["answer"]),)


def test_stream_ends_with_the_whole_answer(served: Served) -> None:
    response = served.client.post("/v1/ask", json={"question": "谁牵头？"}, headers=STREAM)
    assert response.headers["content-type"].startswith("text/event-stream")
    events = events_of(response.text)
    kinds = [kind for kind, _ in events]
    assert kinds == ["status", "delta", "delta", "answer"]
    deltas = "".join(str(data["text"]) for kind, data in events if kind == "delta")
    assert deltas == events[-1][1]["answer"]
    assert events[-1][1]["id"]


def test_stream_tells_a_failure_as_its_last_event(served: Served) -> None:
    events = events_of(served.client.post("/v1/ask", json={"question": "出错"}, headers=STREAM).text)
    kind, data = events[-1]
    assert kind == "error"
    assert "planted" not in str(data)
    assert "稍后再试" in str(data)


@pytest.mark.parametrize("headers", [pytest.param({}, id="json"), pytest.param(STREAM, id="stream")])
@pytest.mark.parametrize(
    ("body", "status", "code", "word"),
    [
        pytest.param({"question": ""}, 422, "question_empty", "空", id="empty"),
        pytest.param({"question": " 　\n"}, 422, "question_empty", "空", id="only blanks"),
        pytest.param({"question": "问" * 10_000}, 422, "question_too_long", "2000", id="10,000 characters"),
        pytest.param({"question": "问" * 2001}, 422, "question_too_long", "2000", id="one over the limit"),
        pytest.param(
            {"question": "谁？", "plans": ["nope"]}, 404, "plan_not_found", "nope", id="unknown plan"
        ),
        pytest.param({}, 422, "invalid_request", "question", id="no question"),
        pytest.param({"question": 3}, 422, "invalid_request", "文字", id="a number"),
        pytest.param(
            {"question": "谁？", "limit": 0}, 422, "invalid_request", "limit", id="limit of nothing"
        ),
    ],
)
def test_bad_questions(
    served: Served, body: dict[str, object], status: int, code: str, word: str, headers: dict[str, str]
) -> None:
    response = served.client.post("/v1/ask", json=body, headers=headers)
    assert response.status_code == status
    error = response.json()["error"]
    assert error["code"] == code
    assert word in error["message"]


def test_longest_question_is_answered(served: Served) -> None:
    assert served.client.post("/v1/ask", json={"question": "问" * 2000}).status_code == 200


@pytest.mark.parametrize(
    ("content", "kind", "word"),
    [
        pytest.param("{", "application/json", "不是合法的 JSON。", id="broken"),
        pytest.param("[]", "application/json", "应当是 JSON 对象", id="a list"),
        pytest.param("", "application/json", "应当是 JSON 对象", id="nothing"),
        pytest.param(
            '{"question": "谁？"}',
            "text/plain",
            "application/json",
            id="not said to be JSON, as curl -d does",
        ),
    ],
)
def test_body_that_is_no_json_object(served: Served, content: str, kind: str, word: str) -> None:
    response = served.client.post("/v1/ask", content=content.encode(), headers={"Content-Type": kind})
    assert response.status_code == 422
    assert word in response.json()["error"]["message"]


def test_description_names_the_shape_of_failures(served: Served) -> None:
    paths = served.client.get("/v1/openapi.json").json()["paths"]
    for path, methods in paths.items():
        for one in methods.values() if path.startswith("/v1") else ():
            shape = one["responses"]["4XX"]["content"]["application/json"]["schema"]["$ref"]
            assert (shape.rpartition("/")[2], "422" in one["responses"]) == ("ErrorOut", False), path


def test_surprise_is_told_in_chinese(served: Served) -> None:
    with httpx.Client(base_url=served.base_url) as client:
        response = client.post("/v1/ask", json={"question": "出错"})
    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal_error"
    assert "planted" not in response.text


def test_feedback_is_kept(served: Served) -> None:
    answer = served.client.post("/v1/ask", json={"question": "谁牵头？"}).json()
    body = {"answer_id": answer["id"], "rating": "down", "comment": " 少了市税务局 "}
    assert served.client.post("/v1/feedback", json=body).json() == {"accepted": True}
    kept = served.assistant.answer_log.feedback("down")[-1]
    assert (kept.answer_id, kept.comment, kept.question) == (answer["id"], "少了市税务局", "谁牵头？")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param({"answer_id": "x", "rating": "up"}, 404, id="no such answer"),
        pytest.param({"answer_id": "x", "rating": "sideways"}, 422, id="no such rating"),
        pytest.param({"rating": "up"}, 422, id="no answer named"),
    ],
)
def test_bad_feedback(served: Served, body: dict[str, str], status: int) -> None:
    response = served.client.post("/v1/feedback", json=body)
    assert response.status_code == status
    assert response.json()["error"]["message"]

"""The OpenAI-compatible door: ``POST /v1/chat/completions`` (streaming too) and ``GET /v1/models``.

The answer's references stand in the text as a list, and as data in the extra field ``citations``. The sampling parameters
of the protocol are taken and ignored: there is one answer to a question.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field
from starlette.responses import Response

from assistant.answer import Answer, AnswerEvent, EventKind, Exchange, Question
from assistant.channels.http.answer_schemas import AnswerOut
from assistant.channels.http.dependencies import AssistantDep
from assistant.channels.http.errors import ApiError
from assistant.channels.http.routes_ask import EVENT_STREAM, STREAM_HEADERS
from assistant.channels.rendering import answer_text, reference_list

router = APIRouter(prefix="/v1", tags=["OpenAI 兼容"])

MODEL_NAME = "plan-assistant"
_REFERENCE_BREAK = "\n\n---\n\n"


class ContentPart(BaseModel):
    type: str
    text: str = ""


class ChatMessage(BaseModel):
    role: str
    content: str | Annotated[list[ContentPart], Field(max_length=100)] | None = None

    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class ChatRequest(BaseModel):
    """``region``, ``plans`` and ``conversation_id`` are extra fields that limit the question as in ``/v1/ask``."""

    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=500)]
    model: str = MODEL_NAME
    stream: bool = False
    region: Annotated[str, Field(max_length=100)] | None = None
    plans: Annotated[list[str], Field(max_length=1000)] = []
    conversation_id: Annotated[str, Field(min_length=1, max_length=100)] | None = None

    def to_question(self) -> Question:
        """The last user message as the question, the pairs before it as history; system messages carry no facts."""
        spoken = [message for message in self.messages if message.role in ("user", "assistant")]
        if not spoken or spoken[-1].role != "user":
            raise ApiError(422, "no_user_message", "最后一条消息应当是用户的问题。")
        return Question(
            text=spoken[-1].text(),
            conversation_id=self.conversation_id,
            history=_exchanges(spoken[:-1]),
            region=(self.region or "").strip() or None,
            plans=tuple(self.plans),
        )


def _exchanges(spoken: list[ChatMessage]) -> tuple[Exchange, ...]:
    pairs: list[Exchange] = []
    asked = None
    for message in spoken:
        if message.role == "user":
            asked = message.text()
        elif asked is not None:
            answer, _, _ = message.text().partition(_REFERENCE_BREAK)
            pairs.append(Exchange(asked, answer))
            asked = None
    return tuple(pairs)


@router.get("/models")
def models(request: Request) -> dict[str, Any]:
    """The one model of this address."""
    entry = {
        "id": MODEL_NAME,
        "object": "model",
        "created": request.app.state.started,
        "owned_by": MODEL_NAME,
    }
    return {"object": "list", "data": [entry]}


@router.post("/chat/completions")
def chat_completions(body: ChatRequest, request: Request, assistant: AssistantDep) -> Response:
    """One answer as a chat completion, or as chunks with ``"stream": true``."""
    question = body.to_question()
    base_url = str(request.base_url).rstrip("/")
    if body.stream:
        chunks = _chunks(assistant.stream(question), base_url)
        return StreamingResponse(chunks, media_type=EVENT_STREAM, headers=STREAM_HEADERS)
    answer = assistant.ask(question)
    message = {"role": "assistant", "content": answer_text(answer) + _references(answer, base_url)}
    return JSONResponse(
        {
            "id": f"chatcmpl-{answer.id}",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": MODEL_NAME,
            "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
            **_extra_fields(answer),
        }
    )


def _references(answer: Answer, base_url: str) -> str:
    references = reference_list(answer, base_url)
    return _REFERENCE_BREAK + references if references else ""


def _extra_fields(answer: Answer) -> dict[str, Any]:
    public = AnswerOut.of(answer).model_dump(mode="json")
    return {
        "citations": public["citations"],
        "units": public["units"],
        "indicators": public["indicators"],
        "status": public["status"],
        "kind": public["kind"],
        "usage": public["usage"],
        "answer_id": answer.id,
        "conversation_id": answer.conversation_id,
    }


def _chunks(events: Iterable[AnswerEvent], base_url: str) -> Iterator[str]:
    head = {
        "id": f"chatcmpl-{uuid.uuid4().hex}",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": MODEL_NAME,
    }

    def chunk(delta: dict[str, str], finish: str | None = None, **extra: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return f"data: {json.dumps({**head, 'choices': [choice], **extra}, ensure_ascii=False)}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    sent = ""
    for event in events:
        if event.kind is EventKind.DELTA:
            sent += event.text
            yield chunk({"content": event.text})
        elif event.kind is EventKind.ERROR:
            error = {"message": event.text, "type": "server_error", "code": "answer_failed"}
            yield f"data: {json.dumps({'error': error}, ensure_ascii=False)}\n\n"
        elif event.kind is EventKind.ANSWER and event.answer is not None:
            rest = answer_text(event.answer).removeprefix(sent) + _references(event.answer, base_url)
            if rest:
                yield chunk({"content": rest})
            yield chunk({}, "stop", **_extra_fields(event.answer))
    yield "data: [DONE]\n\n"

"""Asking and rating: ``POST /v1/ask``, ``POST /v1/feedback``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.responses import Response

from assistant.answer import AnswerEvent, EventKind
from assistant.channels.http.answer_schemas import Accepted, AnswerOut, AskRequest, FeedbackRequest
from assistant.channels.http.dependencies import AssistantDep

router = APIRouter(prefix="/v1", tags=["问答"])

EVENT_STREAM = "text/event-stream"
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@router.post("/ask", response_model=AnswerOut)
def ask(body: AskRequest, request: Request, assistant: AssistantDep) -> Response:
    """One answer; with ``Accept: text/event-stream`` as events ``status``, ``delta``, ``answer``, ``error``."""
    question = body.to_question()
    if EVENT_STREAM in request.headers.get("accept", ""):
        events = assistant.stream(question)
        return StreamingResponse(_server_sent(events), media_type=EVENT_STREAM, headers=STREAM_HEADERS)
    return JSONResponse(AnswerOut.of(assistant.ask(question)).model_dump(mode="json"))


@router.post("/feedback")
def feedback(body: FeedbackRequest, assistant: AssistantDep) -> Accepted:
    """Keep what a user thought of an answer."""
    assistant.rate(body.answer_id, body.rating, body.comment.strip())
    return Accepted()


def _server_sent(events: Iterable[AnswerEvent]) -> Iterator[str]:
    for event in events:
        data: object
        if event.kind is EventKind.ANSWER and event.answer is not None:
            data = AnswerOut.of(event.answer).model_dump(mode="json")
        elif event.kind is EventKind.ERROR:
            data = {"error": {"code": "answer_failed", "message": event.text}}
        else:
            data = {"text": event.text}
        yield f"event: {event.kind.value}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"

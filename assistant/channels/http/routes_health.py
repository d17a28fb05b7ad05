"""Liveness, readiness and Prometheus' numbers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from assistant.channels.http.dependencies import AssistantDep
from assistant.channels.http.metrics import Metrics
from ingest.errors import LibraryError

router = APIRouter(tags=["运行"])


@router.get("/healthz")
def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def ready(assistant: AssistantDep) -> JSONResponse:
    """The library can be read; 503 where it cannot."""
    try:
        plans = len(assistant.library.plans())
    except LibraryError as error:
        return JSONResponse({"status": "unavailable", "message": error.user_message}, status_code=503)
    return JSONResponse({"status": "ready", "plans": plans})


@router.get("/metrics")
def numbers(request: Request, assistant: AssistantDep) -> Response:
    """Counters and durations in Prometheus' text format."""
    metrics: Metrics = request.app.state.metrics
    answers, ratings = assistant.answer_log.counts()
    text, content_type = metrics.exposition(
        plans=len(assistant.library.plans()),
        answers=answers,
        ratings=ratings,
        models=assistant.answer_log.models(),
        use=assistant.model_use,
    )
    return Response(text, media_type=content_type)

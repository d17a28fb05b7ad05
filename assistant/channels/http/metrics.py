"""What is counted: requests by route and status, their duration, and the answers that were given."""

from __future__ import annotations

import time
from collections.abc import Mapping

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
)
from prometheus_client import generate_latest as render
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.answering.finish_answer import BUILTIN, NOT_USED
from assistant.service import ModelUse

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """The numbers of one app, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "plan_assistant_requests_total",
            "HTTP requests",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "plan_assistant_request_seconds",
            "Seconds until a response was complete",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._answers = Gauge(
            "plan_assistant_answers", "Answers in the answer log", ("status",), registry=self._registry
        )
        self._ratings = Gauge(
            "plan_assistant_ratings", "Ratings in the answer log", ("rating",), registry=self._registry
        )
        self._wordings = Gauge(
            "plan_assistant_answers_by_wording",
            "Answers in the answer log by who worded them: composed, model, or composed because the model's words were not used",
            ("wording", "model", "reason"),
            registry=self._registry,
        )
        self._model_replies = Gauge(
            "plan_assistant_model_replies",
            "Replies of the language model since the start",
            registry=self._registry,
        )
        self._model_seconds = Gauge(
            "plan_assistant_model_seconds",
            "Seconds spent on the language model since the start",
            registry=self._registry,
        )
        self._model_tokens = Gauge(
            "plan_assistant_model_tokens",
            "Tokens sent to and taken from the language model since the start, counted with cl100k",
            ("kind",),
            registry=self._registry,
        )
        self._plans = Gauge("plan_assistant_plans", "Plans in the library", registry=self._registry)

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def exposition(
        self,
        *,
        plans: int,
        answers: Mapping[str, int],
        ratings: Mapping[str, int],
        models: Mapping[str, int],
        use: ModelUse,
    ) -> tuple[bytes, str]:
        """The text and its content type. What the stores know is told as it stands now, whichever door it came through."""
        self._plans.set(plans)
        for status, count in answers.items():
            self._answers.labels(status).set(count)
        for rating, count in ratings.items():
            self._ratings.labels(rating).set(count)
        for model, count in models.items():
            self._wordings.labels(*_wording(model)).set(count)
        self._model_replies.set(use.replies)
        self._model_seconds.set(use.seconds)
        self._model_tokens.labels("prompt").set(use.prompt_tokens)
        self._model_tokens.labels("answer").set(use.answer_tokens)
        return render(self._registry), CONTENT_TYPE_LATEST


def _wording(model: str) -> tuple[str, str, str]:
    """(wording, model, reason) of what ``Answer.model`` says."""
    if model == BUILTIN:
        return "composed", "", ""
    found = NOT_USED.match(model)
    return ("not_used", found.group("model"), found.group("reason")) if found else ("model", model, "")


class MeasureRequests:
    """ASGI middleware: counts a request under its route's template, so that ids do not become labels."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            route = getattr(scope.get("route"), "path", "page")
            self._metrics.observe(scope["method"], route, status, time.perf_counter() - started)

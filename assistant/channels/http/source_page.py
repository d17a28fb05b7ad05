"""``GET /source/{plan_id}``: the original text as a page of its own, the quote lit and scrolled to."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from assistant.channels.http.dependencies import AssistantDep
from assistant.channels.source_html import POLICY, failure_html, source_html
from assistant.channels.source_view import PlaceUnknown, excerpt
from ingest.errors import PlanNotFound

router = APIRouter(tags=["原文"])

_WHOLE_TEXT_CHARACTERS = 600_000
_WINDOW_CHARACTERS = 100_000


@router.get("/source/{plan_id}", response_class=HTMLResponse)
def source_page(
    plan_id: str,
    assistant: AssistantDep,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int | None, Query(ge=0)] = None,
    panel: bool = False,
) -> HTMLResponse:
    """The whole text of a plan; of a very long one the neighbourhood of the quote. What fails is a page too: users read it."""
    try:
        whole = len(assistant.library.source_text(plan_id)) <= _WHOLE_TEXT_CHARACTERS
        found = excerpt(
            assistant.library,
            plan_id,
            start,
            start if end is None else end,
            context=None if whole else _WINDOW_CHARACTERS,
        )
    except (PlanNotFound, PlaceUnknown) as error:
        status = HTTPStatus.NOT_FOUND
        return HTMLResponse(failure_html(error.user_message), status, {"Content-Security-Policy": POLICY})
    return HTMLResponse(source_html(found, in_panel=panel), headers={"Content-Security-Policy": POLICY})

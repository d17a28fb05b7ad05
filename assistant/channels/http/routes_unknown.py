"""Addresses under ``/v1`` that no route serves: without these they would fall to the page, which answers in English."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.routing import Match

router = APIRouter()


@router.api_route(
    "/v1/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False
)
def unknown(rest: str, request: Request) -> None:
    """404, or 405 where another method is served."""
    other_method = any(route.matches(request.scope)[0] is Match.PARTIAL for route in request.app.routes)
    raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED if other_method else HTTPStatus.NOT_FOUND)

"""Every failure as ``{"error": {"code", "message"}}`` with a Chinese message and a fitting status."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from http import HTTPStatus

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from assistant import errors as assistant_errors
from assistant.channels.http.record_schemas import Shape
from assistant.channels.source_view import PlaceUnknown
from ingest import errors as ingest_errors

log = logging.getLogger(__name__)

_STATUS_OF: tuple[tuple[type[Exception], int], ...] = (
    (assistant_errors.TooBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    (assistant_errors.QuestionRefused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (assistant_errors.AnswerUnknown, HTTPStatus.NOT_FOUND),
    (PlaceUnknown, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ingest_errors.PlanNotFound, HTTPStatus.NOT_FOUND),
    (ingest_errors.LibraryLocked, HTTPStatus.CONFLICT),
    (ingest_errors.LibraryError, HTTPStatus.SERVICE_UNAVAILABLE),
    (ingest_errors.LimitExceeded, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (ingest_errors.ReadError, HTTPStatus.UNPROCESSABLE_ENTITY),
)
_MESSAGE_OF_STATUS = {
    400: "请求的格式不对。",
    401: "需要管理密钥。",
    403: "不允许这样做。",
    404: "没有这个地址。",
    405: "这个地址不支持这种请求方法。",
    413: "请求太大。",
    415: "请求的内容类型不支持。",
}
_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")  # PlanNotFound → Plan|Not|Found

_FIELD_PROBLEMS = {
    "missing": "缺少字段",
    "string_type": "应当是文字",
    "int_parsing": "应当是整数",
    "int_type": "应当是整数",
    "string_too_long": "太长",
    "string_too_short": "太短",
    "too_long": "项目太多",
    "too_short": "项目太少",
    "literal_error": "不在可选的值之内",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "list_type": "应当是列表",
    "enum": "不在可选的值之内",
}


class ErrorBody(Shape):
    code: str
    message: str


class ErrorOut(Shape):
    error: ErrorBody


class ApiError(HTTPException):
    """An expected failure of a route: a status, a stable code and a Chinese message."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(status, message)
        self.code = code


def error_code(error: Exception) -> str:
    """ "plan_not_found" for ``PlanNotFound``; the assistant's errors carry theirs."""
    if isinstance(error, assistant_errors.AssistantError):
        return error.code
    return _WORD_START.sub("_", type(error).__name__).lower()


def error_response(status: int, code: str, message: str) -> JSONResponse:
    body = ErrorOut(error=ErrorBody(code=code, message=message))
    return JSONResponse(body.model_dump(), status_code=status)


def install(app: FastAPI) -> None:
    """Give the app its handlers."""
    app.add_exception_handler(assistant_errors.AssistantError, _known)
    app.add_exception_handler(ingest_errors.IngestError, _known)
    app.add_exception_handler(StarletteHTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _surprise)


def _known(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, assistant_errors.AssistantError | ingest_errors.IngestError)
    status = next(
        (status for kind, status in _STATUS_OF if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR
    )
    return error_response(status, error_code(error), error.user_message)


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, StarletteHTTPException)
    if isinstance(error, ApiError):
        response = error_response(error.status_code, error.code, str(error.detail))
    else:
        message = _MESSAGE_OF_STATUS.get(error.status_code, "请求没有成功。")
        code = HTTPStatus(error.status_code).name.lower()
        response = error_response(error.status_code, code, message)
    if error.headers:
        response.headers.update(error.headers)
    return response


def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    problems = [_problem_words(str(problem["type"]), problem["loc"][1:]) for problem in error.errors()[:5]]
    message = "请求不符合要求：" + "；".join(problems) + "。"
    return error_response(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", message)


def _problem_words(kind: str, place: Sequence[object]) -> str:
    """What is wrong with one part of a request; ``place`` is empty for the body as a whole."""
    if kind == "json_invalid":
        return "内容不是合法的 JSON"
    if not place:
        return "内容应当是 JSON 对象，Content-Type 应当是 application/json"
    return f"{'.'.join(map(str, place))} {_FIELD_PROBLEMS.get(kind, '不符合要求')}"


def _surprise(request: Request, error: Exception) -> JSONResponse:
    log.error("unexpected failure of %s", request.url.path, exc_info=error)
    message = "服务出了意外，请稍后再试；问题已记入日志。"
    return error_response(HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", message)

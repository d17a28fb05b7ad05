"""The catalogue: plans, their records and source; adding and removing plans with the admin key."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from starlette.datastructures import FormData, UploadFile

from assistant.channels.http.dependencies import AdminDep, AssistantDep, SettingsDep
from assistant.channels.http.errors import ApiError
from assistant.channels.http.record_schemas import PageStart, PlanCardOut, PlanList, RecordsOut, SourceExcerpt
from assistant.channels.http.register_schemas import IngestReportOut, Removed
from assistant.channels.source_view import excerpt

router = APIRouter(prefix="/v1/plans", tags=["规划"])

_MAX_NAME_BYTES = 200
_UPLOADING = threading.Lock()
_MAX_FILES = 200
_MOST_REASONS = 3
_UPLOAD_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                }
            }
        },
    }
}


@router.get("")
def list_plans(assistant: AssistantDep) -> PlanList:
    """The plans in the library."""
    return PlanList(plans=tuple(PlanCardOut.of_card(card) for card in assistant.library.plans()))


@router.get("/{plan_id}")
def one_plan(plan_id: str, assistant: AssistantDep) -> PlanCardOut:
    """Front matter and counts of one plan."""
    return PlanCardOut.of_card(assistant.library.plan(plan_id))


@router.get("/{plan_id}/records")
def records(plan_id: str, assistant: AssistantDep) -> RecordsOut:
    """Everything that was read out of one plan."""
    return RecordsOut.of(assistant.library.records(plan_id))


@router.get("/{plan_id}/source")
def source(
    plan_id: str,
    assistant: AssistantDep,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int | None, Query(ge=0)] = None,
    context: Annotated[int, Query(ge=0, le=5000)] = 300,
) -> SourceExcerpt:
    """The original text around a citation. ``start`` and ``end`` count characters of the file's decoded text."""
    found = excerpt(assistant.library, plan_id, start, start if end is None else end, context=context)
    return SourceExcerpt(
        plan_id=plan_id,
        plan_title=found.place.plan.title,
        file=found.place.plan.file,
        page=found.place.page,
        line=found.place.line,
        start=found.place.start,
        end=found.place.end,
        section=found.place.section,
        before=found.before,
        quote=found.quote,
        after=found.after,
        pages=tuple(PageStart(page=page, start=at) for page, at in found.pages),
    )


@router.post("", dependencies=[AdminDep], openapi_extra=_UPLOAD_FORM, response_model=IngestReportOut)
async def add_plans(request: Request, assistant: AssistantDep, settings: SettingsDep) -> JSONResponse:
    """Read uploaded files into the library; 422 when none of them could be read, with the files' failures in ``error`` too.

    The form is parsed here and not by a parameter, so that nothing of it is taken in before the key has been checked.
    """
    async with request.form(max_files=_MAX_FILES) as form:
        report = await run_in_threadpool(_ingest_uploads, form, assistant, settings.data)
    body = report.model_dump(mode="json")
    if report.failed < len(report.files):
        return JSONResponse(body, status_code=201)
    reasons = "；".join(f"{one.file}：{one.error}" for one in report.files[:_MOST_REASONS])
    return JSONResponse({**body, "error": {"code": "no_file_read", "message": reasons}}, status_code=422)


@router.delete("/{plan_id}", dependencies=[AdminDep])
def remove_plan(plan_id: str, assistant: AssistantDep) -> Removed:
    """Take a plan and everything read out of it from the library."""
    assistant.library.remove(plan_id)
    return Removed(removed=plan_id)


def _ingest_uploads(form: FormData, assistant: AssistantDep, data: Path) -> IngestReportOut:
    """Uploads lie in one folder under their own names while they are read: the same name again is the same plan again."""
    uploads = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
    if not uploads:
        raise ApiError(422, "no_file", "没有收到文件，请用 multipart/form-data 的 files 字段上传。")
    names = [_file_name(upload) for upload in uploads]
    if len(set(names)) < len(names):
        raise ApiError(422, "file_names_equal", "一次上传的文件不能同名。")
    folder = data / "uploads"
    paths = [folder / name for name in names]
    with _UPLOADING:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for upload, path in zip(uploads, paths, strict=True):
                with path.open("wb") as target:
                    shutil.copyfileobj(upload.file, target)
            return IngestReportOut.of(assistant.library.ingest(paths))
        finally:
            for path in paths:
                path.unlink(missing_ok=True)


def _file_name(upload: UploadFile) -> str:
    """The last name of the upload; a path in it ("../../x", "C:\\x") does not leave the folder."""
    name = (upload.filename or "").replace("\\", "/").rsplit("/", 1)[-1].replace("\x00", "")
    if name.strip(". ") == "" or len(name.encode()) > _MAX_NAME_BYTES:
        raise ApiError(422, "file_name_unusable", "上传的文件没有可用的文件名。")
    return name

"""Reading one plan: the steps, in order, on one screen."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ingest.build_outline import build_outline
from ingest.errors import FileMissing, ReadError
from ingest.extract_commitments import extract_commitments
from ingest.extract_indicators import extract_indicators
from ingest.find_front_matter import find_front_matter
from ingest.lay_out_blocks import lay_out_blocks
from ingest.plan import PlanRecords
from ingest.readers import ReadingLimits, read_source

DEFAULT_LIMITS = ReadingLimits()
# everything but ASCII letters, digits and Chinese characters parts the words of an id
NOT_IN_ID = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")


def read_plan(
    path: Path, *, plan_id: str | None = None, limits: ReadingLimits = DEFAULT_LIMITS
) -> PlanRecords:
    """Everything that a file says, as records. Raises subclasses of :class:`ingest.errors.ReadError`."""
    if not path.is_file():
        raise FileMissing(f"找不到文件“{path}”，请检查路径。", f"no file at {path}", file=path.name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"文件“{path.name}”无法打开：{error.strerror}。", str(error), file=path.name
        ) from error
    return read_plan_bytes(path.name, data, plan_id=plan_id, limits=limits)


def read_plan_bytes(
    name: str,
    data: bytes,
    *,
    plan_id: str | None = None,
    limits: ReadingLimits = DEFAULT_LIMITS,
) -> PlanRecords:
    """The same for a file's bytes under a name, as an upload brings them."""
    source = read_source(name, data, limits)
    laid = lay_out_blocks(source)
    plan = find_front_matter(
        laid, source, plan_id=plan_id or plan_id_of(name), file=name, sha256=hashlib.sha256(data).hexdigest()
    )
    outline = build_outline(laid.blocks, source, [entry.text for entry in laid.contents])
    indicators = extract_indicators(laid.blocks, outline.block_paths, plan, source)
    commitments = extract_commitments(outline, indicators, plan, source)
    return PlanRecords(
        plan=plan,
        source_text=source.text,
        sections=outline.sections,
        indicators=indicators,
        commitments=commitments,
        boxes=outline.boxes,
        warnings=(*laid.notes, *outline.warnings),
        repairs=laid.repairs,
    )


def plan_id_of(name: str) -> str:
    """A plan's id from its file's name: "2022 云陵市规划.docx" → "2022-云陵市规划"."""
    return NOT_IN_ID.sub("-", Path(name).stem).strip("-") or "plan"

"""Reading one plan: the steps, in order, on one screen."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from ingest.commitments.date_commitments import date_commitments
from ingest.commitments.extract_commitments import extract_commitments
from ingest.cut_passages import cut_passages
from ingest.errors import FileMissing, ReadError
from ingest.extract_indicators import extract_indicators
from ingest.front_matter.find_front_matter import find_front_matter, restating_lines
from ingest.lay_out_blocks import lay_out_blocks
from ingest.outline.build_outline import build_outline
from ingest.plan import PlanRecords
from ingest.readers import PageProgress, ReadingLimits, read_source
from ingest.report import claimed_spans, unclaimed_lines
from ingest.tasks.extract_tasks import extract_tasks

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
    on_page: PageProgress | None = None,
) -> PlanRecords:
    """The same for a file's bytes under a name, as an upload brings them. ``on_page`` is told of pages to be recognised."""
    source = read_source(name, data, limits, on_page=on_page)
    laid = lay_out_blocks(source)
    plan = find_front_matter(
        laid, source, plan_id=plan_id or plan_id_of(name), file=name, sha256=hashlib.sha256(data).hexdigest()
    )
    outline = build_outline(laid.blocks, source, [entry.text for entry in laid.contents])
    indicators = extract_indicators(laid.blocks, outline.block_paths, plan, source)
    commitments = extract_commitments(outline, indicators, plan, source)
    extracted = extract_tasks(outline, source, plan.id)
    passages = cut_passages(
        outline,
        extracted,
        source,
        plan.id,
        row_spans=[row.source for row in indicators],
        title_spans=[span for span in (plan.title_source, *plan.field_sources.values()) if span],
    )
    records = PlanRecords(
        plan=plan,
        source_text=source.text,
        sections=tuple(
            sorted([*outline.sections, *extracted.sections], key=lambda section: section.source.start)
        ),
        tasks=extracted.tasks,
        indicators=indicators,
        commitments=date_commitments(commitments, extracted.tasks),
        boxes=outline.boxes,
        passages=passages,
        warnings=(*laid.notes, *outline.warnings, *extracted.warnings),
        repairs=laid.repairs,
        page_starts=source.page_starts,
    )
    claimed = claimed_spans(
        records,
        outline,
        laid.blocks,
        source,
        contents=laid.contents,
        facts=[*(f.span for f in laid.facts), *laid.fact_tables],
    )
    restated = restating_lines(plan, laid.blocks, source)
    return replace(records, unclaimed=unclaimed_lines(source, [*claimed, *restated]))


def plan_id_of(name: str) -> str:
    """A plan's id from its file's name: "2022 云陵市规划.docx" → "2022-云陵市规划"."""
    return NOT_IN_ID.sub("-", Path(name).stem).strip("-") or "plan"

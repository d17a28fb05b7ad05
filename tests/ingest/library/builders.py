"""Plans for tests: written by hand, or read from small files in a notation of their own."""

from __future__ import annotations

import hashlib
from pathlib import Path

from langchain_core.embeddings import Embeddings

from ingest.errors import FileEmpty
from ingest.plan import (
    Basis,
    IndicatorRow,
    Level,
    Passage,
    Plan,
    PlanRecords,
    PlanStatus,
    ReadingWarning,
    Role,
    Section,
    Span,
    TaskItem,
    UnitAssignment,
)
from ingest.readers.limits import ReadingLimits
from ingest.readers.page_progress import PageProgress

UNIT_MARK, ROW_MARK = "责任单位：", "指标："


def a_plan(
    plan_id: str = "yunling",
    *,
    file: str = "yunling.txt",
    sha256: str = "0" * 64,
    title: str = "云陵市养老服务规划",
) -> Plan:
    return Plan(
        id=plan_id,
        title=title,
        region="云陵市",
        level=Level.CITY,
        issuer="云陵市人民政府",
        document_number=None,
        issued="2021-12-01",
        published=None,
        period=(2021, 2025),
        status=PlanStatus.IN_FORCE,
        based_on=(),
        file=file,
        sha256=sha256,
    )


def read_lines(
    name: str,
    data: bytes,
    *,
    plan_id: str | None = None,
    limits: ReadingLimits | None = None,
    on_page: PageProgress | None = None,
) -> PlanRecords:
    """A reader for tests. First line: title. "建设街道中心。责任单位：甲局、乙局" is a task, "指标：床位（张） 2025 900" an
    indicator row, any other line a passage."""
    if not data.strip():
        raise FileEmpty(f"文件“{name}”是空的。", file=name)
    text = data.decode()
    own_id = plan_id or Path(name).stem
    title, *lines = text.splitlines()
    tasks: list[TaskItem] = []
    rows: list[IndicatorRow] = []
    passages: list[Passage] = []
    at = len(title) + 1
    for line in lines:
        span = Span(at, at + len(line))
        at += len(line) + 1
        if UNIT_MARK in line:
            said, units = line.split(UNIT_MARK)
            named = tuple(UnitAssignment(unit, Role.RESPONSIBLE, Basis.STATED) for unit in units.split("、"))
            number = f"{own_id}:t{len(tasks) + 1}"
            tasks.append(
                TaskItem(
                    number, ("一、任务",), None, said.split("。")[0], said, (), named, span, units_text=units
                )
            )
        elif line.startswith(ROW_MARK):
            name, year, value = line.removeprefix(ROW_MARK).split()
            number = f"{own_id}:i{len(rows) + 1}"
            rows.append(
                IndicatorRow(number, "主要指标", None, None, name, None, {year: value}, "预期性", "", span)
            )
        elif line:
            passages.append(Passage(f"{own_id}:p{len(passages) + 1}", ("一、总则",), line, span))
    plan = a_plan(own_id, file=name, sha256=hashlib.sha256(data).hexdigest(), title=title)
    return PlanRecords(
        plan,
        text,
        sections=(Section("一", "总则", 1, ("一、总则",), Span(0, len(title))),),
        tasks=tuple(tasks),
        indicators=tuple(rows),
        passages=tuple(passages),
        warnings=(ReadingWarning("example", "这是一条提醒"),),
    )


def write_plan(
    folder: Path, name: str = "yunling.txt", *, title: str = "云陵市养老服务规划", lines: int = 3
) -> Path:
    """A file in the notation of :func:`read_lines` with this many passages, one task and one row."""
    path = folder / name
    passages = [
        f"第{number}项：在{place}建设社区食堂并开展助餐"
        for number, place in zip(range(lines), PLACES * lines, strict=False)
    ]
    body = [
        title,
        *passages,
        "建设街道养老中心。每个街道建成一所责任单位：市民政局、市卫生健康委",
        "指标：养老床位（张） 2025 900",
    ]
    path.write_text("\n".join(body), encoding="utf-8")
    return path


PLACES = ["青禾县", "临溪区", "白石镇", "南塘街道"]


class DigestEmbeddings(Embeddings):
    """Vectors that are quick to make, the same for the same text, and mean nothing."""

    identity = "digests/v1"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [byte - 127.5 for byte in hashlib.sha256(text.encode()).digest()]


class NewDigestEmbeddings(DigestEmbeddings):
    """The embedder that came after it, with other vectors."""

    identity = "digests/v2"

    def embed_query(self, text: str) -> list[float]:
        return super().embed_query("v2" + text)

"""The same plan as TXT, HTML, DOCX, XLSX, OFD and PDF gives the same records."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import pytest

from ingest.pipeline import read_plan, read_plan_bytes
from ingest.plan import PlanRecords, Span
from ingest.readers import read_source
from tests.ingest.readers.sources import EXAMPLES
from tests.ingest.readers.written_formats import CHROMIUM, WRITERS, Document, as_pdf, document_of

PLANS = ("yunling-market-supervision.txt", "qinghe-elderly-care-duties.docx")
OF_THE_FILE = frozenset(
    {"file", "sha256", "field_sources", "title_source", "origin", "source", "units_source", "deadline_source"}
)
"""Fields that tell places in a file, not what it says."""
KINDS = ("plan", "sections", "tasks", "indicators", "commitments", "boxes", "passages")


@cache
def original(name: str) -> tuple[Document, PlanRecords]:
    path = EXAMPLES / name
    return document_of(read_source(name, path.read_bytes())), read_plan(path, plan_id="plan")


def said(value: object) -> object:
    """A record without the places in its file."""
    if isinstance(value, Span):
        return None
    if is_dataclass(value):
        return {
            field.name: said(getattr(value, field.name))
            for field in fields(value)
            if field.name not in OF_THE_FILE
        }
    if isinstance(value, Mapping):
        return {key: said(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [said(one) for one in value]
    return value


def check_same(records: PlanRecords, expected: PlanRecords) -> None:
    for kind in KINDS:
        assert said(getattr(records, kind)) == said(getattr(expected, kind)), kind


@pytest.mark.parametrize(
    ("plan", "ending"),
    # plain text has no merged cells, so it cannot say which units hold for several rows
    [(plan, ending) for plan in PLANS for ending in WRITERS if (plan, ending) != (PLANS[1], "txt")],
)
def test_each_format_says_the_same(plan: str, ending: str) -> None:
    document, expected = original(plan)
    records = read_plan_bytes(f"plan.{ending}", WRITERS[ending](document), plan_id="plan")
    check_same(records, expected)


@pytest.mark.browser
@pytest.mark.skipif(
    not CHROMIUM.exists() and os.environ.get("CI") != "true", reason="Debian's chromium is not installed"
)
@pytest.mark.parametrize("plan", PLANS)
def test_a_printed_pdf_says_the_same(plan: str, tmp_path: Path) -> None:
    document, expected = original(plan)
    records = read_plan_bytes("plan.pdf", as_pdf(document, tmp_path), plan_id="plan")
    check_same(records, expected)
    assert all(task.source.page for task in records.tasks)

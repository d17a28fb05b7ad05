"""What one sentence of a plan commits to."""

from __future__ import annotations

from ingest.plan import Commitment
from tests.ingest.sources import read_parts

HEAD = "云陵市“十四五”水利发展规划\n\n"


def commitments(sentence: str, heading: str = "二、主要任务") -> tuple[Commitment, ...]:
    return read_parts(f"{HEAD}{heading}\n\n{sentence}\n\n三、保障措施\n\n加强组织领导。\n").commitments


def facts(sentence: str) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(c.what, c.op, c.value, c.unit, c.deadline) for c in commitments(sentence)]

"""Generated plans are the same for the same seed, all different, and read as plans are."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.benchmarks.generate_plans import MOST_PLANS, generate_plans, write_plans
from evals.benchmarks.stand_in_embeddings import NoEmbeddings
from ingest.pipeline import read_plan_bytes


def test_the_same_seed_gives_the_same_plans() -> None:
    first, again, other = (list(generate_plans(40, seed=seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert len({plan.place for plan in first}) == len({plan.text for plan in first}) == 40


def test_generated_plans_are_read_in_full() -> None:
    for plan in generate_plans(6):
        records = read_plan_bytes(plan.name, plan.text.encode())
        assert (records.plan.region, records.plan.period) == (plan.place, (2021, 2025))
        assert records.plan.document_number and records.plan.issued
        assert len(records.indicators) == 6
        assert all(set(row.values) == {"2020", "2025"} for row in records.indicators)
        assert sum(bool(task.units) for task in records.tasks) == 12
        assert len(records.boxes) == 5
        assert len(records.commitments) >= 12


def test_there_are_only_so_many_places(tmp_path: Path) -> None:
    assert write_plans(tmp_path, 3) == sum(len(path.read_text()) for path in tmp_path.iterdir())
    with pytest.raises(ValueError, match=str(MOST_PLANS)):
        next(generate_plans(MOST_PLANS + 1))


def test_free_vectors_are_the_same_for_the_same_text() -> None:
    assert NoEmbeddings().embed_query("a") == NoEmbeddings().embed_documents(["a"])[0]
    assert NoEmbeddings().embed_query("a") != NoEmbeddings().embed_query("b")

"""Naming a plan in the library after its file."""

from __future__ import annotations

from collections.abc import Collection


def free_plan_id(name: str, taken: Collection[str]) -> str:
    """The id for a file name, with -2, -3 … behind it as long as another file has it."""
    from ingest.pipeline import plan_id_of

    base = plan_id_of(name)
    number, plan_id = 1, base
    while plan_id in taken:
        number += 1
        plan_id = f"{base}-{number}"
    return plan_id

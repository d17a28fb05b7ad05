"""Tasks as one reads them in a register."""

from __future__ import annotations

from ingest.plan import Basis, Role, TaskItem
from ingest.tasks.extract_tasks import ExtractedTasks

PROSE = "新建骨干水厂并延伸供水管网，健全水质检测制度，落实管护责任和经费，保障城乡居民喝上放心水。"


def register(tasks: ExtractedTasks) -> list[tuple[str, str]]:
    """Titles with units, leads marked with *, inferred roles with ?: "区水利局*? 区财政局?"."""
    return [(task.title, units_of(task)) for task in tasks.tasks]


def units_of(task: TaskItem) -> str:
    return " ".join(
        unit.name + "*" * (unit.role is Role.RESPONSIBLE) + "?" * (unit.basis is Basis.INFERRED)
        for unit in task.units
    ) + (" …" if task.units_open else "")

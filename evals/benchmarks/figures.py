"""What a measurement gives, and the table of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``share`` says what of it is the embedder's; ``passed`` is ``None`` without a bar."""

    name: str
    value: str
    share: str = ""
    bar: str = ""
    passed: bool | None = None


def bounded(name: str, value: float, bound: float, unit: str, share: str = "", *, digits: int = 1) -> Figure:
    """A figure that may not exceed a bound."""
    return Figure(name, f"{value:.{digits}f}{unit}", share, f"≤ {bound:g}{unit}", value <= bound)


def print_table(figures: Sequence[Figure]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("项目", "数值", "其中嵌入模型", "上限", "达标")
    for column in table.columns:
        column.overflow = "fold"
    for figure in figures:
        met = {True: "是", False: "否", None: ""}[figure.passed]
        table.add_row(figure.name, figure.value, figure.share, figure.bar, met)
    Console().print(table)


def resident_megabytes(pid: int | str = "self") -> float:
    """Resident memory of a process and its children (Linux); those that end meanwhile do not count."""
    total = 0.0
    try:
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1]) / 1024
        children = [
            (task / "children").read_text(encoding="utf-8") for task in Path(f"/proc/{pid}/task").iterdir()
        ]
    except (FileNotFoundError, ProcessLookupError):
        return total
    return total + sum(resident_megabytes(child) for child in " ".join(children).split())


def peak_megabytes() -> float:
    """The most memory that this process has had in use so far (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))

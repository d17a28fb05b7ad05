"""How long ``make install`` takes, into an environment of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from evals.benchmarks.figures import Figure

ROOT = Path(__file__).parents[2]


def measure_install(folder: Path) -> Figure:
    """Only in a checkout: the Makefile is no part of the installed package."""
    begun = perf_counter()
    environment = f"VENV={folder / 'venv'}"
    subprocess.run(
        ["make", "-C", str(ROOT), "install", environment, f"PYTHON={sys.executable}"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return Figure("安装", f"{perf_counter() - begun:.0f} 秒")

"""What a piece of work took: wall clock, processor time of all its processes, memory, and what others did meanwhile (Linux)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from evals.benchmarks.figures import resident_megabytes

LOOKED_EVERY_SECONDS = 0.2


@dataclass
class Spent:
    """``processor`` is in seconds, ``others`` the share of the machine's processors that other programs used."""

    seconds: float = 0.0
    processor: float = 0.0
    others: float = 0.0
    peak_megabytes: float = 0.0

    def __add__(self, later: Spent) -> Spent:
        seconds = self.seconds + later.seconds
        others = self.others * self.seconds + later.others * later.seconds
        return Spent(
            seconds,
            self.processor + later.processor,
            others / seconds if seconds else 0.0,
            max(self.peak_megabytes, later.peak_megabytes),
        )


@contextmanager
def spending() -> Iterator[Spent]:
    """Filled in when the block is done. Processes that were started in the block must have ended in it to be counted."""
    spent = Spent(peak_megabytes=resident_megabytes())
    done = Event()

    def look() -> None:
        while not done.wait(LOOKED_EVERY_SECONDS):
            spent.peak_megabytes = max(spent.peak_megabytes, resident_megabytes())

    looking = Thread(target=look, name="memory", daemon=True)
    looking.start()
    clock, own, everyone = _clocks()
    try:
        yield spent
    finally:
        clock_then, own_then, everyone_then = _clocks()
        done.set()
        looking.join()
        spent.seconds, spent.processor = clock_then - clock, own_then - own
        available = spent.seconds * (os.cpu_count() or 1)
        spent.others = max(0.0, everyone_then - everyone - spent.processor) / available if available else 0.0


def _clocks() -> tuple[float, float, float]:
    """Wall clock, processor seconds of this process and its ended children, and of all processes of the machine."""
    times = os.times()
    own = times.user + times.system + times.children_user + times.children_system
    # "cpu  user nice system idle iowait irq softirq steal …" in hundredths of a second
    user, nice, system, _, _, irq, softirq, stolen = map(
        int, Path("/proc/stat").read_text(encoding="ascii").split("\n")[0].split()[1:9]
    )
    return times.elapsed, own, (user + nice + system + irq + softirq + stolen) / os.sysconf("SC_CLK_TCK")

"""Damaged files through every reader and the whole of reading a plan: ``python -m evals.benchmarks fuzz --minutes 10``.

A file may be read or refused with a :class:`ReadError`; any other exception, the death of the process and more than ten
seconds for a file below a megabyte are faults, and the file is kept.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import monotonic

from evals.benchmarks.mutate_files import MOST_BYTES, mutate, random_words
from ingest.errors import ReadError
from ingest.pipeline import read_plan_bytes
from ingest.plan import PlanRecords
from ingest.readers.iter_files import iter_files
from ingest.readers.limits import ReadingLimits

LONGEST_SECONDS = 10.0
"""Processor time that a file may take; other programs on the machine must not pass for a hang."""
KILLED_AFTER = 180.0
"""Seconds on the clock after which a file's reader is stopped: a machine shared by many was seen to give it 5 in 60."""
TOLD_EVERY = 60.0
ARCHIVE_ENDING = ".zip"
WORDS_SHARE = 0.25
"""How many of the files are words in no order instead of damaged seeds."""
READ, DIED, HUNG = "read", "process died", "stopped after 180 s"


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one file: ``outcome`` is "read", the name of a :class:`ReadError`, or what went wrong."""

    name: str
    outcome: str
    seconds: float
    fault: bool
    detail: str = ""


@dataclass
class FuzzReport:
    seed: int
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(file ending, outcome) → how often."""
    slowest: list[Tried] = field(default_factory=list)
    faults: list[Tried] = field(default_factory=list)

    def add(self, tried: Tried) -> None:
        self.outcomes[Path(tried.name).suffix, tried.outcome] += 1
        self.slowest = sorted([*self.slowest, tried], key=lambda one: -one.seconds)[:5]
        if tried.fault:
            self.faults.append(tried)

    def lines(self) -> Iterator[str]:
        total = sum(self.outcomes.values())
        yield f"种子 {self.seed}：试了 {total} 个文件，{len(self.faults)} 个出错"
        for ending in sorted({ending for ending, _ in self.outcomes}):
            own = {outcome: count for (of, outcome), count in self.outcomes.most_common() if of == ending}
            yield f"  {ending or '（无）'} {sum(own.values())}：" + "，".join(
                f"{k} {v}" for k, v in own.items()
            )
        yield "最慢：" + "，".join(
            f"{one.name} {one.seconds:.1f} 秒（{one.outcome}）" for one in self.slowest
        )
        yield from (
            f"错误：{one.name} {one.outcome}：{one.detail}（{one.seconds:.1f} 秒）" for one in self.faults
        )


def fuzz(
    seeds: Sequence[Path], minutes: float, *, seed: int, keep: Path, tell: bool = True, most: float = inf
) -> FuzzReport:
    """Try damaged files for so long, ``most`` at most; those with which something goes wrong are kept in ``keep``."""
    random, report = Random(seed), FuzzReport(seed)
    files = [(path.name, path.read_bytes()) for path in seeds if path.stat().st_size <= MOST_BYTES]
    with _Reader() as reader:
        begun = told = monotonic()
        while monotonic() - begun < minutes * 60 and report.outcomes.total() < most:
            name, data = _next_file(random, files)
            tried = reader.read(f"{report.outcomes.total()}-{name}", data)
            report.add(tried)
            if tried.fault:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / tried.name).write_bytes(data)
            if tell and monotonic() - told > TOLD_EVERY:
                told = monotonic()
                print("\n".join(report.lines()), flush=True)
    return report


def _next_file(random: Random, files: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    if random.random() < WORDS_SHARE:
        return "words.txt", random_words(random).encode()[:MOST_BYTES]
    name, data = random.choice(files)
    return name, mutate(random, data, [other for _, other in files])


class _Reader:
    """Reads files in a process of its own, a new one when it dies or hangs."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._process, self._files = self._start()

    def __enter__(self) -> _Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def read(self, name: str, data: bytes) -> Tried:
        self._files.send((name, data))
        try:
            if self._files.poll(KILLED_AFTER):
                found: Tried = self._files.recv()
                return found
            outcome = HUNG
        except EOFError:
            outcome = DIED
        self._stop()
        code = self._process.exitcode
        self._process, self._files = self._start()
        return Tried(name, outcome, KILLED_AFTER if outcome == HUNG else 0.0, True, f"exit code {code}")

    def _start(self) -> tuple[multiprocessing.process.BaseProcess, Connection]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_read_files, args=[theirs], daemon=False)
        process.start()
        theirs.close()
        return process, ours

    def _stop(self) -> None:
        self._files.close()
        if self._process.is_alive():
            self._process.kill()
        self._process.join()


def _read_files(files: Connection) -> None:
    while True:
        try:
            name, data = files.recv()
        except EOFError:
            return
        files.send(try_file(name, data))


def try_file(name: str, data: bytes) -> Tried:
    """Read one file as ingest would, archives with all that is in them."""
    begun = _processor_seconds()
    outcome, fault, detail = READ, False, ""
    try:
        if name.endswith(ARCHIVE_ENDING):
            _read_archive(data)
        else:
            _check(read_plan_bytes(name, data))
    except ReadError as error:
        outcome = type(error).__name__
    except Exception as error:  # noqa: BLE001  what is looked for
        outcome, fault, detail = type(error).__name__, True, repr(error)[:300]
    seconds = _processor_seconds() - begun
    slow = seconds > LONGEST_SECONDS
    return Tried(name, outcome, seconds, fault or slow, detail or "longer than allowed" * slow)


def _read_archive(data: bytes) -> None:
    with tempfile.TemporaryDirectory(prefix="plan-assistant-fuzz-") as folder:
        path = Path(folder) / "plans.zip"
        path.write_bytes(data)
        for file in iter_files(path, ReadingLimits()):
            try:
                _check(read_plan_bytes(file.name, file.content()))
            except ReadError:
                continue  # One bad file in an archive never stops the others.


def _check(records: PlanRecords) -> None:
    """Every record stands inside the file's text."""
    parts = (records.sections, records.tasks, records.indicators, records.commitments, records.passages)
    for record in (record for part in parts for record in part):
        span = record.source
        if not 0 <= span.start <= span.end <= len(records.source_text):
            raise AssertionError(f"{span} of {len(records.source_text)} characters: {record!r}")


def _processor_seconds() -> float:
    """Of this process and of the programs that it ran."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system

"""Ctrl-C while plans are read, and files that go wrong among good ones: the real program in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from assistant.cli.entry import main
from evals.benchmarks.generate_plans import write_plans
from ingest.library import Library, LibrarySettings, open_library
from ingest.library.write_lock import HOLDER_FILE

PLANS = 24
PROGRAM = """
import signal
import sys
from itertools import count
from threading import Event

from assistant.cli.entry import main
from ingest.library import index_plan, library

step, times = sys.argv.pop(1), int(sys.argv.pop(1))
reached, heard = count(1), Event()


def wait_at_step(name):
    if name == step and next(reached) >= times:
        heard.wait()


def hear(number, frame):
    heard.set()
    signal.default_int_handler(number, frame)


signal.signal(signal.SIGINT, hear)
index_plan.GROUP_ENTRIES = 100
library._nothing = wait_at_step
main()
"""
"""The program with small groups, so that few plans make several, with Ctrl-C heard (in the background of a shell it is not) and
with a step of writing that goes on only when it is."""
STOPS_WITHIN = 120.0


def start(data: Path, step: str, times: int, *words: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM, step, str(times), "--data", str(data), *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def wait_for_plans(library: Library, count: int, process: subprocess.Popen[str]) -> None:
    while len(library.plans()) < count:
        assert process.poll() is None, process.communicate()
        sleep(0.01)


@pytest.mark.parametrize(
    ("step", "times", "kept"),
    [
        pytest.param("generation begun", 1, 0, id="before the first plan"),
        pytest.param("switched", 3, 3, id="between plans"),
    ],
)
def test_an_interrupt_leaves_what_was_done_and_a_library_that_the_next_run_completes(
    tmp_path: Path, step: str, times: int, kept: int
) -> None:
    data, plans = tmp_path / "data", tmp_path / "plans"
    write_plans(plans, PLANS)
    with open_library(LibrarySettings(data)) as library:
        process = start(data, step, times, "ingest", plans)
        wait_for_plans(library, kept, process)
        while not (data / HOLDER_FILE).exists():
            assert process.poll() is None, process.communicate()
            sleep(0.01)
        os.kill(process.pid, signal.SIGINT)
        printed, complaints = process.communicate(timeout=STOPS_WITHIN)
        assert process.returncode == 130
        assert complaints.strip().endswith("已中断。")
        assert "Traceback" not in printed + complaints
        done = len(library.plans())
        assert kept <= done < PLANS
        assert not (data / HOLDER_FILE).exists()
        for card in library.plans():
            assert len(library.records(card.plan.id).indicators) == 6
        report = library.ingest([plans])
        assert [file.outcome for file in report.files].count("unchanged") == done
        assert (len(library.plans()), report.failed) == (PLANS, ())
        assert library._search.passages.count() == library._catalogue.entry_count()
        assert library._catalogue.stale() == []


def test_bad_files_among_good_ones_are_named_and_the_others_are_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, plans = tmp_path / "data", tmp_path / "plans"
    write_plans(plans, 2)
    (plans / "00000a-empty.txt").write_bytes(b"")
    (plans / "00000b-broken.docx").write_bytes(b"PK\x03\x04 is all that is left")
    (plans / "00000c-image.pdf").write_bytes(b"%PDF-1.4\n%nothing more")
    with pytest.raises(SystemExit) as ended:
        main(["--data", str(data), "ingest", str(plans)])
    assert ended.value.code == 1
    complaints = capsys.readouterr().err
    for name in ("00000a-empty.txt", "00000b-broken.docx", "00000c-image.pdf"):
        assert name in complaints
    with open_library(LibrarySettings(data)) as library:
        assert len(library.plans()) == 2


def test_a_file_that_vanishes_before_it_is_read_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    data, plans = tmp_path / "data", tmp_path / "plans"
    write_plans(plans, 3)
    paths = sorted(plans.iterdir())
    with open_library(LibrarySettings(data)) as library:
        report = library.ingest([plans], progress=lambda _: paths[-1].unlink(missing_ok=True))
        assert [file.outcome for file in report.files] == ["added", "added", "failed"]
        assert report.files[-1].error_code == "FileMissing"
        assert paths[-1].name in (report.files[-1].error or "")
        assert len(library.plans()) == 2

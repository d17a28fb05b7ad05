"""A process of Python code that answers pickled tasks, for what should not share this process: its interpreter or its fate.

Not ``multiprocessing``: its processes run the caller's main module again, and live on when the caller is killed.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any

Answer = Callable[[object], None]

CHILD_LOST = (EOFError, OSError, pickle.UnpicklingError, ValueError)
"""What :meth:`ChildProcess.send` and :meth:`ChildProcess.receive` raise when the process is gone; ``ValueError`` where another
thread has closed it meanwhile."""


class ChildProcess:
    """Starts with the first task. One thread at a time may use it; any may close it, whatever it is doing then."""

    def __init__(self, code: str) -> None:
        """``code`` calls :func:`serve`. It is not run as a module: its classes would be those of another ``__main__``."""
        self._code = code
        self._starting = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def send(self, task: object) -> None:
        """Raises one of ``CHILD_LOST`` when the process is gone."""
        process = self._running()
        assert process.stdin is not None
        pickle.dump(task, process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()

    def receive(self) -> Any:
        """The next answer to what was sent. Raises one of ``CHILD_LOST`` when the process is gone."""
        process = self._process
        if process is None or process.stdout is None:
            raise EOFError
        return pickle.load(process.stdout)

    def end(self) -> None:
        """End the process; the next task starts another."""
        with self._starting:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in filter(None, (process.stdin, process.stdout)):
                # What was still to be sent has no receiver any more.
                with suppress(OSError):
                    pipe.close()

    def close(self) -> None:
        """End it for good."""
        with self._starting:
            # A process that another thread is just starting would be left behind.
            self._closed = True
        self.end()

    def _running(self) -> subprocess.Popen[bytes]:
        with self._starting:
            if self._closed:
                raise EOFError
            if self._process is None:
                self._process = subprocess.Popen(
                    [sys.executable, "-c", self._code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
                )
            return self._process


def serve(handle: Callable[[Any, Answer], None]) -> None:
    """Have ``handle`` answer each task, until there are no more: what the process's code calls."""
    # Ctrl-C reaches the whole group; the one who started this process ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        # What a library prints must not stand between two answers.
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

        def answer(one: object) -> None:
            pickle.dump(one, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()

        while True:
            try:
                task = pickle.load(sys.stdin.buffer)
            except EOFError:
                return
            handle(task, answer)

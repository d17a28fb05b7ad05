"""Leaving a service alone for a while that did not answer: else each question waits for it in full."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

LONGEST = 10
"""With each failure in a row a pause is as long again as before, up to so many times the first."""


def is_away(error: BaseException) -> bool:
    """Whether a client's error says that the server is away or overloaded, not that it refused this one request."""
    from openai import APIConnectionError, InternalServerError, RateLimitError

    return isinstance(error, APIConnectionError | InternalServerError | RateLimitError | OSError)


class Pause:
    """Whether a service may be asked now. Safe to use from many threads; when a pause ends one of them tries alone."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """``seconds`` is the first pause; with 0 there is none."""
        self._seconds = seconds
        self._clock = clock
        self._failures = 0
        self._ends = 0.0
        self._reason = ""
        self._lock = Lock()

    def rest(self) -> str:
        """Why the service is not asked now, in English for the trace; "" where it may be."""
        with self._lock:
            left = self._ends - self._clock()
            if left > 0:
                return f"paused for another {left:.0f} s after: {self._reason}"
            if self._failures:
                self._begin()
            return ""

    def failed(self, reason: str) -> None:
        """The service did not answer."""
        with self._lock:
            self._failures += 1
            self._reason = reason
            self._begin()

    def worked(self) -> None:
        """The service answered."""
        with self._lock:
            self._failures, self._ends = 0, 0.0

    def _begin(self) -> None:
        self._ends = self._clock() + self._seconds * min(self._failures, LONGEST)

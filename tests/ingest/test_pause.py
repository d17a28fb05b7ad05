"""A service that failed is left alone, longer each time, and one caller at a time tries it again."""

from ingest.pause import LONGEST, Pause


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_pause_ends_and_one_caller_tries() -> None:
    clock = Clock()
    pause = Pause(30.0, clock)
    assert pause.rest() == ""
    pause.failed("no connection")
    assert pause.rest() == "paused for another 30 s after: no connection"
    clock.now = 30.0
    assert [bool(pause.rest()) for _ in range(3)] == [False, True, True]
    pause.worked()
    assert [bool(pause.rest()) for _ in range(3)] == [False, False, False]


def test_pauses_grow_with_failures_in_a_row_and_not_for_ever() -> None:
    clock = Clock()
    pause = Pause(30.0, clock)
    for failures in range(1, LONGEST + 5):
        pause.failed("no answer")
        assert f"another {30 * min(failures, LONGEST)} s" in pause.rest()


def test_no_pause_is_no_pause() -> None:
    pause = Pause(0.0, Clock())
    pause.failed("no answer")
    assert pause.rest() == ""

"""When a caller of the outside makes its next call: one at a time, apart from each other, before a deadline."""

import time
from typing import Protocol

from ordak.http.outcome import CallError

CALL_SECONDS = 15.0
NO_TIME = "NO_TIME"  # the code of a call that was not made because its deadline was too near
LEAST_SECONDS = 1.0  # a call begun with less time to receive its answer is one more unknown


class Clock(Protocol):
    """What passes time: the module `time`, or what a test puts in its place."""

    def monotonic(self) -> float:
        """Return seconds that never go back."""

    def sleep(self, seconds: float, /) -> None:
        """Let time pass."""


class Pace:
    """Calls that end before `deadline` (the clock's monotonic), at least `gap` seconds between their beginnings."""

    def __init__(self, deadline: float, *, gap: float = 0.0, clock: Clock = time) -> None:
        self._deadline = deadline
        self._gap = gap
        self._clock = clock
        self._begun: float | None = None

    def turn[E: CallError](self, kind: type[E], gap: float | None = None, longest: float = CALL_SECONDS) -> float:
        """Wait until the next call may begin; return how many seconds it may take, raise when there are too few."""
        now = self._clock.monotonic()
        wait = 0.0 if self._begun is None else self._begun + (self._gap if gap is None else gap) - now
        if self._deadline - now - max(wait, 0.0) < LEAST_SECONDS:
            raise kind(NO_TIME, outcome="not_sent", systemic=True)
        if wait > 0:
            self._clock.sleep(wait)
        self._begun = self._clock.monotonic()
        return min(longest, self._deadline - self._begun)

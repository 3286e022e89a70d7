"""How much a call asks for at once: half of it after one that took too long, twice as much after one that did not."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from ordak.database import DatabaseError


class Portion:
    """A size between one and `most`, at first `first`; kept for as long as the execution environment is.

    Too long is what the database breaks off, and with `seconds` also what takes longer than that. Between half of them
    and all the size stays.
    """

    def __init__(self, most: int, *, first: int | None = None, seconds: float | None = None) -> None:
        self.most = most
        self.first = first or most
        self.size = self.first
        self._seconds = seconds

    @contextmanager
    def taken(self) -> Iterator[int]:
        """Give the size for what the block asks, and learn from whether that took too long."""
        size, started = self.size, time.monotonic()
        try:
            yield size
        except DatabaseError as error:
            if error.timed_out:
                self.size = max(1, size // 2)
            raise
        took = time.monotonic() - started
        if self._seconds is None or took < self._seconds / 2:
            self.size = min(self.most, size * 2)
        elif took > self._seconds:
            self.size = max(1, size // 2)

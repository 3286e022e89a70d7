"""How much a call asks for at once: half of it after one that timed out, twice as much after one that did not."""

from collections.abc import Iterator
from contextlib import contextmanager

from ordak.database import DatabaseError


class Portion:
    """A size between one and `most`; kept for as long as the execution environment is."""

    def __init__(self, most: int) -> None:
        self.most = self.size = most

    @contextmanager
    def taken(self) -> Iterator[int]:
        """Give the size for what the block asks, and learn from whether that took too long."""
        size = self.size
        try:
            yield size
        except DatabaseError as error:
            if error.timed_out:
                self.size = max(1, size // 2)
            raise
        self.size = min(self.most, size * 2)
